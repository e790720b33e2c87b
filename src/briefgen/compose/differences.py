"""Where two texts part: the sentences that differ, or of a long one the words around what differs, and how."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from briefgen.grammar.sentences import split_sentences
from briefgen.grammar.shortening import cut_words, measure_width
from briefgen.model.told import Piece

#: How two texts differ, in the order in which it is told; ``why_`` and this is the phrase's key in the catalogues.
REWORDED, WORDS_ADDED, WORDS_DROPPED, ADDED, DROPPED, MOVED = (
    "words",
    "words_added",
    "words_dropped",
    "sentence_added",
    "sentence_dropped",
    "order",
)
_MANNERS = (REWORDED, WORDS_ADDED, WORDS_DROPPED, ADDED, DROPPED, MOVED)
#: Two sentences are one in other words where so much of their characters stand in the same order (Indel, 0 to 100).
_ALIKE = 45.0
#: So many characters on either side of a change are shown with it.
_BESIDE = 30
#: Texts of more pairs of words than this are not compared word by word.
_MOST_PAIRS = 1_000_000
#: So many letters of unchanged words stand on either side of a change where words are marked.
_CONTEXT = 60
#: Changes with no more letters between them than this are one.
_HARDLY = 3
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]\s*|\w+(?:['’ʼ-]\w+)*\s*|.\s*", re.DOTALL)
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+|\s+|.", re.DOTALL)

_Span = tuple[int, int]
_Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """What to show of a text then and now, either "" where nothing would stand there, and how the two differ."""

    old: str
    new: str
    manners: tuple[str, ...]


def show_difference(old: str, new: str, language: str, longest: int, sign: str = "…") -> Difference:
    """Show what differs of two texts, each at most about `longest` wide; `sign` stands for what is left out.

    Where they differ, what is shown of them does; a sentence that only moved is not shown.
    """
    olds, news = _split(old, language), _split(new, language)
    pairs, manners = _pair_sentences(olds, news)
    shown_old: dict[int, str] = {}
    shown_new: dict[int, str] = {}
    for before, now in pairs:
        if before is not None and now is not None:
            shown_old[before], shown_new[now], manner = _show_pair(olds[before], news[now], longest, sign)
            manners.add(manner)
        elif before is not None:
            shown_old[before] = olds[before]
        elif now is not None:
            shown_new[now] = news[now]
    was, is_now = (_join(shown, len(all_), longest, sign) for shown, all_ in ((shown_old, olds), (shown_new, news)))
    if was and was == is_now:
        was, is_now = _cut_to_change(old, new, longest, sign)
    return Difference(was, is_now, tuple(one for one in _MANNERS if one in manners))


def _split(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


def _pair_sentences(olds: Sequence[str], news: Sequence[str]) -> tuple[list[_Pair], set[str]]:
    """Pair the sentences that differ: two are one in other words, one alone was added or dropped."""
    pairs: list[_Pair] = []
    moved = {*olds} & {*news}
    manners: set[str] = set()
    for kind, i, i_end, j, j_end in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        left = [place for place in range(i, i_end) if olds[place] not in moved]
        right = [place for place in range(j, j_end) if news[place] not in moved]
        if len(left) + len(right) < i_end - i + j_end - j:
            manners.add(MOVED)
        pairs += _pair_alike(olds, news, left, right)
    manners |= {DROPPED for before, now in pairs if now is None}
    manners |= {ADDED for before, now in pairs if before is None}
    # That one stands elsewhere now matters only where nothing else is told.
    return pairs, manners - {MOVED} if pairs else manners


def _pair_alike(olds: Sequence[str], news: Sequence[str], left: list[int], right: list[int]) -> list[_Pair]:
    scored = sorted((-fuzz.ratio(olds[i], news[j]), i, j) for i in left for j in right)
    partner: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= _ALIKE and i not in partner and j not in partner.values():
            partner[i] = j
    found: list[_Pair] = [(i, partner.get(i)) for i in left]
    return found + [(None, j) for j in right if j not in partner.values()]


def _show_pair(old: str, new: str, longest: int, sign: str) -> tuple[str, str, str]:
    """Show two sentences whole where they are short, else the words around what differs; and tell how they differ."""
    before, now, kinds = _find_spans(old, new)
    manner = {"insert": WORDS_ADDED, "delete": WORDS_DROPPED}.get(next(iter(kinds)), REWORDED)
    manner = manner if len(kinds) == 1 else REWORDED
    if max(measure_width(old), measure_width(new)) <= longest:
        return old, new, manner
    return _show_spans(old, before, sign), _show_spans(new, now, sign), manner


def _find_spans(old: str, new: str) -> tuple[list[_Span], list[_Span], set[str]]:
    """Find the characters that differ in each of two sentences, and whether words were put in, taken out, or both."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(olds) * len(news) > _MOST_PAIRS:
        return [_part(old, new)], [_part(new, old)], {"replace"}
    starts, new_starts = _add_up(olds), _add_up(news)
    moves = [
        move for move in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes() if move[0] != "equal"
    ] or [("replace", 0, len(olds), 0, len(news))]
    before = [(starts[i], starts[i_end]) for _, i, i_end, _, _ in moves]
    now = [(new_starts[j], new_starts[j_end]) for _, _, _, j, j_end in moves]
    return before, now, {move[0] for move in moves}


