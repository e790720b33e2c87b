"""Where a draft goes: a new source, a new version of one, or nothing to do. Decides only; writes nothing."""

import hashlib
import itertools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from briefgen.grammar.ids import LONGEST_ID, make_slug
from briefgen.ingest.lines import fold_words
from briefgen.ingest.page import Draft
from briefgen.ingest.write import OriginalFile, was_edited, write_markdown

_SOURCES = "corpus/sources"
_ORIGINALS = "corpus/originals"
#: Names that many pages are saved under: alone they tell nothing.
_EVERYDAY_NAMES = frozenset(
    [
        "index",
        "page",
        "default",
        "article",
        "untitled",
        "download",
        "document",
        "file",
        "text",
        "main",
        "home",
        "view",
        "print",
    ]
)
_TITLE_WORDS = 12
_PUBLISHER_ROOM = 20
_SUFFIX_ROOM = 4
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "by",
        "for",
        "with",
        "and",
        "or",
        "as",
        "is",
        "are",
        "its",
        "from",
        "и",
        "в",
        "во",
        "на",
        "с",
        "со",
        "к",
        "по",
        "о",
        "об",
        "от",
        "из",
        "для",
        "за",
        "не",
        "как",
        "что",
        "және",
        "мен",
        "бен",
        "пен",
        "үшін",
        "туралы",
    ]
)


@dataclass(frozen=True, slots=True)
class ExistingSource:
    """A source that is already there: its file's text, and the original it says it was made from."""

    path: str
    text: str
    original_sha256: str = ""
    original_name: str = ""
    url: str = ""
    title: str = ""


#: The sources of the project by id.
ExistingSources = Mapping[str, ExistingSource]


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be done with a page.

    `outcome`: added, updated (the source is replaced: it is as `add` wrote it), kept (a person edited
    the source: it stays, the new original is kept), unchanged (the same original is there already).
    `text` is what to write to `path`, "" when the source stays; `original_path` is where the page
    itself is kept; `note` says in a sentence what a person should know, or "".
    """

    outcome: str
    id: str
    path: str
    original_path: str
    text: str = ""
    note: str = ""


def plan_addition(draft: Draft, data: bytes, name: str, existing: ExistingSources) -> Addition:
    """Decide what becomes of a page: `data` are its bytes, `name` its file's name, `draft` what was read."""
    sha256 = hashlib.sha256(data).hexdigest()
    original_path = f"{_ORIGINALS}/{sha256}{_read_suffix(name)}"
    same = next((id_ for id_, source in existing.items() if source.original_sha256 == sha256), None)
    if same:
        return Addition("unchanged", same, existing[same].path, original_path)
    text = write_markdown(draft, OriginalFile(name, sha256))
    before = next((id_ for id_, source in existing.items() if _is_same_page(draft, name, source)), None)
    if before is None:
        id_ = choose_id(draft, existing)
        return Addition("added", id_, f"{_SOURCES}/{id_}.md", original_path, text)
    return _plan_renewal(before, existing[before], original_path, text)


def _plan_renewal(id_: str, source: ExistingSource, original_path: str, text: str) -> Addition:
    if was_edited(source.text):
        note = f"{source.path} was edited by a person: it stays as it is, and the new original is kept beside the old"
        return Addition("kept", id_, source.path, original_path, note=note)
    return Addition("updated", id_, source.path, original_path, text)


def _read_suffix(name: str) -> str:
    match = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return match[0].lower() if match else ""


def _is_same_page(draft: Draft, name: str, source: ExistingSource) -> bool:
    """Tell whether `source` was made from an earlier version of the page: by address, else by the file's name."""
    if draft.url and source.url:
        return draft.url == source.url
    if name != source.original_name:
        return False
    is_telling = make_slug(name.rpartition(".")[0] or name).strip("-0123456789") not in _EVERYDAY_NAMES
    return is_telling or fold_words(draft.title) == fold_words(source.title)


def choose_id(draft: Draft, taken: Collection[str]) -> str:
    """Name a source publisher-year-words, transliterated, at most 60 characters, unlike all `taken` ids."""
    year = re.match(r"\d{4}", str(draft.fields.get("issued", "")))
    publisher = _list_words(str(draft.fields.get("publisher", "")))
    opening = [make_slug(" ".join(publisher), _PUBLISHER_ROOM)] if publisher else []
    opening += [year[0]] if year else []
    slug = _fill_slug(opening, _list_words(draft.title)[:_TITLE_WORDS])
    numbers = itertools.chain(("",), (f"-{number}" for number in itertools.count(2)))
    return next(slug + number for number in numbers if slug + number not in taken)


def _list_words(text: str) -> list[str]:
    return [word for word in fold_words(text).split() if word not in _SMALL_WORDS]


def _fill_slug(opening: list[str], words: list[str]) -> str:
    """Fit as many words as there is room for; the last one always, for it tells reports of a series apart."""
    for count in range(len(words), 0, -1):
        slug = make_slug(" ".join((*opening, *words[: count - 1], words[-1])), 3 * LONGEST_ID)
        if len(slug) <= LONGEST_ID - _SUFFIX_ROOM:
            return slug
    return make_slug(" ".join((*opening, *words)), LONGEST_ID - _SUFFIX_ROOM)
