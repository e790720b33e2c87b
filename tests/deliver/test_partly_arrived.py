"""An edition of which only a part came to its place: somebody may have read it, and is told what becomes of it."""

import json
import shutil
from pathlib import Path

import pytest
from ferry_project import call, shelve, withdraw, write_project
from store_servers import PASSWORD, USER, run_sftp

from briefgen.deliver.outbox import open_outbox
from briefgen.files.writing import write_whole
from edited_files import edit_text


class CutOffError(BaseException):
    """Stands for a kill: nothing catches it."""


def list_states(folder: Path) -> dict[tuple[str, str, int], str]:
    """List how all deliveries stand: by recipient, matter and the edition's number."""
    listed = json.loads(call(folder, "outbox", "--json").stdout)
    return {(one["recipient"], one["matter"], one["edition"]): one["state"] for one in listed}


def send_next(folder: Path) -> dict[tuple[str, str, int], str]:
    """Withdraw what the first edition rests on, send the second, then word of it; give how all stands."""
    withdraw(folder)
    shelve(folder, 2, "other-log")
    assert call(folder, "send", "--to", "shelf").exit_code == 0
    assert call(folder, "send", "--correction", "--to", "shelf").exit_code == 0
    return list_states(folder)


def test_whoever_may_have_read_a_part_of_it_is_told_of_a_withdrawal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run was killed between two files; before the next one the source was withdrawn: the first one stands there."""
    folder = write_project(tmp_path / "project")

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data)
        raise CutOffError

    monkeypatch.setattr("briefgen.deliver.folder.write_whole", write)
    with pytest.raises(CutOffError):
        call(folder, "send", "--to", "shelf")
    monkeypatch.undo()
    assert len([path for path in (tmp_path / "share").rglob("*") if path.is_file()]) == 1
    states = send_next(folder)
    assert states["shelf", "edition", 2] == "sent"
    assert states["shelf", "correction", 1] == "sent"
    assert [path.parent.name for path in (tmp_path / "share").rglob("withdrawn-*")] == ["brief.en.tlp-clear"]


def test_what_a_store_has_of_a_broken_upload_is_not_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page and PDF stand there whole, the sums do not: unknown, then word of the source beside them."""
    monkeypatch.setenv("STORE_PASSWORD", PASSWORD)
    folder = write_project(tmp_path / "project")
    (tmp_path / "remote/briefs").mkdir(parents=True)
    with run_sftp(tmp_path / "remote") as server:
        server.write_known_hosts(tmp_path / "known_hosts")
        url = f"'sftp://127.0.0.1:{server.port}/briefs', user: {USER}, password: 'env:STORE_PASSWORD'"
        store = f"{{kind: store, url: {url}, known_hosts: ../known_hosts}}"
        edit_text(folder / "corpus/channels.yaml", "{kind: folder, path: ../share}", store)
        shelf = folder / "output/editions/ferry/1/brief.en.tlp-clear"
        server.cut_after(sum((shelf / name).stat().st_size for name in ("ferry.html", "ferry.pdf")) + 5)
        ran = call(folder, "send", "--to", "shelf")
        assert (ran.exit_code, "a part of it may stand there" in ran.output) == (6, True), ran.output
        assert list_states(folder)["shelf", "edition", 1] == "unknown"
        server.cut_after(None)
        states = send_next(folder)
    assert states["shelf", "edition", 2] == "sent"
    assert states["shelf", "correction", 1] == "sent"
    place = tmp_path / "remote/briefs/shelf/ferry/1/brief.en.tlp-clear"
    assert sorted(path.name for path in place.iterdir() if path.name[0] != ".") == [
        "ferry.html", "ferry.pdf", "withdrawn-quay-log.txt",
    ]  # fmt: skip


