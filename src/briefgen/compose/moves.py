"""What changed beside the words of an excerpt or in a source's entry, detail by detail."""

from collections.abc import Mapping

from briefgen.model.comparison import Move

#: Details of a source that records of before `Edition.extent` do not have.
LATER = frozenset({"kind", "place", "section", "wording"})


def list_moves(old: Mapping[str, str], new: Mapping[str, str], *, is_complete: bool = True) -> tuple[Move, ...]:
    """List the details that differ; of a record that is not complete only those that it could have had."""
    names = [name for name in dict.fromkeys((*new, *old)) if is_complete or name not in LATER]
    return tuple(Move(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name))
