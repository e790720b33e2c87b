"""The store channel, against an object store and an SFTP server: whole files under new names, hosts that are known."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ferry_project import call, write_project
from site_library import make_parcel
from store_front import run_front
from store_servers import BUCKET, PASSWORD, REGION, USER, SftpServer, make_key, open_client, run_s3, run_sftp

from briefgen.deliver.channel import Arrival, Parcel, ParcelFile, write_sums
from briefgen.deliver.store.s3 import S3Store, open_s3
from briefgen.deliver.store.sftp import SftpStore, open_sftp
from briefgen.deliver.store.way import StoreWay, open_store
from briefgen.editions.sums import SUMS
from briefgen.model.delivery import State
from briefgen_command import run_briefgen
from edited_files import edit_text

_PLACE = "reader/bridges/1/brief.en.tlp-clear"
_WRONG = "not kept"
_NAMES = [SUMS, "bridges.html", "bridges.pdf"]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """Give an object store."""
    with run_s3() as address:
        yield address


@pytest.fixture
def sftp(tmp_path: Path) -> Iterator[SftpServer]:
    """Give an SFTP server that is known."""
    (tmp_path / "remote/briefs").mkdir(parents=True)
    with run_sftp(tmp_path / "remote") as server:
        server.write_known_hosts(tmp_path / "known_hosts")
        yield server


def reach_s3(address: str, root: str) -> StoreWay:
    """Give the way into an object store, below a folder of the test's own."""
    store = S3Store(BUCKET, address, REGION, USER, PASSWORD)
    return StoreWay(lambda: open_s3(store), root)


def reach_sftp(server: SftpServer, tmp_path: Path, **more: object) -> StoreWay:
    """Give the way to an SFTP server."""
    store = SftpStore("127.0.0.1", tmp_path / "known_hosts", server.port, USER, PASSWORD)
    return StoreWay(lambda: open_sftp(replace(store, **more)), "/briefs")  # type: ignore[arg-type]  # by name


def pack(tmp_path: Path) -> Parcel:
    """Make a parcel as this channel is given it."""
    parcel = make_parcel(tmp_path / "shelf")
    return replace(parcel, files=(*parcel.files, write_sums(parcel.files)))


def list_objects(address: str, root: str) -> dict[str, bytes]:
    """List what is in the bucket below a folder, by name."""
    with open_client(address) as client:
        found = client.list_objects_v2(Bucket=BUCKET, Prefix=f"{root}/").get("Contents", [])
        bodies = {one["Key"]: client.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in found}
    return {name.removeprefix(f"{root}/"): body for name, body in bodies.items()}


def check_sums(files: dict[str, bytes]) -> None:
    """Check the sums as sha256sum does."""
    for line in files[SUMS].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_an_object_store_gets_an_edition_and_its_sums(s3: str, tmp_path: Path) -> None:
    """Each file under its own name; delivered again, nothing changes and it counts as sent."""
    way, parcel = reach_s3(s3, "once"), pack(tmp_path)
    assert way.look_for(parcel) is Arrival.NOTHING
    assert way.deliver(parcel).state is State.SENT
    files = {name.rpartition("/")[2]: body for name, body in list_objects(s3, f"once/{_PLACE}").items()}
    assert sorted(files) == _NAMES
    check_sums(files)
    assert (way.deliver(parcel).state, way.look_for(parcel)) == (State.SENT, Arrival.WHOLE)


def test_an_object_of_that_name_is_never_replaced(s3: str, tmp_path: Path) -> None:
    """Somebody's own stays, and the delivery is refused: the store itself says no, not a look beforehand."""
    shelf = open_s3(S3Store(BUCKET, s3, REGION, USER, PASSWORD))
    assert shelf.put_new(f"mine/{_PLACE}/bridges.pdf", b"mine") is True
    assert shelf.put_new(f"mine/{_PLACE}/bridges.pdf", b"other") is False
    outcome = reach_s3(s3, "mine").deliver(pack(tmp_path))
    assert (outcome.state, "is there and is another file" in outcome.note) == (State.REFUSED, True)
    assert list_objects(s3, f"mine/{_PLACE}") == {"bridges.pdf": b"mine"}


@pytest.mark.parametrize("bucket", ["nobodys", "briefs"])
def test_a_store_that_is_not_there_defers_all(s3: str, tmp_path: Path, bucket: str) -> None:
    """No bucket of that name, or nobody at that address: nothing else is tried in this run."""
    address = s3 if bucket == "nobodys" else "http://127.0.0.1:9"
    store = S3Store(bucket, address, REGION, USER, PASSWORD)
    with open_store(lambda: open_s3(store), "x") as way:
        outcome = way.deliver(pack(tmp_path))
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True), outcome.note


