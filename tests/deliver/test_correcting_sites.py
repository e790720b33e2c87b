"""`send --correction` and sites: whatever stands there and rests on a withdrawn source is marked, once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve, withdraw

from briefgen.deliver.channel import Outcome, Parcel
from briefgen.deliver.site.library import SiteEntry, find_library
from briefgen.deliver.site.way import SiteWay
from edited_files import edit_text

CLEAR, RUSSIAN = "brief.en.tlp-clear", "brief.ru.tlp-clear"


@pytest.fixture
def on_site(sending: Path, post: Post) -> Path:
    """Give the project with a site in place of its folder; two read it, and edition 1 is there."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", "kind: site")
    edit_text(sending / "corpus/recipients.yaml", "shelf:", "hall: {tlp: TLP:CLEAR, channel: share}\nshelf:")
    edit_text(sending / "corpus/topics/ferry.md", "shelf]", "hall, shelf]")
    assert call(sending, "send").exit_code == 0
    return sending


def read_site(project: Path) -> dict[tuple[int, str], SiteEntry]:
    """Read what stands on the site, by number and variant."""
    return {(one.number, one.variant): one for one in find_library(project.parent / "share").entries}


def list_told(project: Path) -> Iterator[tuple[str, int, str]]:
    """List the corrections on record: by which channel, of which edition, how it stands."""
    for one in json.loads(call(project, "outbox", "--json").stdout):
        if one["matter"] == "correction":
            yield one["channel"], one["edition"], one["state"]


def test_each_edition_on_a_site_is_marked_once(on_site: Path) -> None:
    """Not the last alone: the one before would be the current one again. Two readers of one site make one note."""
    shelve(on_site, 2, "quay-log", "pier-log")
    assert call(on_site, "send").exit_code == 0
    withdraw(on_site)
    ran = call(on_site, "send", "--correction", "--unreplaced", "--to", "share")
    assert ran.exit_code == 0, ran.output
    assert list(list_told(on_site)) == [("share", 1, "sent"), ("share", 2, "sent")]
    assert [len(one.notices) for one in read_site(on_site).values()] == [1, 1]
    again = call(on_site, "send", "--correction", "--unreplaced", "--to", "share")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "2 corrections they have already" in again.stderr
    assert call(on_site, "verify", on_site.parent / "share").exit_code == 0


def test_what_stands_there_for_nobody_any_more_is_marked_too(on_site: Path) -> None:
    """Its reader is out of the file: the site has it still, and says what stands beside it."""
    edit_text(on_site / "corpus/recipients.yaml", "hall: {", "hall: {language: ru, ")
    shelve(on_site, 1, variants={RUSSIAN: "TLP:CLEAR"}, language="ru")
    assert call(on_site, "send", "--to", "hall").exit_code == 0
    edit_text(on_site / "corpus/recipients.yaml", "hall: {language: ru, tlp: TLP:CLEAR, channel: share}\n", "")
    edit_text(on_site / "corpus/topics/ferry.md", "hall, ", "")
    shelve(on_site, 2, "pier-log")
    assert call(on_site, "send").exit_code == 0
    withdraw(on_site)
    ran = call(on_site, "send", "--correction", "--to", "share")
    assert (ran.exit_code, "by hand" in ran.output) == (0, False), ran.output
    there = read_site(on_site)
    assert {place: len(one.notices) for place, one in there.items()} == {(1, CLEAR): 1, (1, RUSSIAN): 1, (2, CLEAR): 0}
    assert "2" in there[1, RUSSIAN].notices[0].points[-1]
    assert call(on_site, "send", "--correction", "--to", "share").stdout == ""


