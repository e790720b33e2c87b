"""What `add` says of each file."""

from collections.abc import Sequence

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.project.adding import Added, count_outcomes


def print_additions(added: Sequence[Added], *, as_json: bool) -> None:
    """Write a line for each file, its doubts beneath on stderr, and how many came out how."""
    if as_json:
        print_json({"files": [_describe(one) for one in added], "counts": count_outcomes(added)})
        return
    for one in added:
        told = f"{one.path}   {one.passages} passages" if one.passages else one.path or clean_text(str(one.file))
        dropped = f", {one.dropped} lines left out ({one.dropped_path})" if one.dropped else ""
        click.echo(f"{one.outcome:<9}  {told}{dropped}")
        for doubt in one.doubts:
            click.echo(f"    {clean_text(doubt)}", err=True)
    counted = ", ".join(f"{number} {outcome}" for outcome, number in count_outcomes(added).items() if number)
    click.echo(f"{len(added)} files: {counted}" if added else "no pages found", err=True)


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
