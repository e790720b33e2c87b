"""Finding the vocabulary's names in a text: whole words, longest first.

The names stand in two trees of words: those in capitals only (``SCO``), compared exactly by case,
and all others, compared case-blind. A plain tree of dictionaries was measured against an
Aho-Corasick automaton over word numbers: most words begin no name, and a remembered answer for
each distinct word leaves little to do for either.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from briefgen.model.vocabulary import Vocabulary
from briefgen.tagging.words import compile_tokens, fold_case, keep_case

_SHORTEST_STEM = 2
_MOST_WORDS = 200
_REMEMBERED_WORDS = 200_000


class Hit(NamedTuple):
    """A name found: its tag, the name as the vocabulary writes it, and where it stands (code points, end exclusive)."""

    tag: str
    name: str
    start: int
    end: int


class _Entry(NamedTuple):
    """A name that ends at a node. The smallest wins: exact before folded, whole before stem, then by author's order."""

    is_folded: bool
    is_stem: bool
    rank: int
    tag: str
    name: str


class _Node:
    """A word of a name: what may follow it, as whole words and as stems, and the name that ends with it."""

    __slots__ = ("entry", "is_folded", "stem_lengths", "stems", "words")

    def __init__(self, is_folded: bool) -> None:
        self.is_folded = is_folded
        self.words: dict[str, _Node] = {}
        self.stems: dict[str, _Node] = {}
        self.stem_lengths: tuple[int, ...] = ()
        self.entry: _Entry | None = None

    def grow(self, word: str, is_stem: bool) -> "_Node":
        """Return the node for a following word, made where it is new."""
        branches = self.stems if is_stem else self.words
        node = branches.setdefault(word, _Node(self.is_folded))
        self.stem_lengths = tuple(sorted({len(stem) for stem in self.stems}))
        return node

    def follow(self, token: str) -> "Sequence[_Node]":
        """Return the nodes that a token of a text leads to."""
        word = fold_case(token) if self.is_folded else keep_case(token)
        whole = self.words.get(word)
        if not self.stems:
            return (whole,) if whole else ()
        stems = [self.stems.get(word[:length]) for length in self.stem_lengths if length <= len(word)]
        return [node for node in (whole, *stems) if node]


class _Beginnings(dict[str, tuple[_Node, ...]]):
    """For each word seen, the nodes it leads to from the roots; worked out once, the size bounded."""

    def __init__(self, roots: tuple[_Node, ...]) -> None:
        super().__init__()
        self.roots = roots

    def __missing__(self, token: str) -> tuple[_Node, ...]:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        nodes = tuple(node for root in self.roots for node in root.follow(token))
        self[token] = nodes
        return nodes


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """A vocabulary made ready for matching (`compile_matcher`).

    `ranks` is the author's order of the tags; `implied` gives for each tag all that it implies,
    nearest first, each with the tag that implies it directly; `called` finds a tag by its whole
    name, its words folded.
    """

    beginnings: _Beginnings
    ranks: Mapping[str, int]
    implied: Mapping[str, tuple[tuple[str, str], ...]]
    called: Mapping[tuple[str, ...], str] = field(default_factory=dict)


def compile_matcher(vocabulary: Vocabulary) -> Matcher:
    """Make a vocabulary ready for matching.

    Names that cannot match (no word, a stem of one letter, over 200 words) are passed over: reading the vocabulary
    reports them. Of two tags with one name the first in the author's order has it.
    """
    folded, exact = _Node(is_folded=True), _Node(is_folded=False)
    called: dict[tuple[str, ...], str] = {}
    ranks = vocabulary.rank_tags()
    for tag, term in vocabulary.terms.items():
        for name in term.names:
            words = split_name(name)
            if not words:
                continue
            _plant_name(exact if _is_in_capitals(name) else folded, words, ranks[tag], tag, name)
            if not any(is_stem for _, is_stem in words):
                called.setdefault(tuple(fold_case(word) for word, _ in words), tag)
    implied = {tag: tuple(_walk_implied(vocabulary, tag)) for tag in vocabulary.terms}
    return Matcher(_Beginnings((exact, folded)), ranks, implied, called)