def test_a_folder_that_is_denied_holds_up_no_other(s3: str, tmp_path: Path) -> None:
    """One reader's prefix of a bucket may not be written to: that delivery waits, and the store is not called down."""
    with run_front(s3) as front:
        front.denied = "/ann/"
        outcome = reach_s3(front.address, "denied/ann").deliver(pack(tmp_path))
        assert (outcome.state, outcome.is_down) == (State.DEFERRED, False), outcome.note
        assert f"ann/{_PLACE}/bridges.pdf: Access Denied" in outcome.note
        assert reach_s3(front.address, "denied/bob").deliver(pack(tmp_path)).state is State.SENT


def test_an_object_that_is_put_without_an_answer_may_be_there(s3: str, tmp_path: Path) -> None:
    """The store took the first file, and the connection broke: somebody may have it, and the next run finds it."""
    with run_front(s3) as front:
        parcel = pack(tmp_path)
        front.lost = name = parcel.files[0].name
        outcome = reach_s3(front.address, "lost").deliver(parcel)
        assert [path.rpartition("/")[2] for path in list_objects(s3, "lost")] == [name]
        assert (outcome.state, outcome.is_down) == (State.UNKNOWN, True), outcome.note
        front.lost = ""
        assert reach_s3(front.address, "lost").look_for(parcel) is Arrival.PART
        assert reach_s3(front.address, "lost").deliver(parcel).state is State.SENT


@pytest.mark.parametrize(
    ("channel", "lack"),
    [
        ("url: sftp://127.0.0.1/briefs, user: desk, key_file: /nowhere/key", "the key /nowhere/key is not there"),
        ('url: s3://briefs, endpoint: "https://s3 .example", user: desk, password: env:PATH', "Invalid endpoint"),
    ],
    ids=["a key that is not there", "an endpoint that is no address"],
)
def test_a_slip_in_one_channel_stops_no_other(tmp_path: Path, channel: str, lack: str) -> None:
    """What was to go there waits, and the ledger says nothing else; the folder gets its edition."""
    folder = write_project(tmp_path / "project")
    edit_text(folder / "corpus/recipients.yaml", "channel: post, address: ann@example.org", "channel: far")
    edit_text(folder / "corpus/recipients.yaml", "channel: post, address: bob@example.net", "channel: far, address: b")
    with (folder / "corpus/channels.yaml").open("a", encoding="utf-8") as channels:
        channels.write(f"far: {{kind: store, {channel}, tlp: TLP:AMBER}}\n")
    ran = run_briefgen("send", folder=folder)
    assert ran.code == 6, ran.err
    assert "sent     ferry   edition 1, brief.en.tlp-clear   TLP:CLEAR   shelf" in ran.out
    assert (lack in ran.out, "Traceback" in ran.err) == (True, False)
    told = json.loads(run_briefgen("outbox", "--json", folder=folder).out)
    assert {one["recipient"]: one["state"] for one in told} == {"ann": "deferred", "bob": "planned", "shelf": "sent"}


