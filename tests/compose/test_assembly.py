"""From a topic and its findings to the finished brief."""

from dataclasses import replace

import pytest

from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.model import kinds
from briefgen.model.brief import Section
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.marking import Marking
from briefgen.model.query import Everything
from briefgen.model.settings import Settings
from briefgen.model.source import Source, Trailer, Withdrawal
from briefgen.model.topic import Topic
from samples import VOCABULARY, cite, date, make_block, make_evidence, make_plan, make_source, make_topic

TRANSIT = make_evidence(
    "a-2009^transit", "Ministers spoke of a road to the south.", "org/nato", "theme/transit", ordinal=1
)
PEACE = make_evidence(
    "a-2009^peace", "Observers were offered to the council of the alliance.", "org/csto", "theme/peacekeeping"
)
NO = make_evidence(
    "b-2011^no",
    "There were no contacts, and none were needed. The tools at hand would do.",
    "org/csto",
    actor="org/csto",
    source=make_source("b-2011", "2011", reliability="B"),
    trailer=Trailer(
        speaker="Nikolay Bordyuzha", stance="against", date=date("2011-01-31"), event="No contacts, he says"
    ),
)


def assemble(topic: Topic, *found: Evidence, cited: tuple[Evidence, ...] = (), **more: object) -> Assembly:
    """Assemble a topic whose query finds these, and whose cited sources hold those and these."""
    by_source: dict[str, tuple[Evidence, ...]] = {}
    for evidence in (*found, *cited):
        by_source[evidence.source.id] = (*by_source.get(evidence.source.id, ()), evidence)
    sources: dict[str, Source] = {there[0].source.id: there[0].source for there in by_source.values()}
    findings = Findings(
        found=found,
        cited=by_source,
        sources=sources,
        source_ids=tuple(sources),
        **more,  # type: ignore[arg-type]
    )
    return assemble_brief(topic, findings, AssemblyOptions(VOCABULARY, Settings(), "2026-11-22"))


def get(assembly: Assembly, kind: str) -> Section:
    """Get the section of a kind."""
    return next(section for section in assembly.brief.sections if section.kind == kind)


def test_numbers_follow_the_first_print_and_letters_the_excerpts() -> None:
    """Sources are numbered in order of first print; letters appear only where a source is quoted more than once."""
    topic = make_topic(
        make_plan("judgements", text=(make_block("Unlikely.", "b-2011^no", "a-2009^peace"),)),
        make_plan("excerpts"),
        make_plan("sources"),
    )
    assembly = assemble(topic, TRANSIT, PEACE, NO)
    (judgement,) = get(assembly, "judgements").judgements
    assert [mark.label for mark in judgement.evidence] == ["1", "2a"]
    printed = {entry.name: entry.mark.label for group in get(assembly, "excerpts").groups for entry in group.entries}
    assert printed == {"b-2011^no": "1", "a-2009^peace": "2a", "a-2009^transit": "2b"}
    assert [(entry.number, entry.id) for entry in get(assembly, "sources").sources] == [(1, "b-2011"), (2, "a-2009")]


def test_every_mark_leads_somewhere() -> None:
    """Each mark's anchor is the anchor of an excerpt printed in full or of a source's entry."""
    topic = make_topic(
        make_plan("judgements", text=(make_block("So.", "b-2011^no", "a-2009"),)),
        make_plan("positions"),
        make_plan("timeline"),
        make_plan("excerpts", limit=1),
        make_plan("sources"),
    )
    assembly = assemble(topic, TRANSIT, PEACE, NO)
    anchors = {entry.mark.anchor for group in get(assembly, "excerpts").groups for entry in group.entries}
    anchors |= {entry.anchor for entry in get(assembly, "sources").sources}
    marks = [mark for judgement in get(assembly, "judgements").judgements for mark in judgement.evidence]
    marks += [one.mark for actor in get(assembly, "positions").positions for one in actor.statements]
    marks += [entry.mark for entry in get(assembly, "timeline").timeline if entry.mark]
    assert len(marks) == 4
    assert {mark.anchor for mark in marks} <= anchors


