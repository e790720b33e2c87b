"""What `issue` says of the topics."""

from collections.abc import Iterable
from typing import Any

import click

from briefgen.cli.printing import clean_text, describe_problem, print_json, print_problems, sort_problems
from briefgen.grammar.phrases import count_things
from briefgen.project.editions.issue_report import IssuedVariant, IssueReport, KeptVariant
from briefgen.project.editions.issuing import IssueOptions
from briefgen.project.place import Project


def print_issue(report: IssueReport, project: Project, options: IssueOptions) -> None:
    """Write a line for each variant, and to stderr what is held back, refused and wrong."""
    for one in report.issued:
        _print_issued(one, project, is_trial=options.is_trial)
    for kept in report.kept:
        click.echo(f"kept     {_name(kept)}   {kept.why}{_tell_people(kept.recipients)}")
    for slug, _, reason in report.without:
        click.echo(f"nothing  {slug}   {clean_text(reason)}")
    _print_reason(report, options)
    for one in report.issued:
        for held in one.withheld:
            line = f"    held back from {one.slug} {one.variant}: {held.kind} {held.name} ({held.marking.label})"
            click.echo(clean_text(line), err=True)
    print_problems(sort_problems(report.problems))
    for refused in report.refused:
        click.echo(f"briefgen: `{refused.slug}` is not issued: {clean_text(refused.reason)}", err=True)


def _print_issued(one: IssuedVariant, project: Project, *, is_trial: bool) -> None:
    joined = ", a further variant" if one.is_joined else ""
    pages = "" if is_trial else f", {count_things(one.pages, 'page')}"
    word = "would be" if is_trial else "issued  "
    people = _tell_people(one.recipients)
    click.echo(f"{word} {one.slug}   edition {one.number}{joined}{pages}   {project.name(one.folder)}/{people}")


def _tell_people(names: Iterable[str]) -> str:
    told = ", ".join(names)
    return f"   for {clean_text(told)}" if told else ""


def _print_reason(report: IssueReport, options: IssueOptions) -> None:
    overruled = dict.fromkeys(line for one in report.issued for line in one.overruled)
    for line in overruled:
        click.echo(f"forced   in spite of this: {clean_text(line)}")
    if overruled:
        kept = "kept in edition.json" if any(one.keeps_reason for one in report.issued) else "not kept"
        limited = any(one.overruled and not one.keeps_reason for one in report.issued)
        why = "; a variant with a limit keeps the codes of what it overruled, and no words" if limited else ""
        click.echo(f"reason   {clean_text((options.force or '').strip())} ({kept}{why})")
    elif options.force is not None and report.issued:
        click.echo("--force was not needed; its reason is not kept.")


def _name(kept: KeptVariant) -> str:
    return f"{kept.slug}   edition {kept.number}, {kept.variant}"


def describe_issue(report: IssueReport, project: Project, options: IssueOptions) -> None:
    """Write the report as JSON."""
    print_json(
        {
            "is_trial": options.is_trial,
            "issued": [_describe(one, project) for one in report.issued],
            "kept": [
                {
                    "topic": one.slug,
                    "edition": one.number,
                    "variant": one.variant,
                    "recipients": list(one.recipients),
                    "why": one.why,
                }
                for one in report.kept
            ],
            "without": [{"topic": slug, "recipient": name, "why": why} for slug, name, why in report.without],
            "refused": [
                {"topic": one.slug, "reason": one.reason, "exit_code": one.exit_code} for one in report.refused
            ],
            "problems": [describe_problem(problem) for problem in sort_problems(report.problems)],
        }
    )


def _describe(one: IssuedVariant, project: Project) -> dict[str, Any]:
    return {
        "topic": one.slug,
        "edition": one.number,
        "variant": one.variant,
        "recipients": list(one.recipients),
        "pages": one.pages,
        "folder": project.name(one.folder),
        "is_further_variant": one.is_joined,
        "overruled": list(one.overruled),
        "keeps_reason": one.keeps_reason,
        "withheld": [{"kind": w.kind, "name": w.name, "marking": w.marking.label} for w in one.withheld],
    }
