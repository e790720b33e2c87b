"""How excerpts, their tags and their sources are written to a terminal or as JSON."""

from collections.abc import Sequence
from typing import Any

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.grammar.phrases import count_things
from briefgen.model.evidence import REFUTED, Evidence
from briefgen.model.source import Source
from briefgen.project.looking.in_place import InPlace
from briefgen.project.looking.looking import Finds, Shown, TagCount


def describe_evidence(evidence: Evidence) -> dict[str, Any]:
    """Give an excerpt as a JSON object."""
    passage, source = evidence.passage, evidence.source
    return {
        "excerpt": evidence.name,
        "citation": f"[@{evidence.name}]",
        "text": list(passage.quoted),
        "passage": passage.plain,
        "kind": passage.kind,
        "tags": [{"tag": one.tag, "asserted": one.asserted, "reason": one.reason} for one in evidence.tagged.taggings],
        "speaker": evidence.tagged.speaker or passage.trailer.speaker,
        "actor": evidence.tagged.actor,
        "proof": evidence.proof.state.value,
        "marking": evidence.marking.label,
        "source": source.id,
        "title": source.title,
        "issued": str(source.issued) if source.issued else None,
        "file": passage.place.file,
        "line": passage.place.line,
    }


def print_finds(finds: Finds, *, as_json: bool) -> None:
    """Write what a query found: citation, source and date, then the words."""
    if as_json:
        excerpts = [describe_evidence(one) for one in finds.excerpts]
        print_json({"total": finds.total, "excerpts": excerpts, "hints": list(finds.hints)})
        return
    for evidence in finds.excerpts:
        issued = str(evidence.source.issued or "undated")
        told = f"{clean_text(evidence.source.title)}, {issued}{_warn_reader(evidence)}"
        click.echo(click.style(f"[@{evidence.name}]", bold=True) + f"  {told}")
        click.echo(f"    {clean_text(_join_parts(evidence))}")
    shown = len(finds.excerpts)
    more = f", the best {shown} shown; --limit shows more" if shown < finds.total else ""
    click.echo(count_things(finds.total, "excerpt") + more, err=True)
    for hint in finds.hints:
        click.echo(f"    {clean_text(hint)}", err=True)


def _warn_reader(evidence: Evidence) -> str:
    """Say of an excerpt that no brief prints why it does not; "" of any other."""
    if evidence.source.is_withdrawn:
        return " – withdrawn"
    state = evidence.proof.state
    return f" – not to be quoted: its words are {state.value} in the original" if state in REFUTED else ""


def _join_parts(evidence: Evidence) -> str:
    return " […] ".join(evidence.passage.quoted)


def print_tags(evidence: Evidence, *, as_json: bool) -> None:
    """Write an excerpt's tags with their reasons."""
    if as_json:
        print_json(describe_evidence(evidence)["tags"])
        return
    for tagging in evidence.tagged.taggings:
        click.echo(f"{tagging.tag:<32}  {clean_text(tagging.reason)}")
    if not evidence.tagged.taggings:
        click.echo("no tags: no name of the vocabulary stands in it, and nobody tagged it", err=True)


def print_counts(counts: Sequence[TagCount], *, as_json: bool) -> None:
    """Write tags with the number of passages that have them."""
    if as_json:
        print_json([{"tag": c.tag, "label": c.label, "passages": c.passages, "below": c.below} for c in counts])
        return
    for count in counts:
        click.echo(f"{count.below:>6}  {count.tag:<32}  {clean_text(count.label)}")


def print_source(source: Source, evidence: Sequence[Evidence], *, as_json: bool) -> None:
    """Write a source and its excerpts."""
    if as_json:
        print_json({"source": source.id, "title": source.title, "excerpts": [describe_evidence(e) for e in evidence]})
        return
    click.echo(click.style(clean_text(source.title), bold=True))
    facts = (source.publisher, str(source.issued or "undated"), source.marking.label, source.path)
    click.echo(" · ".join(clean_text(fact) for fact in facts if fact))
    for one in evidence:
        click.echo(f"[@{one.name}]  {one.proof.state.value}")
        click.echo(f"    {clean_text(_join_parts(one))}")


def print_shown(shown: Shown, *, as_json: bool) -> None:
    """Write an excerpt in its place with all that is known of it."""
    evidence = shown.evidence
    if as_json:
        print_json(
            {
                **describe_evidence(evidence),
                "cited_by": list(shown.cited_by),
                "printed_in": list(shown.printed_in),
                "nearest": evidence.proof.nearest,
                "score": evidence.proof.score or None,
                "original": _describe_in_place(shown.in_place),
            }
        )
        return
    click.echo(click.style(f"[@{evidence.name}]", bold=True) + f"  {clean_text(evidence.source.title)}")
    first, last = shown.own
    for number, line in shown.lines:
        mark = "▌" if first <= number <= last else " "
        click.echo(f"{number:>5} {mark} {clean_text(line)}")
    click.echo(f"proof     {_tell_proof(evidence)}")
    _print_in_place(shown.in_place)
    click.echo(f"marking   {evidence.marking.label}")
    for tagging in evidence.tagged.taggings:
        click.echo(f"tag       {tagging.tag:<28}  {clean_text(tagging.reason)}")
    click.echo(f"cited by  {', '.join(shown.cited_by) or 'no topic'}")
    click.echo(f"printed   {', '.join(shown.printed_in) or 'in no draft on record'}")


def _describe_in_place(place: InPlace | None) -> dict[str, Any] | None:
    """Give where the words stand as a JSON object: a W3C TextPositionSelector with its surroundings."""
    if place is None:
        return None
    return {
        "name": place.original.name,
        "sha256": place.original.sha256,
        "page": place.page or None,
        "start": place.start,
        "end": place.end,
        "prefix": place.before,
        "exact": place.words,
        "suffix": place.after,
    }


def _print_in_place(place: InPlace | None) -> None:
    if place is None:
        return
    page = f", page {clean_text(place.page)}" if place.page else ""
    click.echo(f"original  {clean_text(place.original.name)}{page}, characters {place.start}–{place.end}")
    before, words, after = (clean_text(part) for part in (place.before, place.words, place.after))
    click.echo(f"          … {before} " + click.style(f"▐{words}▌", bold=True) + f" {after} …")


def _tell_proof(evidence: Evidence) -> str:
    proof = evidence.proof
    later = " in a later version of the original" if proof.version else ""
    nearest = f" ({proof.score:.0f} % alike); the original says “{clean_text(proof.nearest)}”" if proof.nearest else ""
    return f"{proof.state.value}{later}{nearest}"
