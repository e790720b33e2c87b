"""What changed since an edition of another form or language: only what both hold."""

from dataclasses import replace

import pytest

from assembling import assemble, get, with_text
from briefgen.compose.assembly import Assembly
from briefgen.compose.editions import freeze_edition, is_unchanged
from briefgen.model.brief import Changes
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.topic import Topic
from samples import cite, make_block, make_evidence, make_plan, make_source, make_topic

DAILY = make_source("daily", "2011", reliability="B")
WEEKLY = make_source("weekly", "2012")
NO = make_evidence("daily^no", "There were no contacts with the alliance, and none were needed.", source=DAILY)
ROAD = make_evidence("weekly^road", "Ministers spoke of a road to the south.", source=WEEKLY)
RAIL = make_evidence("weekly^rail", "A railway was promised to the northern towns.", source=WEEKLY, ordinal=1)
LINES = tuple(replace(make_block(f"Judgement of matter {n} {n * 'so '}.", "daily^no"), id=f"x{n}") for n in range(1, 8))


def make(template: str = "", *, limit: int | None = None, judgements: tuple = LINES, **fields: object) -> Topic:  # type: ignore[type-arg]
    """Make a topic; its excerpts are cut at a limit, which a dossier lifts."""
    sections = (
        make_plan("judgements", text=judgements),
        make_plan("changes"),
        make_plan("excerpts", limit=limit),
        make_plan("sources"),
    )
    return replace(make_topic(*sections, **fields), template=template)


def freeze(topic: Topic, *found: Evidence) -> Edition:
    """Issue the first edition of a topic in its own form."""
    return freeze_edition(assemble(topic, *found), 1, "2026-03-03")


def tell(assembly: Assembly) -> Changes:
    """Give what an assembly says has changed."""
    changes = get(assembly, "changes").changes
    assert changes is not None
    return changes


@pytest.mark.parametrize(("before", "now"), [("", "dossier"), ("dossier", ""), ("note", "dossier"), ("note", "")])
def test_a_form_that_prints_more_or_less_has_changed_nothing(before: str, now: str) -> None:
    """An excerpt that one form cut, or a judgement for which a note had no room, is neither new nor withdrawn."""
    edition = freeze(make(before, limit=1), NO, ROAD, RAIL)
    assembly = assemble(make(now, limit=1), NO, ROAD, RAIL, previous=edition)
    assert tell(assembly).counts == {}
    assert {one.change for one in get(assembly, "judgements").judgements} == {""}
    entries = [entry for section in assembly.brief.sections for group in section.groups for entry in group.entries]
    assert {entry.change for entry in entries} == {""}


def test_what_is_truly_new_or_gone_is_told_in_every_form() -> None:
    """What could not have been printed before is new; what left the corpus is gone, and its source says why."""
    edition = freeze(make(), NO, ROAD)
    changes = tell(assemble(make("dossier"), NO, make_evidence("third^new", "A third body spoke."), previous=edition))
    told = {(one.kind, one.manner): one.why for one in changes.entries}
    assert told["excerpt", "withdrawn"] == "its source is no longer in the corpus"
    assert told["excerpt", "new"] == "new source"
    assert changes.counts == {"excerpt new": 1, "excerpt withdrawn": 1, "source new": 1, "source withdrawn": 1}


def test_words_that_both_print_are_compared() -> None:
    """A reworded excerpt and an altered judgement are told, whatever the form of the last edition."""
    edition = freeze(make("note"), NO)
    altered = (replace(LINES[0], likelihood="likely"), *LINES[1:])
    changed = with_text(NO, NO.passage.plain.replace("needed", "wanted"))
    changes = tell(assemble(make("dossier", judgements=altered), changed, previous=edition))
    assert changes.counts["judgement changed"] == 7
    assert changes.counts["excerpt changed"] == 1
    assert "likelihood: – → likely" in changes.entries[0].why


def test_a_note_that_has_less_room_today_withdraws_nothing() -> None:
    """A note prints what has room: what it left out since the last note is still there."""
    edition = freeze(make("note"), NO, ROAD, RAIL)
    few = make("note", judgements=(LINES[0],), summary=(make_block("A long line. " * 40),))
    counts = assemble(few, NO, ROAD, RAIL, previous=edition).brief.sections
    changes = next(section.changes for section in counts if section.changes)
    assert not [name for name in changes.counts if name.startswith(("excerpt", "source"))]


def test_another_language_is_told_the_same() -> None:
    """An edition in English is what a draft in Russian is compared with, where there is none in Russian."""
    edition = freeze(make(), NO, ROAD)
    assembly = assemble(make(), NO, previous=edition, language="ru")
    assert tell(assembly).counts == {"excerpt withdrawn": 1, "source withdrawn": 1}
    assert assembly.brief.language == "ru"


def test_the_same_edition_again_is_unchanged_and_any_substance_is_not() -> None:
    """Punctuation, case and tags are no substance; words, terms, evidence and grades are."""
    first = freeze(make(summary=(make_block("A link is unlikely."),)), NO)
    same = freeze(make(summary=(make_block("A link is **unlikely**!"),)), NO)
    assert is_unchanged(same, first)
    for topic, found in (
        (make(summary=(make_block("A link is likely."),)), (NO,)),
        (make(summary=(make_block("A link is unlikely."),), judgements=LINES[:6]), (NO,)),
        (make(summary=(make_block("A link is unlikely."),)), (NO, ROAD)),
        (make(summary=(make_block("A link is unlikely."),)), (replace(NO, source=replace(DAILY, reliability="C")),)),
        (make(summary=(make_block("A link is unlikely."),), exclude=(cite("daily^no"),)), (NO, ROAD)),
    ):
        assert not is_unchanged(freeze(topic, *found), first)
