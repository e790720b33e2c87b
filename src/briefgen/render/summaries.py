"""What a brief says once instead of at each entry: that all of a section is summary, and how good its sources are."""

from collections import Counter

from briefgen.model.brief import Section, Statistics
from briefgen.wording.labels import say, say_count


def holds_only_summaries(section: Section) -> bool:
    """Whether all that the section prints of sources is our summary, so that one note can say so for all of it."""
    manners = [entry.manner for group in section.groups for entry in group.entries]
    manners += [statement.manner for position in section.positions for statement in position.statements]
    manners += [event.manner for event in section.timeline if not event.prose and event.manner]
    manners += ["summary" if source.is_summary else "" for source in section.sources]
    return bool(manners) and set(manners) == {"summary"}


def tell_sources(section: Section, statistics: Statistics, language: str) -> str:
    """Sum up the sources of a brief (after ICD 206's summary statement): how many, how old, how they are graded."""
    counts = [say_count(statistics.sources, "sources", language)]
    counts.append(say_count(statistics.independent, "independent", language))
    if statistics.undated:
        counts.append(say_count(statistics.undated, "undated_sources", language))
    sentences = [", ".join(counts) + "."]
    if grades := Counter(source.reliability for source in section.sources if source.reliability):
        listed = ", ".join(f"{grade}\u00a0×\u00a0{number}" for grade, number in sorted(grades.items()))
        sentences.append(f"{say('reliability', language)}: {listed}.")
    if holds_only_summaries(section):
        sentences.append(say("all_sources_summarised", language))
    return " ".join(sentences)
