"""HTML to PDF/UA-1 with WeasyPrint, in which nothing is fetched and nothing is written.

WeasyPrint by default opens any file and address that a page names (it even attaches ``/etc/passwd``), and writes
each font to a temporary folder. Here the fetcher refuses everything, and the fonts are known before a page is read.
"""

import atexit
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.model import kinds
from briefgen.model.page import Page, Printed
from briefgen.model.problem import Place, Problem, ProblemKind
from briefgen.render.fonts import write_faces
from briefgen.render.html import CONTENTS_END, CONTENTS_START, cut_fonts

if TYPE_CHECKING:
    from weasyprint.document import Document

_VARIANT = "pdf/ua-1"
_SHORT_BRIEF = 4
_WORDS_A_SHEET = 330
_LONGEST_COMPLAINT = 300
#: Gives each sheet one line and a half more; no margin falls below 18 mm.
_TIGHTER = "<style>@page { margin: 22mm 21mm 19mm }</style></head>"
_warm: dict[str, Any] = {}


def warm_up(font_folder: Path | None = None) -> Path:
    """Import WeasyPrint, make the fonts and print one small page; returns the folder that printing has to read.

    Call it once in the parent, then fork: workers that may write nothing can print. The fonts are put into
    `font_folder`, which may be deleted between runs, or into a folder of this process, removed at its end.
    """
    folder = font_folder or _make_own_folder()
    if _warm.get("folder") != folder:
        from briefgen.render.print_fonts import open_fonts

        _warm["fonts"] = open_fonts(write_faces(folder))
        _warm["folder"] = folder
        print_pdf(Page("<!DOCTYPE html><html lang=en><title>a</title><p>a <i>b</i> <b>c</b>", ""), "warm-up")
    return folder


def print_pdf(page: Page, slug: str) -> Printed:
    """Print a page; its contents list stays only where that makes more than four sheets.

    Where the closing block would stand alone on the last sheet, all sheets take a little more text.

    The same page gives the same bytes. Every complaint of the library's is a problem of the brief `slug`.
    """
    if not page.html:
        return Printed(b"", 0)
    if "fonts" not in _warm:
        warm_up()
    with _gather_complaints() as complaints:
        html = cut_fonts(page.html)
        document = _lay_out_sheets(html, complaints)
        if _is_close_alone(document):
            document = _lay_out_sheets(html.replace("</head>", _TIGHTER, 1), complaints)
        pdf = document.write_pdf(pdf_variant=_VARIANT, finisher=_make_links_printable)
    return Printed(pdf, len(document.pages), tuple(_list_problems(complaints, slug)))


@dataclass(slots=True)
class _Complaints:
    logged: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)

    def clear(self) -> None:
        self.logged.clear()
        self.denied.clear()


class _Listener(logging.Handler):
    def __init__(self, complaints: _Complaints) -> None:
        super().__init__(logging.WARNING)
        self.complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        self.complaints.logged.append(record.getMessage())


@contextmanager
def _gather_complaints() -> Iterator[_Complaints]:
    """Collect what WeasyPrint logs, and keep it off the terminal."""
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    listener, before = _Listener(complaints), (logger.propagate, list(logger.handlers))
    logger.propagate, logger.handlers = False, [listener]
    try:
        yield complaints
    finally:
        logger.propagate, logger.handlers = before


def _lay_out_sheets(html: str, complaints: _Complaints) -> "Document":
    """Lay out with the contents list, and again without where that made four sheets or fewer.

    Which is tried first is a guess from the number of words; the outcome never depends on it.
    """
    bare = _drop_contents(html)
    if html == bare:
        return _render(html, complaints)
    if len(bare.split()) < _SHORT_BRIEF * _WORDS_A_SHEET:
        document = _render(bare, complaints)
        # The list is shorter than a sheet, so below four sheets it cannot make a fifth.
        if len(document.pages) < _SHORT_BRIEF:
            return document
    document = _render(html, complaints)
    return document if len(document.pages) > _SHORT_BRIEF else _render(bare, complaints)


def _is_close_alone(document: "Document") -> bool:
    """Whether the last sheet holds nothing but the closing block: its anchor and that of the text around it."""
    return len(document.pages) > 1 and set(document.pages[-1].anchors) - {"text"} == {"about"}


def _drop_contents(html: str) -> str:
    return re.sub(f"{CONTENTS_START}.*?{CONTENTS_END}", "", html, flags=re.DOTALL)


def _render(html: str, complaints: _Complaints) -> "Document":
    from weasyprint import HTML

    complaints.clear()
    fetcher = _fetcher_class()(complaints.denied)
    return HTML(string=html, url_fetcher=fetcher, base_url="about:blank").render(
        font_config=_warm["fonts"], pdf_variant=_VARIANT
    )


@lru_cache(maxsize=1)
def _fetcher_class() -> Any:  # noqa: ANN401 - a class made from WeasyPrint's, which is imported late
    from weasyprint.urls import URLFetcher

    class DenyingFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Refuses every address, data: included, and notes it."""

        def __init__(self, denied: list[str]) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.denied = denied

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
            self.denied.append(url)
            raise PermissionError("briefs fetch nothing")

    return DenyingFetcher


def _make_links_printable(document: "Document", pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Set the Print flag of link annotations (PDF/UA-1, 7.18.1), which WeasyPrint sets for PDF/A only."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Subtype") == "/Link":
            thing["F"] = 4


def _list_problems(complaints: _Complaints, slug: str) -> Iterator[Problem]:
    place = Place(f"output/{slug}.pdf")
    for url in dict.fromkeys(complaints.denied):
        hint = "briefs hold no images and fetch nothing; take the address out of the template or style sheet"
        yield Problem(kinds.BRIEF_FETCH_DENIED, f"“{_shorten(url)}” was asked for and denied", place, hint)
    for text in dict.fromkeys(complaints.logged):
        kind: ProblemKind = kinds.BRIEF_GLYPH if text.startswith(".notdef glyph") else kinds.BRIEF_RENDERER
        if not any(url in text for url in complaints.denied):
            yield Problem(kind, f"printing: {_shorten(text)}", place)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_COMPLAINT else text[:_LONGEST_COMPLAINT] + " …"


def _make_own_folder() -> Path:
    if "own" not in _warm:
        _warm["own"] = Path(tempfile.mkdtemp(prefix="briefgen-fonts-"))
        atexit.register(_remove_own_folder, _warm["own"], os.getpid())
    own: Path = _warm["own"]
    return own


def _remove_own_folder(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked worker leaves its parent's fonts alone
        shutil.rmtree(folder, ignore_errors=True)
