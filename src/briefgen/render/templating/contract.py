"""The template contract: every value and field that a template sees, with its type and what it means.

Types come from the values themselves; meanings stand in ``contract.toml``, and a test holds the two together.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from briefgen.errors import UsageError
from briefgen.grammar.suggestions import ask_whether
from briefgen.model.brief import Brief
from briefgen.render.templating.shapes import write_type

_MEANINGS = Path(__file__).with_name("contract.toml")


@dataclass(frozen=True, slots=True)
class FieldContract:
    """One field: its name, its type in a reader's words, and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ValueContract:
    """One value that templates see, with its fields in order."""

    name: str
    purpose: str
    fields: tuple[FieldContract, ...]


def list_contract(wanted: Collection[str] = ()) -> tuple[ValueContract, ...]:
    """List the values that templates see, all (also for ``all``) or those wanted.

    Raises UsageError for a name that no value has.
    """
    values = {value.__name__: value for value in list_values()}
    folded = {name.casefold(): name for name in values}
    if not wanted or "all" in wanted:
        return tuple(map(_describe, values.values()))
    for name in wanted:
        if name.casefold() not in folded:
            known = f"The values are {', '.join(values)}."
            raise UsageError(f"no value of a brief is called `{name}`. {ask_whether(name, values) or known}")
    return tuple(_describe(values[folded[name.casefold()]]) for name in wanted)


@cache
def list_values() -> tuple[type, ...]:
    """List every value that can be reached from a brief, the brief first, each before what it holds."""
    found: dict[type, None] = {}
    waiting: list[type] = [Brief]
    while waiting:
        value = waiting.pop(0)
        if value not in found:
            found[value] = None
            waiting += [kind for hint in get_type_hints(value).values() for kind in _list_kinds(hint)]
    return tuple(found)


def _list_kinds(hint: Any) -> list[type]:  # noqa: ANN401 - a type hint is anything
    within = [kind for one in get_args(hint) for kind in _list_kinds(one)]
    own = isinstance(hint, type) and is_dataclass(hint)
    return [hint, *within] if own else within


def _describe(value: type) -> ValueContract:
    purpose, *_ = (value.__doc__ or "").split("\n", 1)
    hints, meanings = get_type_hints(value), read_meanings().get(value.__name__, {})
    described = [FieldContract(name, write_type(hints[name]), meanings.get(name, "")) for name in _name_fields(value)]
    return ValueContract(value.__name__, purpose.rstrip("."), tuple(described))


def _name_fields(value: type) -> list[str]:
    return [one.name for one in fields(value) if not one.name.startswith("_")]


@cache
def read_meanings() -> dict[str, dict[str, str]]:
    """Read what each field means, by value and field."""
    meanings: dict[str, dict[str, str]] = tomllib.loads(_MEANINGS.read_text("utf-8"))
    return meanings
