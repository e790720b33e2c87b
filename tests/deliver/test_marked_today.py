"""What was raised after an edition was issued holds the edition back, with the reason."""

import json
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import write_project

from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.model.edition import Edition, IssuedExcerpt
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
        excerpts={"quay-log^boats": IssuedExcerpt("The boats left on time.", "quay-log")},
    )  # fmt: skip
    files = {"ferry.html": b"<title>The ferry</title>", "ferry.pdf": b"%PDF-1.7"}
    frozen = [Frozen(edition, "brief.en.tlp-clear", files, MadeWith({"briefgen": "0"}))]
    place_editions(folder / "output/editions", frozen)
    return folder


def try_share(desk: Path) -> tuple[int, str]:
    """Give how many editions would go into the share, and why one is held."""
    ran = run_briefgen("send", "--to", "share", "--dry-run", "--json", folder=desk)
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


def test_what_may_not_be_distributed_stays_in_the_house(sending: Path, post: Post) -> None:
    """An edition that quotes it reaches nobody of another organisation; what only lists the source is not stopped."""
    text = "---\ntitle: Log\ntlp: TLP:CLEAR\nrights: {may_distribute: no}\n---\n\nTwo boats run. ^boats\n"
    (sending / "corpus/sources/quay-log.md").write_text(text, encoding="utf-8")
    ran = run_briefgen("send", folder=sending)
    assert [to for to, _ in post.accepted] == ["ann@example.org"]
    assert ran.out.count("it quotes quay-log, which may not be distributed") == 2
