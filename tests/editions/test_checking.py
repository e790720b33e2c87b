"""Every byte of an edition is watched: of its files, of its record, and of the digests of the records."""

import os
from pathlib import Path

import pytest
from made_editions import make_variant

from briefgen.cli.verified import print_verdicts
from briefgen.editions.placing import place_editions
from briefgen.model.settings import Settings
from briefgen.project.editions.on_record import read_on_record
from briefgen.project.editions.verifying import verify
from briefgen.project.editions.verifying_shelf import verify_editions
from briefgen.project.place import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with two editions on its shelf and nothing else."""
    (tmp_path / "briefgen.toml").write_text("")
    place_editions(tmp_path / "output/editions", [make_variant(1), make_variant(1, "note.en.tlp-green")])
    place_editions(tmp_path / "output/editions", [make_variant(2)])
    return Project(tmp_path, Settings())


def find_codes(project: Project) -> set[int]:
    """Verify all editions and give the exit codes that come up."""
    return {one.exit_code for one in verify_editions(read_on_record(project))}


def test_editions_as_they_were_issued_are_proven(project: Project) -> None:
    """One verdict each, which tells what it is and that a newer one exists up to the same marking."""
    verdicts = verify(project, ())
    assert [one.state for one in verdicts] == ["proven"] * 3
    assert str(verdicts[0].identity) == "ferry, edition 1 of 2026-11-20, TLP:GREEN, brief.en"
    assert [one.newer for one in verdicts] == ["edition 2 of 2026-11-20", "", ""]
    assert {one.files for one in verdicts} == {5}


def test_a_flipped_byte_is_found_wherever_it_is(project: Project) -> None:
    """Each byte of each file on the shelf in turn, by one bit: exit 7; put back, all is proven again."""
    tried = 0
    for path in sorted(project.editions.rglob("*")):
        if not path.is_file() or "/2/" in path.as_posix():
            continue
        whole = path.read_bytes()
        for at in range(0, len(whole), 1 if path.name == "SHA256SUMS" else 23):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 7]) + whole[at + 1 :])
            assert 7 in find_codes(project), (path, at)
            tried += 1
        path.write_bytes(whole)
    assert find_codes(project) == {0}
    assert tried > 300


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("ferry/1/brief.en/ferry.pdf", "missing"),
        ("ferry/1/brief.en/edition.json", "missing"),
        ("ferry/1/brief.en", "missing"),
        ("ferry", "missing"),
        ("SHA256SUMS", "unlisted"),
    ],
)
def test_what_is_gone_is_named(project: Project, name: str, state: str) -> None:
    """A file, a record, an edition, a whole topic, the digests themselves: exit 7 and the path."""
    path = project.editions / name
    path.rename(project.folder / "elsewhere")
    found = [one for one in verify_editions(read_on_record(project)) if one.exit_code == 7]
    assert found
    assert {one.state for one in found} == {state}
    if state == "missing":
        assert all(one.path.is_relative_to(path) for one in found)


@pytest.mark.parametrize("name", ["ferry/1/brief.en/note.txt", "ferry/1/brief.en/own/.x", "ferry/1/brief.en/a/b.pdf"])
def test_what_no_record_names_is_extra(project: Project, name: str) -> None:
    """In an edition's folder and below it."""
    path = project.editions / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("slipped in")
    assert [one.path for one in verify_editions(read_on_record(project)) if one.state == "extra"] == [path]


@pytest.mark.parametrize(
    "name", ["ferry.pdf", "ferry/ferry.html", "ferry/1/ferry.pdf", "ferry/latest/ferry.pdf", "latest/1/x.txt"]
)
def test_what_lies_on_the_shelf_in_no_edition_is_extra(project: Project, name: str) -> None:
    """Beside topics, beside numbers, beside variants: whoever looks for the newest edition may take it for that."""
    path = project.editions / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("slipped in")
    found = [one for one in verify_editions(read_on_record(project)) if one.exit_code]
    assert [(one.path, one.state, one.exit_code) for one in found] == [(path, "extra", 7)]
    slug, is_below, _ = name.partition("/")
    if is_below:
        assert [one.path for one in verify(project, (slug,)) if one.exit_code] == [path]


def test_a_link_beside_editions_is_extra(project: Project) -> None:
    """Where it leads may change after the edition was issued."""
    path = project.editions / "ferry/latest"
    path.symlink_to("2")
    assert [one.path for one in verify(project, ("ferry",)) if one.exit_code] == [path]


def test_what_is_no_page_beside_topics_is_nobodys_fault(project: Project) -> None:
    """A signature of the digests, what an issue that was cut short left, what Finder writes."""
    for name in ("SHA256SUMS.asc", ".staged-x/ferry/3/brief.en/ferry.pdf", "ferry/.DS_Store"):
        path = project.editions / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("x")
    assert find_codes(project) == {0}


