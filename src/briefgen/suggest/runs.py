"""Runs of capitalised words in a text: what may be a name, and what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from briefgen.suggest.cues import list_cues, list_territories
from briefgen.suggest.stems import cut_ending

_WORD = r"[^\W\d_](?:[\w'’ʼ&+]|[-‐‑–](?=\w))*|\d[\w.,:]*"
_TOKEN = re.compile(rf"(?P<word>{_WORD})|(?P<sign>[^\w\s]|_)")
_WORDS = re.compile(_WORD)
# Signs behind which a sentence may begin.
_OPENING = frozenset('.!?…:;•*·–—"“”„«»‘|')
_AFTER_ANY = frozenset({"de", "la", "du", "des", "del", "von", "van", "der", "bin", "al", "ul"})
_INSIDE_LATIN = _AFTER_ANY | {"of", "for", "the", "on", "in", "to", "with", "against"}
# Behind one of these "and" joins two things that one body is for; else it joins two names.
_PURPOSES = frozenset({"of", "for", "on"})
_MOST_WORDS = 24
_FOLLOWING = 6


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that are capitalised, with the small words inside it.

    `starts_sentence`: its first capital may be that of any sentence. `before` is the word before it in small
    letters ("" after a sign), `after` the words behind it, up to the next sign, as they stand; `bracket` what
    stands in brackets right behind it, or "".
    """

    words: tuple[str, ...]
    start: int
    end: int
    starts_sentence: bool
    before: str = ""
    after: tuple[str, ...] = ()
    bracket: str = ""


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    is_word: bool
    is_capital: bool


