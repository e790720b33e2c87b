"""What was raised after an edition was issued holds the edition back, with the reason."""

import json
from datetime import date
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import write_project

from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.model.edition import Edition, IssuedChanges, IssuedExcerpt, IssuedJudgement, IssuedRights
from briefgen_command import run_briefgen
from edited_files import edit_text

_SOURCE = """\
---
title: Quay log
text: summary
tlp: TLP:CLEAR
---
The boats of the ferry left on time that day, and came back late in the evening.
#org/ferry ^boats

The captain said nothing about the weather, nor did anybody ask him about it.
#org/ferry ^captain
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a project whose newest edition quotes one of a source's two excerpts, for a folder that takes TLP:CLEAR."""
    folder = write_project(tmp_path / "project")
    (folder / "corpus/sources/quay-log.md").write_text(_SOURCE, encoding="utf-8")
    edition = Edition(
        "ferry", 2, "2026-11-21", "The ferry", "TLP:CLEAR", sources={"quay-log": "Quay log"},
        excerpts={"quay-log^boats": IssuedExcerpt("The boats of the ferry left on time, and came late.", "quay-log")},
    )  # fmt: skip
    place_made(folder, edition)
    return folder


def place_made(desk: Path, edition: Edition) -> None:
    """Put an edition on the project's shelf."""
    files = {"ferry.html": b"<title>The ferry</title>", "ferry.pdf": b"%PDF-1.7"}
    place_editions(
        desk / "output/editions", [Frozen(edition, "brief.en.tlp-clear", files, MadeWith({"briefgen": "0"}))]
    )


def try_share(desk: Path, *options: str) -> tuple[int, str]:
    """Give how many editions would go into the share, and why one is held."""
    ran = run_briefgen("send", "--to", "share", "--dry-run", "--json", *options, folder=desk)
    told = json.loads(ran.out)
    return len(told["planned"]), " ".join(one["reason"] for one in told["held"])


@pytest.mark.parametrize(
    ("old", "new"),
    [("tlp: TLP:CLEAR", "tlp: TLP:GREEN"), ("#org/ferry ^boats", "#org/ferry [tlp:: TLP:GREEN] ^boats")],
    ids=["source", "excerpt"],
)
def test_a_raised_source_or_excerpt_holds_the_edition_back(desk: Path, old: str, new: str) -> None:
    """F13: it bears TLP:CLEAR and holds what is TLP:GREEN today: the folder for TLP:CLEAR gets it no more."""
    assert try_share(desk) == (1, "")
    edit_text(desk / "corpus/sources/quay-log.md", old, new)
    planned, reason = try_share(desk)
    assert planned == 0
    assert "what is in it is TLP:GREEN today" in reason


def test_what_the_edition_does_not_quote_may_be_raised(desk: Path) -> None:
    """Another excerpt of the same source is no matter of the edition's."""
    edit_text(desk / "corpus/sources/quay-log.md", "#org/ferry ^captain", "#org/ferry [tlp:: TLP:RED] ^captain")
    assert try_share(desk) == (1, "")


def test_a_raised_topic_holds_its_editions_back(desk: Path) -> None:
    """Title and slug bear the topic's marking, whatever the edition bore when it was issued."""
    edit_text(desk / "corpus/topics/ferry.md", "tlp: TLP:CLEAR", "tlp: TLP:GREEN")
    planned, reason = try_share(desk)
    assert planned == 0
    assert "the topic itself is TLP:GREEN" in reason


