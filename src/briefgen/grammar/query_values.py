"""The fields of a query and the values they take (grammar G4)."""

import datetime
import re
from dataclasses import dataclass

from briefgen.grammar.dates import read_date
from briefgen.grammar.query_tokens import Kind, Token
from briefgen.grammar.query_words import split_words
from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.evidence import ProofState
from briefgen.model.marking import Marking
from briefgen.model.problem import ProblemKind
from briefgen.model.query import DateRange, Everything, Query, Unknown, Value, ValueRange, Words


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake at an offset of the query's text, before it has a place in a file."""

    kind: ProblemKind
    start: int
    message: str
    hint: str


WORD_FIELDS = ("text", "title", "publisher", "author")
DATE_FIELDS = ("issued", "date")
TAG_FIELDS = ("tag", "actor")
_RANGED = {"reliability": "ABCDE", "credibility": "12345"}
#: Fields whose values are few: each value as it is stored, by its form in small letters.
_CLOSED: dict[str, dict[str, str]] = {
    "stance": {value: value for value in ("for", "against", "mixed", "sceptical", "neutral")},
    "reliability": {value.casefold(): value for value in "ABCDEF"},
    "credibility": {value: value for value in "123456"},
    "tlp": {name.casefold(): m.label for m in Marking for name in (m.label, m.label.removeprefix("TLP:"))},
    "status": {"withdrawn": "withdrawn"},
    "proof": {state.value: state.value for state in ProofState},
    "key": {"yes": "yes", "no": "no"},
}
_OPEN_FIELDS = ("tag", "speaker", "actor", "language", "type", "source", "id")
#: Every field, in the order of the documentation.
FIELDS = (*WORD_FIELDS, *_OPEN_FIELDS, *DATE_FIELDS, *_CLOSED)
_MAY_LACK = frozenset(
    {"issued", "date", "language", "type", "speaker", "actor", "stance", "reliability", "credibility"}
)

