"""What `build` and `status` say of the topics."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from briefgen.cli.printing import clean_text, describe_problem, print_json
from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.problem import Problem
from briefgen.model.record import Record
from briefgen.project.building.build import BuildReport
from briefgen.refresh.draft import STATES, Draft, name_state

#: So many names stand behind a reason unless all are asked for.
MOST_NAMES = 3


def print_build(report: BuildReport, *, prints: bool, explain: bool = False) -> None:
    """Write a line for each topic that was printed, is stale or failed; with `explain` why, all names told."""
    for draft in report.drafts:
        state = name_state(draft)
        if state == "printed":
            _print_printed(report.records[draft.name])
        elif state != "up to date" and not prints:
            click.echo(f"stale    {draft.name}" + ("" if explain else f"   {_join(draft)}"))
        for reason in draft.reasons if explain else ():
            click.echo(f"         {clean_text(reason.tell())}")
    for name in report.failed:
        click.echo(f"failed   {name}   its last draft stays as it was")
    for name in report.gone:
        click.echo(f"{'removed' if prints else 'gone   '}  {name}   {say_why_gone(name, report)}")
    current = sum(name_state(draft) == "up to date" for draft in report.drafts)
    if current:
        click.echo(f"{current} up to date")
    for draft in report.drafts:
        for line in list_withheld(draft) if name_state(draft) == "printed" else ():
            click.echo(f"    {line}", err=True)


def _print_printed(record: Record) -> None:
    is_printed = record.pdf_page == record.page
    pages = [count_things(record.pages, "page")] if is_printed else []
    counted = ", ".join([*pages, count_things(record.statistics["excerpts"], "excerpt")])
    ends = ".html, .pdf" if is_printed else ".html"
    click.echo(f"printed  {record.name}   {counted}   output/{record.name}{ends}")


def say_why_gone(name: str, report: BuildReport) -> str:
    """Say why a draft on record is no more."""
    if name in report.taken_away:
        return "its files were taken away, so it is printed no more; `build` with its options prints it again"
    return "its topic file is no more"


def list_withheld(draft: Draft) -> Iterator[str]:
    """Tell the analyst what a releasable variant holds back, a line each."""
    for one in draft.withheld:
        yield clean_text(f"held back from {draft.name}: {one.kind} {one.name} ({one.marking.label})")


def sum_up(report: BuildReport) -> str:
    """Sum a status up in a line."""
    topics = len({draft.slug for draft in report.drafts})
    drafts = count_things(len(report.drafts), "draft")
    head = (
        count_things(topics, "topic")
        if topics == len(report.drafts)
        else f"{drafts} of {count_things(topics, 'topic')}"
    )
    states = count_states(report)
    told = [f"{number} {state}" for state, number in states.items() if number]
    errors = sum(problem.is_error for problem in report.problems)
    warnings = len(report.problems) - errors
    found = [count_things(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    checked = f"; {' and '.join(found)}: `briefgen check` tells" if found else ""
    return f"{head}: {', '.join(told)}{checked}" if told else f"no topic is there yet{checked}"


def count_states(report: BuildReport) -> dict[str, int]:
    """Count the drafts in each state, then those that failed or are gone."""
    states = [name_state(draft) for draft in report.drafts]
    counted = {state: states.count(state) for state in STATES}
    return {**counted, "failed": len(report.failed), "gone": len(report.gone)}


def describe_build(report: BuildReport, problems: Sequence[Problem]) -> None:
    """Write the report as JSON."""
    print_json(
        {
            "topics": [_describe_draft(draft, report) for draft in report.drafts],
            "failed": list(report.failed),
            "gone": list(report.gone),
            "taken_away": list(report.taken_away),
            "counts": count_states(report),
            "problems": [describe_problem(problem) for problem in problems],
        }
    )


def _describe_draft(draft: Draft, report: BuildReport) -> dict[str, Any]:
    record, last = report.records.get(draft.name), draft.since
    limit = draft.variant.limit
    return {
        "topic": draft.slug,
        "name": draft.name,
        "title": draft.title,
        "variant": {
            "template": draft.variant.template,
            "language": draft.variant.language,
            "max_tlp": limit.label if limit is not None else "",
        },
        "marking": draft.marking,
        "state": name_state(draft),
        "reasons": [
            {"about": r.about, "sign": r.sign, "phrase": r.phrase, "names": list(r.names)} for r in draft.reasons
        ],
        "edition": {"number": last.number, "issued": last.issued, "differs": last.differs} if last else None,
        "printed": record.printed if record else None,
        "pages": record.pages if record else None,
        "excerpts": draft.statistics["excerpts"],
        "sources": draft.statistics["sources"],
        "suspect": sum(problem.kind == kinds.REVIEW_SUSPECT for problem in draft.problems),
        "withheld": [{"kind": w.kind, "name": w.name, "marking": w.marking.label} for w in draft.withheld],
        "left_out": [{"excerpt": n, "section": s, "reason": r} for n, s, r in draft.left_out],
    }


def _join(draft: Draft) -> str:
    return "; ".join(clean_text(reason.tell(MOST_NAMES)) for reason in draft.reasons)
