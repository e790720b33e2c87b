"""`briefgen check`."""

import sys
from pathlib import Path

import click

from briefgen.cli.options import count_processes, json_option, open_project, processes_option, project_option
from briefgen.cli.options import strict_option as with_strict


@click.command("check")
@project_option
@processes_option
@with_strict
@click.option(
    "--all", "lists_all", is_flag=True, help="List each source that lacks something, and idle tags and aliases."
)
@click.option("--copies", "lists_copies", is_flag=True, help="List the groups of near-copies instead.")
@json_option
def command(start: Path, jobs: int | None, strict: bool, lists_all: bool, lists_copies: bool, as_json: bool) -> None:
    """Name every mistake in the project, all at once; silent where there is none.

    \b
    Example:
      briefgen check
      briefgen check --strict --json
      briefgen check --copies
    """
    if lists_copies:
        _list_copies(start, count_processes(jobs), as_json=as_json)
        return
    from briefgen.cli.copies import count_groups
    from briefgen.cli.printing import choose_exit_code, describe_problem, print_json, print_problems, sort_problems
    from briefgen.project.building.build import BuildOptions, build_briefs

    options = BuildOptions(prints=False, inspects=True, lists_all=lists_all, processes=count_processes(jobs))
    report = build_briefs(open_project(start), options)
    problems = sort_problems(report.problems)
    if as_json:
        print_json([describe_problem(problem) for problem in problems])
    else:
        if counted := count_groups(report.copies):
            click.echo(counted)
        print_problems(problems)
    sys.exit(choose_exit_code(problems, strict=strict))


def _list_copies(start: Path, processes: int, *, as_json: bool) -> None:
    from briefgen.cli.copies import describe_groups, print_groups
    from briefgen.project.looking.copy_listing import list_copies

    groups = list_copies(open_project(start), processes)
    if as_json:
        describe_groups(groups)
    else:
        print_groups(groups)
