"""What no source may hold: NUL bytes, characters that hide or turn text, bytes that are no text."""

import re
from collections.abc import Iterator

from briefgen.grammar.characters import find_hidden
from briefgen.grammar.encoding import find_double_decoding, find_encoding
from briefgen.ingest.page import Refused

# C0 and C1 controls (tab, line feed and next line aside), direction signs, zero-width signs, tags, surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_MOST_LOST = 0.02


def clean_text(text: str, data: bytes) -> tuple[str | Refused, tuple[str, ...]]:
    """Return the page's text without controls, line ends as LF, and doubts; or why it is refused.

    `data` are the bytes it was decoded from. Tag characters and other hidden ones go; they are named.
    """
    if "\0" in text:
        return Refused("it holds NUL bytes: it is not text, or not in the encoding it seems to be"), ()
    lost = text.count("\ufffd")
    if lost > max(3, _MOST_LOST * len(text)):
        return Refused("its bytes are not text in any encoding that was tried"), ()
    doubts = [f"{lost} characters could not be decoded; they are shown as \ufffd"] if lost else []
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    kept = _UNWANTED.sub("", text)
    hidden = [
        code for code in find_hidden(text) if code not in {"U+FEFF", "U+200B", "U+200E", "U+200F", "U+061C", "U+2060"}
    ]
    if hidden:
        doubts.append(f"characters that hide or turn text were taken out: {', '.join(hidden[:8])}")
    doubts.extend(_doubt_encoding(text, data))
    return kept, tuple(doubts)


def strip_unwanted(text: str) -> str:
    """Return a document's text without controls and characters that hide or turn it."""
    return text if text.isprintable() else _UNWANTED.sub("", text)


def _doubt_encoding(text: str, data: bytes) -> Iterator[str]:
    """Tell what is doubtful about how the bytes were read as text."""
    found = find_encoding(data)
    if found.name != "utf-8" and not data.isascii():
        told = f"; the page says {found.declared}" if found.declared and found.declared != found.name else ""
        yield f"the file is not UTF-8: it was read as {found.name}{told}"
    elif found.declared not in {"", "utf-8", "cp1252"} and not data.isascii():
        yield f"the page says {found.declared}, but its bytes are UTF-8"
    sample = find_double_decoding(text)
    if sample:
        yield f"some of its words were decoded twice before it was saved ({sample}): they are kept as they are"
