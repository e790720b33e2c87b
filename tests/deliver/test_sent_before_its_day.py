"""An edition that was sent before its day: whoever has it gets no older one after it, by no name and no channel."""

import json
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve

from edited_files import edit_text

_POST = "channel: post, address: bob@example.net"


def rename(folder: Path, before: str, after: str) -> None:
    """Give a recipient another name."""
    edit_text(folder / "corpus/recipients.yaml", f"{before}:", f"{after}:")
    edit_text(folder / "corpus/topics/ferry.md", before, after)


def list_sent(folder: Path, name: str) -> list[int]:
    """List the editions that were sent to somebody."""
    listed = json.loads(call(folder, "outbox", "--json").stdout)
    return [one["edition"] for one in listed if (one["recipient"], one["state"]) == (name, "sent")]


@pytest.mark.parametrize("way", ["renamed", "by a folder"])
def test_no_older_edition_follows_by_another_name_or_channel(sending: Path, post: Post, way: str) -> None:
    """The mailbox of somebody renamed has it, and so has who gets it by another channel now; from its day on all do."""
    shelve(sending, 2, issued="2026-12-01")
    assert call(sending, "send", "--to", "bob", "--date", "2026-12-01").exit_code == 0
    name = "bert" if way == "renamed" else "bob"
    if way == "renamed":
        rename(sending, "bob", "bert")
    else:
        edit_text(sending / "corpus/recipients.yaml", _POST, "channel: share")
    ran = call(sending, "send", "--to", name, "--date", "2026-11-20")
    assert (ran.exit_code, len(post.accepted)) == (0, 1), ran.output
    assert "edition 2, of 2026-12-01, has come there by post already, to bob: no older one follows it" in ran.stdout
    assert not list((sending.parent / "share").rglob("ferry.pdf"))
    assert call(sending, "send", "--to", name, "--date", "2026-12-01").exit_code == 0
    assert len(post.accepted) == 1
    assert list_sent(sending, name) == ([] if way == "renamed" else [2, 2])


def test_a_site_that_shows_a_newer_edition_gets_no_older_one(sending: Path, post: Post) -> None:
    """A new reader of a site finds there what stands there; the older edition is not put beside it."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", "kind: site")
    shelve(sending, 2, issued="2026-12-01")
    assert call(sending, "send", "--to", "share", "--date", "2026-12-01").exit_code == 0
    edit_text(sending / "corpus/recipients.yaml", "shelf:", "press: {tlp: TLP:CLEAR, channel: share}\nshelf:")
    edit_text(sending / "corpus/topics/ferry.md", "shelf]", "shelf, press]")
    ran = call(sending, "send", "--to", "share", "--date", "2026-11-20")
    assert ran.exit_code == 0, ran.output
    site = sending.parent / "share"
    assert [path.name for path in (site / "ferry").iterdir() if path.is_dir()] == ["2"]
    assert call(sending, "send", "--to", "share", "--date", "2026-12-01").exit_code == 0
    assert list_sent(sending, "press") == [2]
