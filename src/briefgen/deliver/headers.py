"""Headers of a message, written so that every parser reads the same (RFC 5322, 2047, 6532).

Python's own writer changes its ways from release to release (3.11 loses the quotes around a name when it folds it, and
lets a line break through that 3.12 refuses). What is beyond plain words is therefore written here, as base64: no
character of it can mean anything in a header.
"""

import re
from base64 import b64encode

from briefgen.grammar.addresses import to_wire
from briefgen.grammar.characters import show_steering

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PLAIN_WORDS = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_PLAIN_TEXT = re.compile(r"[!-~]{1,60}(?: [!-~]{1,60})*")
_LINE = 76
#: So many bytes make an encoded word of 64 characters, which fits behind any of our headers' names.
_WORD_BYTES = 39
_LONGEST_TITLE = 300


def clean_line(text: str) -> str:
    """Return a text on one line: breaks and control characters are blanks, what turns the direction shows itself."""
    return show_steering(_SURROGATES.sub("\ufffd", " ".join(_BREAKS.sub(" ", text).split())))


def clean_header(text: str) -> str:
    """Return a text as a header may bear it: on one line, and never taken for an encoded word."""
    return clean_line(text).replace("=?", "= ?").replace("?=", "? =")


def make_subject(label: str, title: str) -> str:
    """Put the marking before a title, which is cut where a server might cut it otherwise."""
    cleaned = clean_header(title)
    cut = cleaned if len(cleaned) <= _LONGEST_TITLE else f"{cleaned[:_LONGEST_TITLE].rstrip()}…"
    return f"[{label}] {cut}".rstrip()


def write_header(name: str, value: str) -> bytes:
    """Write a header whose value is text; its first word stays legible if it is plain, as the marking is."""
    if _PLAIN_TEXT.fullmatch(value):
        return _join(f"{name}:", value.split(" "))
    first, _, rest = value.partition(" ")
    if rest and _PLAIN_TEXT.fullmatch(first):
        return _join(f"{name}:", [first, *_encode(rest)])
    return _join(f"{name}:", _encode(value))


def write_address(name: str, person: str, address: str) -> bytes:
    """Write a header that names one address, with a person's or desk's name before it ("" none)."""
    cleaned = clean_header(person)
    words = cleaned.split(" ") if _PLAIN_WORDS.fullmatch(cleaned) else _encode(cleaned)
    return _join(f"{name}:", [*(words if cleaned else ()), f"<{to_wire(address)}>"])


def _encode(text: str) -> list[str]:
    """Write a text as encoded words, none of which parts a character (RFC 2047, 5)."""
    parts, part = [], b""
    for character in text:
        data = character.encode()
        if len(part) + len(data) > _WORD_BYTES:
            parts.append(part)
            part = b""
        part += data
    return [f"=?utf-8?b?{b64encode(one).decode()}?=" for one in (*parts, part)]


def _join(start: str, words: list[str]) -> bytes:
    """Fold a header between words, at most 76 characters a line where they allow it."""
    lines = [start]
    for place, word in enumerate(words):
        if place and len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines).encode() + b"\r\n"