def test_a_topic_that_cannot_be_read_is_told(desk: Path) -> None:
    """Its recipients get nothing, and nobody takes that for success."""
    (desk / "corpus/topics/ferry.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    ran = run_briefgen("send", "--dry-run", folder=desk)
    assert ran.code == 6
    assert "the topic cannot be read" in ran.out


@pytest.mark.parametrize("word", ["no", "false", "No"])
def test_what_may_not_be_distributed_stays_in_the_house(sending: Path, post: Post, word: str) -> None:
    """An edition that quotes it reaches nobody of another organisation; what only lists the source is not stopped."""
    text = f"---\ntitle: Log\ntlp: TLP:CLEAR\nrights: {{may_distribute: {word}}}\n---\n\nTwo boats run. ^boats\n"
    (sending / "corpus/sources/quay-log.md").write_text(text, encoding="utf-8")
    ran = run_briefgen("send", folder=sending)
    assert [to for to, _ in post.accepted] == ["ann@example.org"]
    assert ran.out.count("it quotes quay-log, which may not be distributed") == 2


@pytest.mark.parametrize("name", ["quay-log.md", "quay-log-new.md"])
def test_a_raised_source_is_known_by_its_former_name(desk: Path, name: str) -> None:
    """A file that was renamed, and says so, is the same source."""
    old = desk / "corpus/sources/quay-log.md"
    edit_text(old, "tlp: TLP:CLEAR", "tlp: TLP:GREEN\nformerly: [quay-log]" if name != old.name else "tlp: TLP:GREEN")
    old.rename(old.with_name(name))
    planned, reason = try_share(desk)
    assert planned == 0
    assert "what is in it is TLP:GREEN today" in reason


@pytest.mark.parametrize("name", ["quay-log.md", "another.md"])
@pytest.mark.parametrize("broken", ["title: [", "title: Quay \udcff log"])
def test_a_source_that_cannot_be_read_holds_its_editions(desk: Path, name: str, broken: str) -> None:
    """Nobody can tell its marking; it may as well be the file of another name."""
    old = desk / "corpus/sources/quay-log.md"
    text = _SOURCE.replace("title: Quay log", broken)
    old.unlink()
    old.with_name(name).write_text(text, encoding="utf-8", errors="surrogateescape")
    planned, reason = try_share(desk)
    assert planned == 0
    assert "nobody can tell how quay-log is marked now" in reason


def test_what_is_gone_counts_as_it_was(desk: Path) -> None:
    """A source that was taken out of the corpus, all others being readable, stops nothing."""
    (desk / "corpus/sources/quay-log.md").unlink()
    assert try_share(desk) == (1, "")


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (IssuedRights(may_distribute=False), "it quotes quay-log, which may not be distributed"),
        (IssuedRights(expires=date(2026, 11, 22)), "it quotes quay-log, which may be quoted no more"),
        (IssuedRights(max_quote_words=90, expires=date(2026, 11, 23)), ""),
    ],
    ids=["stays", "ended", "allowed"],
)
@pytest.mark.parametrize("name", ["", "another.md"], ids=["gone", "moved"])
def test_the_rights_of_what_is_gone_hold_as_they_were(desk: Path, kept: IssuedRights, told: str, name: str) -> None:
    """Nobody has given leave by taking a source away, or by calling it otherwise without a word."""
    edition = Edition(
        "ferry", 3, "2026-11-21", "The ferry", "TLP:CLEAR", sources={"quay-log": "Quay log"},
        excerpts={"quay-log^boats": IssuedExcerpt("The boats left.", "quay-log")}, rights={"quay-log": kept},
    )  # fmt: skip
    place_made(desk, edition)
    source = desk / "corpus/sources/quay-log.md"
    source.rename(source.with_name(name)) if name else source.unlink()
    planned, reason = try_share(desk, "--date", "2026-11-23")
    assert (planned, told in reason) == (0 if told else 1, True), reason


def test_rights_that_the_source_has_today_come_before_those_it_had(desk: Path) -> None:
    """Its owner has given leave since."""
    edition = Edition(
        "ferry", 3, "2026-11-21", "The ferry", "TLP:CLEAR", sources={"quay-log": "Quay log"},
        excerpts={"quay-log^boats": IssuedExcerpt("The boats left.", "quay-log")},
        rights={"quay-log": IssuedRights(may_distribute=False)},
    )  # fmt: skip
    place_made(desk, edition)
    assert try_share(desk) == (1, "")


def test_a_raised_excerpt_is_known_by_much_the_same_words(desk: Path) -> None:
    """Who mends a word, and marks the excerpt higher, gives it another name."""
    text = (desk / "corpus/sources/quay-log.md").read_text("utf-8")
    mended = text.replace("The boats of the ferry left on time", "The boats of that ferry left on time, we hear,")
    path = desk / "corpus/sources/quay-log.md"
    path.write_text(mended.replace("#org/ferry ^boats", "#org/ferry [tlp:: TLP:GREEN]"), encoding="utf-8")
    planned, reason = try_share(desk)
    assert planned == 0
    assert "what is in it is TLP:GREEN today" in reason


def test_a_sentence_that_was_split_off_and_raised_holds_the_edition_back(desk: Path) -> None:
    """The excerpt that it stood in keeps its name and marking; its words are in the edition still."""
    added = "#org/ferry ^boats\n\nThe boats of the ferry left on time, [tlp:: TLP:GREEN] ^left\n"
    edit_text(desk / "corpus/sources/quay-log.md", "#org/ferry ^boats\n", added)
    planned, reason = try_share(desk)
    assert planned == 0
    assert "what is in it is TLP:GREEN today" in reason


_ELSEWHERE = """---
title: Quay log, closed
text: summary
tlp: TLP:GREEN
---
{}

The harbour master has seen it all.
"""


