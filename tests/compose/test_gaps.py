"""What a brief says that it does not know."""

from dataclasses import replace

import pytest

from assembling import assemble, get
from briefgen.model.brief import GapEntry
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.source import Trailer
from samples import date, make_block, make_evidence, make_plan, make_source, make_topic

PLANS = (make_plan("excerpts"), make_plan("gaps"), make_plan("sources"))


def say(name: str, actor: str = "", issued: str = "2026", **trailer: object) -> Evidence:
    """Make an excerpt of a graded source of its own in English."""
    source = make_source(name.partition("^")[0], issued, reliability="B")
    text = " ".join(f"{word}-{name[:3]}" for word in ("carts", "mules", "roads", "wells", "inns", "hills"))
    return make_evidence(name, text, actor=actor, source=source, trailer=Trailer(**trailer))  # type: ignore[arg-type]


def list_all(*found: Evidence, language: str = "", **fields: object) -> tuple[GapEntry, ...]:
    """List the gaps of a topic with evidence, gaps and sources, at a cut-off of November 2026."""
    topic = make_topic(*fields.pop("plans", PLANS), cutoff=date("2026-11-20"), **fields)  # type: ignore[misc]
    return get(assemble(topic, *found, language=language), "gaps").gaps


def tell(*found: Evidence, **fields: object) -> list[str]:
    """Give the gaps' sentences, but for the one about languages, which every corpus in one language has."""
    return [gap.text for gap in list_all(*found, **fields) if gap.kind != "language"]  # type: ignore[arg-type]


RU = make_source("ru-1", "2026", language="ru", reliability="B")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((say("a^1"), say("b^1", issued="2025")), []),
        ((say("a^1", issued="2020"),), ["The latest dated source is of 2020: 6 years before the cut-off."]),
        ((say("a^1", issued="2015"), say("bb^1")), ["No source of the years 2016–2025."]),
        ((say("a^1", issued=""), say("bb^1")), ["Undated sources: 1 of 2."]),
        (
            (say("a^1", credibility="5"), say("bb^1", credibility="6")),
            ["2 excerpts are graded improbable or cannot be judged (credibility\u00a05\u00a0or\u00a06)."],
        ),
        (
            (say("a^1", "org/nato", stance="for", date=date("2024-01")), say("bb^1", "org/csto", stance="for")),
            ["Position older than two years at the cut-off: NATO."],
        ),
        (
            (replace(say("a^1"), proof=replace(say("a^1").proof, state=ProofState.UNPROVEN)), say("bb^1")),
            ["1 verbatim excerpt could not be checked: no original is kept."],
        ),
    ],
)
def test_each_gap_is_one_sentence(found: tuple[Evidence, ...], expected: list[str]) -> None:
    """Each weakness of the evidence is named once; sound evidence has none."""
    assert tell(*found) == expected


def test_disputes_name_both_sides_and_their_evidence() -> None:
    """Two actors for and against one thing are contested; one who changed its mind, or another subject, is not."""
    yes = say("a^1", "org/nato", stance="for", stance_towards="theme/transit")
    no = say("bb^1", "org/csto", stance="against", stance_towards="theme/transit")
    gap = next(gap for gap in list_all(yes, no) if gap.kind == "contested")
    assert gap.text == "Contested: Transit. For: NATO; against: CSTO."
    assert len(gap.marks) == 2
    assert tell(yes, say("bb^1", "org/nato", stance="against", stance_towards="theme/transit")) == []
    assert tell(yes, say("bb^1", "org/csto", stance="against", stance_towards="theme/tariffs")) == []


def test_judgements_on_one_origin_and_silent_actors_come_first() -> None:
    """What weakens a judgement is graver than how many sources bear no date."""
    plans = (
        make_plan("judgements", text=(make_block("A link is unlikely.", "a^1"),)),
        make_plan("positions", actors=("org/sco", "org/nato")),
        *PLANS,
    )
    old = say("a^1", "org/nato", issued="")
    gaps = list_all(old, say("bb^1"), plans=plans)
    assert [gap.text for gap in gaps if gap.kind != "language"] == [
        "Judgement 1 rests on one origin alone.",
        "No statement found in this corpus: SCO.",
        "Undated sources: 1 of 2.",
    ]
    assert [mark.label for mark in gaps[0].marks] == ["1"]


def test_languages_of_the_countries_concerned_are_missed() -> None:
    """A corpus on Kazakhstan in English alone lacks Russian and Kazakh; with a Russian source, Kazakh."""
    english = say("a^1", "place/kazakhstan")
    russian = make_evidence("ru-1^x", "Россия и Казахстан договорились о дороге.", source=RU)
    spoken = [gap.text for found in ((english, say("bb^1")), (english, russian)) for gap in list_all(*found)]
    assert spoken == [
        "All sources are in one language (English). No source in a language of the countries concerned:"
        " Russian and Kazakh.",
        "No source in a language of the countries concerned: Kazakh.",
    ]


def test_eight_lines_at_most_and_six_marks_a_line() -> None:
    """A list that nobody reads is no warning: the least grave lines are left out, further marks are counted."""
    many = [say(f"s{number:02}^x", credibility="6") for number in range(9)]
    (gap,) = [gap for gap in list_all(*many) if gap.kind == "contested"]
    assert (len(gap.marks), gap.further) == (6, 3)
    plans = (make_plan("judgements", text=(make_block("So.", "s00^x"),)), *PLANS)
    worst = [say("s00^x", "org/nato", issued="", credibility="5", stance="for", date=date("1999"))]
    for number, target in enumerate(("theme/transit", "theme/tariffs", "theme/peacekeeping")):
        worst += [
            say(f"x{number}^x", "org/nato", issued=f"{1990 + 9 * number}", stance="for", stance_towards=target),
            say(f"yy{number}^x", "org/csto", issued="", stance="against", stance_towards=target),
        ]
    worst = [replace(one, proof=replace(one.proof, state=ProofState.UNPROVEN)) for one in worst]
    assert len(list_all(*worst, plans=plans)) == 8


def test_gaps_speak_the_briefs_language() -> None:
    """Sentences, plurals and names of languages follow the brief, in Russian and in Kazakh."""
    found = (say("a^1", issued="2020", credibility="5"), say("bb^1", issued=""))
    assert [gap.text for gap in list_all(*found, language="ru")] == [
        "1 выдержка признана маловероятной или не поддаётся оценке (достоверность 5\u00a0или\u00a06).",
        "Последний датированный источник — 2020 год: за 6 лет до даты сбора данных.",
        "Все источники на одном языке (английский).",
        "Источники без даты: 1 из 2.",
    ]
    assert list_all(*found, language="kk")[3].text == "Күні жоқ дереккөздер: 2 ішінен 1."
