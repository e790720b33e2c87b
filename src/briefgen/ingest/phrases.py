"""The phrases that pages say around their text, matched against whole lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefgen.ingest.lines import is_prose, measure_line
from briefgen.ingest.phrase_lists import KEEP, PhraseTable, merge_lists

#: A longer line is no phrase of a page's frame; it also bounds the work of matching.
_LONGEST_PHRASE = 900
_LONGEST_NAME = 200
_EDGES = " \t•·●▪■◦‣*»«›‹→←▶►▼▲|/\\-–—:.,!?…;\"“”„'`\ufeff"
_QUOTES = '"“”„«»'
#: The longest line, in words, that a category's phrase may be; those in `_NEVER_PROSE` are never sentences.
_LONGEST = {"licence": 120, "rights": 80, "subscription": 70, "consent": 70, "share": 16, "menu": 16}
_LONGEST_ELSE = 10
_NEVER_PROSE = frozenset({"related", "comments", "label", "advertising", "rubric"})
_MOST_NETWORK_WORDS = 40
_NETWORKS = "networks"
#: By so many of their first characters phrases are looked up.
_OPENING = 3


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
class _Patterns:
    """Phrases with wildcards, by their first characters; "" holds those that open with a wildcard."""

    by_opening: dict[str, re.Pattern[str]]

    def match(self, folded: str) -> bool:
        named, free = self.by_opening.get(folded[:_OPENING]), self.by_opening.get("")
        return bool((named and named.fullmatch(folded)) or (free and free.fullmatch(folded)))


@dataclass(frozen=True, slots=True)
class _Category:
    name: str
    reason: str
    exact: frozenset[str]
    strong: _Patterns
    weak: _Patterns


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """All phrases ready to be matched; `doubts` are sentences on what is wrong in the project's own list."""

    categories: tuple[_Category, ...]
    networks: frozenset[str]
    longest_network: int
    doubts: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def open_phrases(project: str = "") -> PhraseBook:
    """Compile the shipped phrases and those of a project (the text of its ``corpus/phrases.toml``).

    Never raises: what is wrong in the project's list is told in the book's `doubts`.
    """
    tables, doubts = merge_lists(project)
    networks = frozenset(phrase for table in tables if table.name == _NETWORKS for phrase in table.phrases)
    categories = tuple(_compile_table(table) for table in tables if table.name != _NETWORKS)
    return PhraseBook(categories, networks, max(len(name.split()) for name in networks), doubts)


def match_phrase(text: str, book: PhraseBook | None = None) -> PhraseMatch | None:
    """Return what kind of frame line `text` is, or None when it may be text of the page."""
    if len(text) > _LONGEST_PHRASE:
        return None
    book = book or open_phrases()
    folded = _fold_phrase(text)
    if not folded:
        return PhraseMatch("menu", "signs without words")
    words, prose = measure_line(text).words, is_prose(text)
    for category in book.categories:
        may_be = category.reason or category.name == KEEP
        if (
            may_be
            and words <= _LONGEST.get(category.name, _LONGEST_ELSE)
            and not (prose and category.name in _NEVER_PROSE)
        ):
            match = _match_category(category, folded, text)
            if match:
                return None if category.name == KEEP else match
    if _is_network_list(folded, book):
        return PhraseMatch("share", "share list", exact=True)
    return None


def _match_category(category: _Category, folded: str, text: str) -> PhraseMatch | None:
    if folded in category.exact:
        return PhraseMatch(category.name, category.reason, exact=True)
    if category.strong.match(folded):
        return PhraseMatch(category.name, category.reason)
    # Speech is quoted: "We are funded by the state," he said.
    if text.lstrip()[:1] not in _QUOTES and category.weak.match(folded):
        return PhraseMatch(category.name, category.reason, weak=True)
    return None


def is_named(text: str, name: str) -> bool:
    """Tell whether `text` is one of the shipped phrases of the category `name`, whatever else it may also be."""
    if len(text) > _LONGEST_NAME:
        return False
    folded = _fold_phrase(text)
    category = next(category for category in open_phrases().categories if category.name == name)
    return folded in category.exact or category.strong.match(folded)


def _fold_phrase(text: str) -> str:
    # Case folded, blanks run together, bullets and closing punctuation taken off.
    return " ".join(text.casefold().split()).strip(_EDGES)


def _is_network_list(folded: str, book: PhraseBook) -> bool:
    if folded.count(" ") > 2 * _MOST_NETWORK_WORDS:
        return False
    words = [word for word in (word.strip(_EDGES) for word in folded.split()) if word and not word.isdigit()]
    if not words or len(words) > _MOST_NETWORK_WORDS:
        return False
    position = 0
    while position < len(words):
        sizes = (
            size
            for size in range(book.longest_network, 0, -1)
            if " ".join(words[position : position + size]) in book.networks
        )
        step = next(sizes, 0)
        if not step:
            return False
        position += step
    return True


def _compile_table(table: PhraseTable) -> _Category:
    weak = [phrase[1:] for phrase in table.phrases if phrase.startswith("~")]
    strong = [phrase for phrase in table.phrases if not phrase.startswith("~")]
    exact = frozenset(_fold_phrase(p) for p in strong if "*" not in p and "#" not in p)
    wild = [phrase for phrase in strong if "*" in phrase or "#" in phrase]
    return _Category(table.name, table.reason, exact, _compile(wild), _compile(weak))


def _compile(phrases: Iterable[str]) -> _Patterns:
    groups: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases)):
        bare = " ".join(phrase.casefold().split()).lstrip(_EDGES.replace("*", ""))
        opening = bare[:_OPENING]
        is_free = len(opening) < _OPENING or "*" in opening or "#" in opening
        groups.setdefault("" if is_free else opening, []).append(_compile_phrase(bare))
    return _Patterns({opening: re.compile("|".join(group)) for opening, group in groups.items()})


def _compile_phrase(phrase: str) -> str:
    escaped = re.escape(phrase.rstrip(_EDGES.replace("*", "")))
    if escaped.endswith(r"\ \*"):
        # "Read also *" is "Read also: …" too.
        escaped = escaped[:-4] + r"[\s:：—–-]+.*"
    return escaped.replace(r"\*", ".*").replace(r"\#", r"[\d.,\s]*\d[\d.,]*(?:k|m|тыс)?")
