"""How much of a passage's words the rest of a page has too: parts of one text share words, other stories do not."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from briefgen.ingest.judged import Judged
from briefgen.ingest.lines import fold_words

#: Shorter words are in any text; of longer ones so many letters are compared, for endings change.
_LEAST_LETTERS = 5
_STEM = 5


def list_stems(text: str) -> list[str]:
    """List the beginnings of a text's longer words."""
    return [word[:_STEM] for word in fold_words(text).split() if len(word) >= _LEAST_LETTERS and word.isalpha()]


def measure_cohesion(page: Sequence[Judged], part: Collection[int], others: Iterable[int] = ()) -> float:
    """Return the share of the words of `part` (places) that the page's other running text has as well (0–1).

    `others` are places that do not count as the page's text either.
    """
    apart = {*part, *others}
    told = Counter(
        stem
        for at, entry in enumerate(page)
        if entry.is_text and at not in apart
        for stem in list_stems(entry.block.text)
    )
    stems = [stem for at in part for stem in list_stems(page[at].block.text)]
    return sum(1 for stem in stems if told[stem]) / len(stems) if stems else 1.0
