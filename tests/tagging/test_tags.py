"""A passage's tags, speaker and actor follow from what people wrote and from the vocabulary."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from briefgen.model.date import PartialDate
from briefgen.model.evidence import TaggedPassage
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Severity
from briefgen.model.source import Passage, Source, Trailer
from briefgen.model.vocabulary import Speaking, Term, Vocabulary
from briefgen.tagging.check import check_tags
from briefgen.tagging.matcher import compile_matcher
from briefgen.tagging.tags import tag_source


def year(first: int, last: int | None = None) -> PartialDate:
    """Return the date of a year, or of an interval of years."""
    days = datetime.date(first, 1, 1), datetime.date(last or first, 12, 31)
    return PartialDate(f"{first}/{last}" if last else str(first), *days, "year")


TERMS = (
    Term("org/nato", (("en", "NATO"),), ("North Atlantic Treaty Organization",)),
    Term("org/csto", (("en", "CSTO"), ("ru", "ОДКБ"))),
    Term("place/kazakhstan", (("en", "Kazakhstan"),), ("Astana",), implies=("region/central-asia",)),
    Term("region/central-asia", (("en", "Central Asia"),), implies=("region/asia",)),
    Term("region/asia", implies=("place/kazakhstan",)),
    Term(
        "person/bordyuzha",
        (("en", "Nikolay Bordyuzha"),),
        ("Бордюжа",),
        speaks_for=(Speaking("org/csto", year(2003), year(2016)),),
    ),
    Term(
        "person/two",
        (("en", "Ann Two"),),
        speaks_for=(Speaking("org/nato", year(2001), year(2009)), Speaking("org/csto", year(2009))),
    ),
    Term("person/none", (("en", "Bob None"),)),
)
VOCABULARY = Vocabulary(
    {term.tag: term for term in TERMS}, frozenset({"org", "place", "person", "region"} | {term.tag for term in TERMS})
)
MATCHER = compile_matcher(VOCABULARY)
SOURCE = Source("example-2011", "corpus/sources/example-2011.md", "A title", Marking.CLEAR, issued=year(2011))
PASSAGE = Passage("example-2011", "abc", "paragraph", "", "", Place(SOURCE.path, 12, 1), 12, 0)


def tag(plain: str, source: Source = SOURCE, **trailer: Any) -> TaggedPassage:  # noqa: ANN401 - any field
    """Tag one passage, with these fields of its trailer."""
    passage = replace(PASSAGE, plain=plain, trailer=Trailer(**trailer))
    return tag_source(source, (passage,), VOCABULARY, MATCHER)[0]


def explain(tagged: TaggedPassage) -> list[tuple[str, bool, str]]:
    """Return each tag with whether it is asserted, and its reason."""
    return [(tagging.tag, tagging.asserted, tagging.reason) for tagging in tagged.taggings]


def test_tags_come_with_their_reasons_in_vocabulary_order() -> None:
    """Trailer, source and text give tags; each stands once, in the author's order, with a reason to show."""
    tagged = tag(
        "The CSTO and the North Atlantic Treaty Organization", replace(SOURCE, tags=("org/csto",)), tags=("org",)
    )
    assert explain(tagged) == [
        ("org/nato", False, "matches “North Atlantic Treaty Organization”"),
        ("org/csto", True, "inherited from the source"),
        ("org", True, "written in the trailer"),
    ]


def test_implied_tags_are_followed_to_the_end() -> None:
    """What a tag implies, and what that implies, is given too, once, also where they imply each other."""
    assert explain(tag("Talks in Astana")) == [
        ("place/kazakhstan", False, "matches “Astana”"),
        ("region/central-asia", False, "implied by place/kazakhstan"),
        ("region/asia", False, "implied by region/central-asia"),
    ]
    assert tag("", tags=("region/asia",)).tags == ("place/kazakhstan", "region/central-asia", "region/asia")


def test_asserted_wins_over_derived() -> None:
    """A tag that a person wrote stays theirs when the text or another tag gives it too."""
    tagged = tag("Astana, in Central Asia", tags=("region/central-asia", "place/kazakhstan"))
    assert [tagging.asserted for tagging in tagged.taggings] == [True, True, False]


def test_unknown_tags_stay_out() -> None:
    """A tag that the vocabulary does not know is no tag of the passage."""
    assert tag("", replace(SOURCE, tags=("org/nope",)), tags=("org/cst",)).tags == ()


def test_names_beside_the_marked_words_count() -> None:
    """Marks narrow what is quoted, not what the passage is about."""
    passage = replace(PASSAGE, plain="NATO said it would wait.", marked=("it would wait",))
    assert tag_source(SOURCE, (passage,), VOCABULARY, MATCHER)[0].tags == ("org/nato",)


