"""Likeness: what editors do leaves a copy; a quotation, a formula and the next report of a series are none."""

import pytest

from briefgen.grouping.likeness import Likeness, compare_texts
from grouping.story_texts import change_words, make_story, prepare

STORY = make_story(400, 1)
OTHER = make_story(400, 2)
QUOTED = " ".join(make_story(50, 3))


def compare(one: list[str], other: list[str]) -> Likeness | None:
    """Compare two texts of undated sources, and make sure that their order does not matter."""
    likeness = compare_texts(prepare("a", one), prepare("b", other))
    assert likeness == compare_texts(prepare("b", other), prepare("a", one))
    return likeness


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("the same", STORY),
        ("in capitals and quotation marks", [f"«{paragraph.upper()}»" for paragraph in STORY]),
        ("a tenth of the words changed", change_words(STORY, 0.1, 4)),
        ("three tenths of the words changed", change_words(STORY, 0.3, 5)),
        ("the first paragraph only", STORY[:1]),
        ("paragraphs in another order", [*STORY[5:], *STORY[:5]]),
        ("another headline", ["Something else entirely", *STORY[1:]]),
        ("a local paragraph added", [*STORY[:4], OTHER[0], *STORY[4:]]),
        ("cut, and a local paragraph added", [*STORY[:5], OTHER[0]]),
    ],
)
def test_what_editors_do_leaves_a_copy(name: str, copy: list[str]) -> None:
    """Each of the usual changes leaves a text that is found to be a copy."""
    likeness = compare(STORY, copy)
    assert likeness is not None, name
    assert not likeness.is_series, name


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("two stories", STORY, OTHER),
        ("a quotation in both", [*STORY[:4], QUOTED], [*OTHER[:4], QUOTED]),
        ("one paragraph of three in common", [STORY[0], *OTHER[:2]], [STORY[0], *make_story(80, 6)]),
        ("a sentence of few words in a long text", ["Ka ro mi ten sul."], ["Ka ro mi dy na.", *STORY]),
        ("nothing", [], STORY),
        ("two words each", ["ka ro"], ["ka ro"]),
        ("two languages", STORY, ["Генеральный секретарь сказал, что контактов с альянсом нет и не было."] * 4),
    ],
)
def test_what_only_touches_is_no_copy(name: str, one: list[str], other: list[str]) -> None:
    """Texts that share a part, a quotation or nothing are not alike."""
    assert compare(one, other) is None, name


def make_mandate(number: int, month: str, year: int, people: int) -> list[str]:
    """Write a resolution of a series: the same formulas, other figures."""
    return [
        f"Resolution {number} ({year}), adopted at the {number + 3000}th meeting on {people % 28 + 1} {month} {year}.",
        f"Recalling its resolution {number - 27} ({year - 1}) and the report of {people % 20} January {year}, the"
        " council reaffirms its commitment to the sovereignty of the state and stresses that all keep to the accord.",
        f"It decides to prolong the mandate of the mission until 31 {month} {year}, with {people} observers and"
        f" {people // 3} police, and asks the secretary-general to report within {people % 90 + 30} days on its work.",
        f"It notes that {people * 7} displaced persons wait to return, and asks {people % 12 + 2} million for them.",
    ]


def test_the_next_report_of_a_series_is_no_copy() -> None:
    """Nine words in ten are the same; but the figures stand in the same places and are others."""
    likeness = compare(make_mandate(1427, "July", 2002, 117), make_mandate(1462, "January", 2003, 129))
    assert likeness is not None
    assert likeness.is_series
    copied = compare(make_mandate(1427, "July", 2002, 117), change_words(make_mandate(1427, "July", 2002, 117), 0.1, 7))
    assert copied is not None
    assert not copied.is_series


def test_a_letter_form_with_another_name_is_no_copy() -> None:
    """Admissions differ in the name alone, and that several times."""
    form = (
        "The council, having looked at the wish of {0} to become a member, tells the assembly that {0} should be let"
        " in, and hopes that {0} will do what members promise; the seat of {0} is kept free until next year, and"
        " the minister of {0} will speak first and the others will answer in the order of their names."
    )
    likeness = compare([form.format("Palau")], [form.format("Tuvalu")])
    assert likeness is not None
    assert likeness.is_series


def test_a_story_brought_up_to_date_is_a_copy_within_the_week() -> None:
    """The count of victims grew and another paper printed it: one story; a year later the same words are another."""
    toll = "At least {0} people died and {1} were hurt on Tuesday, police said; {2} more are missing after the blast."
    told = [
        *STORY[:6],
        "The 27 storeys of the hall of 1974 in the 3rd district hold 9 shops and 650 seats on 4 floors.",
    ]
    first, later = [*told, toll.format(12, 40, 3)], [*told, toll.format(14, 52, 1)]
    one = prepare("a", first, "2012-03-01", publisher="Wire")
    other = prepare("b", later, "2012-03-03", publisher="Daily")
    next_year = prepare("c", later, "2013-03-03", publisher="Daily")
    same_house = prepare("d", later, "2012-03-03", publisher="Wire")

    def are_copies(text: object) -> bool:
        likeness = compare_texts(one, text)  # type: ignore[arg-type]
        return likeness is not None and not likeness.is_series

    assert are_copies(other)
    assert not are_copies(next_year)
    assert not are_copies(same_house)


def test_a_house_does_not_rewrite_its_own_story() -> None:
    """What one publisher brought on another day shares formulas; another publisher's text is a re-written copy."""
    copy = change_words(STORY, 0.25, 9)
    one = prepare("a", STORY, "2012-03-01", publisher="Wire")
    for publisher, issued, expected in (
        ("Wire", "2012-03-02", True),
        ("Daily", "2012-03-02", False),
        ("Wire", "2012-03-01", False),
    ):
        likeness = compare_texts(one, prepare("b", copy, issued, publisher=publisher))
        assert likeness is not None
        assert likeness.is_series is expected, (publisher, issued)


def test_a_cut_is_a_part_and_a_rewritten_text_a_whole() -> None:
    """Whether neither text has much that the other lacks is told."""
    cut, whole = compare(STORY, STORY[:3]), compare(STORY, change_words(STORY, 0.2, 8))
    assert cut is not None
    assert whole is not None
    assert (cut.share, cut.is_whole) == (1000, False)
    assert whole.is_whole
