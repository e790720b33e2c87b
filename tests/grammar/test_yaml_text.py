"""YAML is read as text with places; what could hurt is refused, and every mistake is told at once."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.grammar.yaml_text import DEPTH_LIMIT, FRONT_MATTER_LIMIT, YamlNode, read_yaml
from briefgen.model.problem import Place

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)

# The text, the code expected first, where, and words of the message (cases A01 to A24 of the threat list).
REFUSED = {
    "A01 brackets": ("a: " + "[" * 60_000, "BG-YAML-002", "1:23", "deeper than 20"),
    "A01 braces": ("a: " + "{" * 20_000, "BG-YAML-002", "1:23", "deeper than 20"),
    "A01 indentation": ("- " * 21 + "x", "BG-YAML-002", "1:41", "deeper than 20"),
    "A02 alias bomb": (BOMB, "BG-YAML-003", "1:4", "anchor &a"),
    "A02 an alias": ("a: *x\n", "BG-YAML-003", "1:4", "alias *x"),
    "A03 merge key": ("a: &x {b: c}\nd:\n  <<: *x\n", "BG-YAML-003", "1:4", "anchor &x"),
    "A04 lone anchor": ("title: &x y\n", "BG-YAML-003", "1:8", "anchor &x"),
    "A05 Python tag": ("a: !!python/object/apply:os.system [id]\n", "BG-YAML-004", "1:4", "os.system"),
    "A06 own tag": ("a: b\nc: !x d\n", "BG-YAML-004", "2:4", "'!x'"),
    "A07 tlp twice": ("tlp: TLP:RED\na: b\ntlp: TLP:CLEAR\n", "BG-YAML-012", "3:1", "lines 1 and 3"),
    "A07 key twice": ("a: b\nc: d\na: e\n", "BG-YAML-005", "3:1", "lines 1 and 3"),
    "A07 key twice within": ("a: {b: 1, b: 2}\n", "BG-YAML-005", "1:11", "`b`"),
    "A09 blank in a label": ("title: x\ntlp: TLP: AMBER\n", "BG-TLP-001", "2:6", "'TLP: AMBER'"),
    "A15 tab": ("a:\n\tb: c\n", "BG-YAML-001", "2:1", "a tab indents"),
    "A15 tab in a block": ("a: |\n\tb\n", "BG-YAML-001", "2:1", "a tab indents"),
    "A20 NUL": ("a: b\0c\n", "BG-FILE-004", "1:5", "U+0000"),
    "A23 too large": ("a: " + "x" * FRONT_MATTER_LIMIT, "BG-YAML-006", "1:1", "65,539 bytes"),
    "a control character": ("a: b\nc: \x1b[31m\n", "BG-YAML-001", "2:4", "U+001B"),
    "a hidden line break": ("a: b\u2028c\n", "BG-YAML-001", "1:5", "U+2028"),
    "a lone surrogate": ("a: \ud800\n", "BG-YAML-001", "1:4", "U+D800"),
    "a second document": ("a: b\n---\nc: d\n", "BG-YAML-001", "2:1", "second"),
    "an open quotation mark": ('a: "b\n', "BG-YAML-001", "2:1", "never closed"),
    "a colon in a value": ("title: NATO: a view\n", "BG-YAML-001", "1:12", "colon"),
    "a value that begins with @": ("a: @b\n", "BG-YAML-001", "1:4", "cannot begin"),
    "a list as a key": ("? [a]\n: b\n", "BG-YAML-008", "1:3", "key must be a word"),
    "an open list": ("a: [b\nc: d\n", "BG-YAML-001", "2:2", "["),
}


@pytest.mark.parametrize("case", REFUSED)
def test_each_hostile_text_is_refused_by_name_and_place(case: str) -> None:
    """What YAML could do to us is refused with its code, its line and column, and words that name it."""
    text, code, place, words = REFUSED[case]
    root, problems = read_yaml(text, "a.md", 1)
    assert problems, case
    assert (problems[0].kind.code, str(problems[0].place)) == (code, f"a.md:{place}")
    assert words in problems[0].message
    if code not in {"BG-YAML-005", "BG-YAML-012", "BG-YAML-008"}:
        assert root is None


def test_a_text_of_twenty_levels_and_sixty_four_kibibytes_is_read() -> None:
    """The limits themselves are allowed; one more of either is not."""
    at_limit = "[" * DEPTH_LIMIT + "x" + "]" * DEPTH_LIMIT
    assert read_yaml(at_limit, "a", 1)[1] == ()
    assert read_yaml(f"[{at_limit}]", "a", 1)[0] is None
    assert read_yaml("a: " + "x" * (FRONT_MATTER_LIMIT - 3), "a", 1)[1] == ()


def test_a_scalar_stays_the_text_that_was_written() -> None:
    """No value becomes a truth value, a number or a date: `no`, `010`, `1:30`, `.inf` and a date stay texts."""
    root, problems = read_yaml("[no, 010, 1:30:45, .inf, 2026-13-40, 1e3, '12', null]", "a", 1)
    assert root is not None
    assert problems == ()
    assert [item.value for item in root.items] == ["no", "010", "1:30:45", ".inf", "2026-13-40", "1e3", "12", "null"]


def test_each_node_knows_its_place_in_the_file() -> None:
    """Lines count from the given first line, columns in code points, also behind an emoji and a CRLF."""
    root, _ = read_yaml('é😀: "x"\r\nrights: {licence: 😀, holder: b}\n', "a.md", 5)
    assert root is not None
    (_, first), (key, rights) = root.pairs
    assert first.place("a.md") == Place("a.md", 5, 5)
    assert (key.line, rights.column) == (6, 9)
    holder = rights.get("holder")
    assert holder is not None
    assert holder.place("a.md") == Place("a.md", 6, 30)


def test_the_first_of_two_equal_keys_counts() -> None:
    """A second value never replaces the first in silence."""
    root, problems = read_yaml("a: first\na: second\n", "a.md", 1)
    assert root is not None
    assert len(problems) == 1
    assert [value.value for _, value in root.pairs] == ["first"]


def test_every_twin_key_is_told_at_once() -> None:
    """One mistake does not hide the next."""
    _, problems = read_yaml("a: 1\na: 2\nb: 1\nb: 2\ntlp: x\ntlp: y\n", "a.md", 1)
    assert [problem.place.line for problem in problems] == [2, 4, 6]


def test_a_flood_of_mistakes_is_cut_short() -> None:
    """Ten thousand aliases give a screen of problems, not ten thousand."""
    root, problems = read_yaml("[" + "*a," * 10_000 + "]", "a.md", 1)
    assert root is None
    assert len(problems) < 30


def test_a_broken_query_is_told_how_to_write_one() -> None:
    """A query that YAML takes apart gets the advice to use a block or single quotes."""
    _, problems = read_yaml('query: tag:org/nato AND "x": y\n', "t.md", 1)
    assert "query: |" in problems[0].hint


def test_quoted_and_empty_values_can_be_told_apart() -> None:
    """Nothing written is null; an empty text in quotation marks is a text."""
    root, _ = read_yaml("a:\nb: ''\nc: ~\nd: '~'\n", "a", 1)
    assert root is not None
    assert [value.is_null for _, value in root.pairs] == [True, False, True, False]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n"])
def test_an_empty_text_is_no_mistake(text: str) -> None:
    """Nothing at all gives no tree and no problem."""
    assert read_yaml(text, "a", 1) == (None, ())


def test_a_hundred_thousand_brackets_leave_the_process_alive() -> None:
    """A01: what crashes libyaml's own loader is stopped by its size, or by its depth where the size may be larger."""
    brackets = "[" * 100_000
    assert read_yaml(brackets, "a", 1)[1][0].kind.code == "BG-YAML-006"
    assert read_yaml(brackets, "a", 1, limit=8 << 20)[1][0].kind.code == "BG-YAML-002"


@given(
    st.text(alphabet=st.sampled_from(" \n\t:-[]{}&*!|>'\"#%@`,?ab0\0é\u2028\ud800<~=.") | st.characters(), max_size=80)
)
@example("*a : b")
@example("- - - {")
@example("? ? ? ?")
@example("%TAG ! x\n---\na")
def test_no_text_makes_the_reader_raise(text: str) -> None:
    """Whatever stands there, a tree or a problem comes back, and problems lie inside the file."""
    root, problems = read_yaml(text, "a.md", 3)
    assert root is None or isinstance(root, YamlNode)
    for problem in problems:
        assert problem.place.line >= 3
        assert problem.place.column >= 1
        assert str(problem).isprintable() or "\n" in str(problem)


def test_a_binary_number_of_five_thousand_digits_is_a_text() -> None:
    """A21: a huge number is never computed."""
    root, problems = read_yaml("a: " + "9" * 5000, "a", 1)
    assert root is not None
    assert problems == ()
    assert len(root.pairs[0][1].value) == 5000
