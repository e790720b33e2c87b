"""`briefgen tags`."""

from pathlib import Path

import click

from briefgen.cli.options import json_option, open_project, project_option


@click.command("tags")
@project_option
@click.option("--explain", metavar="EXCERPT", help="Say why an excerpt has its tags.")
@click.option("--unused", is_flag=True, help="List only the tags that no passage has.")
@json_option
def command(start: Path, explain: str | None, unused: bool, as_json: bool) -> None:
    """List the vocabulary's tags with their counts, or say why an excerpt has its tags.

    \b
    Example:
      briefgen tags --unused
      briefgen tags --explain example-2011^no-contacts
    """
    project = open_project(start)
    if explain:
        from briefgen.cli.excerpts import print_tags
        from briefgen.project.looking import explain_tags

        print_tags(explain_tags(project, explain), as_json=as_json)
        return
    from briefgen.cli.excerpts import print_counts
    from briefgen.project.looking import count_tags

    counts = [count for count in count_tags(project) if not unused or not count.below]
    print_counts(counts, as_json=as_json)
