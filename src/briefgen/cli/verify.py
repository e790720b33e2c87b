"""`briefgen verify`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import count_processes, json_option, processes_option, project_option, strict_option

if TYPE_CHECKING:
    from briefgen.project.place import Project


@click.command("verify")
@click.argument("words", nargs=-1, metavar="[FILE|FOLDER|TOPIC]...")
@project_option
@click.option(
    "--rebuild", "rebuilds", is_flag=True, help="Make editions again from their own record: [TOPIC [N]] chooses which."
)
@processes_option
@strict_option
@json_option
def command(words: tuple[str, ...], start: Path, rebuilds: bool, jobs: int | None, strict: bool, as_json: bool) -> None:
    """Say what a PDF or page is, and prove that it is the one on record.

    Without a word, all editions and drafts of the project are verified, each file by its SHA-256. Exit 7 where a file
    is not as its record says, 1 where no record tells (a PDF that only its own manifest speaks for is not proven).
    With --rebuild, editions are laid out and printed again and compared byte for byte; where the bytes differ because
    versions do, these are named (exit 0, with --strict 1).

    \b
    Example:
      briefgen verify ~/Downloads/nato-csto.pdf
      briefgen verify nato-csto
      briefgen verify --rebuild nato-csto 2
    """
    from briefgen.cli.verified import describe_rebuilt, describe_verdicts, print_rebuilt, print_verdicts
    from briefgen.project.editions.rebuilding import rebuild_editions
    from briefgen.project.editions.verifying import verify

    if rebuilds:
        slug, number = _read_choice(words)
        found = rebuild_editions(_open(start), slug, number, count_processes(jobs))
        (describe_rebuilt if as_json else print_rebuilt)(found)
        sys.exit(max((one.choose_exit_code(strict=strict) for one in found), default=0))
    verdicts = verify(_find(start, words), words)
    (describe_verdicts if as_json else print_verdicts)(verdicts)
    sys.exit(max((one.exit_code for one in verdicts), default=0))


def _open(start: Path) -> "Project":
    from briefgen.cli.options import open_project

    return open_project(start)


def _find(start: Path, words: tuple[str, ...]) -> "Project | None":
    """Find the project of a folder, else that of the first file named; None where neither lies in one."""
    from briefgen.errors import UsageError

    for place in (start, *(Path(os.path.realpath(word)).parent for word in words[:1])):
        try:
            return _open(place)
        except UsageError:
            if not words:
                raise
    return None


def _read_choice(words: tuple[str, ...]) -> tuple[str, int]:
    """Read which editions to rebuild: a topic and a number, or fewer words."""
    slug = words[0] if words else ""
    number = words[1] if len(words) > 1 else "0"
    if len(words) > 2 or not (number.isascii() and number.isdigit() and len(number) < 7):
        raise click.UsageError("after --rebuild write a topic and the number of its edition: nato-csto 2")
    return slug, int(number)
