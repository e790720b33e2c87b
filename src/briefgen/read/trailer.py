"""The tokens of a trailer, typed: fields of a source's passages, and of the analyst's own blocks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.grammar.dates import read_date
from briefgen.grammar.ids import is_excerpt_id
from briefgen.grammar.languages import is_language
from briefgen.grammar.markings import is_closing_label, is_meant_for_marking, read_marking_value
from briefgen.grammar.phrases import show_value
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.trailer import Token, is_tag
from briefgen.model import kinds
from briefgen.model.date import PartialDate
from briefgen.model.likelihood import SCALE
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Trailer
from briefgen.read.lost_markings import describe_lost_marking

STANCES = ("for", "against", "mixed", "sceptical", "neutral")
CREDIBILITIES = ("1", "2", "3", "4", "5", "6")
WORDINGS = ("verbatim", "summary")

#: The two rows of terms of ICD 203 (2015), from the least likely up.
LIKELIHOODS = tuple(term for rung in SCALE["en"] for term in rung.terms)
CONFIDENCES = ("low", "moderate", "high")

#: The fields of a passage's trailer, with what each may hold.
PASSAGE_KEYS: Mapping[str, str] = {
    "speaker": "a name or a tag",
    "actor": "a tag",
    "stance": f"one of {', '.join(STANCES)}, then perhaps a tag",
    "date": "an EDTF date",
    "event": "words",
    "credibility": "1 to 6",
    "tlp": "a TLP 2.0 label",
    "page": "words",
    "translation": "words",
    "translator": "words",
    "note": "words",
    "language": "a BCP 47 code, where it is not the source's",
    "text": " or ".join(WORDINGS),
    "key": "yes",
}
#: The fields of an analyst's block.
ANALYST_KEYS: Mapping[str, str] = {
    "likelihood": "a term of ICD 203, such as likely",
    "confidence": "low, moderate or high, then perhaps a comma and the reason",
    "reviewed": "a review stamp; kept as it stands",
    "tlp": "a TLP 2.0 label",
}


@dataclass(frozen=True, slots=True)
class AnalystTrailer:
    """The trailer of a block of the analyst's text; empty fields were not written."""

    id: str = ""
    tags: tuple[str, ...] = ()
    likelihood: str = ""
    confidence: str = ""
    marking: Marking | None = None
    reviewed: str = ""
    places: tuple[tuple[str, Place], ...] = ()


@dataclass(slots=True)
class _Collector:
    """The values read so far, with the places of all tokens and what is wrong with them."""

    file: str
    values: dict[str, object] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, token: Token) -> Place:
        """Return where the token stands."""
        return Place(self.file, token.line, token.column)

    def refuse(self, token: Token, message: str, hint: str) -> None:
        """Put a wrong value on record."""
        self.problems.append(Problem(kinds.TRAILER_VALUE, message, self.place(token), hint))


def read_trailer(tokens: tuple[Token, ...], file: str) -> tuple[Trailer, tuple[Problem, ...]]:
    """Type the tokens of a passage's trailer; returns it with what is wrong.

    An unknown field or a wrong value is a problem and counts as not written, but for ``tlp``: a bad
    label is TLP:RED. Whether the tags are known is for the vocabulary to say.
    """
    found = _collect(tokens, file, PASSAGE_KEYS, _PASSAGE_READERS)
    values = {"marking" if key == "tlp" else key: value for key, value in found.values.items()}
    trailer = Trailer(tags=tuple(found.tags), places=tuple(found.places.items()), **values)  # type: ignore[arg-type]  # as their specs have them
    return trailer, tuple(found.problems)


def read_analyst_trailer(tokens: tuple[Token, ...], file: str) -> tuple[AnalystTrailer, tuple[Problem, ...]]:
    """Type the tokens of a block of the analyst's text; returns them with what is wrong (as `read_trailer`)."""
    found = _collect(tokens, file, ANALYST_KEYS, _ANALYST_READERS)
    values = {"marking" if key == "tlp" else key: value for key, value in found.values.items()}
    trailer = AnalystTrailer(tags=tuple(found.tags), places=tuple(found.places.items()), **values)  # type: ignore[arg-type]  # as their specs have them
    return trailer, tuple(found.problems)


