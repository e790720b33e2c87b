"""Names of the vocabulary are found in texts as a reader would find them."""

import time

import pytest

from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.tagging.matcher import Matcher, compile_matcher, find_names, find_tag_called
from briefgen.tagging.patterns import split_name
from shared_data import SHARED

NAMES = {
    "org/nato": ("NATO", "НАТО", "Nato", "North Atlantic Treaty Organization", "North-Atlantic Alliance", "北约"),
    "org/csto": ("CSTO", "ОДКБ", "Collective Security Treaty Organization"),
    "org/sco": ("SCO",),
    "theme/security": ("security",),
    "theme/mediation": ("Mediation", "mediat*", "peace talks", "посреднич*"),
    "place/kazakhstan": ("Kazakhstan", "Казахстан*", "Қазақстан"),
    "place/istanbul": ("İstanbul",),
    "place/giessen": ("Gießen",),
    "place/oryol": ("Орёл",),
    "person/semyon": ("Семён",),
    "place/us": ("U.S.",),
    "org/council": ("Совет* Безопасност*",),
    "org/c5": ("C5+1",),
    "place/morocco": ("المغرب",),
    "person/cafe": ("Café",),
}


def make_matcher(names: dict[str, tuple[str, ...]]) -> Matcher:
    """Compile a vocabulary of aliases alone."""
    terms = {tag: Term(tag, aliases=aliases) for tag, aliases in names.items()}
    return compile_matcher(Vocabulary(terms, frozenset(terms)))


MATCHER = make_matcher(NAMES)


