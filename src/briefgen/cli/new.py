"""`briefgen new`."""

from pathlib import Path

import click

from briefgen.cli.options import open_project, project_option, wait_option
from briefgen.errors import UsageError
from briefgen.project.place import Project

_KINDS = ("topic", "source")


@click.command("new")
@click.argument("words", nargs=-1, required=True, metavar='DIR | topic "TITLE" | source "TITLE"')
@click.option("--query", default="", help="The topic's query (default: the tags that its title names).")
@project_option
@wait_option
def command(words: tuple[str, ...], query: str, start: Path, patience: float) -> None:
    """Start a project in a new folder, or a topic or a source in this project.

    \b
    Example:
      briefgen new desk
      briefgen new topic "NATO–CSTO relations" --query "tag:org/nato AND tag:org/csto"
      briefgen new source "Interview with the secretary general"
    """
    from briefgen.project.starting import start_project, start_source

    kind, *title = words
    if kind not in _KINDS:
        if title:
            raise UsageError(f"`new` takes one folder, or `topic` or `source` and a title, not `{' '.join(words)}`")
        written = start_project(Path(kind))
    elif not title:
        raise UsageError(f'`new {kind}` needs a title: briefgen new {kind} "Title"')
    elif kind == "topic":
        written = (_start_topic(open_project(start, patience), " ".join(title), query),)
    else:
        written = (start_source(open_project(start, patience), " ".join(title)),)
    for path in written:
        click.echo(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _start_topic(project: Project, title: str, query: str) -> Path:
    """Start a topic; of a query that was made from its title, say that it is a guess."""
    from briefgen.project.starting import propose_query, start_topic

    written = start_topic(project, title, query)
    if not query.strip():
        guess = propose_query(project, title)
        hint = f"check it; `briefgen find '{guess}'` shows what it finds"
        click.echo(f"its query is a guess from the title: {guess}; {hint}", err=True)
    return written
