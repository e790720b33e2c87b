"""A query's text cut into tokens, each known by what it is and where it begins."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a token is. Leaves carry a value; the odd ones are refused by `query_checks`."""

    WORD = auto()
    PHRASE = auto()
    RANGE = auto()
    COMPARISON = auto()
    FIELD = auto()  # a name with the colon that follows it
    AND = auto()
    OR = auto()
    NOT = auto()
    MINUS = auto()
    OPEN = auto()
    CLOSE = auto()
    ODD = auto()


LEAVES = frozenset({Kind.WORD, Kind.PHRASE, Kind.RANGE, Kind.COMPARISON})
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}

#: Quotation marks of word processors, which Lucene's syntax does not know.
CURLY = "“”„‟«»‹›‘‚‛"

_TOKEN = re.compile(
    rf"""
      (?P<PHRASE> "[^"]*" )
    | (?P<RANGE> [\[{{] [^\[\]{{}}"]* [\]}}] )
    | (?P<COMPARISON> [<>]=? [^\s()"]* )
    | (?P<OPEN> \( )
    | (?P<CLOSE> \) )
    | (?P<MINUS> - )
    | (?P<LABEL> TLP:[^\s()":]+ )                                   # the one value that holds a colon
    | (?P<ADDRESS> \w+://\S* )
    | (?P<FIELD> [^\s()\[\]{{}}":~\\+\-!&|^/'<>{CURLY}][^\s()\[\]{{}}":~\\]* [ \t]* : )
    | (?P<WORD> [^\s()\[\]{{}}":~\\+\-!&|^/'<>{CURLY}][^\s()\[\]{{}}":~\\{CURLY}]* )
    | (?P<ODD> && | \|\| | ~[\d.]* | \^[\d.]* | /[^/\s]*/? | . )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query, `text` as written, from `start` (0-based); `is_joined` where no blank stands before it."""

    kind: Kind
    text: str
    start: int
    is_joined: bool

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.start + len(self.text)

    @property
    def name(self) -> str:
        """A field's name without its colon."""
        return self.text[:-1].rstrip()


def cut_query(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order; every character but blanks belongs to one."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match[0].isspace():
            continue
        is_joined = bool(tokens) and tokens[-1].end == match.start()
        tokens.append(Token(_name_kind(match), match[0], match.start(), is_joined))
    return tuple(tokens)


def _name_kind(match: "re.Match[str]") -> Kind:
    group = match.lastgroup or "ODD"
    if group in {"LABEL", "ADDRESS"}:
        return Kind.WORD if group == "LABEL" else Kind.ODD
    return _OPERATORS.get(match[0], Kind.WORD) if group == "WORD" else Kind[group]
