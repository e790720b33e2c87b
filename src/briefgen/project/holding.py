"""A writing command's turn in the project: its lock, and what killed commands left behind cleared away."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from briefgen.editions.recovering import Obstacle, recover_editions
from briefgen.files.lock import hold_lock
from briefgen.files.writing import remove_leftover_temps, remove_temps_in
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.project.place import Project
from briefgen.refresh.records import GENERATIONS


@contextmanager
def hold_project(project: Project, *, for_corpus: bool = False) -> Iterator[tuple[Obstacle, ...]]:
    """Hold the project's lock while the body runs; wait for it as long as the project's `patience` says.

    What a killed command left half-written under ``output/`` and ``.briefgen/`` is put right or removed first; what
    one left in the corpus, where nothing reads it, by a command that is about to write there (`for_corpus`).
    Gives what stood in the way of an edition: it concerns `issue` of its topic, and nothing else.
    Raises LockedError while another command holds the lock, StorageError where the disk does not let us.
    """
    with hold_lock(project.state / "lock", project.patience):
        for folder in (project.state, project.output, project.output / GENERATIONS, project.editions):
            remove_temps_in(folder)
        if for_corpus:
            for folder in (project.folder / "corpus", project.state / "dropped"):
                remove_leftover_temps(folder)
        yield recover_editions(project.editions)


def tell_obstacles(project: Project, obstacles: Iterable[Obstacle]) -> tuple[Problem, ...]:
    """Tell what stands in the way of editions, each with what to do."""
    return tuple(
        Problem(
            kinds.EDITION_CUT_SHORT,
            one.why,
            Place(project.name(one.left)),
            "move it out of the way; whoever writes next puts the rest right",
        )
        for one in obstacles
    )
