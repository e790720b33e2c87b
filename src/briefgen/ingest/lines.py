"""Statistics of single lines: what tells a sentence from a menu entry, in any script."""

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_TOKEN = re.compile(r"[\w’'-]+")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE_BREAK = re.compile(r"[\w)”»\"][.!?…]\s+[«“\"„]?[^\W\d_]")
_IDEOGRAPHIC_END = re.compile(r"[。！？]")
_CLOSERS = "\"'”’»«“)]}*†‡ "
_TERMINAL = ".!?…;。！？:"
_FOOTNOTE_CALL = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁴-⁹]+)+$")
#: The longest line that may be a heading or a title, in words.
HEADING_WORDS = 30
_FEW_WORDS = 8
_FEWER_WORDS = 6
_LONG_TEXT = 50
_ABBREVIATED_END = re.compile(r"(?:\b[A-ZА-Я]|\b(?:no|vs|etc|гг?|ж))\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LineStatistics:
    """What is counted in a line.

    `words` counts words (two ideographs count as one), `lower` is the share of words that begin
    with a letter that is not upper case, `ends` tells that the line closes like a sentence,
    `breaks` counts the sentence ends inside.
    """

    words: int
    lower: float
    ends: bool
    breaks: int


@lru_cache(maxsize=4096)
def measure_line(text: str) -> LineStatistics:
    """Count what `is_prose` judges by."""
    words = _WORD.findall(text)
    ideographs = 0 if text.isascii() else len(_IDEOGRAPH.findall(text))
    lower = sum(1 for word in words if not word[0].isupper())
    count = len(_TOKEN.findall(text)) + ideographs // 2
    return LineStatistics(count, lower / len(words) if words else 0.0, ends_sentence(text), _count_breaks(text))


def ends_sentence(text: str) -> bool:
    """Tell whether the last sign, closing quotes, brackets and footnote calls aside, ends a sentence."""
    bare = _FOOTNOTE_CALL.sub("", text.rstrip()).rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _TERMINAL


def is_prose(text: str) -> bool:
    """Tell whether a line is running text: sentences, not a headline, a menu entry or a list of names."""
    line = measure_line(text)
    if line.words >= 25:
        # So long a line need not end like a sentence: a clause of a resolution, the lead of a list.
        closed = line.ends or line.breaks >= 1 or _ends_clause(text)
        return line.lower >= 0.45 and (closed or (line.words >= 40 and not is_word_list(text)))
    if _ends_clause(text):
        return line.words >= 10 and line.lower >= 0.45
    # Where endings say what elsewhere takes words of their own, a sentence has fewer and longer ones.
    is_long = line.words >= _FEW_WORDS or (line.words >= _FEWER_WORDS and len(text) >= _LONG_TEXT)
    return is_long and line.ends and line.lower >= 0.4 and not text.rstrip().endswith(":")


def is_sentence(text: str) -> bool:
    """Tell whether a short line may stand as a paragraph of its own among others: a sentence or a clause of one."""
    line = measure_line(text)
    if (line.words >= 15 and line.lower >= 0.35) or _SPEECH.match(text.strip()):
        return True
    return line.words >= 2 and line.lower >= 0.3 and (line.ends or _ends_clause(text))


def _ends_clause(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith((",", ";"))


def is_heading_like(text: str) -> bool:
    """Tell whether a line may be a heading or a title: a few words that do not end like a sentence."""
    line = measure_line(text)
    bare = text.strip()
    if not 1 <= line.words <= HEADING_WORDS or not any(c.isalpha() for c in bare) or bare.endswith((",", ";")):
        return False
    if _SPEECH.match(bare) or is_enumerator(bare):
        return False
    if line.ends and not bare.endswith(("?", "!", ":", "…")) and not _ABBREVIATED_END.search(bare):
        return _is_numbered_part(bare)
    return not bare[0].islower() or _ENUMERATOR.match(bare) is not None


#: A transcript's turn: "Chair: Which ones?"
_SPEECH = re.compile(r"[^\W\d_][^:.!?]{1,40}:\s+\S.*[?!]$", re.DOTALL)
_ENUMERATOR = re.compile(r"(?:[a-zа-я]|[ivx]{1,4})[.)]\s+[^\W\d_]", re.IGNORECASE)
_PART = re.compile(
    r"(?:section|chapter|part|article|annex|раздел|глава|часть|статья|приложение|бөлім|тарау)\s+[\dIVXLC]+\.?"
    r"|[\dIVXLC]{1,5}\s*-?\s*(?:бөлім|тарау)\.?",
    re.IGNORECASE,
)


#: The number or letter of a clause, alone on its line: "(a)", "iv.", "12)".
_BARE_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[^\W\d_]|[ivxlc]{1,6})[.)]{1,2}", re.IGNORECASE)


def is_enumerator(text: str) -> bool:
    """Tell whether a line is only the number or letter of the clause that follows ("(a)", "ii.")."""
    return _BARE_ENUMERATOR.fullmatch(text.strip()) is not None


def _is_numbered_part(text: str) -> bool:
    return _PART.fullmatch(text) is not None


def is_part_number(text: str) -> bool:
    """Tell whether a heading is only a part's number ("Section 1."), its words being the next line."""
    return _is_numbered_part(text.strip())


def is_word_list(text: str) -> bool:
    """Tell whether a line is a list of names, not sentences: keywords, icon names, a glued menu."""
    line = measure_line(text)
    if line.words < 8 or line.ends or line.breaks or _ends_clause(text):
        return False
    segments = [part.strip() for part in re.split(r"[,;|•·/]", text) if part.strip()]
    if len(segments) >= 5 and line.words / len(segments) <= 4:
        return True
    return _repeats_a_stem(text)


def _repeats_a_stem(text: str) -> bool:
    """Tell whether one stem of four letters or more makes a sixth of the words ("icon fbicon fileicon …")."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < 12:
        return False
    candidates = {word for word in words if 4 <= len(word) <= 12}
    return any(sum(1 for word in words if stem in word) * 3 >= len(words) for stem in candidates)


def is_glued_menu(text: str) -> bool:
    """Tell whether words run into one another as in a flattened menu ("HomeReportsBureau")."""
    joins = re.findall(r"[a-zа-яёәіңғүұқөһ][A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ]{2}", text)
    return len(joins) >= 2 and not ends_sentence(text)


def _count_breaks(text: str) -> int:
    return len(_SENTENCE_BREAK.findall(text)) + (0 if text.isascii() else len(_IDEOGRAPHIC_END.findall(text)))


def collapse_doubled(text: str) -> str:
    """Return `text` once where it says the same words twice over ("Flood. ©X Flood. ©X")."""
    words = text.split()
    half, odd = divmod(len(words), 2)
    if not odd and half >= 2 and words[:half] == words[half:]:
        return " ".join(words[:half])
    return text


@lru_cache(maxsize=4096)
def fold_words(text: str) -> str:
    """Fold a line for comparison: case-blind, letters and digits only, single blanks."""
    return " ".join(_TOKEN.findall(text.casefold().replace("’", "'")))
