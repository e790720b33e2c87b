"""Teasers of other stories after the text's end: headline, one paragraph, headline, one paragraph."""

from collections import Counter
from collections.abc import Sequence

from briefgen.ingest.judged import Judged
from briefgen.ingest.lines import fold_words

_LEAST_HEADLINE = 4


def find_teasers(page: Sequence[Judged], body: Sequence[int]) -> tuple[int, bool]:
    """Find where teasers begin at the end of `body` (indexes into `page`).

    Returns the place in `body` (its length when there are none), and whether that is sure: a headline
    or paragraph stands elsewhere on the page again, or the blank lines set the teasers apart.
    """
    pairs = _list_closing_pairs(page, body)
    if not pairs:
        return len(body), True
    counts = Counter(fold_words(entry.block.text) for entry in page)
    repeated = [any(counts[fold_words(page[body[at + i]].block.text)] > 1 for i in (0, 1)) for at in pairs]
    usual = _find_usual_gap(page, body[: pairs[0]])
    apart = [page[body[at]].block.gap > max(1, usual) for at in pairs]
    first = next((i for i in range(len(pairs)) if repeated[i] or apart[i]), None)
    if first is not None and (any(repeated) or len(pairs) - first >= 2):
        return pairs[first], True
    return (pairs[0], False) if len(pairs) >= 3 else (len(body), True)


def count_listed(page: Sequence[Judged], rest: Sequence[int]) -> int:
    """Count the blocks that belong to a list of other stories, `rest` being what follows its head.

    Headlines and items do, and so does a single paragraph under a headline; where a second one follows,
    or text without a headline, the page's own text goes on.
    """
    count = 0
    while count < len(rest):
        entry = page[rest[count]]
        following = [page[at] for at in rest[count + 1 : count + 3]]
        if entry.is_text and entry.block.kind != "item":
            return count
        leads = entry.heading and following and following[0].is_text and following[0].block.kind != "item"
        if leads and len(following) == 2 and following[1].is_text:
            return count
        count += 2 if leads else 1
    return count


def _list_closing_pairs(page: Sequence[Judged], body: Sequence[int]) -> list[int]:
    """List the places in `body` where headline-and-paragraph pairs begin that run to its end."""
    pairs: list[int] = []
    at = len(body) - 2
    while at >= 1 and _is_headline(page[body[at]]) and page[body[at + 1]].prose:
        pairs.append(at)
        at -= 2
    return pairs[::-1]


def _is_headline(judged: Judged) -> bool:
    return judged.heading and not judged.prose and judged.words >= _LEAST_HEADLINE


def _find_usual_gap(page: Sequence[Judged], body: Sequence[int]) -> int:
    """Return how many blank lines stand between the text's own paragraphs: a headline with more is set apart."""
    gaps = Counter(page[at].block.gap for at in body if page[at].prose)
    return gaps.most_common(1)[0][0] if gaps else 1
