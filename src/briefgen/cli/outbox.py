"""`briefgen outbox`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import json_option, open_project, project_option, wait_option

if TYPE_CHECKING:
    from briefgen.project.sending.settling import Settlement, Wish

_STATES = ("planned", "sending", "sent", "deferred", "refused", "unknown")


@click.command("outbox")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@project_option
@click.option("--state", "states", type=click.Choice(_STATES), multiple=True, help="Only what is in this state.")
@click.option("--history", default="", metavar="KEY", help="All that is on record of one delivery.")
@click.option("--export", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.csv or FILE.json.")
@click.option("--resolve", "keys", multiple=True, metavar="KEY", help="Settle a delivery, by the beginning of its key.")
@click.option("--assume-sent", is_flag=True, help="With --resolve: it has arrived.")
@click.option("--resend", is_flag=True, help="With --resolve: let the next `briefgen send` send it again.")
@click.option("--taken-away", is_flag=True, help="With --resolve: it is gone from the place where it was put.")
@click.option("--because", default="", metavar="WORDS", help="With --resolve: why; the ledger keeps your words.")
@wait_option
@json_option
def command(
    topics: tuple[str, ...],
    start: Path,
    states: tuple[str, ...],
    history: str,
    export: Path | None,
    keys: tuple[str, ...],
    assume_sent: bool,
    resend: bool,
    taken_away: bool,
    because: str,
    patience: float,
    as_json: bool,
) -> None:
    """Show what was sent to whom, and settle what nobody knows of.

    A run that was cut off leaves deliveries "unknown" where the other side cannot be asked. Ask the recipient, then
    say what you found: --assume-sent or --resend. What was refused or sent can be sent again in the same way, as long
    as no newer edition has followed it; a correction that was refused, and that somebody was told by hand, is assumed
    sent. What somebody took from a folder, a site or a store is missed no more once --taken-away tells of it, and
    is again once --assume-sent says that it is back. Nothing on record is ever changed; what you decide is added, with
    your reason.

    \b
    Example:
      briefgen outbox --state unknown
      briefgen outbox --resolve 3f9a2c71 --resend --because "she has not received it"
      briefgen outbox --export ledger.csv
    """
    from briefgen.cli.ledger import print_life, print_settled, print_table, tell_export
    from briefgen.model.delivery import State
    from briefgen.project.sending.settling import Wish, find_life, list_deliveries, settle_deliveries

    _refuse_both(bool(history), export is not None, bool(keys))
    wish = Wish(topics, tuple(map(State, states)))
    settlement = _read_settlement(keys, because, ASSUMED=assume_sent, AGAIN=resend, TAKEN=taken_away)
    project = open_project(start, patience)
    if settlement:
        _refuse_filter(wish)
        print_settled(settle_deliveries(project, settlement), as_json=as_json)
    elif history:
        _refuse_filter(wish)
        print_life(find_life(project, history), as_json=as_json)
    elif export:
        tell_export(_export(start, wish, export), export, as_json=as_json)
    else:
        print_table(list_deliveries(project, wish), as_json=as_json)


def _export(start: Path, wish: "Wish", path: Path) -> int:
    from briefgen.project.sending.exporting import export_deliveries
    from briefgen.project.sending.settling import list_lives

    project = open_project(start)
    lives = list_lives(project, wish)
    export_deliveries(project, lives, path)
    return len(lives)


def _read_settlement(keys: tuple[str, ...], because: str, **asked: bool) -> "Settlement | None":
    """Read what is said of deliveries; `asked` are the findings by name, and whether each was given."""
    from briefgen.grammar.characters import says_something
    from briefgen.project.sending.settling import Finding, Settlement

    findings = [Finding[name] for name, is_given in asked.items() if is_given]
    if not keys:
        if findings or because:
            raise click.UsageError("--assume-sent, --resend, --taken-away and --because go with --resolve KEY.")
        return None
    if len(findings) != 1:
        raise click.UsageError("--resolve needs one of --assume-sent, --resend and --taken-away.")
    if not says_something(because):
        raise click.UsageError('--resolve needs --because "…": the ledger keeps why.')
    return Settlement(keys, findings[0], because)


def _refuse_both(*asked: bool) -> None:
    if sum(asked) > 1:
        raise click.UsageError("--history, --export and --resolve are asked for one at a time.")


def _refuse_filter(wish: "Wish") -> None:
    if wish.topics or wish.states:
        raise click.UsageError("--history and --resolve name deliveries by KEY; leave topics and --state away.")
