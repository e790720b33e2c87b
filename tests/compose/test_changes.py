"""What changed since the last edition, told from what was frozen and what prints now."""

from dataclasses import replace

import pytest

from assembling import VOCABULARY, assemble, get, with_text
from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.editions import freeze_edition
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.model.brief import ChangeEntry, Changes
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer, Withdrawal
from briefgen.model.topic import AnalystBlock, Topic
from briefgen.model.variant import Variant
from samples import cite, date, make_block, make_evidence, make_plan, make_source, make_topic

DAILY = make_source("daily", "2011", reliability="B")
NO = make_evidence("daily^no", "There were no contacts with the alliance, and none were needed.", source=DAILY)
TOOLS = make_evidence("daily^tools", "The tools at hand would do for the council.", source=DAILY, ordinal=1)
ROAD = make_evidence("weekly^road", "Ministers spoke of a road to the south.", source=make_source("weekly", "2012"))
LINE = replace(make_block("A link is unlikely.", "daily^no"), id="link", likelihood="unlikely", confidence="low, one")


def make(judgement: AnalystBlock = LINE, **fields: object) -> Topic:
    """Make a topic with a judgement, changes, excerpts and sources."""
    return make_topic(
        make_plan("judgements", text=(judgement,)),
        make_plan("changes"),
        make_plan("excerpts"),
        make_plan("sources"),
        **fields,
    )


def issue(*found: Evidence, topic: Topic | None = None) -> Edition:
    """Issue the first edition of a topic."""
    return freeze_edition(assemble(topic or make(), *found), 1, "2026-03-03")


def compare(before: Edition, *found: Evidence, topic: Topic | None = None, limit: Marking | None = None) -> Assembly:
    """Assemble what prints now, after an edition."""
    return assemble(topic or make(), *found, previous=before, limit=limit)


def tell(assembly: Assembly) -> Changes:
    """Give what an assembly says has changed."""
    changes = get(assembly, "changes").changes
    assert changes is not None
    return changes


def test_nothing_is_told_before_the_first_edition() -> None:
    """A default section vanishes, one that was asked for says so, and no excerpt is marked new."""
    assembly = assemble(make(), NO)
    assert get(assembly, "changes").changes is None
    assert get(assembly, "changes").empty_note
    default = make_topic(make_plan("changes", is_default=True), make_plan("excerpts"))
    assert [section.kind for section in assemble(default, NO).brief.sections] == ["summary", "excerpts"]
    assert get(assembly, "excerpts").groups[0].entries[0].change == ""


def test_what_is_the_same_is_no_change() -> None:
    """The same values give a comparison without entries: new places and print dates are no change."""
    moved = replace(NO, source=replace(DAILY, path="corpus/sources/elsewhere/daily.md"))
    changes = tell(compare(issue(NO, ROAD), moved, ROAD))
    assert (changes.number, str(changes.issued), changes.entries, changes.counts) == (1, "2026-03-03", (), {})
    assert changes.summary == ""


def with_tags(evidence: Evidence, *tags: str) -> Evidence:
    """Give an excerpt with other tags."""
    tagged = make_evidence(evidence.name, evidence.passage.plain, *tags, source=evidence.source).tagged
    return replace(evidence, tagged=tagged)


def test_other_tags_are_told_by_their_labels_in_one_row() -> None:
    """What one alias brought and took is one story, whatever the number of excerpts; each bears its mark."""
    before = issue(with_tags(NO, "org/sco"), with_tags(TOOLS, "org/sco"), ROAD)
    assembly = compare(before, with_tags(NO, "org/nato"), with_tags(TOOLS, "org/nato"), ROAD)
    (entry,) = tell(assembly).entries
    assert (entry.manner, entry.why, entry.number) == ("retagged", "tags: +NATO, −SCO", 2)
    assert [mark.label for mark in entry.marks] == ["1a", "1b"]
    assert tell(assembly).counts == {"excerpt retagged": 2}
    assert tell(assembly).summary == "Excerpts: 2 retagged."
    printed = {entry.name: entry.change for group in get(assembly, "excerpts").groups for entry in group.entries}
    assert printed == {"daily^no": "retagged", "daily^tools": "retagged", "weekly^road": ""}
    assert get(assembly, "judgements").judgements[0].change == ""


def test_a_label_of_a_tag_is_no_change() -> None:
    """Tags are compared by their paths: what the vocabulary calls them is a label."""
    before = issue(with_tags(NO, "org/nato"))
    assert tell(compare(replace(before, labels={"org/nato": "Nato"}), with_tags(NO, "org/nato"))).counts == {}


