"""What an edition tells of the one before it keeps to what the owners of its sources allow."""

import datetime
from dataclasses import replace

import pytest

from assembling import VOCABULARY, assemble, get, with_text
from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.editions import freeze_edition
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.model.brief import ChangeEntry
from briefgen.model.date import PartialDate
from briefgen.model.edition import IssuedRights
from briefgen.model.evidence import Evidence
from briefgen.model.owned import Owned
from briefgen.model.settings import Settings
from briefgen.model.source import Rights
from samples import make_evidence, make_plan, make_source, make_topic

_DAY = datetime.date(2026, 11, 20)
ENDED = Rights(expires=PartialDate("2026-11-20", _DAY, _DAY, "day"))
_HALF = Rights(max_quote_share=0.5)
PRESS = make_source("press", "2011", title="Press")
ENVOY = make_evidence("press^envoy", "The compact sent an envoy to the sea, and will not call him back.", source=PRESS)
DESK = make_evidence("desk^pays", "The compact pays for gauges.", source=make_source("desk", "2012"))
TOPIC = make_topic(make_plan("changes"), make_plan("excerpts"), make_plan("sources"))


def compare(*found: Evidence, rights: Rights, words: int = 100, printed: str = "2026-11-22") -> Assembly:
    """Assemble what prints on a day, after an edition that quoted the press, whose owner allows so much."""
    before = freeze_edition(assemble(TOPIC, ENVOY, DESK), 1, "2026-11-19")
    findings = Findings(found, source_ids=("press", "desk"), previous=before, owned={"press": Owned(rights, words)})
    return assemble_brief(TOPIC, findings, AssemblyOptions(VOCABULARY, Settings(), printed))


def tell(assembly: Assembly) -> ChangeEntry:
    """Give what is told of an excerpt that the edition had."""
    changes = get(assembly, "changes").changes
    assert changes is not None
    return next(one for one in changes.entries if one.kind == "excerpt")


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        (ENDED, 100),
        (Rights(max_quote_words=13), 100),
        (Rights(max_quote_share=0.13), 100),
        (Rights(max_quote_share=1), 0),
    ],
    ids=["ended", "longer", "more of it", "nobody knows of how much"],
)
def test_what_may_not_be_quoted_again_is_named_without_its_words(rights: Rights, words: int) -> None:
    """Neither page nor record has one of them, and the reader is told whose they are."""
    assembly = compare(DESK, rights=rights, words=words)
    entry = tell(assembly)
    assert (entry.manner, entry.old) == ("withdrawn", "")
    assert entry.why.endswith("its words then may not be quoted again (source: Press)")
    assert assembly.record.told.excerpts["press^envoy"].text == ""
    assert "envoy to the sea" not in repr((assembly.brief, assembly.record, assembly.comparison))


@pytest.mark.parametrize(
    "rights", [ENDED, Rights(max_quote_words=14), Rights(max_quote_share=0.14)], ids=["last day", "length", "share"]
)
def test_what_may_be_is_told_as_ever(rights: Rights) -> None:
    """The last day, the last word and the last hundredth are allowed."""
    assembly = compare(DESK, rights=rights, printed="2026-11-20")
    assert tell(assembly).old == ENVOY.passage.plain
    assert assembly.record.told.excerpts["press^envoy"].text == ENVOY.passage.plain


def test_a_draft_tells_them() -> None:
    """It is no edition, and does not change because a day has gone by."""
    assembly = compare(DESK, rights=Rights(max_quote_words=1))
    before = freeze_edition(assemble(TOPIC, ENVOY, DESK), 1, "2026-11-19")
    draft = assemble(TOPIC, DESK, previous=before)
    assert tell(draft).old == ENVOY.passage.plain
    assert tell(draft).manner == tell(assembly).manner


def test_an_edition_keeps_the_rights_of_what_it_quotes_and_tells_of() -> None:
    """Of a source that is gone, those that the last edition kept of it; of one that limits nothing, none."""
    limited = replace(ENVOY, source=replace(PRESS, rights=replace(ENDED, may_distribute=False, holder="The Press")))
    first = freeze_edition(assemble(TOPIC, limited, DESK), 1, "2026-11-19")
    assert first.rights == {"press": IssuedRights(expires=_DAY, may_distribute=False)}
    second = freeze_edition(assemble(TOPIC, DESK, previous=first), 2, "2026-11-20")
    assert second.rights == first.rights
    third = freeze_edition(assemble(TOPIC, DESK, previous=second), 3, "2026-11-21")
    assert third.rights == {}


def test_a_passage_told_in_the_desks_own_words_shows_those_alone() -> None:
    """The owner's sentence does not come back beside them."""
    mine = with_text(ENVOY, "An envoy went.")
    trailer = replace(mine.passage.trailer, wording="summary")
    mine = replace(mine, tagged=replace(mine.tagged, passage=replace(mine.passage, trailer=trailer)))
    entry = tell(compare(mine, DESK, rights=ENDED))
    assert (entry.manner, entry.old, entry.new) == ("changed", "", "An envoy went.")
    assert entry.why.startswith("its words then may not be quoted again (source: Press)")


def test_a_word_that_was_mended_is_not_counted_as_the_whole_once_more() -> None:
    """What stands on both sides is quoted once: 14 words, of which one is told twice."""
    mended = with_text(ENVOY, ENVOY.passage.plain.replace("sea", "ocean"))
    assert tell(compare(mended, DESK, rights=Rights(max_quote_share=0.15))).old == ENVOY.passage.plain
    assert tell(compare(mended, DESK, rights=Rights(max_quote_share=0.14))).old == ""
