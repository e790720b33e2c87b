"""A first paragraph for a brief whose analyst has not written one: what the corpus holds, in figures."""

from collections.abc import Sequence

from briefgen.grammar.plain_text import escape_text
from briefgen.model.brief import Section, Statistics
from briefgen.model.printed_excerpt import ExcerptGroup
from briefgen.model.prose import Prose
from briefgen.wording.labels import say, say_count
from briefgen.wording.lists import join_list

#: Where the overview stands: a page with it has no bottom line of the analyst's.
OVERVIEW_ANCHOR = "at-a-glance"
_FEW = 4
_MOST_ACTORS = 8


def write_overview(statistics: Statistics, sections: Sequence[Section], language: str) -> Section:
    """Write the section that opens a brief without a bottom line, in the brief's own language."""
    sentences = [
        say("overview.none", language),
        say("overview.extent", language, extent=_tell_extent(statistics, language)),
        *_tell_groups(sections, language),
        *_tell_actors(sections, language),
    ]
    prose = Prose("paragraph", escape_text(" ".join(sentences)), language=language)
    return Section("summary", say("at_a_glance", language), OVERVIEW_ANCHOR, (prose,))


def _tell_extent(statistics: Statistics, language: str) -> str:
    sources = say_count(statistics.sources, "overview.sources", language)
    excerpts = say_count(statistics.excerpts, "excerpts", language)
    parts = [say("overview.held", language, excerpts=excerpts, sources=sources)]
    first, last = statistics.first_year, statistics.last_year
    if first is not None:
        one = first == last
        dated = say("overview.dated", language, year=first) if one else ""
        parts.append(dated or say("overview.span", language, first=first, last=last or first))
    if statistics.undated:
        parts.append(say_count(statistics.undated, "undated_sources", language))
    return ", ".join(parts)


def _tell_groups(sections: Sequence[Section], language: str) -> list[str]:
    groups = [group for section in sections for group in section.groups if group.heading]
    if len(groups) < 2:
        return []
    largest = sorted(groups, key=lambda group: (group.is_rest, -len(group.entries)))[:_FEW]
    told = join_list([_tell_group(one, language) for one in largest], language)
    return [say("overview.groups", language, groups=told)]


def _tell_group(group: ExcerptGroup, language: str) -> str:
    name = say("overview.other", language) if group.is_rest else group.heading
    return say("overview.group", language, name=name, number=len(group.entries))


def _tell_actors(sections: Sequence[Section], language: str) -> list[str]:
    heard = list(dict.fromkeys(row.actor for section in sections for row in section.positions if row.statements))
    if not heard:
        return []
    if len(heard) <= _MOST_ACTORS:
        return [say("overview.actors", language, actors=join_list(heard, language))]
    further = sum(section.further for section in sections if section.kind == "positions")
    named = ", ".join(heard[:_FEW])
    return [say_count(len(heard) + further, "overview.some_actors", language, actors=named)]
