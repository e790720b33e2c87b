"""The vocabulary is read as written, and what cannot work in it is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.dates import read_date
from briefgen.model.problem import Place
from briefgen.model.vocabulary import Speaking, Term, Vocabulary
from briefgen.read.vocabulary import read_vocabulary


def read(text: str) -> tuple[Vocabulary, list[str]]:
    """Read a vocabulary; return it with its problems as one line each."""
    vocabulary, problems = read_vocabulary(text.encode(), "v.yaml")
    return vocabulary, [f"{p.place.line}:{p.place.column} {p.kind.code} {p.message} {p.hint}" for p in problems]


def test_every_form_of_the_design_is_read() -> None:
    """Labels by language or alone, aliases, implications and speakers come out typed and in order."""
    vocabulary, problems = read("""
org/nato:
  label: {en: NATO, ru: НАТО}
  aliases: [Nato, Североатлантический альянс]
person/a: {label: A. Person, speaks_for: [{actor: org/nato, from: 2003, to: 2016}]}
person/b: {speaks_for: org/nato}
place/x: {implies: region/c, aliases: mediat*}
region/c/d/e:
""")
    assert problems == []
    assert list(vocabulary.terms) == ["org/nato", "person/a", "person/b", "place/x", "region/c/d/e"]
    nato = vocabulary.terms["org/nato"]
    assert nato.labels == (("en", "NATO"), ("ru", "НАТО"))
    assert nato.names == ("NATO", "НАТО", "Nato", "Североатлантический альянс")
    assert nato.place == Place("v.yaml", 2, 1)
    start, end = read_date("2003"), read_date("2016")
    assert not isinstance(start, str)
    assert not isinstance(end, str)
    assert vocabulary.terms["person/a"].speaks_for == (Speaking("org/nato", start, end),)
    assert vocabulary.terms["person/a"].label("en") == "A. Person"
    assert vocabulary.terms["person/b"].speaks_for == (Speaking("org/nato"),)
    assert vocabulary.terms["place/x"] == Term("place/x", aliases=("mediat*",), implies=("region/c",))


def test_ancestors_are_known_without_an_entry() -> None:
    """`a/b/c` makes `a/b` and `a` usable, and implying one of them is no mistake."""
    vocabulary, problems = read("a/b/c: {}\nd: {implies: [a/b, a]}\n")
    assert problems == []
    assert vocabulary.known == {"a/b/c", "a/b", "a", "d"}


# Text: what each problem must hold, in order.
MISTAKES = {
    "an unknown implied tag": (
        "org/csto: {}\nx: {implies: [org/cso]}\n",
        ["2:15 BG-TAG-001 | `org/cso` | `org/csto`?"],
    ),
    "an unknown actor": ("org/csto: {}\nx: {speaks_for: {actor: csto}}\n", ["2:25 BG-TAG-001 | `csto` | `org/csto`?"]),
    "itself": ("a: {implies: a}\n", ["1:1 BG-TAG-003 | `a` → `a`"]),
    "E05 a circle": (
        "a: {implies: b}\nb: {implies: c}\nc: {implies: a}\n",
        ["BG-TAG-003 | `a` → `b` → `c` → `a`"],
    ),
    "two circles": (
        "a: {implies: b}\nb: {implies: a}\nc: {implies: d}\nd: {implies: c}\n",
        ["BG-TAG-003", "BG-TAG-003"],
    ),
    "a circle through a parent": ("a: {implies: a/b}\na/b: {}\n", ["BG-TAG-003 | `a/b`"]),
    "an alias of two": (
        "a: {aliases: [Peace talks]}\nb: {aliases: [x1, peace  TALKS]}\n",
        ["2:19 BG-TAG-004 | `a` (v.yaml:1:15) | `b` (v.yaml:2:19)"],
    ),
    "a label and an alias": ("a: {label: NATO}\nb: {aliases: [Nato]}\n", ["2:15 BG-TAG-004 | `a` | `b`"]),
    "a short stem": ("a: {aliases: [x*, ab*]}\n", ["1:15 BG-TAG-005 | 'x*' | fewer than two"]),
    "a star inside": ("a: {aliases: ['a*b', '*', 'peace *']}\n", ["'a*b'", "'*'", "'peace *'"]),
    "a stem of one letter inside": (
        "a: {aliases: ['x* council']}\n",
        ["1:15 BG-TAG-005 | 'x* council' | fewer than two"],
    ),
    "a form with a star": ("a: {forms: ['ab*', '…']}\n", ["1:13 BG-TAG-005 | 'ab*'", "1:20 BG-TAG-005"]),
    "inflect maybe": (
        "a: {inflect: maybe}\nb: {inflect: [no]}\n",
        ["1:14 BG-YAML-009 | yes or no", "2:14 BG-YAML-009"],
    ),
    "an idle context": (
        "a: {label: Georgia, not: [Georgia Tech, Atlanta, South-Georgian]}\n",
        ["1:41 BG-TAG-008 | 'Atlanta' | `a`"],
    ),
    "a context of signs": ("a: {label: Georgia, not: '…'}\n", ["1:26 BG-TAG-005 | The context"]),
    "contexts in a mapping": ("a: {label: Georgia, not: {en: Georgia Tech}}\n", ["1:26 BG-YAML-008"]),
    "a name of signs": ("a: {label: '--'}\n", ["1:12 BG-TAG-005 | no letter"]),
    "a hash": ("'#org/a': {}\n", ["1:1 BG-TAG-002 | write org/a without"]),
    "no tag": ("org//a: {}\n9/9: {}\n-x: {}\n", ["1:1 BG-TAG-002", "2:1 BG-TAG-002", "3:1 BG-TAG-002"]),
    "capitals": ("org/a: {}\nOrg/A: {}\n", ["2:1 BG-TAG-002 | only in capitals"]),
    "twice": ("a: {}\na: {}\n", ["2:1 BG-YAML-005"]),
    "an unknown key": ("a: {lable: x, x-own: y}\n", ["1:5 BG-YAML-010 | `label`?"]),
    "an entry that is none": ("a: some text\nb: [c]\n", ["1:4 BG-YAML-008", "2:4 BG-YAML-008"]),
    "a list of labels": ("a: {label: [x, y]}\n", ["1:12 BG-YAML-008"]),
    "a language that is none": ("a: {label: {English: xy}}\n", ["1:13 BG-YAML-009 | 'English'"]),
    "a speaker without actor": ("a: {speaks_for: [{from: 2003}]}\n", ["1:18 BG-YAML-011"]),
    "a bad date": ("o: {}\na: {speaks_for: {actor: o, from: 2003-02-30}}\n", ["2:34 BG-DATE-001"]),
    "an end before its begin": ("o: {}\na: {speaks_for: {actor: o, from: 2009, to: 2008}}\n", ["BG-DATE-002"]),
    "a list for a vocabulary": ("[a, b]\n", ["1:1 BG-YAML-008"]),
    "broken YAML": ("a: {\nb: [c\n", ["BG-YAML-001"]),
    "look-alike letters": ("a: {label: NАTO}\n", ["1:12 BG-TEXT-010 | 'NАTO'"]),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_each_mistake_is_told_with_its_place(case: str) -> None:
    """What cannot work is named with line, column and the next step, and nothing else is."""
    text, expected = MISTAKES[case]
    _, problems = read(text)
    assert len(problems) == len(expected), problems
    for problem, words in zip(problems, expected, strict=True):
        for word in words.split(" | "):
            assert word in problem


def test_what_is_right_survives_what_is_wrong() -> None:
    """A bad alias takes only itself away."""
    vocabulary, problems = read("a: {label: Aa, aliases: ['*', Bb]}\nb: {label: Cc}\n")
    assert len(problems) == 1
    assert vocabulary.terms["a"].names == ("Aa", "Bb")
    assert "b" in vocabulary.terms


def test_how_names_match_is_read() -> None:
    """Further forms, contexts, stems inside a name and the switch for inflection come out as written."""
    vocabulary, problems = read("""