@pytest.mark.parametrize(
    "closed",
    [
        "The boats of the ferry left on time, and came late.",
        "We hear more. The boats of the ferry left on time, and came late. So it is.",
        "The boats of the ferry left on time.",
        "On Monday, we hear, the boats of the ferry left on time, and came late at night.",
    ],
    ids=["whole", "among others", "part", "among other words"],
)
@pytest.mark.parametrize("remains", ["The boats are back.\n#org/ferry ^boats\n", ""], ids=["reworded", "gone"])
def test_words_that_were_moved_into_a_higher_source_hold_the_edition_back(
    desk: Path, closed: str, remains: str
) -> None:
    """The source that it quoted is open still, and says so no more; who reads the edition reads what is closed."""
    log = desk / "corpus/sources/quay-log.md"
    whole = "The boats of the ferry left on time that day, and came back late in the evening.\n#org/ferry ^boats\n"
    edit_text(log, whole, remains)
    other = log.with_name("quay-log-closed.md")
    other.write_text(_ELSEWHERE.format("Nobody has said a word about the boats."), encoding="utf-8")
    assert try_share(desk) == (1, "")
    other.write_text(_ELSEWHERE.format(closed), encoding="utf-8")
    planned, reason = try_share(desk)
    assert planned == 0
    assert "what is in it is TLP:GREEN today" in reason


def test_words_that_stand_open_somewhere_are_open(desk: Path) -> None:
    """A closed source may quote what all may read: the excerpt as it was, or another open source that says the same."""
    log = desk / "corpus/sources/quay-log.md"
    words = "The boats of the ferry left on time, and came late."
    edit_text(log, "The boats of the ferry left on time that day, and came back late in the evening.", words)
    log.with_name("quay-log-closed.md").write_text(_ELSEWHERE.format(words), encoding="utf-8")
    assert try_share(desk) == (1, "")
    log.with_name("quay-log-open.md").write_text(_ELSEWHERE.format(words).replace("GREEN", "CLEAR"), encoding="utf-8")
    edit_text(log, words, "The boats are back.")
    assert try_share(desk) == (1, "")


def test_what_may_be_quoted_no_more_is_not_told_of_the_edition_before(desk: Path) -> None:
    """Its words stand under "What changed", though no excerpt of the source prints any more."""
    told = IssuedChanges({"quay-log^boats": IssuedExcerpt("The boats left.", "quay-log")}, {"quay-log": "Quay log"})
    edition = Edition("ferry", 3, "2026-11-22", "The ferry", "TLP:CLEAR", told=told)
    place_made(desk, edition)
    edit_text(desk / "corpus/sources/quay-log.md", "text: summary", "rights: {expires: 2026-11-20}")
    planned, reason = try_share(desk)
    assert planned == 0
    assert "quay-log" in reason


_JUDGED = """
## Judgements

The boats run{beside}. [likelihood:: likely] {trailer}

The boats will stop running by the winter. [likelihood:: likely] [tlp:: TLP:RED]
"""


@pytest.mark.parametrize(
    ("beside", "trailer", "is_held"),
    [
        ("", "", False),
        ("", "[tlp:: TLP:GREEN]", True),
        (" at night, by what is said of them there", "[tlp:: TLP:GREEN] ^j-boats", True),
        (" now", "[tlp:: TLP:GREEN]", True),
    ],
    ids=["as it was", "raised", "raised, and told otherwise under its id", "raised, and a word mended"],
)
def test_a_raised_judgement_holds_the_edition_back(desk: Path, beside: str, trailer: str, is_held: bool) -> None:
    """What the analyst wrote counts as excerpts do; a judgement that the edition has not does not."""
    topic = desk / "corpus/topics/ferry.md"
    text = topic.read_text("utf-8").replace("    kind: excerpts", "    kind: excerpts\n  - kind: judgements")
    topic.write_text(text + _JUDGED.format(beside=beside, trailer=trailer), encoding="utf-8")
    edition = Edition(
        "ferry", 3, "2026-11-21", "The ferry", "TLP:CLEAR",
        judgements=(IssuedJudgement("j-boats", "The boats run."),),
    )  # fmt: skip
    files = {"ferry.html": b"<title>The ferry</title>", "ferry.pdf": b"%PDF-1.7"}
    place_editions(
        desk / "output/editions", [Frozen(edition, "brief.en.tlp-clear", files, MadeWith({"briefgen": "0"}))]
    )
    assert try_share(desk)[0] == (0 if is_held else 1)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("quay-log.md", "rights: {may_distribute: nope}"),
        ("quay-log.md", "rights: {may_distribut: no}"),
        ("quay-log.md", "rights: {expires: 2026-11-2O}"),
        ("quay-log.md", "status: withdrwan"),
        ("quay-log.md", "staus: withdrawn"),
        ("_defaults.yaml", "rights: {may_distribute: nope}"),
    ],
)
def test_a_slip_in_what_decides_holds_the_edition(desk: Path, name: str, line: str) -> None:
    """What a front matter, or a folder's defaults, was to say of a source's use nobody knows: its editions wait."""
    path = desk / "corpus/sources" / name
    if path.exists():
        edit_text(path, "title: Quay log", f"title: Quay log\n{line}")
    else:
        path.write_text(f"{line}\n", encoding="utf-8")
    planned, reason = try_share(desk)
    assert planned == 0
    assert "nobody can tell how quay-log is marked now, or may be used" in reason
