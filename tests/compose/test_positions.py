"""Who holds which position: the latest stance of each actor on each question, and what was said."""

from dataclasses import replace

import pytest

from assembling import assemble, get
from briefgen.compose.positions import is_stale
from briefgen.model.brief import Section
from briefgen.model.evidence import Evidence
from briefgen.model.source import Trailer
from briefgen.wording.dates import write_year
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
    """What two actors speak of has a column, most spoken of first; the rest stands in the last, with its name."""
    section = show(
        say("a^1", "org/nato", "for", "theme/transit", "2025"),
        say("b^1", "org/csto", "against", "theme/transit", "2026"),
        say("c^1", "org/csto", "for", "theme/tariffs", "2026"),
    )
    assert section.questions == ("Transit", "")
    assert read_cells(section) == {"NATO": ["for", "-"], "CSTO": ["against", "for"]}
    cell = section.positions[1].cells[1]
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


def speak(text: str, speaker: str = "Nina Exampleva") -> str:
    """Give the speaker that stands before a statement's words."""
    trailer = Trailer(speaker=speaker, stance="for")
    section = show(make_evidence("a^x", text, actor="org/nato", trailer=trailer, source=make_source("a", "2020")))
    return section.positions[0].statements[0].speaker


def test_a_speaker_is_named_once() -> None:
    """A name that the first sentence has is not put before it; one that comes later, or in a longer word, is none."""
    assert speak("Nina Exampleva met the council on Monday. It was cold.") == ""
    assert speak("On Monday Exampleva met the council.") == ""
    assert speak("The council met on Monday. Exampleva was there.") == "Nina Exampleva"
    assert speak("The Examplevas met on Monday.") == "Nina Exampleva"


def test_a_statement_is_whole_up_to_sixty_words_and_ends_with_a_sentence() -> None:
    """The words that take the stance are printed, not only the first sentence; a longer text ends with a sentence."""
    first, second = "The envoy attended as well.", "He called the plan a mistake that nobody wanted."
    assert _read_text(f"{first} {second}") == f"{first} {second}"
    long = " ".join([f"{first} {second}", *(["And so it went on for days and days without an end."] * 5)])
    told = _read_text(long)
    assert len(told.split()) <= 60
    assert told.startswith(f"{first} {second}")
    assert told.endswith(".")


def _read_text(text: str) -> str:
    trailer = Trailer(stance="against")
    found = make_evidence("a^x", text, actor="org/nato", trailer=trailer, source=make_source("a", "2020"))
    return show(found).positions[0].statements[0].text


def test_mentions_are_listed_only_where_nothing_takes_a_stance() -> None:
    """With a limit the stances come first: on each question the latest, then what differs from it."""
    topic = make_topic(make_plan("positions", limit=2))
    found = (
        say("a^1", "org/nato", "for", "theme/transit", "2025"),
        say("b^1", "org/nato", "for", "theme/transit", "2024"),
        say("c^1", "org/nato", "against", "theme/transit", "2010"),
        say("d^1", "org/nato", when="2026"),
        say("e^1", "org/csto", "for", "theme/transit", "2009"),
        say("f^1", "org/sco", when="2009"),
    )
    rows = get(assemble(topic, *found), "positions").positions
    shown = {row.actor: [one.stance for one in row.statements] for row in rows}
    assert shown == {"NATO": ["for", "against"], "CSTO": ["for"], "SCO": [""]}
    assert {row.actor: row.further for row in rows} == {"NATO": 2, "CSTO": 0, "SCO": 0}


def test_a_bound_of_a_date_sorts_by_the_day_that_is_known() -> None:
    """What is not before 2009 is later than what is of 2004, never old, and its year says that it is a bound."""
    early = say("a^1", "org/csto", "for", when="2004")
    late = say("b^1", "org/csto", "sceptical")
    issued = replace(date("2009-09-10/.."), is_bound=True)
    late = replace(late, source=replace(late.source, issued=issued))
    cell = show(early, late).positions[0].cells[0]
    assert cell is not None
    assert (cell.stance, cell.is_stale) == ("sceptical", False)
    assert cell.date is not None
    assert write_year(cell.date, "en") == "2009 or later"
