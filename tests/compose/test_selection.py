"""Which excerpts a section prints, in which order, and what is said of the others."""

import random

import pytest

from briefgen.compose.copies import drop_repeated, find_copies
from briefgen.compose.origins import count_origins
from briefgen.compose.pairs import Kinship
from briefgen.compose.scores import list_wanted, rank_evidence
from briefgen.compose.selection import explain_refusal, select_evidence
from briefgen.model.copies import CopyGroup, CopyMember
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.query import And, Not, Value, Words
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer, Withdrawal
from samples import cite, date, make_evidence, make_plan, make_source, make_topic

NATO = Value("tag", "org/nato")
LONG = "The two organisations met in the capital and spoke of transit routes through the mountains to the south."


def make_pool(number: int) -> list[Evidence]:
    """Make unlike excerpts of one source each."""
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"]
    return [
        make_evidence(f"s{n}^e", " ".join(random.Random(n).sample(words, 12)) + f" {n}", "org/nato")
        for n in range(number)
    ]


def test_selection_does_not_depend_on_the_order_of_finds() -> None:
    """The same finds in any order give the same excerpts in the same order."""
    pool = make_pool(30)
    plan = make_plan("excerpts", limit=7)
    first = select_evidence(pool, (), plan, NATO)
    for seed in range(5):
        shuffled = random.Random(seed).sample(pool, len(pool))
        assert select_evidence(shuffled, (), plan, NATO) == first


def test_asserted_tags_come_before_derived_ones() -> None:
    """What a person tagged ranks above what the vocabulary derived, all else alike."""
    derived = make_evidence("a^x", LONG, "org/nato")
    asserted = make_evidence("b^x", LONG, "org/nato", asserted=True)
    wanted = list_wanted(NATO)
    assert rank_evidence(asserted, wanted) < rank_evidence(derived, wanted)


def test_unknown_reliability_does_not_rank_below_the_worst() -> None:
    """F means that it cannot be judged: it ranks with C, above D and E."""
    ranks = {
        letter: rank_evidence(make_evidence("a^x", LONG, source=make_source("a", reliability=letter)), ())
        for letter in "ACEF"
    }
    assert ranks["A"] < ranks["C"] == ranks["F"] < ranks["E"]


def test_what_a_query_excludes_earns_no_points() -> None:
    """Terms under NOT are not wanted."""
    query = And((NATO, Not(Words("text", ("ukraine",)))))
    assert list_wanted(query) == (NATO,)


def test_limit_holds_and_says_so() -> None:
    """Beyond the limit nothing prints, and each excerpt left out is named with the reason."""
    selection = select_evidence(make_pool(10), (), make_plan("excerpts", limit=4), NATO)
    assert len(selection.chosen) == 4
    assert {one.reason for one in selection.left_out} == {"beyond the limit of 4"}
    assert len(selection.chosen) + len(selection.left_out) == 10


def test_cited_and_pinned_excerpts_stand_outside_the_limit() -> None:
    """What must print does, and takes no place from the others."""
    pool = make_pool(6)
    always = make_evidence("pinned^x", "Something that no query would ever find, told in a dozen words or more.")
    selection = select_evidence([*pool, always], [always], make_plan("excerpts", limit=3), NATO)
    assert always in selection.chosen
    assert len(selection.chosen) == 4


def test_a_lead_that_its_page_repeats_prints_once() -> None:
    """A passage contained in a longer one of the same source is held back behind it or it behind that."""
    lead = make_evidence("a^lead", LONG, "org/nato")
    body = make_evidence("a^body", f"{LONG} They agreed on nothing, and said so in public afterwards.", "org/nato")
    selection = select_evidence([lead, body], (), make_plan("excerpts"), NATO)
    assert len(selection.chosen) == 1
    assert [one.reason[:12] for one in selection.left_out] == ["near-copy of"]
    assert selection.list_copies(selection.chosen[0].name) == (selection.left_out[0].name,)


