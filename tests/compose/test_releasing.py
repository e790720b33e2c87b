"""Releasable variants: what is marked above the limit is not in the data that a brief is made of."""

from dataclasses import replace

import pytest

from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.compose.releasing import Released, refuse_release, release
from briefgen.errors import PolicyError
from briefgen.model import kinds
from briefgen.model.copies import CopyGroup, CopyMember
from briefgen.model.edition import Edition, IssuedExcerpt, IssuedJudgement
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer
from briefgen.model.topic import AnalystBlock, Topic
from briefgen.model.variant import Variant
from samples import VOCABULARY, cite, date, make_block, make_evidence, make_plan, make_source, make_topic

PLAIN = Settings()
OPEN = make_evidence(
    "open-2009^road",
    "Ministers spoke of a road to the south.",
    "org/nato",
    actor="org/nato",
    source=make_source("open-2009", "2009", same_as=("red-2010",), not_same_as=("red-2010", "green-2011")),
)
CLAUSE = make_evidence(
    "open-2009^clause", "A clause is closed.", "org/nato", source=OPEN.source, trailer=Trailer(marking=Marking.RED)
)
GREEN = make_evidence(
    "green-2011^pier",
    "The pier was mended.",
    "org/nato",
    source=make_source("green-2011", "2011", marking=Marking.GREEN),
)
RED = make_evidence(
    "red-2010^talks",
    "Talks were held in a closed room.",
    "org/csto",
    actor="org/csto",
    source=make_source("red-2010", "2010", marking=Marking.RED),
    trailer=Trailer(date=date("2010-05"), event="Closed talks"),
)
ALL = (OPEN, CLAUSE, GREEN, RED)


def find(*found: Evidence, **more: object) -> Findings:
    """Make findings in which these excerpts are found, and their sources cited."""
    by_source: dict[str, tuple[Evidence, ...]] = {}
    for one in found:
        by_source[one.source.id] = (*by_source.get(one.source.id, ()), one)
    sources = {key: there[0].source for key, there in by_source.items()}
    return Findings(found=found, cited=by_source, sources=sources, source_ids=tuple(sources), **more)  # type: ignore[arg-type]


def assemble(topic: Topic, findings: Findings, limit: Marking | None, settings: Settings = PLAIN) -> Assembly:
    """Put the variant of a limit together."""
    return assemble_brief(topic, findings, AssemblyOptions(VOCABULARY, settings, "2026-11-22"), Variant(limit=limit))


def list_texts(released: Released) -> list[str]:
    """List what is left of the analyst's text."""
    topic = released.topic
    return [block.markdown for block in (*topic.summary, *(block for plan in topic.sections for block in plan.text))]


def block(text: str, *names: str, marking: Marking | None = None, **fields: object) -> AnalystBlock:
    """Make a block of the analyst's with a marking."""
    return replace(make_block(text, *names), marking=marking, **fields)  # type: ignore[arg-type]


def test_without_a_limit_nothing_is_held_back() -> None:
    """A topic's own variant is the whole brief."""
    topic, findings = make_topic(make_plan("excerpts")), find(*ALL)
    assert release(topic, findings, None) == Released(topic, findings)


@pytest.mark.parametrize(
    ("limit", "names"),
    [
        (Marking.CLEAR, {"open-2009^road"}),
        (Marking.GREEN, {"open-2009^road", "green-2011^pier"}),
        (Marking.AMBER_STRICT, {"open-2009^road", "green-2011^pier"}),
        (Marking.RED, {one.name for one in ALL}),
    ],
)
def test_excerpts_above_the_limit_are_not_there(limit: Marking, names: set[str]) -> None:
    """An excerpt's marking is the highest of its own and its source's, in every place where excerpts are."""
    findings = replace(find(*ALL), by_section={0: ALL})
    released = release(make_topic(make_plan("excerpts")), findings, limit)
    kept = released.findings
    assert {one.name for one in kept.found} == names
    assert {one.name for one in kept.by_section[0]} == names
    assert {one.name for there in kept.cited.values() for one in there} == names
    assert ("red-2010" in kept.sources) == (limit is Marking.RED)
    assert {one.name for one in released.withheld if one.kind == "excerpt"} == {one.name for one in ALL} - names


