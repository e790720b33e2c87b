"""Finding the vocabulary's names in a text: whole words, longest first.

The names stand in one tree, grown of the numbers of their words (`tagging.lexicon`); how a name may be inflected
is settled before (`tagging.patterns`). A plain tree of dictionaries was measured against an
Aho-Corasick automaton over word numbers: most words begin no name, and a remembered answer for
each distinct word leaves little to do for either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.model.vocabulary import Vocabulary
from briefgen.tagging.addresses import find_addresses, is_in_address, stands_free
from briefgen.tagging.lexicon import Lexicon
from briefgen.tagging.patterns import Pattern, list_name_patterns, list_patterns
from briefgen.tagging.words import compile_tokens, fold_case

_REMEMBERED_WORDS = 200_000
_SENTENCE_ENDS = frozenset(".!?…")


class Hit(NamedTuple):
    """A name found: its tag, the name as the vocabulary writes it, and where it stands (code points, end exclusive)."""

    tag: str
    name: str
    start: int
    end: int


class _Entry(NamedTuple):
    """A name that ends at a node. The smallest wins: by the pattern's priority, then by author's order."""

    priority: int
    rank: int
    tag: str
    name: str
    is_inside: bool


class _Node:
    """A word of a name: what may follow it, by the words' numbers, and the name that ends with it."""

    __slots__ = ("entry", "following")

    def __init__(self) -> None:
        self.entry: _Entry | None = None
        self.following: dict[int, _Node] = {}

    def plant(self, numbers: Sequence[int], entry: _Entry) -> None:
        """Grow a branch for a name's words, and note the name at its end."""
        node = self
        for number in numbers:
            following = node.following.get(number)
            if following is None:
                following = node.following[number] = _Node()
            node = following
        node.entry = min(node.entry, entry) if node.entry else entry


class _Beginnings(dict[str, tuple[_Node, ...]]):
    """For each token seen, the nodes it leads to from a root; worked out once, the size bounded."""

    def __init__(self, root: _Node, words: "_Words") -> None:
        super().__init__()
        self.root = root
        self.words = words

    def __missing__(self, token: str) -> tuple[_Node, ...]:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        following = self.root.following
        nodes = tuple(following[number] for number in self.words[token] if number in following)
        self[token] = nodes
        return nodes


class _Words(dict[str, tuple[int, ...]]):
    """For each token seen, the numbers of the words it can be; worked out once, the size bounded."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, token: str) -> tuple[int, ...]:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        numbers = self.lexicon.read(token)
        self[token] = numbers
        return numbers


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """A vocabulary made ready for matching (`compile_matcher`).

    `ranks` is the author's order of the tags; `implied` gives for each tag all that it implies,
    nearest first, each with the tag that implies it directly; `called` finds a tag by its whole
    name, its words folded. `contexts` has the beginnings of each tag's ``not:`` contexts.
    """

    words: _Words
    beginnings: _Beginnings
    contexts: Mapping[str, "_Contexts"]
    ranks: Mapping[str, int]
    implied: Mapping[str, tuple[tuple[str, str], ...]]
    called: Mapping[tuple[str, ...], str]


class _Contexts(NamedTuple):
    """The contexts in which a tag's names are none, and of how many words the longest is."""

    beginnings: _Beginnings
    longest: int


class _Found(NamedTuple):
    """A name found among tokens: the place of its last token, exclusive, and which name it is."""

    end: int
    entry: _Entry


def compile_matcher(vocabulary: Vocabulary) -> Matcher:
    """Make a vocabulary ready for matching.

    Names that cannot match (no word, a stem of one letter, over 200 words) are passed over: reading the vocabulary
    reports them. Of two tags with one name the first in the author's order has it.
    """
    lexicon, root = Lexicon(), _Node()
    words = _Words(lexicon)
    called: dict[tuple[str, ...], str] = {}
    for rank, (tag, term) in enumerate(vocabulary.terms.items()):
        for pattern in list_patterns(term):
            _plant_pattern(root, lexicon, pattern, rank, tag)
            if pattern.is_listed:
                called.setdefault(tuple([fold_case(word.text) for word in pattern.words]), tag)
    contexts = {tag: _plant_contexts(term.excluded, words) for tag, term in vocabulary.terms.items() if term.excluded}
    implied = {tag: tuple(_walk_implied(vocabulary, tag)) for tag in vocabulary.terms}
    return Matcher(words, _Beginnings(root, words), contexts, vocabulary.rank_tags(), implied, called)


