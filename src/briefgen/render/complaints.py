"""What the PDF library complains of, and what it asks for and is denied, as problems of a brief."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem, ProblemKind

_LONGEST = 300


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


def list_problems(complaints: Complaints, slug: str) -> Iterator[Problem]:
    """Make a problem of the brief `slug` of each complaint, each once."""
    place = Place(f"output/{slug}.pdf")
    for url in dict.fromkeys(complaints.denied):
        hint = "briefs hold no images and fetch nothing; take the address out of the template or style sheet"
        yield Problem(kinds.BRIEF_FETCH_DENIED, f"“{_shorten(url)}” was asked for and denied", place, hint)
    for text in dict.fromkeys(complaints.logged):
        kind: ProblemKind = kinds.BRIEF_GLYPH if text.startswith(".notdef glyph") else kinds.BRIEF_RENDERER
        if not any(url in text for url in complaints.denied):
            yield Problem(kind, f"printing: {_shorten(text)}", place)


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
