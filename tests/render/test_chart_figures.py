"""The charts' pictures: from zero, with their numbers, legible, and nothing on top of anything."""

import re

import pytest
from drawn import find_faults
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laid_out import lay_out
from lxml import html

from briefgen.model.brief import Section
from briefgen.model.chart import Chart, ChartRow
from briefgen.render.figures.charts import draw_chart
from briefgen.render.figures.drawing import TEXT_SIZE
from briefs.made_up import make_brief

_LABELS = st.sampled_from(("UN", "Қазақстан", "الجامعة العربية", "Договорённость " * 13, "条約機構")) | st.text(
    min_size=1, max_size=40
)
_COUNTS = st.integers(0, 3) | st.integers(0, 10**6)


def make_chart(kind: str, columns: tuple[str, ...], *rows: ChartRow, **changes: object) -> Chart:
    """Make a chart of invented numbers."""
    return Chart(kind, f"part-2-{kind}", "Finding", "Measure, 2001–2003; n = 9", columns, rows, **changes)  # type: ignore[arg-type]


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Make any chart that can be counted."""
    kind = draw(st.sampled_from(("actors", "types", "languages", "years")))
    if kind in ("types", "languages"):
        columns = tuple(draw(st.lists(_LABELS, min_size=1, max_size=9)))
        labels = ["Sources"]
    else:
        columns = tuple(
            f"{1000 + n}" if draw(st.booleans()) else f"{1000 + n}–{n:02d}" for n in range(draw(st.integers(1, 18)))
        )
        labels = ["Independent", "Copied"][: draw(st.integers(1, 2))]
        labels = draw(st.lists(_LABELS, min_size=1, max_size=8)) if kind == "actors" else labels
    values = st.tuples(*[_COUNTS] * len(columns))
    return make_chart(kind, columns, *(ChartRow(label, draw(values)) for label in labels))


@settings(max_examples=80)
@given(charts(), st.sampled_from(("en", "ru", "kk")))
@example(make_chart("years", tuple(f"{1000 + n}–{n:02}" for n in range(17)), ChartRow("One", (0,) * 17)), "en")
def test_no_word_touches_another_or_leaves_the_frame(chart: Chart, language: str) -> None:
    """Whatever the numbers and labels, and where all of them are zero too."""
    assert find_faults(draw_chart(chart, language).drawing) == []


def test_bars_begin_at_zero() -> None:
    """A bar twice as long stands for twice as many; none is drawn for none."""
    figure = draw_chart(make_chart("types", ("a", "b", "c"), ChartRow("Sources", (8, 4, 0))), "en")
    bars = [re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)V.*", shape.path) for shape in figure.drawing.shapes]
    lengths = [float(bar[2]) - float(bar[1]) for bar in bars if bar]
    assert len(lengths) == 2
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=0.001)


def test_copies_are_hatched_and_a_key_says_so() -> None:
    """Two tones are told apart without colour, and each is named in the picture."""
    chart = make_chart("years", ("2001", "2002"), ChartRow("Independent", (3, 1)), ChartRow("Copied", (0, 2)))
    figure = draw_chart(chart, "en")
    assert {"Independent", "Copied"} <= {word.text for word in figure.drawing.words}
    assert [shape for shape in figure.drawing.shapes if shape.manner == "line" and shape.path.count("M") > 1]
    assert figure.description == "Bars from zero. 2001: 3; 2002: 3."


def test_a_label_that_cannot_be_drawn_has_a_key_in_the_table() -> None:
    """Arabic joins its letters, which an SVG on paper does not: the picture has a number, the table both."""
    chart = make_chart("languages", ("English", "العربية"), ChartRow("Sources", (3, 1)))
    page = lay_out(make_brief(sections=(Section("chart", "Figures", "part-2", charts=(chart,)),)))
    tree = html.fromstring(page.html)
    (picture,) = tree.xpath("//*[local-name()='svg']")
    assert [text.text for text in picture.xpath(".//*[local-name()='text']")] == ["English", "3", "(2)", "1"]
    assert [cell.text_content() for cell in tree.xpath("//table[@class='numbers']//thead//th")] == [
        "",
        "English",
        "(2) العربية",
    ]


def test_a_figure_has_title_description_numbers_and_sources() -> None:
    """What the picture shows, a screen reader gets: a name, a description, every number in a real table."""
    rows = (ChartRow("NATO", (2, 0, 1)), ChartRow("<b>CSTO</b>", (0, 0, 5)))
    chart = make_chart("actors", ("2001", "2002", "2003"), *rows, sources=(1, 2, 3), uncited=2, note="One more.")
    page = lay_out(make_brief(sections=(Section("chart", "Figures", "part-2", charts=(chart,)),)))
    tree = html.fromstring(page.html)
    (picture,) = tree.xpath("//*[local-name()='svg']")
    named = picture.get("aria-labelledby").split()
    assert [tree.get_element_by_id(name).text_content() for name in named] == [
        "Finding. Measure, 2001–2003; n = 9.",
        "Bars from zero. NATO: 3; <b>CSTO</b>: 5.",
    ]
    table = [
        [cell.text_content() for cell in row.xpath(".//th|.//td")]
        for row in tree.xpath("//table[@class='numbers']//tr")
    ]
    assert table[1:] == [["NATO", "2", "0", "1"], ["<b>CSTO</b>", "0", "0", "5"]]
    (note,) = tree.xpath("//figure//p[@class='figure-note']")
    assert " ".join(note.text_content().replace("\u2060", "").split()) == (
        "One more. Sources: [1–3] and 2 more, found but not cited here."
    )


def test_no_word_is_smaller_than_eight_points() -> None:
    """A figure is printed at its own size, so its words have the size that they say."""
    assert TEXT_SIZE >= 8
