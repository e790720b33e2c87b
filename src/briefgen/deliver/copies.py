"""A copy for one recipient alone: its words on each page of the PDF (the extra ``briefgen[copies]``).

They are set beside what is read: PDF/UA's artifact, so that no screen reader speaks them on each page, and neither
reading order nor tags change. The same file and words give the same bytes.
"""

import io
from html import escape
from typing import TYPE_CHECKING

from briefgen.errors import UsageError
from briefgen.model.page import Page
from briefgen.render.copy_line import SIZE, WEIGHT, cut_line
from briefgen.render.pdf.printing import print_pdf

if TYPE_CHECKING:
    import pikepdf

#: A page without margins of its own but for one line at its foot, below what a brief prints there: a second line would
#: lie on page number and marking.
_STAMP = """<!DOCTYPE html><html lang="{language}"><head><title>.</title><style>
@page {{ size: {width}pt {height}pt; margin: 0 }}
html, body {{ margin: 0 }}
p {{ position: absolute; left: 20mm; right: 20mm; bottom: 5mm; margin: 0; text-align: center;
  font: {weight} {size}pt/1.2 "Brief Sans"; color: #333; white-space: nowrap; overflow: hidden }}
</style></head><body><p>{words}</p></body></html>"""
_NAME = "/BriefgenCopy"


def check_stamping() -> None:
    """Raise UsageError where the library that stamps copies is not installed."""
    try:
        import pikepdf  # noqa: F401 - asked for before anything leaves
    except ImportError as error:
        raise UsageError("numbered copies need pikepdf: `pip install 'briefgen[copies]'`.") from error


def stamp_copy(pdf: bytes, words: str, language: str) -> bytes:
    """Write words at the foot of each page of a PDF, in one line within its margins; "…" stands for what has no room.

    `language` is BCP 47.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        stamps: dict[tuple[float, float], tuple[str, pikepdf.Object]] = {}
        for sheet in document.pages:
            left, bottom, right, top = map(float, sheet.mediabox)
            size = (right - left, top - bottom)
            if size not in stamps:
                stamps[size] = f"{_NAME}{len(stamps)}", _make_stamp(document, size, words, language)
            _put_stamp(sheet, *stamps[size])
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def _make_stamp(document: "pikepdf.Pdf", size: tuple[float, float], words: str, language: str) -> "pikepdf.Object":
    """Print the words on a sheet of their own, and take that over as a form."""
    import pikepdf

    width, height = size
    line = escape(cut_line(words, width))
    html = _STAMP.format(width=width, height=height, words=line, language=escape(language), size=SIZE, weight=WEIGHT)
    printed = print_pdf(Page(html, ""), "copy")
    with pikepdf.open(io.BytesIO(printed.pdf)) as made:
        sheet = made.pages[0]
        # Marks of the sheet's own tags would be taken for some of the brief's.
        kept = [one for one in pikepdf.parse_content_stream(sheet) if str(one.operator) not in ("BDC", "BMC", "EMC")]
        sheet.Contents = made.make_stream(pikepdf.unparse_content_stream(kept))
        return document.copy_foreign(sheet.as_form_xobject())


def _put_stamp(sheet: "pikepdf.Page", name: str, stamp: "pikepdf.Object") -> None:
    import pikepdf

    # Pages share their resources, and with them the stamp of their size.
    sheet.add_resource(stamp, pikepdf.Name.XObject, pikepdf.Name(name), replace_existing=True)
    sheet.contents_add(b"q\n", prepend=True)
    sheet.contents_add(f"\nQ\n/Artifact <</Type /Pagination>> BDC\nq {name} Do Q\nEMC\n".encode())
