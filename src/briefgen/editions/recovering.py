"""What a killed `issue` left on the shelf, put right by whoever writes next; what stands in the way is told.

An obstacle concerns the topic whose edition waits for its place, and nobody else: readers find that edition where it
waits, and other topics are issued past it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.placing import DONE, READY, STAGED, concerns_topic, end_move, remove_left
from briefgen.errors import BriefgenError, StorageError
from briefgen.files.messages import explain_failure, show_path
from briefgen.files.writing import remove_temps_in


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why what a killed `issue` left could not be put right: `left` is its folder, `why` names what is in the way.

    `is_waiting` tells that an edition waits there for its place; else it was never one, and is only not removed.
    """

    left: Path
    why: str
    is_waiting: bool = True

    def concerns(self, slug: str) -> bool:
        """Whether a topic cannot be issued before it is out of the way."""
        return self.is_waiting and concerns_topic(self.left, slug)


def recover_editions(shelf: Path) -> tuple[Obstacle, ...]:
    """End what was ready, remove what was not; give what could not be. Call it under the lock."""
    if not shelf.is_dir():
        return ()
    remove_temps_in(shelf)
    return (*_end_moves(shelf), *_remove_rest(shelf))


def _end_moves(shelf: Path) -> Iterator[Obstacle]:
    for ready in sorted(shelf.glob(f"{READY}*")):
        try:
            if ready.is_symlink() or not ready.is_dir():
                raise StorageError(f"{show_path(ready)} is no folder of an issue that was cut short; move it away.")
            end_move(shelf, ready)
        except BriefgenError as error:
            yield Obstacle(ready, str(error))


def _remove_rest(shelf: Path) -> Iterator[Obstacle]:
    for left in sorted((*shelf.glob(f"{STAGED}*"), *shelf.glob(f"{DONE}*"))):
        try:
            remove_left(left)
        except OSError as error:
            yield Obstacle(left, explain_failure("remove", Path(error.filename or left), error), is_waiting=False)
