"""Whether two texts are copies, and how much alike: the exact comparison of what the sketches suggest.

The thresholds were found on made copies (words changed, cuts, paragraphs moved and added) against real
reports of one series, whose texts share up to nine words in ten; `tests/quality/measure_copies.py` tells
how well they part the two.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from briefgen.grammar.query_words import split_words
from briefgen.grouping.facts import Comparison, Facts, compare_places, list_facts
from briefgen.grouping.sketch import number_runs
from briefgen.model.source import Source

#: What the shorter text must share of its runs of three words: three in ten words may have been changed.
_LEAST_SHARE = 0.28
#: Below this share words must have been changed all over the text, so that few long stretches are left: else what
#: the two share are formulas or quotations, and the rest is other text.
_SURE_SHARE = 0.55
_LONG_STRETCH, _IN_LONG_STRETCHES = 16, 0.2
#: Of so many runs one after another, a tenth is shared: the copy is there.
_WINDOW, _MET = 30, 0.1
#: So much of the text must be there. A quotation or a formula in another report is less.
_LEAST_COVERED, _LEAST_COVERED_IF_UNSURE = 0.6, 0.75
#: A text of fewer runs is compared as a whole: a sentence alone is soon alike.
_FEW_RUNS, _SHARE_OF_FEW = 20, 0.7
#: How many of the common places may hold other names, above so many that chance explains.
_OTHER_NAMES, _CHANCE = 0.33, 2
#: The same for figures, by what the dates say. A story that two publishers brought within a week may have been
#: brought up to date; what came out more than a month later is another report, unless next to nothing differs.
_OTHER_FIGURES, _UPDATED_FIGURES, _LATER_FIGURES, _LATER_CHANCE = 0.04, 0.5, 0.01, 1
_WEEK, _MONTH = 7, 31


@dataclass(frozen=True)
class SourceText:
    """A source's text made ready for comparisons: its paragraphs, and the numbers of its runs of words.

    It has no slots, so that what only some comparisons need is worked out once.
    """

    source: Source
    paragraphs: tuple[str, ...]
    runs: Sequence[int]

    @cached_property
    def facts(self) -> Facts:
        """The figures and names."""
        return list_facts(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts that are alike: `share` of the shorter one's wording, in per mille, stands in the longer.

    `is_whole` says that the longer one is covered as well: neither holds much that the other lacks.
    `is_series`: they are no copies all the same, but have formulas in common, and other facts in the same places.
    """

    share: int
    is_whole: bool
    is_series: bool


def prepare_text(source: Source, paragraphs: Sequence[str]) -> SourceText:
    """Make a source's text ready to be compared."""
    words = [word for paragraph in paragraphs for word in split_words(paragraph)]
    return SourceText(source, tuple(paragraphs), array("I", number_runs(words)))


def compare_texts(one: SourceText, other: SourceText) -> Likeness | None:
    """Compare two texts; None where they are not alike."""
    short, long = sorted((one, other), key=lambda text: (len(text.runs), text.source.id, text.source.path))
    hits = _find_shared(short, long)
    share = sum(hits) / len(hits) if hits else 0.0
    if not _is_alike(hits, share):
        return None
    is_whole = _cover(_find_shared(long, short)) >= _LEAST_COVERED
    is_formula = share < _SURE_SHARE and (not _is_scattered(hits) or _are_of_one_house(one.source, other.source))
    is_series = is_formula or _tells_another_story(one, other)
    return Likeness(round(1000 * share), is_whole, is_series)


def _find_shared(text: SourceText, other: SourceText) -> list[bool]:
    there = frozenset(other.runs)
    return [run in there for run in text.runs]


def _is_alike(hits: Sequence[bool], share: float) -> bool:
    if len(hits) < _FEW_RUNS:
        return bool(hits) and share >= _SHARE_OF_FEW
    covered = _LEAST_COVERED if share >= _SURE_SHARE else _LEAST_COVERED_IF_UNSURE
    return share >= _LEAST_SHARE and _cover(hits) >= covered


def _cover(hits: Sequence[bool]) -> float:
    """Give the share of a text that lies in windows of which some is found elsewhere."""
    windows = [hits[start : start + _WINDOW] for start in range(0, len(hits), _WINDOW)]
    return sum(len(window) for window in windows if sum(window) >= _MET * len(window)) / len(hits)


def _is_scattered(hits: Sequence[bool]) -> bool:
    """Whether what is shared stands in short stretches; one long stretch is chance."""
    stretches = [sum(1 for _ in stretch) for is_hit, stretch in groupby(hits) if is_hit]
    long = sum(length for length in stretches if length >= _LONG_STRETCH)
    return long <= _LONG_STRETCH + _IN_LONG_STRETCHES * sum(stretches)


def _are_of_one_house(one: Source, other: Source) -> bool:
    """Whether one publisher brought these on different days: nobody re-writes his own story all over."""
    return bool(one.publisher and one.publisher == other.publisher and _count_days(one, other))


def _tells_another_story(one: SourceText, other: SourceText) -> bool:
    own, others = one.facts, other.facts
    days = _count_days(one.source, other.source)
    allowed, chance = _OTHER_FIGURES, _CHANCE
    if days is not None and days > _MONTH:
        allowed, chance = _LATER_FIGURES, _LATER_CHANCE
    elif days is not None and days <= _WEEK and _are_of_two_houses(one.source, other.source):
        allowed = _UPDATED_FIGURES
    if _differs(compare_places(own.figures, others.figures), allowed, chance):
        return True
    return _differs(compare_places(own.names, others.names), _OTHER_NAMES, _CHANCE)


def _differs(comparison: Comparison, allowed: float, chance: int) -> bool:
    return comparison.differing > chance + allowed * comparison.places


def _are_of_two_houses(one: Source, other: Source) -> bool:
    return bool(one.publisher and other.publisher and one.publisher != other.publisher)


def _count_days(one: Source, other: Source) -> int | None:
    """Count the days that lie at least between two sources; None where one is undated."""
    if one.issued is None or other.issued is None:
        return None
    early, late = sorted((one.issued, other.issued), key=lambda issued: issued.earliest)
    return max(0, (late.earliest - early.latest).days)