def report_stray_fields(strays: Iterable[Token], file: str, known: Iterable[str]) -> tuple[Problem, ...]:
    """Warn of fields with a known key that stand inside the text, where they are read as text."""
    keys = frozenset(known)
    return tuple(
        Problem(
            kinds.TRAILER_STRAY,
            f"`{token.text}` stands inside the text, so it is read as text.",
            Place(file, token.line, token.column),
            f"move it to the end of the block; or write \\{token.text} if the text says so",
        )
        for token in strays
        # Of a marking more is said: `read.lost_markings`.
        if token.kind == "field" and token.key in keys and token.key != "tlp"
    )


_Reader = Callable[[_Collector, Token], None]


def _collect(
    tokens: tuple[Token, ...], file: str, known: Mapping[str, str], readers: Mapping[str, _Reader]
) -> _Collector:
    found = _Collector(file)
    for number, token in enumerate(tokens, 1):
        if token.kind == "tag" and is_closing_label(token.value):
            _close(found, token)
        elif token.kind == "tag":
            found.tags.setdefault(token.value)
            found.places.setdefault(f"#{token.value}", found.place(token))
        elif token.kind == "id":
            _read_id(found, token, is_last=number == len(tokens))
        else:
            _read_field(found, token, known, readers)
    return found


def _read_id(found: _Collector, token: Token, *, is_last: bool) -> None:
    if "id" in found.values:
        message = f"`{token.text}` is a second id; `^{found.values['id']}` stands before it."
        found.problems.append(Problem(kinds.TRAILER_ID, message, found.place(token), "keep one id"))
        return
    if not is_last:
        message = f"`{token.text}` is not the last token of the trailer."
        found.problems.append(Problem(kinds.TRAILER_ID, message, found.place(token), "move it to the end"))
    if is_excerpt_id(token.value):
        found.values["id"] = token.value
        found.places["^id"] = found.place(token)


def _read_field(found: _Collector, token: Token, known: Mapping[str, str], readers: Mapping[str, _Reader]) -> None:
    if token.key != "tlp" and _is_lost(token, known):
        _close(found, token)
    elif token.key not in known:
        meant = ask_whether(token.key, known) or f"the fields are {', '.join(known)};"
        hint = f"{meant} or write \\{token.text} if the text says so"
        found.problems.append(Problem(kinds.TRAILER_KEY, f"`{token.key}` is no field.", found.place(token), hint))
    elif token.key == "tlp" and "tlp" in found.places:
        found.values["tlp"] = Marking.RED
        message = "The field `tlp` stands twice in one trailer; TLP:RED holds until one is taken out."
        found.problems.append(Problem(kinds.TLP_INVALID, message, found.place(token), "keep one `[tlp:: …]`"))
    elif token.key in found.places:
        message = f"The field `{token.key}` stands twice in one trailer."
        found.refuse(token, message, f"keep one `[{token.key}:: …]`")
    else:
        found.places[token.key] = found.place(token)
        readers.get(token.key, _read_words)(found, token)


def _is_lost(token: Token, known: Mapping[str, str]) -> bool:
    """Whether a field other than ``tlp`` is meant for a marking; a known one may speak of markings."""
    return is_closing_label(token.value) if token.key in known else is_meant_for_marking(token.key, token.value)


def _close(found: _Collector, token: Token) -> None:
    """Close the block by a token that is meant for a marking."""
    found.values["tlp"] = Marking.RED
    found.problems.append(describe_lost_marking(token.text, token.value, found.place(token)))


def _read_words(found: _Collector, token: Token) -> None:
    found.values[token.key] = token.value


def _read_choice(choices: tuple[str, ...], name: str) -> _Reader:
    def read(found: _Collector, token: Token) -> None:
        if token.value in choices:
            found.values[name] = token.value
            return
        hint = ask_whether(token.value, choices) or f"write one of {', '.join(choices)}"
        found.refuse(token, f"{show_value(token.value)} is no value of `{token.key}`.", hint)

    return read


