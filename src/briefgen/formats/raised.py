"""Numbers set above the line (note marks, exponents), written as Unicode's superscript digits.

Without that a note mark would fuse with the figure before it: 83,190,556 and its note 2 would read 83,190,5562.
"""

import re
import unicodedata

from briefgen.formats.xml_tree import Element, local_name

_SIGNS = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
#: What a raised number may hold beside its digits: several note marks in a row, a sign.
_NUMBER = re.compile(r"[\s,;.*†‡+\-\u2212–]*[0-9][0-9\s,;.*†‡+\-\u2212–]*")
_ABOVE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)


def raise_number(text: str) -> str:
    """Write a number's digits and signs as superscripts; a text that holds letters too stays (``th``, ``[3]``)."""
    return text.translate(_SIGNS) if _NUMBER.fullmatch(text) else text


def lower_digits(text: str) -> str:
    """Return superscript digits as plain ones."""
    return unicodedata.normalize("NFKC", text)


def raise_superscripts(root: Element) -> None:
    """Write the numbers in all ``<sup>`` of a tree, and in what a style sets above the line, as superscripts."""
    for element in root.iter():
        if local_name(element) == "sup" or _ABOVE.search(element.get("style", "")):
            raise_element(element)


def raise_element(element: Element) -> None:
    """Write the number that an element holds, alone or in elements inside, as a superscript."""
    if not _NUMBER.fullmatch("".join(element.itertext())):
        return
    for inner in element.iter():
        inner.text = inner.text and inner.text.translate(_SIGNS)
        if inner is not element:
            inner.tail = inner.tail and inner.tail.translate(_SIGNS)
