"""Review stamps: what a judgement's confirmation covers, and what leaves it untouched."""

from dataclasses import replace

import pytest

from briefgen.compose.findings import Findings
from briefgen.compose.review import digest_facets, is_confirmed, list_facets, make_stamp, read_stamp, read_words
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.marking import Marking
from briefgen.model.source import Trailer
from briefgen.model.topic import AnalystBlock
from samples import date, make_block, make_evidence, make_source

SOURCE = make_source("a-2009", "2009", reliability="B", tags=("org/nato",))
ROAD = make_evidence(
    "a-2009^road",
    "Ministers spoke of a road.",
    source=SOURCE,
    trailer=Trailer(speaker="A. B.", translation="Говорили о дороге.", credibility="2"),
)
PIER = make_evidence("b-2011^pier", "The pier burnt.", source=make_source("b-2011", "2011"))
BLOCK = replace(
    make_block("A road is likely.", "a-2009^road", "b-2011^pier"), likelihood="likely", confidence="low, one source"
)


def digest(block: AnalystBlock, *evidence: Evidence) -> str:
    """Digest what a review of a judgement on this evidence confirms."""
    cited = {one.source.id: (one,) for one in evidence}
    sources = {one.source.id: one.source for one in evidence}
    return digest_facets(list_facets(block, Findings(cited=cited, sources=sources)))


CONFIRMED = digest(BLOCK, ROAD, PIER)


def change_passage(**fields: object) -> Evidence:
    """Give the road's excerpt with its passage changed."""
    passage = replace(ROAD.passage, **fields)  # type: ignore[arg-type]
    return replace(ROAD, tagged=replace(ROAD.tagged, passage=passage))


def change_trailer(**fields: object) -> Evidence:
    """Give the road's excerpt with its trailer changed."""
    return change_passage(trailer=replace(ROAD.passage.trailer, **fields))  # type: ignore[arg-type]


def change_source(**fields: object) -> Evidence:
    """Give the road's excerpt with its source changed."""
    return replace(ROAD, source=replace(SOURCE, **fields))  # type: ignore[arg-type]


SUSPECT = {
    "other words": change_passage(plain="Ministers spoke of two roads."),
    "narrowed by a mark": change_passage(marked=("spoke of a road",)),
    "another speaker": change_trailer(speaker="C. D."),
    "another translation": change_trailer(translation="Говорили о дорогах."),
    "another date": change_trailer(date=date("2009-05")),
    "less credible": change_trailer(credibility="4"),
    "no longer proven": replace(ROAD, proof=replace(ROAD.proof, state=ProofState.UNPROVEN)),
    "words refuted": replace(ROAD, proof=replace(ROAD.proof, state=ProofState.CHANGED)),
    "marked higher": replace(ROAD, marking=Marking.AMBER),
    "a source of less reliability": change_source(reliability="D"),
    "a source of another date": change_source(issued=date("2010")),
    "a source withdrawn": change_source(status="withdrawn"),
}


@pytest.mark.parametrize("changed", SUSPECT.values(), ids=SUSPECT.keys())
def test_changed_evidence_breaks_the_stamp(changed: Evidence) -> None:
    """What a reader would see of the evidence, and how far it may be trusted, is confirmed with the judgement."""
    assert digest(BLOCK, changed, PIER) != CONFIRMED


def test_changed_judgements_break_the_stamp() -> None:
    """Words, likelihood, confidence, marking and what is cited are confirmed."""
    others = (
        replace(BLOCK, markdown=BLOCK.markdown.replace("A road", "No road")),
        replace(BLOCK, likelihood="unlikely"),
        replace(BLOCK, confidence="high, one source"),
        replace(BLOCK, marking=Marking.RED),
        replace(make_block("A road is likely.", "a-2009^road"), likelihood="likely", confidence="low, one source"),
        replace(BLOCK, groups=((replace(BLOCK.citations[0], locator="p. 3"), BLOCK.citations[1]),)),
    )
    digests = {digest(block, ROAD, PIER) for block in others}
    assert len(digests) == len(others)
    assert CONFIRMED not in digests
    assert digest(BLOCK, PIER) != CONFIRMED  # the other one is gone


UNTOUCHED = {
    "a note": change_trailer(note="Looked at again."),
    "a tag": replace(ROAD, tagged=replace(ROAD.tagged, taggings=())),
    "moved in its file": change_passage(ordinal=7, last_line=90),
    "proven in a later version": replace(ROAD, proof=replace(ROAD.proof, state=ProofState.MOVED)),
    "a source's address": change_source(url="https://example.org/new"),
}


@pytest.mark.parametrize("changed", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_what_says_nothing_else_leaves_the_stamp(changed: Evidence) -> None:
    """No false alarm: what leaves words, proof and trust as they are leaves the judgement confirmed."""
    assert digest(BLOCK, changed, PIER) == CONFIRMED


def test_the_order_of_citations_and_line_breaks_do_not_count() -> None:
    """A judgement written on two lines, its citations the other way round, is the same judgement."""
    turned = make_block("A road\nis **likely**.", "b-2011^pier", "a-2009^road")
    assert digest(replace(turned, likelihood="likely", confidence="low, one source"), PIER, ROAD) == CONFIRMED


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (f"2026-11-22 {CONFIRMED[:6]}", True),
        (f"2026-11-22  {CONFIRMED[:12]}", True),
        (f" 2026-11-22 {CONFIRMED} ", True),
        ("2026-11-22 000000", False),
        (f"2026-11-22 {CONFIRMED[:5]}", False),
        (f"22.11.2026 {CONFIRMED[:6]}", False),
        ("yes", False),
        ("", False),
    ],
)
def test_stamps_are_read_as_written(text: str, holds: bool) -> None:
    """Six digits are enough, more count too; anything that is no stamp confirms nothing."""
    assert is_confirmed(read_stamp(text), CONFIRMED) == holds


def test_a_stamp_is_the_day_and_six_digits() -> None:
    """What `review` writes tells the day, and the judgement by six digits."""
    assert str(make_stamp("2026-11-22", CONFIRMED)) == f"2026-11-22 {CONFIRMED[:6]}"


def test_words_are_those_without_citations() -> None:
    """What a judgement says is told apart from what it cites."""
    assert read_words(make_block("A *road* is", "a-2009^road")) == "A road is"
    assert read_words(replace(BLOCK, markdown="One [@a-2009^road]. Two [@b-2011^pier, p. 3].")) == "One. Two."
