"""What `add` says of each file."""

from collections.abc import Sequence

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.grammar.phrases import count_things
from briefgen.project.adding import Added, count_outcomes


def print_additions(added: Sequence[Added], *, as_json: bool) -> None:
    """Write a line for each file, its doubts beneath on stderr, and how many came out how."""
    if as_json:
        print_json({"files": [_describe(one) for one in added], "counts": count_outcomes(added)})
        return
    for one in added:
        told = one.path or clean_text(str(one.file))
        told += f"   {count_things(one.passages, 'passage')}" if one.passages else ""
        dropped = f", {count_things(one.dropped, 'line')} left out ({one.dropped_path})" if one.dropped else ""
        click.echo(f"{one.outcome:<9}  {told}{dropped}")
        for doubt in one.doubts:
            click.echo(f"    {clean_text(doubt)}", err=True)
    counted = ", ".join(f"{number} {outcome}" for outcome, number in count_outcomes(added).items() if number)
    click.echo(f"{count_things(len(added), 'file')}: {counted}" if added else "no pages found", err=True)


def print_undone(names: Sequence[str], *, as_json: bool) -> None:
    """Write the paths that were removed or restored."""
    if as_json:
        print_json({"undone": list(names)})
        return
    for name in names:
        click.echo(f"undone  {clean_text(name)}")


def _describe(one: Added) -> dict[str, object]:
    return {
        "file": str(one.file),
        "outcome": one.outcome,
        "source": one.path,
        "passages": one.passages,
        "dropped": one.dropped,
        "dropped_path": one.dropped_path,
        "doubts": list(one.doubts),
    }
