"""`briefgen add`."""

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
    wait_option,
)
from briefgen.errors import UsageError

if TYPE_CHECKING:
    from briefgen.project.adding.additions import AddOptions
    from briefgen.project.place import Project


@click.command("add")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH|URL]...")
@project_option
@wait_option
@processes_option
@click.option("--fetch", is_flag=True, help="Fetch the http and https addresses among the arguments.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and local addresses too.")
@click.option("--explain", is_flag=True, help="Say of each file how its text and its front matter were found.")
@click.option("--undo", is_flag=True, help="Take back the last addition.")
@json_option
def command(
    paths: tuple[str, ...],
    start: Path,
    patience: float,
    jobs: int | None,
    fetch: bool,
    allow_private: bool,
    explain: bool,
    undo: bool,
    as_json: bool,
) -> None:
    """Take pages and documents into the corpus: files, folders, patterns, addresses.

    Keeps each file as it came and writes one source for it; says what it is unsure of. What it left
    out is kept under .briefgen/dropped/. A source that a person has edited is never overwritten. Of a
    folder every file is looked at, and each ends with one line: added, updated, kept, unchanged or
    skipped. Interrupted, the same command goes on where it was.

    Exit code 0: what a folder holds beside pages and documents is skipped without fault. 1: a file that was
    named, or one of a format that is read, is damaged, locked or without text. 3: an address was refused. 5: one
    could not be fetched.

    \b
    Example:
      briefgen add ~/pages 'reports/**/*.pdf'
      briefgen add --fetch https://example.org/news/1
      briefgen add --undo
    """
    from briefgen.cli.additions import print_undone
    from briefgen.project.adding.additions import AddOptions
    from briefgen.project.adding.undoing import undo_addition

    project = open_project(start, patience)
    if undo:
        print_undone(undo_addition(project), as_json=as_json)
        return
    if not paths:
        raise UsageError("`add` needs the path of a file or a folder, or an address")
    options = AddOptions(count_processes(jobs), fetch=fetch, allow_private=allow_private, explain=explain)
    sys.exit(_add(project, paths, options, as_json=as_json))


def _add(project: "Project", paths: tuple[str, ...], options: "AddOptions", *, as_json: bool) -> int:
    """Take the files in, telling of each; return the exit code."""
    from briefgen.cli.additions import Additions
    from briefgen.cli.progress import Estimate
    from briefgen.project.adding.adding import add_files
    from briefgen.project.adding.journal import is_under_way

    estimate = Estimate()
    with Additions(estimate, as_json=as_json, explain=options.explain) as additions:
        try:
            add_files(project, paths, options, additions.tell, estimate)
        except KeyboardInterrupt:
            estimate.clear()
            kept = "all that is written is whole" if is_under_way(project, paths) else "nothing was written"
            click.echo(f"{kept}; the same command goes on from here", err=True)
            raise
    return additions.code
