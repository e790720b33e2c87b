"""Document symbols of the United Nations, which stand where other papers have their name."""

import re
from collections.abc import Iterable

#: A/RES/76/299, S/2014/43, E/CN.4/2005/1, S/RES/1287 (2000).
_SYMBOL = re.compile(
    r"(?:A|S|E|T|ST|DP|TD|CCPR|CEDAW|CAT|CRC|CERD|CD|DC|UNEP|FCCC|HSP|ICCD)/"
    r"(?:[A-Z0-9][A-Za-z0-9.()-]*/){0,5}[A-Z0-9][A-Za-z0-9.()-]*(?: \(\d{4}\))?"
    r"(?:[ /](?:[A-Z]|Add\.\d+|Rev\.\d+|Corr\.\d+))*"
)
_LONGEST = 80
#: Below so many lines a symbol is not the document's own but one that it names.
_HEAD = 4
#: Why the line with a document's own symbol is left out of its text.
SYMBOL = "symbol of the document"


def is_symbol(text: str) -> bool:
    """Tell whether a line is nothing but a document symbol of the United Nations."""
    return len(text) <= _LONGEST and _SYMBOL.fullmatch(text.strip()) is not None


def find_symbol(lines: Iterable[str]) -> str:
    """Find the symbol that a document bears: the one that stands alone among its first lines; "" for none."""
    return next((line.strip() for line, _ in zip(lines, range(_HEAD), strict=False) if is_symbol(line)), "")