TEXTS = (
    ("marked above the limit", block("Closed.", marking=Marking.AMBER)),
    ("citing a closed source", block("Looks open.", "red-2010^talks")),
    ("citing a closed source as a whole", block("Looks open.", "red-2010")),
    ("citing a closed excerpt of an open source", block("Looks open.", "open-2009^clause")),
    ("citing an open and a closed one", block("Looks open.", "open-2009^road", "red-2010^talks")),
    ("citing what nobody knows", block("Looks open.", "gone-2001^x")),
    ("citing an excerpt that is no more", block("Looks open.", "open-2009^gone")),
)


@pytest.mark.parametrize("closed", [one for _, one in TEXTS], ids=[name for name, _ in TEXTS])
@pytest.mark.parametrize("kind", ["summary", "judgements", "background", "timeline"])
def test_text_that_rests_on_what_is_closed_leaves_whole(closed: AnalystBlock, kind: str) -> None:
    """A judgement, a paragraph, an item: it leaves whole, and what stands beside it stays."""
    beside = block("Open.", "open-2009^road")
    blocks = (closed, beside)
    topic = make_topic(summary=blocks) if kind == "summary" else make_topic(make_plan(kind, text=blocks))
    released = release(topic, find(*ALL), Marking.GREEN)
    assert list_texts(released) == [beside.markdown]
    assert released.withheld[0].kind == ("judgement" if kind == "judgements" else "text")


def test_a_judgement_is_numbered_and_counted_as_the_variant_has_it() -> None:
    """Numbers, marks and counts are those of the released brief: nothing shows that one is missing."""
    judgements = (
        block("First.", "red-2010^talks"),
        block("Second.", "open-2009^road"),
        block("Third.", "green-2011^pier"),
    )
    topic = make_topic(make_plan("judgements", text=judgements), make_plan("excerpts"), make_plan("sources"))
    assembly = assemble(topic, find(*ALL), Marking.GREEN)
    section = assembly.brief.sections[0]
    assert [(one.number, one.anchor, one.prose.markdown.split()[0]) for one in section.judgements] == [
        (1, "j1", "Second."),
        (2, "j2", "Third."),
    ]
    assert [mark.label for one in section.judgements for mark in one.evidence] == ["1", "2"]
    statistics = assembly.brief.statistics
    assert (statistics.excerpts, statistics.sources, statistics.independent) == (2, 2, 2)
    assert [entry.number for entry in assembly.brief.sections[-1].sources] == [1, 2]


def test_a_variant_is_marked_by_what_is_in_it() -> None:
    """The marking is the highest that is printed, not the limit."""
    topic = make_topic(make_plan("excerpts"))
    assert assemble(topic, find(*ALL), Marking.AMBER).brief.marking is Marking.GREEN
    assert assemble(topic, find(OPEN, RED), Marking.AMBER).brief.marking is Marking.CLEAR
    assert assemble(topic, find(*ALL), None).brief.marking is Marking.RED


def test_a_heading_over_nothing_else_leaves_with_it() -> None:
    """A heading inside a section stays only where something of its text does; one that had none stays."""
    blocks = (
        block("Closed matters", kind="heading", level=2),
        block("Closed.", "red-2010^talks"),
        block("Open matters", kind="heading", level=2),
        block("A finer one", kind="heading", level=3),
        block("Open."),
        block("An empty one", kind="heading", level=2),
    )
    released = release(make_topic(make_plan("background", text=blocks)), find(*ALL), Marking.GREEN)
    assert list_texts(released) == ["Open matters", "A finer one", "Open.", "An empty one"]