@pytest.mark.parametrize(
    ("url", "module"), [("s3://briefs", "s3fs"), ("sftp://127.0.0.1/briefs", "fsspec.implementations.sftp")]
)
def test_a_library_that_is_not_installed_is_told_before_anything_leaves(
    tmp_path: Path, url: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it; nothing is on record as under way."""
    folder = write_project(tmp_path / "project")
    edit_text(
        folder / "corpus/channels.yaml",
        "share: {kind: folder, path: ../share}",
        f"share: {{kind: store, url: '{url}'}}",
    )
    monkeypatch.setitem(sys.modules, module, None)
    ran = call(folder, "send", "--to", "shelf")
    assert (ran.exit_code, "pip install 'briefgen[store]'" in ran.stderr) == (2, True), ran.output
    assert not (folder / "output/outbox.sqlite").exists()


def test_an_sftp_server_gets_an_edition_and_its_sums(sftp: SftpServer, tmp_path: Path) -> None:
    """The same, with folders made as they are needed, and nothing left beside the files."""
    parcel = pack(tmp_path)
    with open_store(reach_sftp(sftp, tmp_path).connect, "/briefs") as way:
        assert way.look_for(parcel) is Arrival.NOTHING
        assert way.deliver(parcel).state is State.SENT
        assert (way.deliver(parcel).state, way.look_for(parcel)) == (State.SENT, Arrival.WHOLE)
    place = sftp.folder / "briefs" / _PLACE
    assert sorted(path.name for path in place.iterdir()) == _NAMES
    check_sums({path.name: path.read_bytes() for path in place.iterdir()})


def test_a_file_of_that_name_on_the_server_stays(sftp: SftpServer, tmp_path: Path) -> None:
    """Refused, and left alone."""
    place = sftp.folder / "briefs" / _PLACE
    place.mkdir(parents=True)
    (place / "bridges.pdf").write_bytes(b"mine")
    outcome = reach_sftp(sftp, tmp_path).deliver(pack(tmp_path))
    assert outcome.state is State.REFUSED
    assert [path.name for path in place.iterdir()] == ["bridges.pdf"]
    assert (place / "bridges.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize("known", ["none", "another", "no file"])
def test_a_server_that_is_not_known_gets_nothing(sftp: SftpServer, tmp_path: Path, known: str) -> None:
    """F20: no key of it, another key, or no file of keys: no password is sent, nothing is written."""
    if known == "another":
        sftp.write_known_hosts(tmp_path / "known_hosts", make_key(tmp_path / "other_key"))
    elif known == "none":
        (tmp_path / "known_hosts").write_text("", encoding="utf-8")
    else:
        (tmp_path / "known_hosts").unlink()
    outcome = reach_sftp(sftp, tmp_path).deliver(pack(tmp_path))
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True)
    assert "known" in outcome.note
    assert PASSWORD not in outcome.note
    assert list((sftp.folder / "briefs").iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        b"# the host of H\xf6st", b"host.example ssh-ed25519 AAAA!!x", b"host.example ssh-ed25519 AAA", b"host.example",
        b"host.example ssh-rsa AAAAB3NzaC1yc2E=", b"@cert-authority *.example.org ssh-ed25519 AAAA", b"@revoked",
        b"[127.0.0.1]:PORT ssh-ed25519 OTHER", b"|1|x|y ssh-ed25519 OTHER",
        b"host.example ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAAAAAAAA",
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_makes_no_host_unknown(sftp: SftpServer, tmp_path: Path, line: bytes) -> None:
    """As OpenSSH reads that file: what it cannot read it passes over, and a server may have several keys."""
    known = tmp_path / "known_hosts"
    other = make_key(tmp_path / "other_key").with_suffix(".pub").read_bytes().split()[1]
    odd = line.replace(b"PORT", str(sftp.port).encode()).replace(b"OTHER", other)
    known.write_bytes(odd + b"\n" + known.read_bytes() + odd + b"\n")
    outcome = reach_sftp(sftp, tmp_path).deliver(pack(tmp_path))
    assert outcome.state is State.SENT, outcome.note


def test_a_key_that_was_revoked_lets_nobody_in(sftp: SftpServer, tmp_path: Path) -> None:
    """Whatever else the file says of it."""
    known = tmp_path / "known_hosts"
    known.write_bytes(known.read_bytes() + b"@revoked " + known.read_bytes())
    outcome = reach_sftp(sftp, tmp_path).deliver(pack(tmp_path))
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True)
    assert "has a revoked key for" in outcome.note


@pytest.mark.parametrize("key", [b"\xff\xfe\x00garbage", b"", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"])
def test_a_key_file_that_is_none_defers(sftp: SftpServer, tmp_path: Path, key: bytes) -> None:
    """PuTTY's own, or an empty one: nothing else is tried by that channel, and nothing is called unknown."""
    (tmp_path / "key").write_bytes(key)
    outcome = reach_sftp(sftp, tmp_path, password="", key_file=str(tmp_path / "key")).deliver(pack(tmp_path))
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True), outcome.note


@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid"])
def test_a_server_that_is_away_is_asked_once(tmp_path: Path, host: str) -> None:
    """Nobody at that port, or no such name: each of a thousand recipients would wait for it."""
    (tmp_path / "known_hosts").write_text("", encoding="utf-8")
    store = SftpStore(host, tmp_path / "known_hosts", 9, USER, PASSWORD)
    outcome = StoreWay(lambda: open_sftp(store), "/briefs").deliver(pack(tmp_path))
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True), outcome.note