_SEGMENT = r"[^\W_][\w-]*"
_ID = r"[A-Za-z0-9-]+"
_FORMS = {
    "tag": (re.compile(rf"{_SEGMENT}(/{_SEGMENT})*"), "a tag such as org/nato"),
    "actor": (re.compile(rf"{_SEGMENT}(/{_SEGMENT})*"), "a tag such as org/nato"),
    "language": (re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"), "a language code such as en or pt-BR"),
    "type": (re.compile(r"[A-Za-z_-]+"), "a type of source such as article-newspaper"),
    "source": (re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "a source's id such as example-2011"),
    "id": (re.compile(rf"([a-z0-9]+(-[a-z0-9]+)*\^)?{_ID}"), "an excerpt's name such as example-2011^no-contacts"),
}
_RANGE = re.compile(r"[\[{]\s*(?P<low>[^\s\[\]{}]+)\s+(?P<to>\w+)\s+(?P<high>[^\s\[\]{}]+)\s*[\]}]")
_COMPARISON = re.compile(r"(?P<sign>[<>]=?)(?P<value>.*)")
_DAY = datetime.timedelta(days=1)


def read_leaf(field: str, token: Token) -> Query | Fault:
    """Return the condition that `token` states on `field` ("" where none was written), or what is wrong."""
    if token.kind in {Kind.RANGE, Kind.COMPARISON}:
        return _read_span(field, token)
    stem, is_prefix = _take_star(token)
    fault = _refuse_wildcards(field, token, stem)
    if fault:
        return fault
    if is_prefix and not stem:
        return _read_star(field, token)
    if field in _MAY_LACK and stem == "unknown" and not is_prefix:
        return Unknown(field)
    return _read_value(field, token, stem, is_prefix)


def _read_value(field: str, token: Token, stem: str, is_prefix: bool) -> Query | Fault:
    if field in DATE_FIELDS:
        return _read_day(field, token, stem, is_prefix)
    if field in _CLOSED:
        return _read_choice(field, token, stem, is_prefix)
    if field in _FORMS:
        return _read_name(field, token, stem, is_prefix)
    return _read_words(field or "text", token, stem, is_prefix)


def _take_star(token: Token) -> tuple[str, bool]:
    """Return the value without quotation marks and closing star, and whether there was a star."""
    value = token.text[1:-1].strip() if token.kind is Kind.PHRASE else token.text
    return (value[:-1], True) if value.endswith("*") else (value, False)


def _refuse_wildcards(field: str, token: Token, stem: str) -> Fault | None:
    if "*" in stem:
        place = token.start + token.text.index("*")
        return _refuse(
            place, f"`{token.text}` has a * that does not end a word", "a * may only stand at a word's end: talk*"
        )
    if "?" in stem and token.kind is Kind.WORD and field not in DATE_FIELDS:
        place = token.start + token.text.index("?")
        return _refuse(
            place,
            f"`{token.text}` has a ?, which stands for no letter here",
            f'end the word with *, or put it in quotation marks: "{stem}"',
        )
    return None


def _read_star(field: str, token: Token) -> Query | Fault:
    if not field:
        return Everything()
    if field in DATE_FIELDS:
        return DateRange(field, None, None)
    if field in _MAY_LACK or field == "tag":
        return Value(field, "", is_prefix=True)
    return _refuse(token.start, f"`{field}:*` asks for nothing", f"name a value, or leave {field} out")


def _read_day(field: str, token: Token, stem: str, is_prefix: bool) -> Query | Fault:
    if is_prefix:
        return _refuse(
            token.start,
            f"`{token.text}` is a date with a *",
            f"write {field}:2012 for a year, {field}:2012-05 for a month",
        )
    span = read_date(stem)
    if isinstance(span, str):
        return _refuse_date(token.start, stem, span)
    return DateRange(field, _open_at(span.earliest, datetime.date.min), _open_at(span.latest, datetime.date.max))


def _read_choice(field: str, token: Token, stem: str, is_prefix: bool) -> Query | Fault:
    choices = _CLOSED[field]
    if stem.casefold() in choices and not is_prefix:
        return Value(field, choices[stem.casefold()])
    allowed = ", ".join(dict.fromkeys(choices.values()))
    return _refuse(token.start, f"{field} is never `{token.text}`", f"it is one of {allowed}")


def _read_name(field: str, token: Token, stem: str, is_prefix: bool) -> Query | Fault:
    form, example = _FORMS[field]
    if field in TAG_FIELDS and "," in stem:
        listed = " OR ".join(part.strip() for part in token.text.strip('"').split(",") if part.strip())
        return _refuse(
            token.start + token.text.index(","), f"`{token.text}` has a comma in a tag", f"write {field}:({listed})"
        )
    if not form.fullmatch(stem.rstrip("/^-") if is_prefix else stem):
        hint = f"write {field}:{stem[1:]}" if stem.startswith("#") else f"{field} takes {example}"
        return _refuse(token.start, f"`{token.text}` is not {example.partition(' such')[0]}", hint)
    return Value(field, stem.lower() if field in {"language", "type"} else stem, is_prefix)


def _read_words(field: str, token: Token, stem: str, is_prefix: bool) -> Query | Fault:
    words = split_words(stem)
    if not words:
        return _refuse(token.start, f"`{token.text}` holds no letter and no digit", "write a word, or leave it out")
    return Value(field, stem, is_prefix) if field == "speaker" else Words(field, words, is_prefix)


def _read_span(field: str, token: Token) -> Query | Fault:
    if field not in DATE_FIELDS and field not in _RANGED:
        ranged = ", ".join((*DATE_FIELDS, *_RANGED))
        what = f"{field} takes no range" if field else f"`{token.text}` belongs to no field"
        return _refuse(token.start, what, f"ranges go with {ranged}: issued:[2009 TO 2012]")
    if token.kind is Kind.COMPARISON:
        return _read_comparison(field, token)
    match = _RANGE.fullmatch(token.text)
    if match is None or match["to"] != "TO":
        hint = (
            "write TO in capitals"
            if match and match["to"].upper() == "TO"
            else f"write {field}:[low TO high], * for an open end"
        )
        return _refuse(token.start, f"`{token.text}` is not a range", hint)
    if field in _RANGED:
        return _read_value_range(field, token, match)
    return _read_date_range(field, token, match)


def _read_value_range(field: str, token: Token, match: "re.Match[str]") -> Query | Fault:
    if token.text[0] == "{" or token.text[-1] == "}":
        return _refuse(token.start, f"`{token.text}` leaves its ends out", "write it with square brackets")
    ends = [match[side].upper().replace("*", "") for side in ("low", "high")]
    for end, side in zip(ends, ("low", "high"), strict=True):
        if end and (len(end) > 1 or end not in _RANGED[field]):
            first, last = _RANGED[field][0], _RANGED[field][-1]
            hint = f"a range of {field} runs from {first} to {last}; F and 6 (cannot be judged) are never inside one"
            return _refuse(token.start + match.start(side), f"`{match[side]}` is no end for a range of {field}", hint)
    if all(ends) and ends[0] > ends[1]:
        return _refuse(token.start, f"`{token.text}` ends before it begins", f"write {field}:[{ends[1]} TO {ends[0]}]")
    return ValueRange(field, *ends)


def _read_date_range(field: str, token: Token, match: "re.Match[str]") -> Query | Fault:
    low = _read_bound(match["low"], token.start + match.start("low"), ">" if token.text[0] == "{" else ">=")
    high = _read_bound(match["high"], token.start + match.start("high"), "<" if token.text[-1] == "}" else "<=")
    if isinstance(low, Fault):
        return low
    return high if isinstance(high, Fault) else _join_bounds(field, token, low, high)


def _read_comparison(field: str, token: Token) -> Query | Fault:
    match = _COMPARISON.fullmatch(token.text)
    if match is None or field not in DATE_FIELDS:
        return _refuse(token.start, f"{field} cannot be compared", f"write a range: {field}:[A TO C]")
    bound = _read_bound(match["value"], token.start + match.start("value"), match["sign"])
    if isinstance(bound, Fault):
        return bound
    return (
        _join_bounds(field, token, bound, None) if match["sign"][0] == ">" else _join_bounds(field, token, None, bound)
    )


def _read_bound(text: str, start: int, sign: str) -> datetime.date | Fault | None:
    """Return the day where a range begins (``>``, ``>=``) or ends (``<``, ``<=``); None is open."""
    if text == "*":
        return None
    span = read_date(text)
    if isinstance(span, str):
        return _refuse_date(start, text, span)
    if sign == ">=":
        return _open_at(span.earliest, datetime.date.min)
    if sign == "<=":
        return _open_at(span.latest, datetime.date.max)
    edge = span.latest if sign == ">" else span.earliest
    if edge in {datetime.date.min, datetime.date.max}:
        return _refuse(start, f"nothing lies beyond `{text}`", "use square brackets, or a date with both ends")
    return edge + _DAY if sign == ">" else edge - _DAY


def _join_bounds(field: str, token: Token, low: datetime.date | None, high: datetime.date | None) -> DateRange | Fault:
    if low and high and low > high:
        return _refuse(token.start, f"`{token.text}` ends before it begins", "put the earlier date first")
    return DateRange(field, low, high)


def _open_at(day: datetime.date, edge: datetime.date) -> datetime.date | None:
    return None if day == edge else day


def _refuse_date(start: int, text: str, why: str) -> Fault:
    return _refuse(start, f"`{text}` is not an EDTF date: {why}", "write 2012, 2012-05 or 2012-05-21")


def _refuse(start: int, message: str, hint: str) -> Fault:
    return Fault(kinds.QUERY_VALUE, start, f"{message}.", hint)


def describe_unknown_field(name: str, start: int) -> Fault:
    """Return the fault of a field that does not exist, with the one that was probably meant."""
    listed = f"put it in straight double quotation marks, or use a field: {', '.join(FIELDS)}"
    hint = ask_whether(name, FIELDS) or listed
    return Fault(kinds.QUERY_FIELD, start, f"There is no field `{name}`.", hint)
