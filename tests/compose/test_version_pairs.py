"""One document in two languages: which excerpts say the same, and which of them prints."""

import pytest

from assembling import assemble, get, list_printed
from briefgen.compose.pairs import Kinship, find_symbol, find_versions, list_document_names
from briefgen.model.evidence import Evidence
from briefgen.model.printed_excerpt import Version
from samples import cite, make_block, make_evidence, make_plan, make_source, make_topic

EN = make_source("res-en", "2021-03-03", publisher="United Nations", title="Resolution A/RES/75/265", language="en")
RU = make_source("res-ru", "2021-03-03", publisher="United Nations", title="Резолюция A/RES/75/265", language="ru")
LENGTHS = {"res-en": 9, "res-ru": 9}
FIRST = make_evidence("res-en^first", "Takes note of the report for 2018;", source=EN, ordinal=3)
SAME = make_evidence("res-ru^same", "принимает к сведению доклад за 2018 год;", source=RU, ordinal=3)
NEXT = make_evidence("res-ru^next", "призывает все государства;", source=RU, ordinal=4)


def pair(one: Evidence, other: Evidence, lengths: dict[str, int] | None = None) -> dict[str, str]:
    """Find versions among two excerpts, the first in the language that is asked for."""
    return find_versions([one, other], Kinship((), LENGTHS if lengths is None else lengths, ("en",)))


def make_pair(one: dict[str, object], other: dict[str, object], ordinals: tuple[int, int] = (3, 3)) -> dict[str, str]:
    """Find versions among two excerpts of sources with these facts."""
    left = make_source("one", **{"language": "en", **one})  # type: ignore[arg-type]
    right = make_source("two", **{"language": "ru", **other})  # type: ignore[arg-type]
    first = make_evidence("one^x", "In 2018 there were 12 of 30.", source=left, ordinal=ordinals[0])
    second = make_evidence("two^y", "В 2018 году было 12 из 30.", source=right, ordinal=ordinals[1])
    return pair(first, second, {"one": 9, "two": 9})


def test_passages_in_the_same_place_of_one_document_are_one() -> None:
    """With one symbol and as many passages, the place decides; the next passage is another."""
    assert pair(FIRST, SAME) == {"res-ru^same": "res-en^first"}
    assert pair(FIRST, NEXT) == {}


def test_of_documents_of_unlike_length_only_passages_with_figures_of_their_own_pair() -> None:
    """Places shift where a version has more passages; the same two figures still tell, one or none does not."""
    rich = make_evidence("res-en^rich", "Allots 38,721,700 dollars for 2022.", source=EN, ordinal=5)
    twin = make_evidence("res-ru^twin", "выделяет 38 721 700 долл. на 2022 год.", source=RU, ordinal=6)
    assert pair(rich, twin, {"res-en": 9, "res-ru": 10}) == {"res-ru^twin": "res-en^rich"}
    assert pair(rich, twin, {"res-en": 9}) == {}
    assert pair(FIRST, SAME, {"res-en": 9, "res-ru": 10}) == {}


@pytest.mark.parametrize(
    ("one", "other", "is_paired"),
    [
        ({"doi": "10.1234/Abc"}, {"doi": "10.1234/abc"}, True),
        ({"same_as": ("two",)}, {}, True),
        ({"url": "https://a.org/en/talks/3.html"}, {"url": "https://a.org/ru/talks/3.html"}, True),
        ({"url": "https://a.org/talks_en.pdf"}, {"url": "https://a.org/talks_ru.pdf"}, True),
        ({"url": "https://a.org/talks"}, {"url": "https://a.org/talks?lang=ru"}, True),
        ({"url": "https://a.org/en/talks/3.html"}, {"url": "https://a.org/ru/talks/4.html"}, False),
        ({"url": "https://a.org/en/"}, {"url": "https://a.org/ru/"}, False),
        ({"doi": "10.1/x", "not_same_as": ("two",)}, {"doi": "10.1/x"}, False),
        ({"doi": "10.1/x"}, {"doi": "10.1/x", "language": "en"}, False),
        ({"doi": "10.1/x"}, {"doi": "10.1/x", "language": ""}, False),
        ({}, {}, False),
    ],
)
def test_only_facts_make_two_sources_one_document(one: dict[str, object], other: dict[str, object], is_paired) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """A DOI, a person's word or an address that differs in its language alone pair; a person's no is final."""
    assert bool(make_pair(one, other)) is is_paired


def test_a_symbol_with_another_day_is_another_document() -> None:
    """Dates that exclude each other speak against a name in common."""
    late = make_source("res-ru", "2022-01-01", title="Резолюция A/RES/75/265", language="ru")
    assert pair(FIRST, make_evidence("res-ru^same", "доклад за 2018 год;", source=late, ordinal=3)) == {}