def test_excerpts_are_new_reworded_or_withdrawn() -> None:
    """What is gone comes before what is new, and each printed excerpt bears its mark."""
    assembly = compare(issue(NO, TOOLS), with_text(NO, NO.passage.plain.replace("needed", "wanted")), ROAD)
    rows = [(one.manner, one.old[:9], one.new[:9], one.why) for one in tell(assembly).entries if one.kind == "excerpt"]
    assert rows == [
        ("withdrawn", "The tools", "", "its source no longer holds it"),
        ("changed", "There wer", "There wer", "reworded"),
        ("new", "", "Ministers", "new source"),
    ]
    printed = {entry.name: entry.change for group in get(assembly, "excerpts").groups for entry in group.entries}
    assert printed == {"daily^no": "changed", "weekly^road": "new"}


def test_an_edited_excerpt_with_a_derived_name_is_reworded_not_new() -> None:
    """A derived id follows the words: the old name is gone, yet it is one excerpt with other words."""
    words = NO.passage.plain.replace("needed", "wanted")
    edited = make_evidence("daily^there-were-contacts-2b", words, source=DAILY)
    topic = make(make_block("A link is unlikely.", "daily^there-were-contacts-2b"))
    entries = [one for one in tell(compare(issue(NO), edited, topic=topic)).entries if one.kind == "excerpt"]
    assert [(one.manner, one.old, one.new) for one in entries] == [("changed", NO.passage.plain, words)]


def test_a_renamed_excerpt_is_no_change() -> None:
    """`cite` pins an id in the source: the words are the same."""
    pinned = make_evidence("daily^pinned", TOOLS.passage.plain, source=DAILY, ordinal=1)
    assert tell(compare(issue(NO, TOOLS), NO, pinned)).counts == {}


@pytest.mark.parametrize(
    "trailer",
    [
        Trailer(speaker="A. Other"),
        Trailer(stance="against"),
        Trailer(date=date("2010")),
        Trailer(credibility="2"),
        Trailer(note="Said in anger."),
    ],
)
def test_what_a_reader_sees_beside_the_words_counts(trailer: Trailer) -> None:
    """Speaker, stance, date, grade and note are changes, told as such under the same words."""
    changed = make_evidence("daily^no", NO.passage.plain, source=DAILY, trailer=trailer)
    (entry,) = [one for one in tell(compare(issue(NO), changed)).entries if one.kind == "excerpt"]
    assert (entry.manner, entry.old) == ("changed", "")
    assert entry.why.removesuffix(" changed").partition(":")[0] in {"speaker", "stance", "date", "grade", "note"}


def test_judgements_come_first_with_what_changed_and_why() -> None:
    """Words and terms stand side by side; evidence that came, went or changed is the reason."""
    now = replace(make_block("A link is likely.", "daily^no", "weekly^road"), id="link", likelihood="likely")
    entry = tell(compare(issue(NO, ROAD), NO, ROAD, topic=make(now))).entries[0]
    assert (entry.kind, entry.manner, entry.subject, entry.anchor) == ("judgement", "changed", "Judgement 1", "j1")
    assert (entry.old, entry.new) == ("A link is unlikely.", "A link is likely.")
    assert entry.why == "likelihood: unlikely → likely; confidence: low, one → –; reworded; evidence: +[2]"


NEVER = with_text(NO, NO.passage.plain + " Never.")
MOVES = [
    (
        replace(LINE, likelihood="likely"),
        NO,
        ("Likelihood: unlikely.", "Likelihood: likely."),
        ["likelihood: unlikely → likely"],
    ),
    (
        replace(LINE, likelihood="likely"),
        NEVER,
        ("Likelihood: unlikely.", "Likelihood: likely."),
        ["likelihood: unlikely → likely", "its evidence changed [1]"],
    ),
    (LINE, NEVER, ("", ""), ["its evidence changed [1]"]),
    (
        replace(LINE, confidence="moderate"),
        NO,
        ("Confidence: low, one.", "Confidence: moderate."),
        ["confidence: low, one → moderate"],
    ),
    (
        replace(LINE, markdown="A link is most unlikely. [@daily^no]"),
        NO,
        ("A link is unlikely.", "A link is most unlikely."),
        ["words added"],
    ),
    (
        replace(LINE, markdown="No link is likely. [@daily^no]"),
        NO,
        ("A link is unlikely.", "No link is likely."),
        ["reworded"],
    ),
    (
        replace(LINE, markdown="A link is unlikely. Armenia left. [@daily^no]"),
        NO,
        ("", "… Armenia left."),
        ["sentence added"],
    ),
]


