"""Where a page goes: a new source, a new version of one, or nothing to do. Decides only; writes nothing."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from briefgen.ingest.catalogue import Catalogue, ExistingSource
from briefgen.ingest.identity import canonicalise_address
from briefgen.ingest.lines import fold_words
from briefgen.ingest.source_ids import make_stem
from briefgen.ingest.write import FRONT_MATTER, was_edited

_SOURCES = "corpus/sources"
_ORIGINALS = "corpus/originals"
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
#: Two pages in files of one name, with other titles, are one page where this share of paragraphs is the same.
_LEAST_COMMON = 0.2


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that was read: what decides where it goes, and `text`, the source's file as it would be written.

    `name` is the file's own, `sha256` that of its bytes. `is_fetched` tells that it was fetched just now, and so
    is the newest version there is. `symbol` is the document symbol that the page bears, or "".
    """

    name: str
    sha256: str
    title: str
    url: str
    publisher: str
    issued: str
    text: str
    is_fetched: bool = False
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """How the paragraphs of a page differ from those of its version before: how many are new, gone and the same."""

    new: int
    gone: int
    same: int


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be done with a page.

    `outcome`: added, updated (the source is replaced: it is as `add` wrote it), kept (a person edited
    the source: it stays, the new original is kept), unchanged (the same original is there already), skipped (the
    source that it would be cannot be read). `text` is what to write to `path`, "" when the source stays;
    `original_path` is where the page itself is kept; `follows` is the SHA-256 of the version before; `note`
    says in a sentence what a person should know, or "".
    """

    outcome: str
    id: str
    path: str
    original_path: str
    text: str = ""
    note: str = ""
    follows: str = ""
    changes: Changes | None = None


#: Gives the text of a source's file.
ReadText = Callable[[ExistingSource], str]


def plan_addition(page: NewPage, catalogue: Catalogue, read_text: ReadText) -> Addition:
    """Decide what becomes of a page; a new source's id is taken in the catalogue at once."""
    original_path = f"{_ORIGINALS}/{page.sha256}{read_suffix(page.name)}"
    same = catalogue.find_original(page.sha256)
    if same:
        return Addition("unchanged", same.id, same.path, original_path)
    known = catalogue.find_version(page.sha256)
    if known and not page.is_fetched and not _was_cut_short(page, known, catalogue, read_text):
        note = f"it is a version of {known.path} that is kept already; the source was made from another"
        return Addition("unchanged", known.id, known.path, original_path, note=note)
    before = _find_before(page, catalogue, read_text)
    if before:
        return _plan_renewal(page, before, original_path, read_text(before), catalogue)
    stem = make_stem(page.title, page.publisher, page.issued, page.symbol)
    if stem in catalogue.taken and not _is_readable(catalogue, stem):
        note = f"a source called {stem} is there and cannot be read; mend it first: `briefgen check` says how"
        return Addition("skipped", stem, catalogue[stem].path, original_path, note=note)
    id_ = catalogue.taken.take(stem)
    others = catalogue.list_addressees(page.url)
    note = f"its address is that of {others[0].path} too, whose title and words are others" if others else ""
    return Addition("added", id_, f"{_SOURCES}/{id_}.md", original_path, page.text, note=note)


def _was_cut_short(page: NewPage, source: ExistingSource, catalogue: Catalogue, read_text: ReadText) -> bool:
    """Whether a run was killed after it put the page on record as a source's latest version and before it wrote that.

    Where a person has edited the source, it was left as it was on purpose.
    """
    return catalogue.find_latest(source) == page.sha256 and not was_edited(read_text(source))


def _is_readable(catalogue: Catalogue, id_: str) -> bool:
    try:
        return catalogue[id_].is_readable
    except KeyError:
        return True  # taken in this run, not written yet


def _plan_renewal(
    page: NewPage, source: ExistingSource, original_path: str, old: str, catalogue: Catalogue
) -> Addition:
    if was_edited(old):
        note = f"{source.path} was edited by a person: it stays as it is, and the new original is kept beside the old"
        return Addition("kept", source.id, source.path, original_path, note=note, follows=catalogue.find_latest(source))
    changes = compare_paragraphs(old, page.text)
    return Addition(
        "updated",
        source.id,
        source.path,
        original_path,
        page.text,
        follows=source.original_sha256,
        changes=changes,
    )


def read_suffix(name: str) -> str:
    """Give the ending under which a file's original is kept, in lower case; "" for none."""
    match = _SUFFIX.search(name)
    return match[0].lower() if match else ""


def _find_before(page: NewPage, catalogue: Catalogue, read_text: ReadText) -> ExistingSource | None:
    """Find the source that was made from an earlier version of the page: by address, else by the file's name.

    Neither is believed alone: the title must be the same, or a part of the words.
    """
    for source in catalogue.list_addressees(page.url):
        if _has_title(source, page) or not (catalogue.is_claimed(source.id) or _differs(source, page, read_text)):
            return source
    for source in catalogue.list_namesakes(page.name, page.title):
        addresses = {canonicalise_address(page.url), canonicalise_address(source.url)} - {""}
        if len(addresses) < 2 and (_has_title(source, page) or not _differs(source, page, read_text)):
            return source
    return None


def _has_title(source: ExistingSource, page: NewPage) -> bool:
    return fold_words(source.title) == fold_words(page.title)


def _differs(source: ExistingSource, page: NewPage, read_text: ReadText) -> bool:
    changes = compare_paragraphs(read_text(source), page.text)
    return changes.same < _LEAST_COMMON * (changes.same + max(changes.new, changes.gone)) or not changes.same


def compare_paragraphs(old: str, new: str) -> Changes:
    """Count which paragraphs of a source's new text are new, which of the old are gone, and which both have."""
    before, after = Counter(_list_paragraphs(old)), Counter(_list_paragraphs(new))
    same = (before & after).total()
    return Changes(after.total() - same, before.total() - same, same)


def _list_paragraphs(text: str) -> list[str]:
    front = FRONT_MATTER.match(text)
    blocks = text[front.end() if front else 0 :].split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]
