"""Which format a file is in, and what is said of one that is no source."""

from collections.abc import Callable

import pytest
from made_archives import Member, write_archive
from made_documents import make_docx, make_epub, make_mail, make_odt, make_raw_pdf, write_paragraph, zip_parts

from briefgen.formats.detection import LARGEST_TEXT, name_format
from briefgen.formats.document import DocumentRefusedError, ForeignFileError

_PDF = make_raw_pdf([b"<</Type/Catalog>>"])
_PAGE = "<!DOCTYPE html><html><body><p>Words.</p></body></html>"

READ: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a text": (lambda: b"Words.", "a.txt", "text"),
    "a text in capitals": (lambda: b"Words.", "A.TXT", "text"),
    "a PDF by its bytes": (lambda: _PDF, "notes.txt", "pdf"),
    "a PDF": (lambda: _PDF, "a.pdf", "pdf"),
    "a PDF after rubbish": (lambda: b"\r\n\r\n" + _PDF, "a.pdf", "pdf"),
    "a text that speaks of PDF": (lambda: b"The mark %PDF-1.7 opens a PDF.", "a.txt", "text"),
    "a page in a .txt": (_PAGE.encode, "a.txt", "html"),
    "a page in UTF-16": (lambda: _PAGE.encode("utf-16"), "a.html", "html"),
    "a page without an ending": (_PAGE.encode, "a", "html"),
    "XHTML": (lambda: b'<?xml version="1.0"?>\n<!-- saved -->' + _PAGE.encode(), "a.xhtml", "html"),
    "Markdown": (lambda: b"# A\n\nWords.", "a.md", "markdown"),
    "Word": (lambda: make_docx(write_paragraph("Words.")), "a.docx", "docx"),
    "Word by its bytes": (lambda: make_docx(write_paragraph("Words.")), "a.txt", "docx"),
    "OpenDocument": (lambda: make_odt("<text:p>Words.</text:p>"), "a.odt", "odt"),
    "EPUB": (lambda: make_epub({"a.xhtml": "<p>Words.</p>"}), "a.epub", "epub"),
    "a mail": (lambda: make_mail("Words.").as_bytes(), "a.eml", "mail"),
    "a mail without an ending": (lambda: make_mail("Words.").as_bytes(), "a", "mail"),
    "TEI": (lambda: b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "a.xml", "tei"),
    "a list in a text": (lambda: b"[1] The first note.\n[2] The second.", "a.txt", "text"),
}


@pytest.mark.parametrize("name", READ)
def test_a_format_is_told_by_bytes_and_ending(name: str) -> None:
    """A file's bytes tell its format where they can, whatever its name says."""
    make, file, wanted = READ[name]
    assert name_format(make(), file) == wanted


FOREIGN: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "JSON": (lambda: b'{"a": 1}', "a.json", "JSON"),
    "JSON in a text": (lambda: b'[{"a": 1}]', "a.txt", "JSON"),
    "a Word document of old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", r"save it as \.docx"),
    "an Outlook message": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.msg", r"save it as \.eml"),
    "RTF": (lambda: b"{\\rtf1 Words}", "a.rtf", r"save it as \.docx"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "a.png", "picture"),
    "a picture called a page": (lambda: b"\xff\xd8\xff\xe0" + bytes(99), "a.html", "picture"),
    "PostScript called a picture": (lambda: b"%!PS-Adobe-3.0", "a.png", "PostScript"),
    "Taguette": (lambda: b"SQLite format 3\0" + bytes(99), "project.sqlite3", "SQLite"),
    "REFI-QDA": (lambda: zip_parts({"project.qde": "<Project/>"}), "a.qdpx", "REFI-QDA"),
    "a spreadsheet": (lambda: zip_parts({"xl/workbook.xml": "<w/>"}), "a.xlsx", "spreadsheet"),
    "slides": (lambda: zip_parts({"ppt/presentation.xml": "<p/>"}), "a.pptx", "slide show"),
    "some archive": (lambda: zip_parts({"a.txt": "words"}), "a.zip", "unpack it"),
    "Zotero's bibliography": (lambda: b"@article{a, title={A}}", "a.bib", "bibliography"),
    "a table": (lambda: b"a,b\n1,2\n", "a.csv", "CSV"),
    "a feed": (lambda: b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "a.xml", "news feed"),
    "other XML": (lambda: b'<?xml version="1.0"?><invoice/>', "a.xml", "<invoice>"),
    "unknown": (lambda: b"words", "a.xyz", r"\.xyz"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_source_is_called_by_its_name(name: str) -> None:
    """The refusal says what the file is, and what to do with it where something can be done."""
    make, file, wanted = FOREIGN[name]
    with pytest.raises(ForeignFileError, match=wanted):
        name_format(make(), file)


DAMAGED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b" \r\n\0\0 ", "a.docx", "empty"),
    "a PDF that is none": (b"words", "a.pdf", "no PDF"),
    "a Word document that is none": (b"words", "a.docx", "damaged"),
    "a cut-off Word document": (make_docx(write_paragraph("Words."))[:300], "a.docx", "damaged"),
    "a mail that is none": (b"words", "a.eml", "header of a mail"),
    "a hostile archive": (write_archive([Member(b"../a", b"x")]), "a.docx", "leads out"),
    "too large": (b"a" * (LARGEST_TEXT + 1), "a.txt", "8,388,608"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_refused_as_such(name: str) -> None:
    """A file in a format that is read, but cannot be, is a fault and no foreign file."""
    data, file, wanted = DAMAGED[name]
    with pytest.raises(DocumentRefusedError, match=wanted) as caught:
        name_format(data, file)
    assert not isinstance(caught.value, ForeignFileError)
