"""Which words of a page are its title."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefgen.ingest.datelines import is_dateline
from briefgen.ingest.dates_in_text import DateMention, find_dates
from briefgen.ingest.judged import Judged
from briefgen.ingest.lines import HEADING_WORDS, collapse_doubled, ends_sentence, fold_words
from briefgen.ingest.page import Claim, PageContent
from briefgen.ingest.people import is_byline
from briefgen.ingest.phrases import is_named
from briefgen.ingest.quoting import quote_line
from briefgen.ingest.symbols import is_symbol

_LEAST_SCORE = 0.3
_FARTHEST = 120
_HEAD_LINES = 6
_MOST_LINES = 4
_CLOSING_WORDS = 6
#: A resolution's title runs on; no sentence's end closes it.
_LONGEST_WORDS = 45
_SITE_MARK = re.compile(r"\s+[|–—»·:-]\s+")
_TIME = re.compile(
    r"^[\s,|•·-]*(?:в\s+|at\s+|сағат\s+)?(?:\d{1,2}[:.]\d\d(?::\d\d)?)?[\s,.|•·-]*(?:г\.?|года|ж\.?)?[\s,.|•·-]*(?:\d{1,2}[:.]\d\d)?\s*$"
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class TitleFound:
    """A page's title: its words, where they were read, the blocks that say them, and doubts.

    `places` are indexes into the page, the first being the title's own; `date` a date that stood
    behind the words on the title's line, with `line` as printed.
    """

    text: str
    evidence: str
    places: tuple[int, ...] = ()
    date: DateMention | None = None
    line: str = ""
    doubts: tuple[str, ...] = ()


def find_title(content: PageContent, page: Sequence[Judged], start: int) -> TitleFound | None:
    """Find the title of a page whose text begins at block `start`; None when nothing looks like one."""
    claimed = _choose_claimed(content)
    if claimed:
        return _locate(claimed, page)
    last = _find_last(page, start)
    twins = _list_twins(page)
    scored = [
        (score, -at)
        for at in range(max(0, start - _FARTHEST), last + 1)
        if (score := _score(page, at, max(start, at), twins)) > 0
    ]
    if not scored or max(scored)[0] < _LEAST_SCORE:
        return None
    return _make_title(page, -max(scored)[1], last)


def _find_last(page: Sequence[Judged], start: int) -> int:
    """Return the last place where the title may stand: the first running text, for what is before it may be dates."""
    end = min(len(page), start + _HEAD_LINES)
    first = next((at for at in range(start, end) if page[at].prose), start)
    return first if page[first].block.kind == "line" else start


def _make_title(page: Sequence[Judged], at: int, start: int) -> TitleFound:
    first, last = _extend_lines(page, at, start)
    line = " ".join(page[i].block.text for i in range(first, last + 1))
    text, date = split_title_date(collapse_doubled(line))
    own = range(first, last + 1)
    copies = (i for i in range(min(len(page), start + 2)) if i not in own and _is_same(page[i].block.text, text))
    return TitleFound(text, f"line {page[first].block.line}", (*own, *copies), date, line)


def _extend_lines(page: Sequence[Judged], at: int, start: int) -> tuple[int, int]:
    """Find the first and last line of a title that was set over several lines without a blank one."""
    if _is_broken_title(page, at):
        return at, at + 1
    first = last = at
    while last + 1 < min(start, len(page)) and _goes_on(page[last], page[last + 1]):
        last += 1
    while first > 0 and _goes_on(page[first - 1], page[first]):
        first -= 1
    return (first, last) if last - first < _MOST_LINES else (at, at)


def _goes_on(upper: Judged, lower: Judged) -> bool:
    """Tell whether two lines in capitals are one title's."""
    both = (upper, lower)
    return (
        lower.block.gap == 0
        and all(entry.block.kind == "line" and entry.block.text.isupper() and _may_be_title(entry) for entry in both)
        and not upper.block.text.rstrip().endswith((".", "!", "?", ":"))
        and not any(is_symbol(entry.block.text) or is_dateline(entry.block.text) for entry in both)
    )


def _is_broken_title(page: Sequence[Judged], at: int) -> bool:
    """Tell whether a line breaks off at a comma and a few words close it on the next, set apart from what follows."""
    if at + 2 >= len(page) or page[at].prose or page[at].reason or not page[at].block.text.endswith(","):
        return False
    upper, lower, after = page[at : at + 3]
    alone = lower.block.gap == 0 and after.block.gap > 0 and (upper.block.gap > 0 or at == 0)
    return (
        alone and upper.block.kind == lower.block.kind == "line" and lower.words <= _CLOSING_WORDS and not lower.prose
    )


def _choose_claimed(content: PageContent) -> Claim | None:
    heads = [*content.claims.get("h1", ())]
    others = [*content.claims.get("title", ()), *content.claims.get("title element", ())]
    sites = {fold_words(claim.value) for claim in content.claims.get("publisher", ())}
    heads = [head for head in heads if fold_words(head.value) not in sites]
    backed = [h for h in heads if len(h.value.split()) >= 2 and any(_backs(o.value, h.value) for o in others)]
    if backed:
        return backed[0]
    if others:
        # A lone first heading, when the head only repeats part of it together with the site's name.
        lone = [h for h in heads if len(h.value.split()) >= 3]
        best = Claim(_strip_site(others[0].value, content), others[0].evidence)
        return lone[0] if len(lone) == 1 and len(lone[0].value) > len(best.value) else best
    return heads[0] if heads else None


def _backs(claim: str, heading: str) -> bool:
    told, said = fold_words(claim), fold_words(heading)
    return told in said or (said in told and 2 * len(said) >= len(told))


