"""Numbered copies: each its own number and name on every page, mapped in the ledger, known again by `verify`."""

import json
import re
import shutil
import subprocess
import sys
from email.message import Message
from pathlib import Path

import pikepdf
import pytest
from counting_post import Post
from ferry_project import call, shelve

from briefgen.deliver.channel import Outcome, Parcel
from briefgen.deliver.copies import stamp_copy
from briefgen.deliver.folder import FolderWay
from briefgen.model.manifest import Manifest
from briefgen.model.marking import Marking
from briefgen.model.page import Page
from briefgen.project.place import Project, find_project
from briefgen.project.reading.channels import read_ways
from briefgen.project.sending import copies
from briefgen.project.sending.ledger import read_project_outbox as read_outbox
from briefgen.render.pdf.printing import print_pdf
from edited_files import edit_text

PDF = print_pdf(
    Page(
        '<!DOCTYPE html><html lang="en"><title>Ferry</title><h1>The ferry</h1><p style="break-after: page">One<p>Two',
        "",
        manifest=Manifest("ferry", "The ferry", Marking.CLEAR, "brief", "en", "1", "", (), (), ()),
    ),
    "ferry",
).pdf


def read_pages(pdf: bytes, folder: Path) -> list[str]:
    """Read the text of each page."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    ran = subprocess.run(("pdftotext", path, "-"), capture_output=True, check=True, text=True)
    return ran.stdout.split("\f")[:-1]


@pytest.fixture
def numbered(sending: Path) -> Path:
    """Give the project with real PDFs, and two recipients who get copies of their own."""
    shutil.rmtree(sending / "output/editions")
    (sending / "output/editions").mkdir()
    shelve(sending, 1, pdf=PDF)
    edit_text(sending / "corpus/recipients.yaml", "ann: {", 'ann: {numbered: yes, label: "Ann <Ångström> & Co", ')
    edit_text(sending / "corpus/recipients.yaml", "shelf: {", "shelf: {numbered: yes, ")
    return sending


def read_mailed(post: Post) -> dict[str, bytes]:
    """Read the PDFs that the server took, by recipient."""
    return {to.partition("@")[0]: _find_pdf(message) for to, message in post.accepted}


def _find_pdf(message: Message) -> bytes:
    parts = (part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "application/pdf")
    found = next(parts)
    assert isinstance(found, bytes)
    return found


def test_every_page_says_whose_copy_it_is(numbered: Path, post: Post, tmp_path: Path) -> None:
    """Number and name as the recipients' file has it; who asked for no copy gets the file that all others have."""
    assert call(numbered, "send").exit_code == 0
    mailed = read_mailed(post)
    assert mailed["bob"] == PDF
    pages = read_pages(mailed["ann"], tmp_path)
    assert len(pages) == 2
    assert all("Copy 1, issued to Ann <Ångström> & Co" in page for page in pages)
    share = numbered.parent / "share/shelf/ferry/1/brief.en.tlp-clear"
    assert sorted(one.name for one in share.iterdir()) == ["SHA256SUMS", "ferry.pdf"]
    assert "Copy 2, issued to shelf" in read_pages((share / "ferry.pdf").read_bytes(), tmp_path)[0]
    assert subprocess.run(("sha256sum", "--check", "--quiet", "SHA256SUMS"), cwd=share, check=False).returncode == 0


