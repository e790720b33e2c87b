"""Captions and credits of pictures: they speak of what the source does not keep."""

import re

from briefgen.ingest.lines import measure_line

_LONGEST = 60
_OPENING = re.compile(
    r"\s*(?:photo|photograph|image|picture|illustration|file photo|"
    r"фото|фотография|иллюстрация|на фото|сурет|фотосурет|суретте)"
    r"(?:\s+(?:by|credit|courtesy)\b.*|\s*[:：©/|].*)",
    re.IGNORECASE,
)
_CREDIT_IN_BRACKETS = re.compile(
    r"[(\[](?:[^()\[\]]{0,40}\b)?"
    r"(?:photo|image|picture|illustration|photo by|credit|file|фото|иллюстрация|сурет|фотосурет)\b"
    r"[^()\[\]]{0,80}[)\]]\W*$",
    re.IGNORECASE,
)
_CREDIT_AFTER = re.compile(
    r"[.!?»”\")]\s+(?:photo|image|picture|photo by|photo credit|credit|фото|иллюстрация|сурет|фотосурет|foto)\s*[:：©]"
    r"\s*[^.!?]{2,60}$",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    r"(?:©\s*[^\W\d_][\w .,&'’/-]{0,60}|\s/\s*[^\W\d_][\w .&'’-]{1,40}(?:/[\w .&'’-]{1,40})?"
    r"|[|/—–-]\s*(?:AP|AFP|EPA|EPA-EFE|REUTERS|Reuters|Getty Images|Shutterstock|TASS|ТАСС|"
    r"РИА Новости|Alamy|iStock)(?: photo)?)\s*$"
)


def is_caption(text: str) -> bool:
    """Tell whether a line is a picture's caption or credit: short, and it names a photographer or an agency."""
    if measure_line(text).words > _LONGEST:
        return False
    if re.match(r"\s*©\s*(?:\d{4}|copyright)", text, re.IGNORECASE):
        return False
    return any(pattern.search(text) for pattern in (_CREDIT_IN_BRACKETS, _CREDIT_AFTER, _CREDIT_AT_END)) or (
        _OPENING.match(text) is not None
    )
