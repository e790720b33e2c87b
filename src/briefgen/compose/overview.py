"""A first paragraph for a brief whose analyst has not written one: what the corpus holds, in figures."""

from collections.abc import Sequence

from briefgen.grammar.phrases import count_things, join_words
from briefgen.model.brief import Prose, Section, Statistics

_FEW = 4


def write_overview(statistics: Statistics, sections: Sequence[Section]) -> Section:
    """Write the section that opens a brief without a bottom line."""
    sentences = [
        "No bottom line has been written for this brief.",
        f"It shows what the corpus holds on its topic: {_tell_extent(statistics)}.",
        *_tell_groups(sections),
        *_tell_actors(sections),
    ]
    return Section("summary", "At a glance", "at-a-glance", (Prose("paragraph", " ".join(sentences)),))


def _tell_extent(statistics: Statistics) -> str:
    extent = f"{count_things(statistics.excerpts, 'excerpt')} from {count_things(statistics.sources, 'source')}"
    first, last = statistics.first_year, statistics.last_year
    years = [] if first is None else [f"dated {first}" if first == last else f"dated {first} to {last}"]
    undated = [f"{statistics.undated} undated"] if statistics.undated else []
    return ", ".join([extent, *years, *undated])


def _tell_groups(sections: Sequence[Section]) -> list[str]:
    groups = [group for section in sections for group in section.groups if group.heading]
    largest = sorted(groups, key=lambda group: (group.heading == "Other", -len(group.entries)))[:_FEW]
    if len(groups) < 2:
        return []
    return ["The largest groups are " + join_words([_tell_group(g.heading, len(g.entries)) for g in largest]) + "."]


def _tell_group(heading: str, number: int) -> str:
    name = "other matters" if heading == "Other" else heading
    return f"{name} ({number})"


def _tell_actors(sections: Sequence[Section]) -> list[str]:
    heard = [row.actor for section in sections for row in section.positions if row.statements]
    return [f"Positions are on record of {join_words(heard)}."] if heard else []