def _strip_site(title: str, content: PageContent) -> str:
    """Take the site's name off a title: what follows the last mark, when it is the publisher or in all else shorter."""
    sites = {fold_words(claim.value) for claim in content.claims.get("publisher", ())}
    parts = _SITE_MARK.split(title)
    if len(parts) > 1 and (fold_words(parts[-1]) in sites or len(parts[-1].split()) <= 4 < len(title.split())):
        cut = title.rindex(parts[-1])
        return _SITE_MARK.sub(" ", title[:cut] + " ").strip() if len(parts) == 2 else title[:cut].rstrip(" |–—»·:-")
    return title


def _locate(claim: Claim, page: Sequence[Judged]) -> TitleFound:
    text, date = split_title_date(collapse_doubled(claim.value))
    places = tuple(i for i, entry in enumerate(page) if _is_same(entry.block.text, text))
    return TitleFound(text, claim.evidence, places, date, claim.value)


def _is_same(text: str, title: str) -> bool:
    if len(text) > 3 * len(title) + 60:
        return False
    return fold_words(split_title_date(collapse_doubled(text))[0]) == fold_words(title)


def split_title_date(text: str) -> tuple[str, DateMention | None]:
    """Split a date off a title's end, when it is the page's and not the title's.

    It is the page's where a time follows, a mark sets it apart, or it is written in another script.
    """
    dates = [mention for mention in find_dates(text) if mention.as_day]
    if not dates:
        return text, None
    last = dates[-1]
    after, words = text[last.end :], text[: last.start].rstrip()
    if not words or not _TIME.match(after):
        return text, None
    other_script = bool(_CYRILLIC.search(last.words)) != bool(_CYRILLIC.search(words))
    if re.search(r"\d[:.]\d\d", after) or words.endswith(("|", "•", "·", "—", "–")) or other_script:
        return words.rstrip(" |•·—–,-"), last
    return text, None


def _list_twins(page: Sequence[Judged]) -> Mapping[str, list[int]]:
    """List where each short line of the page stands, by its folded words."""
    twins: dict[str, list[int]] = {}
    for at, entry in enumerate(page):
        if entry.words <= _LONGEST_WORDS:
            twins.setdefault(fold_words(entry.block.text), []).append(at)
    return twins


def _score(page: Sequence[Judged], at: int, start: int, twins: Mapping[str, list[int]]) -> float:
    entry = page[at]
    text = entry.block.text
    if (
        not (_may_be_title(entry) or _is_broken_title(page, at))
        or is_dateline(text)
        or is_byline(text)
        or is_symbol(text)
    ):
        return 0.0
    bare = split_title_date(text)[0]
    copies = [i for i in twins.get(fold_words(text), ()) if i != at]
    distance = sum(1 for other in page[at + 1 : start] if not other.reason and other.block.kind != "item")
    score = 4 * _measure_overlap(bare, page[start : start + 12]) - 0.3 * distance
    score += 3 if any(i <= start + 2 for i in copies) else 1.5 if copies else 0
    score += 1 if at == _find_first(page) else 0
    score += 2.5 if entry.words >= 3 and any(is_dateline(other.block.text) for other in page[at + 1 : at + 3]) else 0
    score += (1 if 4 <= entry.words <= 22 else 0) + (3 if entry.block.kind == "heading" else 0)
    return score - (3 if entry.words < 3 else 0) - (1 if text.endswith(":") else 0) - 2.5 * _is_crowded(page, at)


def _find_first(page: Sequence[Judged]) -> int:
    return next((at for at, entry in enumerate(page) if not entry.reason), -1)


def _is_crowded(page: Sequence[Judged], at: int) -> bool:
    """Tell whether a line stands in the midst of short lines without a blank one between: a menu's entry."""
    before = page[at - 1] if at else None
    after = page[at + 1] if at + 1 < len(page) else None
    close_before = before is not None and not page[at].block.gap and not before.prose
    close_after = after is not None and not after.block.gap and not after.prose
    return page[at].block.kind == "line" and close_before and close_after


def _may_be_title(entry: Judged) -> bool:
    named = is_named(entry.block.text, "section") or is_named(entry.block.text, "notes")
    heading = entry.heading or _is_long_heading(entry)
    return heading and not entry.prose and not entry.reason and entry.block.kind != "item" and not named


def _is_long_heading(entry: Judged) -> bool:
    text = entry.block.text.rstrip()
    fits = HEADING_WORDS < entry.words <= _LONGEST_WORDS and text[:1].isupper()
    return fits and not ends_sentence(text) and not text.endswith((",", ";"))


def _measure_overlap(title: str, text: Sequence[Judged]) -> float:
    """Return the share of the title's longer words that the text's beginning has too, by their first five letters."""
    stems = {word[:5] for word in fold_words(title).split() if len(word) >= 4}
    told = {word[:5] for entry in text if entry.prose for word in fold_words(entry.block.text).split()}
    return len(stems & told) / len(stems) if stems else 0.0


def doubt_first_letters(title: str, text: str) -> str:
    """Say which word of a title seems to have lost its first letter, or return "".

    The text has the word with one more letter in front, twice or in long form, and never without it.
    """
    words = fold_words(text).split()
    counts = Counter(words)
    longer = Counter(word[1:] for word in words)
    for position, word in enumerate(title.split()):
        bare = fold_words(word)
        opens = position == 0 or title.split()[position - 1].endswith((":", "."))
        if len(bare) >= (5 if opens else 8) and not counts[bare] and longer[bare] and bare.isalpha():
            seems = f"the title seems to lack its first letter at {quote_line(word)}"
            return f"{seems}, where the text has a longer word; it is kept as printed"
    return ""
