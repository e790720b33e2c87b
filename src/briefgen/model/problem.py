"""A mistake in the content: where it stands, what it is, and what to do next."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """An error makes the exit code speak; a warning only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: path from the project's folder, line and column from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of the table in `model.kinds`: a stable code, how grave, and what it means."""

    code: str
    severity: Severity
    meaning: str
    exit_code: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of the author's, ready to be printed or written as JSON."""

    kind: ProblemKind
    message: str
    place: Place
    hint: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it makes the command fail without ``--strict``."""
        return self.kind.severity is Severity.ERROR

    def __str__(self) -> str:
        line = f"{self.place}: {self.kind.severity.value}[{self.kind.code}]: {self.message}"
        return f"{line}\n    {self.hint}" if self.hint else line
