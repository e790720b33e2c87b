"""The timeline's picture: nothing touches, nothing leaves the frame, and each date is drawn as what it is."""

import datetime

import pytest
from drawn import find_faults
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.grammar.dates import read_date
from briefgen.model.date import PartialDate
from briefgen.model.printed_excerpt import TimelineEntry
from briefgen.model.prose import CitationMark
from briefgen.render.figures.colours import DEFAULT_COLOURS, read_colours
from briefgen.render.figures.drawing import FULL_WIDTH, GREATEST_HEIGHT, TEXT_SIZE
from briefgen.render.figures.timeline import TimelineFigure, cite_numbers, draw_timeline
from briefgen.render.figures.timeline_marks import name_sign, read_extent
from briefgen.render.figures.widths import cut_text, measure_text, needs_shaping
from briefs.made_up import day


def make_event(date: str, text: str = "A meeting", **changes: object) -> TimelineEntry:
    """Make an event that cites source 3a."""
    mark = CitationMark("3a", "e3a")
    return TimelineEntry(day(date), text, "", "en", mark, label=text, marks=(mark,), **changes)  # type: ignore[arg-type]


def draw(*events: TimelineEntry, cutoff: str = "", language: str = "en") -> TimelineFigure:
    """Draw events of which there must be a figure."""
    figure = draw_timeline(events, day(cutoff) if cutoff else None, language)
    assert figure
    return figure


def list_labels(figure: TimelineFigure) -> list[str]:
    """List the bold dates."""
    return [word.text for word in figure.drawing.words if word.weight == 600]


_DAYS = st.dates(datetime.date(800, 1, 1), datetime.date(2026, 12, 31)) | st.dates(
    datetime.date(2009, 1, 1), datetime.date(2011, 12, 31)
)
_SINGLE = st.one_of(
    _DAYS.map(lambda one: one.isoformat()),
    _DAYS.map(lambda one: one.isoformat()[:7]),
    _DAYS.map(lambda one: one.isoformat()[:4]),
    _DAYS.map(lambda one: f"{one.isoformat()[:4]}~"),
    _DAYS.map(lambda one: f"{one.isoformat()}?"),
    _DAYS.map(lambda one: f"{one.isoformat()[:3]}X"),
)
_PAIRS = st.tuples(_DAYS, _DAYS).map(lambda pair: f"{min(pair).isoformat()}/{max(pair).isoformat()}")
_OPEN = _DAYS.map(lambda one: f"{one.isoformat()[:4]}/..") | _DAYS.map(lambda one: f"../{one.isoformat()}")
_WORDS = st.lists(
    st.sampled_from(
        ("NATO", "and", "the", "Договорённость", "сотрудничестве", "Қарағандыда", "w" * 60, "в", "هذا", "条約")
    )
    | st.text(max_size=25),
    max_size=12,
).map(" ".join)


@st.composite
def events(draw: st.DrawFn) -> TimelineEntry:
    """Make any event."""
    date = read_date(draw(_SINGLE | _PAIRS | _OPEN))
    assert isinstance(date, PartialDate)
    marks = tuple(CitationMark(f"{n}a", f"e{n}a") for n in draw(st.lists(st.integers(1, 200), max_size=4)))
    words = draw(_WORDS)
    weight = draw(st.integers(0, 3))
    return TimelineEntry(date, words, label=words, marks=marks, weight=weight, is_new=draw(st.booleans()))


@settings(max_examples=60)
@given(st.lists(events(), max_size=40), st.none() | _DAYS, st.sampled_from(("en", "ru", "kk")))
def test_no_label_touches_another_or_leaves_the_frame(
    there: list[TimelineEntry], cutoff: datetime.date | None, language: str
) -> None:
    """Whatever the events: words keep apart, stay inside, no line crosses one, and 168 by 60 mm are enough."""
    ordered = sorted(there, key=lambda event: event.date.sort_key)
    figure = draw_timeline(ordered, day(cutoff.isoformat()) if cutoff else None, language)
    if figure is None:
        return
    assert find_faults(figure.drawing) == []
    assert figure.drawing.width == FULL_WIDTH
    assert figure.drawing.height <= GREATEST_HEIGHT
    assert len(list_labels(figure)) <= 12