@pytest.mark.parametrize(
    ("trailer", "speaker", "actor"),
    [
        ({"speaker": "nikolay bordyuzha"}, "person/bordyuzha", "org/csto"),
        ({"speaker": "Бордюжа"}, "person/bordyuzha", "org/csto"),
        ({"speaker": "[[Nikolay Bordyuzha|the head]]"}, "person/bordyuzha", "org/csto"),
        ({"speaker": "person/bordyuzha", "date": year(2016)}, "person/bordyuzha", "org/csto"),
        ({"speaker": "person/bordyuzha", "date": year(2018)}, "person/bordyuzha", ""),
        ({"speaker": "Nikolay Bordyuzha", "actor": "NATO"}, "person/bordyuzha", "org/nato"),
        ({"speaker": "Nikolay Bordyuzha", "actor": "Nobody"}, "person/bordyuzha", ""),
        ({"actor": "org/nato"}, "", "org/nato"),
        ({"speaker": "CSTO"}, "org/csto", "org/csto"),
        ({"speaker": "Bob None"}, "person/none", ""),
        ({"speaker": "Jane Unknown"}, "", ""),
        ({"speaker": "Ann Two"}, "person/two", "org/csto"),
        ({"speaker": "Ann Two", "date": year(2005)}, "person/two", "org/nato"),
        ({"speaker": "Ann Two", "date": year(2009)}, "person/two", ""),
        ({"speaker": "Ann Two", "date": year(2008, 2010)}, "person/two", ""),
        ({}, "", ""),
    ],
)
def test_speaker_and_actor(trailer: dict[str, Any], speaker: str, actor: str) -> None:
    """A speaker is looked up by name; whom a person speaks for depends on the time and is never guessed at."""
    tagged = tag("", **trailer)
    assert (tagged.speaker, tagged.actor) == (speaker, actor)
    assert tagged.tags == tuple(known for known in VOCABULARY.terms if known in (speaker, actor))


def test_without_a_date_only_a_single_office_is_taken() -> None:
    """In an undated passage a person speaks for an actor only if they have no other."""
    undated = replace(SOURCE, issued=None)
    assert tag("", undated, speaker="Nikolay Bordyuzha").actor == "org/csto"
    assert tag("", undated, speaker="Ann Two").actor == ""


def test_who_speaks_is_a_tag_with_its_reason() -> None:
    """The written speaker is asserted; the actor that the vocabulary adds is derived."""
    assert explain(tag("", speaker="Nikolay Bordyuzha")) == [
        ("org/csto", False, "speaks here"),
        ("person/bordyuzha", True, "speaks here"),
    ]


def check(source: Source = SOURCE, **trailer: object) -> list[str]:
    """Return the problems of one passage as a terminal prints them."""
    passage = replace(PASSAGE, trailer=Trailer(**trailer))  # type: ignore[arg-type]
    return [str(problem) for problem in check_tags(source, (passage,), VOCABULARY, MATCHER)]


def test_unknown_tag_is_an_error_with_two_remedies() -> None:
    """A misspelt tag is named where it stands, with the likely tag and the way to write plain text."""
    places = (("#org/cst", Place(SOURCE.path, 13, 7)),)
    assert check(tags=("org/nato", "org/cst"), places=places) == [
        "corpus/sources/example-2011.md:13:7: error[BG-TAG-001]: The tag `org/cst` is unknown.\n"
        "    did you mean `org/csto`? or write \\#org/cst if the source says so"
    ]


def test_unknown_inherited_tag_is_reported_where_it_was_written() -> None:
    """A folder's tag is reported at its place there, in the same words for every source that inherits it."""
    place = Place("corpus/sources/_defaults.yaml", 2, 8)
    one = replace(SOURCE, tags=("zzzz",), places=(("#zzzz", place),))
    other = replace(one, id="other-2012", path="corpus/sources/other-2012.md")
    assert (
        check(one)
        == check(other)
        == [
            "corpus/sources/_defaults.yaml:2:8: error[BG-TAG-001]: The tag `zzzz` is unknown.\n"
            "    add it to corpus/vocabulary.yaml"
        ]
    )


def test_people_are_checked() -> None:
    """An unknown speaker and an unclear actor are warnings, an unknown actor or stance an error."""
    assert check(speaker="Nikolai Bordyuzha")[0].endswith("did you mean `Nikolay Bordyuzha`?")
    assert "warning[BG-TAG-006]" in check(speaker="Jane Unknown")[0]
    assert "error[BG-TAG-001]" in check(actor="Nobody at all")[0]
    assert "error[BG-TAG-001]" in check(stance="against", stance_towards="org/otan")[0]
    assert check(speaker="Ann Two", date=year(2009)) == [
        "corpus/sources/example-2011.md:12:1: warning[BG-TAG-007]: "
        "`person/two` may speak for org/nato or org/csto here, so no actor is given.\n"
        "    write [actor:: org/nato] or [actor:: org/csto]"
    ]
    assert check(speaker="Ann Two", date=year(2009), actor="org/csto") == []


def test_sound_tags_give_no_problem() -> None:
    """Known tags, ancestors without an entry, known people and dates in office pass."""
    assert check(replace(SOURCE, tags=("org",)), tags=("org/nato",), speaker="Бордюжа", stance_towards="org/nato") == []
    problems = check_tags(replace(SOURCE, tags=("x",)), (), VOCABULARY)
    assert [problem.kind.severity for problem in problems] == [Severity.ERROR]


def test_a_known_tag_inside_the_text_is_a_warning() -> None:
    """A tag that is not in a trailer is part of the words; a known one is reported with its place."""
    from briefgen.read.passages import read_passages
    from briefgen.tagging.check import check_tags
    from samples import VOCABULARY, make_source

    text = "They said #org/nato would never come to the table, whatever others held. #nobody knows #why it is so.\n"
    passages, _ = read_passages(text, "a", "corpus/sources/a.md", 5)
    problems = check_tags(make_source("a"), passages, VOCABULARY)
    assert [(problem.kind.code, problem.place.line, problem.place.column) for problem in problems] == [
        ("BG-TRAIL-006", 5, 11)
    ]
