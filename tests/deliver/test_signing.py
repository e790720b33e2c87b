"""Signed editions: one signature of the record vouches for every file, with the project and without."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from ferry_project import call, write_project
from signing_keys import make_key, trust

from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.editions.signing import SIGNATURE, check_signature, sign_record
from briefgen.errors import UsageError
from briefgen.files.digest import digest_bytes
from briefgen.model.edition import Edition
from briefgen_command import run_briefgen
from edited_files import edit_text
from required_tools import find_ssh_keygen

_PLACE = "output/editions/ferry/2/brief.en.tlp-clear"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Give the desk's key."""
    return make_key(tmp_path, "desk")


@pytest.fixture
def signed(tmp_path: Path, key: Path) -> Path:
    """Give a project with an edition that was signed by the desk, whom it trusts."""
    folder = write_project(tmp_path / "project")
    edition = Edition("ferry", 2, "2026-11-21", "The ferry", "TLP:CLEAR")
    frozen = Frozen(edition, "brief.en.tlp-clear", {"ferry.pdf": b"%PDF-1.7 signed"}, MadeWith({"briefgen": "0"}))
    place_editions(folder / "output/editions", [frozen], lambda record: sign_record(record, key))
    trust(folder, "desk@example.org", key)
    return folder


def test_verify_names_who_signed(signed: Path) -> None:
    """The edition is proven, and by whom."""
    ran = run_briefgen("verify", _PLACE, folder=signed)
    assert ran.code == 0, ran.err
    assert "signed by desk@example.org (ED25519 key SHA256:" in ran.out


def test_a_copy_is_proven_by_its_signature_alone(signed: Path, tmp_path: Path) -> None:
    """Away from its shelf, where only its own record speaks for it; of an unsigned one nothing proves the record."""
    copy = shutil.copytree(signed / _PLACE, tmp_path / "elsewhere")
    (signed / "output/editions/SHA256SUMS").unlink()
    ran = run_briefgen("verify", str(copy), folder=signed)
    assert (ran.code, "proven" in ran.out, "not proven" in ran.out) == (0, True, False), ran.out + ran.err
    (copy / SIGNATURE).unlink()
    assert run_briefgen("verify", str(copy), folder=signed).code == 1


@pytest.mark.parametrize("name", ["edition.json", SIGNATURE, "ferry.pdf"])
def test_one_changed_byte_is_seen(signed: Path, tmp_path: Path, name: str) -> None:
    """In the record, in the signature, in a file: exit 7, also in a copy whose shelf is not there."""
    copy = shutil.copytree(signed / _PLACE, tmp_path / "elsewhere")
    path = copy / name
    data = bytearray(path.read_bytes())
    at = data.index(b"The ferry") if name == "edition.json" else len(data) // 2
    data[at] ^= 1
    path.write_bytes(data)
    ran = run_briefgen("verify", str(copy), folder=signed)
    assert ran.code == 7, ran.out + ran.err
    assert name in ran.out


def test_a_signature_is_ssh_keygens_to_the_byte(signed: Path) -> None:
    """Each of its bytes in turn, by one bit, also where ssh-keygen would read past it: exit 7 for the edition."""
    path = signed / _PLACE / SIGNATURE
    whole = path.read_bytes()
    loose = [whole.replace(b"\n", b"\r\n"), whole + b"\n", whole[:-1], whole.replace(b"\n", b" \n"), b"", b"\xff" * 99]
    bits = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    for data in (*loose, *bits):
        path.write_bytes(data)
        found = check_signature(path.parent, None)
        assert found is not None
        assert found.fault, data
    ran = call(signed, "verify", path.parent)
    assert (ran.exit_code, SIGNATURE in ran.stdout) == (7, True)


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_signatures_of_each_kind_of_key_are_read(signed: Path, tmp_path: Path, kind: str) -> None:
    """They differ in length, and so in how their last line is filled."""
    key = make_key(tmp_path, f"key-{kind}", kind)
    for number in range(3):
        record = b"x" * number
        (signed / _PLACE / "edition.json").write_bytes(record)
        (signed / _PLACE / SIGNATURE).write_bytes(sign_record(record, key))
        found = check_signature(signed / _PLACE, None)
        assert found is not None
        assert not found.fault


