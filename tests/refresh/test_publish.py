"""The shelf of drafts: what is put on it, when it becomes visible, and what is removed."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.errors import StorageError
from briefgen.files.digest import digest_bytes
from briefgen.model.inputs import Inputs
from briefgen.model.page import Page, Printed
from briefgen.refresh import publish
from briefgen.refresh.draft import Draft
from briefgen.refresh.publish import Shelf, remove_leftovers
from briefgen.refresh.records import is_whole, read_records, write_records


def make_draft(slug: str, words: str, *, prints: bool = True, printed: str = "2026-11-22", tools: str = "1") -> Draft:
    """Make a draft of one topic whose page says some words."""
    return Draft(
        slug=slug,
        title=slug.title(),
        marking="TLP:CLEAR",
        digest=digest_bytes(words.encode()),
        printed=printed,
        inputs=Inputs(tools={"weasyprint": tools}) if isinstance(Inputs().tools, dict) else Inputs(tools=tools),
        cited={},
        left_out=(),
        problems=(),
        statistics={},
        reasons=(),
        page=Page(f"<p>{words}</p>", digest_bytes(words.encode())),
        result=Printed(f"%PDF {words}".encode(), 1) if prints else None,
    )


def list_files(output: Path) -> list[str]:
    """List all files below a folder."""
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())


def test_nothing_is_visible_before_it_is_settled(tmp_path: Path) -> None:
    """What was put stands in its generation; the manifest and the flat names follow when all is settled."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    assert all(name.startswith(".gen/") for name in list_files(tmp_path))
    records = shelf.settle()
    assert read_records(tmp_path) == records
    assert is_whole(tmp_path, records["alpha"])
    html = digest_bytes(b"<p>one</p>")
    assert records["alpha"].html.path == f".gen/{html[:16]}/alpha.html"
    assert (tmp_path / "alpha.html").read_bytes() == b"<p>one</p>"
    assert len(list_files(tmp_path)) == 5


def test_the_same_drafts_make_the_same_files(tmp_path: Path) -> None:
    """Put at once or one by one, in any order, over other drafts or on an empty shelf: the same files come of it."""
    drafts = [make_draft("alpha", "one"), make_draft("beta", "two")]
    at_once = Shelf(tmp_path / "a", {})
    at_once.put(drafts)
    at_once.settle()
    by_and_by = Shelf(tmp_path / "b", {})
    by_and_by.put([make_draft("alpha", "old"), make_draft("gone", "old")])
    records = by_and_by.settle()
    again = Shelf(tmp_path / "b", records)
    again.put([drafts[1]])
    again.settle()
    again.put([drafts[0]])
    again.drop(["gone"])
    again.settle()
    names = list_files(tmp_path / "a")
    assert names == list_files(tmp_path / "b")
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)


def test_settling_again_changes_nothing(tmp_path: Path) -> None:
    """Where nothing was put since, no file is written."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    shelf.settle()
    before = {name: (tmp_path / name).stat().st_ino for name in list_files(tmp_path)}
    shelf.settle()
    Shelf(tmp_path, read_records(tmp_path)).settle()
    assert {name: (tmp_path / name).stat().st_ino for name in list_files(tmp_path)} == before


def test_a_page_alone_keeps_the_pdf_of_before(tmp_path: Path) -> None:
    """A draft without a print replaces the page; its record names the older PDF and the page that this one shows."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    first = shelf.settle()["alpha"]
    assert first.pdf_page == first.page
    shelf.put([make_draft("alpha", "two", prints=False)])
    record = shelf.settle()["alpha"]
    assert record.page != record.pdf_page == first.page
    assert record.pdf == first.pdf
    assert record.pages == first.pages
    assert is_whole(tmp_path, record)
    assert (tmp_path / "alpha.html").read_bytes() == b"<p>two</p>"
    assert (tmp_path / "alpha.pdf").read_bytes() == b"%PDF one"
    assert read_records(tmp_path)["alpha"] == record


@pytest.mark.parametrize("other", [{"printed": "2026-11-23"}, {"tools": "2"}])
def test_a_page_of_another_day_or_printer_makes_its_pdf_stale(tmp_path: Path, other: dict[str, str]) -> None:
    """With another date in the page, or other versions of what prints it, the PDF is not known to show it."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    shelf.settle()
    shelf.put([make_draft("alpha", "one", prints=False, **other)])
    assert shelf.settle()["alpha"].pdf_page == ""


def test_a_page_that_never_had_a_pdf(tmp_path: Path) -> None:
    """HTML alone is a whole record: no PDF is named, none stands there, and none is missed."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one", prints=False)])
    record = shelf.settle()["alpha"]
    assert (record.pdf.path, record.pdf_page, record.pages) == ("", "", 0)
    assert is_whole(tmp_path, record)
    assert read_records(tmp_path) == {"alpha": record}
    assert not (tmp_path / "alpha.pdf").exists()
    assert Shelf(tmp_path, read_records(tmp_path)).settle() == {"alpha": record}