def _cut_tokens(plain: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(plain):
        text = match[0]
        is_word = match.lastgroup == "word"
        tokens.append(_Token(text, *match.span(), is_word, is_word and len(text) > 1 and text[0].isupper()))
    return tokens


def find_runs(plain: str, taken: Sequence[tuple[int, int]] = ()) -> list[Run]:
    """Return the runs of capitalised words of a plain text, in order; `taken` are spans of names known already.

    A known name is not part of a run, unless the run has a head of its own (NATO Parliamentary Assembly).
    Titles such as President are cut off its beginning.
    """
    tokens = _cut_tokens(plain)
    if _is_headline(tokens, plain):
        return []
    runs: list[Run] = []
    at = 0
    while at < len(tokens):
        if not (tokens[at].is_capital or _is_initial(tokens, at)):
            at += 1
            continue
        end = _extend(tokens, at, plain)
        runs.extend(_cut_run(tokens, at, end, plain, taken))
        at = end
    return runs


def list_small_words(plain: str) -> list[str]:
    """Return the words of a text that begin with a small letter, in it."""
    return [word for word in _WORDS.findall(plain) if word[0].islower()]


def _is_headline(tokens: Sequence[_Token], plain: str) -> bool:
    """Tell a line in title case, or in capitals: there every word is capitalised, and none the more a name."""
    words = [token for token in tokens if token.is_word and len(token.text) > 3 and token.text[0].isalpha()]
    if len(words) < 3:
        return False
    shouted = sum(token.text.isupper() for token in words)
    capitals = sum(token.is_capital for token in words)
    is_open = plain.rstrip()[-1:] not in '.!?…;,»”"'
    return shouted > len(words) / 2 or (is_open and "," not in plain and capitals > 0.6 * len(words))


def _extend(tokens: Sequence[_Token], start: int, plain: str) -> int:
    """Return where the run that begins at a token ends (exclusive)."""
    end = start + 1
    has_head = _may_head(tokens[start])
    while end < len(tokens) and end - start < _MOST_WORDS:
        has_purpose = any(token.text in _PURPOSES for token in tokens[start:end])
        step = _next_capital(tokens, end, plain, has_head=has_head, has_purpose=has_purpose)
        if not step:
            break
        end += step
        has_head = has_head or any(_may_head(token) for token in tokens[end - step : end])
    return end


def _next_capital(tokens: Sequence[_Token], at: int, plain: str, *, has_head: bool, has_purpose: bool) -> int:
    """Return how many tokens from `at` on the run takes in: a capital, or small words with a capital behind them."""
    if tokens[at].text == "." and _is_initial(tokens, at - 1):
        following = at + 1 < len(tokens) and (tokens[at + 1].is_capital or _is_initial(tokens, at + 1))
        return 2 if following else 0
    for step in range(3):
        token = tokens[at + step] if at + step < len(tokens) else None
        if token is None or not token.is_word or not _is_near(tokens, at + step, plain):
            return 0
        if token.is_capital or (step == 0 and _is_initial(tokens, at)):
            return step + 1
        allowed = _INSIDE_LATIN if has_head or step else _AFTER_ANY
        if token.text not in allowed and not (token.text == "and" and has_purpose):
            return 0
    return 0


def _is_initial(tokens: Sequence[_Token], at: int) -> bool:
    """Tell a capital with a full stop behind it, ``V.``, from a preposition that opens a sentence."""
    if len(tokens[at].text) > 1 or not tokens[at].text.isupper() or at + 1 == len(tokens):
        return False
    return tokens[at + 1].text == "." and tokens[at + 1].start == tokens[at].end


def _is_near(tokens: Sequence[_Token], at: int, plain: str) -> bool:
    """Tell whether only one blank stands between a token and the one before it."""
    return tokens[at].start - tokens[at - 1].end == 1 and plain[tokens[at].start - 1].isspace()


def _may_head(token: _Token) -> bool:
    """Tell whether a name may go on behind a word with "of" or "for": Bank, Gulf, Treaty."""
    word = token.text.casefold()
    return token.is_capital and any(list_cues(kind).has(word) for kind in ("organisation", "place", "event"))


def _is_head(token: _Token) -> bool:
    return token.is_capital and list_cues("organisation").has(token.text.casefold())


def _is_event(token: _Token) -> bool:
    return token.is_capital and list_cues("event").has(token.text.casefold())


def _cut_run(tokens: Sequence[_Token], start: int, end: int, plain: str, taken: Sequence[tuple[int, int]]) -> list[Run]:
    """Cut known names out of a run, and titles off its pieces."""
    near = [(a, b) for a, b in taken if a < tokens[end - 1].end and tokens[start].start < b]
    hit = [any(a < token.end and token.start < b for a, b in near) for token in tokens[start:end]]
    if not any(hit) and not any(map(_is_head, tokens[start:end])):
        return [run for first, last in _part_run(tokens, start, end) for run in _make_run(tokens, first, last, plain)]
    heads = [not known and _is_head(token) for known, token in zip(hit, tokens[start:end], strict=True)]
    events = [not known and _is_event(token) for known, token in zip(hit, tokens[start:end], strict=True)]
    # What is mostly other words than those of known names is a thing of its own: Convention on Child Abduction.
    is_own = (any(heads) and hit.count(True) <= 2) or (any(heads + events) and 2 * hit.count(True) <= len(hit))
    if not any(hit) or (is_own and not all(hit)):
        return _make_run(tokens, start, end, plain)
    pieces, begin = [], None
    for number, known in enumerate([*hit, True]):
        if not known and begin is None:
            begin = start + number
        elif known and begin is not None:
            pieces.extend(_make_run(tokens, begin, start + number, plain))
            begin = None
    return pieces


def _part_run(tokens: Sequence[_Token], start: int, end: int) -> list[tuple[int, int]]:
    """Part a run where an acronym or a country meets other words: ``US Barack Obama``, ``Японии Наото Кан``."""
    borders = [start]
    for at in range(start + 1, end):
        pair = (tokens[at - 1], tokens[at])
        if all(token.is_capital for token in pair) and len({_is_apart(token) for token in pair}) == 2:
            borders.append(at)
    return list(pairwise([*borders, end]))


def _is_apart(token: _Token) -> bool:
    return token.text.isupper() or (not token.text.isascii() and cut_ending(token.text) in list_territories())


def _make_run(tokens: Sequence[_Token], start: int, end: int, plain: str) -> list[Run]:
    title = ""
    has_head = any(_is_head(token) for token in tokens[start:end])
    while start < end and not has_head and not tokens[start].text.isupper() and _is_title(tokens[start].text):
        title = tokens[start].text.casefold()
        start += 1
    while start < end and not (tokens[start].is_capital or _is_initial(tokens, start)):
        start += 1
    while end > start and not tokens[end - 1].is_capital:
        end -= 1
    words = tuple(token.text for token in tokens[start:end] if token.is_word)
    if not words or all(len(word) == 1 for word in words):
        return []
    is_shortened = _is_abbreviation(tokens, start)
    before = tokens[start - 2 if is_shortened else start - 1] if start else None
    # An acronym owes its capitals to no sentence.
    may_open = not (tokens[start].text.isupper() and tokens[start].is_capital)
    opens = may_open and (before is None or (not before.is_word and before.text in _OPENING))
    return [
        Run(
            words=words,
            start=tokens[start].start,
            end=tokens[end - 1].end,
            starts_sentence=opens,
            before=title or (before.text.casefold() if before and before.is_word else ""),
            after=_list_following(tokens, end),
            bracket=_find_bracket(tokens, end),
        )
    ]


def drop_first(run: Run) -> Run | None:
    """Return a run that opens a sentence without its first word, and without titles behind that; None if none is left.

    The first word may owe its capital to the sentence.
    """
    words, title = run.words[1:], ""
    while words and _is_title(words[0]):
        words, title = words[1:], words[0].casefold()
    return replace(run, words=words, starts_sentence=False, before=title) if words and words[0][:1].isupper() else None


def _is_title(word: str) -> bool:
    return list_cues("person").has(word.casefold())


def _is_abbreviation(tokens: Sequence[_Token], start: int) -> bool:
    """Tell whether the full stop before a run is that of ``Mr.`` or of an initial."""
    if start < 2 or tokens[start - 1].text != "." or not tokens[start - 2].is_word:
        return False
    word = tokens[start - 2].text
    return len(word) == 1 or (len(word) <= 4 and _is_title(word))


def _list_following(tokens: Sequence[_Token], at: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in tokens[at : at + _FOLLOWING]:
        if not token.is_word:
            break
        words.append(token.text)
    return tuple(words)


def _find_bracket(tokens: Sequence[_Token], at: int) -> str:
    """Return the one word in brackets right behind a run."""
    inside = [token for token in tokens[at : at + 5] if token.text not in '"“”«»']
    is_bracket = len(inside) >= 3 and inside[0].text == "(" and inside[2].text == ")" and inside[1].is_word
    return inside[1].text if is_bracket else ""
