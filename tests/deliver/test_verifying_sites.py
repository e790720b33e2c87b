"""`verify` of a site and of a folder: what stands there is the edition on record, and nothing else stands there."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from counting_post import Post
from ferry_project import call, shelve
from signing_keys import make_key, trust

from briefgen.deliver.site.library import ENTRY, EntryFile, SiteEntry, encode_record
from briefgen.editions.signing import sign_record
from briefgen.files.digest import digest_bytes
from edited_files import edit_text

_PLACE = "ferry/1/brief.en.tlp-clear"


@pytest.fixture
def site(sending: Path, post: Post) -> Path:
    """Give a site with an edition of the project beside it."""
    return fill_site(sending)


def fill_site(sending: Path) -> Path:
    """Make a site the project's channel, and send the newest edition there."""
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


def test_a_broken_record_is_called_by_its_own_name(sending: Path, site: Path) -> None:
    """Not by that of the library, which is as it was."""
    (site / _PLACE / "entry.json").write_text("{", encoding="utf-8")
    code, told = verify(sending, site)
    assert (code, f"{_PLACE}/entry.json cannot be read" in told, "library.json" in told) == (7, True, False), told


def forge_entry(sending: Path, site: Path, change: Callable[[SiteEntry, Path], SiteEntry]) -> None:
    """Change an edition's files on the site and what tells of them, and make all pages anew, as briefgen would."""
    place = site / _PLACE
    entry = msgspec.json.decode((place / ENTRY).read_bytes(), type=SiteEntry)
    (place / ENTRY).write_bytes(encode_record(change(entry, place)))
    (site / "library.json").unlink()
    assert call(sending, "send").exit_code == 0


def add_page(entry: SiteEntry, place: Path) -> SiteEntry:
    """Put a page of somebody else's before the edition's own files."""
    data = b"<title>Pay here</title>"
    (place / "statement.html").write_bytes(data)
    return replace(entry, files=(EntryFile("statement.html", "text/html", len(data), digest_bytes(data)), *entry.files))


def drop_pdf(entry: SiteEntry, place: Path) -> SiteEntry:
    """Take the PDF away, and its lines."""
    (place / "ferry.pdf").unlink()
    (place / "SHA256SUMS").unlink()
    return replace(entry, files=tuple(one for one in entry.files if one.type == "text/html"))


def swap_files(entry: SiteEntry, place: Path) -> SiteEntry:
    """Call the page a PDF, which the pages then link as one."""
    pdf, html, sums = entry.files
    return replace(entry, files=(replace(pdf, type="text/plain"), replace(html, type="application/pdf"), sums))


def shrink_pdf(entry: SiteEntry, _: Path) -> SiteEntry:
    """Tell another size."""
    return replace(entry, files=(replace(entry.files[0], size=1), *entry.files[1:]))


@pytest.mark.parametrize(
    ("change", "name", "state"),
    [
        (add_page, "statement.html", "extra"),
        (drop_pdf, "ferry.pdf", "missing"),
        (swap_files, "entry.json", "altered"),
        (shrink_pdf, "entry.json", "altered"),
    ],
)
def test_which_files_an_edition_has_is_the_projects_to_say(
    sending: Path, site: Path, change: Callable[[SiteEntry, Path], SiteEntry], name: str, state: str
) -> None:
    """Added, taken away, of another kind or size, with all pages made to fit: exit 7, and they prove nothing."""
    forge_entry(sending, site, change)
    ran = call(sending, "verify", "--json", str(site))
    found = {Path(one["path"]).name: one["state"] for one in json.loads(ran.stdout)}
    assert (ran.exit_code, found[name], found[site.name]) == (7, state, "not proven"), found


@pytest.fixture
def signed_site(sending: Path, post: Post, tmp_path: Path) -> Path:
    """Give a site with an edition that was signed by the desk, whom the project trusts."""
    key = make_key(tmp_path, "desk")
    trust(sending, "desk@example.org", key)
    shelve(sending, 2, sign=lambda record: sign_record(record, key))
    return fill_site(sending)


