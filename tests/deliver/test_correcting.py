"""`send --correction`: who has an edition on a withdrawn source is told of it, once, and nobody else is."""

import json
import shutil
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
    assert all("Nothing replaces this edition here yet" in text for text in read_mails(post).values())


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


def test_who_was_told_by_hand_is_settled_on_record(received: Path, post: Post) -> None:
    """The line names the delivery that a person closes in her own words; then no run asks for it any more."""
    shelve(received, 2, "pier-log")
    edit_text(received / "corpus/recipients.yaml", "ann: {tlp: TLP:AMBER", "ann: {tlp: TLP:GREEN")
    trial = call(received, "send", "--correction", "--dry-run", "--to", "ann")
    assert (trial.exit_code, "outbox" in trial.stdout) == (6, False), trial.output
    for _ in range(2):
        ran = call(received, "send", "--correction", "--to", "ann")
        assert (ran.exit_code, len(ran.stdout.splitlines())) == (6, 1), ran.output
    key = ran.stdout.partition("--resolve ")[2].partition(" ")[0]
    life = call(received, "outbox", "--history", key).stdout
    assert life.count("refused") == 1, life
    ran = call(received, "outbox", "--resolve", key, "--assume-sent", "--because", "told by telephone")
    assert ran.exit_code == 0, ran.output
    ran = call(received, "send", "--correction", "--to", "ann")
    assert (ran.exit_code, ran.stdout, post.accepted) == (0, "", [])
    assert "1 correction they have already" in ran.stderr
    assert "assumed sent: told by telephone" in call(received, "outbox", "--history", key).stdout


def test_who_may_see_it_again_before_that_is_told_by_the_channel(received: Path, post: Post) -> None:
    """What waited for a person is no hindrance."""
    shelve(received, 2, "pier-log")
    edit_text(received / "corpus/recipients.yaml", "ann: {tlp: TLP:AMBER", "ann: {tlp: TLP:GREEN")
    assert call(received, "send", "--correction", "--to", "ann").exit_code == 6
    edit_text(received / "corpus/recipients.yaml", "ann: {tlp: TLP:GREEN", "ann: {tlp: TLP:AMBER")
    assert call(received, "send", "--correction", "--to", "ann").exit_code == 0
    assert set(read_mails(post)) == {"ann@example.org"}
    assert call(received, "send", "--correction", "--to", "ann").stdout == ""


def test_what_the_other_side_refused_can_be_told_by_hand(received: Path, post: Post) -> None:
    """An edition that was refused cannot: nobody reads a brief out."""
    shelve(received, 2, "pier-log")
    post.answer = "550 no such user"
    for words in (("--to", "ann"), ("--correction", "--unreplaced", "--to", "ann")):
        assert call(received, "send", *words).exit_code == 6
    settled = {}
    for one in json.loads(call(received, "outbox", "--state", "refused", "--json").stdout):
        ran = call(received, "outbox", "--resolve", one["key"], "--assume-sent", "--because", "told by telephone")
        settled[one["matter"]] = ran.exit_code
    assert settled == {"edition": 2, "correction": 0}


def test_one_mailbox_with_two_names_is_told_once(sending: Path, post: Post) -> None:
    """A person had it sent there for both; which of them is asked for, or is there still, makes no difference."""
    recipients, topic = sending / "corpus/recipients.yaml", sending / "corpus/topics/ferry.md"
    anna = "anna: {tlp: TLP:AMBER, organisation: House, channel: post, address: anna@example.org}\n"
    edit_text(recipients, "bob:", f"{anna}bob:")
    edit_text(topic, "[ann,", "[anna,")
    assert call(sending, "send", "--to", "anna").exit_code == 0
    moved = anna.replace("anna@", "Ann@")
    edit_text(recipients, anna, moved)
    (entry,) = json.loads(call(sending, "outbox", "--json").stdout)
    assert call(sending, "outbox", "--resolve", entry["key"], "--resend", "--because", "lost").exit_code == 0
    edit_text(topic, "[anna,", "[ann,")
    assert call(sending, "send", "--to", "ann").exit_code == 0
    edit_text(topic, "[ann,", "[anna,")
    assert call(sending, "send", "--to", "anna").exit_code == 0
    assert [to for to, _ in post.accepted] == ["anna@example.org", "ann@example.org", "Ann@example.org"]
    withdraw(sending)
    words = ("send", "--correction", "--unreplaced", "--to", "post")
    assert call(sending, *words[:-1], "anna").exit_code == 0
    assert len(post.accepted) == 4
    assert call(sending, *words[:-1], "ann").stdout == ""
    edit_text(recipients, moved, "")
    edit_text(topic, "[anna,", "[ann,")
    assert [call(sending, *words).exit_code for _ in range(2)] == [0, 0]
    assert len(post.accepted) == 4


