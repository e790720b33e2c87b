"""PDF files become sources with pages for locators, and prove them."""

import io
import random

import pikepdf
import pytest
from drafted_sources import Taken, refuse, take
from made_documents import make_printed_pdf, make_raw_pdf

from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Refused

_EN = (
    "The council met on Tuesday and heard from three delegations about the border talks, which have dragged on since"
    " the spring without a result that either side would call final. Officials said that the next round would be"
    " held in the autumn, provided that the weather permits travel across the passes."
)
_RU = (
    "Совет собрался во вторник и заслушал три делегации о переговорах по границе, которые тянутся с весны без"
    " результата, который хотя бы одна из сторон назвала бы окончательным. Следующий раунд пройдёт осенью, если"
    " погода позволит."
)
_STYLE = """@page { size: A5; margin: 2cm 1.5cm;
  @top-center { content: "Journal of Border Studies, vol. 12"; font-size: 7pt }
  @bottom-center { content: counter(page) " / " counter(pages); font-size: 7pt } }
body { font: 10pt "DejaVu Serif"; hyphens: auto; text-align: justify }
h1 { font-size: 18pt } h2 { font-size: 13pt }
p { margin: 0; text-indent: 1.2em } .two { columns: 2 } .note { float: footnote; font-size: 7pt }"""


def _make_report(paragraph: str, language: str, style: str = "") -> tuple[bytes, list[str]]:
    """Print a report of three sections, no two paragraphs alike; returns it with their words in order."""
    chance = random.Random(language)
    words: list[str] = []
    html = ""
    for section in range(1, 4):
        html += f"<h2>Part {section} of the report</h2>"
        for _number in range(5):
            mixed = paragraph.rstrip(".").replace(".", "").split()
            chance.shuffle(mixed)
            words.append(f"{mixed[0].capitalize()} {' '.join(mixed[1:])}.")
            html += f"<p>{words[-1]}</p>"
    page = f'<html lang="{language}"><head><title>Border talks</title><meta name="author" content="Aigerim Sample">'
    body = f"<h1>Border talks, a survey of the autumn</h1><div class='{style}'>{html}</div>"
    return make_printed_pdf(f"{page}<style>{_STYLE}</style></head><body>{body}</body></html>"), words


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("style", ["", "two"])
def test_a_report_is_put_together_from_its_lines(language: str, style: str) -> None:
    """Paragraphs over lines, columns and pages are whole, in order, with their pages; what runs along is left out."""
    data, words = _make_report({"en": _EN, "ru": _RU}[language], language, style)
    taken = take(data, "report.pdf")
    assert taken.words == words
    assert taken.source.title == "Border talks, a survey of the autumn"
    assert [line for line in taken.markdown.split("\n") if line.startswith("#")] == [
        f"## Part {number} of the report" for number in (1, 2, 3)
    ]
    assert {reason for _, reason in taken.dropped} == {
        "running header, footer or page number",
        "title, kept as the source's title",
    }
    pages = [passage.trailer.page for passage in taken.passages]
    assert pages[0] == "1"
    assert len(set(pages)) > 1
    assert [page.partition("-")[0] for page in pages] == sorted(page.partition("-")[0] for page in pages)


def test_a_paragraph_over_a_page_break_says_both_pages() -> None:
    """A paragraph that a page's end cuts is one, found in the file for all the header and footer between."""
    taken = _print(f"<p>{_EN}</p><p style='margin-top: 13.7cm'>{_EN.replace('council', 'assembly')}</p>")
    assert taken.words[1] == _EN.replace("council", "assembly")
    assert [passage.trailer.page for passage in taken.passages] == ["1", "1-2"]


def _print(body: str, style: str = _STYLE) -> Taken:
    return take(make_printed_pdf(f"<html lang=en><style>{style}</style><body>{body}</body></html>"), "a.pdf")


def test_footnotes_are_passages_and_their_calls_leave_the_text() -> None:
    """A note at the page's foot is a passage of its own; its number is no part of the word before it."""
    note = '<span class="note">See Abel, Ways to peace, page 7, on the sessions of that year.</span>'
    taken = _print(f"<p>The pact holds, said NATO{note} on Tuesday at noon. {_EN}</p><p>{_EN}</p>")
    assert taken.words[0].startswith("The pact holds, said NATO on Tuesday at noon.")
    assert taken.kinds == ["paragraph", "paragraph", "footnote"]
    assert "NATO[^1] on" in taken.markdown.replace("\n", " ")
    assert taken.words[2].endswith("See Abel, Ways to peace, page 7, on the sessions of that year.")


def test_list_items_are_items() -> None:
    """Signs of a list are taken off wherever the file keeps them, and an item's lines are one."""
    long = "a first point, which is so long that it runs over to the next line of the list and goes on there"
    taken = _print(f"<p>{_EN}</p><ul><li>{long}</li><li>a second point</li></ul><p>{_EN}</p>")
    assert taken.words == [_EN, long, "a second point", _EN]
    assert taken.kinds == ["paragraph", "item", "item", "paragraph"]