def find_words(text: str) -> list[str]:
    """Return the tag and the words of each hit."""
    return [f"{hit.tag}: {text[hit.start : hit.end]}" for hit in find_names(MATCHER, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A NATO-led force.", ["org/nato: NATO"]),
        ("NATO's role, NATO’s aims", ["org/nato: NATO", "org/nato: NATO"]),
        ("the NATO–CSTO platform", ["org/nato: NATO", "org/csto: CSTO"]),
        ("(NATO)«НАТО»/NATO.", ["org/nato: NATO", "org/nato: НАТО", "org/nato: NATO"]),
        ("l’OTAN et l'NATO", ["org/nato: NATO"]),
        ("a coordiNATOr", []),
        ("the sco and SCO", ["org/sco: SCO"]),
        ("одкб, ОДКБ", ["org/csto: ОДКБ"]),
        ("NATO, nato, Nato", ["org/nato: NATO", "org/nato: nato", "org/nato: Nato"]),
        ("North Atlantic\nAlliance", ["org/nato: North Atlantic\nAlliance"]),
        ("north‑atlantic  alliance", ["org/nato: north‑atlantic  alliance"]),
        ("«North» Atlantic Alliance", ["org/nato: North» Atlantic Alliance"]),
        ("to the North. Atlantic Alliance", []),
        ("to the North, Atlantic Alliance", []),
        (
            "the Collective Security Treaty Organization cares for security",
            ["org/csto: Collective Security Treaty Organization", "theme/security: security"],
        ),
        ("a Collective Security Treaty", ["theme/security: Security"]),
        (
            "Mediation, mediators, mediate",
            ["theme/mediation: Mediation", *[f"theme/mediation: {w}" for w in ("mediators", "mediate")]],
        ),
        ("immediate, premediation", []),
        ("при посредничестве", ["theme/mediation: посредничестве"]),
        ("с Казахстаном; ҚАЗАҚСТАН", ["place/kazakhstan: Казахстаном", "place/kazakhstan: ҚАЗАҚСТАН"]),
        ("в Совете Безопасности ООН", ["org/council: Совете Безопасности"]),
        ("Совет безопасных дорог", []),
        (
            "ISTANBUL istanbul İSTANBUL",
            ["place/istanbul: ISTANBUL", "place/istanbul: istanbul", "place/istanbul: İSTANBUL"],
        ),
        ("İİ ß in GIESSEN", ["place/giessen: GIESSEN"]),
        ("Семён, СЕМЕН, Семен", ["person/semyon: Семён", "person/semyon: СЕМЕН", "person/semyon: Семен"]),
        ("орёл, ОРЕЛ, Орёл", ["place/oryol: ОРЕЛ", "place/oryol: Орёл"]),
        ("U.S. forces, the US", ["place/us: U.S"]),
        ("the C5+1 format, C51", ["org/c5: C5+1"]),
        ("с 北约和 others", ["org/nato: 北约"]),
        ("ＮＡＴＯ and N\u00adA\u200bT\u2060O", ["org/nato: ＮＡＴＯ", "org/nato: N\u00adA\u200bT\u2060O"]),
        ("Казахста\u0301н", ["place/kazakhstan: Казахста\u0301н"]),
        ("Cafe\u0301, café", ["person/cafe: Cafe\u0301", "person/cafe: café"]),
        ("في المَغْرِب، المغــرب", ["place/morocco: المَغْرِب", "place/morocco: المغــرب"]),
        ("\u202bNATO\u202c", ["org/nato: NATO"]),
        ("NATO🚀", ["org/nato: NATO"]),
        ("", []),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    """Whole words match across blanks, hyphens, quotes, scripts and invisible characters, and nothing else does."""
    assert find_words(text) == expected


def test_spans_are_those_of_the_text() -> None:
    """Letters that grow when folded (İ, ß, ﬁ) do not shift the places of what follows."""
    text = "İİİ ßßß ﬁﬁﬁ NATO"
    assert [(hit.start, hit.end) for hit in find_names(MATCHER, text)] == [(12, 16)]


def test_decomposed_text_matches_composed_names() -> None:
    """й and ё written as letter and mark are the same letters."""
    matcher = make_matcher({"x/a": ("Домодедовский",)})
    assert [hit.tag for hit in find_names(matcher, "домодедовскии\u0306")] == ["x/a"]


@pytest.mark.parametrize("name", ["", "…", "a*", "*", "--", " ".join(["word"] * 201)])
def test_names_that_cannot_match_are_passed_over(name: str) -> None:
    """A name without words, with a stem of one letter or with over 200 words finds nothing and breaks nothing."""
    assert split_name(name) == ()
    assert find_names(make_matcher({"x/a": (name,)}), "a … x word Treaty") == ()


def test_first_tag_keeps_a_shared_name() -> None:
    """One name belongs to one tag: the first in the author's order; exact capitals come before any case."""
    matcher = make_matcher({"x/first": ("alliance",), "x/second": ("Alliance", "alli*"), "x/third": ("ALLIANCE",)})
    assert [hit.tag for hit in find_names(matcher, "Alliance ALLIANCE allied")] == ["x/first", "x/third", "x/second"]


def test_longest_name_wins_over_a_stem() -> None:
    """Of names that begin at one word the one with most words wins, whether or not it has a stem."""
    matcher = make_matcher(
        {"x/stem": ("secur*",), "x/long": ("Security Council",), "x/longer": ("securit* council* vote",)}
    )
    assert [hit.tag for hit in find_names(matcher, "Security Council vote; Security Council; security")] == [
        "x/longer",
        "x/long",
        "x/stem",
    ]


@pytest.mark.parametrize(
    ("name", "tag"),
    [("collective security treaty organization", "org/csto"), ("sco", "org/sco"), ("mediators", "theme/mediation")],
)
def test_whole_names_are_looked_up(name: str, tag: str) -> None:
    """A speaker's name is looked up whole and case-blind; a longer or empty one is not guessed at."""
    assert find_tag_called(MATCHER, name) == tag
    assert find_tag_called(MATCHER, name + " spokesman") == ""
    assert find_tag_called(MATCHER, "") == ""


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared texts do not lie beside this checkout")
def test_large_vocabulary_is_quick() -> None:
    """2,000 names are sought in real paragraphs at 4 MB a second (here: at a quarter of that, for slow machines)."""
    texts = [
        line
        for path in sorted((SHARED / "data" / "un" / "en").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    words = [word for text in texts for word in text.split() if word.isalpha() and len(word) > 4]
    names = [" ".join(words[start : start + 1 + start % 3]) for start in range(0, 40_000, 20)]
    matcher = make_matcher({f"x/{number}": (name,) for number, name in enumerate(names)})
    begun = time.process_time()
    hits = sum(len(find_names(matcher, text)) for text in texts)
    seconds = time.process_time() - begun
    assert hits > 1000
    assert sum(len(text.encode()) for text in texts) / seconds > 1_000_000
