"""Footnotes and endnotes of an HTML page: which elements hold one, and its number."""

import re

from briefgen.formats.raised import lower_digits
from briefgen.formats.xml_tree import Element
from briefgen.grammar.letters import SUPERSCRIPTS

_ROLES = frozenset({"doc-footnote", "doc-endnote"})
_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "dt", "td"})
_ID = re.compile(
    r"(?:_?ftn|_?edn|fn|en|footnotes?|endnotes?|notes?|cite_note|sdfootnote|sdendnote|snoska|note_?text)"
    r"[-_:]?(?:[a-z]+[-_])*(\d{1,4})(?:[-_]\d+|sym)?",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(rf"^\W{{0,2}}(?:(\d{{1,3}})\W{{0,2}}\s+|([{SUPERSCRIPTS}]{{1,3}})\W{{0,2}}?\s*)(?=\S)")
#: What links back to the place of the call.
BACK_SIGNS = re.compile(r"[\s↩↑⇑⤴⏎↵^\ufe0e\ufe0f]+")


def read_note_id(element: Element) -> str | None:
    """Return the number of the note that an element holds, "" for one without, None for what is no note."""
    if element.tag not in _HOLDERS:
        return None
    match = _ID.fullmatch(element.get("id") or "")
    if match:
        return match[1]
    return "" if str(element.get("role", "")).strip().lower() in _ROLES else None


def split_number(text: str, label: str) -> tuple[str, str]:
    """Split the number off a note's words where it opens them: ("[3] See above", "3") is ("See above", "3")."""
    match = _LEADING_NUMBER.match(text)
    number = lower_digits(match[1] or match[2]) if match else ""
    if match and label in {"", number}:
        return text[match.end() :], number
    return text, label
