"""`find`: the order spreads over the sources, and where nothing is found the next step is told."""

from pathlib import Path

import pytest

from briefgen_command import run_briefgen

_VOCABULARY = "org/csto: {label: {en: CSTO, ru: ОДКБ}}\norg/idle: {label: Nobody}\n"


def write(desk: Path, name: str, *paragraphs: str, issued: int = 2020) -> None:
    """Write a source of a few paragraphs."""
    text = f"---\ntitle: {name}\nissued: {issued}\nlanguage: en\ntext: summary\n---\n" + "\n\n".join(paragraphs) + "\n"
    (desk / "corpus" / "sources" / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def lands(desk: Path) -> Path:
    """Give a project with three sources that name one organisation, one of them many times."""
    (desk / "corpus" / "vocabulary.yaml").write_text(_VOCABULARY, encoding="utf-8")
    write(desk, "long", *(f"The CSTO met for talk number {number}." for number in range(5)), issued=2021)
    write(desk, "old", "The CSTO met once, long ago.", "The CSTO met again.", issued=2001)
    write(desk, "new", "The CSTO meets now.", issued=2022)
    return desk


def test_equals_take_turns_by_source(lands: Path) -> None:
    """Each source's first comes before any source's second; the newest source begins each turn."""
    lines = run_briefgen("find", "tag:org/csto", folder=lands).out.splitlines()
    found = [line.partition("^")[0].removeprefix("[@") for line in lines if line.startswith("[@")]
    assert found == ["new", "long", "old", "long", "old", "long", "long", "long"]


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("language:russian", "did you mean `language:ru`?"),
        ("language:русский", "is not a language code"),
        ("ОДКБ", "`tag:org/csto` finds 8"),
        ("ОДКБ AND language:en", "`tag:org/csto` finds 8"),
        ("zebra AND CSTO", "`tag:org/csto` finds 8"),
        ("zebra AND tiger", "write OR between the parts"),
        ("zebra", "end a word with *"),
        ("tag:org/idle", "`briefgen tags` lists the tags"),
    ],
)
def test_nothing_found_has_a_next_step(query: str, hint: str, lands: Path) -> None:
    """A language's name gives its code, a name of the vocabulary its tag; else the query is to be widened."""
    ran = run_briefgen("find", query, folder=lands)
    assert ran.out == ""
    assert hint in ran.err


def test_an_empty_corpus_is_told(desk: Path) -> None:
    """Before the first source the next step is `add`."""
    assert "briefgen add" in run_briefgen("find", "zebra", folder=desk).err
