"""Style sheets that are read once in a process, for all pages of a project take in the same ones.

WeasyPrint reads the sheets of every page anew. *Measured* on briefs of four sheets: an eighth of a print.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

from briefgen.render.pdf.complaints import Complaints

#: A sheet with any other rule (a font, a counter, a layer, another sheet) gives a document more than styles.
_MARGIN_BOXES = (
    *(f"{side}-{part}" for side in ("top", "bottom") for part in ("left-corner", "left", "center", "right")),
    *(f"{side}-right-corner" for side in ("top", "bottom")),
    *(f"{side}-{part}" for side in ("left", "right") for part in ("top", "middle", "bottom")),
)
_KNOWN_RULES = frozenset({"media", "page", *_MARGIN_BOXES})
_RULE = re.compile(r"@([\w-]*)")
#: So many are kept; a page takes in six.
_MOST = 64


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as WeasyPrint read it, and what it says of pages."""

    css: Any
    page_rules: tuple[Any, ...]


_known: dict[tuple[str, str, str], _Sheet] = {}


@contextmanager
def remember_sheets(complaints: Complaints) -> Iterator[None]:
    """Let WeasyPrint take sheets that it has read before; one that it complains of is read, and complained of, again.

    It names a class of WeasyPrint's that may move. Those sheets are values: laying a page out changes nothing in them.
    """
    import weasyprint.css

    own = weasyprint.css.CSS

    def read_sheet(**asked: Any) -> Any:  # noqa: ANN401 - WeasyPrint has no types
        text = asked.get("string")
        if text is None or not _KNOWN_RULES.issuperset(_RULE.findall(text)):
            return own(**asked)
        key = (text, asked["media_type"], asked["base_url"])
        sheet = _known.get(key)
        if sheet is None:
            sheet = _read(own, asked)
            if not (complaints.logged or complaints.denied):
                _keep(key, sheet)
        asked["page_rules"].extend(sheet.page_rules)
        given = copy(sheet.css)
        given.page_rules, given.layers = asked["page_rules"], asked["layers"]
        return given

    weasyprint.css.CSS = read_sheet
    try:
        yield
    finally:
        weasyprint.css.CSS = own


def _read(own: Any, asked: dict[str, Any]) -> _Sheet:  # noqa: ANN401
    rules: list[Any] = []
    css = own(**(asked | {"page_rules": rules}))
    return _Sheet(css, tuple(rules))


def _keep(key: tuple[str, str, str], sheet: _Sheet) -> None:
    while len(_known) >= _MOST:
        del _known[next(iter(_known))]
    _known[key] = sheet
