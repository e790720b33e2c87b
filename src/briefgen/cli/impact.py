"""`briefgen impact`."""

import sys
from pathlib import Path

import click

from briefgen.cli.options import json_option, open_project, project_option


@click.command("impact")
@click.argument("source", metavar="SOURCE|EXCERPT")
@project_option
@json_option
def command(source: str, start: Path, as_json: bool) -> None:
    """Show what rests on a source or an excerpt, and who received it.

    Topics whose drafts print or cite it, judgements that rest on it, editions that were issued with it, and to whom
    and how these went. Where a source proves wrong, write `status: withdrawn` into it, with the reason; `briefgen
    issue` then makes editions without it, and `briefgen send --correction` tells those who received it.

    \b
    Example:
      briefgen impact example-2011
      briefgen impact example-2011^no-contacts
    """
    from briefgen.cli.impacted import choose_impact_code, describe_impact, print_impact
    from briefgen.project.tracing.impact import find_impact

    impact = find_impact(open_project(start), source)
    if as_json:
        describe_impact(impact)
    else:
        print_impact(impact)
    sys.exit(choose_impact_code(impact))
