"""`send --correction`: who has an edition on a withdrawn source is told of it, once, and nobody else is."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve, withdraw
from mail_parcels import parse

from briefgen.deliver.channel import Outcome, Parcel
from briefgen.deliver.folder import FolderWay
from briefgen_command import run_briefgen
from edited_files import edit_text


@pytest.fixture
def received(sending: Path, post: Post) -> Path:
    """Give the project after its three recipients have edition 1 and one of its sources was withdrawn."""
    assert run_briefgen("send", folder=sending).code == 0
    withdraw(sending)
    post.accepted.clear()
    return sending


def read_mails(post: Post) -> dict[str, str]:
    """Read what each was sent: the plain text of its one message."""
    found = {}
    for to, accepted in post.accepted:
        message = parse(accepted.as_bytes())
        assert list(message.iter_attachments()) == []
        assert to not in found
        body = message.get_body(("plain",))
        assert body is not None
        found[to] = f"{message['Subject']}\n{body.get_content()}"
    return found


def test_each_who_has_it_is_told_once(received: Path, post: Post) -> None:
    """What was withdrawn, under the title that their edition gave it, why, and what replaces it; then no more."""
    shelve(received, 2, "pier-log")
    ran = run_briefgen("send", "--correction", folder=received)
    assert ran.code == 0, ran.out + ran.err
    mails = read_mails(post)
    assert set(mails) == {"ann@example.org", "bob@example.net"}
    for label, text in zip(("AMBER", "GREEN"), mails.values(), strict=True):
        assert text.startswith(f"[TLP:{label}] Correction: The ferry\nTLP:{label}\n")
        assert "edition 1 of 20 Nov 2026" in text
        assert "was withdrawn: Title of quay-log (21 Nov 2026)" in text
        assert "Reason: the boats were painted on" in text
        assert "Edition 2 replaces it." in text
        assert "as it is called now" not in text
    notice = received.parent / "share/shelf/ferry/1/brief.en.tlp-clear/withdrawn-quay-log.txt"
    assert "Edition 2 replaces it." in notice.read_text("utf-8")
    again = run_briefgen("send", "--correction", folder=received)
    assert (again.code, again.out) == (0, "")
    assert "3 corrections they have already" in again.err
    assert len(post.accepted) == 2


def test_without_a_new_edition_it_waits_unless_told_not_to(received: Path, post: Post) -> None:
    """Exit 6 and the command that makes the edition; with --unreplaced they are told that there is none."""
    ran = run_briefgen("send", "--correction", folder=received)
    assert (ran.code, post.accepted) == (6, [])
    assert ran.out.count("`briefgen issue ferry`, or add --unreplaced") == 3
    ran = run_briefgen("send", "--correction", "--unreplaced", folder=received)
    assert ran.code == 0, ran.out + ran.err
    assert all("No edition without it has been issued yet" in text for text in read_mails(post).values())


def test_a_reason_goes_no_further_than_its_source(received: Path, post: Post) -> None:
    """The source is TLP:AMBER today: bob, who may see up to TLP:GREEN, is told that it was withdrawn and not why."""
    withdraw(received, marking="TLP:AMBER")
    shelve(received, 2, "pier-log")
    assert run_briefgen("send", "--correction", folder=received).code == 0
    mails = read_mails(post)
    assert "painted" in mails["ann@example.org"]
    assert "painted" not in mails["bob@example.net"]
    assert "Title of quay-log" in mails["bob@example.net"]


def test_who_never_had_it_hears_nothing(received: Path, post: Post) -> None:
    """A new recipient, who received edition 2 alone, is not told of edition 1."""
    shelve(received, 2, "pier-log")
    edit_text(
        received / "corpus/recipients.yaml",
        "ann:",
        "eve: {tlp: TLP:GREEN, channel: post, address: eve@x.example}\nann:",
    )
    edit_text(received / "corpus/topics/ferry.md", "[ann,", "[eve, ann,")
    assert run_briefgen("send", folder=received).code == 0
    post.accepted.clear()
    assert run_briefgen("send", "--correction", "--to", "post", folder=received).code == 0
    assert set(read_mails(post)) == {"ann@example.org", "bob@example.net"}


def test_who_is_in_no_file_any_more_is_named(received: Path, post: Post) -> None:
    """Nobody writes to an address that the file has no more: a person tells them; the others are told."""
    shelve(received, 2, "pier-log")
    recipients = received / "corpus/recipients.yaml"
    recipients.write_text("".join(recipients.read_text("utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    edit_text(received / "corpus/topics/ferry.md", "[ann,", "[")
    ran = run_briefgen("send", "--correction", folder=received)
    assert ran.code == 6
    assert "ann: it has edition 1 and is not in the file of recipients any more: tell it by hand" in ran.out
    assert set(read_mails(post)) == {"bob@example.net"}


def test_a_later_edition_on_the_same_source_is_what_is_corrected(received: Path, post: Post) -> None:
    """Of two editions that reached somebody the last is named, in one message."""
    (received / "corpus/sources/quay-log.md").unlink()
    shelve(received, 2, "quay-log", "pier-log")
    assert run_briefgen("send", folder=received).code == 0
    withdraw(received)
    shelve(received, 3, "pier-log")
    post.accepted.clear()
    assert run_briefgen("send", "--correction", folder=received).code == 0
    assert all("edition 2 of" in text and "Edition 3 replaces" in text for text in read_mails(post).values())


def test_one_by_another_way_now_is_not_told_twice(received: Path, post: Post) -> None:
    """Who was told by mail and reads a folder since then is not told again there."""
    shelve(received, 2, "pier-log")
    assert run_briefgen("send", "--correction", folder=received).code == 0
    edit_text(received / "corpus/recipients.yaml", "channel: post, address: bob@example.net", "channel: share")
    ran = run_briefgen("send", "--correction", "--json", folder=received)
    report = json.loads(ran.out)
    assert (ran.code, report["told"], report["done"], len(post.accepted)) == (0, 3, [], 2)


def test_a_trial_tells_nobody(received: Path, post: Post) -> None:
    """--dry-run shows what would leave, and the ledger stays as it is."""
    shelve(received, 2, "pier-log")
    before = (received / "output/outbox.sqlite").read_bytes()
    ran = run_briefgen("send", "--correction", "--dry-run", folder=received)
    assert ran.code == 0
    assert ran.out.count("to send  ferry   edition 1") == 3
    assert ran.out.count("quay-log was withdrawn") == 3
    assert (post.accepted, (received / "output/outbox.sqlite").read_bytes() == before) == ([], True)


def test_a_source_that_counts_again_is_not_corrected(received: Path, post: Post) -> None:
    """A correction that waits for its server is closed when the source is not withdrawn any more."""
    shelve(received, 2, "pier-log")
    edit_text(received / "corpus/channels.yaml", f"127.0.0.1:{post.port}", "127.0.0.1:9")
    assert run_briefgen("send", "--correction", "--to", "ann", folder=received).code == 6
    edit_text(received / "corpus/channels.yaml", "127.0.0.1:9", f"127.0.0.1:{post.port}")
    (received / "corpus/sources/quay-log.md").unlink()
    ran = run_briefgen("send", "--correction", folder=received)
    assert (ran.code, post.accepted) == (0, []), ran.out + ran.err
    with closing(sqlite3.connect(received / "output/outbox.sqlite")) as ledger:
        states = ledger.execute("SELECT state FROM event ORDER BY id").fetchall()
    assert states[-1] == ("refused",)


def test_a_reason_goes_no_higher_than_the_letter_is_marked(received: Path, post: Post) -> None:
    """Ann may see TLP:AMBER, and what she is told bears her edition's TLP:CLEAR: the reason stays out of it."""
    edit_text(received / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR", "shelf: {tlp: TLP:AMBER")
    edit_text(received / "corpus/channels.yaml", "path: ../share", "path: ../share, tlp: TLP:AMBER")
    withdraw(received, marking="TLP:GREEN")
    assert run_briefgen("send", "--correction", "--unreplaced", folder=received).code == 0
    mails = read_mails(post)
    assert ["Reason:" in mails[name] for name in ("ann@example.org", "bob@example.net")] == [True, True]
    notice = received.parent / "share/shelf/ferry/1/brief.en.tlp-clear/withdrawn-quay-log.txt"
    assert "TLP:CLEAR" in notice.read_text("utf-8")
    assert "painted" not in notice.read_text("utf-8")


def test_what_is_dated_later_replaces_nothing_yet(received: Path, post: Post) -> None:
    """Nobody is told of an edition before its day; from then on it is the one."""
    shelve(received, 2, "pier-log", issued="2027-01-15")
    ran = run_briefgen("send", "--correction", "--date", "2027-01-14", folder=received)
    assert (ran.code, post.accepted) == (6, []), ran.out
    assert ran.out.count("no edition without quay-log replaces it yet") == 3
    assert run_briefgen("send", "--correction", "--date", "2027-01-15", folder=received).code == 0
    assert all("Edition 2 replaces it." in text for text in read_mails(post).values())


def test_what_rests_on_another_withdrawn_source_replaces_nothing(received: Path, post: Post) -> None:
    """The reader would be sent from one wrong edition to the next."""
    shelve(received, 2, "pier-log")
    quay = received / "corpus/sources/quay-log.md"
    quay.with_name("pier-log.md").write_text(quay.read_text("utf-8"), encoding="utf-8")
    assert run_briefgen("send", "--correction", folder=received).code == 6
    assert post.accepted == []


def test_who_has_another_variant_today_is_told_of_that(received: Path, post: Post) -> None:
    """Bob had TLP:GREEN and may see TLP:AMBER today: what he is sent now is what replaces the old."""
    edit_text(received / "corpus/recipients.yaml", "bob: {tlp: TLP:GREEN", "bob: {tlp: TLP:AMBER")
    shelve(received, 2, "pier-log", variants={"brief.en.tlp-amber": "TLP:AMBER"})
    ran = run_briefgen("send", "--correction", "--to", "bob", folder=received)
    assert ran.code == 0, ran.out
    assert "Edition 2 replaces it." in read_mails(post)["bob@example.net"]


def test_who_may_not_be_told_shows_in_the_exit_code(received: Path, post: Post) -> None:
    """Somebody has to tell ann by hand: a script does not take that for success."""
    edit_text(received / "corpus/recipients.yaml", "ann: {tlp: TLP:AMBER", "ann: {tlp: TLP:GREEN")
    ran = run_briefgen("send", "--correction", "--unreplaced", folder=received)
    assert ran.code == 6
    assert "ann: it has edition 1: it is TLP:AMBER" in ran.out


def test_word_that_arrived_as_the_run_was_killed_is_found_the_next_day(
    received: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day in it is another one by then: what stands there is compared with what the ledger says of it."""
    shelve(received, 2, "pier-log")
    deliver = FolderWay.deliver

    def stop(way: FolderWay, parcel: Parcel) -> Outcome:
        deliver(way, parcel)
        raise KeyboardInterrupt

    monkeypatch.setattr(FolderWay, "deliver", stop)
    words = ("--correction", "--to", "shelf", "--date")
    assert call(received, "send", *words, "2026-11-23").exit_code != 0
    monkeypatch.undo()
    ran = call(received, "send", *words, "2026-11-24")
    assert (ran.exit_code, "refused" in ran.output) == (0, False), ran.output
    told = json.loads(call(received, "outbox", "--json").stdout)[-1]
    assert (told["state"], told["note"]) == ("sent", "it was found there")
    ran = call(received, "verify", received.parent / "share")
    assert (ran.exit_code, "which left for shelf by share" in ran.stdout) == (0, True), ran.output
