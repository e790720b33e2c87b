"""The list of sources: full citations, rights, where each is used, and the statement that sums them up."""

from dataclasses import replace

import pytest

from briefgen.compose.assembly import assemble_brief
from briefgen.compose.attribution import read_attribution
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.compose.source_citations import write_citation
from briefgen.compose.source_summary import sum_up_sources
from briefgen.compose.sources import clean_address
from briefgen.model.bibliography import SourceEntry
from briefgen.model.brief import Section, Statistics
from briefgen.model.copies import CopyGroup, CopyMember
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.settings import Settings
from briefgen.model.source import Rights, Source, Trailer, Withdrawal
from briefgen.model.topic import Topic
from samples import VOCABULARY, cite, date, make_block, make_evidence, make_plan, make_source, make_topic

LANGUAGES = ("en", "ru", "kk")


def tell(source: Source, language: str = "en") -> str:
    """Write a source's citation as one text."""
    text = "".join(piece.text for piece in write_citation(source, clean_address(source.url), language))
    return text.replace("\u00a0", " ")


def list_entries(*found: Evidence, topic: Topic | None = None, **more: object) -> Section:
    """Assemble a brief that finds these, and return its section of sources."""
    by_source: dict[str, tuple[Evidence, ...]] = {}
    for evidence in found:
        by_source[evidence.source.id] = (*by_source.get(evidence.source.id, ()), evidence)
    sources = {evidence.source.id: evidence.source for evidence in found}
    findings = Findings(found, cited=by_source, sources=sources, source_ids=tuple(sources), **more)  # type: ignore[arg-type]
    plan = topic or make_topic(make_plan("excerpts"), make_plan("sources"))
    brief = assemble_brief(plan, findings, AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")).brief
    return next(section for section in brief.sections if section.kind == "sources")


def make_press(source_id: str, **fields: object) -> Source:
    """Make an article of an invented daily."""
    values: dict[str, object] = {"type": "article-newspaper", "publisher": "Example Daily", "title": "Talks go on"}
    return replace(make_source(source_id, "2011-01-31"), **(values | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "citation"),
    [
        ({"publisher": "Example Daily"}, "Example Daily. Talks go on. 31 Jan 2011."),
        (
            {"publisher": "Example Daily", "publisher_place": "Bishkek", "author": ("Jane Doe",)},
            "Jane Doe. Talks go on. Example Daily (Bishkek), 31 Jan 2011.",
        ),
        (
            {"author": ("Doe, Jane", "Roe, Ann"), "publisher": "Review", "volume": "12", "issue": "3", "page": "45-67"},
            "Doe, Jane; Roe, Ann. Talks go on. Review, vol. 12, no. 3, pp. 45–67, 31 Jan 2011.",
        ),
        ({"editor": ("A. Editor",), "publisher": "Press"}, "A. Editor (ed.). Talks go on. Press, 31 Jan 2011."),
        ({"page": "5"}, "Talks go on. Publisher not named, p. 5, 31 Jan 2011."),
        ({"title": "Who talks?", "publisher": "Daily"}, "Daily. Who talks? 31 Jan 2011."),
        ({"translated_title": "Talks", "publisher": "Daily"}, "Daily. Talks go on [Talks]. 31 Jan 2011."),
        (
            {"publisher": "Review", "doi": "10.1234/ab.c", "issn": "1234-5678"},
            "Review. Talks go on. 31 Jan 2011. https://doi.org/10.1234/ab.c ISSN 1234-5678.",
        ),
    ],
)
def test_a_citation_leads_with_who_speaks(fields: dict[str, object], citation: str) -> None:
    """Author, else editor, else outlet come first; the outlet is said once; what is not named is said to be."""
    assert tell(make_source("a", "2011-01-31", **({"title": "Talks go on"} | fields))) == citation


@pytest.mark.parametrize(
    ("issued", "accessed", "told"),
    [
        ("", "2026-11-03", {"en": "n.d. (captured 3 Nov 2026)", "ru": "Без даты (сохранено 3", "kk": "Күні жоқ ("}),
        ("", "", {"en": "n.d.", "ru": "Без даты", "kk": "Күні жоқ"}),
        ("2009-06?", "", {"en": "June 2009 (?)", "ru": "Июнь 2009", "kk": "2009"}),
        ("2017~", "", {"en": "c. 2017", "ru": "ок. 2017", "kk": "2017"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_is_guessed(issued: str, accessed: str, told: dict[str, str], language: str) -> None:
    """A date keeps its doubt; one that is not known is said to be, with the day of capture."""
    source = make_press("a", issued=date(issued) if issued else None, accessed=date(accessed) if accessed else None)
    assert told[language] in tell(source, language)


def test_many_authors_are_cut_and_a_flood_of_a_title_too() -> None:
    """Six authors are named and the others counted in; a title of 5,000 characters is cut between words, visibly."""
    text = tell(make_press("a", author=tuple(f"Author {n}" for n in range(9)), title="word " * 1000))
    assert "Author 5 et al." in text
    assert "Author 6" not in text
    assert "word […]. Example Daily" in text
    assert len(text) < 500


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("https://anna:secret@example.org/a", "https://example.org/a"),
        ("https://anna@example.org:8443/a", "https://example.org:8443/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://example.org/a", ""),
        ('https://example.org/"onmouseover=', ""),
        ("http://[x", ""),
        ("https://example.org/@someone", "https://example.org/@someone"),
    ],
)
def test_only_web_addresses_without_passwords_are_shown(url: str, shown: str) -> None:
    """What is no web address is not shown at all, and nobody's name and password go into a brief."""
    assert clean_address(url) == shown


@pytest.mark.parametrize(
    ("licence", "name", "url"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 3.0 igo", "CC BY-NC-SA 3.0 IGO", "https://creativecommons.org/licenses/by-nc-sa/3.0/igo/"),
        (
            "https://creativecommons.org/licenses/by-sa/4.0/deed.ru",
            "CC BY-SA 4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("public domain", "public domain", ""),
        ("OGL-UK-3.0", "Open Government Licence 3.0", ""),
        ("CC-BY-9.9", "CC-BY-9.9", ""),
        ("all rights reserved", "all rights reserved", ""),
    ],
)
def test_a_licence_is_named_with_its_address(licence: str, name: str, url: str) -> None:
    """A licence that asks for it is given with its usual name and address; another stays as it was written."""
    found = read_attribution(Rights(licence=licence, holder="Author"), "en")
    assert found is not None
    assert (found.holder, found.licence) == ("Author", name)
    assert found.url.startswith(url)


def test_no_rights_no_line() -> None:
    """Where nothing is known of a source's rights, nothing is claimed."""
    assert read_attribution(Rights(), "en") is None


def test_an_entry_tells_where_it_is_used() -> None:
    """It leads back to the judgements that rest on it, its printed excerpts, and the sections whose text cites it."""
    first = make_evidence("a-2009^x", "Ministers spoke of a road to the south.", "org/nato", ordinal=1)
    second = make_evidence("b-2011^y", "There were no contacts, and none were needed.", "org/csto")
    topic = make_topic(
        make_plan(
            "judgements", text=(make_block("A link is unlikely.", "b-2011^y"), make_block("So is another.", "b-2011^y"))
        ),
        make_plan("background", "How it began", text=(make_block("It began early.", "a-2009^x"),)),
        make_plan("excerpts"),
        make_plan("sources"),
    )
    entries = {entry.id: entry for entry in list_entries(first, second, topic=topic).sources}
    assert [(mark.label, mark.anchor) for mark in entries["b-2011"].judgements] == [("1", "j1"), ("2", "j2")]
    assert [mark.label for mark in entries["b-2011"].excerpts] == [str(entries["b-2011"].number)]
    assert entries["b-2011"].sections == ()
    assert [mark.label for mark in entries["a-2009"].sections] == ["How it began"]
    assert entries["a-2009"].judgements == ()


def test_a_list_before_the_judgements_knows_them_too() -> None:
    """The order of the sections does not change what an entry tells."""
    found = make_evidence("b-2011^y", "There were no contacts, and none were needed.", "org/csto")
    topic = make_topic(
        make_plan("sources"),
        make_plan("judgements", text=(make_block("A link is unlikely.", "b-2011^y"),)),
    )
    (entry,) = list_entries(found, topic=topic).sources
    assert [mark.anchor for mark in entry.judgements] == ["j1"]


def test_copies_name_each_other() -> None:
    """Sources of one group of copies, and those that give the same words, have the same origin; others have none."""
    wire = "The ministers met in Astana on Thursday and agreed on a road to the south."
    found = (
        make_evidence("a^x", wire, "org/nato", source=make_press("a", publisher="One")),
        make_evidence("b^x", wire, "org/nato", source=make_press("b", publisher="Two")),
        make_evidence("c^x", "Quite other words about quite another matter.", "org/nato", source=make_press("c")),
        make_evidence("d^x", "Nobody came to the forum this year, it was said.", "org/nato", source=make_press("d")),
    )
    topic = make_topic(make_plan("excerpts"), make_plan("sources"), pin=tuple(cite(one.name) for one in found))
    copies = (CopyGroup("c", (CopyMember("d", 80), CopyMember("not-printed", 70))),)
    entries = {entry.id: entry for entry in list_entries(*found, topic=topic, copies=copies).sources}
    assert [mark.label for mark in entries["a"].same_origin] == [str(entries["b"].number)]
    assert [mark.label for mark in entries["d"].same_origin] == [str(entries["c"].number)]
    assert len(entries["c"].same_origin) == 1


def test_a_withdrawn_source_is_never_listed() -> None:
    """What was withdrawn has no number, even where the topic cites it."""
    gone = make_press("gone", status="withdrawn", withdrawn=Withdrawal(None, "wrong"))
    kept = make_evidence("kept^x", "Ministers spoke of a road.", "org/nato")
    lost = make_evidence("gone^x", "Ministers spoke of a war.", "org/nato", source=gone)
    topic = make_topic(
        make_plan("background", text=(make_block("It is said.", "gone^x"),)),
        make_plan("excerpts"),
        make_plan("sources"),
    )
    assert [entry.id for entry in list_entries(kept, lost, topic=topic).sources] == ["kept"]


def make_listed(number: int, **fields: object) -> SourceEntry:
    """Make an entry for a statement about many."""
    values: dict[str, object] = {"title": "T", "publisher": f"Publisher {number}", "reliability": "B", "language": "en"}
    values |= {"type": "report", "issued": date("2011")} | fields
    return SourceEntry(number, f"s{number}", f"id-{number}", **values)  # type: ignore[arg-type]


def sum_up(*entries: SourceEntry, used: tuple[Evidence, ...] = (), language: str = "en", independent: int = 0) -> str:
    """Write the statement as one text."""
    statistics = Statistics(len(used), len(entries), independent or len(entries))
    remarks = sum_up_sources(entries, used, statistics, language)
    return " ".join(f"{one.text}{[mark.label for mark in one.marks] or ''}" for one in remarks)


def test_the_statement_names_the_strongest_the_weakest_and_the_weak_spots() -> None:
    """It says how many, of which kinds, how good, and what is wrong with them."""
    entries = (
        make_listed(1, reliability="A", issued=date("2004")),
        make_listed(2, reliability="A", language="ru"),
        make_listed(3, reliability="C", issued=None),
        make_listed(4, reliability="F", issued=date("2020?"), type="speech", publisher=""),
    )
    checked = make_evidence("a^x", "Words.", state=ProofState.UNPROVEN)
    assert sum_up(*entries, used=(checked,), independent=3) == (
        "4 sources, 3 independent, 2004–2020. Types: report\u00a0(3), speech\u00a0(1)."
        " Languages: English\u00a0(3), Russian\u00a0(1)."
        " Strongest: 2 graded A, completely reliable. Weakest: 1 graded C, fairly reliable['3']"
        " Weak spots: 1 undated, 1 of doubtful date, 1 not graded, 1 without author or publisher,"
        " 1 excerpt not checked."
    )


def test_one_source_is_summed_up_without_comparisons() -> None:
    """Of a single source there is no strongest and no independent one."""
    assert (
        sum_up(make_listed(1)) == "1 source, 2011. Types: report. Languages: English. All graded B, usually reliable."
    )


def test_no_source_no_statement() -> None:
    """An empty list has no statement."""
    assert sum_up_sources((), (), Statistics(), "en") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_is_short_whatever_the_sources_are(language: str) -> None:
    """At most eighty words, in every language, with every weakness at once."""
    types = ("report", "speech", "webpage", "article-newspaper", "interview", "treaty")
    entries = tuple(
        make_listed(
            number,
            type=types[number % 6],
            language=("en", "ru", "kk", "ar", "fr")[number % 5],
            reliability="ABCDEF"[number % 6],
            issued=None if number % 3 else date("2019?"),
            publisher="" if number % 7 == 0 else "The same",
            is_summary=True,
        )
        for number in range(1, 121)
    )
    unchecked = tuple(make_evidence(f"a^x{n}", "Words.", state=ProofState.UNPROVEN) for n in range(99))
    text = sum_up(*entries, used=unchecked, language=language, independent=17)
    assert 40 < len(text.split()) <= 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_is_in_the_language_of_the_brief(language: str) -> None:
    """No English word stands in a Russian or Kazakh statement."""
    text = sum_up(make_listed(1, reliability="A"), make_listed(2, reliability="C", issued=None), language=language)
    assert ("sources" in text) == (language == "en")


def test_graded_excerpts_and_sources_are_on_record() -> None:
    """The key of the grades explains those that stand in the brief."""
    found = make_evidence(
        "a^x",
        "Words of a minister.",
        "org/nato",
        source=make_press("a", reliability="B"),
        trailer=Trailer(credibility="2"),
    )
    findings = Findings((found,), source_ids=("a",))
    topic = make_topic(make_plan("excerpts"), make_plan("sources"))
    statistics = assemble_brief(topic, findings, AssemblyOptions(VOCABULARY, Settings(), "")).brief.statistics
    assert (statistics.reliabilities, statistics.credibilities) == (("B",), ("2",))


def test_what_is_only_cited_or_shown_is_listed_with_where() -> None:
    """An excerpt that no section prints in full stands in its source's entry with the sections that show it."""
    source = make_press("a")
    trailer = Trailer(stance="for")
    spoken = make_evidence("a^one", "The council keeps silent.", actor="org/nato", trailer=trailer, source=source)
    key = Trailer(is_key=True)
    other = make_evidence("a^two", "A bridge of forty metres was opened at last.", trailer=key, source=source)
    plans = (make_plan("positions"), make_plan("excerpts", limit=1, order="source"), make_plan("sources"))
    topic = make_topic(*plans)
    findings = Findings((spoken, other), sources={"a": source}, source_ids=("a",))
    brief = assemble_brief(topic, findings, AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")).brief
    positions, excerpts, listed = (
        next(one for one in brief.sections if one.kind == kind) for kind in ("positions", "excerpts", "sources")
    )
    assert [one.name for group in excerpts.groups for one in group.entries] == ["a^two"]
    (there,) = listed.sources[0].elsewhere
    assert [mark.label for mark in there.marks] == ["1a"]
    assert [place.label for place in there.places] == [positions.heading]
    assert "1 of the 2 excerpts" in excerpts.remarks[0].text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, True),
        ({"type": "webpage"}, True),
        ({"type": "book"}, False),
        ({"page": "4"}, False),
        ({"doi": "10.1000/182"}, False),
        ({"url": "https://example.org/a"}, False),
    ],
)
def test_an_entry_says_that_no_address_is_known(fields: dict[str, object], told: bool) -> None:
    """Who holds the paper learns that the address was never written down, not that it was forgotten."""
    citation = tell(make_press("a", **fields))
    assert ("Address not recorded" in citation) is told


def test_a_bound_is_a_date_and_no_span() -> None:
    """A source that is not before a day is dated, has no year of its own, and its doubt is counted."""
    issued = replace(date("2009-09-10/.."), is_bound=True)
    section = list_entries(
        make_evidence("a^x", "One thing.", source=make_press("a", issued=issued)),
        make_evidence("b^x", "Quite another matter.", source=make_press("b", issued=date("2011"), publisher="Other")),
    )
    text = " ".join(remark.text for remark in section.remarks)
    assert "2011" in text
    assert "2009" not in text
    assert "1 of doubtful date" in text
    assert "Not before 10 Sept 2009" in tell(make_press("a", issued=issued))
