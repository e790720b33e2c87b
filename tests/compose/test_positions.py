"""Who holds which position: the latest stance of each actor on each question, and what was said."""

import pytest

from assembling import assemble, get
from briefgen.compose.positions import is_stale
from briefgen.model.brief import Section
from briefgen.model.evidence import Evidence
from briefgen.model.source import Trailer
from samples import date, make_evidence, make_plan, make_source, make_topic


def say(  # noqa: PLR0913, PLR0917 - a statement has many sides
    name: str, actor: str, stance: str = "", towards: str = "", when: str = "", issued: str = ""
) -> Evidence:
    """Make a statement of an actor."""
    trailer = Trailer(stance=stance, stance_towards=towards, date=date(when) if when else None)
    source = make_source(name.partition("^")[0], issued)
    text = f"{actor} said {stance} of {towards} in {when or issued} about number {len(name) * 7}."
    return make_evidence(name, text, actor=actor, trailer=trailer, source=source)


def show(*found: Evidence, cutoff: str = "2026-11-20", actors: tuple[str, ...] = ()) -> Section:
    """Give the positions of a topic that finds these."""
    topic = make_topic(make_plan("positions", actors=actors), cutoff=date(cutoff) if cutoff else None)
    return get(assemble(topic, *found), "positions")


def read_cells(section: Section) -> dict[str, list[str]]:
    """Give each actor's stances by column, with "*" for an old one and "-" for none."""
    return {
        row.actor: [f"{cell.stance}{'*' if cell.is_stale else ''}" if cell else "-" for cell in row.cells]
        for row in section.positions
    }


def test_one_column_tells_the_newest_stance() -> None:
    """A newer statement without a stance is the newest, and no position; an undated one is never the latest."""
    section = show(
        say("a^1", "org/nato", "for", when="2009"),
        say("b^1", "org/nato", "sceptical", when="2025-05"),
        say("c^1", "org/nato", when="2026-01"),
        say("d^1", "org/nato", "against"),
    )
    assert section.questions == ("",)
    assert read_cells(section) == {"NATO": ["sceptical"]}
    (row,) = section.positions
    assert row.newest is not None
    assert (str(row.newest.date), row.newest.publisher) == ("2026-01", "Title of c")


def test_columns_are_the_questions_that_actors_share() -> None:
    """What two actors speak of has a column, most spoken of first; the rest stands in the first, with its name."""
    section = show(
        say("a^1", "org/nato", "for", "theme/transit", "2025"),
        say("b^1", "org/csto", "against", "theme/transit", "2026"),
        say("c^1", "org/csto", "for", "theme/tariffs", "2026"),
    )
    assert section.questions == ("", "Transit")
    assert read_cells(section) == {"NATO": ["-", "for"], "CSTO": ["for", "against"]}
    cell = section.positions[1].cells[0]
    assert cell is not None
    assert cell.towards == "Tariffs"
    shared = show(
        say("a^1", "org/nato", "for", "theme/transit", "2024"), say("bb^1", "org/csto", "against", "theme/transit")
    )
    assert shared.questions == ("Transit",)


def test_silent_and_unassessed_actors_are_told_apart() -> None:
    """A listed actor without a statement has none; one who was heard without a stance is not assessed."""
    section = show(say("a^1", "org/nato", when="2025"), actors=("org/sco", "org/nato"))
    assert [(row.actor, len(row.statements), row.is_assessed, row.newest is None) for row in section.positions] == [
        ("SCO", 0, False, True),
        ("NATO", 1, False, False),
    ]


@pytest.mark.parametrize(
    ("said", "today", "is_old"),
    [
        ("2024-11-19", "2026-11-20", True),
        ("2024-11-20", "2026-11-20", False),
        ("2024", "2026-11-20", False),
        ("2023", "2026-11-20", True),
        ("2020/..", "2026-11-20", False),
    ],
)
def test_a_position_is_old_when_all_its_days_are(said: str, today: str, is_old: bool) -> None:
    """Two years before the cut-off, to the day; of a year only once it is over for two."""
    assert is_stale(date(said), date(today).latest) is is_old


def test_without_a_cutoff_ages_count_from_the_newest_source() -> None:
    """The day of print never decides: the same corpus says the same next year."""
    old, new = say("a^1", "org/nato", "for", issued="2001"), say("b^1", "org/csto", "for", issued="2009")
    assert read_cells(show(old, new, cutoff="")) == {"NATO": ["for*"], "CSTO": ["for"]}
    assert read_cells(show(say("a^1", "org/nato", "for"), cutoff="")) == {"NATO": ["for"]}
