"""What changed since the last edition, told from what was frozen and what prints now."""

from dataclasses import replace

import pytest

from assembling import assemble, get, with_text
from briefgen.compose.assembly import Assembly
from briefgen.compose.editions import freeze_edition
from briefgen.model.brief import ChangeEntry, Changes
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.source import Trailer, Withdrawal
from briefgen.model.topic import AnalystBlock, Topic
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
    """The same values give a comparison without entries: new tags, places and print dates are no change."""
    edition = issue(NO, ROAD)
    tagged = replace(NO, tagged=make_evidence("daily^no", NO.passage.plain, "org/nato", source=DAILY).tagged)
    changes = tell(compare(edition, tagged, ROAD))
    assert (changes.number, str(changes.issued), changes.entries, changes.counts) == (1, "2026-03-03", (), {})


def test_excerpts_are_new_reworded_or_withdrawn() -> None:
    """What is gone comes before what is new, and each printed excerpt bears its mark."""
    assembly = compare(issue(NO, TOOLS), with_text(NO, NO.passage.plain.replace("needed", "wanted")), ROAD)
    rows = [(one.manner, one.old[:9], one.new[:9], one.why) for one in tell(assembly).entries if one.kind == "excerpt"]
    assert rows == [
        ("withdrawn", "The tools", "", "no longer selected"),
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
    assert tell(compare(before, NO, ROAD, topic=plan(second, first))).counts == {}
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
    assert changes.summary == "Excerpts: 9 new. Sources: 1 new."


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
