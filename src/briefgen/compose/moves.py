"""What changed beside the words of an excerpt or in a source's entry, detail by detail."""

from collections.abc import Mapping

from briefgen.model.comparison import Move


def list_moves(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Move, ...]:
    """List the details that differ."""
    names = dict.fromkeys((*new, *old))
    return tuple(Move(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name))