def _add_up(tokens: Sequence[str]) -> list[int]:
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _part(text: str, other: str) -> _Span:
    """Give the span of a text between what it has in common with another at its beginning and its end."""
    shorter = min(len(text), len(other))
    start = next((place for place in range(shorter) if text[place] != other[place]), shorter)
    end = next((place for place in range(shorter - start) if text[-1 - place] != other[-1 - place]), shorter - start)
    return start, len(text) - end


def _show_spans(text: str, spans: Sequence[_Span], sign: str) -> str:
    """Show spans of a text with whole words beside them, and a sign for what is left out."""
    wide: list[list[int]] = []
    for start, end in spans:
        first, last = _widen(text, start, end)
        if wide and first <= wide[-1][1] + 1:
            wide[-1][1] = max(last, wide[-1][1])
        else:
            wide.append([first, last])
    shown = f" {sign} ".join(text[first:last].strip() for first, last in wide)
    before, behind = wide[0][0] > 0, wide[-1][1] < len(text)
    return f"{sign} {shown}" * before + shown * (not before) + f" {sign}" * behind


def _widen(text: str, start: int, end: int) -> _Span:
    first, last = max(0, start - _BESIDE), min(len(text), end + _BESIDE)
    if first and (blank := text.find(" ", first, start)) >= 0:
        first = blank + 1
    if last < len(text) and (blank := text.rfind(" ", end, last)) >= 0:
        last = blank
    return first, last


def _join(shown: dict[int, str], number: int, longest: int, sign: str) -> str:
    """Join the sentences shown of a text that has `number` of them, with a sign for those left out."""
    joined, last = "", -1
    for place, text in sorted(shown.items()):
        is_next = place == last + 1
        if joined and measure_width(joined) + measure_width(text) > longest:
            return joined if joined.endswith(sign) else f"{joined} {sign}"
        # A long sentence begins and ends with a sign of its own.
        gap = "" if is_next or text.startswith(sign) or joined.endswith(sign) else f"{sign} "
        joined += (" " if joined else "") + gap + cut_words(text, longest, f" {sign}")
        last = place
    left_over = joined and last < number - 1 and not joined.endswith(sign)
    return f"{joined} {sign}" if left_over else joined


def _cut_to_change(old: str, new: str, longest: int, sign: str) -> tuple[str, str]:
    """Show both texts from the very letter on in which they differ: what is long before it has no blank."""
    start = _part(old, new)[0]
    return tuple(f"{sign}{cut_words(text[start:], longest, f' {sign}')}".strip() for text in (old, new))  # type: ignore[return-value]


def mark_words(old: str, new: str) -> tuple[Piece, ...]:
    """Mark the words that were taken out and added; of long runs of the same words only the ends are kept."""
    if not (old and new):
        return tuple(piece for piece in (Piece("-", old), Piece("+", new)) if piece.text)
    before, now = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(now) > _MOST_PAIRS:
        return _cut_same(_mark_middle(old, new))
    pieces: list[Piece] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("=", "".join(now[j:j_end])))
        else:
            pieces += [Piece("-", "".join(before[i:i_end])), Piece("+", "".join(now[j:j_end]))]
    return _cut_same(_join_near([piece for piece in pieces if piece.text]))


def _mark_middle(old: str, new: str) -> list[Piece]:
    """Mark all between what two long texts have in common at their beginnings and ends."""
    (start, end), (_, new_end) = _part(old, new), _part(new, old)
    pieces = (("=", old[:start]), ("-", old[start:end]), ("+", new[start:new_end]), ("=", old[end:]))
    return [Piece(sign, text) for sign, text in pieces if text]


def _join_near(pieces: Sequence[Piece]) -> list[Piece]:
    """Join changes between which hardly a word is the same: one change of a phrase reads better than three of words."""
    joined: list[Piece] = []
    out, into = "", ""
    for place, piece in enumerate(pieces):
        is_between = bool(out or into) and place + 1 < len(pieces)
        if piece.sign == "=" and not (is_between and len(piece.text.strip()) <= _HARDLY):
            joined += [*_make_change(out, into), piece]
            out, into = "", ""
        else:
            out += piece.text if piece.sign != "+" else ""
            into += piece.text if piece.sign != "-" else ""
    return [*joined, *_make_change(out, into)]


def _make_change(out: str, into: str) -> list[Piece]:
    """Make the pieces of one change; blanks at its end belong to neither."""
    words, new_words = out.rstrip(), into.rstrip()
    blank = (into or out)[len(new_words or words) :] if words or new_words else ""
    if not (words or new_words):
        words, new_words = out, into
    pieces = (Piece("-", words), Piece("+", new_words), Piece("=", blank))
    return [piece for piece in pieces if piece.text]


def _cut_same(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Leave out the middle of a long run of the same words, and of one at either end what is far from a change."""
    shown: list[Piece] = []
    for place, piece in enumerate(pieces):
        text, first, last = piece.text, place == 0, place == len(pieces) - 1
        if piece.sign != "=" or len(text) <= _CONTEXT * (1 if first or last else 2) + _HARDLY:
            shown.append(piece)
            continue
        head = "" if first else text[: text.rfind(" ", 0, _CONTEXT) + 1 or _CONTEXT]
        cut = text.find(" ", len(text) - _CONTEXT)
        tail = "" if last else text[cut if cut >= 0 else len(text) - _CONTEXT :]
        shown += [one for one in (Piece("=", head), Piece("…", ""), Piece("=", tail)) if one.text or one.sign == "…"]
    return tuple(shown)
