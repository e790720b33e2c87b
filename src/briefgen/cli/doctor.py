"""`briefgen doctor`."""

import sys
from pathlib import Path

import click

from briefgen.cli.options import json_option, project_option

_COLOURS = {"ok": "green", "warning": "yellow", "error": "red"}


@click.command("doctor")
@project_option
@json_option
def command(start: Path, as_json: bool) -> None:
    """Examine this machine: versions, system libraries, fonts, which protections are active.

    In a project also what stands on a site or in a folder where it may not. Exit 1 for that, and where something that
    briefgen needs is missing.

    \b
    Example:
      briefgen doctor
    """
    from dataclasses import asdict

    from briefgen.cli.printing import print_json
    from briefgen.project.doctor import examine_machine

    findings = examine_machine(start)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            state = click.style(f"{finding.state:<8}", fg=_COLOURS[finding.state])
            remedy = f"\n         {finding.remedy}" if finding.remedy else ""
            click.echo(f"{state} {finding.area:<12} {finding.name}: {finding.value}{remedy}")
    sys.exit(1 if any(finding.state == "error" for finding in findings) else 0)
