"""What each form prints of a topic: the note what fits two sheets, the dossier all, a user's own as the brief."""

from dataclasses import replace

import pytest

from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.editions import freeze_edition
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.compose.forms import shape_topic
from briefgen.compose.shortening import shorten_judgement, shorten_paragraph, shorten_paragraphs
from briefgen.grammar.shortening import CUT, cut_words, measure_width, shorten_text
from briefgen.model.brief import Section
from briefgen.model.evidence import Evidence
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer
from briefgen.model.topic import Topic
from briefgen.model.variant import Variant
from samples import VOCABULARY, cite, date, make_block, make_evidence, make_plan, make_source, make_topic

SENTENCE = "The council met the forum in the old town and told nobody of it for a year."


def make_found(number: int, sources: int = 50) -> tuple[Evidence, ...]:
    """Make so many excerpts of some sources, every third with an actor, every fourth with a day."""
    return tuple(
        make_evidence(
            f"source-{place % sources}^part-{place}",
            f"Point {place} of {place * 7919}: talks number {place * 104729} began. {SENTENCE}",
            "org/nato" if place % 2 else "org/csto",
            "theme/transit" if place % 5 else "theme/peacekeeping",
            source=make_source(f"source-{place % sources}", str(1990 + place % sources % 30)),
            actor="org/nato" if place % 3 == 0 else "",
            trailer=Trailer(date=date(str(1990 + place % 30))) if place % 4 == 0 else None,
            ordinal=place,
        )
        for place in range(number)
    )


def assemble(topic: Topic, form: str, *found: Evidence, language: str = "") -> Assembly:
    """Assemble a topic in a form; its query finds these, and it may cite them."""
    cited: dict[str, tuple[Evidence, ...]] = {}
    for evidence in found:
        cited[evidence.source.id] = (*cited.get(evidence.source.id, ()), evidence)
    sources = {there[0].source.id: there[0].source for there in cited.values()}
    findings = Findings(found=found, cited=cited, sources=sources, source_ids=tuple(sources))
    options = AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")
    return assemble_brief(topic, findings, options, Variant(form, language))


def make_judgement(text: str, *names: str, **fields: object):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Make a judgement as a list item."""
    return replace(make_block(text, *names, kind="item"), **fields)  # type: ignore[arg-type]


def get(assembly: Assembly, kind: str) -> Section:
    """Get the first section of a kind."""
    return next(section for section in assembly.brief.sections if section.kind == kind)


def list_kinds(assembly: Assembly) -> list[str]:
    """List the kinds of sections in the order of print."""
    return [section.kind for section in assembly.brief.sections]


def test_notes_without_judgements_let_the_best_excerpts_speak() -> None:
    """At most five points, one sentence each, no two of one source while others have something to say."""
    assembly = assemble(make_topic(make_plan("excerpts")), "note", *make_found(200))
    points = get(assembly, "points").points
    assert len(points) == 5
    assert len({point.mark.label.rstrip("abc") for point in points}) == 5
    assert all(point.mark.anchor.startswith("s") for point in points)
    assert "excerpts" not in list_kinds(assembly)


def test_pinned_excerpts_are_the_first_points() -> None:
    """What the analyst pinned comes before what ranks best."""
    found = make_found(40)
    topic = make_topic(make_plan("excerpts"), pin=(cite("source-39^part-39"),))
    points = get(assemble(topic, "note", *found), "points").points
    assert points[0].text.startswith("Point 39 ")


def test_notes_have_the_judgements_and_no_points() -> None:
    """The analyst's judgements, at most five, stand under their own heading; how many more there are is told."""
    found = make_found(20)
    judgements = tuple(make_judgement(f"Judgement {n}. {SENTENCE}", f"source-{n}^part-{n}") for n in range(8))
    assembly = assemble(make_topic(make_plan("judgements", "What we think", text=judgements)), "note", *found)
    section = get(assembly, "judgements")
    assert section.heading == "What we think"
    assert len(section.judgements) == 5
    assert "points" not in list_kinds(assembly)
    assert assembly.brief.remainder is not None
    assert assembly.brief.remainder.judgements == 3


def test_shortened_judgements_rest_on_all_they_cite() -> None:
    """However few citations a note has room for, the counts are those of the whole judgement."""
    found = make_found(40)
    names = [evidence.name for evidence in found]
    long = make_judgement(" ".join([SENTENCE] * 40), *names)
    (judgement,) = get(
        assemble(make_topic(make_plan("judgements", text=(long,))), "note", *found), "judgements"
    ).judgements
    assert judgement.excerpts == 40
    assert len(judgement.evidence) < 10
    assert judgement.prose.markdown.startswith(SENTENCE)
    assert measure_width(judgement.prose.markdown) < 1500