def test_two_hundred_events_are_drawn_and_twelve_labelled() -> None:
    """Many events do not crowd the figure: at most twelve labels, a stroke for each other, and quickly."""
    there = [make_event(f"{1900 + n // 2}-{1 + n % 12:02d}") for n in range(200)]
    figure = draw(*there)
    assert len(list_labels(figure)) == 12
    assert find_faults(figure.drawing) == []
    assert "stroke" in figure.signs


@pytest.mark.parametrize(
    "dates",
    [
        (),
        ("2009-06-25",),
        ("2001", "2002"),
        ("2009-06-25", "2009-06-25", "2009-06-25", "2009-06-25"),
    ],
)
def test_nothing_is_drawn_that_tells_nothing(dates: tuple[str, ...]) -> None:
    """Fewer than three events, or all on one day: the list alone says it."""
    assert draw_timeline([make_event(date) for date in dates], None, "en") is None


def test_the_scale_is_true() -> None:
    """Equal times are equal lengths: a hundred years take ten times the room of ten."""
    figure = draw(make_event("1800-01-01"), make_event("1900-01-01"), make_event("1910-01-01"))
    circles = [shape for shape in figure.drawing.shapes if "A2.6" in shape.path]
    first, second, third = (float(circle.path[1:].split()[0]) for circle in circles)
    assert (second - first) / (third - second) == pytest.approx(10, rel=0.01)


@pytest.mark.parametrize(
    ("date", "kind", "sign"),
    [
        ("2009-06-25", "day", "day"),
        ("2009-06", "part", "part"),
        ("2009", "part", "part"),
        ("201X", "part", "part"),
        ("2009~", "part", "about"),
        ("2009-06-25?", "part", "about"),
        ("1973/1975", "period", "period"),
        ("2004/..", "period", "period"),
    ],
)
def test_a_date_is_drawn_as_what_is_known_of_it(date: str, kind: str, sign: str) -> None:
    """A known day, a part of the time that it may be, a period; doubt is a matter of its own."""
    assert read_extent(day(date)).kind == kind
    assert name_sign(day(date)) == sign


def test_a_period_is_full_only_where_it_is_sure() -> None:
    """Of 1973/1975 the year 1974 is sure, and the first and last may have begun or ended on any day."""
    extent = read_extent(day("1973/1975"))
    assert datetime.date.fromordinal(int(extent.surely_from)) == datetime.date(1973, 12, 31)
    assert datetime.date.fromordinal(int(extent.surely_to)) == datetime.date(1975, 1, 2)


def test_open_ends_have_arrows_and_doubt_is_dashed() -> None:
    """Shape, not colour, tells an open end and an uncertain date."""
    figure = draw(make_event("2001/.."), make_event("2005~"), make_event("2009-06-25"), cutoff="2010-01-01")
    assert set(figure.signs) == {"day", "part", "period", "about", "open", "cutoff"}
    assert any(shape.dash for shape in figure.drawing.shapes if shape.tone == "accent")
    assert any(shape.path.count("L") == 2 and shape.path.endswith("Z") for shape in figure.drawing.shapes)


def test_the_weightiest_events_are_labelled_first() -> None:
    """Of a crowd, what the analyst wrote, marked or cites bears the labels."""
    crowd = [make_event(f"2009-{1 + n // 28:02d}-{1 + n % 28:02d}", f"Meeting {n}") for n in range(150)]
    crowd[70] = make_event("2009-03-15", "The letter", weight=3)
    texts = {word.text for word in draw(*crowd).drawing.words}
    assert any(text.startswith("The letter") for text in texts)


