"""Problems as they are kept in `.briefgen/`, to be told again without being found again."""

from collections.abc import Iterable

from briefgen.model.kinds import ALL_KINDS
from briefgen.model.problem import Place, Problem

#: The kind's code, the sentence, the place (file, line, column) and the hint.
KeptProblem = tuple[str, str, tuple[str, int, int], str]


def keep_problems(problems: Iterable[Problem]) -> list[KeptProblem]:
    """Give problems the form in which they are kept."""
    return [
        (one.kind.code, one.message, (one.place.file, one.place.line, one.place.column), one.hint) for one in problems
    ]


def restore_problems(kept: Iterable[KeptProblem]) -> tuple[Problem, ...]:
    """Give the problems that `keep_problems` kept."""
    return tuple(Problem(ALL_KINDS[code], message, Place(*place), hint) for code, message, place, hint in kept)
