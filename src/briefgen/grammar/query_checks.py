"""What Lucene's syntax offers and briefgen refuses, found on a query's tokens before it is parsed.

The parser takes ``and`` for a word, ``a:b:c`` for a field in a field and ``nato^2`` for a weight; a
reader who wrote that meant something else, so each is named here with its place and a remedy.
"""

import re
from collections.abc import Iterator, Sequence

from briefgen.grammar.query_tokens import CURLY, LEAVES, Kind, Token
from briefgen.grammar.query_values import FIELDS, Fault, describe_unknown_field
from briefgen.model import kinds
from briefgen.model.problem import ProblemKind

MOST_CHARACTERS = 2000
MOST_LEVELS = 20

_BOOST = re.compile(r".+\^[\d.]+")
_CLOSERS = frozenset({None, Kind.CLOSE, Kind.AND, Kind.OR})
_BINARY = frozenset({Kind.AND, Kind.OR})
_PREFIXES = frozenset({Kind.NOT, Kind.MINUS})


def list_faults(tokens: Sequence[Token], fields: Sequence[str]) -> Iterator[Fault]:
    """Yield what is wrong with the form of `tokens`; `fields` gives each token's field, "" for none."""
    padded = (None, *tokens, None)
    for before, token, after, field in zip(padded, tokens, padded[2:], fields, strict=False):
        yield from _check_token(token, field)
        yield from _check_neighbours(before, token, after)
    yield from _check_brackets(tokens)
    yield from _check_nesting(tokens)
    yield from _check_depth(tokens)


def _check_token(token: Token, field: str) -> Iterator[Fault]:
    if token.kind is Kind.ODD:
        yield _explain_odd(token)
    elif token.kind is Kind.WORD:
        yield from _check_word(token, field)
    elif token.kind is Kind.FIELD and token.name not in FIELDS:
        yield describe_unknown_field(token.name, token.start)


def _check_word(token: Token, field: str) -> Iterator[Fault]:
    text = token.text
    if text.casefold() in {"and", "or", "not"}:
        yield _refuse(
            token.start,
            f"`{text}` is a word here, not an operator",
            f'write {text.upper()}, or "{text}" if you mean the word',
        )
    elif text.startswith("TLP:") and field != "tlp":
        yield _refuse(token.start, f"`{text}` names no field", f"write tlp:{text[4:]}")
    elif "&&" in text or "||" in text:
        sign = "&&" if "&&" in text else "||"
        yield _refuse(token.start + text.index(sign), *_OPERATORS[sign])
    elif field != "id" and _BOOST.fullmatch(text):
        yield _refuse(token.start + text.rindex("^"), *_BOOSTED)
    elif text[0] in "–—":
        yield _refuse(token.start, f"`{text}` begins with a dash", f"write -{text[1:]} with a hyphen to leave it out")
    elif text[0] == "#" and not field:
        yield _refuse(token.start, f"`{text}` is a tag without its field", f"write tag:{text[1:]}")


_QUOTED = "put it in straight double quotation marks"
_BOOSTED = ("a weight (^2) is not read", "leave it out; every word counts alike")
_OPERATORS = {
    "&&": ("`&&` is not read", "write AND, or nothing: words side by side must all match"),
    "||": ("`||` is not read", "write OR"),
    "!": ("`!` is not read", "write NOT, or - before the word"),
    "&": ("`&` is not read", "write AND, or put the words in straight double quotation marks"),
    "|": ("`|` is not read", "write OR"),
    "+": ("`+` is not read", "leave it out: words side by side must all match"),
    "^": _BOOSTED,
    "~": ("`~` (similar or near words) is not read", "write the forms with OR, or end the word with *"),
    "/": ("a pattern between slashes is not read", f"end a word with *, or {_QUOTED}"),
    "\\": ("a backslash is not read", f"leave it out, or {_QUOTED}"),
    ":": ("a colon without a field before it", f"write field:value, or {_QUOTED}"),
    "'": ("a single quotation mark begins no phrase", _QUOTED),
    '"': ("the quotation mark is never closed", 'write a second " behind the phrase'),
}
_BRACKETS = ("a square or curly bracket without its other half", "write issued:[2009 TO 2012]")


def _explain_odd(token: Token) -> Fault:
    if "://" in token.text:
        return _refuse(token.start, "an address is read as words only", f'write "{token.text}"')
    if token.text[0] in CURLY:
        return _refuse(token.start, f"`{token.text}` is a typographic quotation mark", 'use straight ones: "…"')
    if token.text[0] in '[]{}"':
        return _fail(kinds.QUERY_SYNTAX, token.start, *_OPERATORS.get(token.text[0], _BRACKETS))
    found = _OPERATORS.get(token.text) or _OPERATORS.get(token.text[0])
    return _refuse(token.start, *(found or (f"`{token.text}` is not read", f"leave it out, or {_QUOTED}")))


