"""Corpora with known copies: real documents, and copies made of them by a fixed recipe.

Every document of `read_documents` is in the corpus. `STORIES` of them, taken by chance, get one to four copies.
A copy is made by one or two of these steps, each of which leaves at least `LEAST_WORDS` words:

* ``words``: 5–30 % of the words are changed: two thirds replaced by other words of the same collection, a sixth left
  out, a sixth doubled with another word;
* ``cut``: only the first paragraphs are kept, at least one, at most all but one;
* ``order``: the paragraphs are shuffled;
* ``headline``: the first paragraph gives way to a headline of words from the same collection;
* ``added``: a paragraph of another document of the collection is put in, of at most a third of the words.

Among the documents that are no copies stand hard ones: resolutions that prolong the same mandate year after year (up
to 94 % of their runs of three words are alike), country reports of one series, and two kinds that are made: pairs
of documents with the same quotation of 50 words in both, and digests that join two documents whole.
"""

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

from shared_data import SHARED

STORIES, QUOTED, MERGED = 120, 20, 12
LEAST_WORDS = 40
_DATA = SHARED / "data"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Document:
    """A text of a collection; `story` is the same for a document and its copies. `issued` is made up, or ""."""

    name: str
    collection: str
    story: str
    paragraphs: tuple[str, ...]
    steps: tuple[str, ...] = ()
    issued: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(_WORD.findall(paragraph)) for paragraph in self.paragraphs)


@dataclass(slots=True)
class MadeCorpus:
    """The documents by name; pairs that are copies; pairs of which either answer is right (digest and its parts)."""

    documents: dict[str, Document] = field(default_factory=dict)
    copies: set[frozenset[str]] = field(default_factory=set)
    either: set[frozenset[str]] = field(default_factory=set)


def read_documents() -> list[Document]:
    """Read every document of the shared collections that has at least `LEAST_WORDS` words."""
    found = [
        Document(f"{collection}-{number}", collection, f"{collection}-{number}", tuple(paragraphs))
        for collection, texts in _read_collections().items()
        for number, paragraphs in enumerate(texts)
    ]
    return [document for document in found if document.words >= LEAST_WORDS]


def _read_collections() -> dict[str, list[list[str]]]:
    reports = (_DATA / "html_state_gov" / "gold_paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    folders = {
        "un-en": "un/en",
        "un-ru": "un/ru",
        "essays": "histate_milestones/txt",
        "re3d": "re3d/txt",
        "factru": "factru",
    }
    texts = {
        name: [_split(path.read_text(encoding="utf-8")) for path in _list(folder)] for name, folder in folders.items()
    }
    return {"reports": [json.loads(line)["paragraphs"] for line in reports], **texts}


def _list(folder: str) -> list[Path]:
    return sorted((_DATA / folder).glob("*.txt"))


