"""What the ledger has as put somewhere is judged by that place, whatever its channel and its reader are called now."""

import json
import shutil
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve

from edited_files import edit_text

_SHARE = "share: {kind: folder, path: ../share}"
_BOB = "bob: {tlp: TLP:GREEN, organisation: Partner, channel: post, address: bob@example.net}"


@pytest.fixture
def given(sending: Path, post: Post) -> Path:
    """Give the project with a second reader of the folder, at an address of its own, who has the TLP:GREEN edition."""
    edit_text(sending / "corpus/recipients.yaml", _BOB, _BOB.replace("post, address: bob@example.net", "share"))
    assert call(sending, "send").exit_code == 0
    assert (sending.parent / "share/bob/ferry/1/brief.en.tlp-green/ferry.pdf").is_file()
    return sending


def test_no_site_is_made_round_what_a_folder_holds(given: Path) -> None:
    """It would stand under the web's root: nothing goes there, in a trial too, until it was taken away."""
    edit_text(given / "corpus/channels.yaml", _SHARE, "share: {kind: site, path: ../share}")
    edit_text(given / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[ann, shelf]")
    shelve(given, 2)
    share = given.parent / "share"
    for words in (("--dry-run",), ()):
        ran = call(given, "send", *words)
        assert ran.exit_code == 6, ran.output
        assert "share/bob/ferry/1/brief.en.tlp-green stands on this site, and is TLP:GREEN" in ran.stderr
        assert not (share / "index.html").exists()
    shutil.rmtree(share / "bob")
    assert call(given, "send").exit_code == 0
    assert (share / "index.html").is_file()


@pytest.mark.parametrize("way", ["another channel there", "another address before"])
def test_whoever_reads_a_place_now_gets_nothing_beside_it(given: Path, post: Post, way: str) -> None:
    """The channel's name is a mail's now, or the reader moved and was sent it anew: it stands where it was put."""
    people, share = given / "corpus/recipients.yaml", given.parent / "share"
    if way == "another channel there":
        mail = f'share: {{kind: mail, server: "127.0.0.1:{post.port}", security: none, from: desk@example.org}}'
        edit_text(given / "corpus/channels.yaml", _SHARE, f"{mail}\nbox: {{kind: folder, path: ../share}}")
        edit_text(
            people, "shelf: {tlp: TLP:CLEAR, channel: share}", "guest: {tlp: TLP:CLEAR, channel: box, address: bob}"
        )
        edit_text(people, "Partner, channel: share}", "Partner, channel: share, address: bob@example.net}")
    else:
        edit_text(people, "Partner, channel: share}", "Partner, channel: share, address: den}")
        listed = json.loads(call(given, "outbox", "--json").stdout)
        key = next(one["key"] for one in listed if one["recipient"] == "bob")
        assert call(given, "outbox", "--resolve", key, "--resend", "--because", "moved").exit_code == 0
        assert call(given, "send").exit_code == 0
        assert (share / "den/ferry").is_dir()
        edit_text(
            people, "shelf: {tlp: TLP:CLEAR, channel: share}", "guest: {tlp: TLP:CLEAR, channel: share, address: bob}"
        )
    edit_text(given / "corpus/topics/ferry.md", "bob, shelf]", "guest]")
    ran = call(given, "send", "--to", "guest")
    assert ran.exit_code == 6, ran.output
    assert "share/bob/ferry/1/brief.en.tlp-green stands in its place" in ran.stderr
    shutil.rmtree(share / "bob")
    ran = call(given, "send", "--to", "guest")
    assert ran.exit_code == 0, ran.output
    assert list((share / "bob").rglob("brief.en.tlp-clear"))
