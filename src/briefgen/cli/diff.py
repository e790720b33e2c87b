"""`briefgen diff`."""

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


@click.command("diff")
@click.argument("topic")
@project_option
@processes_option
@click.option(
    "--from", "first", type=click.IntRange(1), metavar="N", help="The edition to begin with (default: the last)."
)
@click.option("--to", "end", default="draft", metavar="N", help="The edition to end with, or draft (default).")
@variant_options
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    metavar="FILE",
    help="Write it as a page of its own as well.",
)
@json_option
def command(
    topic: str,
    start: Path,
    jobs: int | None,
    first: int | None,
    end: str,
    template: str,
    language: str,
    limit: str | None,
    page: Path | None,
    as_json: bool,
) -> None:
    """Say what changed of a topic between two editions, or since one.

    With nothing said it compares the last edition with the draft as it would be printed now. Two of different forms
    are compared as far as both hold it. Signs are + new, ~ changed, - withdrawn; words that were added stand in
    {+ +}, words that were taken out in [- -].

    \b
    Example:
      briefgen diff nato-csto
      briefgen diff nato-csto --from 2 --to 3 --html changes.html
    """
    from briefgen.cli.differences import describe_comparison, print_comparison
    from briefgen.cli.printing import print_json
    from briefgen.errors import UsageError
    from briefgen.project.editions.differing import DiffOptions, diff_topic, tell_in_english, write_page

    if end != "draft" and not (end.isascii() and end.isdigit() and int(end)):
        raise UsageError(f"--to {end}: give an edition's number, or draft.")
    project = open_project(start)
    number = None if end == "draft" else int(end)
    options = DiffOptions(topic, first, number, read_variant(template, language, limit), count_processes(jobs))
    comparison = diff_topic(project, options)
    if page is not None:
        write_page(project, comparison, page)
    if as_json:
        print_json(describe_comparison(comparison))
        return
    print_comparison(tell_in_english(comparison))
    if page is not None:
        click.echo(f"\nwritten  {page}")