def _check_neighbours(before: Token | None, token: Token, after: Token | None) -> Iterator[Fault]:
    kind_before, kind_after = before and before.kind, after and after.kind
    starts = kind_before in {None, Kind.OPEN, *_BINARY, *_PREFIXES}
    if token.kind in _BINARY and starts:
        yield _syntax(
            token, f"{token.text} has nothing on its left", f"write a word before it, or leave {token.text} out"
        )
    if token.kind in (_BINARY | _PREFIXES) and kind_after in _CLOSERS and not _reported_by_next(token, after):
        yield _syntax(
            token, f"{token.text} has nothing on its right", f"write a word after it, or leave {token.text} out"
        )
    if token.kind is Kind.OPEN and kind_after is Kind.CLOSE:
        yield _syntax(token, "the brackets are empty", "write a word between them, or leave them out")
    if token.kind is Kind.MINUS and after and not after.is_joined and kind_after not in _CLOSERS:
        yield _refuse(token.start, "a lone - leaves nothing out", "write it right before the word, or leave it out")
    if token.kind is Kind.FIELD:
        yield from _check_field(token, after)
    if before and token.is_joined and {before.kind, token.kind} <= LEAVES:
        yield _explain_joined(before, token)


def _reported_by_next(token: Token, after: Token | None) -> bool:
    """Tell whether the next operator complains of the same gap."""
    return after is not None and after.kind in _BINARY


def _explain_joined(before: Token, token: Token) -> Fault:
    if token.text == "*" and before.kind is Kind.PHRASE:
        return _refuse(token.start, "a * behind a phrase", f'write it inside: {before.text[:-1]}*"')
    return _syntax(token, f"`{token.text}` is joined to what stands before it", "write a blank between them")


def _check_field(token: Token, after: Token | None) -> Iterator[Fault]:
    if after is None or after.kind in _CLOSERS:
        yield _syntax(token, f"`{token.text}` has no value", f"write {token.name}:value")
    elif after.kind in _PREFIXES:
        yield _refuse(
            after.start,
            f"{after.text} stands behind a field",
            f"write {'-' if after.text == '-' else 'NOT '}{token.name}:…",
        )


def _check_brackets(tokens: Sequence[Token]) -> Iterator[Fault]:
    open_ones: list[Token] = []
    for token in tokens:
        if token.kind is Kind.OPEN:
            open_ones.append(token)
        elif token.kind is Kind.CLOSE and not open_ones:
            yield _syntax(token, "a closing bracket without an opening one", "leave it out, or open it before")
        elif token.kind is Kind.CLOSE:
            open_ones.pop()
    for token in open_ones:
        yield _syntax(token, "an opening bracket that is never closed", "write ) where it ends")


def _check_nesting(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Find fields inside a field: ``a:b:c`` and ``tag:(text:x)``."""
    inside: list[bool] = []
    for before, token in zip((None, *tokens), tokens, strict=False):
        follows_field = before is not None and before.kind is Kind.FIELD
        if token.kind is Kind.OPEN:
            inside.append(follows_field or any(inside))
        elif token.kind is Kind.CLOSE and inside:
            inside.pop()
        elif token.kind is Kind.FIELD and (follows_field or any(inside)):
            hint = "give each value its own field, or put a value that holds a colon in straight double quotation marks"
            yield _fail(kinds.QUERY_FIELD, token.start, f"the field `{token.name}` stands inside another", hint)


def _check_depth(tokens: Sequence[Token]) -> Iterator[Fault]:
    depth = run = 0
    for token in tokens:
        run = run + 1 if token.kind in _PREFIXES else 0
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        if depth + run > MOST_LEVELS:
            hint = "take brackets away, or share the work out among the sections' queries"
            yield _fail(
                kinds.QUERY_TOO_LARGE, token.start, f"the query is nested deeper than {MOST_LEVELS} levels", hint
            )
            return


def _refuse(start: int, message: str, hint: str) -> Fault:
    return _fail(kinds.QUERY_OPERATOR, start, message, hint)


def _syntax(token: Token, message: str, hint: str) -> Fault:
    return _fail(kinds.QUERY_SYNTAX, token.start, message, hint)


def _fail(kind: ProblemKind, start: int, message: str, hint: str) -> Fault:
    return Fault(kind, start, message[0].upper() + message[1:] + ".", hint)
