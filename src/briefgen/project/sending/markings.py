"""What an edition is marked today: its topic, and the excerpts and sources in it, may have been raised since."""

from collections.abc import Mapping, Set
from dataclasses import replace
from functools import cache

from briefgen.editions.record import RECORD, read_record
from briefgen.files.reading import read_bounded
from briefgen.index.store import Index
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.topic import Topic
from briefgen.project.sending.planning import Shelved, choose_newest
from briefgen.refresh.rebuild import DATA

_LIMIT = 256 << 20
#: How the label stands in an edition's data, as a value of its own.
_STRICT = b'"TLP:AMBER+STRICT"'


def mark_today(
    shelf: Mapping[str, tuple[Shelved, ...]], topics: Mapping[str, Topic], index: Index
) -> dict[str, tuple[Shelved, ...]]:
    """Choose of each topic what may be sent, with what it is marked now; IntegrityError for a record that is damaged.

    What the corpus has no more counts as it was when the edition was issued.
    """
    ask = cache(index.evidence_of)

    def mark(one: Shelved) -> Shelved:
        edition = read_record(one.folder / RECORD).edition
        there = [evidence for source in edition.sources for evidence in ask(source)]
        found = {topics[one.slug].marking, *_list_markings(there, frozenset(edition.excerpts))}
        is_strict = Marking.AMBER_STRICT in {one.marking, *found} or _holds_strict(one)
        return replace(
            one,
            today=max(found),
            is_strict=is_strict,
            kept_in=_list_kept_in(there, {one.source for one in edition.excerpts.values()}),
        )

    return {slug: tuple(map(mark, choose_newest(editions))) for slug, editions in shelf.items() if slug in topics}


def _list_markings(there: list[Evidence], printed: frozenset[str]) -> set[Marking]:
    return {evidence.source.marking for evidence in there} | {one.marking for one in there if one.name in printed}


def _list_kept_in(there: list[Evidence], quoted: Set[str]) -> tuple[str, ...]:
    kept = {one.source.id for one in there if not one.source.rights.may_distribute}
    return tuple(sorted(kept & quoted))


def _holds_strict(one: Shelved) -> bool:
    """Whether a TLP:RED edition holds what is TLP:AMBER+STRICT, which its own label hides."""
    return one.marking is Marking.RED and _STRICT in read_bounded(one.folder / DATA, _LIMIT)
