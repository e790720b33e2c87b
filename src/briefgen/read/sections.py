"""The sections of a topic: those its front matter lists, or those that every brief has."""

from collections.abc import Mapping

from briefgen.grammar.phrases import show_value
from briefgen.grammar.query import read_query
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.trailer import is_tag
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model import kinds
from briefgen.model.chart import CHART_KINDS
from briefgen.model.problem import Place
from briefgen.model.query import Query
from briefgen.model.topic import SECTION_KINDS, SectionPlan
from briefgen.read.values import (
    Reader,
    Reading,
    read_choice,
    read_count,
    read_items,
    read_mapping,
    read_raw_text,
    read_tag,
    read_tags,
    read_text,
)
from briefgen.wording.labels import say

ORDERS = ("score", "newest", "oldest", "source")

#: The sections of a topic that names none, and how each groups excerpts; their headings stand in the catalogues.
DEFAULT_SECTIONS: tuple[tuple[str, str], ...] = (
    ("judgements", ""),
    ("changes", ""),
    ("background", ""),
    ("positions", ""),
    ("timeline", ""),
    ("chart", ""),
    ("excerpts", "theme"),
    ("gaps", ""),
    ("sources", ""),
)
#: At most so many statements of an actor, where the author sets no limit: a table of thirty is read by nobody.
_DEFAULT_LIMITS = {"positions": 5}
#: What they draw, as far as it tells something: kinds and languages of sources stand in words above the list of these.
_DEFAULT_CHARTS = {"chart": ("actors", "years")}


def default_sections(path: str, language: str) -> tuple[SectionPlan, ...]:
    """Return the sections of a topic in `language` that has no ``sections``, in order."""
    return tuple(
        SectionPlan(
            say(f"heading.{kind}", language),
            kind,
            Place(path),
            group=group,
            is_default=True,
            limit=_DEFAULT_LIMITS.get(kind),
            charts=_DEFAULT_CHARTS.get(kind, ()),
            word=kind,
        )
        for kind, group in DEFAULT_SECTIONS
    )


def read_sections(node: YamlNode, reading: Reading, lines: list[str]) -> tuple[SectionPlan, ...]:
    """Read the list under ``sections``; one that cannot be used is a problem and left out.

    `lines` are the file's, to find where a query's text begins.
    """
    if node.kind != "sequence":
        if not node.is_null:
            hint = "write a list: - heading: …, and below it kind: …"
            reading.report(kinds.YAML_SHAPE, "`sections` must be a list.", node, hint)
        return ()
    plans: dict[str, SectionPlan] = {}
    for item in node.items:
        plan = _read_section(item, reading, lines)
        if plan is None:
            continue
        if plan.heading in plans:
            message = f"Two sections have the heading {show_value(plan.heading)}."
            reading.report(kinds.YAML_VALUE, message, item, "give one of the two another heading")
            continue
        plans[plan.heading] = plan
    return tuple(plans.values())


def read_query_value(node: YamlNode, reading: Reading, lines: list[str], *, narrows: bool = False) -> Query | None:
    """Read a query, its mistakes placed in the file, whether it stands on one line or below ``query: |``."""
    if node.kind != "scalar":
        hint = "write the query below `query: |`, indented"
        reading.report(kinds.YAML_SHAPE, f"A query must be one text, not a {node.kind}.", node, hint)
        return None
    place = locate_text(node, reading.file, lines)
    query, problems = read_query(node.value.rstrip(), place.file, place.line, place.column, narrows)
    reading.problems.extend(problems)
    return query


def locate_text(node: YamlNode, file: str, lines: list[str]) -> Place:
    """Return where the first character of a scalar's text stands: within its quotation marks, or below its ``|``."""
    written = lines[node.line - 1][node.column - 1 :] if node.line <= len(lines) else ""
    if written.startswith(("'", '"')):
        return Place(file, node.line, node.column + 1)
    if written.startswith(("|", ">")):
        for number in range(node.line, len(lines)):
            if lines[number].strip():
                return Place(file, node.line + 1, len(lines[number]) - len(lines[number].lstrip()) + 1)
    return node.place(file)