def find_names(matcher: Matcher, plain: str) -> tuple[Hit, ...]:
    """Find the names in a plain text, in order, without overlap: the leftmost first, of those the longest."""
    tokens = compile_tokens().findall(plain)
    begun = [index for index, nodes in enumerate(map(matcher.beginnings.__getitem__, tokens)) if nodes]
    found: list[tuple[int, _Found]] = []
    free = 0
    for index in begun:
        longest = _find_longest(matcher, tokens, index) if index >= free else None
        if longest:
            free = longest.end
            found.append((index, longest))
    if not found:
        return ()
    spans = [match.span() for match in compile_tokens().finditer(plain)]
    hits = (Hit(one.entry.tag, one.entry.name, spans[first][0], spans[one.end - 1][1]) for first, one in found)
    return _drop_addresses(plain, hits)


def _drop_addresses(plain: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Leave out what stands inside addresses; they are sought when a hit is found that may be in one."""
    kept: list[Hit] = []
    addresses: list[tuple[int, int]] | None = None
    for hit in hits:
        if not stands_free(plain, hit.start, hit.end):
            if addresses is None:
                addresses = find_addresses(plain)
            if is_in_address(addresses, hit.start, hit.end):
                continue
        kept.append(hit)
    return tuple(kept)


def find_tag_called(matcher: Matcher, name: str) -> str:
    """Return the tag that a whole name belongs to, case-blind, or "": how speakers and actors are looked up.

    A name counts as the vocabulary writes it, or by a stem; inflected it is none.
    """
    tokens = compile_tokens().findall(name)
    tag = matcher.called.get(tuple(map(fold_case, tokens)), "")
    if tag or not tokens:
        return tag
    longest = _find_longest(matcher, tokens, 0)
    return longest.entry.tag if longest and longest.end == len(tokens) and longest.entry.priority < 3 else ""


def _find_longest(matcher: Matcher, tokens: Sequence[str], start: int) -> _Found | None:
    """Return where the longest name from a token on ends (exclusive), and which it is."""
    ends = _walk_names(matcher.beginnings[tokens[start]], matcher.words, tokens, start + 1)
    for found in sorted(ends, key=_order_found) if len(ends) > 1 else ends:
        if not _is_barred(matcher, tokens, start, found):
            return found
    return None


def _order_found(found: _Found) -> tuple[int, _Entry]:
    return -found.end, found.entry


def _is_barred(matcher: Matcher, tokens: Sequence[str], start: int, found: _Found) -> bool:
    """Whether a name may not stand here: it opens a sentence and must not, or lies inside an excluded context."""
    if found.entry.is_inside and (not start or tokens[start - 1] in _SENTENCE_ENDS):
        return True
    return found.entry.tag in matcher.contexts and _is_excluded(matcher, tokens, start, found)


def _walk_names(nodes: Sequence[_Node], words: _Words, tokens: Sequence[str], end: int) -> list[_Found]:
    """Follow nodes as far as the tokens from `end` on lead: every name that ends on the way."""
    found: list[_Found] = []
    while nodes:
        found += [_Found(end, node.entry) for node in nodes if node.entry]
        numbers = words[tokens[end]] if end < len(tokens) else ()
        if not numbers:
            break
        nodes = [node.following[number] for node in nodes for number in numbers if number in node.following]
        end += 1
    return found


def _is_excluded(matcher: Matcher, tokens: Sequence[str], start: int, found: _Found) -> bool:
    """Whether a name found lies inside one of its tag's contexts."""
    beginnings, longest = matcher.contexts[found.entry.tag]
    for index in range(max(0, start - longest + 1), start + 1):
        for context in _walk_names(beginnings[tokens[index]], matcher.words, tokens, index + 1):
            if context.end >= found.end:
                return True
    return False


def _plant_pattern(root: _Node, lexicon: Lexicon, pattern: Pattern, rank: int, tag: str) -> None:
    entry = _Entry(pattern.priority, rank, tag, pattern.name, pattern.is_inside)
    root.plant([lexicon.add(word) for word in pattern.words], entry)


def _plant_contexts(names: Sequence[str], words: _Words) -> _Contexts:
    root, longest = _Node(), 1
    for name in names:
        for pattern in list_name_patterns(name):
            _plant_pattern(root, words.lexicon, pattern, 0, "")
            longest = max(longest, len(pattern.words))
    return _Contexts(_Beginnings(root, words), longest)


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
