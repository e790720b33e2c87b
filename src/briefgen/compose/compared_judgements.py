"""The judgements of two editions compared: words, terms, evidence, and whether anyone confirmed them since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen.compose.matching import is_named, match_judgements
from briefgen.model.comparison import CHANGED, NEW, WITHDRAWN, Change, Move
from briefgen.model.edition import Edition, IssuedJudgement

_TERMS = ("likelihood", "confidence", "marking")


def compare_judgements(before: Edition, now: Edition, former: Mapping[str, str]) -> Iterator[Change]:
    """Tell the changed judgements, then the new, then those that are gone; of each form what it has room for.

    `former` gives the names that excerpts of now had then: a judgement that cites one under its new name rests on
    what it rested on.
    """
    matched = match_judgements(now.judgements, before.judgements)
    printed = [one for one in now.judgements if one.is_printed]
    for one in printed:
        if one.key in matched and (change := _compare(one, matched[one.key], before, now, former)):
            yield change
    for one in printed:
        if one.key not in matched:
            # Where text is held back, one that no id names may be an earlier one in other words; so is one left out.
            is_doubtful = (before.is_cut and not is_named(one.key)) or one.key in before.left_out
            yield Change("judgement", NEW, one.key, new=one.text, reason="new_or_reworded" if is_doubtful else "")
    kept = {one.key for one in matched.values()}
    for one in before.judgements:
        if one.key not in kept and one.is_printed:
            yield Change("judgement", WITHDRAWN, one.key, old=one.text)
    yield from _compare_order(before, now, matched)


def _compare(
    now: IssuedJudgement, was: IssuedJudgement, before: Edition, edition: Edition, former: Mapping[str, str]
) -> Change | None:
    called = {former.get(name, name): name for name in now.evidence}
    gained = tuple(name for old, name in called.items() if old not in was.evidence)
    lost = tuple(name for name in was.evidence if name not in called)
    kept = {old: name for old, name in called.items() if old in was.evidence}
    touched = tuple(name for old, name in kept.items() if _is_touched(old, name, before, edition))
    terms = [(term, getattr(was, term), getattr(now, term)) for term in _TERMS]
    moves = tuple(Move(*one) for one in terms if one[1] != one[2])
    is_suspect = now.is_suspect and not was.is_suspect
    words = (was.text, now.text) if was.text != now.text else ("", "")
    if not (gained or lost or touched or moves or is_suspect or any(words)):
        return None
    change = Change("judgement", CHANGED, now.key, was.key if was.key != now.key else "", words[0], words[1], moves)
    same = "" if any(words) else now.text
    return replace(change, gained=gained, lost=lost, touched=touched, is_suspect=now.is_suspect, words=same)


def _is_touched(old: str, name: str, before: Edition, now: Edition) -> bool:
    """Whether an excerpt that a judgement rests on is not as it was, to a reader; its tags do not count."""
    was, one = before.excerpts.get(old), now.excerpts.get(name)
    if was is None or one is None:
        return False
    return was.text != one.text or was.details != one.details


def _compare_order(before: Edition, now: Edition, matched: Mapping[str, IssuedJudgement]) -> Iterator[Change]:
    """Tell that the judgements stand in another order, not counting those that came or went."""
    places = {one.key: place for place, one in enumerate(before.judgements)}
    order = [places[matched[one.key].key] for one in now.judgements if one.key in matched and one.is_printed]
    if order != sorted(order):
        yield Change("head", CHANGED, "order", moves=(Move("order", _write(sorted(order)), _write(order)),))


def _write(order: Iterable[int]) -> str:
    return ", ".join(str(place + 1) for place in order)
