"""What an edition is marked today: its topic, and the excerpts and sources in it, may have been raised since."""

import datetime
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from functools import cache

from briefgen.editions.record import RECORD, read_record
from briefgen.errors import IntegrityError
from briefgen.files.reading import read_bounded
from briefgen.index.store import Index
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.topic import Topic
from briefgen.project.sending.ready import Ready, Shelved
from briefgen.refresh.rebuild import DATA

_LIMIT = 256 << 20
#: How the label stands in an edition's data, as a value of its own.
_STRICT = b'"TLP:AMBER+STRICT"'


def mark_today(ready: Ready, topics: Mapping[str, Topic], index: Index, day: datetime.date) -> Ready:
    """Say of what stands ready how it is marked on a day; a topic of which a record is damaged is so as a whole.

    What the corpus has no more counts as it was when the edition was issued.
    """
    ask = cache(index.evidence_of)
    editions, damaged = {}, dict(ready.damaged)
    for slug, shelved in ready.editions.items():
        try:
            editions[slug] = tuple(_mark(one, topics[slug], ask, day) for one in shelved)
        except IntegrityError as error:
            damaged[slug] = str(error)
    return Ready(editions, damaged)


def _mark(one: Shelved, topic: Topic, ask: Callable[[str], tuple[Evidence, ...]], day: datetime.date) -> Shelved:
    edition = read_record(one.folder / RECORD).edition
    there = tuple(evidence for source in edition.sources for evidence in ask(source))
    found = {topic.marking, *_list_markings(there, frozenset(edition.excerpts))}
    return replace(
        one,
        today=max(found),
        is_strict=Marking.AMBER_STRICT in {one.marking, *found} or _holds_strict(one),
        kept_in=_list_kept_in(there, {one.source for one in edition.excerpts.values()}),
        ended=_list_ended(there, edition, day),
    )


def _list_markings(there: tuple[Evidence, ...], printed: frozenset[str]) -> set[Marking]:
    return {evidence.source.marking for evidence in there} | {one.marking for one in there if one.name in printed}


def _list_kept_in(there: tuple[Evidence, ...], quoted: Set[str]) -> tuple[str, ...]:
    kept = {one.source.id for one in there if not one.source.rights.may_distribute}
    return tuple(sorted(kept & quoted))


def _list_ended(there: tuple[Evidence, ...], edition: Edition, day: datetime.date) -> tuple[str, ...]:
    """List the sources whose leave to be quoted has ended since, or was over and nobody gave a reason to issue it."""
    quoted = {one.source for one in edition.excerpts.values() if one.manner != "summary"}
    ends = {one.source.id: one.source.rights.expires for one in there if one.source.id in quoted}
    over = {name: end.latest for name, end in ends.items() if end is not None and end.latest < day}
    return tuple(
        sorted(name for name, end in over.items() if not (edition.overruled and end.isoformat() < edition.issued))
    )


def _holds_strict(one: Shelved) -> bool:
    """Whether a TLP:RED edition holds what is TLP:AMBER+STRICT, which its own label hides."""
    return one.marking is Marking.RED and _STRICT in read_bounded(one.folder / DATA, _LIMIT)
