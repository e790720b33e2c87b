"""A figure's numbers: what a chart draws, and the table beneath it shows."""

from dataclasses import dataclass

from briefgen.model.marking import Marking

#: What a chart section can draw: mentions of actors over time, sources by type and by language, excerpts by year.
CHART_KINDS = ("actors", "types", "languages", "years")


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One line or bar: its label and a value for each column (a count; all are of one unit)."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as numbers. `kind` is one of `CHART_KINDS`.

    `title` states the finding, `subtitle` the measure, period and number; `columns` are the headings of the
    rows' values (years, kinds of source …) and `heading` says what they are; `sources` are the numbers of the sources
    behind it, and `uncited` counts those that have none, since nothing else of the brief cites them; `note` says what
    is not in it ("3 more excerpts have no year and are not shown."), or "";
    `marking` is the highest of what is counted.
    """

    kind: str
    anchor: str
    title: str
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    sources: tuple[int, ...] = ()
    note: str = ""
    heading: str = ""
    uncited: int = 0
    marking: Marking = Marking.CLEAR
