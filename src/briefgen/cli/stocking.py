"""How `tags --add` tells what it added."""

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.grammar.phrases import count_things
from briefgen.project.tags.stocking import LeftOut, Stocked

_SHOWN = 40


def print_stocked(stocked: Stocked, *, is_trial: bool, as_json: bool) -> None:
    """Write the tags that were added, the names that were left out and why, and the counts."""
    if as_json:
        print_json(_describe(stocked, is_trial))
        return
    for term in stocked.added:
        click.echo(clean_text(f"{term.tag:<44}  {term.names[0]}" if term.names else term.tag))
    for left in stocked.left_out[:_SHOWN]:
        click.echo(clean_text(_tell_left(left)), err=True)
    more = len(stocked.left_out) - _SHOWN
    if more > 0:
        click.echo(f"… and {count_things(more, 'more name')}; --json lists them all", err=True)
    verb = "would be added" if is_trial else "added"
    needed = f" ({len(stocked.needed)} of them because others refer to them)" if stocked.needed else ""
    click.echo(f"{count_things(len(stocked.added), 'tag')} {verb}{needed}, {stocked.there} there already", err=True)


def _tell_left(left: LeftOut) -> str:
    if left.is_whole:
        return f"{left.tag} not added: `{left.name}` is a name of {left.owner}"
    return f"{left.tag} added without `{left.name}`, a name of {left.owner}"


def _describe(stocked: Stocked, is_trial: bool) -> dict[str, object]:
    return {
        "added": [term.tag for term in stocked.added],
        "needed": sorted(stocked.needed),
        "there": stocked.there,
        "left_out": [
            {"tag": one.tag, "name": one.name, "owner": one.owner, "whole": one.is_whole} for one in stocked.left_out
        ],
        "is_trial": is_trial,
    }
