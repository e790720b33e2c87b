"""A project's ledger of what was sent, with its lock and its witness."""

from contextlib import AbstractContextManager

from briefgen.deliver.outbox import Outbox, open_outbox, read_outbox
from briefgen.files.lock import hold_lock
from briefgen.project.place import Project

#: Names the ledger's newest step a second time, outside of `output`: see `deliver.ledger_file`.
_WITNESS = "outbox.head"


def hold_sending(project: Project) -> AbstractContextManager[None]:
    """Hold the lock of sending: one run at a time changes the ledger. Raises LockedError while another one does."""
    return hold_lock(project.state / "sending.lock", project.patience)


def open_project_outbox(project: Project) -> AbstractContextManager[Outbox]:
    """Open the ledger to change it, under the lock of sending; raises as `open_outbox` does."""
    return open_outbox(project.outbox, project.state / _WITNESS)


def read_project_outbox(project: Project) -> AbstractContextManager[Outbox]:
    """Open the ledger to read it, also while a run sends; raises as `read_outbox` does."""
    return read_outbox(project.outbox, project.state / _WITNESS)
