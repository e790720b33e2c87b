"""What a template may ask of a brief: the fields of each value, and where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from briefgen.model.bibliography import SourceEntry
from briefgen.model.brief import Brief, GapEntry, JudgementEntry, Section
from briefgen.model.chart import Chart
from briefgen.model.printed_excerpt import ActorPositions, ExcerptEntry, ExcerptGroup, Statement, TimelineEntry
from briefgen.model.prose import CitationMark


@dataclass(frozen=True, slots=True)
class Shape:
    """A value as templates see it: a `record` with fields, or a list of `items`, or neither."""

    record: type | None = None
    items: "Shape | None" = None


#: The names that our own parts give to the values they lay out; a part of a user's own may count on them.
PART_NAMES: Mapping[str, Shape] = {
    name: Shape(record)
    for name, record in (
        ("brief", Brief),
        ("section", Section),
        ("judgement", JudgementEntry),
        ("group", ExcerptGroup),
        ("entry", ExcerptEntry),
        ("position", ActorPositions),
        ("statement", Statement),
        ("event", TimelineEntry),
        ("gap", GapEntry),
        ("source", SourceEntry),
        ("chart", Chart),
        ("mark", CitationMark),
    )
}


@cache
def list_fields(record: type) -> Mapping[str, Shape]:
    """List the fields and properties of a value by name; of a date or a marking whatever it has."""
    if not is_dataclass(record):
        # `dir` of an enumeration leaves its properties out.
        names = {name for cls in record.__mro__ for name in vars(cls)} | {"name", "value"}
        return {name: Shape() for name in names if not name.startswith("_")}
    fields = {name: shape_of(hint) for name, hint in get_type_hints(record).items() if not name.startswith("_")}
    named = {name for cls in record.__mro__ for name, value in vars(cls).items() if isinstance(value, property)}
    return {**{name: Shape() for name in named}, **fields}


def shape_of(hint: Any) -> Shape:  # noqa: ANN401 - a type hint is anything
    """Read a type hint: ``tuple[Section, ...]`` is a list of sections, ``PartialDate | None`` a date."""
    origin, within = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (known, *_) = [one for one in within if one is not NoneType] or [NoneType]
        return shape_of(known)
    if origin in (tuple, list):
        return Shape(items=shape_of(within[0]))
    own = isinstance(hint, type) and hint.__module__.startswith("briefgen.model.")
    return Shape(hint) if own else Shape()


def write_type(hint: Any) -> str:  # noqa: ANN401 - a type hint is anything
    """Write a type hint for a reader: "list of Section", "date or none", "text"."""
    origin, within = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join("none" if one is NoneType else write_type(one) for one in within)
    if origin in (tuple, list):
        return f"list of {write_type(within[0])}"
    if origin is not None:
        return f"map from {write_type(within[0])} to {write_type(within[1])}"
    words = {"str": "text", "int": "number", "bool": "yes or no", "PartialDate": "date"}
    return words.get(hint.__name__, str(hint.__name__))
