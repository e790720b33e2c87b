"""`briefgen send`."""

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
@wait_option
@json_option
def command(
    topics: tuple[str, ...],
    start: Path,
    jobs: int | None,
    to: tuple[str, ...],
    is_trial: bool,
    patience: float,
    as_json: bool,
) -> None:
    """Send the newest editions to those who are to have them, each once.

    Who receives a topic stands in its front matter (recipients), who they are in corpus/recipients.yaml, and the ways
    out in corpus/channels.yaml. Everybody gets the variant that was frozen for them; drafts are never sent. What
    was sent stands in output/outbox.sqlite. A run that was interrupted is run again: what has left is not sent twice.
    Exit code 6: some were not delivered, or wait.

    \b
    Example:
      briefgen send --dry-run
      briefgen send nato-csto --to desk-mail
    """
    from briefgen.cli.progress import Estimate
    from briefgen.cli.sent import choose_send_code, describe_send, print_send
    from briefgen.project.sending.sending import SendOptions, send_editions

    estimate = Estimate()
    options = SendOptions(
        topics=topics,
        to=to,
        is_trial=is_trial,
        processes=count_processes(jobs),
        report=lambda done, total, entry: estimate("sending", done, total, entry.delivery.recipient),
    )
    with estimate:
        report = send_editions(open_project(start, patience), options)
    if as_json:
        describe_send(report, options)
    else:
        print_send(report, options)
    sys.exit(choose_send_code(report, options))
