"""What a draft was made from, as its loader tells it."""

from dataclasses import dataclass

from briefgen.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Trace:
    """What a draft was made from; see `project.building.memory.Known`. `sha256` is that of its topic's file.

    `tags` are those that its excerpts and sources bear, and the keys of their publishers (`commons.key_publisher`).
    `needs_words` tells that it depends on all words of the corpus.
    `problems` were met before anything was put together.
    """

    sha256: str
    met: tuple[str, ...] = ()
    asks: tuple[tuple[str, tuple[str | int | None, ...]], ...] = ()
    needs_ids: bool = False
    needs_words: bool = False
    unresolved: tuple[str, ...] = ()
    last: str = ""
    tags: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
