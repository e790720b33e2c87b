"""The numbers behind the charts: what the topic selects, counted, with what has no year named and not guessed."""

from dataclasses import replace

import pytest

from briefgen.compose.assembly import assemble_brief
from briefgen.compose.charts import list_charts
from briefgen.compose.copies import find_copies
from briefgen.compose.entries import Wording
from briefgen.compose.events import list_events
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.compose.numbering import Numbering
from briefgen.compose.reader_view import Since
from briefgen.compose.sections import Desk
from briefgen.compose.years import find_year, make_columns
from briefgen.model.chart import Chart
from briefgen.model.comparison import Change
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer
from briefgen.model.topic import SectionPlan
from samples import VOCABULARY, date, make_block, make_evidence, make_plan, make_source, make_topic


def make_desk(plan: SectionPlan, language: str = "en", **findings: object) -> Desk:
    """Make a desk for a topic of one section."""
    return Desk(make_topic(plan), Findings(**findings), Wording(VOCABULARY, language), Numbering())  # type: ignore[arg-type]


def count(*evidence: Evidence, language: str = "en", **plan: object) -> dict[str, Chart]:
    """List the charts of a section by kind."""
    made = make_plan("chart", **plan)
    return {chart.kind: chart for chart in list_charts(evidence, made, make_desk(made, language))}


def make_found(number: int, issued: str, *tags: str, **source: object) -> Evidence:
    """Make an excerpt of a source of its own, in words of its own."""
    words = f"Text {number} of the {number * 7}th meeting, with {number * 13} guests and {number * 17} papers."
    return make_evidence(
        f"s{number}^x", words, *tags, source=make_source(f"s{number}", issued, type="report", **source)
    )


YEARS = ("2009", "2009-05", "2010", "2013-01-02", "")
FOUND = tuple(make_found(n, year, "org/nato", *(["org/csto"] if n < 2 else [])) for n, year in enumerate(YEARS))


def test_years_are_true_and_what_has_none_is_named() -> None:
    """Empty years stand between full ones; the undated are counted in the note, never guessed."""
    chart = count(*FOUND)["years"]
    assert dict(zip(chart.columns, chart.rows[0].values, strict=True)) == {
        "2009": 2,
        "2010": 1,
        "2011": 0,
        "2012": 0,
        "2013": 1,
    }
    assert chart.title == "Coverage peaks in 2009: 2 of 4 excerpts"
    assert chart.subtitle == "Excerpts by the year of their source, 2009–2013; n = 4"
    assert chart.note == "1 more excerpt has no year and is not shown."


def test_actors_are_counted_most_named_first() -> None:
    """Mentions are counted by year; of an actor whom all name, the next one is the finding."""
    chart = count(*FOUND)["actors"]
    assert [(row.label, sum(row.values)) for row in chart.rows] == [("NATO", 4), ("CSTO", 2)]
    assert chart.title == "After NATO, CSTO is named most: in 2 of 4 excerpts"


def test_listed_actors_are_shown_with_zeros() -> None:
    """An actor that the section lists stands there though nothing names it, and no other does."""
    chart = count(*FOUND, actors=("org/csto", "person/bordyuzha"), charts=("actors",))["actors"]
    assert [(row.label, sum(row.values)) for row in chart.rows] == [("CSTO", 2), ("Nikolay Bordyuzha", 0)]


def test_forty_actors_become_six() -> None:
    """A chart of forty rows is read by nobody: the most named six, and how many are not shown."""
    found = [make_found(n, str(2000 + n % 5), *(f"org/a{k}" for k in range(n % 40, 40))) for n in range(1, 45)]
    chart = count(*found)["actors"]
    assert len(chart.rows) == 6
    assert "34 more actors are not shown." in chart.note


def test_actors_named_once_each_are_no_picture() -> None:
    """Where nobody is named twice, a chart of how often is drawn only where the author asks for it."""
    found = [make_found(n, str(2000 + n), f"org/a{n}") for n in range(1, 6)]
    assert "actors" not in count(*found)
    assert "actors" in count(*found, charts=("actors",))


def test_sources_are_counted_once() -> None:
    """Types and languages count sources, however many excerpts each gives."""
    twice = make_evidence("s1^y", "Other words.", source=FOUND[1].source)
    other = make_found(9, "2011", language="ru")
    charts = count(*FOUND, twice, other)
    assert "types" not in charts
    assert dict(zip(charts["languages"].columns, charts["languages"].rows[0].values, strict=True)) == {
        "English": 5,
        "Russian": 1,
    }
    assert charts["languages"].title == "Most sources are in one language, English: 5 of 6"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ru", "Язык большинства источников — английский: 5 из 6"),
        ("kk", "Дереккөздердің көбінің тілі — ағылшын тілі: 6 ішінен 5"),
    ],
)
def test_titles_are_in_the_briefs_language(language: str, title: str) -> None:
    """The finding is told in Russian and Kazakh too."""
    found = (*FOUND, make_found(9, "2011", language="ru"))
    assert count(*found, language=language)["languages"].title == title