def test_sources_of_a_note_are_those_it_cites() -> None:
    """Every number of the list is cited in the note, the numbers run from 1, and none is left out."""
    found = make_found(60)
    judgements = tuple(
        make_judgement(SENTENCE, f"source-{n}^part-{n}", f"source-{n + 9}^part-{n + 9}") for n in range(9)
    )
    topic = make_topic(make_plan("judgements", text=judgements), make_plan("positions"), make_plan("timeline"))
    assembly = assemble(topic, "note", *found)
    listed = [source.number for source in get(assembly, "sources").sources]
    assert listed == list(range(1, len(listed) + 1))
    marks = [mark for judgement in get(assembly, "judgements").judgements for mark in judgement.evidence]
    marks += [row.statements[0].mark for row in get(assembly, "positions").positions if row.statements]
    marks += [event.mark for event in get(assembly, "timeline").timeline if event.mark]
    assert {int(mark.label.rstrip("abcdefgh")) for mark in marks} == set(listed)


def test_what_a_note_leaves_out_is_told() -> None:
    """The reader learns how many of the excerpts found are not in the note; with nothing left out, nothing is said."""
    brief = assemble(make_topic(make_plan("excerpts")), "note", *make_found(200)).brief
    assert brief.remainder is not None
    assert brief.remainder.found == 200
    assert brief.remainder.excerpts == 200 - brief.statistics.excerpts
    one = assemble(make_topic(make_plan("excerpts")), "note", *make_found(1)).brief
    assert one.remainder is None


def test_a_brief_and_a_form_of_ones_own_print_the_sections_of_the_topic() -> None:
    """A template called `mine` gets the same sections as the brief, under its own name."""
    topic = make_topic(make_plan("judgements", text=(make_judgement(SENTENCE),)), make_plan("excerpts", limit=3))
    found = make_found(30)
    own, brief = assemble(topic, "mine", *found), assemble(topic, "brief", *found)
    assert own.brief.form == "mine"
    assert replace(own.brief, form="brief") == brief.brief


def test_dossiers_hold_every_excerpt() -> None:
    """No limit holds, what no section asked for stands in one more, and near-copies are listed with their face."""
    found = make_found(30)
    twin = replace(
        make_evidence("twin^part", found[4].passage.plain, source=make_source("twin", "1994", title="The twin"))
    )
    topic = make_topic(make_plan("excerpts", "The first", limit=3), make_plan("positions", limit=1))
    assembly = assemble(topic, "dossier", *found, twin)
    printed = [e.name for s in assembly.brief.sections for group in s.groups for e in group.entries]
    assert len(printed) == len(set(printed)) == 30
    indexes = assembly.brief.indexes
    assert indexes is not None
    assert len(indexes.rows) == 30
    assert len(indexes.copies) == 1
    assert {"positions", "timeline", "gaps", "sources"} <= set(list_kinds(assembly))


def test_sections_with_a_query_of_their_own_keep_it_in_every_form() -> None:
    """A section that a form moves to another place still asks what it asked."""
    found = make_found(12)
    topic = make_topic(make_plan("timeline"), make_plan("excerpts", "Its own"), make_plan("judgements"))
    for shaped in shape_topic(topic, "dossier"):
        places = {plan.heading: plan.position for plan in shaped.sections}
        assert places["Its own"] == 1
    findings = Findings(found=found, by_section={1: found[:2]}, source_ids=())
    options = AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")
    brief = assemble_brief(topic, findings, options, Variant("dossier")).brief
    own = next(section for section in brief.sections if section.heading == "Its own")
    assert len([entry for group in own.groups for entry in group.entries]) == 2