def test_an_excerpt_prints_in_full_once() -> None:
    """The first excerpts section that takes an excerpt keeps it from the next."""
    topic = make_topic(make_plan("excerpts", "First", limit=2), make_plan("excerpts", "Second"))
    sections = assemble(topic, TRANSIT, PEACE, NO).brief.sections
    excerpts = [section for section in sections if section.kind == "excerpts"]
    names = [[entry.name for group in section.groups for entry in group.entries] for section in excerpts]
    assert sorted(name for there in names for name in there) == ["a-2009^peace", "a-2009^transit", "b-2011^no"]
    assert [len(there) for there in names] == [2, 1]


def test_groups_stand_in_vocabulary_order_and_the_rest_last() -> None:
    """`group: theme` puts an excerpt under the first of its themes; what has none comes under Other."""
    groups = get(assemble(make_topic(make_plan("excerpts", group="theme")), NO, TRANSIT, PEACE), "excerpts").groups
    assert [(group.heading, [entry.name for entry in group.entries]) for group in groups] == [
        ("Peacekeeping", ["a-2009^peace"]),
        ("Transit", ["a-2009^transit"]),
        ("Other", ["b-2011^no"]),
    ]


def test_listed_actors_who_said_nothing_are_shown_as_silent() -> None:
    """A position needs an actor; a mere mention is none."""
    positions = get(
        assemble(make_topic(make_plan("positions", actors=("org/nato", "org/csto"))), TRANSIT, NO), "positions"
    ).positions
    assert [(row.actor, len(row.statements)) for row in positions] == [("NATO", 0), ("CSTO", 1)]


def test_timeline_takes_dated_excerpts_and_dated_items_only() -> None:
    """Earliest day first, coarser before finer; an item without a date is a problem, not an event."""
    items = (
        make_block("2011: a year of statements", kind="item"),
        make_block("Some day: nothing known", kind="item"),
        make_block("2008-04-29/2008-05-01: the conference", kind="item"),
    )
    assembly = assemble(make_topic(make_plan("timeline", text=items)), NO, TRANSIT)
    assert [(str(entry.date), entry.text) for entry in get(assembly, "timeline").timeline] == [
        ("2008-04-29/2008-05-01", "the conference"),
        ("2011", "a year of statements"),
        ("2011-01-31", "No contacts, he says"),
    ]
    assert [problem.kind for problem in assembly.problems] == [kinds.TOPIC_TIMELINE_ITEM]


@pytest.mark.parametrize(
    ("block", "kind", "warning"),
    [
        (make_block("So.", "b-2011^no"), None, ""),
        (make_block("So."), kinds.CITE_NONE, "no evidence cited"),
        (make_block("So.", "b-2012^no"), kinds.CITE_UNKNOWN_SOURCE, "source missing"),
        (make_block("So.", "b-2011^yes"), kinds.CITE_UNKNOWN_EXCERPT, "source missing"),
        (make_block("So.", "gone-2010^x"), kinds.CITE_WITHDRAWN, "source missing"),
        (make_block("So.", "false-2010^x"), kinds.CITE_REFUTED, "source missing"),
        (make_block("So.", "b-2011"), kinds.CITE_WHOLE_SOURCE, ""),
    ],
)
def test_judgements_without_sound_evidence_say_so(block, kind, warning) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """An unresolved citation is a problem with a place, the reader is warned, and the brief is still made."""
    gone = make_evidence("gone-2010^x", "Gone.", source=make_source("gone-2010", status="withdrawn"))
    false = make_evidence("false-2010^x", "False.", state=ProofState.CHANGED)
    topic = make_topic(make_plan("judgements", text=(block,)))
    assembly = assemble(topic, cited=(NO, gone, false))
    assert [problem.kind for problem in assembly.problems] == ([kind] if kind else [])
    assert get(assembly, "judgements").judgements[0].warning == warning


