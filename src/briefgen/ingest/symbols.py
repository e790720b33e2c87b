"""Document symbols of the United Nations, which stand where other papers have their name."""

import re

#: A/RES/76/299, S/2014/43, E/CN.4/2005/1, S/RES/1287 (2000).
_SYMBOL = re.compile(
    r"(?:A|S|E|T|ST|DP|TD|CCPR|CEDAW|CAT|CRC|CERD|CD|DC|UNEP|FCCC|HSP|ICCD)/"
    r"(?:[A-Z0-9][A-Za-z0-9.()-]*/){0,5}[A-Z0-9][A-Za-z0-9.()-]*(?: \(\d{4}\))?"
    r"(?:[ /](?:[A-Z]|Add\.\d+|Rev\.\d+|Corr\.\d+))*"
)
_LONGEST = 80


def is_symbol(text: str) -> bool:
    """Tell whether a line is nothing but a document symbol of the United Nations."""
    return len(text) <= _LONGEST and _SYMBOL.fullmatch(text.strip()) is not None
