"""Who may receive which edition, and who not: TLP 2.0, asked of the finished edition's own marking."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Delivery
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient, Recipients
from briefgen.model.topic import Topic
from briefgen.project.sending.planning import Cause, Held, Rules, plan_deliveries
from briefgen.project.sending.ready import Shelved

CLEAR, GREEN, AMBER, STRICT, RED = Marking
TOPIC = Topic("bridges", "corpus/topics/bridges.md", "Bridges", CLEAR, None, recipients=("ann",))


def shelve(variant: str, marking: Marking, number: int = 1) -> Shelved:
    """Give an edition that stands ready."""
    return Shelved("bridges", number, variant, marking, f"{number:064x}", Path("/shelf"))


def plan(ann: Recipient, *editions: Shelved, channel: Channel | None = None, topic: Topic = TOPIC) -> Delivery | Held:
    """Plan what Ann is to receive."""
    way = channel or Channel("post", "mail")
    rules = Rules(Recipients({"ann": ann}), Channels({way.name: way}), "Ministry")
    planned, held = plan_deliveries(topic, {"bridges": editions}, rules)
    found: tuple[Delivery | Held, ...] = (*planned, *held)
    assert len(found) == 1
    return found[0]


def receive(marking: Marking, **more: object) -> Recipient:
    """Give a recipient who may see up to a marking."""
    values = {"channel": "post", "address": "ann@example.org", **more}
    return Recipient("ann", marking, **values)  # type: ignore[arg-type]  # by name


def test_everybody_gets_the_variant_that_was_frozen_for_them() -> None:
    """Of what stands ready the one in the recipient's own limit, form and language is chosen."""
    editions = (
        shelve("brief.en.tlp-green", GREEN, 2),
        shelve("note.ru.tlp-green", GREEN, 2),
        shelve("brief.en", RED, 3),
    )
    found = plan(receive(GREEN, form="note", language="ru"), *editions)
    assert isinstance(found, Delivery)
    assert (found.number, found.variant, found.address) == (2, "note.ru.tlp-green", "ann@example.org")


def test_a_variant_that_was_not_issued_is_refused_with_the_command_that_makes_it() -> None:
    """Nobody gets another variant instead of their own."""
    found = plan(receive(GREEN, form="note"), shelve("brief.en.tlp-green", GREEN))
    assert isinstance(found, Held)
    assert "`briefgen issue bridges --template note --max-tlp TLP:GREEN` makes it" in found.reason


@pytest.mark.parametrize(
    ("recipient", "edition", "channel", "why"),
    [
        pytest.param(receive(GREEN), shelve("brief.en.tlp-green", AMBER), None, "may see up to TLP:GREEN", id="F10"),
        pytest.param(receive(RED), shelve("brief.en.tlp-amber-strict", RED), None, "not named", id="F11"),
        pytest.param(
            receive(STRICT, organisation="Bank"),
            shelve("brief.en.tlp-amber-strict", STRICT),
            None,
            "stays within the own organisation",
            id="F12",
        ),
        pytest.param(
            receive(STRICT), shelve("brief.en.tlp-amber-strict", STRICT), None, "stays within", id="no organisation"
        ),
        pytest.param(
            receive(AMBER),
            shelve("brief.en.tlp-amber", AMBER),
            Channel("post", "mail", limit=GREEN),
            "by the channel post no more than TLP:GREEN may leave",
            id="channel",
        ),
        pytest.param(
            receive(GREEN),
            shelve("brief.en.tlp-green", GREEN),
            Channel("post", "site", limit=GREEN),
            "no more than TLP:CLEAR",
            id="public site",
        ),
    ],
)
def test_a_marking_holds(recipient: Recipient, edition: Shelved, channel: Channel | None, why: str) -> None:
    """What is marked higher than the recipient or the channel may have is held back by policy, and says why."""
    found = plan(recipient, edition, channel=channel)
    assert isinstance(found, Held)
    assert found.cause is Cause.MARKING
    assert why in found.reason


@pytest.mark.parametrize(
    ("recipient", "edition", "channel"),
    [
        pytest.param(receive(RED, named_for=("bridges",)), shelve("brief.en", RED), None, id="named"),
        pytest.param(
            receive(STRICT, organisation="ministry"), shelve("brief.en.tlp-amber-strict", STRICT), None, id="own house"
        ),
        pytest.param(
            receive(GREEN),
            shelve("brief.en.tlp-green", GREEN),
            Channel("post", "site", limit=GREEN, is_restricted=True),
            id="restricted site",
        ),
    ],
)
def test_what_may_be_had_is_sent(recipient: Recipient, edition: Shelved, channel: Channel | None) -> None:
    """The same rules let through what they allow."""
    assert isinstance(plan(recipient, edition, channel=channel), Delivery)


