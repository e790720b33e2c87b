"""The text of a scraped page, whose encoding may be told, told wrongly, or not at all."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

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
#: Python's names of the character sets that Cyrillic text is written in with one byte a letter.
_CYRILLIC_SETS = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
#: The ten letters that make up three fifths of any Russian text, and most of other Slavic and Turkic ones.
_COMMON = frozenset("оеаинтсрвл")
#: By so much more of them another set must do better before the page's own word is doubted.
_MARGIN = 0.15
_LEAST_LETTERS = 20
#: UTF-8 taken for windows-1251 or for Latin-1, and stored as that: "РџСЂРё", "ÐŸÑ€Ð¸", "â€™".
_TWICE = re.compile(
    r"(?:[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u0490\u0491\u2010-\u203a\u20ac\u2116\u2122]){3,}"
    r"|(?:[РС][\u0402-\u045f\u0490\u0491\u00a0-\u00bf\u2010-\u2122]){5,}"
    r"|(?:[ÐÑÒÓ][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2010-\u2122]){3,}"
    r"|вЂ[\u0098-\u00bf\u0402-\u040f\u0452-\u045f\u2010-\u2122]"
    r"|â€[\u0080-\u00bf\u0153\u0161\u017e\u02dc\u2010-\u2122]"
)
_LEAST_TWICE = 2
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class EncodingFound:
    """The encoding that a page's bytes are read in: Python's `name` of it.

    `declared` is what the page says of itself ("" for nothing), `mark` the length of a byte order mark.
    """

    name: str
    declared: str = ""
    mark: int = 0


def decode_page(data: bytes) -> str:
    """Return the text of a page; never raises, and the same bytes always give the same text.

    The encoding is `find_encoding`'s. What cannot be decoded is U+FFFD.
    """
    found = find_encoding(data)
    return data[found.mark :].decode(found.name, "replace")


def find_encoding(data: bytes) -> EncodingFound:
    """Find the encoding of a page's bytes, whatever it says of itself.

    In this order: a byte order mark; UTF-16 told by its zeros; UTF-8, where all bytes are valid UTF-8 (no
    other encoding's text is, in practice, whatever the page says of itself); the character set named in its
    first 4 KiB, unless its letters are not those of any language there; UTF-8 with a few broken bytes; the likeliest
    of the Cyrillic sets and windows-1252.
    """
    declared = _find_declared(data)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return EncodingFound(name, declared, len(mark))
    sure = _guess_utf16(data) or (declared if declared in _SEVEN_BIT else "")
    if sure:
        return EncodingFound(sure, declared)
    try:
        data.decode()
    except UnicodeDecodeError:
        return EncodingFound(_choose_encoding(data[:_SAMPLE], declared), declared)
    return EncodingFound("utf-8", declared)


def find_double_decoding(text: str) -> str:
    """Return a sample of text that was UTF-8, read in another encoding, and stored so: "РџСЂРёРІРµС‚"; "" for none.

    Two places at least: one may be told on purpose.
    """
    found = [match[0] for _, match in zip(range(_LEAST_TWICE), _TWICE.finditer(text), strict=False)]
    return found[0][:_SHOWN] if len(found) >= _LEAST_TWICE else ""


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
    if declared in _CYRILLIC_SETS:
        return _choose_cyrillic(sample, declared)
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
    return _choose_cyrillic(sample, "")


def _choose_cyrillic(sample: bytes, declared: str) -> str:
    """Choose the set in which the commonest letters are those of the language; the declared one where it is close."""
    shares = {name: _measure_common(sample.decode(name, "replace")) for name in _CYRILLIC_SETS}
    best = max(_CYRILLIC_SETS, key=lambda name: shares[name])
    return declared if declared and shares[declared] >= shares[best] - _MARGIN else best


def _measure_common(text: str) -> float:
    """Return the share of the ten commonest Russian letters, in lower case, among a text's letters beyond ASCII."""
    counts = Counter(letter for letter in text if letter > "\x7f")
    total = counts.total()
    # So few letters tell nothing: then all sets are alike, and the declared or first one is taken.
    return sum(counts[letter] for letter in _COMMON) / total if total >= _LEAST_LETTERS else 0.0