def put_source(project: Path, name: str, marking: str) -> None:
    """Put a source that counts into the corpus."""
    text = f"---\ntitle: {name}\ntype: report\nissued: 2026-10-01\ntlp: {marking}\n---\n\nTwo boats run. ^boats\n"
    (project / f"corpus/sources/{name}.md").write_text(text, encoding="utf-8")


def test_nobody_is_promised_what_may_not_reach_them(received: Path, post: Post) -> None:
    """Edition 2 quotes what was raised since: whoever may see it is told of it, whoever may not waits."""
    shelve(received, 2, "pier-log")
    put_source(received, "pier-log", "TLP:AMBER")
    ran = call(received, "send", "--correction", "--to", "post")
    assert ran.exit_code == 6
    assert "bob: no edition without quay-log replaces it yet: edition 2 does not leave (it bears TLP:" in ran.stdout
    assert set(read_mails(post)) == {"ann@example.org"}
    assert call(received, "send", "--correction", "--unreplaced", "--to", "bob").exit_code == 0
    assert "Edition 2" not in read_mails(post)["bob@example.net"]


def test_what_somebody_has_already_replaces_the_old_whatever_it_is_marked_today(received: Path, post: Post) -> None:
    """Edition 2 reached bob before its source was raised: he is told that it is the one that counts."""
    shelve(received, 2, "pier-log")
    assert call(received, "send").exit_code == 0
    put_source(received, "pier-log", "TLP:AMBER")
    post.accepted.clear()
    assert call(received, "send", "--correction", "--to", "bob").exit_code == 0
    assert "Edition 2 replaces it." in read_mails(post)["bob@example.net"]


@pytest.mark.parametrize("fault", ["damaged", "unsigned"])
def test_an_edition_that_cannot_leave_replaces_nothing(received: Path, post: Post, fault: str) -> None:
    """It was altered since its issue, or nobody whose signature counts signed it."""
    shelve(received, 2, "pier-log")
    if fault == "damaged":
        (received / "output/editions/ferry/2/brief.en.tlp-green/ferry.html").write_bytes(b"altered")
    else:
        (received / "corpus/allowed_signers").write_text("", encoding="utf-8")
    ran = call(received, "send", "--correction")
    assert (ran.exit_code, post.accepted) == (6, []), ran.output
    why = "ferry.html is altered" if fault == "damaged" else "nobody whose signature counts"
    assert ran.stdout.count(why) == 3