@pytest.mark.parametrize(("judgement", "found", "shown", "why"), MOVES)
def test_a_judgements_row_shows_what_moved(
    judgement: AnalystBlock, found: Evidence, shown: tuple[str, str], why: list[str]
) -> None:
    """Only what differs stands in the row, never the same words twice; and the reason names each thing that moved."""
    assembly = compare(issue(NO), found, topic=make(judgement))
    entry = tell(assembly).entries[0]
    assert (entry.old, entry.new) == shown
    assert entry.why.split("; ") == why
    assert get(assembly, "judgements").judgements[0].change == "changed"


def test_evidence_that_came_and_went_is_named_by_its_marks() -> None:
    """What has a number in this brief is named by it, what has none is counted."""
    before = make(make_block("A link is unlikely.", "daily^no", "weekly^road"))
    now = make(make_block("A link is unlikely.", "daily^no", "daily^tools"))
    entry = tell(compare(issue(NO, TOOLS, ROAD, topic=before), NO, TOOLS, topic=now)).entries[0]
    assert entry.why == "evidence: +[1b], −1 excerpt"
    entry = tell(compare(issue(NO, TOOLS, ROAD, topic=before), NO, TOOLS, ROAD, topic=now)).entries[0]
    assert entry.why == "evidence: +[1b], −[2]"


def test_a_judgement_whose_terms_were_altered_says_what_they_were() -> None:
    """On page one the former likelihood or confidence stands beside the present one, and only where it changed."""
    (one,) = get(compare(issue(NO), NO, topic=make(replace(LINE, likelihood="likely"))), "judgements").judgements
    assert (one.former_likelihood, one.former_confidence) == ("unlikely", "")
    (one,) = get(compare(issue(NO), NO, topic=make(replace(LINE, confidence=""))), "judgements").judgements
    assert (one.former_likelihood, one.former_confidence) == ("", "low, one")
    (one,) = get(compare(issue(NO), NO), "judgements").judgements
    assert (one.former_likelihood, one.former_confidence) == ("", "")


def test_judgements_are_matched_by_id_then_by_words() -> None:
    """Without ids a judgement that moved is found again; one with another id is another judgement."""
    first, second = make_block("Contact stays thin.", "daily^no"), make_block("A road will be built.", "weekly^road")

    def plan(*blocks: AnalystBlock) -> Topic:
        return make_topic(make_plan("judgements", text=blocks), make_plan("changes"), make_plan("excerpts"))

    before = issue(NO, ROAD, topic=plan(first, second))
    moved = tell(compare(before, NO, ROAD, topic=plan(second, first)))
    assert [(one.subject, one.why) for one in moved.entries] == [("Order of the judgements", "order: 1, 2 → 2, 1")]
    gone = tell(compare(before, NO, ROAD, topic=plan(first)))
    assert (gone.counts["judgement withdrawn"], gone.entries[0].old) == (1, "A road will be built.")
    named = issue(NO, topic=make(LINE))
    other = tell(compare(named, NO, topic=make(replace(LINE, id="other"))))
    assert (other.counts["judgement new"], other.counts["judgement withdrawn"]) == (1, 1)


def test_the_bottom_line_shows_where_it_parts_from_the_old() -> None:
    """Sentences that both begin with are left out of the row."""
    one = make(summary=(make_block("Nothing moves. No link will come."),))
    two = make(summary=(make_block("Nothing moves. A link may come."),))
    (entry,) = [e for e in tell(compare(issue(NO, topic=one), NO, topic=two)).entries if e.kind == "summary"]
    assert (entry.manner, entry.old, entry.new) == ("changed", "… No link will come.", "… A link may come.")


def test_sources_come_last() -> None:
    """A source that came, went, or has another date or title is told after all excerpts."""
    dated = replace(NO, source=replace(DAILY, issued=date("2011-05-01")))
    changes = tell(compare(issue(NO, ROAD), dated))
    assert [(one.kind, one.manner, one.old or one.new) for one in changes.entries] == [
        ("excerpt", "withdrawn", "Ministers spoke of a road to the south."),
        ("source", "withdrawn", "Title of weekly"),
        ("source", "changed", "Title of daily"),
    ]
    assert changes.counts == {"excerpt withdrawn": 1, "source changed": 1, "source withdrawn": 1}


