"""`briefgen review`."""

import datetime
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import json_option, open_project, project_option, wait_option

if TYPE_CHECKING:
    from briefgen.project.reviewing import Difference, Review, ReviewedJudgement

_SIGNS = {"new": "+", "same": "/", "changed": "~", "refused": "!"}
_SHOWN = 90


@click.command("review")
@click.argument("topic")
@click.argument("judgement", default="")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day of the review (default: today)."
)
@click.option("--dry-run", is_flag=True, help="Only show what changed since the last review.")
@project_option
@wait_option
@json_option
def command(
    topic: str,
    judgement: str,
    date: datetime.datetime | None,
    dry_run: bool,
    start: Path,
    patience: float,
    as_json: bool,
) -> None:
    """Show what changed behind a topic's judgements since their last review, and confirm them as they stand.

    Each gets a stamp over its words and its evidence, such as [reviewed:: 2026-11-22 4f1c9a]; when one of them
    changes, `check` and `build` call the judgement suspect. JUDGEMENT is an id (^no-link) or a number; without it
    all are confirmed. Exit code 1 where one cannot be.

    \b
    Example:
      briefgen review nato-csto --dry-run
      briefgen review nato-csto ^no-link
    """
    from briefgen.cli.printing import print_json
    from briefgen.project.reviewing import ReviewOptions, review_topic

    options = ReviewOptions(topic, judgement, date.date() if date else None, dry_run)
    review = review_topic(open_project(start, patience), options)
    if as_json:
        print_json({"topic": review.topic, "written": review.is_written, "judgements": _describe(review)})
    else:
        _print_review(review, is_trial=dry_run)
    sys.exit(1 if any(one.state == "refused" for one in review.judgements) else 0)


def _describe(review: "Review") -> list[dict[str, object]]:
    described = []
    for one in review.judgements:
        values = asdict(one)
        values["place"] = str(one.place)
        described.append(values)
    return described


def _print_review(review: "Review", *, is_trial: bool) -> None:
    from briefgen.cli.printing import clean_text
    from briefgen.grammar.phrases import shorten_words

    for one in review.judgements:
        name = f"{one.number} ^{one.id}" if one.id else str(one.number)
        click.echo(f"{_SIGNS[one.state]} {name}  {clean_text(shorten_words(one.words, _SHOWN))}")
        click.echo(f"    {_tell_state(one, is_trial=is_trial)}")
        for difference in one.differences:
            for line in _tell_difference(difference):
                click.echo(clean_text(line))
    if review.is_written:
        click.echo(f"stamps written to {review.path}", err=True)


def _tell_state(one: "ReviewedJudgement", *, is_trial: bool) -> str:
    stamp = "" if is_trial else f"; now [reviewed:: {one.after}]"
    match one.state:
        case "refused":
            return f"not confirmed: {one.reason}"
        case "new":
            return f"never reviewed{stamp}"
        case "same":
            return f"nothing changed since {one.before}{stamp}"
    return f"changed since {one.before}{'' if one.differences else ', nobody remembers what'}{stamp}"


def _tell_difference(difference: "Difference") -> list[str]:
    before, after = difference.before, difference.after
    return [
        f"    {difference.name}",
        *([f"      - {before}"] if before else []),
        *([f"      + {after}"] if after else []),
    ]
