"""Arabic lam-alef, so that readers of the PDF take it out as it is written.

A font has one glyph for lam and alef. WeasyPrint says rightly that it stands for U+0644 U+0627, in this order
(ISO 32000-2, 9.10.3). *Measured:* Poppler 22.12 (pdftotext) and PDFium turn a line that runs from right to left
letter by letter, and so the two letters of the one glyph as well: "السلام" comes out as "السالم". Named by the one
character that Unicode has for the pair (U+FEFB, whose compatibility form is U+0644 U+0627), both give it whole:
PDFium as the two letters in their order, Poppler as that character, which a search takes for the two (NFKC).
"""

import re
from typing import Any

_PAIRS = {"06440622": "fef5", "06440623": "fef7", "06440625": "fef9", "06440627": "fefb"}
_ENTRY = re.compile(rb"^<([0-9a-f]{4})> <(" + "|".join(_PAIRS).encode() + rb")>$")


def mend_ligatures(pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Name the glyphs of lam-alef by their own characters in each font's table of characters (ToUnicode)."""
    for thing in pdf.objects:
        lines = getattr(thing, "stream", None)
        if isinstance(lines, list) and b"begincmap" in lines:
            thing.stream = [_mend_entry(line) for line in lines]


def _mend_entry(line: object) -> object:
    found = _ENTRY.match(line) if isinstance(line, bytes) else None
    return b"<%s> <%s>" % (found[1], _PAIRS[found[2].decode()].encode()) if found else line