def _read_key(found: _Collector, token: Token) -> None:
    if token.value == "yes":
        found.values["is_key"] = True
    else:
        found.refuse(token, f"{show_value(token.value)} is no value of `key`.", "write [key:: yes], or leave it out")


def _read_stance(found: _Collector, token: Token) -> None:
    """Read ``sceptical``, or with a tag: ``against org/nato``, ``against towards #org/nato``."""
    stance, *rest = token.value.split()
    if rest and rest[0].lower() in ("towards", "toward", "of", "to"):
        rest = rest[1:]
    if stance not in STANCES:
        hint = ask_whether(stance, STANCES) or f"write one of {', '.join(STANCES)}"
        found.refuse(token, f"{show_value(stance)} is no stance.", hint)
        return
    found.values["stance"] = stance
    target = " ".join(rest).removeprefix("#")
    if target and not is_tag(target):
        found.refuse(token, f"{show_value(target)} is no tag.", f"write [stance:: {stance} org/nato]")
    elif target:
        found.values["stance_towards"] = target


def _read_actor(found: _Collector, token: Token) -> None:
    actor = token.value.removeprefix("#")
    if is_tag(actor):
        found.values["actor"] = actor
    else:
        found.refuse(token, f"{show_value(actor)} is no tag.", "an actor is a tag such as `org/nato`")


def _read_date(found: _Collector, token: Token) -> None:
    date = read_date(token.value)
    if isinstance(date, PartialDate):
        found.values["date"] = date
    else:
        message = f"`date` is not an EDTF date: {show_value(token.value)}; {date}."
        hint = "write a date such as 2011-01-31, 2011-01, 2011? or 2010/2012"
        found.problems.append(Problem(kinds.DATE_INVALID, message, found.place(token), hint))


def _read_language(found: _Collector, token: Token) -> None:
    """Read the passage's own language; a script or region may follow (``kk-Cyrl``, ``en-GB``)."""
    if is_language(token.value):
        found.values["language"] = token.value
    else:
        found.refuse(
            token, f"{show_value(token.value)} is no language code.", "write a BCP 47 code such as [language:: ru]"
        )


def _read_tlp(found: _Collector, token: Token) -> None:
    marking, problems = read_marking_value(token.value, found.place(token))
    found.values["tlp"] = Marking.RED if marking is None else marking
    found.problems.extend(problems)


def _read_likelihood(found: _Collector, token: Token) -> None:
    """Read a term of the scale; one in another script is taken as it stands, for the scale is English."""
    term = token.value.lower()
    if term in LIKELIHOODS or not term.isascii():
        found.values["likelihood"] = term
        return
    hint = ask_whether(term, LIKELIHOODS) or f"the terms of ICD 203 are {', '.join(LIKELIHOODS)}"
    found.refuse(token, f"{show_value(token.value)} is no term of the likelihood scale.", hint)


def _read_confidence(found: _Collector, token: Token) -> None:
    """Read ``moderate``, or with its reason ``moderate, two independent sources``."""
    level = token.value.partition(",")[0].strip().lower()
    if level in CONFIDENCES or not level.isascii():
        found.values["confidence"] = token.value
        return
    hint = f"write {', '.join(CONFIDENCES)}, and the reason after a comma: [confidence:: moderate, two sources]"
    found.refuse(token, f"{show_value(level)} is no level of confidence.", hint)


_PASSAGE_READERS: Mapping[str, _Reader] = {
    "actor": _read_actor,
    "stance": _read_stance,
    "date": _read_date,
    "language": _read_language,
    "credibility": _read_choice(CREDIBILITIES, "credibility"),
    "tlp": _read_tlp,
    "text": _read_choice(WORDINGS, "wording"),
    "key": _read_key,
}
_ANALYST_READERS: Mapping[str, _Reader] = {
    "likelihood": _read_likelihood,
    "confidence": _read_confidence,
    "tlp": _read_tlp,
}
