"""Excerpts that a brief cites or shows, and does not print in full: where each of them is to be seen."""

from collections.abc import Iterator, Mapping, Sequence

from briefgen.compose.numbering import Numbering
from briefgen.compose.pairs import drop_versions
from briefgen.compose.sections import Desk
from briefgen.model.bibliography import ShownElsewhere
from briefgen.model.brief import Section
from briefgen.model.evidence import Evidence
from briefgen.model.prose import CitationMark, Remark
from briefgen.wording.labels import say, say_count


def list_elsewhere(
    source_id: str, used: Mapping[str, Evidence], sections: Sequence[Section], numbering: Numbering
) -> tuple[ShownElsewhere, ...]:
    """List a source's excerpts that no section prints in full, those together that the same sections show."""
    names = [name for name in numbering.list_excerpts(source_id) if not numbering.is_printed(name)]
    marks = {numbering.mark_excerpt(used[name]).label: numbering.mark_excerpt(used[name]) for name in names}
    places: dict[tuple[CitationMark, ...], list[CitationMark]] = {}
    for label, mark in marks.items():
        where = tuple(
            CitationMark(section.heading, section.anchor)
            for section in sections
            if any(one.label == label for one in _list_marks(section))
        )
        places.setdefault(where, []).append(mark)
    return tuple(ShownElsewhere(tuple(there), where) for where, there in places.items())


def tell_share(position: int, used: Sequence[Evidence], found: Sequence[Evidence], desk: Desk) -> tuple[Remark, ...]:
    """Tell how many of the excerpts that a brief rests on it prints in full, and how many its topic found in all.

    The topic's first section of excerpts, by `position`, tells it for all of them. Nothing where all are printed and no
    others were found: then every number of the brief is the same.
    """
    places = [at for at, plan in enumerate(desk.topic.sections) if plan.kind == "excerpts"]
    if position != places[0]:
        return ()
    language = desk.wording.language
    counted = drop_versions(used, desk.kinship)
    printed = sum(desk.numbering.is_printed(evidence.name) for evidence in counted)
    rests_on = len(counted)
    pool = len({evidence.name for evidence in found})
    if not 0 < printed < max(rests_on, pool):
        return ()
    sentences = []
    if printed < rests_on:
        sentences.append(say("share.printed", language, printed=printed, used=rests_on))
        sentences.append(say_count(rests_on - printed, "share.elsewhere", language))
    if pool > rests_on:
        sentences.append(say_count(pool, "share.found", language))
    return (Remark(" ".join(sentences)),)


def _list_marks(section: Section) -> Iterator[CitationMark]:
    """List every mark that a section shows."""
    yield from (mark for prose in section.prose for mark in prose.marks.values())
    yield from (mark for judgement in section.judgements for mark in judgement.evidence)
    for position in section.positions:
        yield from (statement.mark for statement in position.statements)
        yield from (cell.mark for cell in position.cells if cell)
        yield from [position.newest.mark] if position.newest else []
    yield from (mark for event in section.timeline for mark in event.marks)
    yield from (point.mark for point in section.points)
    yield from (mark for gap in section.gaps for mark in gap.marks)
    for group in section.groups:
        yield from (version.mark for entry in group.entries for version in entry.versions)