def test_a_topic_marked_above_what_somebody_may_see_is_not_named_to_them() -> None:
    """Title and slug bear the topic's marking: such a recipient gets nothing of it at all."""
    topic = Topic("bridges", "x", "Bridges", AMBER, None, recipients=("ann",))
    found = plan(receive(GREEN), shelve("brief.en.tlp-green", GREEN), topic=topic)
    assert isinstance(found, Held)
    assert found.cause is Cause.MARKING


def test_a_channel_that_nobody_knows_holds_back() -> None:
    """Without a way out nothing is planned."""
    found = plan(receive(GREEN, channel="pigeon"), shelve("brief.en.tlp-green", GREEN))
    assert isinstance(found, Held)
    assert "`pigeon`" in found.reason


def test_one_mailbox_gets_one_edition() -> None:
    """Of two recipients with one mailbox the one who may see least counts, and the other gets nothing beside."""
    way = Channel("post", "mail")
    people = {"ann": receive(AMBER), "press": Recipient("press", GREEN, channel="post", address="Ann@EXAMPLE.org")}
    topic = Topic("bridges", "x", "Bridges", CLEAR, None, recipients=("ann", "press"))
    editions = {"bridges": (shelve("brief.en.tlp-amber", AMBER), shelve("brief.en.tlp-green", GREEN))}
    planned, held = plan_deliveries(topic, editions, Rules(Recipients(people), Channels({"post": way})))
    assert [(one.recipient, one.variant) for one in planned] == [("press", "brief.en.tlp-green")]
    assert [one.recipient for one in held] == ["ann"]


def test_a_name_that_nobody_knows_is_held_and_told() -> None:
    """A slip of the pen in a topic's recipients drops nobody silently."""
    topic = Topic("bridges", "x", "Bridges", CLEAR, None, recipients=("anne",))
    planned, held = plan_deliveries(topic, {}, Rules(Recipients({"ann": receive(GREEN)}), Channels()))
    assert (planned, [(one.recipient, one.cause) for one in held]) == ((), [("anne", Cause.LACK)])


def test_what_was_raised_since_goes_no_further() -> None:
    """An edition that bears TLP:CLEAR, and holds what is TLP:AMBER today, travels as far as TLP:AMBER."""
    raised = replace(shelve("brief.en.tlp-amber", CLEAR), today=AMBER)
    assert isinstance(plan(receive(AMBER), raised), Delivery)
    found = plan(receive(AMBER), raised, channel=Channel("post", "mail", limit=GREEN))
    assert isinstance(found, Held)
    assert "what is in it is TLP:AMBER today" in found.reason


def test_a_red_edition_that_holds_strict_material_stays_in_the_house() -> None:
    """The higher label hides the lower one's rule; it holds all the same."""
    named = receive(RED, named_for=("bridges",), organisation="Bank")
    assert isinstance(plan(named, shelve("brief.en", RED)), Delivery)
    found = plan(named, replace(shelve("brief.en", RED), is_strict=True))
    assert isinstance(found, Held)
    assert "holds TLP:AMBER+STRICT" in found.reason


@pytest.mark.parametrize(
    ("way", "address"),
    [(Channel("post", "mail"), "Ann@EXAMPLE.org"), (Channel("post", "site", limit=AMBER, is_restricted=True), "")],
)
def test_all_who_read_a_place_must_be_allowed_what_stands_there(way: Channel, address: str) -> None:
    """One mailbox with two names, one restricted site with two readers: the lower marking counts."""
    people = {
        "ann": receive(AMBER, address="ann@example.org" if address else ""),
        "press": Recipient("press", GREEN, channel="post", address=address),
    }
    editions = {"bridges": (shelve("brief.en.tlp-amber", AMBER),)}
    planned, held = plan_deliveries(TOPIC, editions, Rules(Recipients(people), Channels({"post": way})))
    assert planned == ()
    assert "press may see up to TLP:GREEN" in held[0].reason


def test_a_site_says_how_far_it_may_go() -> None:
    """Restricted without a label is not open to everything."""
    assert Channel("library", "site", is_restricted=True).highest is CLEAR
    assert Channel("library", "site", limit=AMBER).highest is CLEAR
    assert Channel("post", "mail").highest is RED
