"""Tradecraft: what ICD 203 and page one ask of a brief, each mistake with its own code and place."""

from dataclasses import replace

import pytest

from briefgen.check.drafted import Drafted
from briefgen.check.tradecraft import check_tradecraft, every_judgement_was_reviewed
from briefgen.compose.assembly import assemble_brief
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.grammar.likelihoods import find_likelihoods
from briefgen.model import kinds
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.likelihood import SCALE
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer
from briefgen.model.topic import AnalystBlock, Topic
from briefgen.wording.labels import list_likelihoods
from samples import VOCABULARY, date, make_block, make_evidence, make_plan, make_source, make_topic

PLAIN = Settings()
A = make_evidence("a-2009^one", "Ministers spoke of a road to the south.", source=make_source("a-2009", "2009"))
B = make_evidence("b-2011^no", "There were no contacts at all.", source=make_source("b-2011", "2011"))
UNDATED = make_evidence("c^loose", "The council keeps two offices in the north.", source=make_source("c"))
TOLD = make_evidence("c^dated", "The pier burnt.", source=make_source("c"), trailer=Trailer(date=date("2010")))


def check(topic: Topic, *found: Evidence, settings: Settings = PLAIN) -> list[Problem]:
    """Check the tradecraft of a topic whose query finds these excerpts."""
    by_source: dict[str, tuple[Evidence, ...]] = {}
    for one in found:
        by_source[one.source.id] = (*by_source.get(one.source.id, ()), one)
    sources = {key: there[0].source for key, there in by_source.items()}
    findings = Findings(found=found, cited=by_source, sources=sources, source_ids=tuple(sources))
    assembly = assemble_brief(topic, findings, AssemblyOptions(VOCABULARY, settings, "2026-11-22"))
    return list(check_tradecraft(Drafted(topic, findings, assembly.brief, assembly.used, settings)))


def judge(text: str, likelihood: str = "", confidence: str = "moderate, two sources", *names: str) -> AnalystBlock:
    """Make a judgement on two sources."""
    block = make_block(text, *(names or ("a-2009^one", "b-2011^no")), kind="item")
    return replace(block, likelihood=likelihood, confidence=confidence)


def find_codes(*blocks: AnalystBlock, language: str = "en", summary: tuple[AnalystBlock, ...] = ()) -> list[str]:
    """Give the codes of what is wrong with judgements."""
    topic = make_topic(make_plan("judgements", text=blocks), language=language, summary=summary)
    return [problem.kind.code for problem in check(topic, A, B, UNDATED, TOLD)]


SOUND = (
    (judge("A link is very unlikely before 2028.", "very unlikely"),),
    (judge("A link is unlikely.", "unlikely"), judge("Talks are almost certainly over.", "almost certain")),
    (judge("Confidence-building measures are likely to be dropped.", "likely"),),
    (judge("A vote of no confidence is unlikely.", "unlikely"),),
    (judge("The minister called a link “highly probable”. It is unlikely.", "unlikely"),),
    (judge("The fighting in the remote valleys is likely to go on.", "likely"),),
    (judge("It is not likely that both sides meet.", "unlikely"),),
    (judge("Contact stays indirect."),),
)


@pytest.mark.parametrize("blocks", SOUND)
def test_sound_judgements_are_silent(blocks: tuple[AnalystBlock, ...]) -> None:
    """What only looks like a mistake raises no alarm: quoted, negated, or another sense of the word."""
    assert find_codes(*blocks) == []


MISTAKES = (
    ("BG-CRAFT-001", (judge("A link is unlikely.", "unlikely"), judge("Talks are probable.", "probable")), "en"),
    ("BG-CRAFT-001", (judge("A link is unlikely.", "unlikely"), judge("War is a remote possibility.")), "en"),
    ("BG-CRAFT-002", (judge("Связь возможна.", "может быть"),), "ru"),
    ("BG-CRAFT-002", (judge("Бұл болуы мүмкін.", "мүмкін"),), "kk"),
    ("BG-CRAFT-003", (judge("A link is likely.", "unlikely"),), "en"),
    ("BG-CRAFT-003", (judge("Прямая связь весьма маловероятна.", "вероятно"),), "ru"),
    ("BG-CRAFT-003", (judge("Байланыстың орнауы өте ықтимал.", "ықтималдығы төмен"),), "kk"),
    ("BG-CRAFT-004", (judge("We have high confidence that a link is unlikely.", "unlikely"),), "en"),
    ("BG-CRAFT-004", (judge("A link is unlikely.", "unlikely", "moderate, and likely to fall"),), "en"),
    ("BG-CRAFT-004", (judge("С высокой степенью уверенности связь маловероятна.", "маловероятно"),), "ru"),
    ("BG-CRAFT-004", (judge("Сенімділігі орташа, бұл ықтимал.", "ықтимал"),), "kk"),
    ("BG-CRAFT-010", (judge(" ".join(["word"] * 36) + "."),), "en"),
    ("BG-CRAFT-011", tuple(judge(f"Matter {number} stays.") for number in range(6)), "en"),
)


