"""`tags --add`: shipped entries join the project's vocabulary, and nothing of the author's changes."""

import json
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.project.place import find_project
from briefgen.project.tags.stocking import add_shipped, choose_names, plan_stock
from briefgen.read.vocabulary import read_vocabulary
from briefgen_command import run_briefgen

_OWN = """\
# Our own tags; the order is ours.
org/cooperation-forum: {label: SCO, aliases: [Astana]}  # not the other one
place/kazakhstan:
  label: {en: Our Kazakhstan}
"""


def _write(desk: Path, text: str = _OWN) -> Path:
    path = desk / "corpus" / "vocabulary.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_are_appended_and_the_author_own_text_stays(desk: Path) -> None:
    """The file begins as it was, comments and all, and the shipped entries follow."""
    path = _write(desk)
    stocked = add_shipped(find_project(desk), ["countries"])
    after = path.read_text(encoding="utf-8")
    assert after.startswith(_OWN)
    assert "place/uzbekistan" in {term.tag for term in stocked.added}
    assert "place/uzbekistan:" in after


def test_an_entry_that_is_there_is_not_changed(desk: Path) -> None:
    """A tag that the project has keeps its author's names; it is counted, not added."""
    _write(desk)
    stocked = add_shipped(find_project(desk), ["countries"])
    vocabulary, _ = read_vocabulary((desk / "corpus" / "vocabulary.yaml").read_bytes(), "v")
    assert vocabulary.terms["place/kazakhstan"].names == ("Our Kazakhstan",)
    assert stocked.there == 1


def test_a_name_that_the_project_has_is_left_out_and_told(desk: Path) -> None:
    """A capital whose name is the project's own is not added; the report names the tag that has it."""
    _write(desk)
    stocked = add_shipped(find_project(desk), ["countries"])
    left = {one.tag: one for one in stocked.left_out}
    assert left["place/kazakhstan/astana"].owner == "org/cooperation-forum"
    assert left["place/kazakhstan/astana"].is_whole
    assert "place/kazakhstan/astana" not in {term.tag for term in stocked.added}


def test_references_to_an_entry_left_out_go_to_the_tag_that_has_its_name() -> None:
    """Who speaks for the shipped SCO speaks for the project's tag of that name."""
    own, _ = read_vocabulary(b"org/cooperation-forum: {label: Shanghai Cooperation Organization}\n", "v")
    added = {term.tag: term for term in plan_stock(own, ("organisations", "persons")).added}
    assert "org/sco" not in added
    assert added["person/nurgaliev"].speaks_for[0].actor == "org/cooperation-forum"


def test_an_alias_that_the_project_has_is_left_out_of_the_new_entry() -> None:
    """Only the colliding alias goes; the rest of the entry is added."""
    own, _ = read_vocabulary(b"theme/talks: {label: good offices}\n", "v")
    stocked = plan_stock(own, ("themes",))
    mediation = next(term for term in stocked.added if term.tag == "theme/mediation")
    assert "good offices" not in mediation.names
    assert "peace talks" in mediation.names
    assert ("theme/mediation", "good offices", "theme/talks") in {(o.tag, o.name, o.owner) for o in stocked.left_out}


def test_what_an_entry_refers_to_comes_along(desk: Path) -> None:
    """Persons alone bring the places and bodies for which they speak, and the regions of those."""
    _write(desk, "")
    stocked = add_shipped(find_project(desk), ["persons"])
    vocabulary, problems = read_vocabulary((desk / "corpus" / "vocabulary.yaml").read_bytes(), "v")
    assert {"place/kazakhstan", "org/csto", "region/central-asia"} <= stocked.needed
    assert problems == ()
    assert "theme/mediation" not in vocabulary.terms


def test_adding_twice_adds_nothing(desk: Path) -> None:
    """The second run finds all tags there and leaves the file as it is."""
    path = _write(desk, "")
    add_shipped(find_project(desk), ["all"])
    before = path.read_bytes()
    assert add_shipped(find_project(desk), ["all"]).added == ()
    assert path.read_bytes() == before


def test_a_trial_writes_nothing(desk: Path) -> None:
    """--dry-run tells what would be added and leaves the file alone."""
    path = _write(desk)
    ran = run_briefgen("tags", "--add", "themes", "--dry-run", folder=desk)
    assert ran.code == 0, ran.err
    assert "theme/mediation" in ran.out
    assert "would be added" in ran.err
    assert path.read_text(encoding="utf-8") == _OWN


def test_the_command_adds_all_and_check_has_nothing_against_it(desk: Path) -> None:
    """`tags --add all` in a new project gives a vocabulary in which `check` finds no error."""
    ran = run_briefgen("tags", "--add", "organisations", "--add", "all", "--json", folder=desk)
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert len(told["added"]) > 1000
    assert told["left_out"] == []
    checked = run_briefgen("check", folder=desk)
    assert "vocabulary.yaml" not in checked.out + checked.err
    assert checked.code == 0, checked.out


def test_an_unknown_name_is_a_usage_error_with_the_names_there_are() -> None:
    """A slip in the name gets the nearest one; a name far from all gets the list."""
    with pytest.raises(UsageError, match="countries"):
        choose_names(["countrys"])
    with pytest.raises(UsageError, match="organisations, countries, persons, themes, all"):
        choose_names(["xyzzy"])


def test_add_excludes_the_other_wishes(desk: Path) -> None:
    """--add with --suggest is refused: each is a command of its own."""
    assert run_briefgen("tags", "--add", "all", "--suggest", folder=desk).code == 2
