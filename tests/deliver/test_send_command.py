"""What `send` holds back and says beside what it sends, and its exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from counting_post import Post
from ferry_project import call, shelve, withdraw

from briefgen.cli import command, sent
from briefgen.project.sending import running
from edited_files import edit_text

RECORD = "output/editions/ferry/{}/brief.en.tlp-green/edition.json"


def send(folder: Path, *words: str) -> Result:
    """Run `send` in the project."""
    return call(folder, "send", *words)


def test_what_is_old_may_be_damaged(sending: Path, post: Post) -> None:
    """Only the newest edition leaves, and only that is read; `verify` tells of the others."""
    shelve(sending, 2)
    (sending / RECORD.format(1)).write_bytes(b"{")
    ran = send(sending)
    assert (ran.exit_code, sorted(post.count().values())) == (0, [1, 1]), ran.output


@pytest.mark.parametrize("data", [b"{", b"", b'{"format": 1}'])
def test_a_damaged_edition_holds_its_topic_alone(sending: Path, post: Post, data: bytes) -> None:
    """It goes to nobody, not even in its whole variants; the other topic leaves; exit 7 and the way to look."""
    other = sending / "corpus/topics/boats.md"
    text = (sending / "corpus/topics/ferry.md").read_text("utf-8")
    other.write_text(text.replace("The ferry", "The boats"), encoding="utf-8")
    (sending / RECORD.format(1)).write_bytes(data)
    ran = send(sending)
    assert ran.exit_code == 7, ran.output
    assert "held     ferry   everybody: the edition's record " in ran.stdout
    assert "`briefgen verify ferry` says which" in ran.stdout
    assert "boats   ann: no edition was issued in its variant" in ran.stdout
    assert post.count() == {}


def test_a_trial_tells_what_would_be_set_aside(sending: Path, post: Post) -> None:
    """What waits of an older edition shows, as the run itself would tell it; nothing is closed by that."""
    post.answer = "451 come back later"
    assert send(sending).exit_code == 6
    shelve(sending, 2)
    post.answer = "250 OK"
    told = [json.loads(send(sending, "--dry-run", "--json").stdout)["aside"] for _ in range(2)]
    assert [(one["recipient"], one["edition"], one["note"]) for one in told[0]] == [
        ("ann", 1, "edition 2 leaves instead"),
        ("bob", 1, "edition 2 leaves instead"),
    ]
    assert [one["key"] for one in told[1]] == [one["key"] for one in told[0]]
    done = json.loads(send(sending, "--json").stdout)["aside"]
    assert [one["key"] for one in done] == [one["key"] for one in told[0]]


def test_who_shares_a_mailbox_is_no_refusal(sending: Path, post: Post) -> None:
    """One letter reaches both names; whoever asks for the other by name is told so, exit 0."""
    edit_text(
        sending / "corpus/recipients.yaml",
        "shelf:",
        "amy: {tlp: TLP:AMBER, organisation: House, channel: post, address: ANN@example.org}\nshelf:",
    )
    edit_text(sending / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[ann, amy, bob, shelf]")
    assert send(sending).exit_code == 0
    assert sorted(post.count().values()) == [1, 1]
    ran = send(sending, "--to", "amy", "--json")
    assert ran.exit_code == 0, ran.output
    assert [(one["recipient"], one["cause"]) for one in json.loads(ran.stdout)["held"]] == [("amy", "shared")]


def test_a_site_that_could_not_be_made_shows_in_the_exit_code(sending: Path, post: Post) -> None:
    """The edition is in its place, and no page leads to it: exit 6 until the pages are made."""
    (sending.parent / "www").mkdir()
    edit_text(
        sending / "corpus/channels.yaml", "share: {kind: folder, path: ../share}", "share: {kind: site, path: ../www}"
    )
    broken = sending / "templates/site/index.html.j2"
    broken.parent.mkdir(parents=True)
    broken.write_text("{{ nothing }}", encoding="utf-8")
    ran = send(sending)
    assert ran.exit_code == 6, ran.output
    assert "could not be made: " in ran.stderr
    assert "sent     ferry   edition 1, brief.en.tlp-clear   TLP:CLEAR   shelf by share" in ran.stdout
    broken.unlink()
    assert send(sending).exit_code == 0
    assert (sending.parent / "www/index.html").is_file()


def test_nothing_is_put_where_no_share_is_mounted(sending: Path, post: Post) -> None:
    """The empty folder that an unmounted share leaves takes no edition; the others leave, and this one waits."""
    share = sending.parent / "share"
    edit_text(sending / "corpus/channels.yaml", "path: ../share", "path: ../share, mount: ../share")
    ran = send(sending)
    assert ran.exit_code == 6
    assert f"nothing is mounted at {share}" in ran.stdout.replace("project/../", "")
    assert (list(share.iterdir()), sorted(post.count().values())) == ([], [1, 1])
    edit_text(sending / "corpus/channels.yaml", "mount: ../share", "mount: /")
    assert send(sending, "--to", "share").exit_code == 6, "it waits a while before it is tried again"


def test_a_mounted_share_takes_it(sending: Path, post: Post) -> None:
    """What is mounted there, as the root of all disks is, is no obstacle."""
    edit_text(sending / "corpus/channels.yaml", "path: ../share", "path: ../share, mount: /")
    assert send(sending).exit_code == 0
    assert list((sending.parent / "share").rglob("ferry.pdf"))


def test_an_edition_of_a_later_day_waits_for_it(sending: Path, post: Post) -> None:
    """It is held and named, which is nothing to do about: exit 0; `--date` says which day counts."""
    ran = send(sending, "--date", "2026-11-19", "--json")
    assert (ran.exit_code, post.accepted) == (0, [])
    held = json.loads(ran.stdout)["held"]
    assert {(one["recipient"], one["cause"]) for one in held} == {
        ("ann", "early"),
        ("bob", "early"),
        ("shelf", "early"),
    }
    assert "edition 1 is of 2026-11-20: it leaves from that day on" in held[0]["reason"]
    assert send(sending, "--date", "2026-11-20").exit_code == 0
    assert sorted(post.count().values()) == [1, 1]


def test_an_edition_of_a_later_day_takes_nothing_from_those_who_wait(sending: Path, post: Post) -> None:
    """Today's edition, deferred before, leaves until then; from its day on the later one does, and that alone."""
    post.answer = "451 come back later"
    assert send(sending, "--to", "bob", "--date", "2026-11-20").exit_code == 6
    post.answer = "250 OK"
    shelve(sending, 2, issued="2026-12-01")
    ran = send(sending, "--date", "2026-11-20", "--json")
    told = json.loads(ran.stdout)
    assert (told["aside"], [(one["recipient"], one["edition"]) for one in told["later"]]) == ([], [("bob", 1)])
    assert sorted((one["recipient"], one["edition"]) for one in told["done"]) == [("ann", 1), ("shelf", 1)]
    assert {(one["recipient"], one["cause"]) for one in told["held"]} == {
        ("ann", "early"),
        ("bob", "early"),
        ("shelf", "early"),
    }
    ran = send(sending, "--date", "2026-12-01")
    assert (ran.exit_code, ran.stdout.count("edition 2 leaves instead")) == (0, 1)
    assert sorted(post.count().values()) == [1, 1, 1]


