"""The fast path broken on purpose, to see that the sequences find it."""

from collections.abc import Callable


def ignore_copies() -> None:
    """Take the groups of copies for what they were."""
    from briefgen.project.building import reach

    reach._list_regrouped = lambda before, now: frozenset()


def ignore_cited() -> None:
    """Forget which sources a draft met and cites: only what its queries match now counts."""
    from briefgen.project.building import reach

    reach._meets = lambda met, sources: False


def ignore_new_matches() -> None:
    """Ask no topic whether a changed source matches it now."""
    from briefgen.index.store import Index

    Index.matches = lambda self, conditions: False  # type: ignore[method-assign]


def ignore_times() -> None:
    """Take a file of the same size for the same file, whatever its times say."""
    from briefgen.files import sightings

    sightings.mark_status = lambda status: (status.st_size,)
    sightings.is_young = lambda status, moment: False


BREAKS: dict[str, Callable[[], None]] = {
    "copies": ignore_copies,
    "cited": ignore_cited,
    "times": ignore_times,
    "new_matches": ignore_new_matches,
}
