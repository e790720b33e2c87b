"""Documents without a frame: resolutions with annexes, statutes saved as HTML, reports with capital headings."""

import pytest
from ingest_pages import LONG_SENTENCE, SENTENCE, draft_of, reasons, texts

from briefgen.grammar.ids import is_source_id
from briefgen.ingest.source_ids import make_stem

CLAUSE = "Approves the plan of the harbour master for new cranes;"
RECITALS = (
    "Recalling its earlier decisions on the harbour and the reports of the master of the port thereon,\n\n"
    "Having considered the request of the two towns for cranes that the old quay can bear,\n\n"
    f"1. Takes note of the reports;\n\n2. {CLAUSE[:-1]} and asks the master to report on them in two years;\n\n"
)
TABLE = """Annex

Posts of the harbour office

Rank

Number of posts

Quay and sheds

Deputy Master

1

Pilots

36

Lamp keepers

114

Subtotal

151

Other posts

Divers

4

Total

155

9th plenary meeting 3 June 2020
"""


def _resolution(title: str = "Cranes for the old harbour", symbol: str = "A/RES/99/12") -> str:
    return (
        f"{symbol}\n\nResolution adopted by the General Assembly on 3 June 2020\n\n{title}\n\n"
        f"The General Assembly,\n\n{RECITALS}{CLAUSE}\n\n{SENTENCE}\n\n{TABLE}\n"
    )


def test_a_resolution_keeps_its_annex_and_a_clause_said_twice() -> None:
    """Of a text without a frame only title and symbol go: no clause is a pull quote, no table is "after the text"."""
    draft = draft_of(_resolution())
    kept = texts(draft)
    assert CLAUSE in kept
    assert {"Annex", "Deputy Master", "114", "Total", "155", "9th plenary meeting 3 June 2020"} <= set(kept)
    assert [dropped.reason for dropped in draft.dropped] == [
        "symbol of the document",
        "title, kept as the source's title",
    ]


def test_a_report_without_a_symbol_keeps_its_flattened_table() -> None:
    """Short lines with figures among them, below the text, are a table and no menu."""
    report = f"A report on the harbour\n\n{SENTENCE * 3}\n\n{LONG_SENTENCE}\n\n{TABLE}\n"
    assert {"Pilots", "36", "Total", "155"} <= set(texts(draft_of(report)))


@pytest.mark.parametrize("title", ["World Quay Day", "Cranes for the old harbour"])
@pytest.mark.parametrize("symbol", ["A/RES/99/12", "E/CN.4/1999/7", "S/RES/1999 (2012)"])
def test_the_symbol_is_dropped_alike_and_told(title: str, symbol: str) -> None:
    """A document's symbol is never text, and stands with the title's evidence; the title's reason is the title."""
    draft = draft_of(_resolution(title, symbol))
    assert draft.title == title
    assert draft.symbol == symbol
    assert draft.evidence["title"].endswith(f"symbol of the document: {symbol}")
    assert reasons(draft) == {symbol: "symbol of the document", title: "title, kept as the source's title"}


def _statute() -> str:
    duty = "any matter that arose or may arise in the course of the inquiry into the harbour; and"
    clauses = "".join(
        f"<dt>({mark}) </dt><dd>{text}</dd>" for mark, text in zip("abc", [SENTENCE, duty, LONG_SENTENCE], strict=True)
    )
    asked = "".join(f"<p>On day {n} {SENTENCE}</p><p>Where were you on that day?</p>" for n in range(8))
    office = "".join(f"<p>Case {n}</p><p>Office of the Harbour Attorney, Old Quay</p>" for n in range(4))
    names = "<p>Ann Moor, Bo Quay, Cem Dock, Dora Pier, Ed Mole, Flo Jetty</p>"
    return (
        f"<html><body><h1>Order on the harbour inquiry</h1><dl>{clauses}</dl><h2>2. Cranes / Sheds / Quays</h2>"
        f"{asked}{office}{names}</body></html>"
    )