def test_a_changed_citation_shows_both_texts() -> None:
    """Where the cited words are on record, the problem tells what they were and what they may be now."""
    topic = make_topic(make_plan("judgements", text=(make_block("So.", "b-2011^there-were-contacts-abcde"),)))
    assembly = assemble(
        topic,
        cited=(NO,),
        last_texts={
            "b-2011^there-were-contacts-abcde": "There were contacts, and none were needed. The tools would do."
        },
    )
    (problem,) = assembly.problems
    assert problem.kind is kinds.CITE_CHANGED
    assert "There were contacts" in problem.message
    assert "There were no contacts" in problem.hint
    assert "[@b-2011^no]" in problem.hint


def test_the_brief_is_marked_as_its_highest_part() -> None:
    """One AMBER excerpt makes a CLEAR topic's brief AMBER; a source cited as a whole counts too."""
    amber = make_evidence("c^x", "Secret words.", trailer=Trailer(marking=Marking.AMBER))
    assert assemble(make_topic(make_plan("excerpts")), NO, amber).brief.marking is Marking.AMBER
    green = make_evidence("d^x", "Other words.", source=make_source("d", marking=Marking.GREEN))
    topic = make_topic(make_plan("background", text=(make_block("As told.", "d"),)))
    assert assemble(topic, cited=(green,)).brief.marking is Marking.GREEN


def test_withdrawn_sources_are_left_out_with_the_reason() -> None:
    """What was left out and why is on record."""
    gone = make_evidence(
        "gone^x", "Gone.", source=make_source("gone", status="withdrawn", withdrawn=Withdrawal(reason="false"))
    )
    assembly = assemble(make_topic(make_plan("excerpts")), NO, gone)
    assert [(one.name, one.reason) for one in assembly.left_out] == [("gone^x", "its source is withdrawn")]


def test_empty_sections_say_so_and_default_ones_vanish() -> None:
    """A section that the author asked for tells that nothing was found; a default one is not printed."""
    asked = assemble(make_topic(make_plan("timeline")), TRANSIT).brief.sections
    assert [section.empty_note for section in asked] == ["The corpus holds no dated event on this topic."]
    assert assemble(make_topic(make_plan("timeline", is_default=True)), TRANSIT).brief.sections == ()


def test_a_brief_without_a_bottom_line_opens_with_figures() -> None:
    """Where the analyst wrote nothing, the first section tells what the corpus holds, and says that it is that."""
    brief = assemble(make_topic(make_plan("excerpts")), NO, TRANSIT).brief
    assert brief.sections[0].kind == "summary"
    (prose,) = brief.sections[0].prose
    assert prose.markdown == (
        "No bottom line has been written for this brief. "
        "It shows what the corpus holds on its topic: 2 excerpts from 2 sources, dated 2011, 1 undated."
    )
    written = assemble(make_topic(make_plan("excerpts"), summary=(make_block("Nothing will come of it."),)), NO).brief
    assert [section.heading for section in written.sections] == ["Bottom line", "Excerpts"]


def test_statistics_count_what_is_printed_or_cited() -> None:
    """Sources, undated ones, years and languages are counted over what the brief uses."""
    statistics = assemble(make_topic(make_plan("excerpts")), NO, TRANSIT, PEACE).brief.statistics
    assert (statistics.excerpts, statistics.sources, statistics.undated) == (3, 2, 1)
    assert (statistics.first_year, statistics.last_year) == (2011, 2011)


def test_pins_print_and_unprintable_pins_are_problems() -> None:
    """A pinned excerpt prints though the query did not find it; one that may not print is named."""
    topic = make_topic(make_plan("excerpts"), pin=(cite("b-2011^no"), cite("late^x")), cutoff=date("2012"))
    late = make_evidence("late^x", "Later.", source=make_source("late", "2020"))
    assembly = assemble(topic, TRANSIT, cited=(NO, late))
    names = {entry.name for group in get(assembly, "excerpts").groups for entry in group.entries}
    assert names == {"a-2009^transit", "b-2011^no"}
    assert [problem.kind for problem in assembly.problems] == [kinds.CITE_REFUSED]