def test_a_footnote_leaves_with_the_text_that_calls_it() -> None:
    """A note and what calls it are marked alike, whichever of the two is closed, also over several calls."""
    blocks = (
        block("Closed, with a note.[^a]", marking=Marking.RED),
        block("A note on it.", kind="footnote", label="a"),
        block("Open, with a closed note.[^b]"),
        block("A closed note.", kind="footnote", label="b", marking=Marking.AMBER),
        block("Open, with an open note.[^c]"),
        block("An open note.", kind="footnote", label="c"),
    )
    released = release(make_topic(make_plan("background", text=blocks)), find(*ALL), Marking.GREEN)
    assert list_texts(released) == ["Open, with an open note.[^c]", "An open note."]


def test_a_topic_above_the_limit_is_refused() -> None:
    """Title, headings and query bear the topic's marking: there is no variant below it."""
    topic = make_topic(make_plan("excerpts"), marking=Marking.AMBER)
    with pytest.raises(PolicyError, match="TLP:AMBER"):
        release(topic, find(*ALL), Marking.GREEN)
    problem = refuse_release(topic, Marking.GREEN)
    assert problem
    assert (problem.kind, problem.kind.exit_code) == (kinds.TLP_ABOVE_LIMIT, 3)
    assert refuse_release(topic, Marking.AMBER) is None
    assert refuse_release(topic, None) is None


def test_an_actor_heard_only_in_what_is_closed_is_not_called_silent() -> None:
    """Listed actors stay where they are heard or truly silent; one whose words are held back is not listed."""
    plan = make_plan("positions", actors=("org/nato", "org/csto", "theme/transit"))
    assembly = assemble(make_topic(plan, make_plan("gaps")), find(*ALL), Marking.GREEN)
    (positions,) = (section for section in assembly.brief.sections if section.kind == "positions")
    assert [row.tag for row in positions.positions] == ["org/nato", "theme/transit"]
    only = make_topic(make_plan("positions", actors=("org/csto",)))
    assert assemble(only, find(*ALL), Marking.GREEN).brief.sections == ()


def test_a_section_left_empty_is_not_there() -> None:
    """No sentence says that the corpus holds nothing where it does."""
    plans = (make_plan("timeline"), make_plan("excerpts", query_text="x"))
    findings = replace(find(RED), by_section={1: (RED,)})
    full = assemble(make_topic(*plans), findings, None)
    assert [section.kind for section in full.brief.sections if section.kind != "summary"] == ["timeline", "excerpts"]
    assert assemble(make_topic(*plans), findings, Marking.GREEN).brief.sections == ()


def test_sections_keep_their_own_finds_where_one_before_them_goes() -> None:
    """What a section's query found stays with that section, however many sections stand before it."""
    first = make_plan("positions", actors=("org/csto",))
    plans = (first, make_plan("excerpts", "One"), make_plan("excerpts", "Two"))
    findings = replace(find(OPEN, RED, GREEN), by_section={1: (GREEN,), 2: (OPEN,)})
    released = release(make_topic(*plans), findings, Marking.GREEN)
    assert [plan.heading for plan in released.topic.sections] == ["One", "Two"]
    assert {at: there[0].name for at, there in released.findings.by_section.items()} == {
        0: "green-2011^pier",
        1: "open-2009^road",
    }


def test_no_value_names_a_closed_source() -> None:
    """Ids of what is held back stand nowhere: not as copies, pins, exclusions, suggestions or last words."""
    findings = find(
        *ALL,
        last_texts={"red-2010^talks": "Talks", "open-2009^road": "Ministers"},
        renamed={"older": "red-2010"},
        copies=(
            CopyGroup("red-2010", (CopyMember("open-2009", 90), CopyMember("green-2011", 80))),
            CopyGroup("open-2009", (CopyMember("red-2010", 70),)),
        ),
    )
    topic = make_topic(make_plan("excerpts"), pin=(cite("red-2010^talks"), cite("open-2009^road")))
    released = release(replace(topic, exclude=(cite("red-2010"),)), findings, Marking.GREEN)
    assert "red-2010" not in repr((released.topic, released.findings))
    assert "open-2009^clause" not in repr((released.topic, released.findings))
    assert released.findings.copies == (CopyGroup("open-2009", (CopyMember("green-2011"),)),)