@pytest.mark.parametrize(("code", "blocks", "language"), MISTAKES)
def test_a_mistake_in_the_wording_has_its_code(code: str, blocks: tuple[AnalystBlock, ...], language: str) -> None:
    """Each mistake is named once, in English, Russian and Kazakh, and nothing else with it."""
    assert find_codes(*blocks, language=language) == [code]


def test_the_bottom_line_is_an_estimate_too() -> None:
    """A term of the other row in the bottom line is mixed as well."""
    summary = (make_block("A link is highly improbable.", "a-2009^one"),)
    assert find_codes(judge("It is unlikely.", "unlikely"), judge("So is war.", "unlikely"), summary=summary) == [
        "BG-CRAFT-001"
    ]


def test_a_long_sentence_counts_and_not_a_long_judgement() -> None:
    """Two sentences of twenty words are no sentence of forty; citations count for no word."""
    twenty = " ".join(["word"] * 20) + "."
    assert find_codes(judge(f"{twenty} {twenty.capitalize()}")) == []


@pytest.mark.parametrize(
    ("confidence", "text", "is_named"),
    [
        ("low, one source", "A link is over.", False),
        ("low, a single second-hand account", "A link is over.", False),
        ("низкая, один источник", "A link is over.", False),
        ("төмен, бір дереккөз", "A link is over.", False),
        ("", "On one press report, a link is over.", False),
        ("moderate, three sources, one of them partisan", "A link is over.", True),
        ("moderate", "A link is over.", True),
    ],
)
def test_a_judgement_on_one_origin_says_so(confidence: str, text: str, is_named: bool) -> None:
    """One origin behind a judgement stands in its words, or in any language that we know with its confidence."""
    found = find_codes(judge(text, "", confidence, "a-2009^one"))
    assert found == (["BG-CRAFT-005"] if is_named else [])


def test_two_sources_of_one_publisher_are_one_origin() -> None:
    """Independence counts, not the number of files."""
    same = [replace(one.source, publisher="Daily") for one in (A, B)]
    twins = [replace(one, source=source) for one, source in zip((A, B), same, strict=True)]
    topic = make_topic(make_plan("judgements", text=(judge("A link is over."),)))
    (problem,) = check(topic, *twins)
    assert problem.kind is kinds.CRAFT_ONE_SOURCE
    assert "`a-2009` and `b-2011`" in problem.message


@pytest.mark.parametrize(
    ("names", "is_named"),
    [
        (("c^loose",), True),
        (("c^loose", "a-2009^one"), False),
        (("c^dated",), False),
        (("c",), True),
    ],
)
def test_a_judgement_rests_on_something_dated(names: tuple[str, ...], is_named: bool) -> None:
    """Undated evidence alone carries no judgement; an excerpt's own date or its source's is a date."""
    assert ("BG-CRAFT-006" in find_codes(judge("Offices are two.", "", "low, one source", *names))) == is_named


@pytest.mark.parametrize(
    ("text", "language", "is_named"),
    [
        ("The council now keeps two offices.", "en", True),
        ("The council kept two offices then.", "en", False),
        ("Совет сейчас держит два бюро.", "ru", True),
        ("Кеңес қазір екі кеңсе ұстайды.", "kk", True),
    ],
)
def test_only_what_speaks_of_now_asks_for_a_date_in_a_background(text: str, language: str, is_named: bool) -> None:
    """A background may tell of undated things, but not of the present by them alone."""
    topic = make_topic(make_plan("background", text=(make_block(text, "c^loose"),)), language=language)
    found = check(topic, A, UNDATED)
    assert [problem.kind for problem in found] == ([kinds.CRAFT_UNDATED] if is_named else [])


LONG = " ".join(f"word{number}" for number in range(80))


