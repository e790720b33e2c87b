"""The command ``briefgen``: one short file a command, found by its name, loaded when it is called."""

import signal
import sys
from importlib import import_module

import click

from briefgen import __version__
from briefgen.errors import BriefgenError

#: Each command and the sentence that `briefgen --help` prints of it, so that help loads none of them.
COMMANDS = {
    "new": "Start a project, a topic or a source.",
    "add": "Take pages and documents into the corpus.",
    "check": "Name every mistake in the project.",
    "tags": "List the tags, or say why an excerpt has its.",
    "find": "Find excerpts and print citations to paste.",
    "show": "Show an excerpt in its place.",
    "cite": "Print an excerpt's citation and fix its id.",
    "build": "Print the briefs that are not up to date.",
    "diff": "Say what changed since an edition, or between two.",
    "issue": "Freeze briefs as their next editions.",
    "send": "Send editions to those who are to have them.",
    "outbox": "Show what was sent to whom, and settle what nobody knows of.",
    "impact": "Show what rests on a source, and who received it.",
    "verify": "Prove that a file is the one on record.",
    "review": "Confirm judgements, and see what changed behind them.",
    "status": "Say which briefs are stale, and why.",
    "preview": "Show the briefs on a local page that follows each save.",
    "templates": "List the templates and what they see; copy one to change it.",
    "doctor": "Examine this machine.",
}


class _Stopped(KeyboardInterrupt):
    """Asked to end by the system: files are put right as after Ctrl-C. `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"briefgen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        name, chosen, rest = super().resolve_command(ctx, args)
        if "--wait" in rest:
            from briefgen.cli.options import complete_wait

            rest = complete_wait(rest)
        return name, chosen, rest


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="briefgen")
def command() -> None:
    """Assemble topic briefs from a corpus of tagged excerpts, each quotation proven in its source.

    \b
    Example:
      briefgen new desk && cd desk
      briefgen add ~/pages/*.txt
      briefgen new topic "NATO–CSTO relations"
      briefgen build
    """


def main() -> None:
    """Run the command line. A `BriefgenError` becomes its sentence and its exit code; ours stay tracebacks."""
    _obey_system()
    try:
        sys.exit(command(standalone_mode=False, prog_name="briefgen"))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort as error:
        click.echo("stopped", err=True)
        cause = error.__cause__
        # 128 and the signal's number, as shells count.
        sys.exit(128 + (cause.number if isinstance(cause, _Stopped) else signal.SIGINT))
    except BriefgenError as error:
        click.echo(f"briefgen: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if not _is_of_output(error):
            raise
        sys.exit(_refuse_output(error))


def _is_of_output(error: OSError) -> bool:
    """Whether what failed was to write the command's own words: the disk behind ``>`` is full."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    return place is not None and place.tb_frame.f_code is click.echo.__code__


def _refuse_output(error: OSError) -> int:
    """Say that the output could not be written; return the exit code."""
    import os
    from contextlib import suppress
    from pathlib import Path

    from briefgen.errors import StorageError
    from briefgen.files.messages import explain_failure

    with suppress(OSError):  # where stderr is as full, the exit code has to do
        click.echo(f"briefgen: {explain_failure('write', Path('the output'), error)}", err=True)
    # What is left in the buffers is not tried again when Python ends, which would add its own words and exit code.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for handle in (1, 2):
        os.dup2(nowhere, handle)
    return StorageError.exit_code


def _obey_system() -> None:
    """Let SIGTERM and SIGHUP end the command as Ctrl-C does, unless whoever started it has them ignored (nohup).

    Ctrl-C itself raises our exception too: of one of its own that arises while code is made of text (`dataclass` does
    that on import) Python remembers that nobody caught it, and ends by the signal whatever `sys.exit` says.
    """
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)


def _stop(number: int, _frame: object) -> None:
    raise _Stopped(number)