def split_name(name: str) -> tuple[tuple[str, bool], ...]:
    """Split a name into its words, each with whether ``*`` makes it a stem; empty where it cannot match."""
    words: list[tuple[str, bool]] = []
    for word in compile_tokens().findall(name):
        if word == "*" and words and not words[-1][1]:
            words[-1] = (words[-1][0], True)
        else:
            words.append((word, False))
    while words and words[-1] == (".", False):
        words.pop()
    too_short = any(is_stem for _, is_stem in words) and sum(map(str.isalnum, name)) < _SHORTEST_STEM
    if too_short or len(words) > _MOST_WORDS:
        return ()
    return tuple(words) if any(word[0].isalnum() for word, _ in words) else ()


def find_names(matcher: Matcher, plain: str) -> tuple[Hit, ...]:
    """Find the names in a plain text, in order, without overlap: the leftmost first, of those the longest."""
    tokens = compile_tokens().findall(plain)
    begun = [index for index, nodes in enumerate(map(matcher.beginnings.__getitem__, tokens)) if nodes]
    found: list[tuple[int, int, _Entry]] = []
    free = 0
    for index in begun:
        longest = _find_longest(matcher, tokens, index) if index >= free else None
        if longest:
            free = longest[0]
            found.append((index, *longest))
    if not found:
        return ()
    spans = [match.span() for match in compile_tokens().finditer(plain)]
    return tuple(Hit(entry.tag, entry.name, spans[first][0], spans[end - 1][1]) for first, end, entry in found)


def find_tag_called(matcher: Matcher, name: str) -> str:
    """Return the tag that a whole name belongs to, case-blind, or "": how speakers and actors are looked up."""
    tokens = compile_tokens().findall(name)
    tag = matcher.called.get(tuple(map(fold_case, tokens)), "")
    if tag or not tokens:
        return tag
    longest = _find_longest(matcher, tokens, 0)
    return longest[1].tag if longest and longest[0] == len(tokens) else ""


def _find_longest(matcher: Matcher, tokens: Sequence[str], start: int) -> tuple[int, _Entry] | None:
    """Return where the longest name from a token on ends (exclusive), and which it is."""
    longest = None
    for node in matcher.beginnings[tokens[start]]:
        longest = _walk_names(node, tokens, start + 1, longest)
    return longest


def _walk_names(
    node: _Node, tokens: Sequence[str], end: int, longest: tuple[int, _Entry] | None
) -> tuple[int, _Entry] | None:
    """Follow a node as far as the tokens from `end` on lead; as deep as the longest name has words."""
    entry = node.entry
    if entry and (longest is None or end > longest[0] or (end == longest[0] and entry < longest[1])):
        longest = (end, entry)
    if (node.words or node.stems) and end < len(tokens):
        for following in node.follow(tokens[end]):
            longest = _walk_names(following, tokens, end + 1, longest)
    return longest


def _plant_name(root: _Node, words: Sequence[tuple[str, bool]], rank: int, tag: str, name: str) -> None:
    node = root
    for word, is_stem in words:
        node = node.grow(fold_case(word) if root.is_folded else keep_case(word), is_stem)
    entry = _Entry(root.is_folded, any(is_stem for _, is_stem in words), rank, tag, name)
    node.entry = min(node.entry, entry) if node.entry else entry


def _is_in_capitals(name: str) -> bool:
    """Whether a name has capitals and no small letter (``SCO``, ``C5+1``, ``ОДКБ``)."""
    return any(map(str.isupper, name)) and not any(map(str.islower, name))


def _walk_implied(vocabulary: Vocabulary, tag: str) -> Iterator[tuple[str, str]]:
    """Yield every tag that `tag` implies, nearest first, with the one that implies it; cycles end where they began."""
    seen, queue = {tag}, [tag]
    for giver in queue:
        term = vocabulary.terms.get(giver)
        for given in term.implies if term else ():
            if given not in seen and given in vocabulary.known:
                seen.add(given)
                queue.append(given)
                yield given, giver
