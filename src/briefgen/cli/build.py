"""`briefgen build`."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import (
    count_processes,
    json_option,
    open_project,
    processes_option,
    project_option,
    read_variant,
    variant_options,
    wait_option,
)
from briefgen.cli.options import strict_option as with_strict

if TYPE_CHECKING:
    from briefgen.project.building.build import BuildReport


@click.command("build")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@project_option
@wait_option
@processes_option
@variant_options
@click.option("--force", is_flag=True, help="Print what is up to date too.")
@click.option("--html", "html_only", is_flag=True, help="Write the HTML only; the next build prints the PDFs.")
@click.option("--check", "only_check", is_flag=True, help="Print nothing; exit 1 if anything is stale.")
@click.option("--explain", is_flag=True, help="Say why each was printed, or is stale, with all names.")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The print date (default: today)."
)
@with_strict
@json_option
def command(
    topics: tuple[str, ...],
    start: Path,
    patience: float,
    jobs: int | None,
    template: str,
    language: str,
    limit: str | None,
    force: bool,
    html_only: bool,
    only_check: bool,
    explain: bool,
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
      briefgen build --check --explain
    """
    from briefgen.cli.progress import Estimate
    from briefgen.project.building.build import BuildOptions, build_briefs

    estimate = Estimate()
    options = BuildOptions(
        topics=topics,
        variant=read_variant(template, language, limit),
        date=date.date() if date else None,
        force=force,
        prints=not only_check,
        html_only=html_only,
        processes=count_processes(jobs),
        report=estimate,
    )
    with estimate:
        report = build_briefs(open_project(start, patience), options)
    sys.exit(_tell(report, prints=not only_check, explain=explain, strict=strict, as_json=as_json))


def _tell(report: "BuildReport", *, prints: bool, explain: bool, strict: bool, as_json: bool) -> int:
    """Tell of a build; return the exit code."""
    from briefgen.cli.printing import choose_exit_code, print_problems, sort_problems
    from briefgen.cli.reports import describe_build, print_build

    problems = sort_problems(report.problems)
    if as_json:
        describe_build(report, problems)
    else:
        print_build(report, prints=prints, explain=explain)
        print_problems(problems)
    stale = not prints and (report.stale or report.gone)
    return choose_exit_code(problems, strict=strict, others=[1] if stale or report.failed else [])
