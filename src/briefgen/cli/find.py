"""`briefgen find`."""

import sys
from pathlib import Path

import click

from briefgen.cli.options import json_option, open_project, project_option


@click.command("find")
@click.argument("query", nargs=-1, required=True)
@project_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many excerpts.")
@json_option
def command(query: tuple[str, ...], start: Path, limit: int, as_json: bool) -> None:
    """Find excerpts by a query in Lucene's syntax and print citations to paste.

    The best come first; those that answer equally well take turns by source, the newest sources first.

    \b
    Example:
      briefgen find 'tag:org/csto AND afghan*'
      briefgen find 'speaker:bordyuzha issued:[2009 TO 2012]' --json
    """
    from briefgen.cli.excerpts import print_finds
    from briefgen.cli.printing import choose_exit_code, print_problems
    from briefgen.project.looking.looking import find_excerpts

    finds = find_excerpts(open_project(start), " ".join(query), limit)
    print_problems(finds.problems)
    print_finds(finds, as_json=as_json)
    sys.exit(choose_exit_code(finds.problems))