a: {label: Georgia, not: [Georgia Tech, Грузии], aliases: [Грузия]}
b: {aliases: ["peacekeep* operation*", "co-op* banks"], forms: [Родины, Родину], inflect: no}
c: {inflect: yes, not: , forms: }
""")
    assert problems == []
    georgia, peace, plain = vocabulary.terms.values()
    assert georgia.excluded == ("Georgia Tech", "Грузии")
    assert georgia.inflected
    assert (peace.names, peace.forms, peace.inflected) == (
        ("peacekeep* operation*", "co-op* banks"),
        ("Родины", "Родину"),
        False,
    )
    assert (plain.excluded, plain.forms, plain.inflected) == ((), (), True)


def test_one_tag_may_have_a_name_twice() -> None:
    """The same name as a label and an alias of one tag is no mistake."""
    assert read("a: {label: {en: NATO, de: NATO}, aliases: [Nato]}\n")[1] == []


def test_a_long_chain_of_implications_is_no_trouble() -> None:
    """Ten thousand tags that imply each other in a row are read, without recursion."""
    text = "".join(f"t{n}: {{implies: t{n + 1}}}\n" for n in range(10_000)) + "t10000: {}\n"
    vocabulary, problems = read(text)
    assert problems == []
    assert len(vocabulary.terms) == 10_001


@given(st.text(alphabet=st.sampled_from("ab/:{}[], \n*#'\"-labeimpsctor") | st.characters(), max_size=60))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    """Whatever stands there, a vocabulary comes back."""
    vocabulary, _ = read_vocabulary(text.encode("utf-8", "surrogatepass"), "v.yaml")
    assert set(vocabulary.terms) <= vocabulary.known


def test_our_own_vocabulary_reads_without_a_problem() -> None:
    """The vocabulary that a newcomer sees first has no mistake."""
    path = Path(__file__).resolve().parents[2] / "corpus" / "vocabulary.yaml"
    vocabulary, problems = read_vocabulary(path.read_bytes(), "corpus/vocabulary.yaml")
    assert [str(problem) for problem in problems] == []
    assert "org/nato" in vocabulary.terms