def test_another_key_vouches_for_nobody(signed: Path, tmp_path: Path) -> None:
    """A signature that is one, by a key that the file of allowed signers does not name, proves nothing."""
    trust(signed, "desk@example.org", make_key(tmp_path, "other"))
    copy = shutil.copytree(signed / _PLACE, tmp_path / "elsewhere")
    (signed / "output/editions/SHA256SUMS").unlink()
    ran = run_briefgen("verify", str(copy), folder=signed)
    assert ran.code == 1
    assert "signed by a key that nobody named" in ran.out + ran.err


def test_without_its_signature_no_edition_is_proven(signed: Path, tmp_path: Path) -> None:
    """PDF, record and the shelf's digests forged, the signature taken away: all agree, and nobody vouches for them."""
    folder, sums = signed / _PLACE, signed / "output/editions/SHA256SUMS"
    before = [digest_bytes((folder / name).read_bytes()) for name in ("ferry.pdf", "edition.json")]
    (folder / "ferry.pdf").write_bytes(b"%PDF-1.7 forged")
    edit_text(folder / "edition.json", before[0], digest_bytes(b"%PDF-1.7 forged"))
    edit_text(sums, before[1], digest_bytes((folder / "edition.json").read_bytes()))
    (folder / SIGNATURE).unlink()
    copy = shutil.copy(folder / "ferry.pdf", tmp_path / "leaked.pdf")
    for place in (folder, folder / "ferry.pdf", folder / "edition.json", copy):
        ran = call(signed, "verify", place)
        assert (ran.exit_code, "nobody whom corpus/allowed_signers names signed its record" in ran.stdout) == (1, True)
    (signed / "corpus/allowed_signers").unlink()
    assert call(signed, "verify", folder).exit_code == 0


def test_what_was_issued_before_signing_began_is_not_proven(signed: Path) -> None:
    """Edition 1 has no signature, edition 2 has: the project as a whole is not proven."""
    ran = call(signed, "verify", "--json")
    assert ran.exit_code == 1
    assert {(one["edition"], one["state"]) for one in json.loads(ran.stdout)} == {(1, "not proven"), (2, "proven")}


def test_a_signature_for_another_purpose_is_none(signed: Path, key: Path) -> None:
    """The same key's signature of the same record as a file, or a commit, is not one of an edition."""
    folder = signed / _PLACE
    (folder / SIGNATURE).unlink()
    words = (find_ssh_keygen(), "-q", "-Y", "sign", "-n", "git", "-f", str(key), str(folder / "edition.json"))
    subprocess.run(words, check=True, capture_output=True)
    found = check_signature(folder, signed / "corpus/allowed_signers")
    assert found is not None
    assert "no signature of this record" in found.fault


def test_openssh_alone_verifies_it(signed: Path) -> None:
    """Whoever has no briefgen uses ssh-keygen, as README says."""
    folder = signed / _PLACE
    words = (
        find_ssh_keygen(), "-Y", "verify", "-f", str(signed / "corpus/allowed_signers"), "-I", "desk@example.org",
        "-n", "briefgen", "-s", str(folder / SIGNATURE),
    )  # fmt: skip
    done = subprocess.run(words, input=(folder / "edition.json").read_bytes(), check=False, capture_output=True)
    assert (done.returncode, b"Good" in done.stdout) == (0, True)


def test_a_folder_channel_brings_what_proves_the_edition(signed: Path) -> None:
    """Its record and the signature stand beside the files."""
    ran = run_briefgen("send", "--to", "shelf", folder=signed)
    assert "sent" in ran.out, ran.out + ran.err
    there = signed.parent / "share/shelf/ferry/2/brief.en.tlp-clear"
    assert sorted(path.name for path in there.iterdir()) == ["SHA256SUMS", "edition.json", SIGNATURE, "ferry.pdf"]
    assert run_briefgen("verify", str(there), folder=signed).code == 0
    assert subprocess.run(("sha256sum", "--check", "--quiet", "SHA256SUMS"), cwd=there, check=False).returncode == 0


