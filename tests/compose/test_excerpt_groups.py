"""Under which headings a section's excerpts stand."""

from assembling import assemble, get
from briefgen.model.evidence import Evidence
from briefgen.model.query import Value
from samples import make_evidence, make_plan, make_source, make_topic


def make(number: int, *tags: str, actor: str = "", issued: str = "") -> Evidence:
    """Make an excerpt of its own words with these tags."""
    text = f"Statement {number} speaks of {number * 31} things, {number * 17} of them new, and asks for {number * 13}."
    source = make_source(f"s{number:02}", issued)
    return make_evidence(f"s{number:02}^x", text, *tags, actor=actor, source=source)


def group(root: str, *found: Evidence, query: Value | None = None) -> list[tuple[str, int, bool]]:
    """Give the headings with the number of excerpts below them, and whether they are the rest."""
    topic = make_topic(make_plan("excerpts", group=root), query=query)
    groups = get(assemble(topic, *found), "excerpts").groups
    return [(one.heading, len(one.entries), one.is_rest) for one in groups]


def test_what_has_no_tag_of_the_root_stands_under_the_tags_it_shares() -> None:
    """The root's own groups keep the vocabulary's order; the others are named by what most of them have."""
    found = (
        make(1, "theme/transit", "org/nato"),
        make(2, "org/csto", "place/kazakhstan"),
        make(3, "org/csto"),
        make(4, "place/kazakhstan"),
        make(5, "place/kazakhstan"),
        make(6, "org/sco"),
    )
    assert group("theme", *found) == [("Kazakhstan", 3, False), ("Transit", 1, False), ("Other", 2, True)]


def test_what_the_topic_asks_for_heads_no_group() -> None:
    """A tag that the query wants is on every excerpt: as a heading it would say nothing."""
    found = [make(number, "org/nato", *(("org/csto",) if number < 3 else ())) for number in range(1, 7)]
    assert group("theme", *found, query=Value("tag", "org/nato")) == [("CSTO", 2, False), ("Other", 4, True)]


def test_a_tag_that_nearly_all_share_is_better_than_other() -> None:
    """Where nothing parts the excerpts, what they have in common names them."""
    assert group("theme", *(make(number, "org/sco") for number in range(1, 6))) == [("SCO", 5, False)]


def test_one_group_of_the_rest_has_no_heading() -> None:
    """A single heading `Other` would stand over everything and mean nothing."""
    assert group("theme", make(1), make(2)) == [("", 2, True)]
    assert group("year", make(1), make(2)) == [("", 2, True)]


def test_years_and_actors_have_a_rest_of_their_own() -> None:
    """Undated excerpts, and those without an actor, come last under a heading that says so."""
    assert group("year", make(1), make(2, issued="2009")) == [("2009", 1, False), ("Undated", 1, True)]
    assert group("actor", make(1), make(2, actor="org/csto")) == [("CSTO", 1, False), ("No named actor", 1, True)]


def test_an_author_may_say_what_a_group_shows() -> None:
    """A heading for a tag stands over that tag's group, in the analyst's language; the others keep their names."""
    headings = (("theme/transit", "Transit: the road stays shut"),)
    topic = make_topic(make_plan("excerpts", group="theme", headings=headings), language="ru")
    found = (make(1, "theme/transit"), make(2, "org/csto"), make(3, "org/csto"), make(4))
    groups = get(assemble(topic, *found), "excerpts").groups
    assert [(one.heading, one.language) for one in groups][:2] == [("CSTO", ""), ("Transit: the road stays shut", "ru")]
    assert groups[-1].is_rest


def test_a_large_group_is_in_the_order_of_actors_and_days() -> None:
    """More than six entries stand by actor, in the vocabulary's order, then by day; fewer do not, nor with `order`."""
    told = [
        make(number, "theme/transit", actor=actor, issued=issued)
        for number, (actor, issued) in enumerate(
            [("org/csto", "2012"), ("", "2001"), ("org/nato", ""), ("org/nato", "2011"), ("org/csto", "2004"),
             ("org/nato", "1999"), ("", "")], 1
        )
    ]  # fmt: skip

    def order(count: int, by: str = "") -> list[int]:
        topic = make_topic(make_plan("excerpts", group="theme", order=by), query=None)
        entries = [e for one in get(assemble(topic, *told[:count]), "excerpts").groups for e in one.entries]
        return [int(entry.name[1:3]) for entry in entries]

    assert order(7) == [6, 4, 3, 5, 1, 2, 7]
    assert order(7, "oldest") == [6, 2, 5, 4, 1, 3, 7]
    assert order(6) != [6, 4, 3, 5, 1, 2]
