"""`briefgen issue`."""

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
    wait_option,
)


@click.command("issue")
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@project_option
@processes_option
@variant_options
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The date of issue (default: today)."
)
@click.option(
    "--force",
    metavar="REASON",
    help="Issue in spite of errors, a suspect judgement or a source's rights, or though nothing has changed. The reason"
    " is kept in variants without a limit.",
)
@click.option("--dry-run", "is_trial", is_flag=True, help="Show what would be issued, for whom; write nothing.")
@wait_option
@json_option
def command(
    topics: tuple[str, ...],
    start: Path,
    jobs: int | None,
    template: str,
    language: str,
    limit: str | None,
    date: datetime.datetime | None,
    force: str | None,
    is_trial: bool,
    patience: float,
    as_json: bool,
) -> None:
    """Freeze briefs as their next editions, under output/editions/.

    A topic is issued in its own variant and in each that a recipient of it needs; with --template, --language or
    --max-tlp in that one only. An edition is never rewritten. The next draft says what has changed since. Another
    form or language issued on the same day, of the same material, becomes a further variant of the same edition.
    Refused: errors, a judgement that changed since its review, a cut-off after the date of issue (exit 1); a date
    before the last edition's, an edition in which nothing has changed, and one that quotes more of a source than its
    rights allow (exit 3).

    \b
    Example:
      briefgen issue nato-csto
      briefgen issue nato-csto astana-hub --dry-run
    """
    from briefgen.cli.issued import describe_issue, print_issue
    from briefgen.cli.progress import Estimate
    from briefgen.project.editions.issuing import IssueOptions, issue_editions

    estimate = Estimate()
    options = IssueOptions(
        topics=topics,
        variant=read_variant(template, language, limit),
        date=date.date() if date else None,
        force=force,
        is_trial=is_trial,
        processes=count_processes(jobs),
        report=lambda done, total, name: estimate("issuing", done, total, name),
    )
    project = open_project(start, patience)
    with estimate:
        report = issue_editions(project, options)
    if as_json:
        describe_issue(report, project, options)
    else:
        print_issue(report, project, options)
    sys.exit(max((one.exit_code for one in report.refused), default=0))
