"""Words for what went wrong in a job: an exception, or the death of its worker."""

import os
import signal

from briefgen.errors import BriefgenError


def name_error(error: BaseException) -> str:
    """Return an exception's type and message in one line; a BriefgenError gives its own sentence alone."""
    try:
        text = str(error)[:2_000]
    except Exception:  # noqa: BLE001 - the exception's own methods may fail
        text = "(it cannot say what)"
    if isinstance(error, BriefgenError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def describe_error(error: BaseException) -> tuple[str, str]:
    """Return an exception's one line and the last 16,000 characters of Python's traceback."""
    import traceback

    try:
        told = "".join(traceback.format_exception(error))
    except Exception:  # noqa: BLE001 - the same
        told = ""
    return name_error(error), told[-16_000:]


def name_death(status: int) -> str:
    """Return the name of the signal that ended a process, or its exit code in words, from its wait status."""
    if not os.WIFSIGNALED(status):
        return f"ended on its own with exit code {os.waitstatus_to_exitcode(status)}"
    try:
        return signal.Signals(os.WTERMSIG(status)).name
    except ValueError:
        return f"signal {os.WTERMSIG(status)}"
