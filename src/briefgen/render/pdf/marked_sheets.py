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
    """Read what stands above and below the text of a sheet and can be seen, however it came there."""
    page = sheet._page_box
    top, bottom = page.content_box_y(), page.content_box_y() + page.height
    # Placeholders stand for what is fixed or placed absolutely.
    texts = (
        box
        for box in page.descendants(placeholders=True)
        if hasattr(box, "text") and box.style["visibility"] == "visible"
    )
    return " ".join(box.text for box in texts if box.position_y + box.height <= top or box.position_y >= bottom)
