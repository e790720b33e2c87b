"""The numbers behind a brief's charts, counted over what the topic selects.

A chart counts every excerpt that the section's query finds and that may print, also those that no section prints
in full; years are those of the sources. What has no year is not guessed: it is counted in the chart's note.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.compose.copies import find_copies
from briefgen.compose.sections import Desk
from briefgen.compose.years import find_year, make_columns, write_span
from briefgen.model.chart import CHART_KINDS, Chart, ChartRow
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.model.topic import SectionPlan
from briefgen.wording.labels import name_kind, name_language, say, say_count

#: So much has to be dated before time tells something, and so many groups there must be.
_FEWEST_SOURCES, _FEWEST_YEARS, _FEWEST_GROUPS = 3, 3, 2
#: Where each actor is named once, a picture of how often tells nothing.
_FEWEST_MENTIONS = 2
_MOST_ACTORS, _MOST_NAMED_ACTORS = 6, 8
_MOST_GROUPS = 7
_MOST_TIED = 3
#: Whom so many excerpts name is what the topic asked for, not what was found.
_NEARLY_ALL = 0.85


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a section's charts count: its excerpts and their sources, and those of them that have a year."""

    plan: SectionPlan
    desk: Desk
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    dated: tuple[tuple[Evidence, int], ...]

    @property
    def language(self) -> str:
        return self.desk.wording.language

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({year for _, year in self.dated}))

    def say(self, key: str, **values: object) -> str:
        return say(f"chart.{key}", self.language, **values)

    @property
    def is_asked(self) -> bool:
        """Whether the author named these charts, so that they are drawn even where they tell little."""
        return bool(self.plan.charts) and not self.plan.is_default

    @property
    def is_telling(self) -> bool:
        """Whether enough is dated for a picture of time."""
        sources = {evidence.source.id for evidence, _ in self.dated}
        return len(sources) >= _FEWEST_SOURCES and len(self.years) >= _FEWEST_YEARS


