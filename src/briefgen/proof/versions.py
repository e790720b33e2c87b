"""What a newer original says that a source's own does not, and which excerpts it no longer bears out."""

from collections.abc import Iterable, Iterator, Sequence

from briefgen.grammar.phrases import count_things, shorten_words
from briefgen.model import kinds
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.problem import Place, Problem
from briefgen.model.source import NewerOriginal
from briefgen.proof.normal_text import normalise_text
from briefgen.proof.problems import describe_differences
from briefgen.proof.quotation import OriginalText
from briefgen.proof.table_parts import prove_passage

_LEAST_WORDS = 5
_SHOWN = 3
_LONGEST_SHOWN = 60
#: A new paragraph and one that went are one that was changed from this likeness on.
_ALIKE = 0.6
_MOST_COMPARED = 200


def check_newer(
    newer: NewerOriginal, own: OriginalText, latest: OriginalText, evidence: Sequence[Evidence], place: Place
) -> tuple[Problem, ...]:
    """Report what the latest kept original of a source changes, at the place of the source's own; nothing if nothing.

    `evidence` are the source's excerpts: those that stood in its own original and do not stand in
    the latest are named. They stay bound to their own, and print.
    """
    lost = [one.passage.id for one in evidence if _is_lost(one, latest)]
    fresh, gone = _list_lines(latest, besides=own), _list_lines(own, besides=latest)
    changed = _pair_alike(fresh, gone)
    fresh, gone = _leave_out(fresh, (new for new, _ in changed)), _leave_out(gone, (old for _, old in changed))
    told = [*_tell_lost(lost), *_tell_changed(changed), *_tell_lines(fresh, "new"), *_tell_lines(gone, "gone")]
    if not told:
        return ()
    name = f"`{newer.name}`" if newer.name else f"{newer.sha256[:12]}…"
    added = f" of {newer.added}" if newer.added else ""
    hint = f"take over what you need; then write `sha256: {newer.sha256}` to bind the source to it"
    message = f"a newer original is kept ({name}{added}), and this source was edited by a person: {'; '.join(told)}"
    return (Problem(kinds.PROOF_NEWER_ORIGINAL, message, place, hint),)


def _is_lost(one: Evidence, latest: OriginalText) -> bool:
    if one.proof.state is not ProofState.EXACT:
        return False
    return prove_passage(one.passage, latest, {}, "verbatim").state is not ProofState.EXACT


def _tell_lost(lost: Sequence[str]) -> Iterator[str]:
    if lost:
        named = ", ".join(f"^{id_}" for id_ in lost[:_SHOWN]) + (" …" if len(lost) > _SHOWN else "")
        verb = "does" if len(lost) == 1 else "do"
        yield f"{count_things(len(lost), 'excerpt')} {verb} not stand in it any more ({named})"


def _tell_lines(lines: Sequence[str], what: str) -> Iterator[str]:
    if lines:
        yield f"{count_things(len(lines), 'paragraph')} {what} (“{shorten_words(lines[0], _LONGEST_SHOWN)}”)"


def _tell_changed(changed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Tell how many paragraphs were changed, and in which words the first ones."""
    if changed:
        words = [phrase for new, old in changed for phrase in describe_differences(old, new)]
        more = " …" if len(words) > _SHOWN else ""
        yield f"{count_things(len(changed), 'paragraph')} changed: {', '.join(words[:_SHOWN])}{more}"


def _pair_alike(fresh: Sequence[str], gone: Sequence[str]) -> list[tuple[str, str]]:
    """Pair each new line with the line that went and is most like it, in the order of the new ones, each once."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    left = dict(enumerate(gone[:_MOST_COMPARED]))
    pairs = []
    for line in fresh[:_MOST_COMPARED]:
        like = process.extractOne(line, left, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE)
        if like:
            pairs.append((line, left.pop(like[2])))
    return pairs


def _leave_out(lines: Sequence[str], others: Iterable[str]) -> list[str]:
    left_out = frozenset(others)
    return [line for line in lines if line not in left_out]


def _list_lines(original: OriginalText, *, besides: OriginalText) -> list[str]:
    """List the lines of some words that another original does not have, wherever they stand, in order."""
    lines = (" ".join(line.split()) for line in original.text.splitlines())
    told = (line for line in lines if len(line.split()) >= _LEAST_WORDS)
    return [line for line in dict.fromkeys(told) if normalise_text(line).normal not in besides.normal]