def test_an_edition_with_its_record_made_anew_is_found(project: Project) -> None:
    """Whoever alters a file and its digest in the record has the shelf's digests against them."""
    from briefgen.files.digest import digest_bytes

    folder = project.editions / "ferry/1/brief.en"
    pdf, record = folder / "ferry.pdf", folder / "edition.json"
    old = digest_bytes(pdf.read_bytes())
    pdf.write_bytes(b"%PDF-1.7 forged")
    record.write_text(record.read_text().replace(old, digest_bytes(pdf.read_bytes())))
    (one,) = verify(project, (str(pdf),))
    assert one.state == "altered"
    assert "its record was altered" in one.why
    found = [one for one in verify_editions(read_on_record(project)) if one.exit_code]
    assert [(one.path, one.state) for one in found] == [(record, "altered")]


def test_a_file_is_known_by_its_bytes_wherever_it_lies(project: Project, tmp_path: Path) -> None:
    """A copy under another name is proven; one bit of it off, it is not on record; a link is followed."""
    whole = (project.editions / "ferry/1/brief.en/ferry.html").read_bytes()
    copy = tmp_path / "from a mail.htm"
    copy.write_bytes(whole)
    (one,) = verify(project, (str(copy),))
    assert (one.state, one.newer) == ("proven", "edition 2 of 2026-11-20")
    copy.write_bytes(whole + b" ")
    (one,) = verify(project, (str(copy),))
    assert (one.state, one.exit_code) == ("not on record", 1)


def test_a_page_that_kept_its_name_is_compared_with_those_on_record(project: Project, tmp_path: Path) -> None:
    """Both digests are told, and it is a matter of integrity."""
    copy = tmp_path / "ferry.html"
    copy.write_bytes(b"<title>Another ferry</title>")
    (one,) = verify(project, (str(copy),))
    assert (one.state, one.exit_code) == ("not the one on record", 7)
    assert len(one.found) == 64
    assert len(one.expected) == 3


def test_an_edition_outside_a_project_is_whole_but_not_proven(project: Project, tmp_path: Path) -> None:
    """Its record speaks for its files, and nothing for the record; the project it came from proves it."""
    copied = tmp_path / "stick/ferry/1/brief.en"
    copied.parent.mkdir(parents=True)
    (project.editions / "ferry/1/brief.en").rename(copied)
    (one,) = verify(None, (str(copied),))
    assert (one.state, one.exit_code) == ("not proven", 1)
    (one,) = verify(project, (str(copied),))
    assert (one.state, one.exit_code) == ("proven", 0)


def test_a_record_that_nothing_vouches_for_is_not_proven(project: Project) -> None:
    """Forged, with the shelf's digests made unreadable and a fault elsewhere in its folder: exit 1."""
    folder = project.editions / "ferry/1/brief.en"
    record = folder / "edition.json"
    (folder / "more.txt").write_text("slipped in")
    assert verify(project, (str(record),))[0].state == "proven"
    record.write_text(record.read_text().replace("The ferry runs.", "The ferry sank."))
    with (project.editions / "SHA256SUMS").open("a") as sums:
        sums.write("garbage\n")
    (one,) = verify(project, (str(record),))
    assert (one.state, one.exit_code) == ("not proven", 1)


def test_an_edition_in_the_place_of_another_is_altered(project: Project) -> None:
    """One variant's PDF over another's: on record, but not there; what it is is told."""
    place = project.editions / "ferry/2/brief.en/ferry.html"
    place.write_bytes((project.editions / "ferry/1/note.en.tlp-green/ferry.html").read_bytes())
    (one,) = verify(project, (str(place),))
    assert (one.state, one.exit_code) == ("altered", 7)
    assert one.identity is not None
    assert one.identity.edition == 2
    assert "ferry, edition 1 of 2026-11-20, TLP:GREEN, note.en.tlp-green" in one.why


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_record_that_is_no_file_stops_no_other_verdict(project: Project, is_folder: bool) -> None:
    """A folder or a pipe of its name is unreadable (exit 5); the other editions are proven all the same."""
    record = project.editions / "ferry/1/brief.en/edition.json"
    record.unlink()
    if is_folder:
        record.mkdir()
    else:
        os.mkfifo(record)
    found = verify_editions(read_on_record(project))
    assert [one.state for one in found] == ["unreadable", "proven", "proven"]
    assert (found[0].path, found[0].exit_code) == (record, 5)


def test_digests_that_are_no_file_are_told(project: Project) -> None:
    """A folder in the place of the shelf's digests: altered, and the editions are not proven."""
    (project.editions / "SHA256SUMS").unlink()
    (project.editions / "SHA256SUMS").mkdir()
    found = verify_editions(read_on_record(project))
    assert [one.state for one in found] == ["altered", "not proven", "not proven", "not proven"]


def test_no_file_name_writes_a_line_of_ours(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A line break in the name of a file that was slipped in begins no line."""
    (project.editions / "ferry/1/brief.en/x\nproven   ferry").write_text("slipped in")
    print_verdicts(verify_editions(read_on_record(project)))
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("proven")] == []
