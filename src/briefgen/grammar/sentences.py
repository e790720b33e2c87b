"""Where sentences end: sentencex's boundaries, and rules for what it takes for an end and is none."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ABBREVIATIONS = frozenset(
    """al amb approx art arts assoc ca capt cf chap cl col corp dept dist dr ed eds eg encl esp est etc excl ext
    fig figs ft gen gov hon ibid ie inc incl jan feb apr jun jul aug sept sep oct nov dec jr ltd lt maj max min mr mrs
    ms mt no nos op p para paras pp prof pt pts rep res rev sec secs sen sgt sr st supp univ viz vol vols vs
    г гг в вв т п пп ч ст стр с гл рис табл им ул д др пр см ср напр тыс млн млрд руб акад проф чл кор обл р
    ж б""".split()  # noqa: SIM905 - a list of one to a line would fill two screens
)
# Those that end a sentence as often as not: it does when a capital follows.
_OFTEN_LAST = frozenset(
    {"etc", "al", "jr", "sr", "inc", "ltd", "corp", "г", "гг", "др", "пр", "р", "co", "руб", "млн", "млрд", "тыс"}
)
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
_INITIAL = re.compile(r"(?:^|[\s(\[«“\"'.-])[^\W\d_]\.$")
_DOTTED = re.compile(r"(?:^|[\s(\[«“\"'])(?:[^\W\d_]\.\s?){2,}$")
_YEAR = re.compile(r"\d\s*(?:гг?|жж?)\.$")
_OPENING_MARK = re.compile(r"\s[“«„‘(\[\"']+$")
_OPENING = re.compile(r"[\s\"'“”«»„‘’(\[—–-]*")
_NUMBERED = re.compile(r"(?:^|\s)(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)]$")
_STARTERS = frozenset(
    """the a an in on at it he she they we this that these but and however as for i its his her their
    в на он она они это но и""".split()  # noqa: SIM905 - one to a line would say no more
)
_PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")", "[": "]"}


def split_sentences(text: str, language: str = "") -> tuple[tuple[int, int], ...]:
    """Return the spans (start, end) of the sentences of a plain text, without the blanks between them.

    `language` is a BCP 47 code; what sentencex does not know falls back to English. A piece that ends in an
    initial, an abbreviation (``U.N.``, ``No.``, ``pp.``, ``т.е.``) or a bare number is joined to what follows,
    and one that begins in lower case, or closes a quotation or a bracket, to what goes before.
    """
    from sentencex import get_sentence_boundaries

    spans: list[tuple[int, int]] = []
    carried = -1
    for boundary in get_sentence_boundaries(language.partition("-")[0] or "en", text):
        first = boundary["start_index"] if carried < 0 else carried
        start, end = _trim(text, first, boundary["end_index"])
        carried = _find_opening_mark(text, start, end) if end < len(text.rstrip()) else -1
        end = _trim(text, start, carried)[1] if carried >= 0 else end
        if start == end:
            continue
        if spans and not boundary["is_paragraph_break"] and _belongs_together(text, spans[-1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


class _Unit(NamedTuple):
    """A stretch of a text that is not cut: a sentence, or all of a quotation; and how many words it has."""

    start: int
    end: int
    words: int


def cut_into_runs(text: str, language: str = "", longest_words: int = 110, fewest_words: int = 25) -> tuple[str, ...]:
    """Cut a long plain text into readable runs of whole sentences, all its words in order.

    A run has at most `longest_words` words, unless one sentence or one quotation has more, and at least
    `fewest_words` where that fits. No cut falls inside a quotation that is still open, if the quotation is no
    longer than twice `longest_words`.
    """
    runs: list[list[_Unit]] = []
    current: list[_Unit] = []
    for start, end in _join_quotations(text, split_sentences(text, language), 2 * longest_words):
        unit = _Unit(start, end, _count(text[start:end]))
        if current and _count_all(current) + unit.words > longest_words:
            runs.append(current)
            current = []
        current.append(unit)
    runs.extend([current] if current else [])
    _balance(runs, longest_words, fewest_words)
    # Sentences that stand without a blank between them stay so: a run is a stretch of the text.
    return tuple(text[run[0].start : run[-1].end] for run in runs)


def keep_first_sentences(text: str, language: str = "", longest_words: int = 60) -> str:
    """Return the first whole sentences of a plain text, at most `longest_words` words of them.

    A first sentence that is longer by itself is kept whole: what is shortened is never half a sentence.
    """
    kept, words = 0, 0
    for start, end in split_sentences(text, language):
        words += _count(text[start:end])
        if kept and words > longest_words:
            break
        kept = end
    return text[:kept] if kept else text


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return left, max(left, start + len(piece.rstrip()))


def _find_opening_mark(text: str, start: int, end: int) -> int:
    """Return where an opening mark stands that sentencex left at a sentence's end, else -1: it opens the next one."""
    match = _OPENING_MARK.search(text, max(start, end - 8), end)
    return match.start() + 1 if match else -1


