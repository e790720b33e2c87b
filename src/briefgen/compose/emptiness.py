"""What is not there: sections without content, and languages without words."""

from dataclasses import replace

from briefgen.grammar.phrases import join_words
from briefgen.model import kinds
from briefgen.model.brief import Section
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import Topic
from briefgen.wording.labels import say
from briefgen.wording.locales import find_primary
from briefgen.wording.words import choose_language, list_shipped

#: Sections that say in words of their own that there is nothing in them; any other has no text.
_NOTHING = {
    kind: f"nothing.{kind}"
    for kind in ("excerpts", "positions", "timeline", "judgements", "gaps", "changes", "chart", "sources")
} | {"points": "nothing_found"}


def is_empty(section: Section) -> bool:
    """Whether a section has nothing to print."""
    parts = (section.prose, section.judgements, section.groups, section.timeline, section.gaps, section.sources)
    drawn = (section.points, section.charts, section.changes, *(position.statements for position in section.positions))
    return not any(parts) and not any(drawn)


def note_emptiness(section: Section, language: str) -> Section:
    """Give an empty section a sentence that says so; actors that are silent are something to print."""
    note = say(_NOTHING.get(section.kind, "nothing.text"), language)
    return replace(section, empty_note=note) if is_empty(section) and not section.positions else section


def check_words(topic: Topic, language: str) -> tuple[Problem, ...]:
    """Warn where the brief's own words are not in the language that was asked for."""
    if find_primary(choose_language(language)) == find_primary(language):
        return ()
    message = f"briefgen has no words in `{language}`: labels, dates and headings of its own are English"
    hint = f"write them into templates/catalogues/{language}.po, or choose {join_words(list_shipped())}"
    return (Problem(kinds.WORDS_LACKING, message, Place(topic.path), hint),)