def test_an_earlier_edition_tells_nothing_that_is_closed_now() -> None:
    """What was issued and is marked higher since is not told as withdrawn, with its words, to new readers."""
    last = Edition(
        slug="sample",
        number=1,
        issued="2026-11-01",
        title="Sample",
        marking="TLP:GREEN",
        summary="Old bottom line.",
        judgements=(
            IssuedJudgement("kept", "Kept.", evidence=("open-2009^road",)),
            IssuedJudgement("j2", "Raised since."),
            IssuedJudgement("closed", "Closed.", evidence=("red-2010^talks",)),
        ),
        excerpts={one.name: IssuedExcerpt("words", one.source.id) for one in ALL},
        sources={"red-2010": "Closed title", "open-2009": "Open title"},
        source_details={"red-2010": {"grade": "A"}, "open-2009": {"grade": "B"}},
    )
    judgements = (
        block("Kept.", "open-2009^road", id="kept"),
        block("Raised since.", "open-2009^road", marking=Marking.RED),
    )
    topic = make_topic(make_plan("judgements", text=judgements))
    previous = release(topic, find(*ALL, previous=last), Marking.GREEN).findings.previous
    assert previous
    assert [one.key for one in previous.judgements] == ["kept"]
    assert sorted(previous.excerpts) == ["green-2011^pier", "open-2009^road"]
    assert (previous.summary, dict(previous.sources), dict(previous.source_details)) == (
        "",
        {"open-2009": "Open title"},
        {"open-2009": {"grade": "B"}},
    )


@pytest.mark.parametrize(
    ("tells", "limit", "language", "note"),
    [
        (False, Marking.GREEN, "en", ""),
        (True, None, "en", ""),
        (True, Marking.RED, "en", ""),
        (True, Marking.GREEN, "en", "Parts of this brief are held back from this copy because of their marking."),
        (True, Marking.GREEN, "ru", "В этом экземпляре часть справки не приводится из-за грифа."),
    ],
)
def test_the_reader_is_told_only_where_the_settings_say_so(
    tells: bool,
    limit: Marking | None,
    language: str,
    note: str,
) -> None:
    """One sentence without a number, and only where something is held back; the analyst is told in any case."""
    topic = make_topic(make_plan("excerpts"), language=language)
    assembly = assemble(topic, find(*ALL), limit, Settings(tell_withheld=tells))
    assert assembly.brief.withheld_note == note
    assert bool(assembly.withheld) == (limit is Marking.GREEN)


def test_what_is_marked_above_the_topic_says_so() -> None:
    """In a brief that holds all, each part above the topic's own marking bears its own; the topic's says nothing."""
    blocks = (
        block("Open.", "open-2009^road"),
        block("Closed.", "red-2010^talks"),
        block("Own.", marking=Marking.AMBER),
    )
    plans = (make_plan("background", text=blocks), make_plan("positions"), make_plan("timeline"))
    brief = assemble(make_topic(*plans), find(*ALL), None).brief
    assert (brief.topic_marking, brief.marking) == (Marking.CLEAR, Marking.RED)
    background, positions, timeline = brief.sections
    assert [one.marking for one in background.prose] == [Marking.CLEAR, Marking.RED, Marking.AMBER]
    said = {row.tag: row.statements[0].marking for row in positions.positions}
    assert said == {"org/nato": Marking.CLEAR, "org/csto": Marking.RED}
    assert [entry.marking for entry in timeline.timeline] == [Marking.RED]
