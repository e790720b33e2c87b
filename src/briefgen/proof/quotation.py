"""Whether an excerpt's words stand in its original."""

import re
from collections.abc import Mapping, Sequence

from briefgen.model.evidence import Proof, ProofState
from briefgen.proof.nearest import Near, find_nearest
from briefgen.proof.normal_text import NormalText, normalise_text
from briefgen.proof.word_edges import is_whole

#: An original's text with its normal form. Spans of a proof are positions in its `text` (NFC, code points).
OriginalText = NormalText
#: What stands between the parts of an excerpt whose marks leave words out.
OMISSION = " […] "
_ABOUT_EQUAL = 2.0
#: How far behind the passage before the next one is looked for first, in characters.
_SHORTLY = 50_000
_WORD = re.compile(r"\w+")


def prepare_original(text: str) -> OriginalText:
    """Make an original's text ready for `prove`: once for each original, however many passages quote it."""
    return normalise_text(text)


def prove(parts: Sequence[str], original: OriginalText | None, wording: str, near: int = 0) -> Proof:
    """Say whether the quoted parts stand in the original.

    EXACT: each part stands there word for word (`proof.normal_text` says what counts as the same),
    whole words at both ends, in order; several places are still exact. CHANGED: not so, but one
    place is near; `nearest` is its wording. AMBIGUOUS: several places that say different things are
    about equally near. MISSING: none is near. UNPROVEN: no original. SUMMARY: `wording` is
    "summary", whatever the original says.

    `near` is where in the original to look first: the end of the passage before. Of several places the first one
    from there on is given, and a long original is not searched from its beginning for every passage.
    """
    if wording == "summary":
        return Proof(ProofState.SUMMARY)
    if original is None:
        return Proof(ProofState.UNPROVEN)
    sought = _normalise_parts(parts)
    spans = _find_near(sought, original, near) or _find_in_order(sought, original)
    return Proof(ProofState.EXACT, spans) if spans else _compare_nearest(sought, original)


def prove_versions(
    parts: Sequence[str], own: OriginalText | None, later: Mapping[str, OriginalText], wording: str, near: int = 0
) -> Proof:
    """Prove against the original that a source was taken from, then against `later` ones by SHA-256, oldest first.

    MOVED: not in its own but exact in a later one (spans and `version` are the latest such one's).
    Otherwise the outcome is that of its own, as `prove` gives it.
    """
    first = prove(parts, own, wording, near)
    if first.state in (ProofState.EXACT, ProofState.SUMMARY):
        return first
    sought = _normalise_parts(parts) if later else ()
    for sha256, original in reversed(list(later.items())):
        spans = _find_in_order(sought, original)
        if spans:
            return Proof(ProofState.MOVED, spans, version=sha256)
    return first


def _normalise_parts(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(normal for part in parts if (normal := normalise_text(part).normal))


def _find_near(sought: Sequence[str], original: OriginalText, near: int) -> tuple[tuple[int, int], ...]:
    """Return where the parts stand one after the other shortly behind `near`, or () where they do not."""
    spans: list[tuple[int, int]] = []
    free = original.find_position(near) if near else 0
    for part in sought:
        start = original.normal.find(part, free, free + len(part) + _SHORTLY)
        if start < 0 or not is_whole(original.text, *original.find_span(start, start + len(part))):
            return ()
        free = start + len(part)
        spans.append(original.find_span(start, free))
    return tuple(spans)


def _find_in_order(sought: Sequence[str], original: OriginalText) -> tuple[tuple[int, int], ...]:
    """Return where the parts stand one after the other, or () where one does not."""
    spans: list[tuple[int, int]] = []
    free = 0
    for part in sought:
        place = _find_part(part, original, free)
        if place is None:
            return ()
        free = place[1]
        spans.append(original.find_span(*place))
    return tuple(spans)


def _find_part(part: str, original: OriginalText, free: int) -> tuple[int, int] | None:
    """Return the first place of the normal form from `free` on where a part stands in whole words."""
    start = original.normal.find(part, free)
    while start >= 0:
        if is_whole(original.text, *original.find_span(start, start + len(part))):
            return start, start + len(part)
        start = original.normal.find(part, start + 1)
    return _find_hyphenated(part, original, free) if original.breaks and "-" in part else None


def _find_hyphenated(part: str, original: OriginalText, free: int) -> tuple[int, int] | None:
    """Find a part whose own hyphen stands at a line's end in the original, where the normal form has none."""
    pattern = re.compile("(-?)".join(map(re.escape, part.split("-"))))
    for match in pattern.finditer(original.normal, free):
        groups = range(1, pattern.groups + 1)
        left_out = {match.start(group) for group in groups if not match[group]}
        if left_out <= original.breaks and is_whole(original.text, *original.find_span(*match.span())):
            return match.span()
    return None


def _compare_nearest(sought: Sequence[str], original: OriginalText) -> Proof:
    """Name what the original says instead of words that it does not have."""
    chosen: list[Near] = []
    state = ProofState.CHANGED
    for part in sought:
        exact = _find_part(part, original, 0)
        places = (Near(*exact, 100.0),) if exact else find_nearest(part, original)
        if not places:
            return Proof(ProofState.MISSING)
        if _is_ambiguous(places, original):
            state = ProofState.AMBIGUOUS
        chosen.append(places[0])
    if not chosen:
        return Proof(ProofState.MISSING)
    chosen.sort()
    spans = tuple(original.find_span(near.start, near.end) for near in chosen)
    nearest = OMISSION.join(" ".join(original.text[start:end].split()) for start, end in spans)
    return Proof(state, spans, nearest, round(min(near.score for near in chosen), 1))


def _is_ambiguous(places: Sequence[Near], original: OriginalText) -> bool:
    """Whether places about as near as the best say something else than it."""
    near_best = [near for near in places if near.score >= places[0].score - _ABOUT_EQUAL]
    return len({tuple(_WORD.findall(original.normal[near.start : near.end])) for near in near_best}) > 1