@pytest.fixture
def delivered(signed: Path) -> Path:
    """Give the folder with what a folder channel brought of the signed edition."""
    assert call(signed, "send", "--to", "shelf").exit_code == 0
    return signed.parent / "share/shelf/ferry/2/brief.en.tlp-clear"


def drop_line(sums: Path, name: str) -> None:
    """Take the line of a file out of digests."""
    lines = sums.read_text("utf-8").splitlines(keepends=True)
    sums.write_text("".join(line for line in lines if not line.endswith(f"  {name}\n")), encoding="utf-8")


def test_a_delivered_folder_is_proven_by_what_is_in_it(signed: Path, delivered: Path) -> None:
    """All four files were found and checked, and as many are told."""
    (one,) = json.loads(call(signed, "verify", "--json", delivered).stdout)
    assert (one["state"], one["files"]) == ("proven", 4)


@pytest.mark.parametrize("name", ["ferry.pdf", SIGNATURE, "edition.json"])
def test_what_was_delivered_is_missed_though_its_line_is_gone_too(signed: Path, delivered: Path, name: str) -> None:
    """The record says what `send` puts there, and no digests that lie beside it; exit 7."""
    (delivered / name).unlink()
    drop_line(delivered / "SHA256SUMS", name)
    for place in (delivered, signed.parent / "share"):
        ran = call(signed, "verify", place)
        assert (ran.exit_code, "missing" in ran.stdout, name in ran.stdout) == (7, True, True), ran.output


def test_one_changed_byte_of_delivered_digests_is_seen(signed: Path, delivered: Path) -> None:
    """In a line's digest, in a name, in a blank, at the end: exit 7 each time."""
    sums = delivered / "SHA256SUMS"
    whole = sums.read_bytes()
    for at in (0, 65, 70, len(whole) // 2, len(whole) - 1):
        sums.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        ran = call(signed, "verify", delivered)
        assert (ran.exit_code, "altered" in ran.stdout, "SHA256SUMS" in ran.stdout) == (7, True, True), at


def test_a_key_that_does_not_sign_leaves_nothing_behind(tmp_path: Path) -> None:
    """No edition, no folder, and the reason."""
    find_ssh_keygen()
    folder = write_project(tmp_path / "project")
    frozen = Frozen(Edition("ferry", 2, "2026-11-21", "The ferry", "TLP:CLEAR"), "brief.en", {}, MadeWith())
    (tmp_path / "bad").write_text("no key", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be signed"):
        place_editions(folder / "output/editions", [frozen], lambda record: sign_record(record, tmp_path / "bad"))
    names = sorted(path.name for path in (folder / "output/editions").iterdir())
    assert names == ["SHA256SUMS", "ferry"]
    assert not (folder / "output/editions/ferry/2").exists()


def test_a_key_that_is_not_there_stops_the_issue_at_once(tmp_path: Path) -> None:
    """Exit 2 before anything is printed."""
    folder = write_project(tmp_path / "project")
    settings = folder / "briefgen.toml"
    settings.write_text(settings.read_text("utf-8") + 'signing_key = "keys/none"\n', encoding="utf-8")
    ran = run_briefgen("issue", "ferry", folder=folder)
    assert ran.code == 2
    assert "`signing_key`" in ran.err


@pytest.mark.parametrize("fault", ["misspelt", "folder", "dangling"])
@pytest.mark.parametrize("words", [("verify", "ferry"), ("send",), ("issue", "ferry", "--dry-run")], ids=" ".join)
def test_signatures_are_not_switched_off_by_a_slip(signed: Path, words: tuple[str, ...], fault: str) -> None:
    """A file of signers that is not where the settings say, or is none, stops what would ask for a signature."""
    signers = signed / "corpus/allowed_signers"
    if fault == "misspelt":
        edit_text(signed / "briefgen.toml", "", 'allowed_signers = "corpus/allowd_signers"\n')
    else:
        signers.unlink()
        signers.mkdir() if fault == "folder" else signers.symlink_to("nowhere")
    ran = run_briefgen(*words, folder=signed)
    assert (ran.code, ran.err.count("allowed_signers") >= 1) == (2, True), ran.out + ran.err
    told = run_briefgen("doctor", folder=signed).out
    assert "nobody knows whose count" in told
