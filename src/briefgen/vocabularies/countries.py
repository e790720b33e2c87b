"""Countries and territories as terms: their names from Babel in six languages, what Babel lacks from ``countries.txt``.

The tag of a country is the slug of its English name (`place/kazakhstan`), that of its capital stands below it
(`place/kazakhstan/astana`), so that a query for the country finds what names only the capital.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from briefgen.grammar.ids import make_slug
from briefgen.grammar.tag_names import holds_name
from briefgen.model.problem import Place
from briefgen.model.vocabulary import Term

#: The languages whose names are taken, in the order of the labels (BCP 47).
LANGUAGES = ("en", "ru", "kk", "ky", "uz", "tg")
_OWN = LANGUAGES[:3]  # the languages of the table
_FILE = "countries.txt"
_COLUMNS = 7
# Babel's names that are common words of another language here: Қатар (row, in Kazakh), Бутон (bud), Chili.
_MISLEADING = frozenset({("tg", "QA"), ("tg", "BT"), ("uz", "CL")})
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one language: the label, "" for Babel's, and the others. Without `keeps_babel` Babel's match not."""

    label: str
    others: tuple[str, ...]
    keeps_babel: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table."""

    line: int
    code: str
    slug: str
    regions: tuple[str, ...]
    names: tuple[_Names, ...]  # as `_OWN`
    capital: str
    contexts: tuple[str, ...]


@cache
def list_countries() -> tuple[Term, ...]:
    """Give every country and territory of the table, each followed by its capital."""
    return tuple(term for row in _read_rows() for term in _make_terms(row))


@cache
def list_codes() -> Mapping[str, str]:
    """Give the ISO 3166 code of every country and territory of the table by its tag."""
    return {_name_tag(row): row.code for row in _read_rows()}


def _read_rows() -> Iterator[_Row]:
    text = (files("briefgen.vocabularies") / _FILE).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#") and not line.startswith("code "):
            yield _read_row(line, number)


def _read_row(line: str, number: int) -> _Row:
    cells = [cell.strip() for cell in line.split("|")]
    cells += [""] * (_COLUMNS - len(cells))
    code, _, slug = cells[0].partition(" ")
    regions = tuple(f"region/{region}" for region in _split_names(cells[1]))
    names = tuple(map(_read_names, cells[2:5]))
    return _Row(number, code, slug, regions, names, cells[5], _split_names(cells[6]))


def _read_names(cell: str) -> _Names:
    keeps_babel = not cell.startswith("-")
    names = _split_names(cell.removeprefix("-"))
    label = names[0].removeprefix("=") if names and names[0].startswith("=") else ""
    return _Names(label, names[1:] if label else names, keeps_babel)


def _split_names(cell: str) -> tuple[str, ...]:
    """Split at commas; a name with a comma stands in double quotes."""
    rows = csv.reader([cell], skipinitialspace=True)
    return tuple(name.strip() for row in rows for name in row if name.strip())


def _make_terms(row: _Row) -> Iterator[Term]:
    country = _make_country(row)
    capital = _make_capital(row, country)
    yield _exclude(country, row.contexts)
    if capital:
        yield _exclude(capital, row.contexts)


def _make_country(row: _Row) -> Term:
    babel = {language: _name_in(language, row.code) for language in LANGUAGES}
    english, own = row.names[0], dict(zip(_OWN, row.names, strict=True))
    labels = {language: own[language].label or babel[language] for language in _OWN}
    if english.keeps_babel:
        further = (language for language in LANGUAGES[3:] if (language, row.code) not in _MISLEADING)
        labels |= {language: babel[language] for language in further}
    kept = [babel[language] for language in _OWN if own[language].keeps_babel and _is_plain(row.code, language)]
    aliases = [*kept, *(name for names in row.names for name in names.others)]
    return _make_term(_name_tag(row), labels, aliases, row, row.regions)


def _name_tag(row: _Row) -> str:
    return f"place/{row.slug or make_slug(_name_in('en', row.code))}"


def _make_capital(row: _Row, country: Term) -> Term | None:
    main, _, others = row.capital.partition(";")
    names = [name.strip() for name in main.split("/")]
    if not names[0]:
        return None
    labels = {language: name for language, name in zip(_OWN, names, strict=False) if name}
    tag = f"{country.tag}/{make_slug(names[0])}"
    return _make_term(tag, labels, _split_names(others), row)


def _make_term(
    tag: str, labels: Mapping[str, str], names: Iterable[str], row: _Row, implies: tuple[str, ...] = ()
) -> Term:
    """Make a term of names without those that are labels; one that ends in ! is a form, matched as it stands."""
    others = [name for name in dict.fromkeys(names) if name not in labels.values()]
    return Term(
        tag,
        labels=tuple(labels.items()),
        aliases=tuple(name for name in others if not name.endswith("!")),
        implies=implies,
        forms=tuple(name.removesuffix("!") for name in others if name.endswith("!")),
        place=Place(_FILE, row.line),
    )


def _exclude(term: Term, contexts: Iterable[str]) -> Term:
    """Give a country, or its capital, those of their contexts that hold a name of it."""
    own = tuple(context for context in dict.fromkeys(contexts) if any(holds_name(context, name) for name in term.names))
    return replace(term, excluded=own)


def _name_in(language: str, code: str) -> str:
    """Name a territory as Babel does, without remarks in brackets."""
    name = _load_territories(language)[code]
    return _BRACKETS.sub("", name).replace(" & ", " and ")


def _is_plain(code: str, language: str) -> bool:
    """Whether Babel's name is one that texts use: no abbreviation of "island", no remark in brackets."""
    name = _load_territories(language)[code]
    return not any(sign in name for sign in ("о-в", "(", " - ", " — ", "SAR"))


@cache
def _load_territories(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(language).territories)
