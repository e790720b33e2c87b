"""Numbered copies: whose a PDF is, by the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.deliver.send import read_copy_name
from briefgen.errors import BriefgenError
from briefgen.model.delivery import Delivery, Event, State
from briefgen.project.place import Project
from briefgen.project.sending.ledger import read_project_outbox


@dataclass(frozen=True, slots=True)
class Made:
    """A numbered copy as it was made: for which delivery, and the last step of its life before another was made."""

    delivery: Delivery
    last: Event

    def __str__(self) -> str:
        one, copy = self.delivery, f"copy {self.delivery.copy}"
        if self.last.state is State.SENT:
            return f"{copy}, which left for {one.recipient} by {one.channel}"
        said = f": {self.last.note}" if self.last.note and not read_copy_name(self.last.note) else ""
        return f"{copy}, made for {one.recipient} by {one.channel}; the ledger has it as {self.last.state.value}{said}"


@dataclass(frozen=True, slots=True)
class Copies:
    """All numbered copies by the SHA-256 of the PDF; `fault` says why the ledger cannot be read, "" where it can."""

    by_digest: Mapping[str, Made] = field(default_factory=dict)
    fault: str = ""


def read_copies(project: Project) -> Copies:
    """Read which numbered copies were made; never raises."""
    try:
        with read_project_outbox(project) as outbox:
            copies = {one.delivery.key: one.delivery for one in outbox.list_entries() if one.delivery.copy}
            lives = outbox.list_histories() if copies else {}
    except BriefgenError as error:
        return Copies(fault=str(error))
    return Copies({name: Made(one, step) for key, one in copies.items() for name, step in _follow(lives[key])})


def _follow(steps: Iterable[Event]) -> Iterator[tuple[str, Event]]:
    """Follow a delivery's life: give each step with the copy that was under way, a later one after an earlier."""
    name = ""
    for step in steps:
        name = read_copy_name(step.note) or name
        if name:
            yield name, step
