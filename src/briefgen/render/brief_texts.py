"""Every text of a brief that is printed, each with the name of the place where it stands."""

from collections.abc import Iterator

from briefgen.model.brief import Brief, Section
from briefgen.model.prose import Prose


def list_texts(brief: Brief) -> Iterator[tuple[str, str]]:
    """List the texts of a brief that come from a corpus or an analyst, with names for a message."""
    yield "the title", f"{brief.title} {brief.deck} {brief.analyst} {brief.desk} {brief.contact}"
    for section in brief.sections:
        yield from _list_section(section)


def _list_section(section: Section) -> Iterator[tuple[str, str]]:
    where = f"section “{section.heading}”"
    yield where, section.heading + "".join(map(_read_prose, section.prose)) + "".join(gap.text for gap in section.gaps)
    for judgement in section.judgements:
        yield f"judgement {judgement.number}", _read_prose(judgement.prose) + judgement.confidence
    for group in section.groups:
        for entry in group.entries:
            own = (*entry.parts, entry.markdown if entry.kind == "table" or entry.manner == "summary" else "")
            about = (entry.speaker, entry.translation, entry.translator, entry.note, entry.publisher)
            yield f"excerpt {entry.name}", "".join((*own, *about))
    for position in section.positions:
        yield f"{where}, {position.actor}", "".join(one.text + one.speaker for one in position.statements)
    for event in section.timeline:
        yield f"{where}, event of {event.date}", event.text + (_read_prose(event.prose) if event.prose else "")
    for chart in section.charts:
        labels = (*chart.columns, *(row.label for row in chart.rows))
        yield f"{where}, chart of {chart.kind}", "".join((chart.title, *labels))
    for source in section.sources:
        yield f"source {source.id}", "".join((source.title, source.publisher, *source.author, source.descriptor))


def _read_prose(prose: Prose) -> str:
    return prose.markdown