def test_six_rows_at_most_and_all_are_counted() -> None:
    """The table stays short; the sentence below it counts everything, by kind."""
    many = [make_evidence(f"weekly^e{n}", f"Word {n} of {n * 7} others.", source=ROAD.source) for n in range(9)]
    changes = tell(compare(issue(NO), NO, *many))
    assert (len(changes.entries), changes.further) == (6, 4)
    assert changes.summary == "Excerpts: 9 new. Sources: 1 new. About 60 % of the text changed."


def test_a_limited_variant_names_nothing_that_may_be_marked_higher_now() -> None:
    """What was raised, or is in the corpus no more, goes without a word; what is still there and open is told."""
    before = freeze_edition(assemble(make(), NO, TOOLS, limit=Marking.GREEN), 1, "2026-03-03")
    raised = compare(before, NO, replace(TOOLS, marking=Marking.RED), limit=Marking.GREEN)
    deleted = compare(before, NO, limit=Marking.GREEN)
    assert "tools" not in repr((raised.brief, deleted.brief))
    dropped = compare(before, NO, TOOLS, topic=make(exclude=(cite("daily^tools"),)), limit=Marking.GREEN)
    assert [(one.manner, one.old) for one in tell(dropped).entries] == [("withdrawn", TOOLS.passage.plain)]


def test_a_withdrawn_source_is_the_reason() -> None:
    """The corpus says that a source was withdrawn; the brief does not hide it."""
    gone = replace(
        TOOLS, source=make_source("other", status="withdrawn", withdrawn=Withdrawal(None, "The author asked."))
    )
    gone = make_evidence("other^tools", TOOLS.passage.plain, source=gone.source)
    before = issue(NO, make_evidence("other^tools", TOOLS.passage.plain, source=make_source("other")))
    entry = next(one for one in tell(compare(before, NO, gone)).entries if one.kind == "excerpt")
    assert (entry.manner, entry.why) == ("withdrawn", "its source was withdrawn: The author asked.")


def test_marks_of_changed_excerpts_lead_somewhere() -> None:
    """Changes stand before the evidence, yet their marks are those of the evidence, and its numbers do not move."""
    before = issue(NO)
    assembly = compare(before, NO, ROAD, topic=replace(make(), pin=(cite("weekly^road"),)))
    entries: tuple[ChangeEntry, ...] = tell(assembly).entries
    anchors = {entry.mark.anchor for group in get(assembly, "excerpts").groups for entry in group.entries}
    assert {entry.mark.anchor for entry in entries if entry.mark and entry.kind == "excerpt"} <= anchors
    bare = assemble(replace(make(), pin=(cite("weekly^road"),)), NO, ROAD)
    assert [one.id for one in get(assembly, "sources").sources] == [one.id for one in get(bare, "sources").sources]


def test_an_overview_is_no_bottom_line() -> None:
    """Figures that the tool wrote move with every excerpt: no edition keeps them as the analyst's words."""
    topic = make_topic(make_plan("excerpts"))
    assert issue(NO, topic=topic).summary == ""


def test_the_marking_is_told_first() -> None:
    """A brief that went up or down says so before anything else."""
    assembly = compare(issue(NO), replace(NO, marking=Marking.GREEN))
    entry = tell(assembly).entries[0]
    assert (entry.kind, entry.old, entry.new) == ("marking", "TLP:CLEAR", "TLP:GREEN")
    assert tell(assembly).summary.startswith("Marking: 1 changed.")


def test_the_analysts_text_and_what_stands_over_it_are_told() -> None:
    """A reworded background, another heading, title or cut-off are changes as well."""

    def write(text: str, heading: str, **fields: object) -> Topic:
        topic = make(**fields)
        plan = make_plan("background", heading, text=(make_block(text, "daily^no"),))
        return replace(topic, sections=(*topic.sections, plan))

    before = issue(NO, topic=write("Nothing moved in March.", "Background"))
    now = write("Nothing moved in May.", "A quiet spring", title="Sample and more", cutoff=date("2026-05-31"))
    told = {
        one.subject: (one.manner, one.old, one.new, one.why) for one in tell(compare(before, NO, topic=now)).entries
    }
    assert told == {
        "Title": ("changed", "Sample", "Sample and more", ""),
        "Information cut-off": ("new", "", "2026-05-31", ""),
        "A quiet spring": ("changed", "Nothing moved in March.", "Nothing moved in May.", "reworded; heading changed"),
    }


SHARES = [
    ("There were no contacts with the alliance, and none were needed.", ""),
    ("There were no contacts with the alliance, and none were wanted.", "About 5 % of the text changed."),
    ("There were no CONTACTS with the alliance; and none were needed!", ""),
]


