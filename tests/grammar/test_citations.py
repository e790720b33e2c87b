"""Citations: every sentence of grammar G2."""

import pytest

from briefgen.grammar.citations import (
    CitationGroup,
    find_citations,
    read_citation_name,
    split_at_citations,
)
from briefgen.model import kinds
from briefgen.model.problem import Place


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("So it is. [@example-2011^no-contacts]", [["example-2011^no-contacts"]]),
        ("[@a^b; @c, p. 3]", [["a^b", "c"]]),
        ("[@a^b ;@c^d]. And [@e]!", [["a^b", "c^d"], ["e"]]),
        ("[@a;\n  @b]", [["a", "b"]]),
        ("*[@a]* ([@b])", [["a"], ["b"]]),
        ("`x` [@a]", [["a"]]),
    ],
)
def test_groups_are_found_in_order(text: str, names: list[list[str]]) -> None:
    """Each bracket of citations is one group, several are parted by semicolons."""
    groups, problems = find_citations(text, "t.md", 1, 1)
    assert [[citation.name for citation in group.citations] for group in groups] == names
    assert not problems


@pytest.mark.parametrize("locator", ["p. 3", "paras 4-5", "ch. 2, p. 7", "с. 12", "fol. 3ᵛ"])
def test_locator_is_kept_as_written(locator: str) -> None:
    """What follows the comma is the locator."""
    (group,), _ = find_citations(f"[@a^b, {locator}]", "t.md", 1, 1)
    assert group.citations[0].locator == locator


@pytest.mark.parametrize(
    "text",
    [
        "[[@x]]",
        "![@x]",
        "\\[@x]",
        "[@x](u)",
        "[@x][u]",
        "[@x]: u",
        "[@x]{u}",
        "`[@x]`",
        "``a [@x] `b` ``",
        "[a [@x] b](u)",
        "<a title='[@x]'>",
        "@x alone",
        "write to a@b.org",
        "[write to a@b.org]",
        "[\\@x]",
        "[]",
    ],
)
def test_what_only_looks_like_a_citation_is_text(text: str) -> None:
    """Links, images, footnotes, code, escapes and addresses are neither groups nor problems."""
    assert find_citations(text, "t.md", 1, 1) == ((), ())


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("[see @x]", "see [@x]"),
        ("[-@x]", "[@x]"),
        ("[@Example-2011^Id]", "[@example-2011^Id]"),
        ("[@a^b^c]", "[@a^b]"),
        ("[@a p. 3]", "[@a, p. 3]"),
        ("[@a; b]", "[@a; @b]"),
        ("[@a; see @b]", "[@a; @b]"),
        ("[@a^]", "[@a]"),
        ("[@a; ]", "[@a]"),
        ("[@a_b]", "\\["),
    ],
)
def test_wrong_form_is_an_error_with_the_right_one(text: str, right: str) -> None:
    """A group that is nearly one is an error that shows the right form, and stays text."""
    groups, (problem,) = find_citations(text, "t.md", 1, 1)
    assert not groups
    assert problem.kind is kinds.CITE_FORM
    assert right in problem.hint


def test_places_count_lines_and_columns_of_the_file() -> None:
    """A citation's place is its @ in the file, also on a later, indented line."""
    (group,), _ = find_citations("Аз [@a;\n@b]", "t.md", 7, 3, (3, 5))
    assert [str(citation.place) for citation in group.citations] == ["t.md:7:7", "t.md:8:5"]


def test_text_is_split_at_groups_without_loss() -> None:
    """Texts and groups come in turn, and together they are all of the Markdown."""
    text = "A [@a] b `[@c]` [@d]"
    pieces = split_at_citations(text)
    spelled = [text[p.start : p.end] if isinstance(p, CitationGroup) else p for p in pieces]
    assert spelled == ["A ", "[@a]", " b `[@c]` ", "[@d]"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a-1^b", "a-1^b"),
        ("a-1", "a-1"),
        ("@a", "a"),
        ("A", None),
        ("a^b^c", None),
        ("a, p. 3", None),
        ("con", None),
    ],
)
def test_pins_are_names_of_excerpts_or_sources(text: str, name: str | None) -> None:
    """`pin` and `exclude` name an excerpt or a whole source."""
    citation = read_citation_name(text, Place("t.md"))
    assert (citation.name if citation else None) == name
