"""HTML to PDF with WeasyPrint, in which nothing is fetched and nothing is written: PDF/A-3a and PDF/UA-1 in one file.

WeasyPrint by default opens any file and address that a page names (it even attaches ``/etc/passwd``), and writes
each font to a temporary folder. Here the fetcher refuses everything, and the fonts are known before a page is read.
"""

import atexit
import os
import re
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.model.page import Page, Printed
from briefgen.render.html import CONTENTS_END, CONTENTS_START, cut_fonts
from briefgen.render.logo import find_picture
from briefgen.render.pdf.complaints import (
    Complaints,
    gather_complaints,
    is_about_styles,
    list_problems,
    make_denying_fetcher,
    tell_failed_styles,
)
from briefgen.render.pdf.enclosures import list_enclosures
from briefgen.render.pdf.marked_sheets import check_sheets
from briefgen.render.pdf.metadata import VARIANT, complete_file, describe_document
from briefgen.render.pdf.sheets import remember_sheets
from briefgen.render.pdf.streams import settle_streams
from briefgen.render.pdf.tags import tag_by_element
from briefgen.render.typefaces.fonts import write_faces
from briefgen.workers.collecting import collect_seldom

if TYPE_CHECKING:
    from weasyprint.document import Document

#: A brief of so many sheets has no list of contents: it is from eight pages on that readers look for one.
_SHORT_BRIEF = 7
_WORDS_A_SHEET = 500
#: What of a page is no word that a reader sees.
_NO_WORD = re.compile(r"<style\b.*?</style>|<[^>]*>", re.DOTALL)
#: A last sheet that is filled less than this looks forgotten.
_BARE = 0.2
#: Gives each sheet one line and a half more; no margin falls below 18 mm.
_TIGHTER = (
    "<style>@page { margin-top: calc(var(--margin-top) - 2mm); margin-bottom: calc(var(--margin-bottom) - 6mm) }"
    "</style></head>"
)
#: A no-break blank at the end of a piece of text, before an element.
_CLOSING_BLANK = re.compile("([\u00a0\u202f]|&nbsp;)(?=<)")
_warm: dict[str, Any] = {}


def warm_up(font_folder: Path | None = None) -> Path:
    """Import WeasyPrint, make the fonts and print one small page; returns the folder that printing has to read.

    Call it once in the parent, then fork: workers that may write nothing can print. The fonts are put into
    `font_folder`, which may be deleted between runs, or into a folder of this process, removed at its end.
    """
    folder = font_folder or _make_own_folder()
    if _warm.get("folder") != folder:
        from briefgen.render.typefaces.print_fonts import open_fonts

        _warm["fonts"] = open_fonts(write_faces(folder))
        _warm["folder"] = folder
        print_pdf(Page("<!DOCTYPE html><html lang=en><title>a</title><p>a <i>b</i> <b>c</b>", ""), "warm-up")
    return folder


def print_pdf(page: Page, slug: str) -> Printed:
    """Print a page; its contents list stays only where that makes more than seven sheets.

    Where the last sheet would be nearly empty, all sheets take a little more text if that saves it.

    The same page gives the same bytes. Every complaint of the library's is a problem of the brief `slug`.
    """
    if not page.html:
        return Printed(b"", 0)
    if "fonts" not in _warm:
        warm_up()
    from weasyprint.urls import URLFetchingError

    with gather_complaints() as complaints, collect_seldom():
        html = _hold_blanks(cut_fonts(page.html)).replace("</head>", f"{page.sheet}</head>", 1)
        try:
            document = _lay_out_sheets(html, complaints)
            if _is_last_sheet_bare(document):
                document = _choose_shorter(document, html.replace("</head>", _TIGHTER, 1), complaints)
        except URLFetchingError:
            # WeasyPrint lets a refusal through uncaught only where a colour profile asks (`@color-profile`).
            return Printed(b"", 0, tuple(list_problems(complaints, slug, page)))
        except AssertionError as error:
            if not is_about_styles(error):
                raise
            return Printed(b"", 0, (tell_failed_styles(page), *list_problems(complaints, slug, page)))
        pdf = _write(document, page)
    return Printed(pdf, len(document.pages), (*list_problems(complaints, slug, page), *check_sheets(document, page)))


def _hold_blanks(html: str) -> str:
    """Put a word joiner after each no-break blank that closes a piece of text.

    *Measured* in WeasyPrint 70 with Pango 1.50: where a line must break before such a blank, Pango does not count its
    width at the line's end, WeasyPrint does, and breaks after the first word of the piece instead (stray lines,
    as in its issue 2576).
    """
    return _CLOSING_BLANK.sub("\\1\u2060", html)


def _write(document: "Document", page: Page) -> bytes:
    describe_document(document, page)
    with tag_by_element(), settle_streams(), warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile for Python to close.
        warnings.simplefilter("ignore", ResourceWarning)
        written: bytes = document.write_pdf(
            pdf_variant=VARIANT, finisher=complete_file, attachments=list_enclosures(page) or None
        )
    return written


def _lay_out_sheets(html: str, complaints: Complaints) -> "Document":
    """Lay out with the contents list, and again without where that made seven sheets or fewer.

    Which is tried first is a guess from the number of words; the outcome never depends on it.
    """
    bare = _drop_contents(html)
    if html == bare:
        return _render(html, complaints)
    if len(_NO_WORD.sub(" ", bare).split()) < _SHORT_BRIEF * _WORDS_A_SHEET:
        document = _render(bare, complaints)
        # The list is shorter than a sheet, so below seven sheets it cannot make an eighth.
        if len(document.pages) < _SHORT_BRIEF:
            return document
    document = _render(html, complaints)
    return document if len(document.pages) > _SHORT_BRIEF else _render(bare, complaints)


def _is_last_sheet_bare(document: "Document") -> bool:
    """Whether the last of several sheets holds less than a fifth of what it could, or the closing block alone."""
    if len(document.pages) < 2:
        return False
    last = document.pages[-1]
    sheet = last._page_box
    lines = [box for box in sheet.children[0].descendants() if hasattr(box, "baseline") and box.height]
    lowest = max((box.position_y + box.height for box in lines), default=0.0) - sheet.content_box_y()
    return lowest < _BARE * sheet.height or set(last.anchors) - {"text"} == {"about"}


def _choose_shorter(document: "Document", tighter: str, complaints: Complaints) -> "Document":
    """Lay a tighter page out, and take it where it saves a sheet."""
    shorter = _lay_out_sheets(tighter, complaints)
    return shorter if len(shorter.pages) < len(document.pages) else document


def _drop_contents(html: str) -> str:
    return re.sub(f"{CONTENTS_START}.*?{CONTENTS_END}", "", html, flags=re.DOTALL)


def _render(html: str, complaints: Complaints) -> "Document":
    from weasyprint import HTML

    complaints.clear()
    fetcher = make_denying_fetcher(complaints, find_picture(html))
    with remember_sheets(complaints):
        return HTML(string=html, url_fetcher=fetcher, base_url="about:blank").render(
            font_config=_warm["fonts"], pdf_variant=VARIANT
        )


def _make_own_folder() -> Path:
    if "own" not in _warm:
        _warm["own"] = Path(tempfile.mkdtemp(prefix="briefgen-fonts-"))
        atexit.register(_remove_own_folder, _warm["own"], os.getpid())
    own: Path = _warm["own"]
    return own


def _remove_own_folder(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked worker leaves its parent's fonts alone
        shutil.rmtree(folder, ignore_errors=True)
