"""Whether each printed sheet bears the marking at its head or foot, where TLP 2.0 wants it, whatever the styles say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefgen.grammar.markings import shows_label
from briefgen.model import kinds
from briefgen.model.page import Page
from briefgen.model.problem import Place, Problem

if TYPE_CHECKING:
    from weasyprint.document import Document

_HINT = "paged.css puts it there: `content: element(marking)` in a margin, `position: running(marking)` for the label"


def check_sheets(document: "Document", page: Page) -> Iterator[Problem]:
    """Name the sheets on which the page's marking stands neither at the head nor at the foot."""
    sheets = enumerate(document.pages, 1)
    bare = [number for number, sheet in sheets if not shows_label(_read_margins(sheet), page.marking)]
    if bare:
        numbers = ", ".join(map(str, bare))
        message = f"{page.marking} stands neither at the head nor at the foot of sheet {numbers}"
        yield Problem(kinds.BRIEF_TEMPLATE, message, Place("templates/paged.css"), _HINT)


def _read_margins(sheet: Any) -> str:  # noqa: ANN401 - WeasyPrint has no types
    """Read what stands in the margins of a sheet and can be seen."""
    margins = (box for box in sheet._page_box.children if getattr(box, "at_keyword", ""))
    texts = (box for margin in margins for box in margin.descendants() if hasattr(box, "text"))
    return " ".join(box.text for box in texts if box.style["visibility"] == "visible")
