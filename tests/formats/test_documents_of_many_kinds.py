"""Invoices, forms, covers, long tables and nested lists: what such documents hold is kept, each thing once."""

import io

import pikepdf
import pytest
from drafted_sources import take
from made_documents import make_docx, make_odt, make_printed_pdf, make_raw_pdf, write_paragraph

from briefgen.ingest.body_markdown import write_body
from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, DraftBlock

_PROSE = "The council met on Tuesday and heard three delegations about the border talks, and nothing was agreed there. "
_CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>{}</dcterms:created></c:coreProperties>'
)


def test_what_runs_along_is_read_where_it_first_stands() -> None:
    """A line as large as the text, at the top of the first page and again on the next, is kept the first time."""
    style = "@page { size: A5; margin: 25mm 15mm 15mm; @top-left { content: 'Invoice 7 of 2021'; font-size: 13pt } }"
    body = f"<p>{_PROSE * 3}</p><p style='page-break-before: always'>{_PROSE * 2}And then they went home.</p>"
    taken = take(
        make_printed_pdf(f"<html lang=en><style>{style} p {{ font-size: 11pt }}</style>{body}</html>"), "a.pdf"
    )
    assert taken.source.title == "Invoice 7 of 2021"
    dropped = [text for text, reason in taken.dropped if reason.startswith("running header")]
    assert dropped == ["Invoice 7 of 2021"]


@pytest.mark.parametrize(
    ("created", "issued"),
    [
        ("2013-12-23T23:15:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("1601-01-01T00:00:00Z", None),
        ("2019-03-04T10:00:00Z", "2019~"),
    ],
)
def test_a_template_s_day_is_no_evidence(created: str, issued: str | None) -> None:
    """The day of a library's template or of an unset clock dates nothing; a day of work dates a year, about."""
    docx = make_docx(write_paragraph(_PROSE * 2), docProps__core_xml=_CORE.format(created))
    odt = make_odt(f"<text:p>{_PROSE * 2}</text:p>", meta=f"<meta:creation-date>{created}</meta:creation-date>")
    for data, name in ((docx, "a.docx"), (odt, "a.odt")):
        draft = read_page(data, name)
        assert isinstance(draft, Draft)
        assert draft.fields.get("issued") == issued
        assert bool(issued) == any("created" in text or "creation-date" in text for text in draft.evidence.values())


def test_a_cover_gives_the_whole_title_and_the_month() -> None:
    """A title of two lines keeps both, and the month that its cover tells goes before the day the file was made."""
    style = "h1 { font-size: 24pt } h2 { font-size: 18pt } p { font-size: 11pt } .then { page-break-before: always }"
    cover = (
        "<h1>Report on the talks of the border council</h1><h2>Annex: tables</h2><p>Sample office</p><p>March 2018</p>"
    )
    meta = "<meta name=dcterms.created content='2019-06-23T10:00:00Z'>"
    text = f"<h1 class=then>First part</h1><p>{_PROSE * 3}</p><p>{_PROSE * 2}</p>"
    taken = take(make_printed_pdf(f"<html lang=en>{meta}<style>{style}</style>{cover}{text}</html>"), "a.pdf")
    assert taken.source.title == "Report on the talks of the border council: Annex: tables"
    assert taken.draft.fields["issued"] == "2018-03"
    assert "Annex" not in " ".join(taken.words)


def test_a_first_section_is_no_part_of_the_title() -> None:
    """A heading that follows a title on a page of prose stays a heading."""
    style = "h1 { font-size: 24pt } h2 { font-size: 16pt }"
    body = f"<h1>Report on the talks</h1><h2>How they began</h2><p>{_PROSE * 3}</p>"
    taken = take(make_printed_pdf(f"<html lang=en><style>{style}</style>{body}</html>"), "a.pdf")
    assert taken.source.title == "Report on the talks"
    assert "## How they began" in taken.markdown


def test_a_form_s_filled_fields_are_read() -> None:
    """What was filled in a PDF's form is text of it, by the field's name; empty fields and unticked boxes are not."""
    text = b"BT /F 12 Tf 40 300 Td (Please fill in the form of the border council.) Tj ET"
    fields = [
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Name)/V(Jane Doe)/Rect[40 200 200 220]/P 3 0 R>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Place)/TU(Town)/V<FEFF041E0448>/Rect[40 170 200 190]/P 3 0 R>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Empty)/Rect[40 140 200 160]/P 3 0 R>>",
        b"<</Type/Annot/Subtype/Widget/FT/Btn/T(Agreed)/V/Off/AS/Off/Rect[40 110 60 130]/P 3 0 R>>",
    ]
    names = b" ".join(b"%d 0 R" % number for number in range(6, 6 + len(fields)))
    data = make_raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]/DA(/F 0 Tf)>>>>" % names,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
            b"/Annots[%s]>>" % names,
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *fields,
        ]
    )
    assert len(pikepdf.open(io.BytesIO(data)).pages) == 1
    assert take(data, "a.pdf").words == ["Please fill in the form of the border council.", "Name: Jane Doe", "Town: Ош"]


def test_a_long_table_is_several_with_its_head_each() -> None:
    """A table too long to read at once is cut between rows; each part repeats the head, and all are proven."""
    rows = [("Year", "What was said")] + [
        (str(1900 + n), f"In round {n} the council spoke of water.") for n in range(90)
    ]
    html = "".join(f"<tr><td>{year}</td><td>{said}</td></tr>" for year, said in rows)
    page = f"<html><body><h1>Talks</h1><p>{_PROSE * 3}</p><table>{html}</table></body></html>"
    word = "".join(f"<w:tr>{''.join(f'<w:tc>{write_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    document = make_docx(write_paragraph(_PROSE) + f"<w:tbl>{word}</w:tbl>")
    for data, name in ((page.encode(), "a.html"), (document, "a.docx")):
        taken = take(data, name)
        tables = [passage for passage in taken.passages if passage.kind == "table"]
        assert len(tables) == 4
        assert all(table.plain.startswith("Year What was said 19") for table in tables)
        assert max(len(table.plain.split()) for table in tables) <= 250
        told = " ".join(table.plain.removeprefix("Year What was said ") for table in tables)
        assert told == " ".join(cell for row in rows[1:] for cell in row)


def test_items_of_a_deeper_level_do_not_end_a_count() -> None:
    """An ordered list goes on counting behind the items below one of its own, and each level counts for itself."""
    told = [("a", 1, True), ("b", 2, False), ("c", 1, True), ("d", 2, True), ("e", 2, True), ("f", 1, True)]
    blocks = [DraftBlock("item", word, level=level, ordered=ordered) for word, level, ordered in told]
    assert write_body(blocks) == "1. a\n- b\n2. c\n1. d\n2. e\n3. f\n"
