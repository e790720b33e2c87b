"""Pickle what a worker sends, and unpickle what a confined one sent without running code of its choice.

A confined worker may have been taken over by what it read, and an ordinary pickle calls any function.
"""

from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pickle import Pickler, Unpickler

_PLAIN_PACKAGES = frozenset({"builtins", "briefgen", "collections", "datetime", "decimal", "fractions", "pathlib"})


def dump_plain(value: object) -> bytes:
    """Pickle a value so that `load_plain` takes it back."""
    import io

    data = io.BytesIO()
    _make_plain_pickler()(data, 5).dump(value)
    return data.getvalue()


@cache
def _make_plain_pickler() -> "type[Pickler]":
    import pickle

    class PlainPickler(pickle.Pickler):
        def reducer_override(self, value: object) -> Any:  # noqa: ANN401 - as pickle has it
            # Some releases of Python 3.11 pickle a member as a call of getattr, which is no plain value.
            return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented

    return PlainPickler


def load_plain(payload: bytes) -> object:
    """Unpickle plain values and dataclasses, enumerations and named tuples of briefgen, nothing else."""
    import io

    return _make_plain_unpickler()(io.BytesIO(payload)).load()


@cache
def _make_plain_unpickler() -> "type[Unpickler]":
    import pickle

    class PlainUnpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            package = module.partition(".")[0]
            found = super().find_class(module, name) if package in _PLAIN_PACKAGES else None
            if not _is_plain(found, package):
                raise pickle.UnpicklingError(f"{module}.{name} is not taken from a confined worker")
            return found

    return PlainUnpickler


def _is_plain(found: object, package: str) -> bool:
    # Where the type itself says it lives: `pathlib` alone would lead to `pathlib.io.FileIO`.
    if not isinstance(found, type) or found.__module__.partition(".")[0] != package:
        return False
    return package != "briefgen" or is_dataclass(found) or issubclass(found, (Enum, tuple))
