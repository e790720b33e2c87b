"""How high "What changed" is marked: it quotes words of the last edition, also such as have left the brief."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.compose.details import list_excerpt_details
from briefgen.compose.findings import Findings
from briefgen.compose.reader_view import Since, join_words
from briefgen.compose.told_record import write_down_told
from briefgen.grammar.markings import read_marking
from briefgen.model.comparison import NEW, WITHDRAWN, Change
from briefgen.model.edition import Edition, IssuedExcerpt
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.source import Source


def mark_changes(since: Since | None, findings: Findings) -> Marking:
    """Find the highest marking of anything that is told of a last edition; TLP:CLEAR where nothing is.

    What stands in the corpus just as it was, though it be withdrawn or no more selected, bears what it bears today. All
    else that was there and is told (words, titles, names, tags, details) is marked as high as that edition was: nobody
    can say what it would be marked now, and what stands in its place may be open only because it is gone.
    """
    if since is None or since.comparison is None:
        return Marking.CLEAR
    former = {one.name: one for one in findings.former or ()}
    marks = _Marks(
        since.edition,
        {**former, **findings.list_all()},
        {
            **{one.source.id: one.source for one in former.values()},
            **findings.former_sources,
            **findings.list_sources(),
        },
    )
    told = write_down_told(since)
    return max(
        (
            *map(marks.find, since.comparison.changes),
            *map(marks.find_excerpt, told.excerpts),
            *(marks.find_source(name, title) for name, title in told.sources.items()),
        ),
        default=Marking.CLEAR,
    )


@dataclass(frozen=True, slots=True)
class _Marks:
    """The last edition, and what the corpus has of its excerpts and sources now."""

    last: Edition
    excerpts: Mapping[str, Evidence]
    sources: Mapping[str, Source]

    @property
    def then(self) -> Marking:
        """The edition's own marking, TLP:RED where that cannot be read."""
        return _read(self.last.marking, Marking.RED)

    def find(self, change: Change) -> Marking:
        """Find the marking of what a change tells of the thing that was; what it rested on is asked by itself."""
        if change.manner == NEW or change.kind == "marking":
            return Marking.CLEAR
        # The marking itself may be told: that something was lowered says nothing of what it says.
        has_moved = any(move.old and move.what != "marking" for move in change.moves)
        if change.kind in {"excerpt", "source"} and change.manner == WITHDRAWN:
            # Where a source is gone, its desk's reason is told with it, and that is marked as the source is.
            return self.then if change.lost else Marking.CLEAR
        if change.old or change.former or change.lost or has_moved or change.manner == WITHDRAWN:
            return self.then
        return self._find_labels(change) if change.kind == "judgement" else Marking.CLEAR

    def find_excerpt(self, name: str) -> Marking:
        """Find the marking of an excerpt of the last edition; one that it did not print has no words there."""
        now, was = self.excerpts.get(name), self.last.excerpts.get(name)
        if now is None or (was is not None and not _is_same(was, now)):
            return self.then
        return now.marking

    def find_source(self, name: str, title: str) -> Marking:
        """Find the marking of a source of the last edition; one that it did not list has no title there."""
        now = self.sources.get(name)
        return self.then if now is None or (title and title != now.title) else now.marking

    def _find_labels(self, change: Change) -> Marking:
        """Find the labels that a judgement had."""
        labels = (one.marking for one in self.last.judgements if one.key == change.name and one.marking)
        return max((_read(label, self.then) for label in labels), default=Marking.CLEAR)


def _is_same(was: IssuedExcerpt, now: Evidence) -> bool:
    """Whether an excerpt says what it said, and all that stood beside it; its marking is what is asked for."""
    there = list_excerpt_details(now)
    return (
        was.text == join_words(now)
        and was.speaker in {"", now.tagged.speaker or now.passage.trailer.speaker}
        and set(was.tags) <= set(now.tagged.tags)
        and all(there.get(name) == value for name, value in was.details.items() if name != "marking")
    )


def _read(label: str, otherwise: Marking) -> Marking:
    found = read_marking(label)
    return found if isinstance(found, Marking) else otherwise
