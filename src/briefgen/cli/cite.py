"""`briefgen cite`."""

from pathlib import Path

import click

from briefgen.cli.options import open_project, project_option, wait_option


@click.command("cite")
@click.argument("excerpt")
@project_option
@wait_option
def command(excerpt: str, start: Path, patience: float) -> None:
    """Print an excerpt's citation and write its id into the source, so that later edits keep it.

    \b
    Example:
      briefgen cite example-2011^organisation-official-4k2mq
    """
    from briefgen.project.citing import cite_excerpt

    cited = cite_excerpt(open_project(start, patience), excerpt)
    click.echo(cited.citation)
    if cited.written_to:
        click.echo(f"id written to {cited.written_to}", err=True)