def test_publisher_and_day_need_the_same_figures_and_no_rival() -> None:
    """Two papers of one house and day pair where place and figures agree, not where a third is as like."""
    facts = {"publisher": "Example Agency", "issued": None}
    left = make_source("one", "2020-05-05", publisher="Example Agency", language="en")
    right, rival = (
        make_source(name, "2020-05-05", publisher="Example Agency", language="ru") for name in ("two", "six")
    )
    lengths = {"one": 9, "two": 9, "six": 9}
    first = make_evidence("one^x", "In 2018 there were 12 of 30.", source=left, ordinal=3)
    second = make_evidence("two^y", "В 2018 году было 12 из 30.", source=right, ordinal=3)
    third = make_evidence("six^z", "В 2018 году было 12 из 30.", source=rival, ordinal=3)
    other = make_evidence("two^y", "В 2019 году было 13 из 30.", source=right, ordinal=3)
    assert pair(first, second, lengths) == {"two^y": "one^x"}
    assert pair(first, other, lengths) == {}
    assert find_versions([first, second, third], Kinship((), lengths)) == {}
    assert make_pair(facts, facts) == {}


def test_a_numbered_paragraph_or_a_persons_id_says_which_passage() -> None:
    """Own ids pair across any place; another number on the paragraph keeps two passages apart."""
    one, other = (make_evidence(f"{s.id}^offer", "x", source=s, ordinal=n) for s, n in ((EN, 2), (RU, 7)))
    named = [_own_id(one), _own_id(other)]
    assert pair(named[0], named[1]) == {"res-ru^offer": "res-en^offer"}
    twelve = make_evidence("res-en^n", "12. Requests a report", source=EN, ordinal=3)
    thirteen = make_evidence("res-ru^n", "13. просит доклад", source=RU, ordinal=3)
    assert pair(twelve, thirteen) == {}


def _own_id(evidence: Evidence) -> Evidence:
    from dataclasses import replace

    passage = replace(evidence.passage, has_own_id=True)
    return replace(evidence, tagged=replace(evidence.tagged, passage=passage))


def test_symbols_are_read_where_there_is_one() -> None:
    """A letter belongs to the symbol; of a title that names two documents none is taken."""
    assert find_symbol(make_source("x", title="Resolution A/RES/75/253 B")) == "A/RES/75/253 B"
    assert find_symbol(make_source("x", title="S/2021/12/Add.1 and S/RES/2405 (2018)")) == ""
    assert find_symbol(make_source("x", title="AT/HOME 2021")) == ""
    assert list_document_names(make_source("x", url="https://example.org")) == frozenset()


def test_a_brief_prints_the_version_in_its_language_and_links_the_other() -> None:
    """The other version is no evidence of its own: one excerpt, one origin, and a mark beside the printed one."""
    topic = make_topic(make_plan("excerpts"), make_plan("sources"))
    english = assemble(topic, SAME, FIRST, lengths=LENGTHS)
    (entry,) = get(english, "excerpts").groups[0].entries
    assert entry.name == "res-en^first"
    assert [(type(one), one.language, one.mark.label) for one in entry.versions] == [(Version, "ru", "2")]
    assert (english.brief.statistics.excerpts, english.brief.statistics.independent) == (1, 1)
    assert list_printed(assemble(topic, SAME, FIRST, lengths=LENGTHS, language="ru")) == ["res-ru^same"]


def test_a_cited_version_prints_whatever_its_language() -> None:
    """What a judgement rests on is never replaced by another text."""
    topic = make_topic(
        make_plan("judgements", text=(make_block("So.", "res-ru^same"),)), make_plan("excerpts"), make_plan("sources")
    )
    assert list_printed(assemble(topic, SAME, FIRST, lengths=LENGTHS)) == ["res-ru^same"]
    both = make_topic(make_plan("excerpts"), pin=(cite("res-en^first"), cite("res-ru^same")))
    assert sorted(list_printed(assemble(both, SAME, FIRST, lengths=LENGTHS))) == ["res-en^first", "res-ru^same"]


def test_what_was_left_out_as_a_version_is_on_record() -> None:
    """`status -v` can say why an excerpt did not print; used as a mark, it is not among the left out."""
    topic = make_topic(make_plan("excerpts", limit=0))
    left_out = assemble(topic, SAME, FIRST, lengths=LENGTHS).left_out
    assert ("res-ru^same", "res-en^first in another language") in [(one.name, one.reason) for one in left_out]
