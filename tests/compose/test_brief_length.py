"""A brief is held to its length where its author set no limit, and says what it has no room for."""

import pytest

from assembling import assemble, get
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.source import Trailer
from samples import date, make_evidence, make_plan, make_source, make_topic

#: Thirty things said, by fifteen actors, each of a day of its own.
FOUND: tuple[Evidence, ...] = tuple(
    make_evidence(
        f"s{n:02}^a",
        f"Remark {n} tells of matter {n * 7919} and of nothing that {n * 104729} told.",
        actor=f"org/a{n % 15:02}",
        trailer=Trailer(stance="for", date=date(f"{1990 + n}")),
        source=make_source(f"s{n:02}", "2025"),
    )
    for n in range(30)
)


def test_what_no_author_limits_is_held_to_a_brief() -> None:
    """Default sections print twelve actors, twenty events and 24 excerpts, and count the rest."""
    topic = make_topic(*(make_plan(kind, is_default=True) for kind in ("positions", "timeline", "excerpts")))
    brief = assemble(topic, *FOUND)
    positions, timeline, excerpts = (get(brief, kind) for kind in ("positions", "timeline", "excerpts"))
    assert (len(positions.positions), positions.further) == (12, 3)
    assert (len(timeline.timeline), timeline.further) == (20, 10)
    assert (sum(len(group.entries) for group in excerpts.groups), excerpts.further) == (24, 6)


def test_what_an_author_asks_for_prints() -> None:
    """Sections that a topic names print all that they find, or as much as they ask for; what is cut is counted."""
    whole = make_plan("positions"), make_plan("timeline"), make_plan("excerpts", limit=29)
    brief = assemble(make_topic(*whole), *FOUND)
    assert len(get(brief, "positions").positions) == 15
    assert len(get(brief, "timeline").timeline) == 30
    assert get(brief, "excerpts").further == 1


@pytest.mark.parametrize("limit", [None, Marking.RED])
def test_a_variant_for_others_keeps_what_the_author_asked_for(limit: Marking | None) -> None:
    """Where nothing is held back, a limit changes no section's length, in whichever way it was set."""
    asked = assemble(make_topic(make_plan("excerpts"), make_plan("timeline")), *FOUND, limit=limit)
    left_to_us = assemble(make_topic(make_plan("excerpts", is_default=True)), *FOUND, limit=limit)
    assert sum(len(group.entries) for group in get(asked, "excerpts").groups) == 30
    assert len(get(asked, "timeline").timeline) == 30
    assert sum(len(group.entries) for group in get(left_to_us, "excerpts").groups) == 24


def test_few_actors_keep_their_order() -> None:
    """Where all have room, nobody is moved or counted as left out."""
    plan = make_plan("positions", is_default=True)
    section = get(assemble(make_topic(plan), *FOUND[:12]), "positions")
    assert [row.tag for row in section.positions] == [f"org/a{n:02}" for n in range(12)]
    assert section.further == 0