def test_assembly_is_deterministic() -> None:
    """The same values give the same brief, whatever the order of the finds."""
    topic = make_topic(make_plan("positions"), make_plan("excerpts", group="theme"), make_plan("sources"))
    assert assemble(topic, TRANSIT, PEACE, NO).brief == assemble(topic, NO, PEACE, TRANSIT).brief


def test_an_exclusion_that_means_nothing_is_a_problem() -> None:
    """A misspelt exclusion keeps nothing out, so it is named; one that is met is not."""
    topic = make_topic(make_plan("excerpts"), exclude=(cite("a-2009^pease"), cite("b-2011^no")))
    assembly = assemble(topic, PEACE, NO)
    assert [problem.kind for problem in assembly.problems] == [kinds.CITE_UNKNOWN_EXCERPT]
    assert set(assembly.used) == {"a-2009^peace"}


def test_a_cited_excerpt_that_the_topic_keeps_out_is_named() -> None:
    """A judgement may not rest unseen on what lies after the cut-off; so it is with all of a pinned source."""
    late = make_evidence("late^x", "Later.", source=make_source("late", "2020"))
    topic = make_topic(
        make_plan("judgements", text=(make_block("Likely.", "late^x"),)), pin=(cite("late"),), cutoff=date("2012")
    )
    assembly = assemble(topic, TRANSIT, cited=(late,))
    assert [(problem.kind, problem.message) for problem in assembly.problems] == [
        (kinds.CITE_REFUSED, "`late` is pinned, but not printed: issued after the cut-off 2012"),
        (kinds.CITE_REFUSED, "`late^x` is cited, but not printed: issued after the cut-off 2012"),
    ]


def test_of_a_table_with_marks_only_the_marked_words_print() -> None:
    """The other cells were not proven, so they do not stand in the entry as a table."""
    table = make_evidence("a-2009^cells", "NATO 29 members 9999")
    marked = replace(table.passage, kind="table", marked=("29 members",), markdown="| NATO | ==29 members== | 9999 |")
    found = replace(table, tagged=replace(table.tagged, passage=marked))
    (entry,) = get(assemble(make_topic(make_plan("excerpts")), found), "excerpts").groups[0].entries
    assert (entry.kind, entry.parts) == ("paragraph", ("29 members",))


def test_a_citation_of_a_renamed_source_is_answered_with_its_new_name() -> None:
    """`formerly` tells the id that a source had: the citation is an error, and its hint the new id."""
    topic = make_topic(make_plan("judgements", text=(make_block("Unlikely.", "old-1999^no"),)))
    (problem,) = assemble(topic, cited=(NO,), renamed={"old-1999": "b-2011"}).problems
    assert (problem.kind, problem.hint) == (kinds.CITE_UNKNOWN_SOURCE, "did you mean `b-2011`?")


def test_a_near_copy_of_an_earlier_section_is_not_printed_in_a_later_one() -> None:
    """What one section holds back behind an excerpt does not return, whichever section's query finds it."""
    copy = make_evidence("c-2012^copy", TRANSIT.passage.plain, "org/nato", source=make_source("c-2012", "2012"))
    plans = (make_plan("excerpts", "First"), make_plan("excerpts", "Second", query=Everything()))
    assembly = assemble(make_topic(*plans), TRANSIT, by_section={1: (TRANSIT, copy, PEACE)})
    first, second = (section.groups for section in assembly.brief.sections if section.kind == "excerpts")
    assert [entry.name for group in first for entry in group.entries] == ["a-2009^transit"]
    assert [entry.name for group in second for entry in group.entries] == ["a-2009^peace"]
    assert [(one.name, one.reason) for one in assembly.left_out] == [("c-2012^copy", "near-copy of a-2009^transit")]
