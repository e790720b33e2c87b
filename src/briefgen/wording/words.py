"""The words in use: the shipped catalogues, with a project's own laid over them.

Which project's words are said is a matter of the task at hand (`use_words`), not of every function on the way:
templates, charts and gaps ask for a word by its key and language only.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from briefgen.files.digest import digest_bytes
from briefgen.grammar.languages import is_language
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.wording.catalogue import Catalogue, Word, read_catalogue

ENGLISH = "en"
_FOLDER = Path(__file__).parent / "catalogues"


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A project's own words by language (BCP 47, small letters), and a digest of the files that they stand in."""

    own: Mapping[str, Catalogue] = field(default_factory=dict)
    digest: str = ""


SHIPPED = Words()
_in_use: ContextVar[Words] = ContextVar("words", default=SHIPPED)


@contextmanager
def use_words(words: Words) -> Iterator[None]:
    """Say these words for as long as the block runs."""
    token = _in_use.set(words)
    try:
        yield
    finally:
        _in_use.reset(token)


def read_words(files: Mapping[str, bytes]) -> tuple[Words, tuple[Problem, ...]]:
    """Read a project's catalogues, by the path of each (``templates/catalogues/de.po``), and all their problems."""
    own: dict[str, Catalogue] = {}
    problems: list[Problem] = []
    for path, data in sorted(files.items()):
        language = path.rpartition("/")[2].removesuffix(".po")
        if not is_language(language):
            hint = "call the file by its language's BCP 47 code: `de.po`, `pt-BR.po`"
            problems.append(Problem(kinds.WORDS_FILE, f"`{language}` is no language", Place(path, 1, 1), hint))
            continue
        found = read_catalogue(data, path, language, load_shipped(ENGLISH))
        own[language.lower()] = found.words
        problems += [*found.problems, *_count_lacking(found.words, language, path)]
    digest = digest_bytes("".join(f"{path} {digest_bytes(data)}\n" for path, data in sorted(files.items())).encode())
    return Words(own, digest if files else ""), tuple(problems)


def digest_words() -> str:
    """Digest the project's own words in use, "" where there are none."""
    return _in_use.get().digest


def find_word(key: str, language: str) -> Word:
    """Find a word in a language, else in English. Raises KeyError for a key that is none."""
    return _lay_over(_in_use.get(), language)[key]


def list_keys() -> tuple[str, ...]:
    """List the keys of all words."""
    return tuple(load_shipped(ENGLISH))


def choose_language(language: str) -> str:
    """Return the language in which the words for `language` are: its own if there is a catalogue, else English.

    ``ru-KZ`` is served by ``ru``; ``kk-Latn`` is not by ``kk``, which is another script.
    """
    return language if _find_tags(_in_use.get(), language) else ENGLISH


@cache
def load_shipped(language: str) -> Catalogue:
    """Load the shipped catalogue of a language; empty where there is none."""
    path = _FOLDER / f"{language}.po"
    if language not in list_shipped():
        return {}
    found = read_catalogue(path.read_bytes(), path.name, language)
    if found.problems:
        raise ValueError("\n".join(map(str, found.problems)))
    return found.words


def find_catalogue(language: str) -> Path:
    """Return the path of a shipped catalogue."""
    return _FOLDER / f"{language}.po"


def search_words(text: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """List the keys with their words by language, of those that hold `text` in the key or a word ("": all)."""
    found = []
    for key in list_keys():
        said = {tag: " | ".join(load_shipped(tag)[key].forms) for tag in list_shipped() if key in load_shipped(tag)}
        if any(text.casefold() in one.casefold() for one in (key, *said.values())):
            found.append((key, said))
    return tuple(found)


@lru_cache(maxsize=1)
def list_shipped() -> tuple[str, ...]:
    """List the languages with a shipped catalogue."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.po")))


@lru_cache(maxsize=64)
def _lay_over(words: Words, language: str) -> Catalogue:
    """Lay a language's catalogues over the English ones, a project's over ours, ``pt-BR`` over ``pt``."""
    merged: dict[str, Word] = {}
    for tag in (ENGLISH, *reversed(_find_tags(words, language))):
        merged |= load_shipped(tag)
        merged |= words.own.get(tag, {})
    return merged


def _find_tags(words: Words, language: str) -> tuple[str, ...]:
    """List the catalogues that serve a language, the closest first (RFC 4647, lookup)."""
    tags, tag = [], language.replace("_", "-").lower()
    while tag:
        tags.append(tag)
        tag, _, dropped = tag.rpartition("-")
        if len(dropped) == 4 and dropped.isalpha() and not _is_usual_script(tag, dropped):
            break
    return tuple(tag for tag in tags if tag in words.own or tag in list_shipped())


def _is_usual_script(language: str, script: str) -> bool:
    from babel.core import get_global

    usual: str = get_global("likely_subtags").get(language, "")
    return script.title() in usual.split("_")


def _count_lacking(words: Catalogue, language: str, path: str) -> tuple[Problem, ...]:
    """Warn of a catalogue that is alone for its language and leaves words out: English ones stand for them."""
    lacking = load_shipped(ENGLISH).keys() - words.keys()
    if not lacking or not words or _find_tags(SHIPPED, language):
        return ()
    message = f"{len(lacking)} of {len(load_shipped(ENGLISH))} words are not in this catalogue; English stands for them"
    return (Problem(kinds.WORDS_LACKING, message, Place(path), f"the first is `{min(lacking)}`"),)