@pytest.mark.parametrize(("change", "code"), [(None, 0), (add_page, 7), (drop_pdf, 7)])
def test_a_signature_proves_no_more_than_its_record_names(
    sending: Path, signed_site: Path, change: Callable[[SiteEntry, Path], SiteEntry] | None, code: int
) -> None:
    """Where the shelf is not there, the signed record says which files the edition has on a site, and no entry does."""
    place = signed_site / _PLACE.replace("1", "2")
    entry = msgspec.json.decode((place / ENTRY).read_bytes(), type=SiteEntry)
    if change:
        (place / ENTRY).write_bytes(encode_record(change(entry, place)))
    shutil.rmtree(sending / "output/editions")
    found = json.loads(call(sending, "verify", "--json", str(signed_site)).stdout)
    assert max(one["exit_code"] for one in found if str(place) in one["path"]) == code, found


def test_a_signed_record_proves_no_other_edition(sending: Path, signed_site: Path) -> None:
    """Put in the place of another number, with its own signature: not proven."""
    place = signed_site / _PLACE.replace("1", "2")
    other = shutil.copytree(place, signed_site / _PLACE.replace("1", "3"))
    entry = msgspec.json.decode((place / ENTRY).read_bytes(), type=SiteEntry)
    (other / ENTRY).write_bytes(encode_record(replace(entry, number=3)))
    found = json.loads(call(sending, "verify", "--json", str(signed_site)).stdout)
    assert {one["path"]: one["state"] for one in found if "ferry" in one["path"]} == {
        str(place): "proven",
        str(other): "not proven",
    }


def test_a_part_of_a_site_is_verified_by_what_the_site_tells_of_it(sending: Path, signed_site: Path) -> None:
    """One edition by itself; a topic with the pages, which are proven with all others; both of a site beside others."""
    place = signed_site / _PLACE.replace("1", "2")
    assert verify(sending, place)[0] == 0
    for part in (signed_site / "ferry", place.parent, signed_site.parent / "www"):
        code, told = verify(sending, part)
        assert (code, "2 of 2 verdicts proven" in told) == (0, True), told
    more = signed_site.parent / "all/deep"
    more.mkdir(parents=True)
    shutil.copytree(signed_site, more / "www")
    shutil.copytree(place, more / "stick/ferry/2/brief.en.tlp-clear")
    code, told = verify(sending, more)
    assert (code, told.count("proven   "), told.count("nothing proves that"), "extra" in told) == (1, 2, 1, False), told


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("ferry/2/brief.en.tlp-clear/ferry.pdf", (7, 7)),
        ("ferry/2/brief.en.tlp-clear/entry.json", (7, 7)),
        ("ferry/index.html", (0, 7)),
        ("index.html", (0, 1)),
    ],
)
def test_a_fault_is_told_of_the_part_that_has_it(
    sending: Path, signed_site: Path, name: str, codes: tuple[int, int]
) -> None:
    """Of the edition and of its topic: where pages elsewhere are wrong, none of a part's are proven."""
    path = signed_site / name
    path.write_bytes(path.read_bytes()[:-9])
    place = signed_site / _PLACE.replace("1", "2")
    assert tuple(verify(sending, part)[0] for part in (place, signed_site / "ferry")) == codes


def test_an_unsigned_edition_on_a_site_is_not_proven_where_signatures_count(
    sending: Path, site: Path, tmp_path: Path
) -> None:
    """As on the shelf: exit 1."""
    trust(sending, "desk@example.org", make_key(tmp_path, "desk"))
    code, told = verify(sending, site)
    assert (code, "nobody whom corpus/allowed_signers names" in told) == (1, True), told


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


@pytest.mark.parametrize("name", ["ferry.pdf", "ferry.html", "SHA256SUMS"])
def test_what_an_unsigned_delivery_lacks_is_known_from_the_project(sending: Path, post: Post, name: str) -> None:
    """A file that is gone with its line, and a line that is altered: exit 7, also of the share as a whole."""
    assert call(sending, "send").exit_code == 0
    share = sending.parent / "share"
    sums = share / "shelf" / _PLACE / "SHA256SUMS"
    text = sums.read_text("utf-8")
    if name == "SHA256SUMS":
        sums.write_text(text.replace("a", "b", 1), encoding="utf-8")
    else:
        sums.with_name(name).unlink()
        sums.write_text("".join(line for line in text.splitlines(True) if name not in line), encoding="utf-8")
    for place in (share, sums.parent):
        code, told = verify(sending, place)
        assert (code, f"{name}" in told, "altered" in told) == (7, True, True), told