def test_a_table_of_contents_is_left_out() -> None:
    """Lines whose dots lead to a page number make no passages."""
    dots = " . " * 12
    contents = "".join(f"<p>Part {n}, what was said{dots}{n * 7}</p>" for n in range(1, 5))
    taken = _print(f"{contents}<h2>Part 1</h2><p>{_EN}</p>", "p { margin: 0 }")
    assert taken.words == [_EN]
    assert sum(reason == "table of contents" for _, reason in taken.dropped) == 4


def test_page_labels_are_the_locators() -> None:
    """Where the pages have names that differ from one another, as viewers show them, they are the locators."""
    data, _words = _make_report(_EN, "en")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        first, then = pikepdf.Dictionary(S=pikepdf.Name("/r")), pikepdf.Dictionary(S=pikepdf.Name("/D"), St=5)
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, first, 1, then]))
        changed = io.BytesIO()
        pdf.save(changed)
    pages = [passage.trailer.page for passage in take(changed.getvalue(), "a.pdf").passages]
    assert pages[0] == "i"
    assert "5" in pages


def test_the_date_of_the_file_is_no_date_of_issue() -> None:
    """When a PDF was made says nothing certain of when its text was published; a made-up title is no title."""
    data = make_printed_pdf(
        "<title>Microsoft Word - draft_3.doc</title><meta name=dcterms.created content='2019-03-04'>"
        f"<meta name=author content='Administrator'><p>{_EN}</p>"
    )
    taken = take(data, "a.pdf")
    assert taken.draft.fields.get("issued") != "2019-03-04"
    assert taken.source.author == ()
    assert "Microsoft" not in taken.source.title


def _make_pages(content: bytes, kids: bytes = b"[3 0 R]", count: int = 1, extra: bytes = b"") -> bytes:
    return make_raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % extra,
            b"<</Type/Pages/Kids %s/Count %d>>" % (kids, count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
            b"/XObject<</I 6 0 R>>>>>>",
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n"
            b"stream\n\x00\nendstream",
        ]
    )


_TEXT = b"BT /F 12 Tf 40 300 Td (The council met on Tuesday and nothing was agreed.) Tj ET"
_PICTURE = b"q 300 0 0 300 0 0 cm /I Do Q"


def test_a_scanned_pdf_is_refused_by_what_it_lacks() -> None:
    """A PDF of pictures makes no empty source: its refusal counts the pages and says what to do."""
    reason = refuse(_make_pages(_PICTURE, b"[3 0 R 3 0 R]", 2), "scan.pdf").reason
    assert reason == "the PDF has no text layer: 2 pages of pictures; run OCR first"


def test_a_pdf_that_runs_scripts_is_read_without_them() -> None:
    """JavaScript in a PDF is not run; a reader is told that it is there."""
    script = b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>"
    taken = take(_make_pages(_TEXT, extra=script), "a.pdf")
    assert taken.words == ["The council met on Tuesday and nothing was agreed."]
    assert "the PDF holds JavaScript; it was not run" in taken.draft.doubts


def test_an_encrypted_pdf_is_refused() -> None:
    """A PDF that needs a password says so; one that only forbids printing is read."""
    for user, is_locked in (("secret", True), ("", False)):
        with pikepdf.open(io.BytesIO(_make_pages(_TEXT))) as pdf:
            locked = io.BytesIO()
            pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user=user))
        if is_locked:
            assert "encrypted" in refuse(locked.getvalue(), "a.pdf").reason
        else:
            assert take(locked.getvalue(), "a.pdf").words


HOSTILE = {
    "a tree of pages that loops": _make_pages(_TEXT, b"[2 0 R]", 10),
    "a tree that loops and claims a million": _make_pages(_TEXT, b"[2 0 R 2 0 R]", 1_000_000),
    "a million pages": _make_pages(_TEXT, b"[3 0 R]", 1_000_000),
    "a parent that loops": _make_pages(_TEXT, b"[3 0 R 2 0 R 3 0 R]", 3000),
    "no pages": _make_pages(_TEXT, b"[]", 0),
    "cut off": _make_report(_EN, "en")[0][:700],
    "rubbish": b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "an endless page": _make_pages(b"BT /F 1 Tf " + b"(words) Tj " * 400_000 + b" ET"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_ends_in_a_sentence(name: str) -> None:
    """Loops, lies and rubbish end in a refusal, or in what could be read, without a crash."""
    read = read_page(HOSTILE[name], "a.pdf")
    if isinstance(read, Refused):
        assert read.reason.endswith((".", "read", "opened", "words", "cut off")) or "PDF" in read.reason
    else:
        assert read.blocks