@pytest.mark.parametrize(
    ("state", "share", "is_named"),
    [
        (ProofState.EXACT, 0.25, True),
        (ProofState.UNPROVEN, 0.25, True),
        (ProofState.SUMMARY, 0.25, False),
        (ProofState.EXACT, 0.95, False),
        (ProofState.EXACT, 1, False),
    ],
)
def test_the_analysts_text_is_the_analysts(state: ProofState, share: float, is_named: bool) -> None:
    """A text that takes more than its share from a verbatim source is told of; one's own summary is one's own."""
    source = make_evidence("d-2010^all", LONG, source=make_source("d-2010", "2010"), state=state)
    text = f"As is known, {' '.join(LONG.split()[:70])} and so on, say those who were there."
    topic = make_topic(make_plan("background", text=(make_block(text, "d-2010^all"),)))
    found = check(topic, source, settings=Settings(max_quote_share=share))
    assert [problem.kind for problem in found] == ([kinds.CRAFT_QUOTES] if is_named else [])
    if is_named:
        assert "86%" in found[0].message


def test_a_section_that_was_asked_for_and_is_empty_is_told_of() -> None:
    """An empty section is a problem where the topic names it, at its place; gaps may be none."""
    empty = replace(make_plan("timeline", "What happened"), place=Place("corpus/topics/sample.md", 7, 5))
    topic = make_topic(empty, make_plan("gaps"), make_plan("background", is_default=True))
    (problem,) = check(topic, A)
    assert (problem.kind, str(problem.place)) == (kinds.CRAFT_EMPTY, "corpus/topics/sample.md:7:5")
    assert "What happened" in problem.message


def test_a_topic_marked_below_what_it_prints_names_what_raises_it() -> None:
    """The excerpt that makes the brief's marking higher than the topic's stands in the problem, with its code."""
    secret = make_evidence("e-2012^x", "Not for all.", source=make_source("e-2012", "2012", marking=Marking.AMBER))
    topic = make_topic(make_plan("excerpts"), marking_place=Place("corpus/topics/sample.md", 3, 6))
    (problem,) = check(topic, A, secret)
    assert (problem.kind, str(problem.place)) == (kinds.CRAFT_MARKING, "corpus/topics/sample.md:3:6")
    assert "`e-2012^x`" in problem.message
    assert "a-2009" not in problem.message
    assert check(replace(topic, marking=Marking.AMBER), A, secret) == []


def test_problems_stand_where_the_words_are() -> None:
    """The place of a wrong term is the term's own, in the line and column of the file."""
    block = replace(judge("Once.\nThen a link is likely.", "unlikely"), place=Place("corpus/topics/sample.md", 9, 3))
    assert find_codes(block) == []  # only its first sentence is the judgement
    block = replace(block, markdown=block.markdown.replace("Once.\n", "Once again\n"))
    topic = make_topic(make_plan("judgements", text=(block,)))
    (problem,) = check(topic, A, B)
    assert str(problem.place) == "corpus/topics/sample.md:10:18"


def test_judgements_never_reviewed_are_counted() -> None:
    """One problem a topic counts them; headings and tables beside them are no judgements."""
    blocks = (judge("One."), replace(judge("Two."), reviewed="2026-11-22 4f1c9a"), make_block("Why", kind="heading"))
    (problem,) = every_judgement_was_reviewed(make_topic(make_plan("judgements", text=blocks)))
    assert (problem.kind, problem.message) == (kinds.REVIEW_NEVER, "1 judgement was never reviewed")


@pytest.mark.parametrize("language", sorted(SCALE))
def test_the_lint_and_the_page_have_one_scale(language: str) -> None:
    """A field may hold just the terms whose range the page can print, and a sentence that says one is understood."""
    printed = {term: step for step, (terms, _) in enumerate(list_likelihoods(language)) for term in terms}
    known = {term: rung.step for rung in SCALE[language] for term in rung.terms}
    assert known == printed
    for term, step in known.items():
        assert [said.step for said in find_likelihoods(f"– {term}.", language)] == [step] or term == "remote"


COUNTED = (
    ("moderate, two independent sources", []),
    ("moderate, at least one independent source", []),
    ("moderate, three independent sources", ["BG-CRAFT-012"]),
    ("moderate, 10 independent accounts", ["BG-CRAFT-012"]),
    ("moderate, a single independent source", ["BG-CRAFT-012"]),
    ("moderate, at least three independent sources", ["BG-CRAFT-012"]),
    ("moderate, three sources, some of them independent", []),
    ("средняя, два независимых источника", []),
    ("средняя, из трёх независимых источников", ["BG-CRAFT-012"]),
    ("средняя, не менее двух независимых источников", []),
    ("орташа, екі тәуелсіз дереккөз", []),
    ("орташа, он тәуелсіз дереккөз", ["BG-CRAFT-012"]),
)


@pytest.mark.parametrize(("reason", "codes"), COUNTED)
def test_reasons_count_the_sources_there_are(reason: str, codes: list[str]) -> None:
    """A number of independent sources is that of the origins cited, in words or figures, in three languages."""
    assert find_codes(judge("Contact stays indirect.", confidence=reason)) == codes
