"""`briefgen status`."""

from pathlib import Path

import click

from briefgen.cli.options import json_option, open_project, project_option


@click.command("status")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@project_option
@click.option("-v", "--verbose", is_flag=True, help="Tell all names, and what was left out of each brief, and why.")
@json_option
def command(topics: tuple[str, ...], start: Path, verbose: bool, as_json: bool) -> None:
    """Say which briefs are stale and why, before anything is printed.

    / is up to date, ~ is stale, + was never printed, - is gone, ! failed. Beneath a stale one stands each reason: what
    is new (+), changed (~) or gone (-), by name. The edition is the last one issued; a draft that differs from it says
    something that it did not. Nothing is printed; only .briefgen/ is brought up to date.

    \b
    Example:
      briefgen status
      briefgen status nato-csto -v
    """
    from briefgen.cli.printing import sort_problems
    from briefgen.cli.progress import Estimate
    from briefgen.cli.reports import describe_build
    from briefgen.cli.state_table import print_status
    from briefgen.project.building.build import BuildOptions, build_briefs

    with Estimate() as estimate:
        report = build_briefs(open_project(start), BuildOptions(topics=topics, prints=False, report=estimate))
    if as_json:
        describe_build(report, sort_problems(report.problems))
    else:
        print_status(report, verbose=verbose)
