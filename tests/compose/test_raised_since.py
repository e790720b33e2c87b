"""What rests on an excerpt that was marked higher since it was issued: told in no variant up to a limit."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assembling import assemble, get, with_text
from briefgen.compose.assembly import Assembly
from briefgen.compose.comparison import compare_records
from briefgen.compose.editions import freeze_edition
from briefgen.compose.released_text import Gate
from briefgen.compose.releasing import open_records
from briefgen.model.brief import Changes
from briefgen.model.comparison import Comparison
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.topic import AnalystBlock, Topic
from samples import make_block, make_evidence, make_plan, make_source, make_topic

DAILY = make_source("daily", "2011", reliability="B")
NORTH = make_evidence("daily^north", "The north bridge stands.", source=DAILY)
SOUTH = make_evidence("daily^south", "The south bridge is weak.", source=DAILY, ordinal=1)
RAISED = replace(SOUTH, marking=Marking.RED)
GREEN = Marking.GREEN
#: A word of the analyst's that stood on what is closed now.
PLANTED = "zzquarry"
#: Words that were split off an excerpt, and marked higher.
CLOSED = "zzquince"

Texts = dict[str, tuple[AnalystBlock, ...]]


def note(*names: str) -> AnalystBlock:
    """Make the footnote [^n]."""
    return replace(make_block("As the paper has it.", *names, kind="footnote"), label="n")


def head(text: str, level: int = 2) -> AnalystBlock:
    """Make a heading inside a section."""
    return replace(make_block(text, kind="heading"), level=level)


def make(texts: Texts) -> Topic:
    """Make a topic with a bottom line, one judgement and a background, and what is written beside them."""
    base = {
        "summary": "The north stands.",
        "judgements": "The north will stand.",
        "background": "It has stood for long.",
    }
    blocks = {kind: (make_block(text, "daily^north"), *texts.get(kind, ())) for kind, text in base.items()}
    return make_topic(
        make_plan("judgements", text=blocks["judgements"]),
        make_plan("background", text=blocks["background"]),
        make_plan("changes"),
        make_plan("excerpts"),
        summary=blocks["summary"],
    )


def issue(topic: Topic, number: int, *found: Evidence) -> Edition:
    """Issue an edition up to TLP:GREEN."""
    return freeze_edition(assemble(topic, *found, limit=GREEN), number, f"2026-03-0{number}")


def diff(before: Edition, now: Edition, topic: Topic, south: Evidence) -> Comparison:
    """Compare two records as `diff --max-tlp` does."""
    gate = Gate(GREEN, {one.name: one.marking for one in (NORTH, south)}, {"daily": DAILY.marking})
    return compare_records(*open_records(before, now, gate, topic, lambda _, text: CLOSED in text))


def tell(assembly: Assembly) -> Changes:
    """Give what an assembly says has changed."""
    changes = get(assembly, "changes").changes
    assert changes is not None
    return changes


CITING = make_block(f"The {PLANTED} is lost.", "daily^south")
CALLING = make_block(f"The {PLANTED} is lost.[^n]", "daily^north")
#: What stood in the edition, and why it may not be told once `daily^south` is closed.
RESTING: tuple[tuple[str, Texts], ...] = (
    ("bottom line", {"summary": (CITING,)}),
    ("bottom line by its footnote", {"summary": (CALLING, note("daily^south"))}),
    ("judgement", {"judgements": (replace(CITING, id="lost"),)}),
    ("judgement by its footnote", {"judgements": (replace(CALLING, id="lost"),), "background": (note("daily^south"),)}),
    ("text", {"background": (CITING,)}),
    ("text by its footnote", {"background": (CALLING, note("daily^south"))}),
    ("text by what else calls its footnote", {"background": (CALLING, note(), make_block("So.[^n]", "daily^south"))}),
    (
        "headings over it",
        {
            "background": (
                head(f"Of the {PLANTED}"),
                head(f"The {PLANTED} in detail", 3),
                make_block("It is weak.", "daily^south"),
            )
        },
    ),
)
NOW: dict[str, Texts] = {
    "deleted": {},
    "rewritten": {
        "summary": (make_block("Of others nothing is known.", "daily^north"),),
        "judgements": (replace(make_block("Of others nothing is known.", "daily^north"), id="lost"),),
        "background": (make_block("Of others nothing is known.", "daily^north"),),
    },
}


@pytest.mark.parametrize("now", NOW)
@pytest.mark.parametrize("texts", [one for _, one in RESTING], ids=[name for name, _ in RESTING])
def test_what_rests_on_what_was_raised_is_not_told(texts: Texts, now: str) -> None:
    """Neither brief, record nor `diff` has a word of it, however it rested on it; without the raise all tell it."""
    before, topic = issue(make(texts), 1, NORTH, SOUTH), make(NOW[now])

    def tell_all(south: Evidence) -> str:
        assembly = assemble(topic, NORTH, south, previous=before, limit=GREEN)
        compared = diff(before, issue(topic, 2, NORTH, south), topic, south)
        return repr((assembly.brief, assembly.comparison, assembly.record, compared))

    assert PLANTED in tell_all(SOUTH)
    assert PLANTED not in tell_all(RAISED)


def test_what_closes_is_the_marking_of_what_was_printed() -> None:
    """Though another excerpt was raised, the record tells that the bottom line changed: it rested on none of it."""
    before, topic = issue(make({}), 1, NORTH, SOUTH), make(NOW["rewritten"])

    def list_kinds(last: Edition) -> set[str]:
        comparison = assemble(topic, NORTH, RAISED, previous=last, limit=GREEN).comparison
        assert comparison is not None
        return {one.kind for one in comparison.changes}

    assert "summary" in list_kinds(before)


def test_a_later_edition_that_rests_on_it_is_not_told_between_two() -> None:
    """`diff` of two records is silent of the bottom line where that of either is closed today."""
    topic = make({})
    before, now = issue(topic, 1, NORTH, SOUTH), issue(make({"summary": (CITING,)}), 2, NORTH, SOUTH)
    assert PLANTED in repr(diff(before, now, topic, SOUTH))
    assert PLANTED not in repr(diff(before, now, topic, RAISED))


HELD: tuple[tuple[AnalystBlock, ...], ...] = (
    (replace(make_block(f"Lost is the {PLANTED}.", "daily^north"), marking=Marking.RED),),
    (make_block(f"Lost is the {PLANTED}.[^n]", "daily^north"), replace(note(), marking=Marking.RED)),
)


@pytest.mark.parametrize("held", HELD, ids=["by itself", "by its footnote"])
def test_text_that_may_be_marked_now_in_other_words_is_not_told_between_two(held: Sequence[AnalystBlock]) -> None:
    """What both records have in other words than the block that is held back today may be that block."""
    first = issue(make({"background": (make_block(f"The {PLANTED} may be lost.", "daily^north"),)}), 1, NORTH)
    second = issue(make({"background": (make_block(f"The {PLANTED} is lost.", "daily^north"),)}), 2, NORTH)
    topic = make({"background": tuple(held)})
    assert PLANTED in repr(diff(first, second, make({}), SOUTH))
    assert PLANTED not in repr(diff(first, second, topic, SOUTH))


def test_a_heading_over_open_text_is_told() -> None:
    """Headings leave only with all that stood under them; one that had nothing under it stays."""
    kept = (head("Kept"), CITING, head("Part", 3), make_block("Open.", "daily^north"), head("Bare"))
    before = issue(make({"background": kept}), 1, NORTH, SOUTH)
    comparison = assemble(make({}), NORTH, RAISED, previous=before, limit=GREEN).comparison
    assert comparison is not None
    assert [one.old for one in comparison.changes if one.kind == "text"] == [
        "It has stood for long.\nKept\nPart\nOpen.\nBare"
    ]


def test_a_judgement_that_no_longer_rests_on_it_is_not_called_new() -> None:
    """Its id was in the edition; what it said there may not be told."""
    before = issue(make({"judgements": (replace(CITING, id="lost"),)}), 1, NORTH, SOUTH)
    told = tell(assemble(make(NOW["rewritten"]), NORTH, RAISED, previous=before, limit=GREEN))
    (row,) = (one for one in told.entries if one.kind == "judgement")
    assert (row.manner, row.old, row.why) == ("new", "", "new or reworded")


def test_with_text_held_back_what_seems_new_is_new_or_reworded() -> None:
    """Which words it had may not be looked up: it is called neither, and no share of the text is reckoned from it."""
    before = issue(make({"background": (make_block("The bridge stood for long.", "daily^north"),)}), 1, NORTH)
    reworded = make_block("The bridge stood for ages.", "daily^north")
    told = tell(assemble(make({"background": (reworded,)}), NORTH, previous=before, limit=GREEN))
    assert [(one.manner, one.why) for one in told.entries] == [("changed", "reworded")]
    assert "of the text changed" in told.summary
    held = replace(make_block("Closed.", "daily^north"), marking=Marking.RED, id="shut")
    topic = make({"background": (reworded,), "judgements": (held,)})
    cut = tell(assemble(topic, NORTH, previous=before, limit=GREEN))
    assert [(one.kind, one.why.split("; ")[0]) for one in cut.entries] == [("text", "new or reworded")]
    assert "of the text changed" not in cut.summary
    raised = issue(make({"background": (CITING,)}), 1, NORTH, SOUTH)
    left = tell(assemble(make({"background": (reworded,)}), NORTH, RAISED, previous=raised, limit=GREEN))
    assert [one.why.split("; ")[0] for one in left.entries if one.kind == "text"] == ["new or reworded"]


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [("", "It shakes.", "It shakes."), (CLOSED, "It shakes.", ""), ("It shakes.", CLOSED, ""), (CLOSED, "gone", "")],
)
def test_words_that_were_split_off_are_not_told_between_two(then: str, now: str, told: str) -> None:
    """The excerpt is open, and either record has of it what is closed today: no change of its words is told."""
    records = [
        issue(
            make({}), number, *([] if text == "gone" else [with_text(NORTH, f"The north bridge stands. {text}")]), SOUTH
        )
        for number, text in enumerate((then, now), 1)
    ]
    compared = repr(diff(records[0], records[1], make({}), SOUTH).changes)
    assert CLOSED not in compared
    assert told in compared
    assert ("daily^north" in compared) is bool(told)


def test_words_that_were_moved_and_raised_are_not_told() -> None:
    """They stand in a source that the topic does not ask for: the whole corpus was asked for them."""
    before = issue(make({}), 1, with_text(NORTH, f"The north bridge stands. The {PLANTED} told us."))
    assembly = assemble(make({}), NORTH, previous=before, raised={NORTH.name: Marking.AMBER}, limit=GREEN)
    assert PLANTED not in repr((assembly.brief, assembly.comparison, assembly.record))


def test_words_that_were_split_off_and_raised_are_not_told() -> None:
    """The excerpt that held them keeps its name, and is open; its old words are not quoted."""
    whole = with_text(NORTH, f"The north bridge stands. The {PLANTED} told us.")
    before = issue(make({}), 1, whole)
    split = replace(with_text(SOUTH, f"The {PLANTED} told us."), marking=Marking.RED)
    assembly = assemble(make({}), NORTH, split, previous=before, limit=GREEN)
    assert PLANTED not in repr((assembly.brief, assembly.comparison, assembly.record))