def test_who_may_see_less_today_keeps_no_site_from_being_marked(on_site: Path) -> None:
    """What may stand on the site decides, not who reads it; that this one reads it is named."""
    edit_text(on_site / "corpus/channels.yaml", "path: ../share", "path: ../share, access: restricted, tlp: TLP:AMBER")
    edit_text(on_site / "corpus/recipients.yaml", "hall: {tlp: TLP:CLEAR", "hall: {tlp: TLP:GREEN")
    edit_text(on_site / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR", "shelf: {tlp: TLP:GREEN")
    assert call(on_site, "send", "--to", "share").exit_code == 0
    edit_text(on_site / "corpus/recipients.yaml", "hall: {tlp: TLP:GREEN", "hall: {tlp: TLP:CLEAR")
    withdraw(on_site)
    ran = call(on_site, "send", "--correction", "--unreplaced", "--to", "share")
    assert (ran.exit_code, ran.stderr.count("it is TLP:GREEN, and hall may see up to TLP:CLEAR; take it")) == (6, 1)
    assert [len(one.notices) for one in read_site(on_site).values()] == [1, 1]


def test_above_what_may_stand_there_nothing_is_written(on_site: Path) -> None:
    """The site was declared public again: its own marking holds a note back, as it does an edition."""
    edit_text(on_site / "corpus/channels.yaml", "path: ../share", "path: ../share, access: restricted, tlp: TLP:AMBER")
    edit_text(on_site / "corpus/recipients.yaml", "hall: {tlp: TLP:CLEAR", "hall: {tlp: TLP:GREEN")
    edit_text(on_site / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR", "shelf: {tlp: TLP:GREEN")
    assert call(on_site, "send", "--to", "share").exit_code == 0
    edit_text(on_site / "corpus/channels.yaml", "access: restricted, tlp: TLP:AMBER", "tlp: TLP:CLEAR")
    withdraw(on_site)
    ran = call(on_site, "send", "--correction", "--unreplaced", "--to", "share")
    assert ran.exit_code == 6
    assert "edition 1 stands on the site: it is TLP:GREEN, and by the channel share no more than" in ran.stdout
    assert [len(one.notices) for one in read_site(on_site).values()] == [0, 0]


def test_who_has_left_a_site_is_told_there_and_where_it_reads_now(on_site: Path, post: Post) -> None:
    """Also where the run is killed in between: the letter is on record before the site is marked."""
    edit_text(on_site / "corpus/recipients.yaml", "hall: {tlp: TLP:CLEAR, channel: share}\n", "")
    edit_text(on_site / "corpus/topics/ferry.md", "hall, ", "")
    edit_text(on_site / "corpus/recipients.yaml", "channel: share", "channel: post, address: shelf@example.org")
    withdraw(on_site)
    post.accepted.clear()
    post.answer = "451 later"
    assert call(on_site, "send", "--correction", "--unreplaced", "--to", "shelf").exit_code == 6
    assert list(list_told(on_site)) == [("share", 1, "sent"), ("post", 1, "deferred")]
    key = next(one["key"] for one in json.loads(call(on_site, "outbox", "--state", "deferred", "--json").stdout))
    assert call(on_site, "outbox", "--resolve", key, "--resend", "--because", "now").exit_code == 0
    post.answer = "250 OK"
    assert call(on_site, "send", "--correction", "--unreplaced", "--to", "shelf").exit_code == 0
    assert list(list_told(on_site)) == [("share", 1, "sent"), ("post", 1, "sent")]
    assert call(on_site, "send", "--correction", "--unreplaced", "--to", "shelf").stdout == ""


def test_a_note_of_a_run_that_was_killed_is_found_though_its_reader_is_gone(
    on_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for in the name in which it was begun; nothing is put there twice, and nobody has to settle it."""
    withdraw(on_site)
    deliver = SiteWay.deliver

    def stop(way: SiteWay, parcel: Parcel) -> Outcome:
        deliver(way, parcel)
        raise KeyboardInterrupt

    monkeypatch.setattr(SiteWay, "deliver", stop)
    words = ("send", "--correction", "--unreplaced", "--to", "share")
    assert call(on_site, *words).exit_code != 0
    monkeypatch.undo()
    edit_text(on_site / "corpus/recipients.yaml", "hall: {tlp: TLP:CLEAR, channel: share}\n", "")
    edit_text(on_site / "corpus/topics/ferry.md", "hall, ", "")
    ran = call(on_site, *words, "--date", "2027-01-15")
    assert ran.exit_code == 0, ran.output
    assert list(list_told(on_site)) == [("share", 1, "sent")]
    assert call(on_site, "verify", on_site.parent / "share").exit_code == 0


def test_a_site_whose_channel_has_another_name_is_told_of_all_that_stands_there(on_site: Path) -> None:
    """What an edition's path on record says is this site's, whoever its channel was; the last one is not all."""
    shelve(on_site, 2, "quay-log", "pier-log")
    assert call(on_site, "send").exit_code == 0
    edit_text(on_site / "corpus/channels.yaml", "share: {", "www: {")
    edit_text(on_site / "corpus/recipients.yaml", "channel: share", "channel: www", count=2)
    withdraw(on_site)
    ran = call(on_site, "send", "--correction", "--unreplaced", "--to", "www")
    assert ran.exit_code == 0, ran.output
    assert [len(one.notices) for one in read_site(on_site).values()] == [1, 1]
    assert call(on_site, "send", "--correction", "--unreplaced", "--to", "www").stdout == ""