def test_who_is_sent_the_topic_no_more_is_promised_nothing(received: Path, post: Post) -> None:
    """The letter waits and says why; another name of the same mailbox that is sent it still gets the edition there."""
    shelve(received, 2, "pier-log")
    edit_text(received / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[ann, shelf]")
    ran = call(received, "send", "--correction", "--json")
    held = {one["recipient"]: one["reason"] for one in json.loads(ran.stdout)["held"]}
    why = "no edition without quay-log replaces it yet: bob is not sent this topic any more; --unreplaced tells of it"
    assert (ran.exit_code, list(held), held["bob"].startswith(why)) == (6, ["bob"], True)
    assert set(read_mails(post)) == {"ann@example.org"}
    bobby = "bobby: {tlp: TLP:GREEN, organisation: Partner, channel: post, address: bob@example.net}\nbob:"
    edit_text(received / "corpus/recipients.yaml", "bob:", bobby)
    edit_text(received / "corpus/topics/ferry.md", "[ann, shelf]", "[ann, bobby, shelf]")
    assert call(received, "send").exit_code == 0
    post.accepted.clear()
    assert call(received, "send", "--correction").exit_code == 0
    assert "Edition 2 replaces it." in read_mails(post)["bob@example.net"]


def test_beside_what_a_reader_may_not_have_no_edition_is_promised(sending: Path) -> None:
    """`send` holds it back from a place that was another's: so the correction waits too, and names what is there."""
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: bob@example.net", "channel: share")
    assert call(sending, "send").exit_code == 0
    withdraw(sending)
    shelve(sending, 2, "pier-log")
    edit_text(sending / "corpus/recipients.yaml", "bob: {tlp: TLP:GREEN, organisation: Partner, channel: share}\n", "")
    edit_text(sending / "corpus/recipients.yaml", "channel: share}", "channel: share, address: bob}")
    edit_text(sending / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[ann, shelf]")
    shared = sending.parent / "share/bob"
    assert call(sending, "send", "--to", "shelf").exit_code == 6
    ran = call(sending, "send", "--correction", "--to", "shelf", "--json")
    told = json.loads(ran.stdout)
    why = [one["reason"] for one in told["held"] if "edition 2 does not leave (" in one["reason"]]
    assert (ran.exit_code, len(why)) == (6, 1), told
    assert "share/bob/ferry/1/brief.en.tlp-green stands in its place" in why[0]
    assert len(told["faults"]) == 1
    assert "stands in its place" in told["faults"][0]
    assert not list(shared.rglob("withdrawn-*"))
    shutil.rmtree(shared)
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    assert json.loads(call(sending, "send", "--correction", "--to", "shelf", "--json").stdout)["faults"] == []
    notice = next(shared.rglob("withdrawn-quay-log.txt"))
    assert "Edition 2 replaces it." in notice.read_text("utf-8")


def test_what_the_server_refused_is_promised_to_nobody(received: Path, post: Post) -> None:
    """No run brings it; who waits for it is named, with where to look."""
    shelve(received, 2, "pier-log")
    post.answer = "550 no"
    assert call(received, "send", "--to", "ann").exit_code == 6
    post.answer = "250 OK"
    assert call(received, "send").exit_code == 6
    ran = call(received, "send", "--correction", "--to", "ann", "--json")
    (held,) = json.loads(ran.stdout)["held"]
    assert (ran.exit_code, "edition 2 was refused, or taken away" in held["reason"]) == (6, True), ran.output


def test_what_was_taken_away_is_promised_to_nobody(received: Path) -> None:
    """It stands there no more, and no run puts it back."""
    shelve(received, 2, "pier-log")
    assert call(received, "send").exit_code == 0
    listed = json.loads(call(received, "outbox", "--json").stdout)
    key = next(one["key"] for one in listed if (one["channel"], one["edition"]) == ("share", 2))
    shutil.rmtree(next((received.parent / "share").rglob("ferry/2")))
    assert call(received, "outbox", "--resolve", key, "--taken-away", "--because", "wrong").exit_code == 0
    ran = call(received, "send", "--correction", "--to", "shelf", "--json")
    (held,) = json.loads(ran.stdout)["held"]
    assert (ran.exit_code, "edition 2 was refused, or taken away" in held["reason"]) == (6, True), ran.output


def test_of_a_topic_that_is_gone_no_edition_is_asked_for(received: Path, post: Post) -> None:
    """Its file has another name now: `issue` would not know it, and --unreplaced is what helps."""
    topic = received / "corpus/topics/ferry.md"
    topic.rename(topic.with_name("boat.md"))
    ran = call(received, "send", "--correction")
    assert (ran.exit_code, "issue" in ran.stdout) == (6, False)
    assert ran.stdout.count("there is no topic `ferry` any more; --unreplaced tells of it without one") == 3
    assert call(received, "send", "--correction", "--unreplaced").exit_code == 0
    assert len(post.accepted) == 2


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