def _split(text: str) -> list[str]:
    paragraphs = re.split(r"\n\s*\n", text) if "\n\n" in text.strip() else text.split("\n")
    return [" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()]


def make_corpus(seed: int) -> MadeCorpus:
    """Make a corpus; the same one for the same seed."""
    chance = random.Random(seed)
    made = MadeCorpus()
    documents = read_documents()
    made.documents.update((document.name, document) for document in documents)
    collections = {
        name: [one for one in documents if one.collection == name] for name in {d.collection for d in documents}
    }
    for story in chance.sample([one for one in documents if one.words >= 2 * LEAST_WORDS], STORIES):
        names = [story.name]
        for number in range(chance.randint(1, 4)):
            copy = _make_copy(story, f"{story.name}-copy-{number}", collections[story.collection], chance)
            made.documents[copy.name] = copy
            names.append(copy.name)
        made.copies.update(map(frozenset, combinations(names, 2)))
    news = [one for one in documents if one.collection in ("re3d", "factru", "essays") and one.words >= 100]
    chosen = chance.sample(news, 3 * QUOTED + 2 * MERGED)
    for number in range(QUOTED):
        _add_quoting(made, number, chosen[3 * number : 3 * number + 3])
    for number in range(MERGED):
        _add_digest(made, number, chosen[3 * QUOTED + 2 * number :][:2])
    return made


def _make_copy(story: Document, name: str, others: Sequence[Document], chance: random.Random) -> Document:
    steps = tuple(chance.sample(sorted(_STEPS), chance.choice((1, 1, 2))))
    paragraphs = list(story.paragraphs)
    for step in steps:
        changed = _STEPS[step](paragraphs, [one for one in others if one.story != story.story], chance)
        if sum(len(_WORD.findall(paragraph)) for paragraph in changed) >= LEAST_WORDS:
            paragraphs = changed
    return Document(name, story.collection, story.story, tuple(paragraphs), steps)


def _change_words(paragraphs: list[str], others: Sequence[Document], chance: random.Random) -> list[str]:
    rate = chance.uniform(0.05, 0.30)
    pool = _list_words(others, chance)

    def change(match: re.Match[str]) -> str:
        if chance.random() >= rate:
            return match[0]
        kind = chance.random()
        if kind < 1 / 6:
            return ""
        return f"{match[0]} {chance.choice(pool)}" if kind < 1 / 3 else chance.choice(pool)

    return [" ".join(_WORD.sub(change, paragraph).split()) for paragraph in paragraphs]


def _cut(paragraphs: list[str], others: Sequence[Document], chance: random.Random) -> list[str]:
    return paragraphs[: chance.randint(1, max(1, len(paragraphs) - 1))]


def _reorder(paragraphs: list[str], others: Sequence[Document], chance: random.Random) -> list[str]:
    return chance.sample(paragraphs, len(paragraphs))


def _change_headline(paragraphs: list[str], others: Sequence[Document], chance: random.Random) -> list[str]:
    return [" ".join(chance.choices(_list_words(others, chance), k=9)), *paragraphs[1:]]


def _add_paragraph(paragraphs: list[str], others: Sequence[Document], chance: random.Random) -> list[str]:
    longest = sum(map(len, paragraphs)) // 3
    local = chance.choice(chance.choice(others).paragraphs)[:longest]
    place = chance.randint(0, len(paragraphs))
    return [*paragraphs[:place], local, *paragraphs[place:]]


_STEPS: dict[str, Callable[[list[str], Sequence[Document], random.Random], list[str]]] = {
    "words": _change_words,
    "cut": _cut,
    "order": _reorder,
    "headline": _change_headline,
    "added": _add_paragraph,
}


def _list_words(others: Sequence[Document], chance: random.Random) -> list[str]:
    """List the words of some documents, as often as they stand there."""
    texts = chance.choices(others, k=5)
    return [word for text in texts for paragraph in text.paragraphs for word in _WORD.findall(paragraph)]


def _add_quoting(made: MadeCorpus, number: int, chosen: Sequence[Document]) -> None:
    """Add copies of two documents with the same 50 words in both, which a third one has, too."""
    one, other, quoted = chosen
    words = " ".join(quoted.paragraphs).split()[:50]
    for side, document in (("a", one), ("b", other)):
        paragraphs = [*document.paragraphs[:1], f"“{' '.join(words)}”, he told reporters.", *document.paragraphs[1:]]
        name = f"quoting-{number}{side}"
        made.copies.update(frozenset((name, relative)) for relative in _list_family(made, document))
        made.either.update(frozenset((name, relative)) for relative in _list_family(made, quoted))
        made.documents[name] = replace(document, name=name, paragraphs=tuple(paragraphs), steps=("quoting",))


def _add_digest(made: MadeCorpus, number: int, parts: Sequence[Document]) -> None:
    """Add a digest: two documents one after the other, which had come out before."""
    name = f"digest-{number}"
    for part in parts:
        for relative in _list_family(made, part):
            made.either.add(frozenset((name, relative)))
            made.documents[relative] = replace(made.documents[relative], issued="2012-03-01")
    paragraphs = tuple(paragraph for part in parts for paragraph in part.paragraphs)
    made.documents[name] = Document(name, parts[0].collection, name, paragraphs, issued="2012-03-05")


def _list_family(made: MadeCorpus, document: Document) -> list[str]:
    return [one.name for one in made.documents.values() if one.story == document.story]
