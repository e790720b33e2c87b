"""`briefgen show`."""

from pathlib import Path

import click

from briefgen.cli.options import json_option, open_project, project_option


@click.command("show")
@click.argument("excerpt")
@project_option
@json_option
def command(excerpt: str, start: Path, as_json: bool) -> None:
    """Show an excerpt in its place, its tags with reasons, its proof, and where it is used.

    A source's name alone lists its excerpts.

    \b
    Example:
      briefgen show example-2011^no-contacts
      briefgen show example-2011
    """
    from briefgen.cli.excerpts import print_shown, print_source
    from briefgen.project.looking.looking import show_excerpt, show_source

    project = open_project(start)
    if "^" in excerpt:
        print_shown(show_excerpt(project, excerpt), as_json=as_json)
    else:
        source, evidence = show_source(project, excerpt.strip("[]@ "))
        print_source(source, evidence, as_json=as_json)
