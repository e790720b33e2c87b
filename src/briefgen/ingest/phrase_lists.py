"""The lists of phrases that pages say around their text: the shipped one, and a project's own beside it.

A list is TOML: tables by category, in each a `reason` and lists of phrases by language, as in `phrases.toml`. A
project's list adds phrases to the shipped categories, or categories with a reason of their own; what stands in its
category ``keep`` is never taken for a frame.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefgen.grammar.characters import says_something

#: The category of phrases that a project wants kept, whatever the shipped list says.
KEEP = "keep"
_LONGEST_LIST = 200_000
_LONGEST_PHRASE = 300
_MOST_WILDCARDS = 4
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Phrases by category, each category with its reason ("" for those that only name parts of a text)."""

    name: str
    reason: str
    phrases: tuple[str, ...]


@cache
def read_shipped_lists() -> tuple[PhraseTable, ...]:
    """Read the shipped list."""
    text = files("briefgen.ingest").joinpath("phrases.toml").read_text(encoding="utf-8")
    return tuple(
        PhraseTable(name, str(entry.get("reason", "")), tuple(_list_phrases(entry)))
        for name, entry in tomllib.loads(text).items()
    )


def merge_lists(text: str) -> tuple[tuple[PhraseTable, ...], tuple[str, ...]]:
    """Merge a project's list into the shipped one; returns the tables, and a sentence for each thing wrong in `text`.

    A list that cannot be read at all leaves the shipped one as it is.
    """
    own, doubts = _read_project(text) if text.strip() else ({}, [])
    tables = {table.name: table for table in read_shipped_lists()}
    for name, entry in own.items():
        shipped = tables.get(name)
        phrases = tuple(_check_phrases(name, entry, doubts))
        reason = shipped.reason if shipped else entry.get("reason", "")
        if not shipped and name != KEEP and not (isinstance(reason, str) and says_something(reason)):
            doubts.append(f"[{name}] in phrases.toml is no shipped category and gives no reason: it was left out")
        else:
            tables[name] = PhraseTable(name, str(reason), (*(shipped.phrases if shipped else ()), *phrases))
    order = [KEEP, *(name for name in own if name not in {KEEP, *(t.name for t in read_shipped_lists())})]
    ranked = sorted(tables.values(), key=lambda table: table.name not in order)
    return tuple(ranked), tuple(doubts)


def _read_project(text: str) -> tuple[dict[str, Mapping[str, object]], list[str]]:
    if len(text) > _LONGEST_LIST:
        return {}, [
            f"phrases.toml has {len(text):,} characters; at most {_LONGEST_LIST:,} are read, so it was left out"
        ]
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [f"phrases.toml cannot be read ({str(error) or 'too deep'}): only the shipped phrases were used"]
    doubts = [
        f"{name!r} in phrases.toml is no table of phrases" for name, entry in table.items() if not _is_table(entry)
    ]
    return {name: entry for name, entry in table.items() if _is_table(entry)}, doubts


def _is_table(entry: object) -> bool:
    return isinstance(entry, dict)


def _check_phrases(name: str, entry: Mapping[str, object], doubts: list[str]) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, list):
            for phrase in value:
                if isinstance(phrase, str) and _is_phrase(phrase):
                    yield phrase
                else:
                    doubts.append(f"{str(phrase)[:60]!r} in [{name}] of phrases.toml is no phrase that can be matched")
        elif key != "reason":
            doubts.append(f"{key!r} in [{name}] of phrases.toml is no list of phrases")


def _is_phrase(phrase: str) -> bool:
    letters = sum(map(str.isalpha, phrase))
    return letters >= _LEAST_LETTERS and len(phrase) <= _LONGEST_PHRASE and phrase.count("*") <= _MOST_WILDCARDS


def _list_phrases(entry: Mapping[str, object]) -> Iterator[str]:
    return (phrase for value in entry.values() if isinstance(value, list) for phrase in value)
