"""Numbered copies: whose a PDF is, by the ledger."""

from briefgen.deliver.send import name_copy
from briefgen.model.delivery import Delivery
from briefgen.project.place import Project
from briefgen.project.sending.ledger import read_project_outbox


def find_copy(project: Project, sha256: str) -> Delivery | None:
    """Find the delivery that a numbered copy was made for, by the PDF's digest; None where nobody got it.

    Raises what reading the ledger raises.
    """
    named = name_copy(sha256)
    with read_project_outbox(project) as outbox:
        copies = {one.delivery.key: one.delivery for one in outbox.list_entries() if one.delivery.copy}
        if not copies:
            return None
        lives = outbox.list_histories()
        return next((one for key, one in copies.items() if any(step.note == named for step in lives[key])), None)