def test_the_rest_of_it_leaves_with_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing has changed, whoever sends again ends the work, and no person is asked."""
    folder = write_project(tmp_path / "project")

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data)
        raise CutOffError

    monkeypatch.setattr("briefgen.deliver.folder.write_whole", write)
    with pytest.raises(CutOffError):
        call(folder, "send", "--to", "shelf")
    monkeypatch.undo()
    assert call(folder, "send", "--to", "shelf").exit_code == 0
    assert list_states(folder) == {("shelf", "edition", 1): "sent"}
    assert call(folder, "verify", str(tmp_path / "share")).exit_code == 0


def test_an_address_at_which_nothing_came_is_free_for_others(tmp_path: Path) -> None:
    """Two were swapped by mistake while the share was away: mended, each gets its own, and nothing is held."""
    folder = write_project(tmp_path / "project")
    recipients = (
        "ann: {tlp: TLP:AMBER, organisation: House, channel: share, address: room2}\n"
        "bob: {tlp: TLP:GREEN, organisation: Partner, channel: share, address: room1}\n"
    )
    edit_text(folder / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[ann, bob]")
    (folder / "corpus/recipients.yaml").write_text(recipients, encoding="utf-8")
    (tmp_path / "share").rename(tmp_path / "away")
    assert call(folder, "send").exit_code == 6
    (tmp_path / "away").rename(tmp_path / "share")
    mended = recipients.replace("room2", "room0").replace("room1", "room2").replace("room0", "room1")
    (folder / "corpus/recipients.yaml").write_text(mended, encoding="utf-8")
    for entry in json.loads(call(folder, "outbox", "--json").stdout):
        if entry["state"] == "deferred":
            words = ("--resolve", entry["key"], "--resend", "--because", "mended")
            assert call(folder, "outbox", *words).exit_code == 0
    for _ in range(2):
        ran = call(folder, "send")
        assert ran.exit_code == 0, ran.output
    with open_outbox(folder / "output/outbox.sqlite", folder / ".briefgen/outbox.head") as outbox:
        left = {one.delivery.recipient: [each.address for each in one.left] for one in outbox.list_entries()}
    assert left == {"ann": ["room1"], "bob": ["room2"]}


def test_nobody_else_gets_the_place_where_a_part_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reader has another address now, and somebody who may see less has that one: nothing more comes there."""
    folder = write_project(tmp_path / "project")
    recipients = (
        "ann: {tlp: TLP:AMBER, organisation: House, channel: share, address: room1}\n"
        "bob: {tlp: TLP:GREEN, organisation: Partner, channel: share, address: room2}\n"
        "shelf: {tlp: TLP:CLEAR, channel: share}\n"
    )
    (folder / "corpus/recipients.yaml").write_text(recipients, encoding="utf-8")

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data)
        raise CutOffError

    monkeypatch.setattr("briefgen.deliver.folder.write_whole", write)
    with pytest.raises(CutOffError):
        call(folder, "send", "--to", "ann")
    monkeypatch.undo()
    moved = recipients.replace("room1", "room4").replace("room2", "room1")
    (folder / "corpus/recipients.yaml").write_text(moved, encoding="utf-8")
    ran = call(folder, "send")
    assert "room1/ferry/1/brief.en.tlp-amber stands in its place" in ran.output, ran.output
    assert not (tmp_path / "share/room1/ferry/1/brief.en.tlp-green").exists()
    # What is there may not even be looked for: a person says what became of it.
    assert list_states(folder)["ann", "edition", 1] == "unknown"
    (key,) = [one["key"] for one in json.loads(call(folder, "outbox", "--json").stdout) if one["recipient"] == "ann"]
    assert call(folder, "outbox", "--resolve", key, "--resend", "--because", "moved").exit_code == 0
    for _ in range(2):
        ran = call(folder, "send")
        assert "room1/ferry/1/brief.en.tlp-amber stands in its place" in ran.output, ran.output
    assert (tmp_path / "share/room4/ferry/1/brief.en.tlp-amber/ferry.pdf").is_file()
    assert not (tmp_path / "share/room1/ferry/1/brief.en.tlp-green").exists()


def test_a_part_that_was_set_aside_can_be_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its source was withdrawn and the next edition is there: whoever removes the part says so, and nothing is held."""
    folder = write_project(tmp_path / "project")

    def write(path: Path, data: bytes) -> None:
        write_whole(path, data)
        raise CutOffError

    monkeypatch.setattr("briefgen.deliver.folder.write_whole", write)
    with pytest.raises(CutOffError):
        call(folder, "send", "--to", "shelf")
    monkeypatch.undo()
    assert send_next(folder)["shelf", "edition", 1] == "refused"
    (key,) = [one["key"] for one in json.loads(call(folder, "outbox", "--json").stdout) if one["state"] == "refused"]
    words = ("--resolve", key, "--taken-away", "--because", "half of it was there")
    ran = call(folder, "outbox", *words)
    assert (ran.exit_code, "stands there still" in str(ran.exception)) == (2, True)
    shutil.rmtree(tmp_path / "share/shelf/ferry/1")
    assert call(folder, "outbox", *words).exit_code == 0
    assert call(folder, "send", "--to", "shelf").exit_code == 0
    assert list_states(folder)["shelf", "edition", 1] == "sent"
