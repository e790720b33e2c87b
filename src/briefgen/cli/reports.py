"""What `build` and `status` say of the topics."""

from collections.abc import Sequence
from typing import Any

import click

from briefgen.cli.printing import clean_text, describe_problem, print_json
from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.problem import Problem
from briefgen.project.building import BuildReport
from briefgen.refresh.run import Draft


def print_build(report: BuildReport, *, prints: bool) -> None:
    """Write a line for each topic that was printed, is stale or failed."""
    for draft in report.drafts:
        if draft.result:
            record = report.records[draft.name]
            counted = f"{count_things(record.pages, 'page')}, {count_things(record.statistics['excerpts'], 'excerpt')}"
            click.echo(f"printed  {draft.name}   {counted}   output/{draft.name}.html, .pdf")
        elif draft.reasons and not prints:
            click.echo(f"stale    {draft.name}   {_join(draft)}")
    for name in report.failed:
        click.echo(f"failed   {name}   its last draft stays as it was")
    for name in report.gone:
        click.echo(f"{'removed' if prints else 'gone   '}  {name}   {_say_why_gone(name, report)}")
    current = sum(not draft.result and not draft.reasons for draft in report.drafts)
    if current:
        click.echo(f"{current} up to date")
    print_withheld([draft for draft in report.drafts if draft.result])


def print_status(report: BuildReport, *, verbose: bool) -> None:
    """Write each topic's state, its reasons, and on wish what was left out."""
    width = max((len(draft.name) for draft in report.drafts), default=0)
    for draft in report.drafts:
        sign = "~" if draft.reasons else "/"
        record = report.records.get(draft.name)
        printed = f"printed {record.printed}, {count_things(record.pages, 'page')}" if record else "never printed"
        state = _join(draft) if draft.reasons and record else ("" if record else "+")
        click.echo(f"{sign} {draft.name:<{width}}  {draft.marking:<11}  {printed}  {state}".rstrip())
        suspects = sum(problem.kind == kinds.REVIEW_SUSPECT for problem in draft.problems)
        if suspects:
            click.echo(f"    {count_things(suspects, 'judgement')} suspect: `briefgen review {draft.slug} --dry-run`")
        if verbose:
            _print_left_out(draft)
            print_withheld([draft])
    for name in report.failed:
        click.echo(f"! {name}  could not be put together; `briefgen check` says why")
    for name in report.gone:
        click.echo(f"- {name}  {_say_why_gone(name, report)}; the next build takes it off the record")


def _say_why_gone(name: str, report: BuildReport) -> str:
    if name in report.taken_away:
        return "its files were taken away, so it is printed no more; `build` with its options prints it again"
    return "its topic file is no more"


def _print_left_out(draft: Draft) -> None:
    for name, section, reason in draft.left_out:
        where = f" ({section})" if section else ""
        click.echo(f"    left out: {name}{where}: {clean_text(reason)}")


def print_withheld(drafts: Sequence[Draft]) -> None:
    """Tell the analyst, on stderr, what releasable variants hold back."""
    for draft in drafts:
        for one in draft.withheld:
            line = f"    held back from {draft.name}: {one.kind} {one.name} ({one.marking.label})"
            click.echo(clean_text(line), err=True)


def describe_build(report: BuildReport, problems: Sequence[Problem]) -> None:
    """Write the report as JSON."""
    print_json(
        {
            "topics": [_describe_draft(draft, report) for draft in report.drafts],
            "failed": list(report.failed),
            "gone": list(report.gone),
            "problems": [describe_problem(problem) for problem in problems],
        }
    )


def _describe_draft(draft: Draft, report: BuildReport) -> dict[str, Any]:
    record = report.records.get(draft.name)
    return {
        "topic": draft.slug,
        "name": draft.name,
        "title": draft.title,
        "marking": draft.marking,
        "state": "printed" if draft.result else "stale" if draft.reasons else "up to date",
        "reasons": [{"sign": r.sign, "phrase": r.phrase, "names": list(r.names)} for r in draft.reasons],
        "printed": record.printed if record else None,
        "pages": record.pages if record else None,
        "excerpts": draft.statistics["excerpts"],
        "sources": draft.statistics["sources"],
        "withheld": [{"kind": w.kind, "name": w.name, "marking": w.marking.label} for w in draft.withheld],
        "left_out": [{"excerpt": n, "section": s, "reason": r} for n, s, r in draft.left_out],
    }


def _join(draft: Draft) -> str:
    return "; ".join(clean_text(str(reason)) for reason in draft.reasons)
