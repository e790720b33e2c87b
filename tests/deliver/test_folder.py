"""The folder channel: whole files under their own names, and nobody else's file ever replaced."""

import os
from pathlib import Path

import pytest
from ferry_project import deliver_to

from briefgen.deliver.channel import Arrival, Letter, Parcel, ParcelFile
from briefgen.deliver.folder import FolderWay
from briefgen.errors import StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.writing import write_whole
from briefgen.model.delivery import State

LETTER = Letter("The ferry", "TLP:GREEN", "en", "2026-11-20")
PLACE = "ann/ferry/1/brief.en.tlp-green"


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    """Give a parcel of two files for Ann."""
    files = []
    for name, data in (("ferry.pdf", b"%PDF-1.7 " * 900), ("ferry.html", b"<title>The ferry</title>")):
        (tmp_path / name).write_bytes(data)
        files.append(ParcelFile(name, "", tmp_path / name, digest_bytes(data)))
    return Parcel(deliver_to("ann", address="ann"), LETTER, tuple(files))


@pytest.fixture
def way(tmp_path: Path) -> FolderWay:
    """Give an empty folder as a channel."""
    (tmp_path / "share").mkdir()
    return FolderWay(tmp_path / "share")


def read(way: FolderWay) -> dict[str, bytes]:
    """Read all files below the folder."""
    return {
        path.relative_to(way.folder).as_posix(): path.read_bytes()
        for path in way.folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def test_the_files_stand_in_their_place(way: FolderWay, parcel: Parcel) -> None:
    """All files of an edition are in one folder, as on the shelf; the second time there is nothing to do."""
    assert way.look_for(parcel) is Arrival.NOTHING
    assert way.deliver(parcel).state is State.SENT
    there = read(way)
    assert there == {f"{PLACE}/{file.name}": file.path.read_bytes() for file in parcel.files}
    times = {path: path.stat().st_mtime_ns for path in way.folder.rglob("*")}
    assert way.deliver(parcel).state is State.SENT
    assert {path: path.stat().st_mtime_ns for path in way.folder.rglob("*")} == times
    assert way.look_for(parcel) is Arrival.WHOLE


@pytest.mark.parametrize("obstacle", ["file", "folder", "link", "dangling link", "pipe"])
def test_what_somebody_put_there_is_left_alone(way: FolderWay, parcel: Parcel, tmp_path: Path, obstacle: str) -> None:
    """Another file under the edition's name is refused, not replaced, whatever it is; a pipe holds nobody up."""
    target = way.folder / PLACE / "ferry.pdf"
    target.parent.mkdir(parents=True)
    if obstacle == "file":
        target.write_bytes(b"my own")
    elif obstacle == "folder":
        target.mkdir()
    elif obstacle == "pipe":
        os.mkfifo(target)
    else:
        (tmp_path / "outside").write_bytes(b"my own")
        target.symlink_to(tmp_path / ("outside" if obstacle == "link" else "nowhere"))
    assert way.look_for(parcel) in (Arrival.NOTHING, None)
    outcome = way.deliver(parcel)
    assert outcome.state is State.REFUSED
    assert os.path.lexists(target)
    assert read(way) in ({}, {f"{PLACE}/ferry.pdf": b"my own"})
    assert not (tmp_path / "nowhere").exists()


def test_what_stands_in_the_way_of_one_file_keeps_all_back(way: FolderWay, parcel: Parcel) -> None:
    """A refused edition is not there in part: nobody would have it, and somebody would read it."""
    target = way.folder / PLACE / "ferry.html"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"my own")
    assert way.deliver(parcel).state is State.REFUSED
    assert read(way) == {f"{PLACE}/ferry.html": b"my own"}


def fail_at(monkeypatch: pytest.MonkeyPatch, end: str, *, is_there: bool = False) -> None:
    """Let a file with this end fail to be written, or to be known as written."""

    def write(path: Path, data: bytes) -> None:
        if is_there or path.suffix != end:
            write_whole(path, data)
        if path.suffix == end:
            raise StorageError(f"Cannot write {path}: no space left on the device.")

    monkeypatch.setattr("briefgen.deliver.folder.write_whole", write)


