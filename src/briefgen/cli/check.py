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
@json_option
def command(start: Path, jobs: int | None, strict: bool, as_json: bool) -> None:
    """Name every mistake in the project, all at once; silent where there is none.

    \b
    Example:
      briefgen check
      briefgen check --strict --json
    """
    from briefgen.cli.printing import choose_exit_code, describe_problem, print_json, print_problems, sort_problems
    from briefgen.project.building import BuildOptions, build_briefs

    options = BuildOptions(prints=False, processes=count_processes(jobs))
    report = build_briefs(open_project(start), options)
    problems = sort_problems(report.problems)
    if as_json:
        print_json([describe_problem(problem) for problem in problems])
    else:
        print_problems(problems)
    sys.exit(choose_exit_code(problems, strict=strict))