def test_a_statute_saved_as_html_loses_nothing() -> None:
    """Where hardly a link and no menu stands, clauses, questions, addresses and names are text, headings headings."""
    draft = draft_of(_statute(), "order.html")
    assert list(reasons(draft)) == ["Order on the harbour inquiry"]
    assert texts(draft).count("Where were you on that day?") == 8
    assert texts(draft).count("Office of the Harbour Attorney, Old Quay") == 4
    assert "2. Cranes / Sheds / Quays" in texts(draft, "heading")


def test_a_clause_has_its_letter_before_it() -> None:
    """A letter that the page sets apart is no heading: it stands before its clause."""
    kept = texts(draft_of(_statute(), "order.html"), "paragraph")
    assert kept[0].startswith("(a) The two delegations")
    assert kept[1] == "(b) any matter that arose or may arise in the course of the inquiry into the harbour; and"


def test_a_number_above_a_blacked_out_line_stays_alone() -> None:
    """What the original parts is not put together, for then the words would not be the original's."""
    page = _statute().replace("<p>Case 0</p>", "<p>9.</p>\n<p>____ __</p>\n\n<p>(The inquiry goes on)</p>")
    assert {"9.", "(The inquiry goes on)"} <= set(texts(draft_of(page, "order.html")))


@pytest.mark.parametrize("heading", ["FREEDOM OF THE OLD HARBOUR QUAY", "Prison and Harbour Office Conditions"])
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_heading_is_no_pull_quote(heading: str, name: str) -> None:
    """A heading whose words the text below says again stays, on a page with a frame too."""
    told = f"The law provides for {heading.lower()}, and the government respected it. {SENTENCE}"
    lines = ["Share", "Print", "Subscribe", "Report on the harbour", SENTENCE * 2, heading, told, LONG_SENTENCE]
    marked = "".join(f"<h3>{line}</h3>" if line == heading else f"<p>{line}</p>" for line in lines)
    draft = draft_of(marked if name == "a.html" else "\n\n".join(lines), name)
    assert heading in texts(draft, "heading")


def test_blocks_left_out_for_their_place_are_doubted() -> None:
    """Five lines in a row that are left out only for where they stand are named, first words and line."""
    names = "\n\n".join(["Annex", "Old harbour", "Lower quay", "Upper quay", "Fish market", "Lamp house"])
    draft = draft_of(f"A headline about the bridge\n\n{SENTENCE * 3}\n\n{LONG_SENTENCE}\n\n{names}\n")
    lost = [text for text, reason in reasons(draft).items() if reason == "after the text"]
    assert lost
    assert any("line 7: 'Annex'" in doubt for doubt in draft.doubts)


def test_the_latest_date_is_quoted_alone() -> None:
    """Of a page without a date the doubt quotes the year that its text tells, and no words beside it."""
    draft = draft_of(
        f"The quay and its cranes\n\n{SENTENCE} In the lower town, the 1961–1969 cranes stood. {SENTENCE}\n"
    )
    assert any(doubt.endswith("the latest date its text tells is '1969'") for doubt in draft.doubts)


SERIES = "Harbour Reports on Dock Safety Practices: Elbonia"
LONG_SERIES = "Harbour Reports on the Safety in All Northern and Very Distant Southern Waters: Elbonia"


@pytest.mark.parametrize(
    ("title", "publisher", "symbol", "stem"),
    [
        ("World Quay Day", "United Nations", "A/RES/99/12", "united-nations-2020-a-res-99-12"),
        (SERIES, "Port Office", "", "port-office-2020-harbour-reports-dock-safety-elbonia"),
        (LONG_SERIES, "Port Office", "", "port-office-2020-harbour-reports-safety-elbonia"),
        ("Quays", "", "", "2020-quays"),
        ("2020 report of the Port Office", "Port Office", "", "port-office-2020-report"),
    ],
)
def test_an_id_has_the_titles_first_words_and_its_last(title: str, publisher: str, symbol: str, stem: str) -> None:
    """Parts of a title are not cut to one word; a symbol stands for the title; the publisher is not said twice."""
    made = make_stem(title, publisher, "2020-06-03", symbol)
    assert made == stem
    assert is_source_id(made)
    assert len(made) <= 60