def test_a_strangers_digests_are_none_of_ours(sending: Path, post: Post, tmp_path: Path) -> None:
    """A folder where somebody keeps a PDF of ours beside digests of other files is no delivery."""
    shutil.copy(sending / "output/editions" / _PLACE / "ferry.pdf", tmp_path / "ferry.pdf")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  some.iso\n", encoding="utf-8")
    shutil.rmtree(tmp_path / "share")
    code, told = verify(sending, tmp_path / "ferry.pdf")
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name in ("ferry.pdf", "SHA256SUMS"):
        shutil.move(tmp_path / name, folder)
    assert verify(sending, folder)[0] == code == 0, told


@pytest.mark.parametrize("name", ["ferry.pdf", "news", "no/ferry.pdf"])
def test_a_link_that_leads_to_itself_is_a_verdict(sending: Path, site: Path, tmp_path: Path, name: str) -> None:
    """By itself, as another site's folder among the channels, and on the way to a file: exit 5 or 2, no crash."""
    loop = tmp_path / Path(name).parts[0]
    loop.symlink_to(loop.name)
    code, told = verify(sending, tmp_path / name)
    assert (code, "unreadable" in told) == ((2, False) if "/" in name else (5, True)), told
    channels = sending / "corpus/channels.yaml"
    text = channels.read_text("utf-8")
    channels.write_text(f"{text}other: {{kind: site, path: ../{loop.name}}}\n", encoding="utf-8")
    assert verify(sending, site)[0] == 0


def test_a_file_beside_an_edition_is_what_the_site_has_there(sending: Path, site: Path) -> None:
    """Another variant's PDF in its place is on record too, and wrong there; a file beside a wrong one is not."""
    page, pdf = site / _PLACE / "ferry.html", site / _PLACE / "ferry.pdf"
    assert [verify(sending, one)[0] for one in (page, pdf)] == [0, 0]
    pdf.write_bytes((sending / "output/editions/ferry/1/brief.en.tlp-amber/ferry.pdf").read_bytes())
    code, told = verify(sending, pdf)
    assert (code, "altered" in told) == (7, True), told
    assert verify(sending, page)[0] == 0


def test_an_edition_that_was_taken_off_a_site_is_missed(sending: Path, site: Path) -> None:
    """Its folder gone and all pages made anew without it: the ledger knows that it was put there."""
    shelve(sending, 2)
    assert call(sending, "send").exit_code == 0
    shutil.rmtree(site / _PLACE)
    (site / "library.json").unlink()
    assert call(sending, "send").exit_code == 0
    ran = call(sending, "verify", "--json", str(site))
    found = {Path(one["path"]).name: (one["state"], one["edition"], one["why"]) for one in json.loads(ran.stdout)}
    assert ran.exit_code == 7, ran.output
    assert found[Path(_PLACE).name] == ("missing", 1, "the ledger has it as sent to shelf by share"), found
    assert found[site.name][0] == "not proven"


def test_what_was_taken_off_a_site_is_put_back_when_a_person_says_so(sending: Path, site: Path) -> None:
    """The newest edition: settled as to be sent again, it stands there with the same bytes, and the site is proven."""
    before = (site / _PLACE / "ferry.pdf").read_bytes()
    shutil.rmtree(site / _PLACE)
    assert call(sending, "send").exit_code == 0
    assert verify(sending, site)[0] == 7
    key = next(one["key"] for one in json.loads(call(sending, "outbox", "--json").stdout) if one["channel"] == "share")
    assert call(sending, "outbox", "--resolve", key, "--resend", "--because", "gone from the site").exit_code == 0
    assert call(sending, "send").exit_code == 0
    assert (site / _PLACE / "ferry.pdf").read_bytes() == before
    code, told = verify(sending, site)
    assert code == 0, told