def test_index_leads_to_printed_excerpts() -> None:
    """Every reference of the index and the table is the anchor of an excerpt that the dossier prints."""
    assembly = assemble(make_topic(make_plan("excerpts")), "dossier", *make_found(40))
    indexes = assembly.brief.indexes
    assert indexes is not None
    anchors = {e.mark.anchor for s in assembly.brief.sections for group in s.groups for e in group.entries}
    entries = [entry for group in indexes.groups for entry in group.entries]
    assert {reference.anchor for entry in entries for reference in entry.references} <= anchors
    assert [group.heading for group in indexes.groups] == ["Who speaks, and for whom", "Organisations", "Themes"]
    counts = {entry.label: len(entry.references) + entry.further for entry in indexes.groups[1].entries}
    assert counts == {"CSTO": 20, "NATO": 20}
    assert {entry.tag: entry.excerpts for entry in indexes.glossary} == {
        "org/csto": 20,
        "org/nato": 20,
        "theme/peacekeeping": 8,
        "theme/transit": 32,
    }


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("Short.", 20, "Short."),
        ("One sentence. Another sentence that is longer.", 20, "One sentence."),
        ("One sentence without any end that is near enough to be kept", 30, f"One sentence without any{CUT}"),
        ("一个没有空格的很长的句子一个没有空格的很长的句子", 20, f"一个没有空格的很{CUT}"),
        ("wordwithoutblanks" * 9, 30, ("wordwithoutblanks" * 9)[:26] + CUT),
    ],
)
def test_texts_are_shortened_at_sentence_ends(text: str, longest: int, expected: str) -> None:
    """Whole sentences stay; where not even one fits, "[…]" shows the cut, and no more than the width is used."""
    assert shorten_text(text, "en", longest) == expected
    assert measure_width(cut_words(text, longest)) <= longest


def test_paragraphs_are_cut_only_behind_a_citation() -> None:
    """A statement keeps the citations that prove it, or is left out with them."""
    block = make_block("First [@a^x]. Second [@b^y]. Third.")
    text = "The first is told. [@a^x] The second is told. [@b^y] The third is told at length. [@c^z]"
    shorter = shorten_paragraph(replace(block, markdown=text), 45)
    assert shorter is not None
    assert shorter.markdown == "The first is told. [@a^x] The second is told. [@b^y]"
    assert [one.name for one in shorter.citations] == ["a^x", "b^y"]
    assert shorter.whole is not None
    assert shorter.whole.markdown == text
    assert shorten_paragraph(replace(block, markdown=text), 5) is None


def test_short_judgements_stay_as_written() -> None:
    """What fits is not touched, emphasis and links included; a cut never leaves an emphasis open."""
    block = make_judgement("*Contact* is [unlikely](https://example.org). It is **not excluded. Not at** all.", "a^x")
    assert shorten_judgement(block, "en", 500, 5) is block
    shorter = shorten_judgement(block, "en", 65, 5)
    assert shorter.markdown == "*Contact* is [unlikely](https://example.org). [@a^x]"


def test_headings_and_tables_do_not_go_into_a_note() -> None:
    """Of the background only paragraphs and items are kept, as many as there is room for."""
    blocks = (
        make_block("Inside", kind="heading"),
        make_block("A first paragraph."),
        make_block("| a |\n|---|\n| b |", kind="table"),
        make_block("A second paragraph."),
    )
    assert [one.markdown for one in shorten_paragraphs(blocks, "en", 25)] == ["A first paragraph."]
    assert len(shorten_paragraphs(blocks, "en", 90)) == 2


def test_the_heading_of_points_is_in_the_language_of_the_note() -> None:
    """A note in Russian of an English topic has no English heading of the brief's own."""
    note = assemble(make_topic(), "note", *make_found(8), language="ru")
    assert get(note, "points").heading == "Основные тезисы"


def test_a_note_without_evidence_says_that_nothing_was_found() -> None:
    """Not that nothing was written: nobody can write a point without an excerpt."""
    assert get(assemble(make_topic(), "note"), "points").empty_note.startswith("Nothing in the corpus answers")


def test_a_note_tells_what_changed_and_how_much_fits_it_is_no_change() -> None:
    """A judgement that a note cuts is compared whole: not one of its words is called changed."""
    found = make_found(3)
    long = make_judgement(" ".join([SENTENCE] * 40), found[0].name)
    topic = make_topic(make_plan("judgements", text=(long,)))
    issued = freeze_edition(assemble(topic, "brief", *found), 1, "2026-10-01")
    findings = Findings(
        found=found,
        cited={one.source.id: (one,) for one in found},
        sources={one.source.id: one.source for one in found},
        source_ids=tuple(one.source.id for one in found),
        previous=issued,
    )
    options = AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")
    again = assemble_brief(topic, findings, options, Variant("note"))
    changes = get(again, "changes").changes
    assert changes is not None
    assert changes.number == 1
    assert not [entry for entry in changes.entries if entry.kind == "judgement"]
    assert len(get(again, "judgements").judgements[0].prose.markdown) < len(issued.judgements[0].text)