@pytest.mark.parametrize("is_there", [False, True])
def test_a_full_disk_leaves_no_part_of_an_edition(
    way: FolderWay, parcel: Parcel, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    """What was put there before the disk was full is taken away again; what stood there already stays."""
    before = way.folder / PLACE / "ferry.pdf"
    before.parent.mkdir(parents=True)
    with monkeypatch.context() as full:
        fail_at(full, ".html", is_there=is_there)
        assert way.deliver(parcel).state is State.DEFERRED
        assert read(way) == {}
        before.write_bytes(parcel.files[0].path.read_bytes())
        assert way.deliver(parcel).state is State.DEFERRED
        assert list(read(way)) == [f"{PLACE}/ferry.pdf"]
    assert way.deliver(parcel).state is State.SENT


def test_a_part_that_cannot_be_taken_away_is_unknown(
    way: FolderWay, parcel: Parcel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the share goes away in between, somebody may have what was put there: it is not called not delivered."""
    fail_at(monkeypatch, ".html")

    def refuse(path: Path) -> None:
        raise StorageError(f"Cannot remove {path}: the file system is read-only.")

    monkeypatch.setattr("briefgen.deliver.folder.remove_file", refuse)
    outcome = way.deliver(parcel)
    assert (outcome.state, "read-only" in outcome.note) == (State.UNKNOWN, True)
    assert list(read(way)) == [f"{PLACE}/ferry.pdf"]


def test_a_share_that_goes_away_in_between_leaves_it_unknown(
    way: FolderWay, parcel: Parcel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on a share out of sight is not there to be taken away; somebody may read it."""

    def write(path: Path, data: bytes) -> None:
        if path.suffix == ".html":
            way.folder.rename(way.folder.with_name("away"))
            raise StorageError(f"Cannot write {path}: stale file handle.")
        write_whole(path, data)

    monkeypatch.setattr("briefgen.deliver.folder.write_whole", write)
    assert way.deliver(parcel).state is State.UNKNOWN
    assert way.look_for(parcel) is None


@pytest.mark.parametrize("address", ["../ann", "/etc", "a/../../b", "out", "a\0b"])
def test_no_address_leads_out_of_the_folder(way: FolderWay, parcel: Parcel, tmp_path: Path, address: str) -> None:
    """Dots, a path from the root and a link on the way are refused; nothing is written outside."""
    (way.folder / "out").symlink_to(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    odd = Parcel(deliver_to("ann", address=address), LETTER, parcel.files)
    assert way.deliver(odd).state is State.REFUSED
    assert way.look_for(odd) is None
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("link", ["ann", "ann/ferry", "ann/ferry/1/brief.en.tlp-green", f"{PLACE}/ferry.pdf"])
def test_a_link_on_the_share_is_refused(way: FolderWay, parcel: Parcel, link: str) -> None:
    """Where a link inside the share leads to another reader's folder nothing is put there; the others get theirs."""
    bobs = way.folder / "bob"
    bobs.mkdir()
    place = way.folder / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(bobs / "ferry.pdf" if place.suffix == ".pdf" else bobs)
    outcome = way.deliver(parcel)
    assert (outcome.state, "link" in outcome.note) == (State.REFUSED, True)
    assert way.look_for(parcel) is None
    assert not list(bobs.rglob("*"))
    other = Parcel(deliver_to("bob", address="bob"), LETTER, parcel.files)
    assert way.deliver(other).state is State.SENT


def test_a_share_may_be_reached_through_a_link(way: FolderWay, parcel: Parcel) -> None:
    """The channel's own folder may be a link: whoever wrote channels.yaml chose it."""
    linked = way.folder.with_name("linked")
    linked.symlink_to(way.folder)
    assert FolderWay(linked).deliver(parcel).state is State.SENT
    assert way.look_for(parcel) is Arrival.WHOLE


def test_a_share_that_is_not_mounted_is_waited_for(tmp_path: Path, parcel: Parcel) -> None:
    """The folder itself is never made; all deliveries to it wait, and nobody can tell what is in it."""
    way = FolderWay(tmp_path / "missing")
    outcome = way.deliver(parcel)
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True)
    assert way.look_for(parcel) is None
    assert not (tmp_path / "missing").exists()


def test_what_a_killed_run_left_half_written_is_swept_away(way: FolderWay, parcel: Parcel) -> None:
    """A temporary file of a process that is no more does not stay on the share."""
    folder = way.folder / PLACE
    folder.mkdir(parents=True)
    (folder / ".ferry.pdf.4194304999.0123abcd.tmp").write_bytes(b"%PDF")
    assert way.deliver(parcel).state is State.SENT
    assert sorted(read(way)) == [f"{PLACE}/ferry.html", f"{PLACE}/ferry.pdf"]


def test_a_file_that_changed_on_the_shelf_does_not_leave(way: FolderWay, parcel: Parcel) -> None:
    """The bytes that are written are those on record, or none are."""
    parcel.files[0].path.write_bytes(b"%PDF-1.7 altered")
    assert way.deliver(parcel).state is State.REFUSED
    assert read(way) == {}


def test_an_edition_without_a_file_for_the_channel_is_not_called_sent(way: FolderWay) -> None:
    """Nothing was put there, so nothing was sent."""
    empty = Parcel(deliver_to("ann", address="ann"), LETTER)
    assert way.deliver(empty).state is State.REFUSED
    assert way.look_for(empty) is None


def test_a_file_in_the_way_of_the_folders_is_waited_for(way: FolderWay, parcel: Parcel) -> None:
    """Where a part of the path is a file, the delivery waits until somebody has moved it away."""
    (way.folder / "ann").write_bytes(b"a note")
    assert way.deliver(parcel).state is State.DEFERRED
    (way.folder / "ann").unlink()
    assert way.deliver(parcel).state is State.SENT