def test_nobody_gets_an_older_edition_after_a_newer_one(sending: Path, post: Post) -> None:
    """What left by a day that was made to count is there; today's edition does not follow it."""
    shelve(sending, 2, issued="2026-12-01")
    assert send(sending, "--to", "bob", "--date", "2026-12-01").exit_code == 0
    ran = send(sending, "--date", "2026-11-20")
    assert ran.exit_code == 0
    assert "bob" not in ran.stdout
    assert "ann: edition 2 is of 2026-12-01: it leaves from that day on" in ran.stdout
    assert sorted(post.count().values()) == [1, 1]


def test_of_several_editions_to_come_each_is_asked_whether_somebody_has_it(sending: Path, post: Post) -> None:
    """Bob has the last of three; the others are told of those that leave, and not of one behind a newer's day."""
    shelve(sending, 2, issued="2026-12-01")
    shelve(sending, 3, issued="2026-12-24")
    shelve(sending, 4, issued="2026-12-10")
    assert send(sending, "--to", "bob", "--date", "2026-12-10").exit_code == 0
    for day in ("2026-11-20", "2026-12-01"):
        ran = send(sending, "--to", "bob", "--date", day)
        assert (ran.exit_code, ran.stdout, sorted(post.count().values())) == (0, "", [1])
    told = json.loads(send(sending, "--to", "ann", "--date", "2026-11-20", "--dry-run", "--json").stdout)
    assert [one["edition"] for one in told["planned"]] == [1]
    assert [one["reason"].partition(":")[0] for one in told["held"]] == [
        "edition 4 is of 2026-12-10",
        "edition 2 is of 2026-12-01",
    ]


def allow(folder: Path, rights: str) -> None:
    """Write the source on which the project's editions rest, with its owner's limits."""
    text = f"---\ntitle: Log\nissued: 2025\nrights: {{{rights}}}\n---\n\nTwo boats run.\n#org/ferry ^boats\n"
    (folder / "corpus/sources/quay-log.md").write_text(text, encoding="utf-8")


def test_what_may_be_quoted_no_more_does_not_leave(sending: Path, post: Post) -> None:
    """On the last day it does; the day after, or where an owner shortens the time later, it stays and is told."""
    allow(sending, "expires: 2026-11-30")
    ran = send(sending, "--date", "2026-12-01")
    assert (ran.exit_code, post.accepted) == (0, [])
    assert "bob: it quotes quay-log, which may be quoted no more" in ran.stdout
    assert send(sending, "--date", "2026-12-01", "--to", "bob").exit_code == 3
    allow(sending, "expires: 2026-11-01")
    assert send(sending, "--date", "2026-11-30").exit_code == 0
    assert post.accepted == []
    allow(sending, "expires: 2026-11-30")
    assert send(sending, "--date", "2026-11-30").exit_code == 0
    assert sorted(post.count().values()) == [1, 1]


