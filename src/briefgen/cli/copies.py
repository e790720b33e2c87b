"""What `check` says of copies."""

from collections.abc import Sequence
from typing import Any

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.grammar.phrases import count_things
from briefgen.model.copies import CopyGroup
from briefgen.model.source import Source
from briefgen.project.looking.copy_listing import ShownCopy, ShownGroup


def count_groups(groups: Sequence[CopyGroup]) -> str:
    """Say in a line how many groups there are; "" where there is none."""
    if not groups:
        return ""
    sources = sum(len(group.sources) for group in groups)
    counted = f"{count_things(len(groups), 'group')} of copies, {sources} sources in all"
    return f"{counted}: `briefgen check --copies` lists them"


def print_groups(groups: Sequence[ShownGroup]) -> None:
    """Write each group with its face first, and how to split or join."""
    for group in groups:
        click.echo(_tell_source(group.face))
        for copy in group.copies:
            other = "   another date" if copy.is_of_other_date else ""
            click.echo(f"  {_tell_share(copy):<10}  {_tell_source(copy.source)}{other}")
        click.echo("")
    if groups:
        click.echo("Each group counts as one origin. To split one, write in a source what it is no copy of:")
        click.echo(f"  not_same_as: [{groups[0].face.id}]")
        click.echo("To join sources whose words differ (a translation), write `same_as` in the same way.")
    else:
        click.echo("No two sources are copies of one another.")


def describe_groups(groups: Sequence[ShownGroup]) -> None:
    """Write the groups as JSON."""
    print_json(
        [
            {
                "face": _describe_source(group.face),
                "copies": [{**_describe_source(copy.source), "share": copy.share} for copy in group.copies],
            }
            for group in groups
        ]
    )


def _describe_source(source: Source) -> dict[str, Any]:
    issued = str(source.issued) if source.issued else None
    return {"source": source.id, "title": source.title, "publisher": source.publisher, "issued": issued}


def _tell_share(copy: ShownCopy) -> str:
    return f"{copy.share} % alike" if copy.share else "same_as"


def _tell_source(source: Source) -> str:
    origin = ", ".join(part for part in (source.publisher, str(source.issued or "undated")) if part)
    return clean_text(f"{source.id}   {source.title}   ({origin})")
