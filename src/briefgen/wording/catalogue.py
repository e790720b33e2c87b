"""One catalogue of words: a gettext file (PO) whose keys are names such as ``rests_on``, read and checked.

A file is written by hand, so each line is looked at before Babel reads it: Babel takes a quotation mark that is
never closed for the end of a word, and would print the word without its last letter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from typing import TYPE_CHECKING

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem

if TYPE_CHECKING:
    from babel.messages.catalog import Message

_TEXT = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"\s*(?:#.*|(?:msgid|msgid_plural|msgctxt|msgstr|msgstr\[\d\])[ \t]+{_TEXT}\s*|{_TEXT}\s*)?")
_KEY = re.compile(r'\s*msgid[ \t]+"(.+)"')
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_NUMBER_OF_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")
_MOST_FORMS = 6  # CLDR knows no language with more
_TRIED_NUMBERS = (*range(1001), 10_000, 10**6)
_NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: its forms (one, or one for each plural), the rule that chooses among them, and its language.

    `rule` is the expression of the catalogue's ``Plural-Forms``, "" for a word that is not counted.
    """

    forms: tuple[str, ...]
    rule: str
    language: str

    def choose_form(self, number: int) -> str:
        """Choose the form for a number."""
        try:
            position = _read_rule(self.rule)(number) if self.rule else 0
        except ZeroDivisionError:  # a rule such as 100/(n-5): it was tried with many numbers, not with all
            position = len(self.forms) - 1
        return self.forms[min(position, len(self.forms) - 1)]


#: The words of one language by key.
Catalogue = Mapping[str, Word]


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """What a file gave: the words that can be used, and what is wrong with the others."""

    words: Catalogue
    problems: tuple[Problem, ...] = ()


def list_placeholders(text: str) -> frozenset[str]:
    """List the names between braces in a text."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill_placeholders(text: str, values: Mapping[str, str]) -> str:
    """Put values in for ``{name}``; nothing else in a text has a meaning, and a name without a value stays."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def read_catalogue(data: bytes, file: str, language: str, known: Catalogue | None = None) -> ReadCatalogue:
    """Read a catalogue's bytes; `file` is its name for messages, `known` the words to hold it against.

    What cannot be read as a whole gives no word and a problem for each line; a word of unknown name, with other
    placeholders than the one it stands for, doubled or marked ``fuzzy`` is left out with a problem.
    """
    text, problems = _decode(data, file)
    problems += [] if problems else _check_lines(text, file)
    if problems:
        return ReadCatalogue({}, tuple(problems))
    return _read_sound(text, _Origin(file, language, known))


@dataclass(frozen=True, slots=True)
class _Origin:
    """A file, its language, and the words that its own are held against."""

    file: str
    language: str
    known: Catalogue | None

    def place(self, message: "Message") -> Place:
        return Place(self.file, message.lineno or 1, 1)


def _decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [Problem(kinds.FILE_NOT_UTF8, "the catalogue is not UTF-8 text", Place(file, line, 1))]


def _check_lines(text: str, file: str) -> list[Problem]:
    """Name each line that is none of a PO file, or has a quotation mark that is not closed."""
    hint = 'write a key as `msgid "rests_on"` and its word below it as `msgstr "Rests on"`'
    return [
        Problem(kinds.WORDS_FILE, f"this line cannot be read: {line.strip()[:60]}", Place(file, number, 1), hint)
        for number, line in enumerate(text.split("\n"), 1)
        if not _LINE.fullmatch(line)
    ]


def _read_sound(text: str, origin: _Origin) -> ReadCatalogue:
    """Read what is a PO file line by line."""
    from babel.messages.pofile import PoFileError

    count = _NUMBER_OF_FORMS.search(text)
    try:
        if count and not 0 < int(count[1]) <= _MOST_FORMS:
            raise ValueError(f"`nplurals` is {count[1]}")
        gathered, rule = _parse(text, origin.language)
    except PoFileError as error:
        place = Place(origin.file, (error.lineno or 0) + 1, 1)
        return ReadCatalogue({}, (Problem(kinds.WORDS_FILE, f"the catalogue cannot be read: {error}", place),))
    except ValueError as error:
        line = text.count("\n", 0, count.start()) + 1 if count else 1
        hint = "copy the head from a catalogue of that language, or leave `Plural-Forms` out"
        wrong = f"the catalogue's head cannot be read: {error}"
        return ReadCatalogue({}, (Problem(kinds.WORDS_FILE, wrong, Place(origin.file, line, 1), hint),))
    return _keep_sound(gathered, rule, list(_find_doubled(text, origin.file)), origin)


