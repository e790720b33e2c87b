"""`briefgen build`."""

import datetime
import sys
from pathlib import Path

import click

from briefgen.cli.options import (
    count_processes,
    json_option,
    open_project,
    processes_option,
    project_option,
    read_variant,
    variant_options,
)
from briefgen.cli.options import strict_option as with_strict


@click.command("build")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@project_option
@processes_option
@variant_options
@click.option("--force", is_flag=True, help="Print what is up to date too.")
@click.option("--check", "only_check", is_flag=True, help="Print nothing; exit 1 if anything is stale.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The print date (default: today).")
@with_strict
@json_option
def command(
    topics: tuple[str, ...],
    start: Path,
    jobs: int | None,
    template: str,
    language: str,
    limit: str | None,
    force: bool,
    only_check: bool,
    date: datetime.datetime | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Print the briefs that are not up to date, as HTML and PDF under output/.

    A variant (another form, language or highest marking) gets files of its own, such as
    nato-csto.note.ru.tlp-green.pdf; later builds keep it up to date until its files are taken away.

    \b
    Example:
      briefgen build
      briefgen build nato-csto --date 2026-11-22
      briefgen build nato-csto --template note --language ru --max-tlp TLP:GREEN
      briefgen build --check
    """
    from briefgen.cli.printing import Progress, choose_exit_code, print_problems, sort_problems
    from briefgen.cli.reports import describe_build, print_build
    from briefgen.project.building import BuildOptions, build_briefs

    options = BuildOptions(
        topics=topics,
        variant=read_variant(template, language, limit),
        date=date.date() if date else None,
        force=force,
        prints=not only_check,
        processes=count_processes(jobs),
        report=Progress("printing" if not only_check else "checking"),
    )
    report = build_briefs(open_project(start), options)
    problems = sort_problems(report.problems)
    if as_json:
        describe_build(report, problems)
    else:
        print_build(report, prints=not only_check)
        print_problems(problems)
    stale = only_check and (report.stale or report.gone)
    sys.exit(choose_exit_code(problems, strict=strict, others=[1] if stale or report.failed else []))
