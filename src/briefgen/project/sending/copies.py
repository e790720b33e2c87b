"""Numbered copies: whose a PDF is, by the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.deliver.send import read_copy_name
from briefgen.errors import BriefgenError
from briefgen.model.delivery import Delivery
from briefgen.project.place import Project
from briefgen.project.sending.ledger import read_project_outbox


@dataclass(frozen=True, slots=True)
class Copies:
    """All numbered copies: the deliveries that they were made for, by the SHA-256 of the PDF.

    `fault` says why the ledger, and so none of them, can be read; "" where it can.
    """

    by_digest: Mapping[str, Delivery] = field(default_factory=dict)
    fault: str = ""


def read_copies(project: Project) -> Copies:
    """Read which numbered copies were made; never raises."""
    found: dict[str, Delivery] = {}
    try:
        with read_project_outbox(project) as outbox:
            copies = {one.delivery.key: one.delivery for one in outbox.list_entries() if one.delivery.copy}
            for key, steps in outbox.list_histories().items() if copies else ():
                for step in steps:
                    if key in copies and (sha256 := read_copy_name(step.note)):
                        found.setdefault(sha256, copies[key])
    except BriefgenError as error:
        return Copies(fault=str(error))
    return Copies(found)
