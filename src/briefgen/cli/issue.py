"""`briefgen issue`."""

import datetime
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


@click.command("issue")
@click.argument("topic")
@project_option
@processes_option
@variant_options
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The date of issue (default: today).")
@json_option
def command(
    topic: str,
    start: Path,
    jobs: int | None,
    template: str,
    language: str,
    limit: str | None,
    date: datetime.datetime | None,
    as_json: bool,
) -> None:
    """Freeze a topic's brief as its next edition, under output/editions/.

    An edition is never rewritten. The next draft says what has changed since.

    \b
    Example:
      briefgen issue nato-csto
    """
    from briefgen.cli.printing import print_json, print_problems, sort_problems
    from briefgen.grammar.phrases import count_things
    from briefgen.project.issuing import IssueOptions, issue_edition

    project = open_project(start)
    day = date.date() if date else None
    issued = issue_edition(
        project, IssueOptions(topic, read_variant(template, language, limit), day, count_processes(jobs))
    )
    folder = project.name(issued.folder)
    if as_json:
        print_json({"topic": issued.slug, "edition": issued.number, "pages": issued.pages, "folder": folder})
        return
    click.echo(f"issued   {issued.slug}   edition {issued.number}, {count_things(issued.pages, 'page')}   {folder}/")
    print_problems(sort_problems(issued.problems))