def test_a_wrong_password_defers_and_is_not_told(sftp: SftpServer, tmp_path: Path) -> None:
    """Mended, the same delivery leaves."""
    outcome = reach_sftp(sftp, tmp_path, password=_WRONG).deliver(pack(tmp_path))
    assert (outcome.state, outcome.is_down, _WRONG in outcome.note) == (State.DEFERRED, True, False)
    assert reach_sftp(sftp, tmp_path).deliver(pack(tmp_path)).state is State.SENT


def test_what_stands_there_of_an_upload_that_was_cut_is_told(sftp: SftpServer, tmp_path: Path) -> None:
    """One file is whole, the next is not there: nobody knows who read the first, and the next run puts the rest."""
    parcel = pack(tmp_path)
    sftp.cut_after(parcel.files[0].size + 1)
    outcome = reach_sftp(sftp, tmp_path).deliver(parcel)
    assert (outcome.state, outcome.is_down) == (State.UNKNOWN, True), outcome.note
    assert "a part of it may stand there" in outcome.note
    sftp.cut_after(None)
    assert reach_sftp(sftp, tmp_path).look_for(parcel) is Arrival.PART
    assert reach_sftp(sftp, tmp_path).deliver(parcel).state is State.SENT


@pytest.mark.slow
@pytest.mark.parametrize("part", range(1, 20))
def test_an_upload_that_is_cut_leaves_no_part_of_a_file(sftp: SftpServer, tmp_path: Path, part: int) -> None:
    """I27, at each twentieth: a reader finds the whole file or none; the next run ends the work."""
    data = bytes(range(256)) * 4000
    path = tmp_path / "bridges.pdf"
    path.write_bytes(data)
    file = ParcelFile(path.name, "application/pdf", path, hashlib.sha256(data).hexdigest())
    parcel = replace(pack(tmp_path), files=(file, write_sums([file])))
    sftp.cut_after(len(data) * part // 20)
    outcome = reach_sftp(sftp, tmp_path).deliver(parcel)
    assert outcome.state is State.DEFERRED, outcome.note
    place = sftp.folder / "briefs" / _PLACE
    assert not (place / "bridges.pdf").exists()
    assert not (place / SUMS).exists()
    sftp.cut_after(None)
    assert reach_sftp(sftp, tmp_path).deliver(parcel).state is State.SENT
    assert sorted(one.name for one in place.iterdir()) == [SUMS, "bridges.pdf"]
    assert (place / "bridges.pdf").read_bytes() == data


def test_send_puts_editions_into_both(
    s3: str, sftp: SftpServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As README says: channels of kind store, passwords from the environment, never told."""
    monkeypatch.setenv("STORE_PASSWORD", PASSWORD)
    folder = write_project(tmp_path / "project")
    edit_text(
        folder / "corpus/channels.yaml",
        "share: {kind: folder, path: ../share}",
        f"share: {{kind: store, url: 'sftp://127.0.0.1:{sftp.port}/briefs', user: {USER}, "
        f"password: 'env:STORE_PASSWORD', known_hosts: ../known_hosts}}\n"
        f"bucket: {{kind: store, url: s3://{BUCKET}/sent, endpoint: '{s3}', region: {REGION}, user: {USER}, "
        "password: 'env:STORE_PASSWORD'}",
    )
    edit_text(folder / "corpus/recipients.yaml", "channel: post, address: bob@example.net", "channel: bucket")
    ran = run_briefgen("send", "--to", "share", "--to", "bucket", folder=folder, starts_anew=True)
    assert ran.code == 0, ran.out + ran.err
    assert PASSWORD not in ran.out + ran.err
    assert (sftp.folder / "briefs/shelf/ferry/1/brief.en.tlp-clear/ferry.pdf").is_file()
    assert "bob/ferry/1/brief.en.tlp-green/ferry.pdf" in list_objects(s3, "sent")


@pytest.mark.parametrize(
    "url",
    [
        "s3://briefs/../other", "sftp://files.example.org", "sftp://desk:secret@files.example.org/x", "s3:///x",
        "ftp://files.example.org/x", "sftp://files.example.org/a/../b", "s3://Briefs/x", "sftp://files.example.org:0/x",
    ],
)  # fmt: skip
def test_an_address_that_is_no_store_stops_the_run(tmp_path: Path, url: str) -> None:
    """F19 and its like: with file and line, before anything leaves; a password in an address is not told again."""
    folder = write_project(tmp_path / "project")
    edit_text(folder / "corpus/channels.yaml", "{kind: folder, path: ../share}", f"{{kind: store, url: '{url}'}}")
    ran = run_briefgen("send", folder=folder)
    assert ran.code == 1
    assert "corpus/channels.yaml:2:" in ran.err
