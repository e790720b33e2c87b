"""Queries in Lucene's syntax, read strictly (grammar G4).

Words side by side must all match, as if AND stood between them; AND binds closer than OR. A word
without a field is sought in the excerpt's text; a tag finds itself and all below it; a date finds
what overlaps it. Whatever else Lucene's syntax offers is refused with its place and a remedy.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefgen.grammar.query_checks import MOST_CHARACTERS, list_faults
from briefgen.grammar.query_tokens import LEAVES, Kind, Token, cut_query
from briefgen.grammar.query_values import FIELDS, TAG_FIELDS, Fault, read_leaf
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.query import And, Not, Or, Query, Value

if TYPE_CHECKING:
    from luqum.tree import Item


def read_query(
    text: str, file: str, line: int, column: int, narrows: bool = False
) -> tuple[Query | None, tuple[Problem, ...]]:
    """Return the query that `text` states, or None with everything that is wrong with it.

    `line` and `column` are where its first character stands in `file`; its further lines begin in the
    same column, as in a YAML block. With `narrows` (a section's query) it may consist of NOTs alone.
    """
    query, faults = _read(text, narrows)
    return query, tuple(_place_fault(fault, text, Place(file, line, column)) for fault in faults)


def list_query_tags(text: str, file: str, line: int, column: int) -> tuple[tuple[str, Place], ...]:
    """Return the tags that a query names whole, after ``tag:`` or ``actor:``, each with its place."""
    values = list_query_values(text, Place(file, line, column))
    return tuple((one.value, place) for one, place in values if one.field in TAG_FIELDS and not one.is_prefix)


def list_query_values(text: str, origin: Place) -> tuple[tuple[Value, Place], ...]:
    """Return the values that a query compares fields with, each with the place of its token; `origin` is its first."""
    tokens = cut_query(text[:MOST_CHARACTERS])
    found: list[tuple[Value, Place]] = []
    for token, field in zip(tokens, _list_fields(tokens), strict=True):
        leaf = read_leaf(field, token) if field in FIELDS and token.kind in LEAVES else None
        if isinstance(leaf, Value):
            found.append((leaf, _find_place(token.start, text, origin)))
    return tuple(found)


def _read(text: str, narrows: bool) -> tuple[Query | None, Sequence[Fault]]:
    if len(text) > MOST_CHARACTERS:
        message = f"The query has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read."
        return None, [Fault(kinds.QUERY_TOO_LARGE, 0, message, "tag what it lists, and ask for the tag")]
    tokens = cut_query(text)
    if not tokens:
        return None, [Fault(kinds.QUERY_SYNTAX, 0, "The query is empty.", "write words or tag:…, or * for everything")]
    fields = _list_fields(tokens)
    leaves = {
        token.start: read_leaf(field, token)
        for token, field in zip(tokens, fields, strict=True)
        if token.kind in LEAVES and (not field or field in FIELDS)
    }
    faults = [*list_faults(tokens, fields), *(leaf for leaf in leaves.values() if isinstance(leaf, Fault))]
    if faults:
        return None, _order_faults(faults)
    query = _build(_parse(text, tokens), {start: leaf for start, leaf in leaves.items() if not isinstance(leaf, Fault)})
    if not narrows and _only_excludes(query):
        hint = "say first what you want, as in tag:org/nato -tag:org/csto; * stands for everything"
        return None, [Fault(kinds.QUERY_NEGATIVE, tokens[0].start, "The query only says what to leave out.", hint)]
    return query, ()


def _list_fields(tokens: Sequence[Token]) -> list[str]:
    """Return the field that holds for each token: the one written before it or before its brackets."""
    fields: list[str] = []
    outer = [""]
    current = ""
    for token in tokens:
        if token.kind is Kind.OPEN:
            outer.append(current or outer[-1])
        elif token.kind is Kind.CLOSE and len(outer) > 1:
            outer.pop()
        fields.append(current or outer[-1])
        current = token.name if token.kind is Kind.FIELD else ""
    return fields


def _parse(text: str, tokens: Sequence[Token]) -> "Item":
    """Return luqum's tree of the query, every value masked by as many letters.

    So the parser sees words, brackets and operators only, and none of its other readings of a sign.
    """
    from luqum.thread import parse

    masked = list(" " * len(text))
    for token in tokens:
        if token.kind is not Kind.FIELD:
            masked[token.start : token.end] = _mask(token)
    return parse("".join(masked))


def _mask(token: Token) -> str:
    return "x" * len(token.text) if token.kind in LEAVES else token.text


def _build(node: "Item", leaves: dict[int, Query]) -> Query:
    """Turn luqum's tree into ours; `leaves` are the conditions by the place where they begin."""
    match type(node).__name__:
        case "Word":
            return leaves[node.pos]
        case "Group":
            return _build(node.expr, leaves)
        case "Not" | "Prohibit":
            return Not(_build(node.a, leaves))
    rows: list[list[Query]] = [[]]
    for operand, follows_or in _flatten(node, False):
        if follows_or:
            rows.append([])
        rows[-1].append(_build(operand, leaves))
    return _join(Or, [_join(And, row) for row in rows])


def _flatten(node: "Item", follows_or: bool) -> Iterator[tuple["Item", bool]]:
    """Yield the operands between two brackets in order, each with whether an OR stands before it.

    luqum lets words side by side bind looser than OR; here they bind as AND does, so the operands are
    laid out again.
    """
    name = type(node).__name__
    if name not in {"AndOperation", "OrOperation", "UnknownOperation"}:
        yield node, follows_or
        return
    for index, child in enumerate(node.children):
        yield from _flatten(child, name == "OrOperation" if index else follows_or)


def _join(kind: "type[And | Or]", operands: list[Query]) -> Query:
    if len(operands) == 1:
        return operands[0]
    flat: list[Query] = []
    for operand in operands:
        flat.extend(operand.operands if isinstance(operand, kind) else (operand,))
    return kind(tuple(flat))


def _only_excludes(query: Query) -> bool:
    match query:
        case Not(operand):
            return not _only_excludes(operand)
        case And(operands) | Or(operands):
            return all(_only_excludes(operand) for operand in operands)
    return False


def _order_faults(faults: Sequence[Fault]) -> list[Fault]:
    """Sort by place; of several at one place only the first, which names the cause."""
    by_place: dict[int, Fault] = {}
    for fault in faults:
        by_place.setdefault(fault.start, fault)
    return [by_place[start] for start in sorted(by_place)]


def _place_fault(fault: Fault, text: str, origin: Place) -> Problem:
    return Problem(fault.kind, fault.message, _find_place(fault.start, text, origin), fault.hint)


def _find_place(start: int, text: str, origin: Place) -> Place:
    before = text[:start]
    last_break = before.rfind("\n")
    return Place(origin.file, origin.line + before.count("\n"), origin.column + start - last_break - 1)