def test_what_was_issued_with_a_reason_leaves(sending: Path, post: Post) -> None:
    """A limit of time that was over on the day of issue was overruled then, and is not asked again."""
    allow(sending, "expires: 2026-11-01")
    shelve(sending, 2, overruled=("BG-SRC-007: 1",))
    assert send(sending).exit_code == 0
    assert sorted(post.count().values()) == [1, 1]


def test_a_reason_for_something_else_is_none_for_a_right_that_ended(sending: Path, post: Post) -> None:
    """The end, of a day before the issue, was written into the source afterwards: nobody has thought about it."""
    shelve(sending, 2, overruled=("corpus/topics/ferry.md:9:1: BG-REVIEW-002 a judgement is suspect",))
    allow(sending, "expires: 2026-11-01")
    ran = send(sending)
    assert "quay-log, which may be quoted no more" in ran.stdout
    assert post.accepted == []


def issue_boats(folder: Path, *before: str) -> None:
    """Put an edition of a second topic beside the ferry's, for the same recipients."""
    topic = folder / "corpus/topics/boats.md"
    text = (folder / "corpus/topics/ferry.md").read_text("utf-8")
    topic.write_text(text.replace("The ferry", "The boats"), encoding="utf-8")
    shelve(folder, 1, slug="boats")


def test_a_damaged_file_holds_its_topic_alone(sending: Path, post: Post) -> None:
    """One flipped byte in one variant's PDF: nothing of that topic leaves, all of the other does; exit 7."""
    issue_boats(sending)
    pdf = sending / "output/editions/ferry/1/brief.en.tlp-green/ferry.pdf"
    pdf.write_bytes(pdf.read_bytes()[:-1] + b"!")
    ran = send(sending)
    assert ran.exit_code == 7, ran.output
    assert "held     ferry   everybody: ferry/1/brief.en.tlp-green/ferry.pdf is altered" in ran.stdout
    assert ran.stdout.count("sent     boats") == 3
    assert len(post.accepted) == 2


def test_an_edition_damaged_while_a_run_lasts_waits(sending: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sound when all was planned, and is not as it leaves, is told and waits; all else leaves; exit 7."""
    issue_boats(sending)
    pdf = sending / "output/editions/boats/1/brief.en.tlp-amber/ferry.pdf"
    sound = pdf.read_bytes()

    def damage(*given: object) -> None:
        pdf.write_bytes(sound[:-1] + b"!")

    monkeypatch.setattr(running, "settle_cut_off", damage)
    ran = send(sending)
    assert ran.exit_code == 7, ran.output
    assert "planned  boats   edition 1, brief.en.tlp-amber" in ran.stdout
    assert "ferry.pdf is not as it was issued" in ran.stderr
    assert (ran.stdout.count("sent "), len(post.accepted)) == (5, 3)
    monkeypatch.undo()
    pdf.write_bytes(sound)
    assert send(sending).exit_code == 0
    assert sorted(post.count().values()) == [1, 1, 1, 1]


def test_what_waits_of_a_topic_that_is_gone_is_closed(sending: Path, post: Post) -> None:
    """It is told, and leaves no more; where the topic is only not to be read, it waits."""
    post.answer = "451 come back later"
    assert send(sending).exit_code == 6
    topic = sending / "corpus/topics/ferry.md"
    text = topic.read_text("utf-8")
    topic.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    ran = send(sending)
    assert (ran.exit_code, "aside" in ran.stdout) == (6, False)
    topic.unlink()
    ran = send(sending)
    assert ran.stdout.count("aside    ferry   edition 1") == 2
    topic.write_text(text, encoding="utf-8")
    post.answer = "250 OK"
    assert send(sending).exit_code == 0
    assert sorted(post.count().values()) == [1, 1]


def test_an_edition_on_a_withdrawn_source_does_not_leave(sending: Path, post: Post) -> None:
    """Who has not had it yet gets no more of it; the command that makes a better one is told."""
    assert send(sending, "--to", "bob").exit_code == 0
    withdraw(sending)
    ran = send(sending)
    assert ran.exit_code == 6
    assert ran.stdout.count("it rests on quay-log, which was withdrawn: `briefgen issue ferry`") == 3
    shelve(sending, 2, "pier-log")
    assert send(sending).exit_code == 0
    assert sorted(post.count().values()) == [1, 1, 1]


def test_each_delivery_is_told_as_it_is_done(sending: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends in the midst has told what it did, in a log as on a terminal."""

    def end(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sent, "print_send", end)
    ran = CliRunner().invoke(command, ["send", "--project", str(sending), "--jobs", "1"])
    assert ran.stdout.count("sent     ferry") == 3
