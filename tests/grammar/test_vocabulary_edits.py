"""Edits of the vocabulary's text: what was asked is there, and every other character stays."""

import random

import pytest

from briefgen.grammar.edits import Edit, Lines, apply_edits
from briefgen.grammar.vocabulary_edits import CannotEdit, add_aliases, append_terms, remove_term
from briefgen.grammar.yaml_spans import read_spans
from briefgen.grammar.yaml_text import read_yaml
from briefgen.grammar.yaml_writing import write_scalar
from briefgen.model.vocabulary import Speaking, Term
from briefgen.read.vocabulary import read_vocabulary
from samples import date

TERMS = (
    Term("org/x", (("en", 'A: "b", c'), ("ru", "Ж # h")), ("no", "C5+1", "a]b", "- x", "5.5", "O’Neil", "y" * 130)),
    Term(
        "person/y",
        (("und", "Y"),),
        implies=("org/x",),
        excluded=("Y City",),
        speaks_for=(Speaking("org/x", date("2003"), date("2010/2012")),),
        forms=("Ys",),
        inflected=False,
    ),
    Term("org/z"),
)
BASES = (
    "",
    "# only a comment\n",
    "# a comment without an end",
    "{}",
    "{a/b: {label: Q}}",
    "a/b: {label: Q}",
    "a/b:\n  label: Q\n# the end",
    "a/b:\r\n  label: Q\r\n# the end\r\n",
    "---\na/b:\n  label: Q\n...\n",
    "  a/b: {label: Q}\n  a/c:\n",
    "\ufeffa/b: {label: Q}\n",
    "a/b:\n",
)


@pytest.mark.parametrize("before", BASES)
def test_entries_are_appended_to_any_vocabulary(before: str) -> None:
    """The entries read back as they were given, those before are the same, and the text before stays."""
    after = append_terms(before, TERMS)
    old, _ = read_vocabulary(before.encode(), "v")
    new, problems = read_vocabulary(after.encode(), "v")
    assert problems == ()
    assert list(new.terms.values()) == [*old.terms.values(), *TERMS]
    assert after.startswith(before.rstrip("}.\n\r"))
    if "\r\n" in before:
        assert "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a/b:  # c\n", 'a/b: {aliases: [New, "x, y"]}  # c\n'),
        ("a/b: ~ # c\nc/d: {}", 'a/b: {aliases: [New, "x, y"]} # c\nc/d: {}'),
        ("a/b: {label: Q} # x\n", 'a/b: {label: Q, aliases: [New, "x, y"]} # x\n'),
        ("a/b: {label: Q, aliases: []}", 'a/b: {label: Q, aliases: [New, "x, y"]}'),
        ("a/b: {aliases: [W, E,] }", 'a/b: {aliases: [W, E, New, "x, y",] }'),
        ("a/b: {aliases: 'W'}", "a/b: {aliases: ['W', New, \"x, y\"]}"),
        (
            "a/b:\n  label: Q # l\n  # c\n  implies: [c]\nc:",
            'a/b:\n  label: Q # l\n  aliases: [New, "x, y"]\n  # c\n  implies: [c]\nc:',
        ),
        (
            "a/b:\r\n  aliases:\r\n    - W # w\r\n\r\nc/d:\r\n",
            'a/b:\r\n  aliases:\r\n    - W # w\r\n    - New\r\n    - "x, y"\r\n\r\nc/d:\r\n',
        ),
        ("{a/b: {}}", '{a/b: {aliases: [New, "x, y"]}}'),
        ("a/b:\n  aliases:\n  label: Q", 'a/b:\n  aliases: [New, "x, y"]\n  label: Q'),
        (
            "a/b:\n  label: |\n    Q\n\n  implies: c\nc:",
            'a/b:\n  label: |\n    Q\n  aliases: [New, "x, y"]\n\n  implies: c\nc:',
        ),
        (
            "a/b: {label: {en: Q},\n  implies: [c]}\nc:",
            'a/b: {label: {en: Q},\n  implies: [c], aliases: [New, "x, y"]}\nc:',
        ),
    ],
)
def test_aliases_join_an_entry_however_it_is_written(before: str, after: str) -> None:
    """Block or flow, list or single text, none yet: the names join, comments and layout stay."""
    assert add_aliases(before, "a/b", ["New", "x, y"]) == after
    vocabulary, _ = read_vocabulary(after.encode(), "v")
    assert vocabulary.terms["a/b"].aliases[-2:] == ("New", "x, y")


@pytest.mark.parametrize("text", ["- a\n- b\n", "a/b: text\n", "a/b: [x]\n", "a/b: {aliases: {x: y}}\n", "c/d: {}\n"])
def test_what_cannot_be_edited_is_refused(text: str) -> None:
    """A vocabulary or entry of the wrong shape is left alone."""
    with pytest.raises(CannotEdit):
        add_aliases(text, "a/b", ["New"])


def test_an_entry_goes_with_its_lines() -> None:
    """The entry's own lines go; the comments around it stay."""
    text = "# c\r\na/b: {x: y,\r\n z: k} # x\r\n# d\r\nc/d: {}"
    assert remove_term(text, "a/b") == "# c\r\n# d\r\nc/d: {}"
    assert remove_term("c/d: {}\na/b:", "a/b") == "c/d: {}\n"
    with pytest.raises(CannotEdit):
        remove_term("{a/b: {}, c/d: {}}", "a/b")


def test_every_text_is_written_so_that_it_reads_back() -> None:
    """Names of any characters, as `--accept` gets them: YAML reads the very text."""
    chance = random.Random(7)
    signs = "aZя9қ北 -–'\"’`:#,[]{}&*!|>%@?~=\\/.()+\u00a0\u2028\u202e\ufeff\x85😀"
    for _ in range(3000):
        text = "".join(chance.choice(signs) for _ in range(chance.randint(1, 9))).strip()
        if not text:
            continue
        for written in (f"k: {write_scalar(text)} # c", f"k: [{write_scalar(text)}, x]", f"{write_scalar(text)}: v"):
            root, problems = read_yaml(written, "f")
            assert problems == (), written
            assert root is not None
            key, value = root.pairs[0]
            assert text in (key.value, value.value, *(item.value for item in value.items)), written


def test_spans_and_lines_agree_with_the_text() -> None:
    """Offsets count code points, a byte order mark and CRLF included."""
    text = "\ufeffa: 😀\r\nb: [c, 'd']  # e\r\n"
    root = read_spans(text)
    assert root is not None
    found = [text[span.start : span.end] for pair in root.pairs for span in pair]
    assert found == ["a", "😀", "b", "[c, 'd']"]
    lines = Lines(text)
    assert text[lines.locate(1, 4)] == "😀"
    assert text[lines.locate(2, 4)] == "["
    assert [lines.find_line(offset) for offset in (0, 5, 7)] == [1, 1, 2]


def test_edits_that_overlap_are_refused() -> None:
    """Two changes of one place are a mistake of ours, never a mangled file."""
    assert apply_edits("abc", [Edit(2, 3, "z"), Edit(0, 1, "x"), Edit(1, 1, "-")]) == "x-bz"
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abc", [Edit(0, 2, "x"), Edit(1, 3, "y")])
