"""How a worker's end is told to the user."""

from briefgen.errors import BriefgenError
from briefgen.files.messages import say_why_unreadable
from briefgen.files.reading import FileTooLongError
from briefgen.index.schema import IndexDamaged
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.workers.limits import Failed

_ENDS = {
    "deadline": "took too long",
    "memory": "took too much memory",
    "crash": "crashed the {machine}",
    "error": "failed",
}


def tell_end(failed: Failed, machine: str) -> str:
    """Say how a job ended, as what follows its name: "took too long (…)"; `machine` is what a crash took down."""
    return f"{_ENDS[failed.kind].format(machine=machine)} ({failed.detail})"


def hint_at_cause(failed: Failed, otherwise: str) -> str:
    """Say where in our own code a job failed; where the worker was stopped from outside, say `otherwise`."""
    frames = [line.strip() for line in failed.traceback.splitlines() if line.strip().startswith("File ")]
    return f"a mistake in briefgen, not yours; please report it: {frames[-1]}" if frames else otherwise


def refuse_damaged_index(failed: Failed) -> None:
    """Raise IndexDamaged where that is what a worker met, for the index is then made anew."""
    if failed.detail.startswith(IndexDamaged.__name__):
        raise IndexDamaged(failed.detail)


def describe_unreadable(name: str, error: BriefgenError, hint: str = "") -> Problem:
    """Make a problem of a file that could not be read."""
    kind = kinds.FILE_TOO_LARGE if isinstance(error, FileTooLongError) else kinds.FILE_UNREADABLE
    return Problem(kind, str(error), Place(name), hint)


def describe_refusal(name: str, error: OSError) -> Problem:
    """Make a problem of what the system does not let us look at: a folder that cannot be listed hides its files."""
    if isinstance(error, FileNotFoundError):
        return Problem(kinds.FILE_VANISHED, "it vanished while its folder was read", Place(name))
    hint = "what lies in it is not read until then"
    return Problem(kinds.FILE_UNREADABLE, f"it cannot be looked at: {say_why_unreadable(error)}", Place(name), hint)


def describe_reader_failure(name: str, failed: Failed) -> Problem:
    """Make a problem of a worker that died over a file."""
    message = f"reading it {tell_end(failed, 'reader')}"
    hint = hint_at_cause(failed, "the rest was read without it")
    return Problem(kinds.FILE_CRASHED_READER, message, Place(name), hint)
