"""What an edition is marked today, and what else of its sources decides whether it may leave."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from briefgen.compose.kept_rights import read_rights
from briefgen.compose.raised import list_excerpts, list_markings_today, list_sources
from briefgen.compose.words_today import WordsToday
from briefgen.editions.record import RECORD, read_record
from briefgen.errors import IntegrityError
from briefgen.files.reading import read_bounded
from briefgen.model import kinds
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.source import Rights, Source
from briefgen.model.topic import Topic
from briefgen.project.reading.corpus import Corpus
from briefgen.project.reading.words import prepare_words
from briefgen.project.sending.ready import Ready, Shelved
from briefgen.project.tracing.impact import find_source
from briefgen.refresh.rebuild import DATA

_LIMIT = 256 << 20
#: How the label stands in an edition's data, as a value of its own.
_STRICT = b'"TLP:AMBER+STRICT"'


@dataclass(frozen=True, slots=True)
class _Today:
    """What the corpus says on a day: a source by any id that it ever had, its excerpts by its id of today, words."""

    day: datetime.date
    find: Callable[[str], Source | None]
    find_evidence: Callable[[str], tuple[Evidence, ...]]
    gather: Callable[[], WordsToday]
    has_unread: bool


def mark_today(ready: Ready, topics: Mapping[str, Topic], corpus: Corpus, day: datetime.date) -> Ready:
    """Say of what stands ready how it is marked on a day; a topic of which a record is damaged is so as a whole.

    What the corpus has no more counts as it was when the edition was issued; where a source cannot be read, nobody
    knows whether it is gone, or is that one.
    """
    find, find_evidence = cache(partial(find_source, corpus)), cache(corpus.index.evidence_of)
    today = _Today(day, find, find_evidence, prepare_words(corpus.index), corpus.has_unread)
    editions, damaged = {}, dict(ready.damaged)
    for slug, shelved in ready.editions.items():
        try:
            editions[slug] = tuple(_mark(one, topics[slug], today) for one in shelved)
        except IntegrityError as error:
            damaged[slug] = str(error)
    return Ready(editions, damaged)


def _mark(one: Shelved, topic: Topic, today: _Today) -> Shelved:
    edition = read_record(one.folder / RECORD).edition
    sources = {name: today.find(name) for name in list_sources(edition)}
    found = list_markings_today(edition, topic, sources, today.find_evidence, today.gather)
    there = {name: source for name, source in sources.items() if source is not None}
    own = (there[name] for name in edition.sources.keys() & there.keys())
    quoted = {one.source for one in list_excerpts(edition).values()}
    # What is gone keeps the rights that it had: nobody has given leave by taking a file away.
    rights = {name: read_rights(name, there.get(name), edition.rights) for name in quoted}
    names = {name: source.id for name, source in there.items()}
    return replace(
        one,
        today=max(found),
        is_strict=Marking.AMBER_STRICT in {one.marking, *found} or _holds_strict(one),
        kept_in=_sort(names.get(name, name) for name in quoted if rights[name].may_distribute is False),
        ended=_sort(names.get(name, name) for name in _list_ended(rights, edition, today.day)),
        # What only tells that a source is gone may leave: nothing in it rests on that.
        withdrawn=_sort(source.id for source in own if source.is_withdrawn),
        unread=_sort(source.id for source in there.values() if source.is_unsure)
        + (tuple(sorted(sources.keys() - there.keys())) if today.has_unread else ()),
    )


def _sort(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _list_ended(rights: Mapping[str, Rights], edition: Edition, day: datetime.date) -> Iterable[str]:
    """List the sources whose leave to be quoted has ended since, or was over and nobody gave a reason to issue it.

    A reason for something else is none: the end may have been written into the source, for a day gone by, afterwards.
    """
    is_overruled = any(kinds.RIGHTS_ENDED.code in told for told in edition.overruled)
    # What it tells of the edition before is quoted as well; of what that did not print, it tells no words.
    quoted = (*edition.excerpts.values(), *(one for one in edition.told.excerpts.values() if one.text))
    for name in {one.source for one in quoted if one.manner != "summary"}:
        end = rights[name].expires
        if end is None or end.latest >= day:
            continue
        if not (is_overruled and end.latest.isoformat() < edition.issued):
            yield name


def _holds_strict(one: Shelved) -> bool:
    """Whether a TLP:RED edition holds what is TLP:AMBER+STRICT, which its own label hides."""
    return one.marking is Marking.RED and _STRICT in read_bounded(one.folder / DATA, _LIMIT)
