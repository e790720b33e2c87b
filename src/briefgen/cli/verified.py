"""What `verify` says of files and editions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.grammar.phrases import count_things
from briefgen.project.editions.on_record import Identity
from briefgen.project.editions.rebuilding import Rebuilding
from briefgen.project.editions.verdicts import ALTERED, PROVEN, Verdict


def print_verdicts(verdicts: Sequence[Verdict]) -> None:
    """Write a line for each file or edition, and what is known of it: what is wrong is as much a result as the rest."""
    _print_lines(verdicts)
    proven = sum(one.state == PROVEN for one in verdicts)
    if len(verdicts) > 1:
        click.echo(f"{proven} of {count_things(len(verdicts), 'verdict')} proven")
    if not verdicts:
        click.echo("nothing has been printed or issued yet")


def _print_lines(verdicts: Sequence[Verdict]) -> None:
    for one in verdicts:
        files = f", {count_things(one.files, 'file')}" if one.files > 1 else ""
        identity = f"   {one.identity}{files}" if one.identity else ""
        _print_line(f"{one.state:<8} {_show(one.path)}{identity}")
        if one.why:
            _print_line(f"    {one.why}")
        if one.signed:
            _print_line(f"    {one.signed}")
        if one.expected and one.state != PROVEN:
            click.echo(f"    on record {', '.join(one.expected)}")
        if one.found and (one.state == ALTERED or one.exit_code):
            click.echo(f"    this file {one.found}")
        if one.newer:
            _print_line(f"    newer: {one.newer}")


def _print_line(text: str) -> None:
    """Write one line, whatever names and records hold: no break in them begins another."""
    click.echo(clean_text(text.replace("\n", " ")))


def describe_verdicts(verdicts: Sequence[Verdict]) -> None:
    """Write the verdicts as JSON."""
    print_json(
        [
            {
                "path": str(one.path),
                "state": one.state,
                **_describe_identity(one.identity),
                "sha256": one.found,
                "expected": list(one.expected),
                "newer": one.newer,
                "why": one.why,
                "files": one.files,
                "signed": one.signed,
                "exit_code": one.exit_code,
            }
            for one in verdicts
        ]
    )


def print_rebuilt(found: Sequence[Rebuilding]) -> None:
    """Write a line for each edition, and what differs."""
    for one in found:
        _print_line(f"{one.state}   {_show(one.folder)}{f'   {one.identity}' if one.identity else ''}")
        for line in (*(f"differs: {name}" for name in one.files), *(f"then → now: {name}" for name in one.versions)):
            _print_line(f"    {line}")
        if one.why:
            _print_line(f"    {one.why}")
        _print_lines(one.faults)
    if not found:
        click.echo("nothing has been issued yet")


def describe_rebuilt(found: Sequence[Rebuilding]) -> None:
    """Write what came of rebuilding as JSON."""
    print_json(
        [
            {
                "path": str(one.folder),
                "state": one.state,
                **_describe_identity(one.identity),
                "files": list(one.files),
                "versions": list(one.versions),
                "why": one.why,
                "altered": [str(fault.path) for fault in one.faults],
            }
            for one in found
        ]
    )


def _describe_identity(identity: Identity | None) -> dict[str, Any]:
    if identity is None:
        return {"topic": None, "edition": None, "date": None, "marking": None, "variant": None}
    return {
        "topic": identity.slug,
        "title": identity.title,
        "edition": identity.edition or None,
        "date": identity.date,
        "marking": identity.marking,
        "variant": identity.variant,
    }


def _show(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
