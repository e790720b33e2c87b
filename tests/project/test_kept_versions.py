"""A page that changes: excerpts stay bound to the version they were taken from, and `check` says what is new."""

import json
from pathlib import Path

from briefgen_command import run_briefgen

FIRST = """The council of ministers met in Minsk on 4 May and agreed on a common budget.

The alliance was not invited to the meeting, the secretary said on the same day.

Observers called the outcome modest but useful for the smaller members.
"""
SECOND = FIRST.replace("agreed on a common budget", "failed to agree on a common budget") + (
    "\nA second session will be held in Brest before the end of the summer, the host announced.\n"
)


def add(folder: Path, text: str) -> dict[str, object]:
    """Add the page with a text; give what `add` says of it."""
    page = folder.parent / "council-in-minsk.txt"
    page.write_text("Council meets in Minsk\n\n" + text, encoding="utf-8")
    ran = run_briefgen("add", page, "--json", folder=folder)
    return dict(json.loads(ran.out)["files"][0])


def edit_source(folder: Path) -> Path:
    """Give the first passage an id, as a person does."""
    source = next((folder / "corpus" / "sources").rglob("*.md"))
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("common budget.", "common budget. ^budget"), encoding="utf-8")
    return source


def test_an_edited_source_keeps_its_version(desk: Path) -> None:
    """The excerpts of an edited source are proven by the original they came from; the newer one is told apart."""
    assert add(desk, FIRST)["outcome"] == "added"
    source = edit_source(desk)
    assert add(desk, SECOND)["outcome"] == "kept"
    shown = json.loads(run_briefgen("show", f"{source.stem}^budget", "--json", folder=desk).out)
    assert (shown["proof"], shown["original"]["exact"]) == ("exact", FIRST.split("\n", maxsplit=1)[0])
    ran = run_briefgen("check", folder=desk)
    assert ran.code == 0
    [told] = [line for line in (ran.out + ran.err).split("\n") if "BG-PROOF-008" in line]
    assert "1 excerpt does not stand in it any more (^budget)" in told
    assert "1 paragraph changed: “and failed to agree on” for “and agreed on”" in told
    assert "1 paragraph new (“A second session" in told
    assert "gone" not in told


def test_words_taken_from_the_newer_version_have_moved(desk: Path) -> None:
    """A passage that a person corrects after the newer page is proven by that page: moved, and it may print."""
    add(desk, FIRST)
    source = edit_source(desk)
    add(desk, SECOND)
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("agreed on", "failed to agree on"), encoding="utf-8")
    shown = json.loads(run_briefgen("show", f"{source.stem}^budget", "--json", folder=desk).out)
    assert shown["proof"] == "moved"
    assert shown["original"]["exact"] == SECOND.partition("\n")[0]
    assert shown["original"]["sha256"] not in text


def test_words_of_no_version_are_not_proven(desk: Path) -> None:
    """A wording that neither version has is changed, with how alike it is, and where it stands."""
    add(desk, FIRST)
    source = edit_source(desk)
    add(desk, SECOND)
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("agreed on", "nearly agreed on"), encoding="utf-8")
    shown = json.loads(run_briefgen("show", f"{source.stem}^budget", "--json", folder=desk).out)
    assert shown["proof"] == "changed"
    assert shown["nearest"] == FIRST.split("\n", maxsplit=1)[0]
    assert 80 < shown["score"] < 100


def test_derived_ids_survive_edits_elsewhere(desk: Path) -> None:
    """What is added, changed or taken out elsewhere in a source changes no other excerpt's name."""
    add(desk, FIRST)
    [source] = (desk / "corpus" / "sources").rglob("*.md")

    def list_names() -> list[str]:
        found = json.loads(run_briefgen("show", source.stem, "--json", folder=desk).out)
        return [one["excerpt"] for one in found["excerpts"]]

    before = list_names()
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("\nThe alliance was", "\nA new first line.\n\nThe alliance indeed was"), encoding="utf-8"
    )
    after = list_names()
    assert len(before) == 3
    assert len(after) == 4
    assert {before[0], before[2]} <= set(after)
