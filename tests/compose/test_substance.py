"""What moves an edition's date: each row of the table in `compose.substance`."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assembling import assemble, with_text
from briefgen.compose.editions import freeze_edition, is_unchanged
from briefgen.compose.substance import list_words, says_the_same
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.marking import Marking
from briefgen.model.source import Rights, Source, Trailer
from briefgen.model.topic import AnalystBlock, Topic
from samples import date, make_block, make_evidence, make_plan, make_source, make_topic

DAILY = make_source("daily", "2011", reliability="B", publisher="Example Daily", url="https://example.org/a")
WORDS = "There were no contacts with the alliance, and none were needed."
NO = make_evidence("daily^no", WORDS, "org/csto", source=DAILY)
ROAD = make_evidence("weekly^road", "Ministers spoke of a road to the south.", source=make_source("weekly", "2012"))
LINE = replace(make_block("A link is unlikely.", "daily^no"), id="link", likelihood="unlikely", confidence="low")


def make(
    judgement: AnalystBlock = LINE, text: str = "Nothing moved.", heading: str = "Background", **fields: object
) -> Topic:
    """Make a topic with all that an analyst can write."""
    values: dict[str, object] = {"title": "A sample topic", "summary": (make_block("Nothing moves."),)} | fields
    return make_topic(
        make_plan("judgements", text=(judgement,)),
        make_plan("background", heading, text=(make_block(text),)),
        make_plan("excerpts"),
        make_plan("sources"),
        **values,
    )


def freeze(topic: Topic, *found: Evidence) -> Edition:
    """Issue a topic."""
    return freeze_edition(assemble(topic, *found), 1, "2026-03-03")


def judge(**fields: object) -> Callable[[], Edition]:
    """Issue with another judgement."""
    return lambda: freeze(make(replace(LINE, **fields)), NO)  # type: ignore[arg-type]


def write(**fields: object) -> Callable[[], Edition]:
    """Issue with other text of the analyst's."""
    return lambda: freeze(make(**fields), NO)  # type: ignore[arg-type]


def quote(text: str = WORDS, *tags: str, **trailer: object) -> Callable[[], Edition]:
    """Issue with another excerpt."""
    made = make_evidence("daily^no", text, *(tags or ("org/csto",)), source=DAILY, trailer=Trailer(**trailer))  # type: ignore[arg-type]
    return lambda: freeze(make(), made)


def cite(**fields: object) -> Callable[[], Edition]:
    """Issue with another entry of the source."""
    source: Source = replace(DAILY, **fields)  # type: ignore[arg-type]
    return lambda: freeze(make(), replace(NO, source=source))


MOVES = {
    "words of the bottom line": write(summary=(make_block("Much moves."),)),
    "words of a judgement": judge(markdown="A link is likely. [@daily^no]"),
    "words of the analyst's text": write(text="Much moved."),
    "title": write(title="Another topic"),
    "heading": write(heading="A quiet spring"),
    "cut-off": write(cutoff=date("2026-01-01")),
    "author": write(author="A. N. Other"),
    "a question is no statement": judge(markdown="A link is unlikely? [@daily^no]"),
    "words of an excerpt": quote(WORDS.replace("needed", "wanted")),
    "a number's point": quote(WORDS.replace("no contacts", "1.5 contacts")),
    "translation": quote(translation="Es gab keine."),
    "note": quote(note="Said in anger."),
    "likelihood": judge(likelihood="likely"),
    "confidence": judge(confidence="high"),
    "a judgement's marking": judge(marking=Marking.GREEN),
    "evidence of a judgement": lambda: freeze(make(make_block("A link is unlikely.", "daily^no", "weekly^road")), NO),
    "an excerpt that came": lambda: freeze(make(), NO, ROAD),
    "speaker": quote(speaker="A. Other"),
    "stance": quote(stance="against"),
    "date of an excerpt": quote(date=date("2010")),
    "grade of an excerpt": quote(credibility="2"),
    "page": quote(page="4"),
    "proof": lambda: freeze(
        make(), make_evidence("daily^no", WORDS, "org/csto", source=DAILY, state=ProofState.UNPROVEN)
    ),
    "marking of an excerpt": lambda: freeze(make(), replace(NO, marking=Marking.GREEN)),
    "title of a source": cite(title="Another title"),
    "date of a source": cite(issued=date("2012")),
    "author of a source": cite(author=("A. Other",)),
    "publisher": cite(publisher="Another Daily"),
    "issue": cite(volume="3"),
    "grade of a source": cite(reliability="C"),
    "rights": cite(rights=Rights("CC-BY-4.0")),
    "kind of a source": cite(type="report"),
}
STAYS = {
    "nothing": lambda: freeze(make(), NO),
    "punctuation of the bottom line": write(summary=(make_block("Nothing – moves!"),)),
    "markup of a judgement": judge(markdown="A link is **unlikely**. [@daily^no]"),
    "case of a judgement": judge(markdown="a Link is unlikely. [@daily^no]"),
    "blanks and punctuation of the analyst's text": write(text="Nothing  moved"),
    "case of the title": write(title="A Sample Topic"),
    "punctuation of a heading": write(heading="Background:"),
    "punctuation, blanks and case of an excerpt": quote(
        "There were no Contacts with the alliance – and none  were needed"
    ),
    "a suspect judgement": judge(reviewed="2026-01-01 abcdef"),
    "tags of an excerpt": quote(WORDS, "org/csto", "org/nato"),
    "URL": cite(url="https://example.org/b"),
    "DOI": cite(doi="10.1000/1"),
    "ISSN": cite(issn="1234-5679"),
    "a typo in a label": cite(title="Title of: daily", publisher="EXAMPLE Daily"),
    "a moved file": cite(path="corpus/sources/elsewhere/daily.md"),
    "where the values were read": cite(evidence={"issued": "the page"}, checked_by="A person"),
}


@pytest.mark.parametrize("what", MOVES)
def test_this_moves_the_date(what: str) -> None:
    """Evidence, judgement, marking, sources and the analyst's words are what an edition is for."""
    assert not is_unchanged(MOVES[what](), freeze(make(), NO))


@pytest.mark.parametrize("what", STAYS)
def test_this_moves_no_date(what: str) -> None:
    """Style, punctuation, links, tags and what no reader sees are no reason for an edition."""
    assert is_unchanged(STAYS[what](), freeze(make(), NO))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It is so.", "it is — so", True),
        ("the EU’s aim", "the EU's aim", True),
        ("1.5 million", "15 million", False),
        ("-5 degrees", "5 degrees", False),
        ("12 %", "12", False),
        ("€5", "$5", False),
        ("no where", "nowhere", False),
        ("Это так.", "это  так", True),
        ("会議は開かれた。", "会議は開かれた", True),
    ],
)
def test_words_are_compared_not_signs(one: str, other: str, same: bool) -> None:
    """Punctuation, blanks and case do not count; what changes a figure does."""
    assert says_the_same(one, other) is same
    assert (list_words(one) == list_words(other)) is same


def test_a_reworded_excerpt_makes_its_judgement_count_and_a_retyped_one_does_not() -> None:
    """What a judgement rests on is touched by both, and only words move the date."""
    first = freeze(make(), NO)
    assert is_unchanged(freeze(make(), with_text(NO, WORDS.upper())), first)
    assert not is_unchanged(freeze(make(), with_text(NO, WORDS + " Never.")), first)
