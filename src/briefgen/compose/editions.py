"""What is kept of a brief that is issued, and whether an edition says anything that the last one did not.

What moves an edition's date and what does not stands in one table: `compose.substance`.
"""

from dataclasses import replace

from briefgen.compose.assembly import Assembly
from briefgen.compose.comparison import compare_records
from briefgen.model.edition import Edition


def freeze_edition(assembly: Assembly, number: int, issued: str) -> Edition:
    """Make the edition `number`, issued on the ISO day `issued`, of what an assembly prints or cites."""
    return replace(assembly.record, number=number, issued=issued)


def is_unchanged(edition: Edition, last: Edition) -> bool:
    """Whether an edition says nothing that the last one in its variant did not say.

    A change of style, markup, punctuation, a link or a tag is none; one of words, terms, evidence, sources or marking
    is.
    """
    return not compare_records(last, edition).is_substantive
