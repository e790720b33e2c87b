"""Issued editions on their shelf, ``output/editions/<topic>/<number>/<variant>/``: written once, never rewritten.

Each holds the HTML, the PDF and ``edition.json``: what was printed, and the digests of both files.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError, IntegrityError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.files.writing import write_whole
from briefgen.model.edition import Edition
from briefgen.model.marking import Marking
from briefgen.model.topic import Topic
from briefgen.model.variant import Variant

_DATA = "edition.json"
_FORMAT = 1
_LIMIT = 64 << 20


class _Frozen(msgspec.Struct, frozen=True):
    format: int
    files: dict[str, str]
    edition: Edition


def name_variant(topic: Topic, variant: Variant) -> str:
    """Name a variant's folder: its form and language, and its limit where it has one: ``brief.en.tlp-green``."""
    form, language = _name_form(topic, variant)
    return Variant(form, language, variant.limit).suffix.removeprefix(".")


def list_numbers(shelf: Path, slug: str, limit: Marking | None = None) -> tuple[int, ...]:
    """List the numbers of a topic's editions up to a marking (None: without a limit), in order.

    Each limit has a series of its own: a gap in its numbers would tell of editions that its readers may not see.
    A folder without a record was left half-written; it is no edition.
    """
    end = Variant(limit=limit).suffix
    folder = shelf / slug
    there = [one for one in folder.iterdir() if one.name.isascii() and one.name.isdigit()] if folder.is_dir() else []
    names = {one: [path.parent.name for path in one.glob(f"*/{_DATA}")] for one in there}
    return tuple(sorted(int(one.name) for one in there if any(_read_limit(name) == end for name in names[one])))


def _read_limit(variant: str) -> str:
    """Read the limit out of a variant's name, as its suffix says it: "" or ".tlp-green"."""
    return variant[variant.find(".tlp-") :] if ".tlp-" in variant else ""


def read_last_edition(shelf: Path, topic: Topic, variant: Variant, before: int | None = None) -> Edition | None:
    """Read the last edition that a variant may be compared with, None where there is none.

    That is the last one issued in this variant; else in this form and another language; else in another form. Its limit
    is the variant's in any case: what is told of a change must not name what only an edition for others may hold.
    `before` leaves out the edition of that number and all later ones.
    Raises IntegrityError where its record cannot be read, or is that of another topic.
    """
    own = _name_form(topic, variant)
    numbers = list_numbers(shelf, topic.slug, variant.limit)
    shelved = [
        (form, path)
        for number in reversed(numbers)
        if before is None or number < before
        for form, path in _list_variants(shelf / topic.slug / str(number), variant.limit, own[1])
    ]
    same = (path for form, path in shelved if form == own)
    same_form = (path for form, path in shelved if form[0] == own[0])
    others = (path for _, path in shelved)
    path = next(same, None) or next(same_form, None) or next(others, None)
    return _read_edition(path) if path else None


def read_newest(shelf: Path, slug: str, limit: Marking | None) -> tuple[Edition, ...]:
    """Read all variants of a topic's newest edition up to a marking; none where none was issued.

    Raises IntegrityError as `read_last_edition` does.
    """
    numbers = list_numbers(shelf, slug, limit)
    folder = shelf / slug / str(numbers[-1]) if numbers else None
    return tuple(_read_edition(path) for _, path in _list_variants(folder, limit)) if folder else ()


def _name_form(topic: Topic, variant: Variant) -> tuple[str, str]:
    """Name a variant's form and language."""
    return variant.template or topic.form, variant.language or topic.language


def _list_variants(folder: Path, limit: Marking | None, language: str = "") -> list[tuple[tuple[str, str], Path]]:
    """List the variants of an edition that have this very limit: form and language, and the record's path.

    Those in a language come first, then in the order of their names.
    """
    end = Variant(limit=limit).suffix
    names = sorted(path.parent.name for path in folder.glob(f"*/{_DATA}"))
    listed = []
    for name in names:
        if _read_limit(name) == end:
            form, _, spoken = name.removesuffix(end).rpartition(".")
            listed.append(((form, spoken), folder / name / _DATA))
    return sorted(listed, key=lambda one: (one[0][1] != language, one[0]))


def _read_edition(path: Path) -> Edition:
    try:
        frozen = msgspec.json.decode(read_bounded(path, _LIMIT), type=_Frozen)
    except (BriefgenError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise IntegrityError(f"the edition's record cannot be read: {error}") from error
    if frozen.format != _FORMAT or frozen.edition.slug != path.parts[-4]:
        raise IntegrityError("the edition's record is of another topic or a newer briefgen")
    return frozen.edition


def freeze(shelf: Path, edition: Edition, variant: str, files: Mapping[str, bytes]) -> Path:
    """Put an edition on the shelf, its record last, so that a folder with a record is whole; return the folder.

    Raises StorageError where that edition is there already: an edition is never rewritten.
    """
    folder = shelf / edition.slug / str(edition.number) / variant
    if (folder / _DATA).exists():
        raise StorageError(f"edition {edition.number} of `{edition.slug}` is there already: {folder}")
    for name, data in files.items():
        write_whole(folder / name, data)
    digests = {name: digest_bytes(data) for name, data in files.items()}
    encoded = msgspec.json.encode(_Frozen(_FORMAT, digests, edition), order="deterministic")
    write_whole(folder / _DATA, msgspec.json.format(encoded, indent=1) + b"\n")
    return folder
