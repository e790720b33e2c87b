"""How `diff` writes a comparison: as text for a terminal of 80 columns, and as JSON."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from briefgen.cli.printing import clean_text
from briefgen.model.comparison import Change, Comparison, Side
from briefgen.model.told import Piece, ToldChange, ToldComparison

_WIDTH = 80
_COLOURS = {"+": "green", "-": "red", "~": "yellow"}
_BRACKETS = {"+": ("{+", "+}"), "-": ("[-", "-]"), "=": ("", ""), "…": (" …", " ")}


def print_comparison(told: ToldComparison) -> None:
    """Write a comparison: what with what, in short, and each change under its sign with the words that differ."""
    for line in _write_lines(told):
        click.echo(line)


def _write_lines(told: ToldComparison) -> Iterator[str]:
    yield click.style(clean_text(told.slug), bold=True)
    yield from _wrap(f"{told.before} → {told.now}", "  ")
    for sentence in told.summary:
        yield from _wrap(sentence, "  ")
    for group in told.groups:
        yield ""
        yield click.style(group.heading, bold=True)
        for change in group.changes:
            yield from _write_change(change)


def _write_change(change: ToldChange) -> Iterator[str]:
    sign = click.style(change.sign, fg=_COLOURS.get(change.sign))
    head = " ".join(filter(None, (clean_text(change.name), f"({change.manner})" if change.name else change.manner)))
    yield f"{sign} {head}{f'  [{change.note}]' if change.note else ''}"
    if change.about:
        yield from _wrap(change.about, "    ")
    if change.names:
        yield from _wrap(change.names, "    ")
    if change.reasons:
        yield from _wrap("; ".join(change.reasons), "    ")
    if change.pieces:
        opening, closing = (change.quotes[:1], change.quotes[1:])
        # The sign says already that all of it is new or gone.
        is_whole = len(change.pieces) == 1
        words = change.pieces[0].text if is_whole else "".join(map(_bracket, change.pieces)).replace("-]{+", "-] {+")
        yield from _wrap(f"{opening}{words}{closing}", "    ")


def _bracket(piece: Piece) -> str:
    """Write a piece with the brackets that tell whether it was added or taken out."""
    opening, closing = _BRACKETS[piece.sign]
    return f"{opening}{piece.text}{closing}"


def _wrap(text: str, indent: str) -> list[str]:
    """Wrap a text to the width, each of its own lines by itself; control characters are made visible."""
    lines = clean_text(text).split("\n")
    wrapped = [
        textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
        for line in lines
    ]
    return [line for each in wrapped for line in each]


def describe_comparison(comparison: Comparison) -> dict[str, Any]:
    """Give a comparison as a JSON object; README, "Commands", documents its keys."""
    return {
        "topic": comparison.slug,
        "from": _describe_side(comparison.before),
        "to": _describe_side(comparison.now),
        "is_substantive": comparison.is_substantive,
        "compares_print": comparison.compares_print,
        "share": {
            "changed_words": comparison.share.changed,
            "words": comparison.share.words,
            "per_cent": round(comparison.share.per_cent, 1),
        },
        "unnamed": comparison.unnamed,
        "changes": [_describe_change(one) for one in comparison.changes],
        "labels": _keep_told(comparison),
    }


def _describe_side(side: Side) -> dict[str, Any]:
    """Describe an edition, or the draft, whose number and day are null."""
    return {**asdict(side), "number": side.number or None, "issued": side.issued or None}


def _describe_change(change: Change) -> dict[str, Any]:
    described = {"sign": change.sign, **asdict(change), "name": change.called}
    described["moves"] = [asdict(move) for move in change.moves]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in described.items()}


def _keep_told(comparison: Comparison) -> dict[str, str]:
    """Keep the labels of the tags that came or went."""
    excerpts = comparison.list_of("excerpt")
    tags = sorted({tag for one in excerpts for tag in (*one.gained, *one.lost)})
    return {tag: comparison.labels[tag] for tag in tags if tag in comparison.labels}