def test_a_broken_draft_is_passed_over(tmp_path: Path) -> None:
    """A draft that could not be printed leaves the last one as it is."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    before = shelf.settle()
    shelf.put([replace(make_draft("alpha", "two", prints=False), is_broken=True)])
    assert shelf.settle() == before


def test_two_names_of_one_content_share_a_folder(tmp_path: Path) -> None:
    """Where one of them goes, the other's file stays."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "same"), make_draft("beta", "same")])
    shelf.settle()
    shelf.drop(["alpha"])
    records = shelf.settle()
    assert list(records) == ["beta"]
    assert is_whole(tmp_path, records["beta"])
    assert not [name for name in list_files(tmp_path) if "alpha" in name]


def test_what_a_person_changed_is_not_removed(tmp_path: Path) -> None:
    """Of a draft that is dropped only those flat files go that are as they were printed; the others are told of."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    shelf.settle()
    (tmp_path / "alpha.pdf").write_bytes(b"annotated")
    (tmp_path / "alpha.txt").write_bytes(b"mine")
    shelf.drop(["alpha"])
    assert shelf.settle() == {}
    assert shelf.kept == ("alpha.pdf",)
    assert list_files(tmp_path) == ["alpha.pdf", "alpha.txt", "manifest.json"]


def test_the_files_of_a_strange_manifest_stay_until_it_is_replaced(tmp_path: Path) -> None:
    """What a manifest of another version names may be read by somebody: it goes when the manifest goes."""
    folder = tmp_path / ".gen" / "0123456789abcdef"
    folder.mkdir(parents=True)
    (folder / "alpha.html").write_bytes(b"old")
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"format": 1, "drafts": {}}), encoding="utf-8")
    remove_leftovers(tmp_path, read_records(tmp_path))
    shelf = Shelf(tmp_path, read_records(tmp_path))
    shelf.settle()
    assert (folder / "alpha.html").exists()
    shelf.put([make_draft("alpha", "one")])
    shelf.settle()
    assert not folder.exists()


def test_leftovers_of_a_killed_build_go(tmp_path: Path) -> None:
    """Generations that no record names, and whatever else lies among them, are removed; links are not followed."""
    shelf = Shelf(tmp_path / "output", {})
    shelf.put([make_draft("alpha", "one")])
    records = shelf.settle()
    Shelf(tmp_path / "output", records).put([make_draft("alpha", "two")])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    (tmp_path / "output" / ".gen" / "link").symlink_to(tmp_path / "mine")
    remove_leftovers(tmp_path / "output", records)
    assert len(list_files(tmp_path / "output")) == 5
    assert not (tmp_path / "output" / ".gen" / "link").is_symlink()
    assert (tmp_path / "mine" / "file").exists()


def test_a_batch_that_the_disk_refuses_is_not_on_the_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one file of a batch cannot be written, none of it is on record, and what was put before is."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    with monkeypatch.context() as patch:
        patch.setattr(publish, "digest_bytes", lambda data: (_ for _ in ()).throw(StorageError("full")))
        with pytest.raises(StorageError):
            shelf.put([make_draft("beta", "two")])
    assert list(shelf.settle()) == ["alpha"]
    assert not [name for name in list_files(tmp_path) if "beta" in name or name.endswith(".tmp")]


def test_a_damaged_generation_is_written_anew(tmp_path: Path) -> None:
    """A file under a digest's name that is not what the name says is replaced, not believed."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    record = shelf.settle()["alpha"]
    (tmp_path / record.html.path).write_bytes(b"torn")
    shelf.put([make_draft("alpha", "one")])
    shelf.settle()
    assert is_whole(tmp_path, record)


def test_printed_files_are_written_with_ordinary_permissions(tmp_path: Path) -> None:
    """The umask decides who may read a brief; the permissions that a person gave a file are kept."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    shelf.settle()
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "alpha.pdf").stat().st_mode & 0o777 == 0o666 & ~umask
    (tmp_path / "alpha.pdf").chmod(0o600)
    shelf.put([make_draft("alpha", "two")])
    shelf.settle()
    assert (tmp_path / "alpha.pdf").stat().st_mode & 0o777 == 0o600


def test_a_manifest_names_nothing_outside(tmp_path: Path) -> None:
    """A record whose files lie elsewhere is not believed: nothing is read or removed by its word."""
    shelf = Shelf(tmp_path, {})
    shelf.put([make_draft("alpha", "one")])
    records = shelf.settle()
    for path in ("../../etc/passwd", ".gen/../alpha.html", "/etc/passwd", ".gen/0123456789abcdef/../../x.html"):
        strange = replace(records["alpha"], html=replace(records["alpha"].html, path=path))
        write_records(tmp_path, {"alpha": strange})
        assert read_records(tmp_path) == {}
