"""What `send` says of deliveries."""

from collections.abc import Callable

import click

from briefgen.cli.printing import clean_text, print_json, print_problems, sort_problems
from briefgen.cli.progress import Estimate
from briefgen.errors import IntegrityError, PolicyError
from briefgen.grammar.phrases import count_things
from briefgen.model.delivery import Entry, State
from briefgen.project.sending.exporting import describe_entry
from briefgen.project.sending.planning import Cause
from briefgen.project.sending.running import SendOptions, SendReport

_PARTLY = 6


def print_send(report: SendReport, options: SendOptions) -> None:
    """Write what did not leave, and why; of a trial what would. What was done was told as it was done."""
    for one in report.planned if options.is_trial else ():
        click.echo(f"{'to send':<9}{_tell(one)}")
    for one in report.aside:
        click.echo(f"{'aside':<9}{_tell(one)}")
    for one in report.later:
        click.echo(f"{'waits':<9}{_tell(one)}, until {one.next_try}")
    for one in report.refused:
        click.echo(f"{'refused':<9}{_tell(one)}, on {one.at}")
    for one in report.unknown:
        click.echo(f"{'unknown':<9}{_tell(one)}")
    for held in report.held:
        click.echo(clean_text(f"{'held':<9}{held.slug}   {held.recipient}: {held.reason}"))
    print_problems(sort_problems(report.problems))
    for fault in (*report.faults, *report.damaged):
        click.echo(clean_text(fault), err=True)
    if report.there:
        click.echo(f"{count_things(report.there, 'edition')} they have already", err=True)
    if report.told:
        click.echo(f"{count_things(report.told, 'correction')} they have already", err=True)
    if report.unknown:
        click.echo("nobody knows of some whether they arrived: `briefgen outbox` shows and settles them", err=True)


def tell_as_done(estimate: Estimate, *, as_json: bool) -> Callable[[int, int, Entry], None]:
    """Give what tells of each delivery at once, a line each but for JSON: a run that is killed leaves what it told."""

    def tell(done: int, total: int, entry: Entry) -> None:
        if not as_json:
            estimate.clear()
            click.echo(f"{entry.state.value:<9}{_tell(entry)}")
        estimate("sending", done, total, entry.delivery.recipient)

    return tell


def _tell(entry: Entry) -> str:
    one = entry.delivery
    about = f"   {one.about} was withdrawn" if one.about else ""
    what = f"{one.slug}   edition {one.number}, {one.variant}   {one.marking.label}{about}"
    note = f"   {entry.note}" if entry.note else ""
    return clean_text(f"{what}   {one.recipient} by {one.channel}{note}")


def choose_send_code(report: SendReport, options: SendOptions) -> int:
    """Choose the exit code: 7 where an edition is damaged, 6 where something was not delivered or not shown.

    3 where what was asked for by name may not leave.
    """
    lost = [one for one in report.done if one.state is not State.SENT]
    causes = {one.cause for one in report.held}
    if report.damaged or Cause.DAMAGE in causes:
        return IntegrityError.exit_code
    if any((lost, report.later, report.unknown, report.refused, report.faults)) or Cause.LACK in causes:
        return _PARTLY
    return PolicyError.exit_code if options.to and Cause.MARKING in causes else 0


def describe_send(report: SendReport, options: SendOptions) -> None:
    """Write the report as JSON."""
    print_json(
        {
            "is_trial": options.is_trial,
            "planned": [describe_entry(one) for one in report.planned],
            "done": [describe_entry(one) for one in report.done],
            "aside": [describe_entry(one) for one in report.aside],
            "later": [describe_entry(one) for one in report.later],
            "refused": [describe_entry(one) for one in report.refused],
            "unknown": [describe_entry(one) for one in report.unknown],
            "there": report.there,
            "told": report.told,
            "faults": list(report.faults),
            "damaged": list(report.damaged),
            "held": [
                {"topic": one.slug, "recipient": one.recipient, "reason": one.reason, "cause": one.cause.value}
                for one in report.held
            ],
        }
    )
