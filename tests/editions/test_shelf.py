"""Editions on their shelf: found, numbered and read, each limit by itself."""

import shutil
from pathlib import Path

import pytest
from made_editions import make_variant

from briefgen.editions.placing import place_editions
from briefgen.editions.record import RECORD
from briefgen.editions.shelf import (
    choose_next_number,
    list_editions,
    list_numbers,
    list_topics,
    read_all_sums,
    read_edition,
    read_newest,
)
from briefgen.errors import IntegrityError, StorageError
from briefgen.model.marking import Marking


def test_what_was_put_on_the_shelf_is_read_again(tmp_path: Path) -> None:
    """Every field of an edition, and its date and folder in the list."""
    one = make_variant()
    (folder,) = place_editions(tmp_path, [one])
    assert read_edition(folder) == one.edition
    (listed,) = list_editions(tmp_path, "ferry")
    assert (listed.number, listed.variant, listed.issued, listed.folder) == (1, "brief.en", "2026-11-20", folder)
    assert list_topics(tmp_path) == ("ferry",)
    assert list_editions(tmp_path, "other") == ()


def test_each_limit_has_numbers_of_its_own(tmp_path: Path) -> None:
    """An edition without a limit does not count among those up to TLP:GREEN."""
    place_editions(tmp_path, [make_variant(1), make_variant(1, "note.en.tlp-green")])
    place_editions(tmp_path, [make_variant(2)])
    assert list_numbers(tmp_path, "ferry") == (1, 2)
    assert list_numbers(tmp_path, "ferry", Marking.GREEN) == (1,)
    assert choose_next_number(tmp_path, "ferry", Marking.GREEN) == 2
    assert choose_next_number(tmp_path, "ferry", Marking.AMBER) == 1
    assert [one.number for one in read_newest(tmp_path, "ferry", None)] == [2]


def test_a_folder_without_a_record_is_no_edition_and_its_number_is_not_used_again(tmp_path: Path) -> None:
    """What a killed program left is not listed, and the next edition goes past it."""
    place_editions(tmp_path, [make_variant(1)])
    (tmp_path / "ferry/2/brief.en").mkdir(parents=True)
    (tmp_path / "ferry/2/brief.en/ferry.pdf").write_bytes(b"half")
    assert list_numbers(tmp_path, "ferry") == (1,)
    assert choose_next_number(tmp_path, "ferry") == 3


def test_the_number_of_an_edition_that_somebody_deleted_is_not_used_again(tmp_path: Path) -> None:
    """Its record's digest is still on the shelf; each limit counts by itself, and so does each topic."""
    place_editions(tmp_path, [make_variant(1), make_variant(1, "note.en.tlp-green"), make_variant(1, slug="quay")])
    place_editions(tmp_path, [make_variant(2)])
    shutil.rmtree(tmp_path / "ferry/2")
    assert choose_next_number(tmp_path, "ferry") == 3
    assert choose_next_number(tmp_path, "ferry", Marking.GREEN) == 2
    assert choose_next_number(tmp_path, "quay") == 2
    shutil.rmtree(tmp_path / "ferry")
    assert choose_next_number(tmp_path, "ferry") == 3


def test_an_edition_is_never_rewritten(tmp_path: Path) -> None:
    """A second one of its number and variant is refused, also beside others that are new, and nothing changes."""
    (folder,) = place_editions(tmp_path, [make_variant(1)])
    before = (folder / RECORD).read_bytes()
    with pytest.raises(StorageError, match="is there already"):
        place_editions(tmp_path, [make_variant(1, "note.en"), make_variant(1, issued="2026-11-21")])
    assert (folder / RECORD).read_bytes() == before
    assert [one.variant for one in list_editions(tmp_path, "ferry")] == ["brief.en"]


def test_the_shelf_has_the_digest_of_every_record_in_the_form_of_sha256sum(tmp_path: Path) -> None:
    """By topic, number and variant; ten comes after nine."""
    place_editions(tmp_path, [make_variant(10)])
    place_editions(tmp_path, [make_variant(9), make_variant(1, slug="quay")])
    lines = (tmp_path / "SHA256SUMS").read_text().splitlines()
    assert [line[66:] for line in lines] == [
        "ferry/9/brief.en/edition.json",
        "ferry/10/brief.en/edition.json",
        "quay/1/brief.en/edition.json",
    ]
    assert all(len(line.split("  ")[0]) == 64 for line in lines)
    assert len(read_all_sums(tmp_path)) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format": 1', '"format": 2'),
        ('"ferry.html"', '"../ferry.html"'),
        ('"ferry.html"', '"/etc/passwd"'),
        ('"brief.json"', '".hidden"'),
        ('"number": 1', '"number": 2'),
        ('"slug": "ferry"', '"slug": "quay"'),
        ("{", "["),
    ],
)
def test_a_record_that_was_altered_is_not_read(tmp_path: Path, old: str, new: str) -> None:
    """Of a newer format, of another place, or naming files out of its folder: an error of integrity, exit 7."""
    (folder,) = place_editions(tmp_path, [make_variant()])
    path = folder / RECORD
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(IntegrityError):
        read_edition(folder)
