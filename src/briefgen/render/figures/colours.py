"""The colours of figures, taken from the style sheets' tokens: the PDF library's SVG knows no CSS variables.

So a figure's shapes carry the colour as an attribute; on screen the style sheet's classes win over it, by night too.
"""

import re
from collections.abc import Mapping

#: What figures use, with the value for a style sheet that does not define it.
DEFAULT_COLOURS: Mapping[str, str] = {
    "ink": "#1a1a1a",
    "second": "#4a4f55",
    "paper": "#fff",
    "tint": "#f2f5f8",
    "accent": "#12436d",
    "changed": "#801650",
    "rule": "#8a9099",
    "hair": "#c9ced4",
}
_TOKEN = re.compile(r"--([a-z]+)\s*:\s*(#[0-9a-f]{3,8}|[a-z]+)\s*[;}]", re.IGNORECASE)


def read_colours(tokens: str) -> dict[str, str]:
    """Read the colour of each tone from a style sheet of tokens (``--accent: #12436d;``); the last definition holds."""
    found = {tone: colour for tone, colour in _TOKEN.findall(tokens) if tone in DEFAULT_COLOURS}
    return {**DEFAULT_COLOURS, **found}
