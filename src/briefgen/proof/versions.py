"""What a newer original says that a source's own does not, and which excerpts it no longer bears out."""

from collections.abc import Iterator, Sequence

from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.problem import Place, Problem
from briefgen.model.source import NewerOriginal
from briefgen.proof.normal_text import normalise_text
from briefgen.proof.quotation import OriginalText, stands_in

_LEAST_WORDS = 5
_SHOWN = 3
_LONGEST_SHOWN = 60


def check_newer(
    newer: NewerOriginal, own: OriginalText, latest: OriginalText, evidence: Sequence[Evidence], place: Place
) -> tuple[Problem, ...]:
    """Report what the latest kept original of a source changes, at the place of the source's own; nothing if nothing.

    `evidence` are the source's excerpts: those that stood in its own original and do not stand in
    the latest are named. They stay bound to their own, and print.
    """
    lost = [one.passage.id for one in evidence if _is_lost(one, latest)]
    fresh, gone = _list_lines(latest, besides=own), _list_lines(own, besides=latest)
    told = [*_tell_lost(lost), *_tell_lines(fresh, "new"), *_tell_lines(gone, "gone")]
    if not told:
        return ()
    name = f"`{newer.name}`" if newer.name else f"{newer.sha256[:12]}…"
    added = f" of {newer.added}" if newer.added else ""
    hint = f"take over what you need; then write `sha256: {newer.sha256}` to bind the source to it"
    message = f"a newer original is kept ({name}{added}), and this source was edited by a person: {'; '.join(told)}"
    return (Problem(kinds.PROOF_NEWER_ORIGINAL, message, place, hint),)


def _is_lost(one: Evidence, latest: OriginalText) -> bool:
    return one.proof.state is ProofState.EXACT and not stands_in(one.passage.quoted, latest)


def _tell_lost(lost: Sequence[str]) -> Iterator[str]:
    if lost:
        named = ", ".join(f"^{id_}" for id_ in lost[:_SHOWN]) + (" …" if len(lost) > _SHOWN else "")
        verb = "does" if len(lost) == 1 else "do"
        yield f"{count_things(len(lost), 'excerpt')} {verb} not stand in it any more ({named})"


def _tell_lines(lines: Sequence[str], what: str) -> Iterator[str]:
    if lines:
        yield f"{count_things(len(lines), 'paragraph')} {what} (“{_shorten(lines[0])}”)"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"


def _list_lines(original: OriginalText, *, besides: OriginalText) -> list[str]:
    """List the lines of some words that another original does not have, wherever they stand, in order."""
    lines = (" ".join(line.split()) for line in original.text.splitlines())
    told = (line for line in lines if len(line.split()) >= _LEAST_WORDS)
    return [line for line in dict.fromkeys(told) if normalise_text(line).normal not in besides.normal]