def test_the_ledger_maps_them_and_verify_knows_one_again(numbered: Path, post: Post, tmp_path: Path) -> None:
    """By its bytes: proven, whose it is; with one byte altered it is not."""
    assert call(numbered, "send").exit_code == 0
    listed = json.loads(call(numbered, "outbox", "--json").stdout)
    assert {one["recipient"]: one["copy"] for one in listed} == {"ann": 1, "bob": 0, "shelf": 2}
    leaked = tmp_path / "leaked.pdf"
    leaked.write_bytes(read_mailed(post)["ann"])
    ran = call(numbered, "verify", leaked)
    assert ran.exit_code == 0, ran.output
    assert "copy 1, which left for ann by post" in ran.stdout
    data = bytearray(leaked.read_bytes())
    data[len(data) // 2] ^= 1
    leaked.write_bytes(data)
    assert call(numbered, "verify", leaked).exit_code != 0


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_copy_that_left_is_known_though_its_reader_is_numbered_no_more(
    numbered: Path, post: Post, tmp_path: Path, is_sent: bool
) -> None:
    """It was sent, then asked for again without a number: the first one's leak is that reader's still."""
    assert call(numbered, "send").exit_code == 0
    leaked = tmp_path / "leaked.pdf"
    leaked.write_bytes(read_mailed(post)["ann"])
    listed = json.loads(call(numbered, "outbox", "--json").stdout)
    key = next(one["key"] for one in listed if one["recipient"] == "ann")
    edit_text(numbered / "corpus/recipients.yaml", "ann: {numbered: yes, ", "ann: {")
    assert call(numbered, "outbox", "--resolve", key, "--resend", "--because", "lost").exit_code == 0
    post.answer = "250 OK" if is_sent else "451 later"
    assert call(numbered, "send").exit_code == (0 if is_sent else 6)
    ran = call(numbered, "verify", leaked)
    assert (ran.exit_code, "a copy of its own, which left for ann by post" in ran.stdout) == (0, True), ran.output


def test_a_copy_asked_for_without_its_number_leaves_the_number_to_nobody(numbered: Path, post: Post) -> None:
    """Its pages bear it wherever it is: the next copy that is made has another one."""
    assert call(numbered, "send", "--to", "ann").exit_code == 0
    (key,) = (one["key"] for one in json.loads(call(numbered, "outbox", "--json").stdout))
    edit_text(numbered / "corpus/recipients.yaml", "ann: {numbered: yes, ", "ann: {")
    assert call(numbered, "outbox", "--resolve", key, "--resend", "--because", "lost").exit_code == 0
    assert call(numbered, "send", "--to", "ann").exit_code == 0
    assert call(numbered, "send").exit_code == 0
    listed = json.loads(call(numbered, "outbox", "--json").stdout)
    assert {one["recipient"]: one["copy"] for one in listed} == {"ann": 0, "bob": 0, "shelf": 2}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Keep each copy that is made."""
    kept: list[bytes] = []

    def stamp(pdf: bytes, words: str, language: str) -> bytes:
        kept.append(stamp_copy(pdf, words, language))
        return kept[-1]

    monkeypatch.setattr("briefgen.project.sending.packing.stamp_copy", stamp)
    return kept


@pytest.mark.parametrize(("answer", "state"), [("550 no such user", "refused"), ("451 later", "deferred")])
def test_of_a_copy_that_did_not_leave_that_is_told(
    numbered: Path, post: Post, made: list[bytes], answer: str, state: str
) -> None:
    """It was made, so it is proven; that the other side did not take it is told with what it said."""
    post.answer = answer
    assert call(numbered, "send", "--to", "ann").exit_code == 6
    leaked = numbered.parent / "leaked.pdf"
    leaked.write_bytes(made[0])
    ran = call(numbered, "verify", leaked)
    assert f"copy 1, made for ann by post; the ledger has it as {state}: " in ran.stdout
    assert (ran.exit_code, answer in ran.stdout, "left" in ran.stdout) == (0, True, False), ran.stdout


def test_what_left_later_is_not_said_of_a_copy_that_did_not(
    numbered: Path, post: Post, tmp_path: Path, made: list[bytes]
) -> None:
    """The same delivery with another name on its pages: the first copy stayed here, the second one left."""
    post.answer = "451 later"
    assert call(numbered, "send", "--to", "ann").exit_code == 6
    post.answer = "250 OK"
    edit_text(numbered / "corpus/recipients.yaml", "Ann <", "Anna <")
    edit_text(numbered / "corpus/recipients.yaml", "ann@example.org", "anna@example.org")
    assert call(numbered, "send", "--to", "ann").exit_code == 0
    told = []
    for data in made:
        (tmp_path / "leaked.pdf").write_bytes(data)
        told.append(call(numbered, "verify", tmp_path / "leaked.pdf").stdout)
    assert ["copy 1, which left for ann by post" in one for one in told] == [False, True]
    assert "copy 1, made for ann by post; the ledger has it as planned" in told[0]


def test_the_ledger_is_read_once_for_all_files(
    numbered: Path, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many PDFs no record names; and not at all where there is none."""
    assert call(numbered, "send").exit_code == 0
    read: list[Project] = []
    monkeypatch.setattr(copies, "read_project_outbox", lambda project: read.append(project) or read_outbox(project))
    assert call(numbered, "verify", "ferry").exit_code == 0
    assert read == []
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(f"%PDF-1.7 {name}".encode())
    (tmp_path / "d.pdf").write_bytes(read_mailed(post)["ann"])
    ran = call(numbered, "verify", *sorted(tmp_path.glob("*.pdf")))
    assert (ran.exit_code, "copy 1, which left for ann" in ran.stdout, len(read)) == (1, True, 1)


def test_a_damaged_ledger_leaves_a_copy_unproven(numbered: Path, post: Post, tmp_path: Path) -> None:
    """Exit 1 and the reason; what the records name is proven all the same."""
    assert call(numbered, "send").exit_code == 0
    (numbered / "output/outbox.sqlite").write_bytes(b"SQLite format 3\0 no more")
    leaked = tmp_path / "leaked.pdf"
    leaked.write_bytes(read_mailed(post)["ann"])
    ran = call(numbered, "verify", leaked, "ferry")
    assert (ran.exit_code, ran.stdout.count("not proven "), ran.stdout.count("\nproven ")) == (1, 1, 3), ran.output
    assert "whether it is a numbered copy nobody can tell, for the ledger cannot be read: " in ran.stdout


def test_a_clone_accuses_no_copy(numbered: Path, post: Post) -> None:
    """Where the ledger is not, a genuine copy is not said to be altered; all else is proven, and nothing is told."""
    assert call(numbered, "send").exit_code == 0
    (numbered / "output/outbox.sqlite").unlink()
    (numbered / ".briefgen/outbox.head").unlink()
    ran = call(numbered, "verify", numbered.parent / "share")
    assert (ran.exit_code, "altered" in ran.stdout, "missing" in ran.stdout) == (1, False, False), ran.output
    assert "whether it is a numbered copy nobody can tell, for the ledger is not here" in ran.stdout
    ran = call(numbered, "verify")
    assert (ran.exit_code, "ledger" in ran.stdout) == (0, False), ran.output


def test_where_nobody_gets_copies_an_altered_file_is_altered_in_a_clone_too(numbered: Path, post: Post) -> None:
    """What no ledger could name: exit 7."""
    edit_text(numbered / "corpus/recipients.yaml", "numbered: yes", "numbered: no", count=-1)
    assert call(numbered, "send").exit_code == 0
    (numbered / "output/outbox.sqlite").unlink()
    (numbered / ".briefgen/outbox.head").unlink()
    leaked = numbered.parent / "leaked.pdf"
    leaked.write_bytes(PDF + b"%")
    ran = call(numbered, "verify", leaked)
    assert (ran.exit_code, "altered" in ran.stdout) == (7, True), ran.output


def test_a_copy_of_an_edition_that_nobody_signed_is_not_proven(numbered: Path, post: Post, tmp_path: Path) -> None:
    """Where somebody has to sign, the ledger alone proves no more than the record alone does."""
    assert call(numbered, "send").exit_code == 0
    leaked = tmp_path / "leaked.pdf"
    leaked.write_bytes(read_mailed(post)["ann"])
    (numbered / "corpus/allowed_signers").write_text("", encoding="utf-8")
    ran = call(numbered, "verify", leaked)
    assert (ran.exit_code, "copy 1, which left for ann by post; nobody whom" in ran.stdout) == (1, True), ran.output


def test_a_delivered_copys_digests_are_checked(numbered: Path, post: Post) -> None:
    """A flipped byte in the digests that came along: exit 7."""
    assert call(numbered, "send").exit_code == 0
    share = numbered.parent / "share"
    assert call(numbered, "verify", share).exit_code == 0
    sums = share / "shelf/ferry/1/brief.en.tlp-clear/SHA256SUMS"
    sums.write_bytes(bytes([sums.read_bytes()[0] ^ 1]) + sums.read_bytes()[1:])
    ran = call(numbered, "verify", share)
    assert (ran.exit_code, "altered" in ran.stdout) == (7, True), ran.output


def test_numbers_go_on_and_stay(numbered: Path, post: Post) -> None:
    """The next edition's copies have the next numbers; one that waits keeps its own, and a trial uses none up."""
    post.answer = "451 later"
    assert call(numbered, "send", "--to", "ann").exit_code == 6
    told = json.loads(call(numbered, "send", "--dry-run", "--json").stdout)
    assert {one["recipient"]: one["copy"] for one in (*told["planned"], *told["later"])} == {
        "ann": 1,
        "bob": 0,
        "shelf": 2,
    }
    post.answer = "250 OK"
    shelve(numbered, 2, pdf=PDF)
    assert call(numbered, "send").exit_code == 0
    listed = json.loads(call(numbered, "outbox", "--json").stdout)
    assert [(one["recipient"], one["edition"], one["copy"]) for one in listed] == [
        ("ann", 1, 1), ("ann", 2, 2), ("bob", 2, 0), ("shelf", 2, 3),
    ]  # fmt: skip


def test_a_copy_that_arrived_as_the_run_was_killed_is_found_though_its_name_is_another_now(
    numbered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands there is compared with what the ledger says of it, not with a copy made today."""
    deliver = FolderWay.deliver

    def stop(way: FolderWay, parcel: Parcel) -> Outcome:
        deliver(way, parcel)
        raise KeyboardInterrupt

    monkeypatch.setattr(FolderWay, "deliver", stop)
    assert call(numbered, "send", "--to", "shelf").exit_code != 0
    monkeypatch.undo()
    edit_text(numbered / "corpus/recipients.yaml", "shelf: {", "shelf: {label: Reading room, ")
    assert call(numbered, "send", "--to", "shelf").exit_code == 0
    (one,) = json.loads(call(numbered, "outbox", "--json").stdout)
    assert (one["state"], one["note"]) == ("sent", "it was found there")
    ran = call(numbered, "verify", numbered.parent / "share")
    assert (ran.exit_code, "which left for shelf by share" in ran.stdout) == (0, True), ran.output


def test_who_is_numbered_only_now_gets_one_of_what_still_waits(sending: Path, post: Post) -> None:
    """What left before stays what it was."""
    shelve(sending, 2, pdf=PDF)
    post.answer = "451 later"
    assert call(sending, "send", "--to", "ann").exit_code == 6
    edit_text(sending / "corpus/recipients.yaml", "ann: {", "ann: {numbered: yes, ")
    assert call(sending, "send", "--to", "ann").exit_code == 6
    (one,) = json.loads(call(sending, "outbox", "--json").stdout)
    assert (one["copy"], one["attempts"]) == (1, 2)


def test_a_stamp_changes_nothing_that_is_read(tmp_path: Path) -> None:
    """Tags, text, language and enclosed files are as before; the stamp is an artifact; the same bytes each time."""
    stamped = stamp_copy(PDF, "Copy 7, issued to Ann", "en")
    assert stamped == stamp_copy(PDF, "Copy 7, issued to Ann", "en")
    path, before = tmp_path / "stamped.pdf", tmp_path / "before.pdf"
    path.write_bytes(stamped)
    before.write_bytes(PDF)
    ran = subprocess.run(("qpdf", "--check", path), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout
    tool = "pdfinfo"
    told = [
        subprocess.run((tool, "-struct-text", one), capture_output=True, check=True).stdout for one in (before, path)
    ]
    assert told[0] == told[1] != b""
    with pikepdf.open(path) as pdf:
        sheets = [pikepdf.parse_content_stream(sheet) for sheet in pdf.pages]
        drawn = [[(str(one.operator), str(one.operands)) for one in sheet] for sheet in sheets]
    for operators in drawn:
        at = next(place for place, (operator, words) in enumerate(operators) if operator == "Do" and "Copy" in words)
        operator, words = operators[at - 2]
        assert (operator, "/Artifact" in words) == ("BDC", True)


@pytest.mark.parametrize("name", ["Департамент международного сотрудничества " * 6, "国际合作司中亚处" * 20, "W" * 300])
@pytest.mark.parametrize("paper", ["A4", "A5", "letter"])
def test_a_long_name_stays_in_one_line(tmp_path: Path, paper: str, name: str) -> None:
    """A second line would lie on page number and marking: what has no room within the margins is left out, with "…"."""
    html = f'<!DOCTYPE html><html lang="en"><title>Ferry</title><style>@page {{ size: {paper} }}</style><p>One'
    path = tmp_path / "stamped.pdf"
    path.write_bytes(stamp_copy(print_pdf(Page(html, ""), "ferry").pdf, f"Copy 12, issued to {name}", "en"))
    ran = subprocess.run(("pdftotext", "-bbox", path, "-"), capture_output=True, check=True, text=True)
    width = float(re.findall(r'<page width="([\d.]+)"', ran.stdout)[0])
    word = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.+)</word>'
    words = re.findall(word, ran.stdout)[1:]
    assert words[0][3] == "Copy"
    assert words[-1][3].endswith("…")
    tops = [float(top) for _, top, _, _ in words]
    assert max(tops) - min(tops) < 3, "one line; another script's font begins a little higher"
    assert min(float(left) for left, _, _, _ in words) > 56
    assert max(float(right) for _, _, right, _ in words) < width - 56


@pytest.mark.parametrize(
    ("numbered", "label", "codes"),
    [
        ("yes", "Департамент международного сотрудничества " * 3, ["BG-RECV-009"]),
        ("yes", "国际合作司中亚处" * 8, ["BG-RECV-009"]),
        ("yes", "Департамент международного сотрудничества", []),
        ("yes", "i" * 150, []),
        ("no", "Департамент международного сотрудничества " * 3, []),
    ],
)
def test_a_name_that_would_be_cut_is_told(sending: Path, numbered: str, label: str, codes: list[str]) -> None:
    """Before anything leaves: what counts is the width of its letters, and only of copies that are numbered."""
    edit_text(sending / "corpus/recipients.yaml", "ann: {", f'ann: {{numbered: {numbered}, label: "{label}", ')
    assert [one.kind.code for one in read_ways(find_project(sending)).problems] == codes


def test_without_the_library_nothing_leaves(numbered: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2 and what to install; nobody gets a file without the number that was asked for."""
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    ran = call(numbered, "send")
    assert (ran.exit_code, post.accepted) == (2, [])
    assert re.search(r"pip install 'briefgen\[copies\]'", ran.stderr)


def test_a_site_has_none(numbered: Path, post: Post) -> None:
    """It shows all the same file; who asked for a copy is held back, and told why."""
    edit_text(numbered / "corpus/channels.yaml", "{kind: folder, path: ../share}", "{kind: site, path: ../share}")
    ran = call(numbered, "send", "--to", "shelf")
    assert ran.exit_code == 6
    assert "it has no numbered copies" in ran.stdout