def list_charts(evidence: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> tuple[Chart, ...]:
    """List the charts of a section: those it names, else all that tell something.

    `evidence` is what the section's query selects and may print. A chart without anything to count is left out.
    """
    ground = _lay_ground(evidence, plan, desk)
    drawn = [_CHARTS[kind](ground) for kind in plan.charts or CHART_KINDS]
    return tuple(chart for chart in drawn if chart is not None)


def _lay_ground(evidence: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> _Ground:
    ordered = tuple(sorted(evidence, key=lambda one: (one.source.id, one.passage.ordinal, one.name)))
    sources = {one.source.id: one.source for one in ordered}
    dated = tuple((one, year) for one in ordered if (year := find_year(one.source.issued)) is not None)
    return _Ground(plan, desk, ordered, tuple(sources.values()), dated)


def _count_actors(ground: _Ground) -> Chart | None:
    """Count how many excerpts name each actor, by year."""
    named = [(tag, years) for tag, years in _find_mentions(ground) if years or tag in ground.plan.actors]
    if not any(years for _, years in named) or not (ground.is_asked or ground.is_telling):
        return None
    if not ground.is_asked and len(named) < _FEWEST_GROUPS:
        return None
    shown = named[: _MOST_NAMED_ACTORS if ground.plan.actors else _MOST_ACTORS]
    columns = make_columns(ground.years)
    rows = tuple(ChartRow(ground.desk.wording.name_tag(tag), columns.count(years)) for tag, years in shown)
    if not ground.is_asked and max(sum(row.values) for row in rows) < _FEWEST_MENTIONS:
        return None
    sums = {row.label: sum(row.values) for row in rows}
    fewer = len(named) - len(shown)
    note = [say_count(fewer, "chart.fewer", ground.language)] if fewer else []
    note.append(ground.say("scale", top=max(max(row.values) for row in rows)))
    return _make_chart(ground, "actors", columns.labels, rows, _state(ground, "actors", sums, len(ground.dated)), note)


def _find_mentions(ground: _Ground) -> list[tuple[str, list[int]]]:
    """Find the years in which each actor is named, the most named first.

    Actors are those that the section lists, else those that the topic's sections list, else organisations and
    whoever speaks in an excerpt.
    """
    listed = ground.plan.actors or tuple(actor for plan in ground.desk.topic.sections for actor in plan.actors)
    speaking = {one.tagged.actor for one in ground.evidence if one.tagged.actor}
    tags = {tag for one in ground.evidence for tag in one.tagged.tags if tag.startswith("org/") or tag in speaking}
    found = {
        actor: [year for one, year in ground.dated if _names(one, actor)]
        for actor in dict.fromkeys(listed or sorted(tags))
    }
    ranks = ground.desk.wording.vocabulary.rank_tags()
    return sorted(found.items(), key=lambda item: (-len(item[1]), ranks.get(item[0], len(ranks)), item[0]))


def _names(evidence: Evidence, actor: str) -> bool:
    """Whether an excerpt has the actor's tag or one below it."""
    return any(tag == actor or tag.startswith(f"{actor}/") for tag in evidence.tagged.tags)


def _count_types(ground: _Ground) -> Chart | None:
    """Count sources by type."""
    groups = Counter(name_kind(source.type, ground.language) for source in ground.sources if source.type)
    unstated = sum(not source.type for source in ground.sources)
    return _count_groups(ground, "types", groups, unstated)


def _count_languages(ground: _Ground) -> Chart | None:
    """Count sources by language."""
    groups = Counter(name_language(source.language, ground.language) for source in ground.sources if source.language)
    unstated = sum(not source.language for source in ground.sources)
    return _count_groups(ground, "languages", groups, unstated)


def _count_groups(ground: _Ground, kind: str, groups: Counter[str], unstated: int) -> Chart | None:
    ranked = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = dict(ranked[:_MOST_GROUPS]), ranked[_MOST_GROUPS:]
    if rest:
        shown[ground.say("other")] = sum(number for _, number in rest)
    if unstated:
        shown[ground.say("unstated")] = unstated
    is_telling = len(shown) >= _FEWEST_GROUPS and len(ground.sources) >= _FEWEST_SOURCES
    if not groups or not (ground.is_asked or is_telling):
        return None
    rows = (ChartRow(ground.say("sources"), tuple(shown.values())),)
    title = _state(ground, kind, dict(ranked), len(ground.sources))
    return _make_chart(ground, kind, tuple(shown), rows, title, [], total=len(ground.sources))


def _count_years(ground: _Ground) -> Chart | None:
    """Count excerpts by the year of their source; those that repeat another are told apart."""
    if not ground.dated or not (ground.is_asked or ground.is_telling):
        return None
    columns = make_columns(ground.years)
    copies = find_copies(ground.evidence, ground.desk.findings.copies, frozenset())
    own = columns.count([year for one, year in ground.dated if one.name not in copies])
    copied = columns.count([year for one, year in ground.dated if one.name in copies])
    rows: tuple[ChartRow, ...] = (ChartRow(ground.say("excerpts"), own),)
    if any(copied):
        rows = (ChartRow(ground.say("independent"), own), ChartRow(ground.say("copied"), copied))
    sums = {label: one + other for label, one, other in zip(columns.labels, own, copied, strict=True)}
    return _make_chart(ground, "years", columns.labels, rows, _state(ground, "years", sums, len(ground.dated)), [])


def _state(ground: _Ground, kind: str, sums: Mapping[str, int], total: int) -> str:
    """State what the largest of some counts says; of actors whom nearly every excerpt names, who comes next."""
    most = max(sums.values())
    names = [name for name, number in sums.items() if number == most]
    others = {name: number for name, number in sums.items() if 0 < number < most}
    if kind == "actors" and len(names) == 1 and others and most >= total * _NEARLY_ALL:
        part = max(others.values())
        second = ", ".join([name for name, number in others.items() if number == part][:_MOST_TIED])
        return ground.say("actors.second", first=names[0], name=second, part=part, total=total)
    values = {"name": ", ".join(names), "years": ", ".join(names), "part": most, "total": total}
    if len(names) > _MOST_TIED:
        return ground.say("even", part=most, total=total)
    if len(names) > 1:
        return ground.say("tied", **values)
    if most == total:
        return ground.say("all", **values)
    is_group = kind in ("types", "languages")
    return ground.say(f"{kind}.{'largest' if is_group and most * 2 <= total else 'title'}", **values)


def _make_chart(  # noqa: PLR0913, PLR0917 - what a chart is made of
    ground: _Ground,
    kind: str,
    columns: Sequence[str],
    rows: tuple[ChartRow, ...],
    title: str,
    note: list[str],
    *,
    total: int | None = None,
) -> Chart:
    """Join a chart's parts; `total` is None for one of time, which counts dated excerpts."""
    dateless = len(ground.evidence) - len(ground.dated)
    if total is None and dateless:
        note = [*note, say_count(dateless, "chart.dateless", ground.language)]
    span = write_span(ground.years[0], ground.years[-1]) if ground.years else ground.say("undated")
    counted = {one.source.id for one, _ in ground.dated} if total is None else {one.id for one in ground.sources}
    numbered = [number for number, name in enumerate(ground.desk.numbering.list_sources(), 1) if name in counted]
    heading = {"actors": "year", "years": "year", "types": "kind", "languages": "language"}[kind]
    return Chart(
        kind=kind,
        anchor=f"part-{ground.desk.topic.sections.index(ground.plan) + 1}-{kind}",
        title=title,
        subtitle=ground.say(f"{kind}.subtitle", years=span, total=len(ground.dated) if total is None else total),
        columns=tuple(columns),
        rows=rows,
        sources=tuple(numbered),
        note=" ".join(note),
        heading=ground.say(heading),
        uncited=len(counted) - len(numbered),
        marking=max(one.marking for one in ground.evidence),
    )


_CHARTS: Mapping[str, Callable[[_Ground], Chart | None]] = {
    "actors": _count_actors,
    "types": _count_types,
    "languages": _count_languages,
    "years": _count_years,
}
