"""What a job may use, and how it ends."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

Result = TypeVar("Result")
Kind: TypeAlias = Literal["deadline", "memory", "crash", "error"]
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use.

    `seconds` is wall time and `cpu_seconds` processor time, each per job; `memory_mib` is address space above
    what the parent has mapped. A worker that has kept more than `kept_mib` of it from earlier jobs makes room for a new
    one (0: half of it). With `confine` a worker reads files only at and below `readable`, writes
    none and reaches no network, as far as the system can hold it to that (`describe_confinement`).
    """

    seconds: float = 20.0
    cpu_seconds: int = 60
    memory_mib: int = 1536
    kept_mib: int = 0
    confine: bool = False
    readable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """A job that came to its end, with what it returned."""

    value: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that did not come to its end.

    `detail` is one line: the limit it broke, the signal that killed it (`SIGSEGV`), or the exception and its
    message; a BriefgenError gives its own sentence alone. `traceback` is Python's for an error, and for
    a crash the last 8 kB that the worker wrote to its standard output and error.
    """

    kind: Kind
    detail: str
    traceback: str = ""


Outcome: TypeAlias = Done[Result] | Failed