@pytest.mark.parametrize(("text", "said"), SHARES)
def test_the_share_of_the_text_counts_words(text: str, said: str) -> None:
    """Of 22 words on either side two are on one side only: 2 of 38 with the judgement's; signs and case are none."""
    topic = make(make_block("A link is unlikely and will stay so.", "daily^no"))
    changes = tell(compare(issue(NO, topic=topic), with_text(NO, text), topic=topic))
    assert changes.summary.removeprefix("Judgements: 1 changed. Excerpts: 1 changed.").strip() == said


def test_a_suspect_judgement_says_that_nobody_has_confirmed_it() -> None:
    """Its stamp is of other evidence: the row names what changed, and that no review has followed."""
    now = replace(LINE, reviewed="2026-03-01 abcdef")
    entry = tell(compare(issue(NO), NEVER, topic=make(now))).entries[0]
    assert entry.why == "its evidence changed [1]; nobody has confirmed it since"


def test_a_source_that_formerly_had_another_id_is_the_same_source() -> None:
    """A renamed file, named in `formerly`, changes nothing: neither its excerpts nor what rests on them."""
    renamed = make_source("the-daily", "2011", reliability="B", title="Title of daily", formerly=("daily",))
    moved = make_evidence("the-daily^no", NO.passage.plain, source=renamed)
    topic = make(
        replace(
            make_block("A link is unlikely.", "the-daily^no"), id="link", likelihood="unlikely", confidence="low, one"
        )
    )
    assert tell(compare(issue(NO), moved, topic=topic)).counts == {}


def test_why_an_excerpt_is_gone_is_told_as_far_as_it_is_known() -> None:
    """It lost the tag that it was found by, it left its source, or there was no room for it."""
    before = issue(with_tags(NO, "org/sco"), with_tags(ROAD, "org/sco", "org/nato"))
    findings = Findings(
        found=(NO,),
        cited={"daily": (NO,)},
        sources={"daily": DAILY},
        source_ids=("daily", "weekly"),
        previous=before,
        former=(with_tags(ROAD, "org/sco"),),
        former_sources={"weekly": ROAD.source},
    )

    def explain(one: Findings) -> str:
        changes = tell(assemble_brief(make(), one, AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")))
        return next(entry.why for entry in changes.entries if (entry.kind, entry.manner) == ("excerpt", "withdrawn"))

    assert explain(findings) == "no longer selected; tags: −NATO"
    assert explain(replace(findings, former=())) == "its source no longer holds it"
    assert (
        explain(replace(findings, source_ids=("daily",), former_sources={})) == "its source is no longer in the corpus"
    )


def test_in_a_limited_variant_what_is_gone_is_counted_and_not_named() -> None:
    """Nobody can say what it would be marked now; what is there and closed goes without a word, as before."""
    before = freeze_edition(assemble(make(), NO, TOOLS, ROAD, limit=Marking.GREEN), 1, "2026-03-03")
    findings = Findings(
        found=(NO,), cited={"daily": (NO,)}, sources={"daily": DAILY}, source_ids=("daily",), previous=before
    )
    options = AssemblyOptions(VOCABULARY, Settings(), "2026-11-22")

    def tell_limited(*former: Evidence) -> Changes:
        there = replace(findings, former=former)
        assembly = assemble_brief(make(), there, options, Variant(limit=Marking.GREEN))
        assert not {"tools", "road", "council", "Ministers"} & set(repr((assembly.brief, assembly.comparison)).split())
        return tell(assembly)

    gone = tell_limited()
    assert gone.counts == {"excerpt withdrawn": 2}
    assert [(one.why, one.old, one.number) for one in gone.entries] == [
        ("no longer in the corpus, so not named in this copy", "", 2)
    ]
    closed = tell_limited(replace(TOOLS, marking=Marking.RED), replace(ROAD, marking=Marking.AMBER))
    assert closed.counts == {}


def test_with_text_held_back_a_judgement_without_an_id_is_new_or_reworded() -> None:
    """Which of the earlier ones it was may not be looked up: it is not called new."""
    plain, shut = make_block("A road will be built.", "daily^no"), make_block("Closed words.", "daily^no")
    before = freeze_edition(assemble(make(plain), NO, limit=Marking.GREEN), 1, "2026-03-03")
    held = replace(shut, marking=Marking.RED)
    topic = make_topic(
        make_plan("judgements", text=(replace(plain, markdown="A road may be built. [@daily^no]"), held)),
        make_plan("changes"),
        make_plan("excerpts"),
    )
    changes = tell(compare(before, NO, topic=topic, limit=Marking.GREEN))
    assert [(one.manner, one.why) for one in changes.entries] == [("new", "new or reworded")]
