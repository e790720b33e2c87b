"""What the PDF library complains of, and what it asks for and is denied, as problems of a brief."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefgen.model import kinds
from briefgen.model.page import Page
from briefgen.model.problem import Place, Problem, ProblemKind
from briefgen.render.templating.style_lint import STYLE_KINDS

_LONGEST = 300
_NO_PAGE = Page("", "")
#: What WeasyPrint says of a declaration that it passes over; the place is one in the page, which nobody sees.
_IGNORED = re.compile(r"Ignored `(?P<said>[^`]*)` at \d+:\d+, (?P<why>.*)", re.DOTALL)


@dataclass(slots=True)
class Complaints:
    """What was logged while a page was printed, and the addresses that were asked for."""

    logged: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)

    def clear(self) -> None:
        """Forget them, before the same page is laid out again."""
        self.logged.clear()
        self.denied.clear()


class _Listener(logging.Handler):
    def __init__(self, complaints: Complaints) -> None:
        super().__init__(logging.WARNING)
        self.complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        self.complaints.logged.append(record.getMessage())


@contextmanager
def gather_complaints() -> Iterator[Complaints]:
    """Collect what WeasyPrint logs, and keep it off the terminal."""
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    listener, before = _Listener(complaints), (logger.propagate, list(logger.handlers))
    logger.propagate, logger.handlers = False, [listener]
    try:
        yield complaints
    finally:
        logger.propagate, logger.handlers = before


def make_denying_fetcher(complaints: Complaints, picture: str) -> Any:  # noqa: ANN401 - WeasyPrint has no types
    """Make a fetcher that notes and refuses every address but `picture`: the page's logo, a data: address, or ""."""
    return _fetcher_class()(complaints.denied, picture)


@lru_cache(maxsize=1)
def _fetcher_class() -> Any:  # noqa: ANN401 - a class made from WeasyPrint's, which is imported late
    from weasyprint.urls import URLFetcher

    class DenyingFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def __init__(self, denied: list[str], picture: str) -> None:
            super().__init__(allowed_protocols=("data",) if picture else (), allow_redirects=False)
            self.denied = denied
            self.picture = picture

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
            if self.picture and url == self.picture:
                return super().fetch(url, headers)
            self.denied.append(url)
            raise PermissionError("briefs fetch nothing")

    return DenyingFetcher


def is_about_styles(error: AssertionError) -> bool:
    """Whether the PDF library gave up inside its reading of style sheets: it takes their tokens on trust."""
    frame, files = error.__traceback__, []
    while frame is not None:
        files.append(Path(frame.tb_frame.f_code.co_filename))
        frame = frame.tb_next
    return files[-1].parent.name in ("css", "validation") and "weasyprint" in files[-1].parts


def tell_failed_styles(page: Page) -> Problem:
    """Say that a page cannot be printed because of a style sheet; the user's own is the likelier cause."""
    sheets = [file for file, _ in page.own if file.endswith(".css")]
    message = "the PDF library cannot use the style sheets: a token or value in them is none that it can lay a page by"
    hint = f"undo the last change in {' or '.join(sheets) or 'the style sheets'}"
    return Problem(kinds.STYLE_VALUE, message, Place(sheets[0] if sheets else "templates"), hint)


def list_problems(complaints: Complaints, slug: str, page: Page = _NO_PAGE) -> Iterator[Problem]:
    """Make a problem of the brief `slug` of each complaint, each once, placed in the user's templates if there."""
    place = Place(f"output/{slug}.pdf")
    for url in dict.fromkeys(complaints.denied):
        hint = "briefs hold no images and fetch nothing; take the address out of the template or style sheet"
        where = _find_in_own(url.rpartition("/")[2] if url.startswith("about:") else url, page) or place
        yield Problem(kinds.BRIEF_FETCH_DENIED, f"“{_shorten(url)}” was asked for and denied", where, hint)
    for text in _leave_told(dict.fromkeys(complaints.logged), page):
        kind: ProblemKind = kinds.BRIEF_GLYPH if text.startswith(".notdef glyph") else kinds.BRIEF_RENDERER
        if not any(url in text for url in complaints.denied):
            ignored = _IGNORED.match(text)
            where = (_find_in_own(ignored["said"], page) if ignored else None) or place
            yield Problem(kind, f"printing: {_shorten(text)}", where)


def _leave_told(logged: Iterable[str], page: Page) -> Iterator[str]:
    """Leave out what the look through the user's style sheets has told, and tell a value once wherever it is used."""
    told = [problem for problem in page.problems if problem.kind in STYLE_KINDS]
    values = [squeeze for one in told for squeeze in map(_squeeze, _list_told_values(one.message)) if squeeze]
    met: set[tuple[str, str]] = set()
    for text in logged:
        ignored = _IGNORED.match(text)
        if ignored is None:
            if not (told and text.startswith(("Error: ", "Parse error"))):
                yield text
            continue
        value = _squeeze(ignored["said"].partition(":")[2])
        is_told = any(one in value for one in values) or (bool(told) and not value)
        if not is_told and (value, ignored["why"]) not in met:
            met.add((value, ignored["why"]))
            yield text


def _list_told_values(message: str) -> list[str]:
    return [one.partition(":")[2] for one in re.findall(r"`([^`]+)`", message)]


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _find_in_own(said: str, page: Page) -> Place | None:
    """Find a text in the user's templates and style sheets; how many blanks stand in it does not matter."""
    pattern = re.compile(r"\s*".join(map(re.escape, re.findall(r"\w+|\S", said))) or r"(?!)")
    for file, text in page.own:
        found = pattern.search(text)
        if found:
            start = found.start()
            return Place(file, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
    return None


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
