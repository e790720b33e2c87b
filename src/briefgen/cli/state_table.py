"""`status` for a reader: the topics' states in one table, and beneath each row what is to be said of it."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from briefgen.cli.printing import clean_text
from briefgen.cli.reports import MOST_NAMES, list_withheld, say_why_gone, sum_up
from briefgen.grammar.phrases import count_things
from briefgen.grammar.shortening import cut_words, measure_width
from briefgen.model import kinds
from briefgen.project.building.build import BuildReport
from briefgen.refresh.draft import Draft, name_state

_SIGNS = {"up to date": "/", "never printed": "+"}
_GAP = "  "
_INDENT = "    "
#: From this width on there is room for the edition's date and the title.
_WIDE = 110
_SHORTEST_TITLE = 12
_NARROWEST_NAME = 16
_UNBROKEN = 10_000


@dataclass(frozen=True, slots=True)
class _Row:
    """A draft's line: its cells after the name, and the lines beneath it."""

    sign: str
    name: str
    cells: tuple[str, ...]
    title: str
    beneath: tuple[str, ...]


def print_status(report: BuildReport, *, verbose: bool) -> None:
    """Write the table, as wide as the terminal is, then what it comes to; what is held back goes to stderr."""
    # Into a pipe no line is broken: there it is searched, not read.
    width = shutil.get_terminal_size((_UNBROKEN, 24)).columns
    for line in lay_out_status(report, width, verbose=verbose):
        click.echo(line)
    for draft in report.drafts if verbose else ():
        for line in list_withheld(draft):
            click.echo(f"    {line}", err=True)


def lay_out_status(report: BuildReport, width: int, *, verbose: bool) -> Iterator[str]:
    """Give the lines of the table in at most `width` columns; what has no blank in it may be wider."""
    is_wide = width >= _WIDE
    rows = [_make_row(draft, report, verbose=verbose, is_wide=is_wide) for draft in report.drafts]
    if rows:
        heads = ("state", "edition", "marking", "pages", "excerpts" if is_wide else "exc.", "printed")
        yield from _lay_out_rows(rows, heads, width, is_wide=is_wide)
    for name in report.failed:
        yield from _wrap(f"! {name}: could not be put together; `briefgen check` says why", width, _INDENT)
    for name in report.gone:
        yield from _wrap(
            f"- {name}: {say_why_gone(name, report)}; the next build takes it off the record", width, _INDENT
        )
    yield from _wrap(sum_up(report), width, "")


def _make_row(draft: Draft, report: BuildReport, *, verbose: bool, is_wide: bool) -> _Row:
    record, state = report.records.get(draft.name), name_state(draft)
    cells = (
        state,
        _tell_edition(draft, is_wide=is_wide),
        draft.marking,
        str(record.pages or "–") if record else "–",
        str(draft.statistics["excerpts"]),
        record.printed if record else "–",
    )
    beneath = (*_list_reasons(draft, verbose=verbose), *_list_remarks(draft, verbose=verbose))
    return _Row(_SIGNS.get(state, "~"), draft.name, cells, clean_text(draft.title), beneath)


def _tell_edition(draft: Draft, *, is_wide: bool) -> str:
    """Tell the last edition's number and date, and whether the draft says anything else."""
    last = draft.since
    if last is None:
        return "–"
    told = f"{last.number} of {last.issued}" if is_wide else str(last.number)
    return told if last.differs is None else f"{told}, {'differs' if last.differs else 'same'}"


def _list_reasons(draft: Draft, *, verbose: bool) -> Iterator[str]:
    if name_state(draft) == "stale":
        for reason in draft.reasons:
            yield clean_text(reason.tell(None if verbose else MOST_NAMES))


def _list_remarks(draft: Draft, *, verbose: bool) -> Iterator[str]:
    suspects = sum(problem.kind == kinds.REVIEW_SUSPECT for problem in draft.problems)
    if suspects:
        yield f"{count_things(suspects, 'judgement')} suspect: `briefgen review {draft.slug} --dry-run`"
    for name, section, reason in draft.left_out if verbose else ():
        where = f" ({section})" if section else ""
        yield f"left out: {name}{clean_text(where)}: {clean_text(reason)}"


# Layout


def _lay_out_rows(rows: Sequence[_Row], heads: tuple[str, ...], width: int, *, is_wide: bool) -> Iterator[str]:
    widths = [max(map(measure_width, column)) for column in zip(heads, *(row.cells for row in rows), strict=True)]
    taken = 2 + sum(widths) + len(_GAP) * len(widths)
    longest = max(measure_width(row.name) for row in rows)
    name_width = min(longest, max(width - taken, _NARROWEST_NAME))
    room = width - taken - name_width - len(_GAP)
    has_title = is_wide and room >= _SHORTEST_TITLE
    yield from _lay_out_row(_Row(" ", "topic", heads, "title" if has_title else "", ()), name_width, widths, room)
    for row in rows:
        shown = _Row(row.sign, row.name, row.cells, row.title if has_title else "", row.beneath)
        yield from _lay_out_row(shown, name_width, widths, room)
        for line in row.beneath:
            yield from _wrap(_INDENT + line, width, _INDENT * 2)


def _lay_out_row(row: _Row, name_width: int, widths: Sequence[int], room: int) -> Iterator[str]:
    """Give a row; a name that is wider than its column has a line of its own."""
    cells = [
        _pad(cell, width, to_right=place in (3, 4))
        for place, (cell, width) in enumerate(zip(row.cells, widths, strict=True))
    ]
    title = [cut_words(row.title, room, " …")] if row.title else []
    if measure_width(row.name) > name_width:
        yield f"{row.sign} {row.name}"
        yield _GAP.join([" " * (2 + name_width), *cells, *title]).rstrip()
    else:
        yield _GAP.join([f"{row.sign} {_pad(row.name, name_width)}", *cells, *title]).rstrip()


def _pad(text: str, width: int, *, to_right: bool = False) -> str:
    blanks = " " * (width - measure_width(text))
    return blanks + text if to_right else text + blanks


def _wrap(text: str, width: int, indent: str) -> Iterator[str]:
    """Break a line at blanks; those that follow are indented."""
    start = text[: len(text) - len(text.lstrip())]
    line = start
    for word in text.split():
        joined = f"{line} {word}" if line.strip() else line + word
        if line.strip() and measure_width(joined) > width:
            yield line
            joined = indent + word
        line = joined
    yield line