def test_too_little_is_not_drawn_unless_asked_for() -> None:
    """Two sources of two years tell nothing by themselves; a chart that the author names is drawn all the same."""
    few = FOUND[:2]
    assert count(*few) == {}
    assert set(count(*few, charts=("years", "types"))) == {"years", "types"}
    assert count(charts=("years", "types", "languages", "actors")) == {}


def test_defaults_are_left_out_where_they_tell_nothing() -> None:
    """A topic that names no sections gets its charts only where time tells something."""
    plan = {"charts": ("actors", "years"), "is_default": True}
    assert set(count(*FOUND, **plan)) == {"actors", "years"}
    assert count(*FOUND[:2], **plan) == {}


def test_copies_are_told_apart() -> None:
    """Excerpts that repeat another are counted beside those that stand for themselves."""
    words = "The secretariat announced on Monday that the council would meet in the spring to talk about the transit."
    one = make_evidence("s1^a", words, source=make_source("s1", "2009"))
    two = make_evidence("s2^a", words, source=make_source("s2", "2010"))
    assert find_copies([one, two], (), frozenset())
    chart = count(one, two, make_found(3, "2011"))["years"]
    assert [(row.label, row.values) for row in chart.rows] == [
        ("Independent", (1, 0, 1)),
        ("Copied from another", (0, 1, 0)),
    ]


def test_only_cited_sources_have_numbers() -> None:
    """A chart gives no source a number: it cites those that have one and counts the others."""
    plan = make_plan("chart", charts=("years",))
    desk = make_desk(plan)
    desk.numbering.number(FOUND[1].source)
    (chart,) = list_charts(FOUND, plan, desk)
    assert (chart.sources, chart.uncited) == ((1,), 3)
    assert desk.numbering.list_sources() == ("s1",)


def test_nothing_depends_on_the_order_of_what_is_found() -> None:
    """The same excerpts give the same charts."""
    assert count(*FOUND) == count(*reversed(FOUND))


@pytest.mark.parametrize(
    ("years", "labels"),
    [
        ((2009,), ("2009",)),
        ((1999, 2004), ("1999", "2000", "2001", "2002", "2003", "2004")),
        ((1995, 2024), ("1995–97", "…")),
        ((800, 2026), ("800–999", "…")),
        ((1, 2026), ("1–199", "…")),
    ],
)
def test_columns_cover_all_years_evenly(years: tuple[int, ...], labels: tuple[str, ...]) -> None:
    """From the first year to the last in equal steps, at most eighteen columns."""
    columns = make_columns(years)
    assert len(columns.labels) <= 18
    assert sum(columns.count(years)) == len(years)
    if "…" not in labels:
        assert columns.labels == labels


def test_a_date_of_several_years_is_none() -> None:
    """A decade, an interval over new year or an open end names no one year."""
    assert [find_year(date(text)) for text in ("2009-06", "201X", "2009/2010", "2009/..")] == [2009, None, None, None]
    assert find_year(None) is None


def test_events_say_how_much_they_matter() -> None:
    """The analyst's own and key excerpts come first for a label, then cited ones; new is what no edition has had."""
    plan = make_plan(
        "timeline", text=(make_block("2011: ==A== *year* of [talks](https://x.org).", "s1^x", kind="item"),)
    )
    told = Trailer(date=date("2009"), event="It begins")
    key = Trailer(date=date("2010"), event="It ends", is_key=True)
    source = make_source("s1", "2012")
    one = make_evidence("s1^x", "Words.", trailer=told, source=source)
    two = make_evidence("s1^y", "Other words altogether.", trailer=key, source=source)
    edition = Edition("sample", 1, "2026-01-01", "Sample", "TLP:CLEAR")
    desk = replace(
        make_desk(plan, cited={"s1": (one, two)}, sources={"s1": source}),
        since=Since(edition, excerpts={"s1^y": Change("excerpt", "new", "s1^y")}),
    )
    list_events((one, two), plan, desk)  # the first pass learns the letters
    entries = list_events((one, two), plan, desk)
    assert [(str(one.date), one.label, one.weight, one.is_new) for one in entries] == [
        ("2009", "It begins", 1, False),
        ("2010", "It ends", 2, True),
        ("2011", "A year of talks.", 2, False),
    ]
    assert [[mark.label for mark in entry.marks] for entry in entries] == [["1a"], ["1b"], ["1a"]]


def test_a_brief_bears_the_marking_of_what_its_charts_count() -> None:
    """A chart counts excerpts that no section prints, so the brief is marked as high as they are."""
    plan = make_plan("chart", charts=("years",))
    red = make_found(7, "2012", marking=Marking.RED)
    options = AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")
    brief = assemble_brief(make_topic(plan), Findings(found=(*FOUND, red)), options).brief
    assert brief.sections[-1].charts
    assert brief.marking is Marking.RED
