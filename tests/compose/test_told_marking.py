"""Whatever a brief tells of an edition that was marked higher is marked as high as that was."""

from dataclasses import replace

import pytest

from assembling import assemble, with_text
from briefgen.compose.editions import freeze_edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.topic import AnalystBlock, Topic
from samples import cite, make_block, make_evidence, make_plan, make_source, make_topic

TALKS = replace(make_source("talks", "2011"), title="Talks with Marmalade")
OPEN = make_evidence("daily^no", "There were no contacts with the alliance.", source=make_source("daily", "2011"))
SHUT = replace(
    make_evidence("talks^dam", "Agent Quince heard of the dam.", "org/nato", source=TALKS), marking=Marking.AMBER
)
LOWERED = replace(SHUT, marking=Marking.CLEAR)
LINE = replace(make_block("The Yorick plan is likely.", "daily^no"), id="plan", likelihood="likely")


def make(judgement: AnalystBlock | None = None, **fields: object) -> Topic:
    """Make a topic with what changed and all that was found."""
    plans = (make_plan("judgements", text=(judgement,) if judgement else ()), make_plan("changes"))
    return make_topic(*plans, make_plan("excerpts"), make_plan("sources"), **fields)


@pytest.mark.parametrize(
    "now",
    [None, replace(LINE, markdown="The plan is unlikely."), replace(LINE, likelihood="unlikely")],
    ids=["gone", "reworded", "other terms"],
)
def test_an_old_judgement_is_marked_as_its_edition_was(now: AnalystBlock | None) -> None:
    """Its topic was TLP:AMBER, and it rests on what is open; told later it is TLP:AMBER still."""
    before = freeze_edition(assemble(make(LINE, marking=Marking.AMBER), OPEN), 1, "2026-03-03")
    assert assemble(make(now), OPEN, previous=before).brief.marking is Marking.AMBER


@pytest.mark.parametrize(
    "now",
    [
        replace(LOWERED, tagged=replace(LOWERED.tagged, taggings=())),
        replace(LOWERED, source=replace(TALKS, title="Talks")),
        with_text(LOWERED, "Somebody heard of the dam."),
    ],
    ids=["tag", "title", "words"],
)
@pytest.mark.parametrize("is_dropped", [False, True])
def test_what_was_taken_out_of_an_excerpt_is_marked_as_its_edition_was(now: Evidence, *, is_dropped: bool) -> None:
    """It may be open today only because that is gone, whether or not the topic still has it."""
    before = freeze_edition(assemble(make(), OPEN, SHUT), 1, "2026-03-03")
    topic = make(exclude=(cite("talks^dam"),)) if is_dropped else make()
    assert assemble(topic, OPEN, now, previous=before).brief.marking is Marking.AMBER


def test_what_was_lowered_and_says_the_same_is_marked_as_it_is_now() -> None:
    """Nothing of it is told that does not stand there, open, today."""
    before = freeze_edition(assemble(make(), OPEN, SHUT), 1, "2026-03-03")
    assert assemble(make(), OPEN, LOWERED, previous=before).brief.marking is Marking.CLEAR


def test_a_record_names_nothing_above_its_briefs_marking() -> None:
    """What could have been printed and was not may be marked higher, and its name may be made of its words."""
    topic = make_topic(make_plan("excerpts", limit=1), make_plan("sources"))
    for found, names in (((OPEN, SHUT), {"daily^no"}), ((OPEN, LOWERED), {"daily^no", "talks^dam"})):
        assembly = assemble(topic, *found)
        assert assembly.brief.marking is Marking.CLEAR
        assert set(assembly.record.found) == names