def test_one_wire_story_in_two_papers_prints_once_but_two_stories_twice() -> None:
    """Copies across sources are held back; texts that share only a phrase are not copies."""
    wire = make_evidence("a^x", LONG)
    copy = make_evidence("b^x", LONG.replace("spoke", "talked"))
    other = make_evidence("c^x", "The two organisations met in the capital, but this time nobody would say what about.")
    assert find_copies([wire, copy, other]) == {"b^x": "a^x"}


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        (make_evidence("a^x", LONG), ""),
        (make_evidence("a^x", LONG, source=make_source("a", issued="2027")), "issued after the cut-off 2026-11-20"),
        (make_evidence("a^x", LONG, source=make_source("a", issued="2026-11")), ""),
        (make_evidence("a^x", LONG, state=ProofState.MISSING), "its words are missing in the original"),
        (
            make_evidence("a^x", LONG, source=make_source("a", status="withdrawn", withdrawn=Withdrawal())),
            "its source is withdrawn",
        ),
        (make_evidence("out^x", LONG), "the topic excludes it"),
        (make_evidence("whole^y", LONG), "the topic excludes it"),
        (make_evidence("a^x", LONG, state=ProofState.UNPROVEN), ""),
    ],
)
def test_refusals_have_reasons(evidence: Evidence, reason: str) -> None:
    """An excerpt that may not print is refused with its reason; an undated or half-dated one is not."""
    topic = make_topic(cutoff=date("2026-11-20"), exclude=(cite("out^x"), cite("whole")))
    assert explain_refusal(evidence, topic, Settings()) == reason


def test_proven_quotes_only_leaves_out_unproven_text() -> None:
    """With `quotes = "proven"` what no original proves does not print."""
    unproven = make_evidence("a^x", LONG, state=ProofState.UNPROVEN)
    assert "no original proves it" in explain_refusal(unproven, make_topic(), Settings(quotes="proven"))


def test_orders() -> None:
    """`newest`, `oldest` and `source` order a section by day or by place; undated ones come last."""
    old = make_evidence("b^x", "one two three four five", source=make_source("b", issued="2001"))
    new = make_evidence("c^x", "six seven eight nine ten", source=make_source("c", issued="2020"))
    told = make_evidence(
        "d^x", "eleven twelve thirteen fourteen", source=make_source("d"), trailer=Trailer(date=date("2010-05"))
    )
    undated = make_evidence("a^x", "fifteen sixteen seventeen eighteen", source=make_source("a"))
    pool = [old, new, told, undated]

    def names(order: str) -> list[str]:
        return [one.source.id for one in select_evidence(pool, (), make_plan("excerpts", order=order), None).chosen]

    assert names("newest") == ["c", "d", "b", "a"]
    assert names("oldest") == ["b", "d", "c", "a"]
    assert names("source") == ["a", "b", "c", "d"]


def test_a_persons_word_on_duplicates_counts() -> None:
    """Sources told apart by `not_same_as` are no near-copies; those of one group are one origin."""
    wire = make_evidence("a^x", LONG)
    apart = make_evidence("b^x", LONG, source=make_source("b", not_same_as=("a",)))
    translation = make_evidence("c^x", "Deux organisations se sont vues.")
    groups = (CopyGroup("a", (CopyMember("c"),)),)
    assert find_copies([wire, apart]) == find_copies([apart, wire]) == {}
    assert count_origins([wire, apart], groups) == 2
    assert count_origins([wire, translation], ()) == 2
    assert count_origins([wire, translation], groups) == count_origins([translation, wire], groups) == 1


def test_the_face_of_a_group_stands_for_its_copies() -> None:
    """Of copies whose sources are grouped the group's face prints, though another ranks better; pinned ones stay."""
    wire, paper = make_evidence("wire^x", LONG), make_evidence("paper^x", LONG)
    groups = (CopyGroup("wire", (CopyMember("paper", 95),)),)
    assert find_copies([paper, wire]) == {"wire^x": "paper^x"}
    assert find_copies([paper, wire], groups) == {"paper^x": "wire^x"}
    assert find_copies([paper, wire], groups, {"paper^x"}) == {"wire^x": "paper^x"}
    chosen = select_evidence([paper, wire], (), make_plan("excerpts"), None, (), Kinship(groups))
    assert [one.name for one in chosen.chosen] == ["wire^x"]
    assert chosen.list_copies("wire^x") == ("paper^x",)


def test_in_a_group_an_edited_passage_is_a_copy() -> None:
    """An editor's version of a passage is held back where the sources are known for copies, and only there."""
    words = [f"word{number}" for number in range(60)]
    edited = ["other" if number % 7 == 0 else word for number, word in enumerate(words)]
    wire, paper = make_evidence("wire^x", " ".join(words)), make_evidence("paper^x", " ".join(edited))
    assert find_copies([wire, paper]) == {}
    assert find_copies([wire, paper], (CopyGroup("wire", (CopyMember("paper"),)),)) == {"paper^x": "wire^x"}


def test_what_is_said_again_on_another_day_is_said_twice() -> None:
    """The same words count as repeated on the same date only."""
    first = make_evidence("a^x", LONG, trailer=Trailer(date=date("2010-05")))
    again = make_evidence("b^x", LONG, trailer=Trailer(date=date("2011-05")))
    copied = make_evidence("c^x", LONG, trailer=Trailer(date=date("2010-05")))
    assert [one.name for one in drop_repeated([first, again, copied], ())] == ["a^x", "b^x"]
