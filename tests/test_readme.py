"""What README says is true."""

import re
from pathlib import Path

import pytest

from briefgen_command import run_briefgen
from readme_tables import README, fill_tables

TEXT = README.read_text(encoding="utf-8")


def list_blocks(language: str) -> list[str]:
    """List README's fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)


def test_tables_are_those_of_the_code() -> None:
    """Every command, option, setting, key, query field, template field and problem code stands in README as it is."""
    assert fill_tables(TEXT) == TEXT, "run `python tests/readme_tables.py`"


def test_there_are_two_set_up_commands() -> None:
    """One command to try it and one to test it, each alone in its block."""
    blocks = list_blocks("sh")
    assert [block.count("\n") for block in blocks] == [1, 1]
    for block in blocks:
        script = README.parent / block.split()[1]
        assert script.is_file(), block


def test_links_and_pictures_are_there() -> None:
    """Every file that README points to exists."""
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", TEXT):
        assert (README.parent / target).is_file(), target


def test_the_example_source_reads_as_told(desk: Path) -> None:
    """The source shown in the reference is sound with the vocabulary shown in the tour."""
    (source,) = list_blocks("markdown")
    (vocabulary,) = list_blocks("yaml")
    (desk / "corpus" / "vocabulary.yaml").write_text(
        vocabulary + "person/bordyuzha: {label: Nikolay Bordyuzha, speaks_for: org/csto}\n", encoding="utf-8"
    )
    (desk / "corpus" / "sources" / "example-2011.md").write_text(source, encoding="utf-8")
    checked = run_briefgen("check", folder=desk)
    assert checked.code == 0
    assert checked.err.count("warning[") == 1, checked.err
    assert "BG-PROOF-004" in checked.err
    found = run_briefgen("find", "tag:org/csto", folder=desk)
    assert "[@example-2011^no-contacts]" in found.out
    cited = run_briefgen("cite", "example-2011^no-contacts", folder=desk)
    assert cited.out == "[@example-2011^no-contacts]\n"


@pytest.mark.parametrize(
    "line", [line for block in list_blocks("console") for line in block.splitlines() if line[:1] == "$"]
)
def test_the_tour_uses_commands_that_exist(line: str, tmp_path: Path) -> None:
    """Each command of the tour is one of ours with options it knows."""
    words = line.split()[1:]
    if words[0] != "briefgen":
        assert words[0] == "cd"
        return
    listed = run_briefgen(words[1], "--help", folder=tmp_path)
    assert listed.code == 0
    assert all(word in listed.out for word in words if word.startswith("--"))