def _belongs_together(text: str, before: tuple[int, int], start: int) -> bool:
    """Tell whether what begins at `start` goes on with the sentence `before` it."""
    # The words around a boundary decide; a long sentence need not be copied for them.
    head = text[max(before[0], before[1] - 40) : before[1]]
    following = text[_skip_opening(text, start) :][:1]
    if following.islower() or text[start] in "»”)]}’,;:":
        return head[-1:] not in "…" or text[start] not in "«“„("
    if _YEAR.search(head):
        return not following.isupper()
    if _INITIAL.search(head) or _DOTTED.search(head):
        return not (_DOTTED.search(head) and _is_new_sentence(text, start))
    if before[1] - before[0] <= 4 and _NUMBERED.search(head):
        return True
    word = _LAST_WORD.search(head)
    if word is None or word[1].lower() not in _ABBREVIATIONS:
        return False
    return not (word[1].lower() in _OFTEN_LAST and following.isupper())


def _skip_opening(text: str, start: int) -> int:
    match = _OPENING.match(text, start)
    return match.end() if match else start


def _is_new_sentence(text: str, start: int) -> bool:
    """Tell whether the words from `start` look like a new sentence after ``U.N.``: a capital, and a small word next."""
    words = text[start : start + 80].split()
    return bool(words) and words[0][:1].isupper() and words[0].lower().strip("\"'“«,") in _STARTERS


def _join_quotations(text: str, spans: tuple[tuple[int, int], ...], most_words: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences' spans, those of one quotation or bracket together, if it has at most `most_words` words."""
    held: list[tuple[int, int]] = []
    for span in spans:
        held.append(span)
        piece = text[held[0][0] : span[1]]
        if _is_balanced(piece):
            yield held[0][0], span[1]
            held = []
        elif _count(piece) > most_words:
            # A mark was forgotten, or the quotation is too long to stay whole.
            yield from held
            held = []
    yield from held


def _is_balanced(piece: str) -> bool:
    if piece.count('"') % 2:
        return False
    return all(piece.count(opening) <= piece.count(closing) for opening, closing in _PAIRS.items() if opening != "„")


def _balance(runs: list[list[_Unit]], longest_words: int, fewest_words: int) -> None:
    """Let a run that is too short join its neighbour, or take a sentence from the one before it."""
    index = len(runs) - 1
    while index > 0:
        before, run = runs[index - 1], runs[index]
        if _count_all(run) < fewest_words:
            if _count_all(before) + _count_all(run) <= longest_words + fewest_words:
                before.extend(runs.pop(index))
            elif len(before) > 1 and _count_all(before) - before[-1].words >= fewest_words:
                run.insert(0, before.pop())
        index -= 1


def _count(text: str) -> int:
    return len(text.split())


def _count_all(units: list[_Unit]) -> int:
    return sum(unit.words for unit in units)
