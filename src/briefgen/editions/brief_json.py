"""The brief that an edition was printed of, as JSON and back: by the fields of its dataclasses and nothing else.

What may stand in it is decided by the type hints of `model.brief`: no class is named in the file, so that nothing but
those values can come out of one. Markings are written as their labels, days and dates in ISO 8601.
"""

import datetime
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from briefgen.errors import IntegrityError
from briefgen.model.brief import Brief
from briefgen.model.manifest import Manifest
from briefgen.model.marking import Marking

FORMAT = "briefgen-brief/1"
_MARKINGS = {marking.label: marking for marking in Marking}


@dataclass(frozen=True, slots=True)
class FrozenBrief:
    """All that a variant's page was laid out of: the brief, the manifest that its PDF encloses, the print date."""

    brief: Brief
    manifest: Manifest | None
    printed: str


class _OddValueError(Exception):
    """A value that is not of the type that its field has; `where` is the path to it."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where or 'it'}: {reason}")


def encode_brief(frozen: FrozenBrief) -> bytes:
    """Write a brief as JSON: fields in their order, a line each; the same brief gives the same bytes."""
    content = {"format": FORMAT, **_write(frozen)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def decode_brief(data: bytes) -> FrozenBrief:
    """Read what `encode_brief` wrote; fields that this version does not know are passed over.

    Raises IntegrityError where it is no such JSON, or a value is not of its field's type.
    """
    try:
        content = json.loads(data.decode("utf-8", "surrogatepass"))
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise _OddValueError("format", f"it is not {FORMAT}")
        found = _read(content, FrozenBrief, "")
    except (ValueError, RecursionError, _OddValueError) as error:
        raise IntegrityError(f"the edition's data cannot be read: {error}") from error
    assert isinstance(found, FrozenBrief)  # noqa: S101 - it was asked for
    return found


def _write(value: Any) -> Any:  # noqa: ANN401 - whatever a brief holds
    if isinstance(value, Marking):
        return value.label
    if is_dataclass(value):
        return {one.name: _write(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _write(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_write(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _read(value: Any, hint: Any, where: str) -> Any:  # noqa: ANN401, PLR0911 - JSON in, whatever the hint says out
    origin = get_origin(hint)
    if origin in (types.UnionType, Union):
        return None if value is None else _read(value, _drop_none(hint), where)
    if origin is tuple:
        return _read_tuple(value, hint, where)
    if origin is Mapping:
        key, inner = get_args(hint)
        pairs = _check(value, dict, where).items()
        return {_read(name, key, where): _read(one, inner, f"{where}.{name}") for name, one in pairs}
    if is_dataclass(hint):
        return _read_fields(value, hint, where)
    if hint is Marking:
        return _choose(value, _MARKINGS, where)
    if hint is datetime.date:
        return _read_day(_check(value, str, where), where)
    return _check(value, hint, where)


def _read_fields(value: Any, hint: Any, where: str) -> Any:  # noqa: ANN401
    found = _check(value, dict, where)
    values = {}
    for name, (inner, is_required) in _list_fields(hint).items():
        if name in found:
            values[name] = _read(found[name], inner, f"{where}.{name}".lstrip("."))
        elif is_required:
            raise _OddValueError(where, f"it has no {name}")
    return hint(**values)


def _read_tuple(value: Any, hint: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401
    found, inner = _check(value, list, where), get_args(hint)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(one, inner[0], f"{where}[{place}]") for place, one in enumerate(found))
    if len(found) != len(inner):
        raise _OddValueError(where, f"it has {len(found)} parts, not {len(inner)}")
    return tuple(
        _read(one, each, f"{where}[{place}]") for place, (one, each) in enumerate(zip(found, inner, strict=True))
    )


def _check(value: Any, kind: type, where: str) -> Any:  # noqa: ANN401
    is_flag = isinstance(value, bool)
    if kind is float and isinstance(value, int) and not is_flag:
        return float(value)
    if not isinstance(value, kind) or (is_flag and kind is not bool):
        raise _OddValueError(where, f"it is of the type {type(value).__name__}, not {kind.__name__}")
    return value


def _choose(value: Any, choices: Mapping[str, Marking], where: str) -> Marking:  # noqa: ANN401
    if _check(value, str, where) not in choices:
        raise _OddValueError(where, "it is no marking")
    return choices[value]


def _read_day(text: str, where: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise _OddValueError(where, "it is no day in ISO 8601") from error


def _drop_none(hint: Any) -> Any:  # noqa: ANN401
    (inner,) = (one for one in get_args(hint) if one is not type(None))
    return inner


@cache
def _list_fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """List a dataclass's fields by name: the type of each, and whether it has no default."""
    hints = get_type_hints(kind)
    return {
        one.name: (hints[one.name], one.default is MISSING and one.default_factory is MISSING) for one in fields(kind)
    }
