"""Groups: what is alike and what persons say, joined to stories with a face each."""

import pytest

from briefgen.grouping.groups import Alike, Candidate, Told, form_groups, order_pair
from briefgen.model.copies import CopyGroup, CopyMember
from briefgen.model.marking import Marking
from briefgen.model.source import Original, Source
from samples import make_source


def gather(*sources: Source | str, words: dict[str, int] | None = None) -> dict[str, Candidate]:
    """Gather sources, or undated ones by their ids, each of a hundred words where nothing else is said."""
    made = [make_source(one) if isinstance(one, str) else one for one in sources]
    return {source.id: Candidate(source, (words or {}).get(source.id, 100)) for source in made}


def whole(one: str, other: str, share: int = 900) -> Alike:
    """Two texts that are alike as wholes."""
    return Alike(one, other, share, is_whole=True)


def part(one: str, other: str, share: int = 1000) -> Alike:
    """A text and a cut of it."""
    return Alike(one, other, share, is_whole=False)


def series(one: str, other: str, share: int = 900) -> Alike:
    """Two texts of one series."""
    return Alike(one, other, share, is_whole=True, is_series=True)


def tell(same: tuple[str, ...] = (), apart: tuple[str, ...] = ()) -> Told:
    """What persons say, as "a b" for each pair."""
    return Told(*(frozenset(order_pair(*pair.split()) for pair in pairs) for pairs in (same, apart)))


def group(candidates: dict[str, Candidate], *alike: Alike, told: Told | None = None) -> list[str]:
    """Form groups, and give each as its ids in order."""
    return sorted(" ".join(sorted(one.sources)) for one in form_groups(candidates, alike, told or Told()))


ABCD = gather("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("promise", "alike", "told", "expected"),
    [
        ("nothing alike, no group", (), tell(), []),
        ("a copy of a copy belongs to the story", (whole("a", "b"), whole("b", "c")), tell(), ["a b c"]),
        ("two pairs are two groups", (whole("a", "b"), whole("c", "d")), tell(), ["a b", "c d"]),
        ("reports of a series stay apart", (series("a", "b"),), tell(), []),
        (
            "one draft without figures does not join the reports of two years",
            (whole("a", "c", 800), series("a", "b"), whole("b", "c", 500)),
            tell(),
            ["a c"],
        ),
        ("a person joins what differs", (), tell(same=("a b",)), ["a b"]),
        ("and through a third", (), tell(same=("a b", "b c")), ["a b c"]),
        ("and even reports of a series", (series("a", "b"),), tell(same=("a b",)), ["a b"]),
        ("a person splits a pair", (whole("a", "b"),), tell(apart=("a b",)), []),
        (
            "a split pair stays split though both are like a third, which goes with the likelier",
            (whole("a", "c", 950), whole("b", "c", 900)),
            tell(apart=("a b",)),
            ["a c"],
        ),
        ("a split pair is not joined by a person's chain", (), tell(same=("a b", "b c"), apart=("a c",)), ["a b"]),
        ("ids that are not there are passed over", (whole("a", "x"),), tell(same=("a y",)), []),
    ],
)
def test_groups(promise: str, alike: tuple[Alike, ...], told: Told, expected: list[str]) -> None:
    """Each promise of the table holds."""
    assert group(ABCD, *alike, told=told) == expected, promise


def test_cuts_join_the_long_story() -> None:
    """The first and the last paragraphs of a story, alike to nothing else, are its copies."""
    candidates = gather("story", "first", "last", words={"story": 600})
    assert group(candidates, part("story", "first"), part("story", "last")) == ["first last story"]


def test_a_later_digest_does_not_join_two_stories() -> None:
    """A digest holds two stories whole; it goes with one of them, and they stay two origins."""
    one, other = make_source("one", "2012-03-01"), make_source("other", "2012-03-02")
    candidates = gather(one, other, make_source("digest", "2012-03-05"), words={"digest": 220, "one": 120})
    assert group(candidates, part("digest", "one", 1000), part("digest", "other", 990)) == ["digest one"]
    assert group(candidates, whole("digest", "one", 1000), part("digest", "other", 990)) == ["digest one"]


def test_a_cut_goes_to_what_it_was_cut_from() -> None:
    """Two resolutions open with the same formulas: the cut of one is not joined to the like cut of the other."""
    candidates = gather("june", "july", "june-cut", "july-cut", words={"june": 600, "july": 600, "july-cut": 120})
    alike = (
        series("june", "july", 600),
        part("june", "june-cut", 1000),
        part("july", "july-cut", 1000),
        whole("june-cut", "july-cut", 880),
    )
    assert group(candidates, *alike) == ["july july-cut", "june june-cut"]


def test_the_order_in_which_pairs_come_does_not_matter() -> None:
    """The same pairs in another order, or turned round, give the same groups."""
    alike = [whole("a", "b", 700), whole("b", "c", 600), part("c", "d", 900), series("a", "d", 500)]
    turned = [Alike(one.other, one.one, one.share, one.is_whole, one.is_series) for one in reversed(alike)]
    assert form_groups(ABCD, alike, Told()) == form_groups(dict(reversed(ABCD.items())), turned, Told())


FACES = [
    (
        "a withdrawn source is none where another is there",
        {"status": "withdrawn", "issued": "2001"},
        {"issued": "2005"},
    ),
    ("the lower marking", {"marking": Marking.AMBER, "issued": "2001"}, {"issued": "2005"}),
    ("the earliest", {"issued": "2005-02", "reliability": "A"}, {"issued": "2005-01-31", "reliability": "E"}),
    ("a dated one before an undated", {"reliability": "A"}, {"issued": "2005"}),
    ("the more reliable", {"reliability": "B"}, {"reliability": "A"}),
    ("an unknown reliability before a poor one", {"reliability": "D"}, {"reliability": "F"}),
    ("one with its original", {}, {"original": Original("0" * 64)}),
]


@pytest.mark.parametrize(("promise", "worse", "better"), FACES)
def test_the_face_is_what_a_brief_should_quote(
    promise: str, worse: dict[str, object], better: dict[str, object]
) -> None:
    """Of two copies the better is the face, in each respect, whatever their ids."""
    for names in (("a", "b"), ("b", "a")):
        sources = [make_source(name, **fields) for name, fields in zip(names, (worse, better), strict=True)]  # type: ignore[arg-type]
        (found,) = form_groups(gather(*sources), [whole(*names)], Told())
        assert found == CopyGroup(names[1], (CopyMember(names[0], 90),)), promise


def test_the_longer_text_is_the_face_where_all_else_is_equal() -> None:
    """A cut is not shown for the story."""
    (found,) = form_groups(gather("cut", "story", words={"story": 300}), [part("cut", "story")], Told())
    assert found == CopyGroup("story", (CopyMember("cut", 100),))


def test_shares_are_told_against_the_face_or_the_nearest() -> None:
    """A copy of a copy tells how like it is to that; one that a person joined tells nothing."""
    candidates = gather("a", "b", "c", "d", words={"a": 400})
    (found,) = form_groups(candidates, [whole("a", "b", 800), whole("b", "c", 700)], tell(same=("a d",)))
    assert found == CopyGroup("a", (CopyMember("b", 80), CopyMember("c", 70), CopyMember("d", 0)))
