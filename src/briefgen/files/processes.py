"""Other processes of this machine."""

import os


def is_alive(pid: int) -> bool:
    """Whether a process runs, anybody's."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
