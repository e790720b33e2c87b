"""The readers of documents by format: the pieces for a source, and the whole text for proof."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefgen.formats.document import Document
from briefgen.formats.docx import read_docx, read_docx_text
from briefgen.formats.epub import read_epub, read_epub_text
from briefgen.formats.mail import read_mail, read_mail_text
from briefgen.formats.markdown import read_markdown, read_markdown_text
from briefgen.formats.odt import read_odt, read_odt_text
from briefgen.formats.pdf import read_pdf, read_pdf_text
from briefgen.formats.tei import read_tei, read_tei_text


@dataclass(frozen=True, slots=True)
class Reader:
    """How a format is read; both raise DocumentRefusedError, and nothing else, whatever the bytes."""

    read_pieces: Callable[[bytes], Document]
    read_text: Callable[[bytes], str]


#: The formats that are documents; `html` and `text` are pages, which have a frame around their text.
READERS: Mapping[str, Reader] = {
    "docx": Reader(read_docx, read_docx_text),
    "epub": Reader(read_epub, read_epub_text),
    "mail": Reader(read_mail, read_mail_text),
    "markdown": Reader(read_markdown, read_markdown_text),
    "odt": Reader(read_odt, read_odt_text),
    "pdf": Reader(read_pdf, read_pdf_text),
    "tei": Reader(read_tei, read_tei_text),
}
