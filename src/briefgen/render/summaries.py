"""What a brief says once instead of at each entry: that all of a section is summary."""

from briefgen.model.brief import Section


def holds_only_summaries(section: Section) -> bool:
    """Whether all that the section prints of sources is our summary, so that one note can say so for all of it."""
    manners = [entry.manner for group in section.groups for entry in group.entries]
    manners += [statement.manner for position in section.positions for statement in position.statements]
    manners += [event.manner for event in section.timeline if not event.prose and event.manner]
    manners += ["summary" if source.is_summary else "" for source in section.sources]
    return bool(manners) and set(manners) == {"summary"}
