"""`briefgen send`."""

import datetime
import sys
from pathlib import Path

import click

from briefgen.cli.options import (
    count_processes,
    json_option,
    open_project,
    processes_option,
    project_option,
    wait_option,
)


@click.command("send")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@project_option
@processes_option
@click.option("--to", multiple=True, metavar="CHANNEL|RECIPIENT", help="Only by this channel, or to this recipient.")
@click.option(
    "--dry-run", "is_trial", is_flag=True, help="Show what would go to whom, and what is held back; send nothing."
)
@click.option(
    "--correction", is_flag=True, help="Tell those who have an edition that a source of it was withdrawn, once."
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day that counts (default: today): an edition of a later date waits for it.",
)
@click.option("--unreplaced", is_flag=True, help="With --correction: also where no edition without it was issued.")
@wait_option
@json_option
def command(
    topics: tuple[str, ...],
    start: Path,
    jobs: int | None,
    to: tuple[str, ...],
    is_trial: bool,
    correction: bool,
    unreplaced: bool,
    date: datetime.datetime | None,
    patience: float,
    as_json: bool,
) -> None:
    """Send the newest editions to those who are to have them, each once.

    Who receives a topic stands in its front matter (recipients), who they are in corpus/recipients.yaml, and the ways
    out in corpus/channels.yaml. Everybody gets the variant that was frozen for them; drafts are never sent. What
    was sent stands in output/outbox.sqlite. A run that was interrupted is run again: what has left is not sent twice.
    Exit code 6: some were not delivered, or wait.

    A source that proved wrong gets `status: withdrawn`, with the reason. --correction then tells each recipient who has
    an edition that rests on it what was withdrawn, why, and which edition replaces it.

    \b
    Example:
      briefgen send --dry-run
      briefgen send nato-csto --to desk-mail
      briefgen send --correction --dry-run
    """
    from briefgen.cli.progress import Estimate
    from briefgen.cli.sent import choose_send_code, describe_send, print_send, tell_as_done
    from briefgen.project.sending.correcting import send_corrections
    from briefgen.project.sending.running import SendOptions
    from briefgen.project.sending.sending import send_editions

    if unreplaced and not correction:
        raise click.UsageError("--unreplaced goes with --correction.")
    estimate = Estimate()
    options = SendOptions(
        topics=topics,
        to=to,
        is_trial=is_trial,
        is_unreplaced=unreplaced,
        processes=count_processes(jobs),
        date=date.date() if date else None,
        report=tell_as_done(estimate, as_json=as_json),
    )
    with estimate:
        report = (send_corrections if correction else send_editions)(open_project(start, patience), options)
    (describe_send if as_json else print_send)(report, options)
    sys.exit(choose_send_code(report, options))
