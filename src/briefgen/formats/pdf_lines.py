"""The lines of a PDF's pages: their words, where they stand, how large and how bold they are.

pdfium gives the characters in reading order, two columns too, and marks a hyphen at a line's end by U+0002.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.formats.document import DocumentRefusedError
from briefgen.formats.raised import raise_number

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_HYPHEN = "\x02"
_BREAKS = "\r\n"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufeff\u200b\u2028\u2029]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_RAISED = 0.8
_LONGEST_CALL = 3
#: Signs that may be raised: exponents have them too.
_SIGNED = frozenset("-+\u2212")
_MEASURED = 12
_MOST_SIGNS = 100_000
#: Parts of one line stand nearer than this to one another, and nearer than that in one word; in sizes of the font.
_WORD_GAP = 1.2
_LETTER_GAP = 0.15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page (`page` counts from 0); lengths are in points, `base` and `left` from the lower left corner.

    Raised numbers stand in the text as superscript digits. `calls` are those that footnote calls may be: where in
    the text they stand, and the digits. `width` and `height` are the page's.
    """

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    width: float
    height: float
    calls: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class _Sign:
    """A character with its place; `size` is the font's as it is printed."""

    text: str
    index: int
    base: float = 0.0
    size: float = 0.0


def read_lines(page: "PdfPage", number: int) -> tuple[Line, ...]:
    """Return the lines of a pypdfium2 page in reading order."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        found: list[Line] = []
        for signs in _cut_lines(textpage):
            line = _make_line(textpage, signs)
            if line is not None:
                _append_line(found, replace(line, page=number, width=width, height=height))
        return tuple(found)
    finally:
        textpage.close()


def _append_line(lines: list[Line], line: Line) -> None:
    """Append a line, or join it to the last where both are parts of one (a raised number parts them)."""
    last = lines[-1] if lines else None
    gap = line.left - last.right if last else 0.0
    if last and -0.3 * line.size < gap < _WORD_GAP * max(last.size, line.size):
        if _is_raised(line, last) and gap < 0.3 * last.size:
            raised = raise_number(line.text)
            calls = (*last.calls, (len(last.text), line.text)) if len(raised) <= _LONGEST_CALL else last.calls
            lines[-1] = replace(last, text=last.text + raised, right=line.right, calls=calls)
            return
        if _is_raised(last, line):
            raised = raise_number(last.text) + ("" if gap < _LETTER_GAP * line.size else " ")
            calls = tuple((len(raised) + at, digits) for at, digits in line.calls)
            lines[-1] = replace(line, text=raised + line.text, left=last.left, calls=calls)
            return
    if last is None or abs(last.base - line.base) > 0.3 * line.size or not -line.size < gap < _WORD_GAP * line.size:
        # What opens a line is called by nothing before it.
        lines.append(replace(line, calls=tuple(call for call in line.calls if call[0])))
        return
    between = "" if gap < _LETTER_GAP * line.size else " "
    begin = len(last.text) + len(between)
    calls = (*last.calls, *((begin + at, digits) for at, digits in line.calls if at or not between))
    size = last.size if len(last.text) >= len(line.text) else line.size
    text = f"{last.text}{between}{line.text}"
    lines[-1] = replace(last, text=text, right=line.right, size=size, bold=last.bold and line.bold, calls=calls)


def _is_raised(line: Line, other: Line) -> bool:
    """Tell whether a line is a number set smaller and above the foot of the other, whose part it then is."""
    step = line.base - other.base
    return line.text.isdigit() and line.size <= _RAISED * other.size and 0.1 * other.size < step < 0.7 * other.size


def _cut_lines(textpage: "PdfTextPage") -> Iterator[list[_Sign]]:
    import pypdfium2.raw as pdfium

    signs: list[_Sign] = []
    raw = textpage.raw
    count = textpage.count_chars()
    if count > _MOST_SIGNS:
        raise DocumentRefusedError(f"a page of the PDF holds {count:,} characters; at most {_MOST_SIGNS:,} are read")
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xDC00 <= code < 0xE000 and signs and 0xD800 <= ord(signs[-1].text[-1]) < 0xDC00:
            pair = chr(0x10000 + ((ord(signs[-1].text) - 0xD800) << 10) + code - 0xDC00)
            signs[-1].text = pair
            continue
        sign = chr(code) if code < 0x110000 else "\ufffd"
        if sign in _BREAKS or sign == _HYPHEN:
            if sign == _HYPHEN:
                signs.append(_Sign("-", index))
            if signs:
                yield signs
            signs = []
        else:
            signs.append(_Sign(sign, index))
    if signs:
        yield signs


def _make_line(textpage: "PdfTextPage", signs: list[_Sign]) -> Line | None:
    seen = [sign for sign in signs if sign.text.strip() and not _CONTROLS.match(sign.text)]
    if not seen:
        return None
    # Measuring is what takes time: a few signs tell a line's size; each digit, and sign before it, may be raised.
    step = max(1, len(seen) // _MEASURED)
    measured = [sign for at, sign in enumerate(seen) if at % step == 0 or sign.text.isdigit() or sign.text in _SIGNED]
    for sign in measured:
        sign.base, sign.size = _measure(textpage, sign.index)
    size = Counter(round(sign.size, 1) for sign in measured).most_common(1)[0][0] or 1.0
    full = [sign for sign in measured if abs(sign.size - size) <= 0.1 * size] or measured
    base = Counter(round(sign.base, 1) for sign in full).most_common(1)[0][0]
    text, calls = _write_text(signs, size, base)
    left, right = _find_box(textpage, seen[0].index)[0], _find_box(textpage, seen[-1].index)[1]
    bold = all(_is_bold(textpage, sign.index) for sign in (full[0], full[len(full) // 2], full[-1]))
    return Line(0, text, left, right, base, size, bold, 0.0, 0.0, calls) if text else None


def _write_text(signs: list[_Sign], size: float, base: float) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Put a line's text together, raised numbers as superscripts, and note where those stand."""
    text = ""
    calls: list[tuple[int, str]] = []
    digits = ""
    for sign in (*signs, _Sign("", -1)):
        is_raised = 0 < sign.size <= _RAISED * size and sign.base > base + 0.1 * size
        if is_raised and sign.text.isdigit():
            digits += sign.text
        elif digits:
            if len(digits) <= _LONGEST_CALL and not text[: -len(digits)].endswith(" "):
                calls.append((len(text) - len(digits), digits))
            digits = ""
        piece = _CONTROLS.sub("", sign.text)
        piece = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], piece)
        text += " " if piece.isspace() else raise_number(piece) if is_raised else piece
    stripped = text.rstrip()
    lead = len(stripped) - len(stripped.lstrip())
    return stripped.lstrip(), tuple((at - lead, number) for at, number in calls)


def _measure(textpage: "PdfTextPage", index: int) -> tuple[float, float]:
    """Return a character's base line and its size as printed: the font's size may be scaled by the text's matrix."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage.raw, index, x, y)
    size = abs(float(pdfium.FPDFText_GetFontSize(textpage.raw, index)))
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(textpage.raw, index, matrix):
        size *= (matrix.b**2 + matrix.d**2) ** 0.5 or (matrix.a**2 + matrix.c**2) ** 0.5 or 1.0
    return y.value, size


def _find_box(textpage: "PdfTextPage", index: int) -> tuple[float, float]:
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
    return left.value, right.value


def _is_bold(textpage: "PdfTextPage", index: int) -> bool:
    import pypdfium2.raw as pdfium

    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(textpage.raw, index, name, 200, None)
    return _BOLD_NAME.search(name.value) is not None or pdfium.FPDFText_GetFontWeight(textpage.raw, index) >= 500
