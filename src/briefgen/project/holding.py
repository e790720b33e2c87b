"""A writing command's turn in the project: its lock, and what killed commands left behind cleared away."""

from collections.abc import Iterator
from contextlib import contextmanager

from briefgen.editions.placing import recover_editions
from briefgen.files.lock import hold_lock
from briefgen.files.writing import remove_leftover_temps, remove_temps_in
from briefgen.project.place import Project
from briefgen.refresh.records import GENERATIONS


@contextmanager
def hold_project(project: Project, *, for_corpus: bool = False) -> Iterator[None]:
    """Hold the project's lock while the body runs; wait for it as long as the project's `patience` says.

    What a killed command left half-written under ``output/`` and ``.briefgen/`` is put right or removed first; what
    one left in the corpus, where nothing reads it, by a command that is about to write there (`for_corpus`).
    Raises LockedError while another command holds the lock, StorageError where the disk does not let us.
    """
    with hold_lock(project.state / "lock", project.patience):
        for folder in (project.state, project.output, project.output / GENERATIONS, project.editions):
            remove_temps_in(folder)
        if for_corpus:
            for folder in (project.folder / "corpus", project.state / "dropped"):
                remove_leftover_temps(folder)
        recover_editions(project.editions)
        yield
