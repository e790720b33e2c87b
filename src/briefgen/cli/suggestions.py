"""How suggestions, and what became of them, are written."""

from typing import Any

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.grammar.phrases import count_things
from briefgen.project.tags.accepting import Accepted
from briefgen.project.tags.renaming import Renamed
from briefgen.project.tags.suggesting import LackingPassage, Suggestions
from briefgen.suggest.proposals import NameProposal

_SHOWN_TEXT = 160


def print_suggestions(suggestions: Suggestions, *, as_json: bool) -> None:
    """Write names and passages, each with the command that takes it up."""
    if as_json:
        print_json(_describe(suggestions))
        return
    if suggestions.names:
        click.echo(click.style("passages  sources  name, and what it may be", bold=True))
        for one in suggestions.names:
            _print_name(one)
    if suggestions.passages:
        click.echo(click.style("passages that read like those of a tag but lack it", bold=True))
        for passage in suggestions.passages:
            _print_passage(passage)
    left = (suggestions.total_names - len(suggestions.names), suggestions.total_passages - len(suggestions.passages))
    told = f"{count_things(suggestions.total_names, 'name')}, {count_things(suggestions.total_passages, 'passage')}"
    click.echo(told + ("; --limit shows more" if any(left) else ""), err=True)
    if suggestions.names or suggestions.passages:
        click.echo('take one up with `briefgen tags --accept "NAME" --as TAG`, or dismiss it with --ignore', err=True)


def _print_name(one: NameProposal) -> None:
    found = one.found
    click.echo(f"{found.passages:>8}  {found.sources:>7}  {clean_text(found.name)}")
    what = f"alias of {one.alias_of}" if one.alias_of else f"new tag {one.tag}"
    also = [name for name in (*one.also, *found.forms[1:4]) if name != found.name]
    more = f"; also {', '.join(dict.fromkeys(also))}" if also else ""
    click.echo(f"{'':>19}→ {clean_text(what)} ({one.why}){clean_text(more)}")
    click.echo(f"{'':>19}  {'  '.join(found.examples)}")


def _print_passage(lacking: LackingPassage) -> None:
    one = lacking.proposal
    click.echo(f"{one.tag:<28}  {one.excerpt}")
    click.echo(f"    {clean_text(lacking.text[:_SHOWN_TEXT])}{'…' if len(lacking.text) > _SHOWN_TEXT else ''}")
    click.echo(f"    because of: {clean_text(', '.join(one.words))}")


def _describe(suggestions: Suggestions) -> dict[str, Any]:
    return {
        "names": [
            {
                "name": one.found.name,
                "forms": list(one.found.forms),
                "also": list(one.also),
                "passages": one.found.passages,
                "sources": one.found.sources,
                "examples": list(one.found.examples),
                "tag": one.tag,
                "alias_of": one.alias_of,
                "why": one.why,
            }
            for one in suggestions.names
        ],
        "passages": [
            {
                "excerpt": one.proposal.excerpt,
                "tag": one.proposal.tag,
                "likeness": round(one.proposal.likeness, 2),
                "words": list(one.proposal.words),
                "text": one.text,
            }
            for one in suggestions.passages
        ],
        "total_names": suggestions.total_names,
        "total_passages": suggestions.total_passages,
    }


def print_accepted(accepted: Accepted, *, as_json: bool) -> None:
    """Write what was written, and where."""
    if as_json:
        print_json({"file": accepted.file, "line": accepted.line, "change": accepted.change})
        return
    place = f"{accepted.file}:{accepted.line}" if accepted.line else accepted.file
    click.echo(f"{place}: {clean_text(accepted.change)}")


def print_renamed(renamed: Renamed, *, is_trial: bool, as_json: bool) -> None:
    """Write each place with its old and new tag, and how many there are."""
    if as_json:
        places = [{"file": p.file, "line": p.line, "before": p.before, "after": p.after} for p in renamed.places]
        print_json({"places": places, "doubts": list(renamed.doubts), "is_trial": is_trial})
        return
    for place in renamed.places:
        click.echo(clean_text(f"{place.file}:{place.line}: {place.before} → {place.after or 'gone'}"))
    for doubt in renamed.doubts:
        click.echo(clean_text(doubt), err=True)
    files = len({place.file for place in renamed.places})
    verb = "would change" if is_trial else "changed"
    click.echo(f"{count_things(len(renamed.places), 'place')} in {count_things(files, 'file')} {verb}", err=True)
