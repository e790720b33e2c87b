"""`verify` of a site and of a folder: what stands there is the edition on record, and nothing else stands there."""

import shutil
import subprocess
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call

from edited_files import edit_text

_PLACE = "ferry/1/brief.en.tlp-clear"


@pytest.fixture
def site(sending: Path, post: Post) -> Path:
    """Give a site with an edition of the project beside it."""
    folder = sending.parent / "www"
    folder.mkdir()
    edit_text(sending / "corpus/channels.yaml", "{kind: folder, path: ../share}", "{kind: site, path: ../www}")
    ran = call(sending, "send")
    assert ran.exit_code == 0, ran.output
    return folder


def verify(sending: Path, place: Path) -> tuple[int, str]:
    """Verify a place as the project's desk does."""
    ran = call(sending, "verify", str(place))
    return ran.exit_code, ran.stdout + ran.stderr


def test_a_site_is_proven(sending: Path, site: Path) -> None:
    """The edition by the project's record, the pages by making them again."""
    code, told = verify(sending, site)
    assert code == 0, told
    assert "ferry, edition 1 of 2026-11-20, TLP:CLEAR, brief.en.tlp-clear" in told
    assert "2 of 2 verdicts proven" in told


def list_files(folder: Path) -> list[str]:
    """List a folder's files."""
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def test_one_flipped_byte_is_seen_wherever_it_is(sending: Path, site: Path) -> None:
    """In each file of the site in turn: exit 7 and the file's name."""
    names = list_files(site)
    assert {f"{_PLACE}/ferry.pdf", f"{_PLACE}/SHA256SUMS", "index.html", "feed.xml", "library.json"} < set(names)
    for name in names:
        data = (site / name).read_bytes()
        (site / name).write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        code, told = verify(sending, site)
        (site / name).write_bytes(data)
        assert (code, Path(name).name in told) == (7, True), (name, told)
    assert verify(sending, site)[0] == 0


def test_missing_and_strange_files_are_seen(sending: Path, site: Path) -> None:
    """A page that is gone, and one that somebody put there, by an edition or beside it; the server's own are not."""
    (site / ".htaccess").write_text("Options -Indexes", encoding="utf-8")
    assert verify(sending, site)[0] == 0
    for name in ("news.html", f"{_PLACE}/more.pdf"):
        (site / name).write_bytes(b"%PDF-1.7")
        code, told = verify(sending, site)
        assert (code, "extra" in told, Path(name).name in told) == (7, True, True), told
        (site / name).unlink()
    for name in ("index.html", f"{_PLACE}/ferry.pdf"):
        data = (site / name).read_bytes()
        (site / name).unlink()
        code, told = verify(sending, site)
        assert (code, "missing" in told) == (7, True), told
        (site / name).write_bytes(data)


def test_an_edition_altered_with_what_tells_of_it_is_seen(sending: Path, site: Path) -> None:
    """Whoever alters a file and its digest on the site does not alter the project's record."""
    pdf, entry = site / _PLACE / "ferry.pdf", site / _PLACE / "entry.json"
    before = subprocess.run(("sha256sum", pdf), capture_output=True, check=True, text=True).stdout[:64]
    pdf.write_bytes(pdf.read_bytes().replace(b"1 brief", b"2 brief"))
    after = subprocess.run(("sha256sum", pdf), capture_output=True, check=True, text=True).stdout[:64]
    edit_text(entry, before, after)
    code, told = verify(sending, site)
    assert (code, before in told, after in told) == (7, True, True), told


def test_words_that_only_the_site_tells_are_compared_with_the_record(sending: Path, site: Path) -> None:
    """A title altered in all that the site says of an edition is not the one that was issued."""
    entry = site / _PLACE / "entry.json"
    edit_text(entry, "The ferry", "The tunnel")
    (site / "library.json").unlink()
    assert call(sending, "send").exit_code == 0
    assert "The tunnel" in (site / "index.html").read_text("utf-8")
    code, told = verify(sending, site)
    assert (code, "entry.json" in told) == (7, True), told


def test_pages_altered_with_their_digests_are_not_proven(sending: Path, site: Path) -> None:
    """The project makes others of the same editions: exit 1, for its templates may have changed as well."""
    page = site / "index.html"
    before = subprocess.run(("sha256sum", page), capture_output=True, check=True, text=True).stdout[:64]
    page.write_bytes(page.read_bytes() + b"<!-- -->")
    after = subprocess.run(("sha256sum", page), capture_output=True, check=True, text=True).stdout[:64]
    edit_text(site / "library.json", before, after)
    code, told = verify(sending, site)
    assert (code, "made again, they would be others" in told) == (1, True), told


def test_the_next_run_mends_a_page(sending: Path, site: Path) -> None:
    """A page that somebody changed, or took away, is made again though there is nothing to send."""
    before = (site / "index.html").read_bytes()
    (site / "index.html").write_bytes(b"<p>Elsewhere")
    (site / "feed.xml").unlink()
    ran = call(sending, "send")
    assert ran.exit_code == 0, ran.output
    assert (site / "index.html").read_bytes() == before
    assert verify(sending, site)[0] == 0


def test_a_copy_of_a_site_away_from_its_project_is_not_proven(sending: Path, site: Path, tmp_path: Path) -> None:
    """Its files agree with each other, and whoever altered one could have altered all: exit 1."""
    copy = shutil.copytree(site, tmp_path / "copy")
    code, told = verify(tmp_path, copy)
    assert (code, told.count("nothing proves that")) == (1, 2), told


def test_a_delivered_folder_is_proven_by_the_project(sending: Path, post: Post) -> None:
    """All that a folder channel put under a folder, however deep; `sha256sum` reads the sums that came along."""
    assert call(sending, "send").exit_code == 0
    share = sending.parent / "share"
    code, told = verify(sending, share)
    assert (code, told.count("proven")) == (0, 3), told
    place = share / "shelf" / _PLACE
    assert subprocess.run(("sha256sum", "--check", "--quiet", "SHA256SUMS"), cwd=place, check=False).returncode == 0
    (place / "ferry.pdf").write_bytes(b"%PDF-1.7 other")
    assert verify(sending, share)[0] != 0
