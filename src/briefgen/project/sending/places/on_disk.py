"""Where on this machine's file systems the ledger has editions as put, whatever their channels and readers are now."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from briefgen.model.delivery import Delivery, Entry, Matter

#: Below which part of its path an edition's place has no links of its own: topic, number, variant.
_OWN_PARTS = 3


@dataclass(frozen=True, slots=True)
class PutPlaces:
    """The places, without links on the way there, each with what was put there last."""

    by_path: Mapping[PurePath, Delivery]

    def list_below(self, folder: Path) -> Iterator[tuple[PurePath, Delivery]]:
        """List what was put below a folder, each with its path from there."""
        root = PurePath(os.path.realpath(folder))
        for path, one in self.by_path.items():
            if path.is_relative_to(root):
                yield path.relative_to(root), one

    def index_below(self, folder: Path) -> Mapping[str, Sequence[tuple[str, Delivery]]]:
        """Index what was put below a folder by each beginning of its path, in small letters; with the path's rest."""
        found: defaultdict[str, list[tuple[str, Delivery]]] = defaultdict(list)
        for path, one in self.list_below(folder):
            for end in range(1, len(path.parts)):
                found["/".join(path.parts[:end]).casefold()].append(("/".join(path.parts[end:]), one))
        return found


def read_put_places(entries: Iterable[Entry]) -> PutPlaces:
    """Read out of the ledger's lines where editions were put, each time that they left."""
    resolve = cache(os.path.realpath)
    found = {}
    for entry in entries:
        for left in entry.left if entry.delivery.matter is Matter.EDITION else ():
            if (path := left.path) and len(path.parts) > _OWN_PARTS:
                found[PurePath(resolve(path.parents[_OWN_PARTS - 1]), *path.parts[-_OWN_PARTS:])] = entry.delivery
    return PutPlaces(found)
