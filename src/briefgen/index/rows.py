"""What an excerpt and a source put into the index's tables: pure, the same for putting in and taking out."""

from collections.abc import Iterator

from briefgen.grammar.query_words import split_words
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source

#: What a column of a table holds.
Cell = str | int | None

#: Stands between two authors, so that no phrase runs from one into the next; no query holds it.
_GAP = " ¦ "


def list_source_cells(source: Source) -> tuple[Cell, ...]:
    """Return the columns of the table ``source`` from name to issued_to."""
    facts = (source.id, source.path, source.type.casefold(), source.language.casefold(), source.reliability)
    return (*facts, source.status.casefold(), int(source.is_date_contested), *_span(source.issued))


def list_source_words(source: Source) -> tuple[str, str, str]:
    """Return the columns of ``source_words``: title, publisher, authors."""
    return (_join(source.title), _join(source.publisher), _GAP.join(_join(author) for author in source.author))


def list_told(source: Source) -> Iterator[tuple[bool, str]]:
    """Yield the source's rows of the table ``told``: whether it is the same as another, and that one's id."""
    for other in dict.fromkeys(source.same_as):
        yield True, other
    for other in dict.fromkeys(source.not_same_as):
        yield False, other


def list_passage_cells(evidence: Evidence) -> tuple[Cell, ...]:
    """Return the columns of the table ``passage`` from name to date_to."""
    trailer = evidence.passage.trailer
    facts = (evidence.passage.id, int(evidence.marking), evidence.proof.state.value, int(trailer.is_key))
    return (*facts, trailer.stance, trailer.credibility, evidence.language.casefold(), *_span(trailer.date))


def list_passage_words(evidence: Evidence) -> tuple[str]:
    """Return the one column of ``passage_words``: the text."""
    return (_join(evidence.passage.plain),)


def list_tags(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield the excerpt's rows of the table ``tag``, field and value: its tags, who speaks, who acts.

    The field ``name`` is the speaker as the author wrote it, folded.
    """
    tagged = evidence.tagged
    for tag in dict.fromkeys(tagged.tags):
        yield "tag", tag
    if tagged.speaker:
        yield "speaker", tagged.speaker
    if tagged.actor:
        yield "actor", tagged.actor
    if name := _join(evidence.passage.trailer.speaker):
        yield "name", name


def _span(date: PartialDate | None) -> tuple[int | None, int | None]:
    return (date.earliest.toordinal(), date.latest.toordinal()) if date else (None, None)


def _join(text: str) -> str:
    return " ".join(split_words(text)) if text else ""
