"""How high "What changed" is marked: it quotes words of the last edition, also such as have left the brief."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.compose.findings import Findings
from briefgen.compose.reader_view import Since
from briefgen.compose.released_text import Gate
from briefgen.compose.releasing import make_gate
from briefgen.grammar.markings import read_marking
from briefgen.model.comparison import CHANGED, WITHDRAWN, Change
from briefgen.model.edition import Edition
from briefgen.model.marking import Marking


def mark_changes(since: Since | None, findings: Findings) -> Marking:
    """Find the highest marking of anything that is told of a last edition; TLP:CLEAR where nothing is.

    What stands in the corpus still, though it be withdrawn or no more selected, bears what it bears today. Words then,
    where others stand in their place, and what the corpus has no more, are marked as high as that edition was: nobody
    can say what they would be marked now.
    """
    if since is None or since.comparison is None:
        return Marking.CLEAR
    marks = _Marks(since.edition, make_gate(findings, Marking.RED))
    return max(map(marks.find, since.comparison.changes), default=Marking.CLEAR)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the last edition's things are marked, then and now."""

    last: Edition
    now: Gate

    @property
    def then(self) -> Marking:
        """The edition's own marking, TLP:RED where that cannot be read."""
        return _read(self.last.marking, Marking.RED)

    def find(self, change: Change) -> Marking:
        """Find the marking of what is told of a change; what stands now is counted where it stands."""
        match change.kind:
            case "judgement":
                return self._find_judgement(change)
            case "excerpt" | "source" if change.manner == CHANGED and change.old:
                return self.then
            case "excerpt" | "source":
                # Where a source is gone, its desk's reason is told with it, and that is marked as the source is.
                return self._find_names(filter(None, (change.name, change.source)))
            case "marking":
                return Marking.CLEAR
        return self.then if change.old or change.moves or change.manner == WITHDRAWN else Marking.CLEAR

    def _find_judgement(self, change: Change) -> Marking:
        """Find what a judgement was marked: its own label then, and what it rested on."""
        keys = {change.name, change.former}
        before = [one for one in self.last.judgements if one.key in keys]
        names = {name for one in before for name in (*one.evidence, *one.beside)}
        labels = (_read(one.marking, self.then) for one in before if one.marking)
        return max([self._find_names(names), *labels])

    def _find_names(self, names: Iterable[str]) -> Marking:
        known = {**self.now.sources, **self.now.excerpts}
        return max((known.get(name, self.then) for name in names), default=Marking.CLEAR)


def _read(label: str, otherwise: Marking) -> Marking:
    found = read_marking(label)
    return found if isinstance(found, Marking) else otherwise