def _parse(text: str, language: str) -> "tuple[list[Message], str]":
    """Let Babel parse a text; give its entries and the rule of its plurals."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import PoFileParser

    catalogue = Catalog(locale=_find_babel_locale(language), fuzzy=False)
    PoFileParser(catalogue, ignore_obsolete=True, abort_invalid=True).parse(text.split("\n"))
    return list(catalogue), _check_rule(catalogue.plural_expr, catalogue.num_plurals)


def _keep_sound(gathered: "list[Message]", rule: str, problems: list[Problem], origin: _Origin) -> ReadCatalogue:
    words: dict[str, Word] = {}
    for message in gathered:
        if not message.id or not any(_list_forms(message)):
            continue  # the head; a word not translated yet
        wrong = tuple(_check_message(message, origin))
        problems += wrong
        if not wrong:
            words[_name(message)] = Word(_list_forms(message), rule if message.pluralizable else "", origin.language)
    return ReadCatalogue(words, tuple(sorted(problems, key=lambda problem: problem.place)))


def _find_doubled(text: str, file: str) -> Iterator[Problem]:
    """Name each key that stands twice: Babel takes the first and says nothing."""
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        found = _KEY.match(line)
        if found and found[1] in seen:
            hint = "take one of the two out; the first is used"
            yield Problem(kinds.WORDS_FILE, f"`{found[1]}` stands twice", Place(file, number, 1), hint)
        seen |= {found[1]} if found else set()


def _check_message(message: "Message", origin: _Origin) -> Iterator[Problem]:
    name, place, known = _name(message), origin.place(message), origin.known
    if message.fuzzy:
        hint = "look at the word and take the line `#, fuzzy` out"
        yield Problem(kinds.WORDS_UNSURE, f"`{name}` is marked fuzzy and was left out", place, hint)
    model = known.get(name) if known is not None else None
    if known is not None and model is None:
        hint = _find_key_of(name, known) or ask_whether(name, known) or 'README, "Languages", says where the keys stand'
        yield Problem(kinds.WORDS_UNKNOWN, f"no word of a brief is called `{name}`", place, hint)
    if message.pluralizable and not all(_list_forms(message)):
        yield Problem(kinds.WORDS_FORM, f"`{name}` lacks one of its plural forms", place, "write each `msgstr[…]`")
    if model is not None:
        yield from _compare(message, model, place)


def _find_key_of(text: str, known: Catalogue) -> str:
    """Say which key an English word of ours has, for one who wrote the word in its place."""
    key = next((key for key, word in known.items() if text.casefold() in map(str.casefold, word.forms)), "")
    return f'keys are names, not English words: write `msgid "{key}"`' if key else ""


def _compare(message: "Message", model: Word, place: Place) -> Iterator[Problem]:
    """Compare an entry with the word that it stands for: counted or not, and the names between braces."""
    name = _name(message)
    if bool(model.rule) != bool(message.pluralizable):
        hint = f'write `msgid_plural "{name}"` and `msgstr[0]` …' if model.rule else "write one `msgstr`"
        how = "is counted" if model.rule else "is not counted"
        yield Problem(kinds.WORDS_FORM, f"`{name}` {how}", place, hint)
        return
    wanted = frozenset[str]().union(*map(list_placeholders, model.forms))
    for form in _list_forms(message):
        there = list_placeholders(form)
        # "one source" may do without its number; any other value that is left out is lost for the reader.
        if there - wanted or wanted - there - {_NUMBER}:
            listed = ", ".join(f"{{{one}}}" for one in sorted(wanted))
            hint = f"its values are {listed}" if wanted else "it has no values"
            yield Problem(kinds.WORDS_FORM, f"`{name}` has other values between braces than it is given", place, hint)
            return


def _list_forms(message: "Message") -> tuple[str, ...]:
    found = message.string
    return tuple(found) if isinstance(found, list | tuple) else (found or "",)


def _name(message: "Message") -> str:
    name = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}: {name}" if message.context else name


def _find_babel_locale(language: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def _check_rule(rule: str, forms: int) -> str:
    """Return the rule if it gives a form for every number tried; ValueError if it does not."""
    function = _read_rule(rule)
    try:
        outcomes = {function(number) for number in _TRIED_NUMBERS}
    except (ZeroDivisionError, OverflowError) as error:
        raise ValueError(f"the rule `{rule}` divides by zero") from error
    if not outcomes <= set(range(forms)):
        raise ValueError(f"the rule `{rule}` asks for more forms than `nplurals` says")
    return rule


@lru_cache(maxsize=64)
def _read_rule(rule: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return c2py(rule)
