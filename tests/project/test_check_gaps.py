"""`briefgen check`: what sources leave unsaid, quotations over their owner's limit, idle tags and aliases."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefgen_command import run_briefgen

LONG = "One two three four five six seven eight nine ten eleven twelve."


def write(desk: Path, name: str, text: str) -> None:
    """Write a file of the corpus."""
    path = desk / "corpus" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def check(desk: Path, *words: str) -> list[dict[str, Any]]:
    """Run `check --json`."""
    ran = run_briefgen("check", "--json", *words, folder=desk)
    assert ran.code == 0, ran.out
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def list_codes(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Give code and file of each problem."""
    return [(one["code"], one["file"]) for one in found]


def test_what_sources_leave_unsaid_is_told_once_a_folder(desk: Path) -> None:
    """Five sources without date, reliability and rights are three lines with their first names; --all lists each."""
    for number in range(5):
        write(desk, f"sources/press/bare-{number}.md", f"---\ntitle: T\n---\nText {number}.\n")
    told = [one for one in check(desk) if one["code"].startswith("BG-SRC")]
    folder = "corpus/sources/press"
    assert list_codes(told) == [("BG-SRC-001", folder), ("BG-SRC-002", folder), ("BG-SRC-003", folder)]
    assert "5 sources have no date: bare-0, bare-1, bare-2 and 2 more" in told[0]["message"]
    assert "checked_by" in told[0]["hint"]
    assert "_defaults.yaml" in told[1]["hint"]
    listed = [one for one in check(desk, "--all") if one["code"] == "BG-SRC-002"]
    assert list_codes(listed) == [("BG-SRC-002", f"{folder}/bare-{number}.md") for number in range(5)]
    assert {one["line"] for one in listed} == {1}


def test_a_source_that_says_all_is_silent(desk: Path) -> None:
    """The folder's defaults count, a summary needs no rights, and a source that a person checked needs no date."""
    write(desk, "sources/press/_defaults.yaml", "reliability: B\nrights: {licence: CC-BY-4.0}\n")
    write(desk, "sources/press/whole.md", "---\ntitle: T\nissued: 2020\ntext: summary\n---\nText.\n")
    write(desk, "sources/notes.md", "---\ntitle: T\nreliability: A\nchecked_by: Me\ntext: summary\n---\nText.\n")
    write(desk, "sources/gone.md", "---\ntitle: T\nstatus: withdrawn\ntext: summary\n---\nText.\n")
    assert check(desk) == []


def test_many_folders_are_told_together(desk: Path) -> None:
    """Beyond ten folders a gap is one line for all."""
    for number in range(12):
        write(desk, f"sources/f{number}/bare-{number}.md", "---\ntitle: T\nissued: 2020\ntext: summary\n---\nText.\n")
    assert list_codes(check(desk)) == [("BG-SRC-002", "corpus/sources")]


@pytest.mark.parametrize(
    ("trailer", "is_told"),
    [
        ("^mine", True),
        ("==Marked== words.", False),
        ("^mine [text:: summary]", False),
        ("#org/x", False),
    ],
)
def test_an_excerpt_keeps_to_its_owners_limit(desk: Path, trailer: str, is_told: bool) -> None:
    """What a person chose to quote is measured by `max_quote_words`; a summary and what nobody chose are not."""
    write(desk, "vocabulary.yaml", "org/x: {label: Nobody}\n")
    front = "---\ntitle: T\nissued: 2020\nreliability: A\nrights: {licence: L, max_quote_words: 10}\n---\n"
    write(
        desk, "sources/one.md", f"{front}{LONG} {trailer.replace('^mine [text:: summary]', '[text:: summary] ^mine')}\n"
    )
    told = [one for one in check(desk) if one["code"] == "BG-SRC-004"]
    assert bool(told) == is_told
    if is_told:
        assert told[0]["message"] == "`^mine` quotes 12 words; its source allows 10."
        assert (told[0]["file"], told[0]["line"]) == ("corpus/sources/one.md", 7)


def test_a_printed_excerpt_keeps_to_its_owners_limit(desk: Path) -> None:
    """A passage that nobody marked is measured where a topic prints it, and not before."""
    front = "---\ntitle: T\nissued: 2020\nreliability: A\nrights: {licence: L, max_quote_words: 10}\n---\n"
    write(desk, "sources/one.md", f"{front}{LONG}\n")
    assert "BG-SRC-004" not in {one["code"] for one in check(desk)}
    write(desk, "topics/all.md", "---\ntitle: All\nquery: twelve\n---\n")
    assert "BG-SRC-004" in {one["code"] for one in check(desk)}


def test_idle_tags_and_aliases_are_told_on_demand(desk: Path) -> None:
    """`check --all` names tags that nothing has, asks for or speaks of, and idle aliases of the others."""
    write(
        desk,
        "vocabulary.yaml",
        "org/used:\n  label: Delta Compact\n  aliases: [DCO, Deltapakt, Dleta Compact]\n"
        "org/idle: {label: Nobody, aliases: [Noone]}\n"
        "org/asked: {label: Asked for}\n"
        "region/implied: {label: Implied}\n"
        "place/giver: {label: Deltapakt City, implies: [region/implied]}\n",
    )
    front = "---\ntitle: T\nissued: 2020\nreliability: A\ntext: summary\n---\n"
    write(
        desk,
        "sources/one.md",
        f"{front}The Delta Compact (DCO) met.\n\nDeltapakt means the same; Deltapakt City too.\n",
    )
    write(desk, "topics/asked.md", "---\ntitle: T\nquery: 'tag:org/used OR tag:org/asked'\n---\n")
    assert check(desk) == []
    found = check(desk, "--all")
    assert [(one["code"], one["line"]) for one in found] == [("BG-TAG-010", 1), ("BG-TAG-009", 4)]
    assert found[0]["message"] == "1 of 3 aliases of `org/used` match nothing: “Dleta Compact”."
    assert "org/idle" in found[1]["message"]


def test_gaps_do_not_stop_a_build(desk: Path) -> None:
    """`build` is silent on what only `check` tells."""
    write(desk, "sources/one.md", "---\ntitle: T\ntext: summary\n---\nText.\n")
    ran = run_briefgen("build", folder=desk)
    assert (ran.code, ran.err) == (0, "")


def test_what_is_shipped_is_nobodys_slip(desk: Path) -> None:
    """Of entries that `tags --add` wrote, only names of the desk's own are told as idle."""
    assert run_briefgen("tags", "--add", "organisations", folder=desk).code == 0
    vocabulary = desk / "corpus" / "vocabulary.yaml"
    text = vocabulary.read_text(encoding="utf-8")
    known = "aliases: [North Atlantic Treaty Organization, "
    assert text.count(known) == 1
    vocabulary.write_text(text.replace(known, f"{known}Nato-Allianz, "), encoding="utf-8")
    front = "---\ntitle: T\nissued: 2020\nreliability: A\ntext: summary\n---\n"
    write(desk, "sources/one.md", f"{front}NATO met.\n")
    told = [one["message"] for one in check(desk, "--all") if one["code"] in ("BG-TAG-009", "BG-TAG-010")]
    assert told == ["The alias of `org/nato` match nothing: “Nato-Allianz”."]
