"""`briefgen add`."""

import sys
from pathlib import Path

import click

from briefgen.cli.options import count_processes, json_option, open_project, processes_option, project_option
from briefgen.errors import UsageError


@click.command("add")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@project_option
@processes_option
@click.option("--undo", is_flag=True, help="Take back the last addition.")
@json_option
def command(paths: tuple[Path, ...], start: Path, jobs: int | None, undo: bool, as_json: bool) -> None:
    """Take scraped pages (.txt, .html, or folders of them) into the corpus.

    Keeps each page as it came and writes one source for it; says what it is unsure of. What it left
    out is kept under .briefgen/dropped/. A source that a person has edited is never overwritten.

    \b
    Example:
      briefgen add ~/pages/*.txt
      briefgen add --undo
    """
    from briefgen.cli.additions import print_additions, print_undone
    from briefgen.cli.printing import Progress
    from briefgen.project.adding import add_files, undo_addition

    project = open_project(start)
    if undo:
        print_undone(undo_addition(project), as_json=as_json)
        return
    if not paths:
        raise UsageError("`add` needs the path of a page or of a folder of pages")
    added = add_files(project, paths, count_processes(jobs), Progress("reading"))
    print_additions(added, as_json=as_json)
    sys.exit(1 if any(one.outcome == "skipped" for one in added) else 0)