def _read_section(node: YamlNode, reading: Reading, lines: list[str]) -> SectionPlan | None:
    def read_narrowing(value: YamlNode, _key: str, reading: Reading) -> Query | None:
        return read_query_value(value, reading, lines, narrows=True)

    readers: dict[str, Reader] = {**_SECTION_READERS, "query": read_narrowing}
    values = read_mapping(node, "sections", reading, readers, _DECIDING)
    if node.kind != "mapping":
        return None
    kind = values.get("kind")
    if kind is None:
        if node.get("kind") is None:
            hint = f"write kind: and one of {', '.join(SECTION_KINDS)}"
            reading.report(kinds.YAML_MISSING_KEY, "The section has no kind.", node, hint)
        return None
    if "heading" not in values:
        reading.report(kinds.YAML_MISSING_KEY, "The section has no heading.", node, "write heading: …")
        values |= {"heading": say(f"heading.{kind}", "en"), "word": kind}
    query = node.get("query")
    if query:
        values["query_place"] = locate_text(query, reading.file, lines)
        values["query_text"] = query.value.rstrip()
    return SectionPlan(place=node.place(reading.file), **values)  # type: ignore[arg-type]  # as their specs have them


def _read_kind(node: YamlNode, _key: str, reading: Reading) -> str | None:
    if node.kind == "scalar" and node.value in SECTION_KINDS:
        return node.value
    hint = ask_whether(node.value, SECTION_KINDS) or f"the kinds are {', '.join(SECTION_KINDS)}"
    reading.report(kinds.TOPIC_KIND, f"{show_value(node.value)} is no kind of section.", node, hint)
    return None


def _read_flag(node: YamlNode, key: str, reading: Reading) -> bool | None:
    if node.kind == "scalar" and node.value.lower() in ("true", "yes", "false", "no"):
        return node.value.lower() in ("true", "yes")
    reading.report(kinds.YAML_VALUE, f"`{key}` must be true or false.", node, "write true, or leave it out")
    return None


def _read_group(node: YamlNode, key: str, reading: Reading) -> str | None:
    text = read_text(node, key, reading)
    if text is None or is_tag(text):
        return text
    hint = "write the first part of a tag, such as theme, or source, actor or year"
    reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, hint)
    return None


def _read_charts(node: YamlNode, key: str, reading: Reading) -> tuple[str, ...]:
    """Read what a chart section draws; an unknown name is a problem and left out."""
    named: dict[str, None] = {}
    for item in read_items(node, key, reading):
        name = read_raw_text(item, key, reading)
        if name in CHART_KINDS:
            named[name] = None
        elif name is not None:
            hint = ask_whether(name, CHART_KINDS) or f"the charts are {', '.join(CHART_KINDS)}"
            reading.report(kinds.YAML_VALUE, f"`{key}`: there is no chart {show_value(name)}.", item, hint)
    return tuple(named)


def _read_headings(node: YamlNode, key: str, reading: Reading) -> tuple[tuple[str, str], ...] | None:
    """Read what stands over the groups of some tags, in the order written."""
    if node.kind != "mapping":
        if not node.is_null:
            hint = "write {theme/mediation: “What the group shows”}"
            reading.report(kinds.YAML_SHAPE, f"`{key}` must be a mapping from tags to headings.", node, hint)
        return None
    pairs = ((read_tag(name, key, reading), read_text(value, key, reading)) for name, value in node.pairs)
    return tuple((tag, heading) for tag, heading in pairs if tag and heading)


#: The keys of a section, with what each means, for README.
SECTION_KEYS: Mapping[str, str] = {
    "heading": "the heading; a level-1 heading of the text that equals it fills the section",
    "kind": f"one of {', '.join(SECTION_KINDS)}",
    "query": "narrows the topic's query",
    "whole_corpus": "yes: the section's query asks the whole corpus",
    "actors": "for positions: the tags to list, silent ones too; for a chart: whose mentions to count",
    "group": "for excerpts: a root such as theme, or source, actor, year",
    "headings": "for excerpts: headings of your own for the groups of some tags, as {theme/mediation: …}",
    "order": "for excerpts: score (default; a group of over six by actor, then day), newest, oldest, source",
    "charts": f"for chart: what to draw, of {', '.join(CHART_KINDS)}; without it, all that tell something",
    "limit": "at most so many excerpts, or statements of an actor; cited and pinned excerpts stand outside",
}
#: Without these a section shows more than was meant; the others order and name what it shows.
_DECIDING = frozenset({"query", "whole_corpus", "actors", "limit"})
_SECTION_READERS: Mapping[str, Reader] = {
    "heading": read_text,
    "kind": _read_kind,
    "whole_corpus": _read_flag,
    "actors": read_tags,
    "charts": _read_charts,
    "group": _read_group,
    "headings": _read_headings,
    "order": read_choice(ORDERS),
    "limit": read_count,
}
