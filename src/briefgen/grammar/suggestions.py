"""What the author probably meant."""

from collections.abc import Iterable, Iterator

_LEAST_SIMILAR = 0.6
_LEAST_LAST_PART = 0.5
_TRIED = 20


def suggest(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to `word`, or "" where none is close.

    Upper and lower case count as alike, and a path's last part alone finds the path (``csto`` finds
    ``org/csto``). Otherwise the closest by optimal string alignment wins, if six letters in ten stand, and half
    of those of a path's last part; of equally close ones the first in alphabetical order, so that a message
    never varies between runs.
    """
    words = sorted(known)
    folded = [candidate.casefold() for candidate in words]
    sought = word.casefold()
    for form in (folded, [_take_last(candidate) for candidate in folded]):
        if sought in form:
            return words[form.index(sought)]
    return next((words[at] for at in _rank_close(sought, folded)), "")


def _rank_close(sought: str, folded: list[str]) -> Iterator[int]:
    """Give the positions of the words close to `sought`, the closest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    similarity = OSA.normalized_similarity
    found = process.extract(sought, folded, scorer=similarity, score_cutoff=_LEAST_SIMILAR, limit=_TRIED)
    for candidate, _, at in found:
        if similarity(_take_last(sought), _take_last(candidate)) >= _LEAST_LAST_PART:
            yield at


def _take_last(path: str) -> str:
    return path.rpartition("/")[2]


def ask_whether(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean `org/csto`?`` for a hint, or "" where no known word is close."""
    found = suggest(word, known)
    return f"did you mean `{found}`?" if found else ""
