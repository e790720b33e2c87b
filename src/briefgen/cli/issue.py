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
@click.option(
    "--force",
    metavar="REASON",
    help="Issue in spite of a suspect judgement, or though nothing has changed; the reason is kept with the edition.",
)
@json_option
def command(
    topic: str,
    start: Path,
    jobs: int | None,
    template: str,
    language: str,
    limit: str | None,
    date: datetime.datetime | None,
    force: str | None,
    as_json: bool,
) -> None:
    """Freeze a topic's brief as its next edition, under output/editions/.

    An edition is never rewritten. The next draft says what has changed since. Another form or language issued on the
    same day, of the same material, becomes a further variant of the same edition.
    Refused: errors, a judgement that changed since its review, a cut-off after the date of issue (exit 1); a date
    before the last edition's, and an edition in which nothing has changed (exit 3).

    \b
    Example:
      briefgen issue nato-csto
    """
    from briefgen.cli.printing import print_json, print_problems, sort_problems
    from briefgen.grammar.phrases import count_things
    from briefgen.project.issuing import IssueOptions, issue_edition

    project = open_project(start)
    day = date.date() if date else None
    options = IssueOptions(topic, read_variant(template, language, limit), day, force, count_processes(jobs))
    issued = issue_edition(project, options)
    folder = project.name(issued.folder)
    if as_json:
        told = {"topic": issued.slug, "edition": issued.number, "pages": issued.pages, "folder": folder}
        print_json({**told, "overruled": list(issued.overruled)})
        return
    edition = f"edition {issued.number}{', a further variant' if issued.is_joined else ''}"
    click.echo(f"issued   {issued.slug}   {edition}, {count_things(issued.pages, 'page')}   {folder}/")
    for one in issued.overruled:
        click.echo(f"forced   in spite of this: {one}")
    if issued.overruled:
        click.echo(f"reason   {(force or '').strip()} (kept in edition.json)")
    if force is not None and not issued.overruled:
        click.echo("--force was not needed; its reason is not kept.")
    print_problems(sort_problems(issued.problems))
