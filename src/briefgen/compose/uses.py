"""Where a topic, and an edition of one, use a source or an excerpt."""

from collections.abc import Iterable, Iterator

from briefgen.compose.reader_view import read_words
from briefgen.compose.released_text import gather_notes, list_grounds
from briefgen.compose.review import JUDGING
from briefgen.model.edition import Edition
from briefgen.model.impact import DraftUse, EditionUse, JudgementUse, Trace
from briefgen.model.topic import Topic


def find_in_topic(topic: Topic, printed: Iterable[str], trace: Trace) -> DraftUse | None:
    """Find what of a topic rests on what is looked for; `printed` names what its drafts print. None for nothing."""
    use = DraftUse(
        topic.slug,
        topic.title,
        tuple(sorted({name for name in printed if trace.names(name)})),
        tuple(sorted({one.name for one in (*topic.citations, *topic.pin) if trace.meets(one.name)})),
        tuple(_list_judged(topic, trace)),
    )
    return use if use.printed or use.cited or use.judgements else None


def _list_judged(topic: Topic, trace: Trace) -> Iterator[JudgementUse]:
    notes = gather_notes(topic)
    plans = (plan for plan in topic.sections if plan.kind == "judgements")
    blocks = (block for plan in plans for block in plan.text if block.kind in JUDGING)
    for number, block in enumerate(blocks, 1):
        names = tuple(name for name in list_grounds(block, notes) if trace.meets(name))
        if names:
            yield JudgementUse(block.id or f"j{number}", read_words(block.markdown), names)


def find_in_edition(edition: Edition, variant: str, sha256: str, trace: Trace) -> EditionUse | None:
    """Find what of an edition rests on what is looked for; None for nothing."""
    source = next((name for name in edition.sources if name in trace.sources), "")
    printed = tuple(sorted(name for name in edition.excerpts if trace.names(name)))
    judged = tuple(
        JudgementUse(one.key, one.text, names)
        for one in edition.judgements
        if (names := tuple(name for name in (*one.evidence, *one.beside) if trace.meets(name)))
    )
    is_whole = bool(source) and not trace.excerpt
    if not (printed or judged or is_whole):
        return None
    return EditionUse(
        edition.slug, edition.number, variant, edition.issued, edition.marking, edition.language, sha256,
        edition.title, source, edition.sources.get(source, ""), printed, judged,
    )  # fmt: skip
