"""The text of a scraped page, whose encoding may be told, told wrongly, or not at all."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})""",
    re.IGNORECASE,
)
# Character sets that a page may name. Not every Python codec: "utf-7" and "unicode_escape" turn text into other text.
_ALLOWED = re.compile(
    r"(windows-|cp)(125[0-8]|874|866)|ibm866|koi8-[rut]|(iso-?8859|latin)-?\d{1,2}|us-ascii|ascii|utf-?8|"
    r"gb2312|gbk|gb18030|big5|euc-(jp|kr)|shift[_-]jis|iso-2022-jp|x-mac-cyrillic|macintosh|pt154|kz-?1048"
)
# Browsers read these labels as their Windows supersets (WHATWG Encoding Standard, 4.2).
_SUPERSETS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_PYTHON_NAMES = {"x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman", "gb2312": "gbk", "windows-874": "cp874"}
_SEVEN_BIT = frozenset({"iso2022_jp"})
_HEAD = 4096
_SAMPLE = 200_000
_CYRILLIC = re.compile(r"[\u0400-\u04ff]{2,}")
_CAMEL = re.compile(r"[а-яё][А-ЯЁ]")


def decode_page(data: bytes) -> str:
    """Return the text of a page; never raises, and the same bytes always give the same text.

    In this order: a byte order mark; UTF-16 told by its zeros; UTF-8, where all bytes are valid UTF-8 (no
    other encoding's text is, in practice, whatever the page says of itself); the character set named in its
    first 4 KiB; UTF-8 with a few broken bytes; the likeliest of windows-1251, KOI8-R and windows-1252. What
    cannot be decoded is U+FFFD.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = _find_declared(data)
    sure = _guess_utf16(data) or (declared if declared in _SEVEN_BIT else "")
    if sure:
        return data.decode(sure, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(_choose_encoding(data[:_SAMPLE], declared), "replace")


def _find_declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    label = (match[1] or match[2]).decode("ascii", "replace").lower() if match else ""
    if not _ALLOWED.fullmatch(label):
        return ""
    name = _SUPERSETS.get(label) or _PYTHON_NAMES.get(label) or label
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _guess_utf16(data: bytes) -> str:
    """Name the UTF-16 whose high bytes are nearly all 0 or 4 (Latin or Cyrillic text), or return ""."""
    head = data[: _HEAD // 2 * 2]
    if b"\0" not in head or len(head) < 4:
        return ""
    even, odd = (sum(part.count(high) for high in (0, 4)) for part in (head[0::2], head[1::2]))
    if max(even, odd) < 0.45 * len(head):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _choose_encoding(sample: bytes, declared: str) -> str:
    """Choose for bytes that are not valid UTF-8; cp1252 is what pages name that name anything, so it is doubted."""
    if declared not in {"", "utf-8", "cp1252"}:
        return declared
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(c > "\x7f" for c in text) - broken > 10 * broken:
        return "utf-8"
    return _choose_single_byte(sample)


def _choose_single_byte(sample: bytes) -> str:
    """Choose by the looks of words: in Cyrillic ones high bytes stand in runs, in Latin ones alone among ASCII."""
    high = sum(byte > 0x7F for byte in sample)
    cyrillic = sample.decode("cp1251", "replace")
    if 2 * sum(len(word) for word in _CYRILLIC.findall(cyrillic)) < high:
        return "cp1252"
    # Read in the wrong one of the two, lower case turns into upper case: aBC.
    other = sample.decode("koi8-r", "replace")
    return "cp1251" if len(_CAMEL.findall(cyrillic)) <= len(_CAMEL.findall(other)) else "koi8-r"
