"""Copies as a user meets them: `check` shows the groups, a word in a source splits or joins them, briefs follow."""

import json
from pathlib import Path

import pytest

from briefgen_command import run_briefgen
from grouping.story_texts import change_words, make_story

STORY = make_story(160, 1)
TOPIC = """---
title: Contacts
query: tag:org/nato
sections:
  - {heading: Key judgements, kind: judgements}
  - {heading: Positions, kind: positions}
  - {heading: Evidence, kind: excerpts}
---
# Key judgements
- There are none. [@wire^lead; @paper^lead]
"""


def write_source(folder: Path, name: str, paragraphs: list[str], lines: str = "") -> None:
    """Write a source whose first paragraph is an excerpt on NATO with a speaker."""
    lead, *rest = paragraphs
    trailer = "#org/nato [speaker:: Nikolay Bordyuzha] ^lead"
    body = "\n\n".join([f"{lead}\n{trailer}", *rest])
    path = folder / "corpus" / "sources" / f"{name}.md"
    path.write_text(f"---\ntitle: The story of {name}\ntext: verbatim\n{lines}---\n{body}\n", encoding="utf-8")


@pytest.fixture
def copied(desk: Path) -> Path:
    """Give a project with a wire story, a paper's re-written copy of it, and a stranger."""
    (desk / "corpus" / "vocabulary.yaml").write_text(
        "org/nato: {label: NATO}\nperson/bordyuzha: {label: Nikolay Bordyuzha}\n", encoding="utf-8"
    )
    write_source(desk, "wire", STORY, "publisher: Wire\nissued: 2011-01-31\n")
    write_source(desk, "paper", change_words(STORY, 0.15, 2), "publisher: Daily\nissued: 2011-02-01\nreliability: A\n")
    write_source(desk, "stranger", make_story(160, 3), "publisher: Weekly\nissued: 2011-02-02\n")
    topics = desk / "corpus" / "topics"
    topics.mkdir(exist_ok=True)
    (topics / "contacts.md").write_text(TOPIC, encoding="utf-8")
    return desk


def list_groups(folder: Path) -> list[list[str]]:
    """List the groups as `check --copies --json` gives them, each with its face first."""
    ran = run_briefgen("check", "--copies", "--json", folder=folder)
    assert ran.code == 0, ran.err
    groups = json.loads(ran.out)
    return [[group["face"]["source"], *(copy["source"] for copy in group["copies"])] for group in groups]


def count_problems(folder: Path) -> list[tuple[str, str, int, str]]:
    """Name the problems with copies: code, file, line and hint."""
    found = json.loads(run_briefgen("check", "--json", folder=folder).out)
    return [(p["code"], p["file"], p["line"], p["hint"]) for p in found if p["code"].startswith("BG-COPY")]


def test_check_shows_the_groups_without_complaint(copied: Path) -> None:
    """A group is no mistake: `check` counts it in a line, `--copies` lists it and says how to split it."""
    ran = run_briefgen("check", folder=copied)
    assert "1 group of copies, 2 sources in all: `briefgen check --copies` lists them" in ran.out
    assert "BG-COPY" not in ran.err
    listed = run_briefgen("check", "--copies", folder=copied)
    face, copy, *rest = listed.out.splitlines()
    assert face == "wire   The story of wire   (Wire, 2011-01-31)"
    assert copy.split()[1:3] == ["%", "alike"]
    assert copy.endswith("paper   The story of paper   (Daily, 2011-02-01)   another date")
    assert "  not_same_as: [wire]" in rest
    assert listed.code == 0


def test_a_word_splits_and_joins(copied: Path) -> None:
    """`not_same_as` splits a pair at the next command, `same_as` joins sources whose words differ."""
    assert list_groups(copied) == [["wire", "paper"]]
    write_source(copied, "paper", change_words(STORY, 0.15, 2), "not_same_as: [wire]\n")
    assert list_groups(copied) == []
    write_source(copied, "stranger", make_story(160, 3), "same_as: [wire]\n")
    assert list_groups(copied) == [["wire", "stranger"]]
    listed = run_briefgen("check", "--copies", folder=copied).out
    assert "  same_as     stranger" in listed


def test_what_persons_say_is_checked(copied: Path) -> None:
    """A source that names itself or an unknown one is warned, with a suggestion; a contradiction is an error."""
    write_source(copied, "stranger", make_story(160, 3), "same_as: [wir, stranger]\n")
    write_source(copied, "paper", STORY, "same_as: wire\n")
    write_source(copied, "wire", STORY, "issued: 2011-01-31\nnot_same_as: [paper]\n")
    assert count_problems(copied) == [
        ("BG-COPY-001", "corpus/sources/stranger.md", 4, "name the id of another source, or take it out"),
        ("BG-COPY-001", "corpus/sources/stranger.md", 4, "did you mean `wire`?"),
        ("BG-COPY-002", "corpus/sources/wire.md", 5, "take one of the two out; until then they count as two"),
    ]
    assert list_groups(copied) == []


def test_a_brief_quotes_the_face_and_counts_one_origin(copied: Path) -> None:
    """The more reliable copy yields to the wire story that it repeats; cited together they are one origin."""
    ran = run_briefgen("build", "--date", "2026-11-22", folder=copied)
    assert "printed" in ran.out, ran.err
    page = (copied / "output" / "contacts.html").read_text(encoding="utf-8")
    assert "2 excerpts · 1 independent" in page.replace("\u202f", " ").replace("\xa0", " ")
    topic = copied / "corpus" / "topics" / "contacts.md"
    topic.write_text(TOPIC[: TOPIC.index("# Key")], encoding="utf-8")
    run_briefgen("build", "--date", "2026-11-22", folder=copied)
    status = run_briefgen("status", "-v", folder=copied).out
    assert "left out: paper^lead (Evidence): near-copy of wire^lead" in status


def test_a_changed_group_prints_its_briefs_again(copied: Path) -> None:
    """A person's word on copies changes what a brief counts, so it is printed again; and then it is up to date."""
    run_briefgen("build", "--date", "2026-11-22", folder=copied)
    assert run_briefgen("build", folder=copied).out == "1 up to date\n"
    write_source(copied, "stranger", make_story(160, 3), "publisher: Weekly\nissued: 2011-02-02\nsame_as: [wire]\n")
    assert "printed  contacts" in run_briefgen("build", folder=copied).out
    assert run_briefgen("build", folder=copied).out == "1 up to date\n"


def test_the_index_may_be_deleted(copied: Path) -> None:
    """Groups are those of the files: an index made anew gives the same, and no brief is printed again."""
    run_briefgen("build", "--date", "2026-11-22", folder=copied)
    before = list_groups(copied)
    (copied / ".briefgen" / "index.sqlite").unlink()
    assert list_groups(copied) == before
    assert run_briefgen("build", folder=copied).out == "1 up to date\n"
