"""What `outbox` says of the ledger."""

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.grammar.shortening import cut_words, measure_width
from briefgen.model.delivery import Entry, Matter, State
from briefgen.project.sending.exporting import describe_entry, describe_life
from briefgen.project.sending.settling import Life, Settled, measure_keys

_HEADS = ("state", "key", "topic", "ed.", "variant", "recipient", "channel", "when (UTC)", "tries", "note")
_GAP = "  "
_UNBROKEN = 10_000
_SHORTEST_NOTE = 24


def print_table(entries: Sequence[Entry], *, as_json: bool) -> None:
    """Write a line for each delivery, and to stderr how many there are of each state."""
    if as_json:
        print_json([describe_entry(one) for one in entries])
        return
    # Into a pipe no line is broken: there it is searched, not read.
    width = shutil.get_terminal_size((_UNBROKEN, 24)).columns
    for line in lay_out_table(entries, width):
        click.echo(line)
    counts = Counter(one.state for one in entries)
    told = ", ".join(f"{counts[state]} {state.value}" for state in State if counts[state])
    click.echo(f"{_count(len(entries))}{f': {told}' if told else ''}", err=True)
    if counts[State.UNKNOWN]:
        click.echo("of the unknown ones, ask who should have received them; then `briefgen outbox --resolve`", err=True)


def lay_out_table(entries: Sequence[Entry], width: int) -> list[str]:
    """Give the lines of the table; the note is cut to end at `width` where there is room for some of it."""
    if not entries:
        return []
    digits = measure_keys(entries)
    rows = [_HEADS, *(_list_cells(one, digits) for one in entries)]
    widths = [max(measure_width(row[at]) for row in rows) for at in range(len(_HEADS) - 1)]
    room = max(width - sum(widths) - len(_GAP) * len(widths), _SHORTEST_NOTE)
    return [_lay_out_row(row, widths, room) for row in rows]


def _lay_out_row(row: tuple[str, ...], widths: Sequence[int], room: int) -> str:
    cells = [cell + " " * (wide - measure_width(cell)) for cell, wide in zip(row, widths, strict=False)]
    return _GAP.join([*cells, cut_words(row[-1], room, " …")]).rstrip()


def _list_cells(entry: Entry, digits: int) -> tuple[str, ...]:
    one = entry.delivery
    note = entry.note + (f" (waits until {entry.next_try})" if entry.next_try else "")
    what = f"{one.variant} (correction)" if one.about else one.variant
    cells = (
        entry.state.value, one.key[:digits], one.slug, str(one.number), what, one.recipient, one.channel,
        entry.at.replace("T", " ").removesuffix("Z"), str(entry.attempts), note,
    )  # fmt: skip
    return tuple(clean_text(" ".join(cell.split())) for cell in cells)


def print_life(life: Life, *, as_json: bool) -> None:
    """Write all that is on record of one delivery."""
    if as_json:
        print_json(describe_life(life))
        return
    one = life.entry.delivery
    address = f" ({one.address})" if one.address else ""
    for name, value in (
        ("key", one.key),
        ("what", f"{one.slug}, edition {one.number}, {one.variant}, {one.marking.label}"),
        ("about", f"{one.matter.value}: {one.about}" if one.about else ""),
        ("record", one.edition),
        ("copy", str(one.copy or "")),
        ("to", f"{one.recipient}{address} by {one.channel}"),
    ):
        if value:
            click.echo(clean_text(f"{name:<8}{value}"))
    for step in life.events:
        later = f", not before {step.next_try}" if step.next_try else ""
        click.echo(clean_text(f"{step.at}  {step.state.value:<9}{step.note}{later}").rstrip())


def print_settled(settled: Settled, *, as_json: bool) -> None:
    """Write what was decided, and of what lay in the same place that it was settled too."""
    entries = (*settled.named, *settled.along)
    if as_json:
        print_json([describe_entry(one) for one in entries])
        return
    for line in lay_out_table(entries, _UNBROKEN):
        click.echo(line)
    if settled.along:
        digits = measure_keys(entries)
        others = ", ".join(f"{one.delivery.key[:digits]} ({one.delivery.recipient})" for one in settled.along)
        click.echo(clean_text(f"settled too, for it is the same place: {others}"), err=True)
    planned = {one.delivery.matter for one in entries if one.state is State.PLANNED}
    if Matter.EDITION in planned:
        click.echo("the next `briefgen send` sends it if it is still the newest edition for them", err=True)
    if Matter.CORRECTION in planned:
        click.echo("the next `briefgen send --correction` sends it, as long as the source is withdrawn", err=True)


def tell_export(count: int, path: Path, *, as_json: bool) -> None:
    """Say what was exported."""
    if as_json:
        print_json({"file": str(path), "deliveries": count})
    else:
        click.echo(clean_text(f"{_count(count)} in {path}"))


def _count(number: int) -> str:
    return "1 delivery" if number == 1 else f"{number} deliveries"