def test_labels_are_short_and_whole_where_they_can_be() -> None:
    """At most five words; seven where none is then cut; never cut behind an article; A and B stay together."""
    figure = draw(
        make_event("1990-01-01", "Uzbekistan leaves the organisation for the second time in ten years"),
        make_event("2000-01-01", "Russia launches its full-scale invasion of Ukraine"),
        make_event("2010-01-01", "Council names NATO and the CSTO as partners in a pact"),
    )
    assert [told.rpartition("0: ")[2] for told in figure.description.split("; ")] == [
        "Uzbekistan leaves the organisation … [3a]",
        "Russia launches its full-scale invasion of Ukraine [3a]",
        "Council names NATO and the CSTO … [3a]. The list that follows has every event.",
    ]


def test_joining_letters_are_left_to_the_list() -> None:
    """Arabic would be drawn letter by letter in an SVG on paper, so its label is the date and the number."""
    figure = draw(make_event("2001", "هذا نص عربي"), make_event("2005"), make_event("2009"))
    assert not [word for word in figure.drawing.words if needs_shaping(word.text)]
    assert "2001" in list_labels(figure)


def test_words_of_a_source_stand_between_its_marks_of_quotation() -> None:
    """A label never passes a source's words for ours, and gives none that nobody has checked."""
    mark = CitationMark("3a", "e3a")
    quoted = TimelineEntry(day("2001"), "There were no contacts and none were needed", "quotation", "en", mark)
    unchecked = TimelineEntry(day("2010"), "Nobody knows", "unchecked", "en", mark)
    description = draw(quoted, make_event("2005", "It begins"), unchecked).description
    assert "2001: “There were no contacts and none were …” [3a]; 2005: It begins [3a]; 2010: [3a]." in description


def test_a_far_cutoff_does_not_squeeze_the_events() -> None:
    """The scale goes on to the cut-off only where that is near; it is never broken."""
    near = draw(*map(make_event, ("2001", "2005", "2009")), cutoff="2010-01-01")
    far = draw(*map(make_event, ("0800", "0900", "1000")), cutoff="2026-01-01")
    assert "cutoff" in near.signs
    assert "cutoff" not in far.signs


def test_title_says_where_events_are_dense() -> None:
    """The title is a finding where there is one, in the brief's language, else what is shown."""
    dense = [make_event(date) for date in ("1990", "2009-01", "2009-05", "2010", "2010-03", "2010-05", "2011", "2020")]
    assert draw(*dense).title == "6 of 8 events fall in 2009–2011"
    assert draw(*dense, language="ru").title == "На 2009–2011 приходится 6 из всех событий (8)"
    assert draw(*map(make_event, ("1990", "2000", "2010"))).title == "3 events, 1990–2010"


def test_rows_of_sources_are_cited_as_ranges() -> None:
    """Three or more numbers in a row become one link, to the first."""
    assert [(mark.label, mark.anchor) for mark in cite_numbers((9, 1, 2, 3, 5, 6))] == [
        ("1–3", "s1"),
        ("5", "s5"),
        ("6", "s6"),
        ("9", "s9"),
    ]


def test_colours_are_those_of_the_tokens() -> None:
    """A ministry's accent reaches the figure on paper; what it does not say keeps its default."""
    own = read_colours(":root { --accent: #12436d; --night-accent: #fff; }\n:root { --accent: #7a0019 }")
    assert own == {**DEFAULT_COLOURS, "accent": "#7a0019"}


def test_widths_are_those_of_the_font() -> None:
    """Bold is wider than regular, marks have no width, and what is cut fits."""
    assert measure_text("NATO", TEXT_SIZE, 600) > measure_text("NATO", TEXT_SIZE) > 15
    assert measure_text("e\u0301", 10) == measure_text("e", 10)
    assert measure_text(cut_text("Договорённость о сотрудничестве", 8, 60), 8) <= 60
