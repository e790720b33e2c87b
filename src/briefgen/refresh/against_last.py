"""How a draft stands to the last edition of it."""

from briefgen.compose.assembly import Assembly
from briefgen.compose.editions import freeze_edition, is_unchanged
from briefgen.model.edition import Edition
from briefgen.model.last_edition import LastEdition


def compare_with_last(assembly: Assembly, last: Edition | None) -> LastEdition | None:
    """Say which edition a draft follows, and whether it differs from it in substance; None where none was issued."""
    if last is None:
        return None
    brief = assembly.brief
    is_same_print = (brief.form, brief.language) == (last.template, last.language)
    differs = not is_unchanged(freeze_edition(assembly, last.number, last.issued), last) if is_same_print else None
    return LastEdition(last.number, last.issued, differs)
