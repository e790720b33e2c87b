# ruff: noqa: S608 - statements are put together from our own words; whatever comes from outside is bound
"""A query as one SQL condition on `p` (a passage) and `s` (its source), with bound values."""

from briefgen.grammar.query_words import split_words
from briefgen.model.marking import Marking
from briefgen.model.query import And, DateRange, Everything, Not, Or, Query, Unknown, Value, ValueRange, Words

_Condition = tuple[str, list[object]]

_MARKINGS = {marking.label: int(marking) for marking in Marking}
_COLUMNS = {
    "language": "p.language",
    "type": "s.type",
    "reliability": "s.reliability",
    "status": "s.status",
    "source": "s.name",
    "credibility": "p.credibility",
    "stance": "p.stance",
    "proof": "p.proof",
}
_DATES = {"issued": "s.issued", "date": "p.date"}
# Neither F nor 6 ("cannot be judged") is ever inside a range, whatever its ends.
_BOUNDS = {"reliability": ("A", "E"), "credibility": ("1", "5")}


def compile_query(query: Query) -> _Condition:  # noqa: PLR0911 - one case for each kind of query
    """Return the condition that holds for what `query` matches, and the values to bind to it.

    It is never NULL, so that NOT turns it round.
    """
    match query:
        case Everything():
            return "1", []
        case Not(operand):
            condition, values = compile_query(operand)
            return f"NOT {condition}", values
        case And(operands):
            return _join(" AND ", operands)
        case Or(operands):
            return _join(" OR ", operands)
        case Words():
            return _match_words(query)
        case Value():
            return _match_value(query)
        case DateRange(field, start, end):
            return _overlap_dates(field, start.toordinal() if start else 0, end.toordinal() if end else 1 << 31)
        case ValueRange(field, low, high):
            lowest, highest = _BOUNDS[field]
            return f"({_COLUMNS[field]} BETWEEN ? AND ?)", [low or lowest, min(high or highest, highest)]
        case Unknown(field):
            return _lack_value(field)


def _join(operator: str, operands: tuple[Query, ...]) -> _Condition:
    """Join conditions; the words of the text go to the full-text table in one question, which is far cheaper."""
    texts = [_write_match(each) for each in operands if isinstance(each, Words) and each.field == "text"]
    parts = [_search_text(operator.join(texts))] if texts else []
    parts += [compile_query(each) for each in operands if not (isinstance(each, Words) and each.field == "text")]
    conditions = operator.join(condition for condition, _ in parts)
    return f"({conditions})", [value for _, values in parts for value in values]


def _match_words(words: Words) -> _Condition:
    if words.field == "text":
        return _search_text(_write_match(words))
    question = f"{words.field} : {_write_match(words)}"
    return "s.id IN (SELECT rowid FROM source_words WHERE source_words MATCH ?)", [question]


def _search_text(question: str) -> _Condition:
    return "p.id IN (SELECT rowid FROM passage_words WHERE passage_words MATCH ?)", [question]


def _write_match(words: Words) -> str:
    """Return a phrase of FTS5; the words hold letters and digits only, so nothing needs escaping."""
    return f'"{" ".join(words.words)}"{" *" if words.is_prefix else ""}'


def _match_value(value: Value) -> _Condition:  # noqa: PLR0911 - one case for each kind of field
    match value.field:
        case "tag" | "actor":
            return _match_tag(*_name_tag(value))
        case "speaker":
            return _match_speaker(value)
        case "id":
            return _match_id(value)
        case "tlp":
            return "(p.marking = ?)", [_MARKINGS[value.value]]
        case "key":
            return "(p.key = ?)", [int(value.value == "yes")]
        case "language" if not value.is_prefix:
            # RFC 4647, basic filtering: en finds en-GB too.
            return "(p.language = ? OR substr(p.language, 1, ?) = ?)", [value.value, *_begin(f"{value.value}-")]
        case _:
            return _match_column(_COLUMNS[value.field], value)


def _match_column(column: str, value: Value) -> _Condition:
    if not value.is_prefix:
        return f"({column} = ?)", [value.value]
    if not value.value:
        return f"({column} <> '')", []
    return f"(substr({column}, 1, ?) = ?)", list(_begin(value.value))


def _match_id(value: Value) -> _Condition:
    """Match an excerpt's full name ``source^id``, or its id in whatever source."""
    source, caret, name = value.value.rpartition("^")
    condition, values = _match_column("p.name", Value("id", name, value.is_prefix))
    return (f"(s.name = ? AND {condition})", [source, *values]) if caret else (condition, values)


def _match_speaker(value: Value) -> _Condition:
    """Match the speaker's tag, that tag or below, or words of the name as it was written."""
    tag, tag_values = _name_tag(value)
    words = " ".join(split_words(value.value))
    if not words:
        return _match_tag("field IN ('speaker', 'name')", []) if value.is_prefix else _match_tag(tag, tag_values)
    closing = "" if value.is_prefix else " "
    name = "(field = 'name' AND instr(' ' || value || ' ', ?) > 0)"
    return _match_tag(f"({tag} OR {name})", [*tag_values, f" {words}{closing}"])


def _name_tag(value: Value) -> _Condition:
    """Return the condition on the table ``tag``: that tag or below, or all that begin so."""
    if value.is_prefix:
        return "(field = ? AND substr(value, 1, ?) = ?)", [value.field, *_begin(value.value)]
    below = _begin(f"{value.value}/")
    return "(field = ? AND (value = ? OR substr(value, 1, ?) = ?))", [value.field, value.value, *below]


def _match_tag(condition: str, values: list[object]) -> _Condition:
    inner = f"SELECT id FROM tag WHERE {condition}"
    return f"p.id IN (SELECT passage FROM tagged WHERE tag IN ({inner}))", values


def _overlap_dates(field: str, first: int, last: int) -> _Condition:
    column = _DATES[field]
    return f"ifnull({column}_from <= ? AND {column}_to >= ?, 0)", [last, first]


def _lack_value(field: str) -> _Condition:
    if field in _DATES:
        return f"({_DATES[field]}_from IS NULL)", []
    if field in _COLUMNS:
        return f"({_COLUMNS[field]} = '')", []
    condition, values = _match_value(Value(field, "", is_prefix=True))
    return f"NOT {condition}", values


def _begin(prefix: str) -> tuple[int, str]:
    return len(prefix), prefix
