"""The phrases that pages say around their text, compiled from `phrases.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefgen.ingest.lines import is_prose, measure_line

#: A longer line is no phrase of a page's frame; it also bounds the work of matching.
_LONGEST_PHRASE = 900
_EDGES = " \t•·●▪■◦‣*»«›‹→←▶►▼▲|/\\-–—:.,!?…;\"“”„'`\ufeff"
_QUOTES = '"“”„«»'
#: The longest line, in words, that a category's phrase may be; those in `_NEVER_PROSE` are never sentences.
_LONGEST = {"licence": 120, "rights": 80, "subscription": 70, "consent": 70, "share": 16, "menu": 16}
_LONGEST_ELSE = 10
_NEVER_PROSE = frozenset({"related", "comments", "label", "advertising", "rubric"})
_MOST_NETWORK_WORDS = 40


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A line known to be part of a page's frame: its category, and the reason to report.

    `weak`: only near others of its kind. `exact`: the whole line is the phrase, without a wildcard.
    """

    category: str
    reason: str
    weak: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Category:
    name: str
    reason: str
    exact: frozenset[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]


def match_phrase(text: str) -> PhraseMatch | None:
    """Return what kind of frame line `text` is, or None when it may be text of the page."""
    if len(text) > _LONGEST_PHRASE:
        return None
    folded = _fold_phrase(text)
    if not folded:
        return PhraseMatch("menu", "signs without words")
    if _is_network_list(folded):
        return PhraseMatch("share", "share list", exact=True)
    words, prose = measure_line(text).words, is_prose(text)
    for category in _categories():
        if words <= _LONGEST.get(category.name, _LONGEST_ELSE) and not (prose and category.name in _NEVER_PROSE):
            match = _match_category(category, folded, text)
            if match:
                return match
    return None


def _match_category(category: _Category, folded: str, text: str) -> PhraseMatch | None:
    if folded in category.exact:
        return PhraseMatch(category.name, category.reason, exact=True)
    if category.strong.fullmatch(folded):
        return PhraseMatch(category.name, category.reason)
    # Speech is quoted: "We are funded by the state," he said.
    if text.lstrip()[:1] not in _QUOTES and category.weak.fullmatch(folded):
        return PhraseMatch(category.name, category.reason, weak=True)
    return None


def is_named(text: str, name: str) -> bool:
    """Tell whether `text` is one of the phrases of the category `name`, whatever else it may also be."""
    folded = _fold_phrase(text)
    category = next(category for category in _every_category() if category.name == name)
    return len(text) <= _LONGEST_PHRASE and (folded in category.exact or category.strong.fullmatch(folded) is not None)


def _fold_phrase(text: str) -> str:
    # Case folded, blanks run together, bullets and closing punctuation taken off.
    return " ".join(text.casefold().split()).strip(_EDGES)


def _is_network_list(folded: str) -> bool:
    names, longest = _network_names()
    words = [word for word in (word.strip(_EDGES) for word in folded.split()) if word and not word.isdigit()]
    if not words or len(words) > _MOST_NETWORK_WORDS:
        return False
    position = 0
    while position < len(words):
        sizes = (size for size in range(longest, 0, -1) if " ".join(words[position : position + size]) in names)
        step = next(sizes, 0)
        if not step:
            return False
        position += step
    return True


@cache
def _table() -> dict[str, dict[str, object]]:
    return tomllib.loads(files("briefgen.ingest").joinpath("phrases.toml").read_text(encoding="utf-8"))


@cache
def _network_names() -> tuple[frozenset[str], int]:
    names = frozenset(_list_phrases(_table()["networks"]))
    return names, max(len(name.split()) for name in names)


@cache
def _categories() -> tuple[_Category, ...]:
    return tuple(category for category in _every_category() if category.reason)


@cache
def _every_category() -> tuple[_Category, ...]:
    return tuple(_read_category(name, entry) for name, entry in _table().items() if name != "networks")


def _read_category(name: str, entry: dict[str, object]) -> _Category:
    phrases = _list_phrases(entry)
    weak = [phrase[1:] for phrase in phrases if phrase.startswith("~")]
    strong = [phrase for phrase in phrases if not phrase.startswith("~")]
    exact = frozenset(" ".join(p.casefold().split()) for p in strong if "*" not in p and "#" not in p)
    wild = [phrase for phrase in strong if "*" in phrase or "#" in phrase]
    return _Category(name, str(entry.get("reason", "")), exact, _compile(wild), _compile(weak))


def _list_phrases(entry: dict[str, object]) -> list[str]:
    return [phrase for value in entry.values() if isinstance(value, list) for phrase in value]


def _compile(phrases: list[str]) -> re.Pattern[str]:
    # Without a phrase the pattern must match nothing, not everything.
    return re.compile("|".join(sorted(map(_compile_phrase, phrases))) or r"(?!)")


def _compile_phrase(phrase: str) -> str:
    escaped = re.escape(" ".join(phrase.casefold().split()))
    if escaped.endswith(r"\ \*"):
        # "Read also *" is "Read also: …" too.
        escaped = escaped[:-4] + r"[\s:：—–-]+.*"
    return escaped.replace(r"\*", ".*").replace(r"\#", r"[\d.,\s]*\d[\d.,]*(?:k|m|тыс)?")
