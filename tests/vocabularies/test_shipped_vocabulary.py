"""The vocabularies that come with the program: whole, without contradictions, and right about made-up sentences."""

from functools import cache

import pytest
from shipped_sentences import list_sentences

from briefgen.grammar.vocabulary_edits import append_terms
from briefgen.model import kinds
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.tags.stocking import list_shipped, plan_stock
from briefgen.read.implications import list_ancestors
from briefgen.read.vocabulary import read_vocabulary
from briefgen.tagging.matcher import Matcher, compile_matcher, find_names
from briefgen.vocabularies.shipped import SHIPPED, read_shipped_file
from briefgen_command import ROOT
from shipped_vocabulary import read_shipped

_SENTENCES = list_sentences()
#: The members of the United Nations as of 2024 that a table of countries could most easily lack.
_MEMBERS = (
    "Andorra Bhutan Comoros Djibouti Eswatini Kiribati Lesotho Liechtenstein Monaco Nauru Palau Tonga Tuvalu Vanuatu "
    "Timor-Leste Montenegro Kyrgyzstan Suriname Belize Grenada"
)


@cache
def _load_matcher() -> Matcher:
    return compile_matcher(read_shipped())


def _tag(sentence: str) -> set[str]:
    matcher = _load_matcher()
    found = {hit.tag for hit in find_names(matcher, sentence)}
    wide = found | {implied for tag in found for implied, _ in matcher.implied.get(tag, ())}
    return {above for tag in wide for above in list_ancestors(tag)}


@pytest.mark.parametrize("name", SHIPPED)
def test_each_shipped_file_reads_without_problems(name: str) -> None:
    """A shipped file has no mistake but that it refers to tags of the others."""
    path, data = read_shipped_file(name)
    _, problems = read_vocabulary(data, path)
    assert [problem for problem in problems if problem.kind is not kinds.TAG_UNKNOWN] == []


def test_all_shipped_vocabularies_make_one_without_problems() -> None:
    """Written into one file they have no unknown tag, no name twice, no circle and no idle context."""
    text = append_terms("", read_shipped().terms.values())
    vocabulary, problems = read_vocabulary(text.encode(), "corpus/vocabulary.yaml")
    assert problems == ()
    assert vocabulary.terms == read_shipped().terms


def test_the_shipped_vocabularies_are_as_large_as_promised() -> None:
    """There are at least 80 organisations, 40 themes, 60 persons and 240 countries and territories."""
    counts = {name: len(list_shipped(name)) for name in SHIPPED}
    assert counts["organisations"] >= 80
    assert counts["themes"] >= 40
    assert counts["persons"] >= 60
    assert len(_list_countries()) >= 240


def _list_countries() -> list[str]:
    from briefgen.vocabularies.countries import list_countries

    return [term.tag for term in list_countries() if term.tag.count("/") == 1]


def test_every_country_is_named_in_english_russian_and_kazakh() -> None:
    """Every country and territory has a label in the three languages of the desk."""
    terms = read_shipped().terms
    for tag in _list_countries():
        assert {"en", "ru", "kk"} <= dict(terms[tag].labels).keys(), tag


def test_small_members_of_the_united_nations_are_there() -> None:
    """States that a list forgets easily have a tag each."""
    assert {f"place/{name.lower()}" for name in _MEMBERS.split()} <= set(_list_countries())


def test_every_person_who_speaks_does_so_for_a_shipped_tag() -> None:
    """Each actor for whom a person speaks, and each implied tag, is shipped as well."""
    vocabulary = read_shipped()
    for term in vocabulary.terms.values():
        assert {*term.implies, *(one.actor for one in term.speaks_for)} <= vocabulary.known, term.tag


def test_every_tag_has_an_english_label() -> None:
    """Briefs in English have a name for every shipped tag."""
    assert [tag for tag, term in read_shipped().terms.items() if "en" not in dict(term.labels)] == []


def test_every_label_finds_its_own_tag() -> None:
    """A text that is nothing but a label bears that label's tag."""
    matcher = _load_matcher()
    missed = []
    for tag, term in read_shipped().terms.items():
        for _, name in term.labels:
            if tag not in {hit.tag for hit in find_names(matcher, f"x, {name}.")}:
                missed.append((tag, name))
    assert missed == []


def test_the_repository_own_vocabulary_can_take_all_shipped_ones() -> None:
    """What collides with the repository's tags is left out, so that no problem is added to its vocabulary."""
    before = (ROOT / "corpus" / "vocabulary.yaml").read_text(encoding="utf-8")
    own, problems = read_vocabulary(before.encode(), "corpus/vocabulary.yaml")
    stocked = plan_stock(own, tuple(SHIPPED))
    after, found = read_vocabulary(append_terms(before, stocked.added).encode(), "corpus/vocabulary.yaml")
    assert len(found) == len(problems)
    assert {tag: after.terms[tag] for tag in own.terms} == own.terms
    assert stocked.left_out  # the repository has "Astana" as a name of Kazakhstan


def test_there_are_a_hundred_sentences() -> None:
    """The table of sentences stays as large as promised."""
    assert len(_SENTENCES) >= 100


@pytest.mark.parametrize(("sentence", "wanted", "unwanted"), _SENTENCES, ids=[one[0][:50] for one in _SENTENCES])
def test_a_sentence_has_its_tags(sentence: str, wanted: frozenset[str], unwanted: frozenset[str]) -> None:
    """A made-up sentence has the tags that a reader would give it, and none of its traps."""
    found = _tag(sentence)
    assert wanted <= found, f"missing: {wanted - found}; found: {found}"
    assert not unwanted & found


def test_nothing_is_found_without_a_vocabulary() -> None:
    """The sentences' tags come from the shipped vocabulary alone."""
    matcher = compile_matcher(Vocabulary())
    assert all(not find_names(matcher, sentence) for sentence, _, _ in _SENTENCES)
