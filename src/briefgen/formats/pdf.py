"""PDF files with a text layer, read by pdfium: nothing in them is run or fetched.

The whole text is that of all pages in order, with one exception that quotations need: running headers, footers
and page numbers, tables of contents, and footnotes stand behind the text instead of amid the sentences that
a page's end cuts. Pieces and whole text come from the same lines, sorted once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.formats.document import LONGEST_TEXT, Document, DocumentRefusedError, Fact, LeftOut, Piece
from briefgen.formats.pdf_blocks import cut_calls, find_marks, make_pieces
from briefgen.formats.pdf_forms import open_form, read_fields
from briefgen.formats.pdf_lines import Line, read_lines
from briefgen.formats.pdf_roles import sort_lines
from briefgen.formats.properties import note_authors, note_made, note_title

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfiumError, PdfPage

_MOST_PAGES = 3_000
_EARLIEST = 1993
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_LEAST_LETTERS = 3
_MOST_LOST = 0.3
_LABEL = re.compile(r"[\w.-]{1,12}")
_PASSWORD_ERROR = 4
_SECURITY_ERROR = 5


@dataclass(frozen=True, slots=True)
class _Pages:
    """A PDF's lines, page by page, the pages' names, what it says of itself, and which pages are pictures only.

    `fields` are the filled fields of its form, each with its page from 0.
    """

    lines: tuple[tuple[Line, ...], ...]
    labels: tuple[str, ...]
    facts: tuple[Fact, ...]
    pictures: tuple[int, ...]
    scripts: int
    fields: tuple[tuple[int, str], ...] = ()


def read_pdf(data: bytes) -> Document:
    """Read a PDF: its paragraphs with their pages, headings, list items and footnotes.

    Raises DocumentRefusedError for encrypted and damaged files, and for those without a text layer.
    """
    pages = _read_pages(data)
    found = sort_lines(pages.lines)
    filled = (Piece("paragraph", text, page=pages.labels[page]) for page, text in pages.fields)
    pieces = (*make_pieces(found, pages.labels), *filled)
    left_out = [LeftOut(line.text, "running header, footer or page number") for line in found.running]
    left_out += [LeftOut(line.text, "table of contents") for line in found.contents]
    return Document(pieces, pages.facts, tuple(left_out), tuple(_list_doubts(pages)))


def read_pdf_text(data: bytes) -> str:
    """Return the whole text of a PDF: the text of all pages, then notes, then what runs along on every page."""
    pages = _read_pages(data)
    found = sort_lines(pages.lines)
    marks = find_marks(found.notes)
    body = (cut_calls(line, marks)[0] for line in found.body)
    rest = (line.text for lines in (found.notes, found.contents, found.running) for line in lines)
    calls = (number for line in found.body for _at, number in line.calls)
    return "\n".join((*body, *rest, *calls, *(text for _page, text in pages.fields)))


def _read_pages(data: bytes) -> _Pages:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        raise DocumentRefusedError(_explain(error)) from error
    try:
        return _read_open(pdf)
    finally:
        pdf.close()


def _explain(error: "PdfiumError") -> str:
    code = getattr(error, "err_code", None)
    if code == _PASSWORD_ERROR:
        return "the PDF is encrypted: save it without a password"
    if code == _SECURITY_ERROR:
        return "the PDF is protected in a way that is not supported: save it without protection"
    return "the PDF is damaged and cannot be opened"


def _read_open(pdf: "PdfDocument") -> _Pages:
    import pypdfium2.raw as pdfium

    count = len(pdf)
    if not 0 < count <= _MOST_PAGES:
        raise DocumentRefusedError(f"the PDF says it has {count:,} pages; from 1 to {_MOST_PAGES:,} are read")
    lines: list[tuple[Line, ...]] = []
    pictures: list[int] = []
    fields: list[tuple[int, str]] = []
    has_form = open_form(pdf)
    broken = size = 0
    for number in range(count):
        page = _load_page(pdf, number)
        found = () if page is None else read_lines(page, number)
        broken += page is None
        size += sum(len(line.text) for line in found)
        if size > LONGEST_TEXT:
            raise DocumentRefusedError(f"the PDF holds more than {LONGEST_TEXT:,} characters of text")
        if page is not None and not _has_words(found) and _has_pictures(page):
            pictures.append(number)
        lines.append(found)
        if page is not None:
            fields.extend((number, text) for text in (read_fields(pdf, page) if has_form else ()))
            page.close()
    if broken * 2 > count:
        raise DocumentRefusedError(f"the PDF is damaged: {broken:,} of its {count:,} pages cannot be opened")
    _refuse_textless(lines, pictures)
    scripts = max(0, pdfium.FPDFDoc_GetJavaScriptActionCount(pdf.raw))
    return _Pages(
        tuple(lines), _name_pages(pdf, count), tuple(_read_facts(pdf)), tuple(pictures), scripts, tuple(fields)
    )


def _load_page(pdf: "PdfDocument", number: int) -> "PdfPage | None":
    from pypdfium2 import PdfiumError

    try:
        return pdf[number]
    except PdfiumError:
        return None


def _has_words(lines: Sequence[Line]) -> bool:
    return sum(c.isalpha() for line in lines for c in line.text) >= _LEAST_LETTERS


def _has_pictures(page: "PdfPage") -> bool:
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _refuse_textless(lines: Sequence[Sequence[Line]], pictures: Sequence[int]) -> None:
    count = len(lines)
    text = "".join(line.text for page in lines for line in page)
    if not any(_has_words(page) for page in lines):
        what = f"{count} page{'s' if count > 1 else ''} of pictures; run OCR first" if pictures else "it holds no words"
        raise DocumentRefusedError(f"the PDF has no text layer: {what}")
    lost = sum(c == "\ufffd" or 0xE000 <= ord(c) < 0xF900 for c in text)
    if lost > _MOST_LOST * len(text):
        raise DocumentRefusedError("the PDF's fonts do not say which characters they print: run OCR first")


def _name_pages(pdf: "PdfDocument", count: int) -> tuple[str, ...]:
    """Return the pages' names: the labels that readers show, where all pages have one of their own, else numbers."""
    labels = [str(pdf.get_page_label(number)).strip() for number in range(count)]
    if len(set(labels)) == count and all(_LABEL.fullmatch(label) for label in labels):
        return tuple(labels)
    return tuple(str(number) for number in range(1, count + 1))


def _list_doubts(pages: _Pages) -> Iterator[str]:
    if pages.pictures:
        shown = ", ".join(pages.labels[number] for number in pages.pictures[:8])
        more = ", …" if len(pages.pictures) > 8 else ""
        yield f"pages without a text layer (pictures) were not read: {shown}{more}; OCR would read them"
    if pages.scripts:
        yield "the PDF holds JavaScript; it was not run"


def _read_facts(pdf: "PdfDocument") -> Iterator[Fact]:
    values = pdf.get_metadata_dict()
    yield from note_title(_clean(values.get("Title", "")), "PDF: Title")
    yield from note_authors(_clean(values.get("Author", "")), "PDF: Author")
    for name, key in (("created", "CreationDate"), ("modified", "ModDate")):
        match = _DATE.match(_clean(values.get(key, "")))
        if match:
            made = "-".join(part for part in match.groups() if part)
            yield from note_made(name, made, f"PDF: {key}", _EARLIEST)


def _clean(value: str) -> str:
    return "".join(c if c.isprintable() else " " for c in value)
