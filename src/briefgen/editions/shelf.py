"""Issued editions on their shelf, ``output/editions/<topic>/<number>/<variant>/``: written once, never rewritten.

Here they are found and read; `editions.placing` puts them there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.placing import READY, concerns_topic
from briefgen.editions.record import RECORD, EditionRecord, read_head, read_record
from briefgen.editions.sums import SUMS, read_sums
from briefgen.errors import IntegrityError
from briefgen.model.edition import Edition
from briefgen.model.marking import Marking
from briefgen.model.topic import Topic
from briefgen.model.variant import Variant


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition on the shelf in one variant: number, variant's name, date of issue (ISO) and its folder."""

    number: int
    variant: str
    issued: str
    folder: Path

    @property
    def limit(self) -> str:
        """The end of the variant's name that tells its limit: "" or ``.tlp-green``. Each has numbers of its own."""
        return read_limit(self.variant)


def name_variant(topic: Topic, variant: Variant) -> str:
    """Name a variant's folder: its form and language, and its limit where it has one: ``brief.en.tlp-green``."""
    form, language = _name_form(topic, variant)
    return Variant(form, language, variant.limit).suffix.removeprefix(".")


def read_limit(variant: str) -> str:
    """Read the limit out of a variant's name, as its suffix says it: "" or ".tlp-green"."""
    return variant[variant.find(".tlp-") :] if ".tlp-" in variant else ""


def list_editions(shelf: Path, slug: str) -> tuple[Listed, ...]:
    """List all of a topic's editions in all their variants, by number and variant's name.

    Raises IntegrityError where the record of one cannot be read.
    """
    return tuple(
        Listed(int(one.parent.name), one.name, read_head(one / RECORD).edition.issued, one)
        for one in find_folders(shelf, slug)
    )


def list_topics(shelf: Path) -> tuple[str, ...]:
    """List the topics that have editions, by name."""
    folders = (*shelf.glob("*"), *shelf.glob(f"{READY}*/*")) if shelf.is_dir() else ()
    slugs = {one.name for one in folders if one.is_dir() and not one.name.startswith(".")}
    return tuple(sorted(slug for slug in slugs if any(find_folders(shelf, slug))))


def read_edition(folder: Path) -> Edition:
    """Read the edition in a variant's folder, as `list_editions` gives it. Raises IntegrityError."""
    return read_whole_record(folder).edition


def read_whole_record(folder: Path) -> EditionRecord:
    """Read the record in a variant's folder. Raises IntegrityError, also where it is that of another place."""
    record = read_record(folder / RECORD)
    if (record.edition.slug, str(record.edition.number)) != folder.parts[-3:-1]:
        raise IntegrityError("the edition's record is of another topic or number")
    return record


def list_numbers(shelf: Path, slug: str, limit: Marking | None = None) -> tuple[int, ...]:
    """List the numbers of a topic's editions up to a marking (None: without a limit), in order.

    Each limit has a series of its own: a gap in its numbers would tell of editions that its readers may not see.
    A folder without a record was left half-written; it is no edition.
    """
    end = Variant(limit=limit).suffix
    return tuple(sorted({int(one.parent.name) for one in find_folders(shelf, slug) if read_limit(one.name) == end}))


def choose_next_number(shelf: Path, slug: str, limit: Marking | None = None) -> int:
    """Choose the number of a topic's next edition up to a marking.

    That of a folder without a record is used too, and that of an edition which is gone but for its record's digest.
    Raises IntegrityError where the digests cannot be read.
    """
    end = Variant(limit=limit).suffix
    there = [(one.parent.name, one.name) for one in list_all_folders(shelf, slug)]
    listed = [name.split("/")[1:3] for name in read_all_sums(shelf, slug) if name.startswith(f"{slug}/")]
    return max((int(number) for number, variant in (*there, *listed) if read_limit(variant) == end), default=0) + 1


def read_all_sums(shelf: Path, slug: str = "") -> dict[str, str]:
    """Read the digests of all records by path below the shelf. Raises IntegrityError.

    With a topic's name, what waits for its place of other topics is passed over: it may not be readable.
    """
    ready = sorted(shelf.glob(f"{READY}*")) if shelf.is_dir() else []
    waiting = [read_sums(one / SUMS) for one in ready if not slug or concerns_topic(one, slug)]
    found = read_sums(shelf / SUMS)
    for sums in waiting:
        found |= sums
    return found


def read_last_edition(shelf: Path, topic: Topic, variant: Variant, before: int | None = None) -> Edition | None:
    """Read the last edition that a variant may be compared with, None where there is none.

    That is the last one issued in this variant; else in this form and another language; else in another form. Its limit
    is the variant's in any case: what is told of a change must not name what only an edition for others may hold.
    `before` leaves out the edition of that number and all later ones.
    Raises IntegrityError where its record cannot be read, or is that of another topic.
    """
    own = _name_form(topic, variant)
    found = list(find_folders(shelf, topic.slug))
    numbers = sorted({int(one.parent.name) for one in found}, reverse=True)
    shelved = [
        (form, folder)
        for number in numbers
        if before is None or number < before
        for form, folder in _list_variants(found, number, variant.limit, own[1])
    ]
    same = (folder for form, folder in shelved if form == own)
    same_form = (folder for form, folder in shelved if form[0] == own[0])
    others = (folder for _, folder in shelved)
    folder = next(same, None) or next(same_form, None) or next(others, None)
    return read_edition(folder) if folder else None


def read_newest(shelf: Path, slug: str, limit: Marking | None) -> tuple[Edition, ...]:
    """Read all variants of a topic's newest edition up to a marking; none where none was issued.

    Raises IntegrityError as `read_last_edition` does.
    """
    numbers = list_numbers(shelf, slug, limit)
    found = list(find_folders(shelf, slug)) if numbers else []
    return tuple(read_edition(folder) for _, folder in _list_variants(found, max(numbers, default=0), limit))


def find_folders(shelf: Path, slug: str) -> Iterator[Path]:
    """Find the folders of a topic's editions, each a variant, by number and name."""
    return (one for one in list_all_folders(shelf, slug) if (one / RECORD).is_file())


def list_all_folders(shelf: Path, slug: str) -> list[Path]:
    """List the folders of a topic's variants, with a record or without; also those that are ready and not yet moved."""
    topics = [one for one in (shelf / slug, *shelf.glob(f"{READY}*/{slug}")) if one.is_dir()]
    numbers = [one for topic in topics for one in topic.iterdir() if one.name.isascii() and one.name.isdigit()]
    found = [one for number in numbers if number.is_dir() for one in number.iterdir() if one.is_dir()]
    return sorted(found, key=lambda one: (int(one.parent.name), one.name))


def _name_form(topic: Topic, variant: Variant) -> tuple[str, str]:
    """Name a variant's form and language."""
    return variant.template or topic.form, variant.language or topic.language


def _list_variants(
    found: list[Path], number: int, limit: Marking | None, language: str = ""
) -> list[tuple[tuple[str, str], Path]]:
    """List the variants of an edition that have this very limit: form and language, and the folder.

    Those in a language come first, then in the order of their names.
    """
    end = Variant(limit=limit).suffix
    listed = []
    for folder in found:
        if int(folder.parent.name) == number and read_limit(folder.name) == end:
            form, _, spoken = folder.name.removesuffix(end).rpartition(".")
            listed.append(((form, spoken), folder))
    return sorted(listed, key=lambda one: (one[0][1] != language, one[0]))
