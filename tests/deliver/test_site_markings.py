"""Markings on a site, from the shelf on: planned, packed and put there, with a word of its own at every level."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from briefgen.deliver.channel import Parcel
from briefgen.deliver.site.plan import Site
from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import State
from briefgen.model.edition import Edition, IssuedJudgement
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient, Recipients
from briefgen.model.topic import Topic
from briefgen.project.sending.packing import Packer
from briefgen.project.sending.planning import Rules, plan_deliveries
from briefgen.project.sending.ready import read_ready
from deliver.site_library import deliver_all, find_canaries, find_faults, make_site

#: A word for each level, which only editions up to it, and above it, may hold.
CANARIES = {marking: f"canary{marking.name.lower().replace('_', '')}" for marking in Marking}
OPEN = Topic("bridges", "corpus/topics/bridges.md", "Bridges", Marking.CLEAR, None, recipients=("all",))
CLOSED = Topic("secret-tunnel", "corpus/topics/secret-tunnel.md", "Tunnel", Marking.AMBER, None, recipients=("all",))


def freeze(topic: Topic, marking: Marking, number: int) -> Frozen:
    """Freeze the variant up to a marking: it bears the words of that level and of all below."""
    words = " ".join(CANARIES[one] for one in Marking if one <= marking)
    end = "" if marking is Marking.RED else f".tlp-{marking.name.lower().replace('_', '-')}"
    judgements = (IssuedJudgement("j1", f"It stands, {words}.", marking=marking.label),)
    edition = Edition(
        topic.slug, number, f"2026-11-{number:02}", topic.title, marking.label, summary=words, judgements=judgements
    )
    body = f'<!DOCTYPE html><html lang="en"><title>{topic.title}</title><main><p>{words}</p></main></html>'
    files = {f"{topic.slug}.html": body.encode(), f"{topic.slug}.pdf": f"%PDF-1.7 {words}".encode()}
    return Frozen(edition, f"brief.en{end}", files, MadeWith())


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a shelf with two topics in all their variants; the closed one has none below its own marking."""
    shelf = tmp_path_factory.mktemp("shelf")
    place_editions(shelf, [freeze(OPEN, marking, 1) for marking in Marking])
    place_editions(shelf, [freeze(OPEN, marking, 2) for marking in Marking])
    place_editions(shelf, [freeze(CLOSED, marking, 1) for marking in Marking if marking >= Marking.AMBER])
    return shelf


def pack_all(shelf: Path, channel: Channel, *recipients: Recipient) -> Sequence[Parcel]:
    """Plan and pack what these recipients are to have by a channel."""
    everybody = {
        one.name: one for one in (*recipients, Recipient("all", members=tuple(one.name for one in recipients)))
    }
    rules = Rules(Recipients(everybody), Channels({channel.name: channel}), "Ministry")
    shelved = read_ready(shelf, (OPEN.slug, CLOSED.slug)).editions
    wanted = [one for topic in (OPEN, CLOSED) for one in plan_deliveries(topic, shelved, rules)[0]]
    packed = map(Packer(shelf, lambda: rules, {channel.name: (".pdf", ".html")}), wanted)
    return [one for one in packed if isinstance(one, Parcel)]


def put_on_site(folder: Path, channel: Channel, parcels: Sequence[Parcel]) -> Site:
    """Put parcels on a channel's site; all of them must arrive."""
    site = make_site(folder, highest=channel.highest, is_restricted=channel.is_restricted, title="Asia desk")
    assert {one.state for one in deliver_all(site, *parcels)} == {State.SENT}
    assert find_faults(site.folder) == []
    return site


def send_up_to(marking: Marking, **more: object) -> Recipient:
    """Give a recipient of the library, whose name nobody is to read there."""
    values = {"organisation": "Ministry", "channel": "libraryname", **more}
    return Recipient(f"reader{marking.name.lower().replace('_', '')}", marking, **values)  # type: ignore[arg-type]


def test_a_public_site_holds_no_byte_above_clear(shelf: Path, tmp_path: Path) -> None:
    """F16: with recipients of every clearance on it, a public site takes the CLEAR variant and no word of any other.

    No name of a recipient, of the channel or of a topic that is above CLEAR stands there, nor how many there are.
    """
    channel = Channel("libraryname", "site")
    parcels = pack_all(shelf, channel, *(send_up_to(one, named_for=("bridges",)) for one in Marking))
    site = put_on_site(tmp_path / "site", channel, parcels)
    assert [one.delivery.variant for one in parcels] == ["brief.en.tlp-clear"]
    assert find_canaries(site.folder, CANARIES[Marking.CLEAR])
    higher = [word for marking, word in CANARIES.items() if marking > Marking.CLEAR]
    names = [send_up_to(marking).name for marking in Marking]
    told = (
        "secret-tunnel",
        "en.tlp-green",
        "en.tlp-amber",
        "TLP:GREEN",
        "TLP:AMBER",
        "TLP:RED",
        "libraryname",
        "Ministry",
    )
    assert find_canaries(site.folder, *higher, *names, *told) == []


@pytest.mark.parametrize("limit", [Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT])
def test_a_restricted_site_holds_no_byte_above_its_marking(shelf: Path, tmp_path: Path, limit: Marking) -> None:
    """Readers who may all see up to the channel's marking find that variant there; nothing above it is there."""
    channel = Channel("libraryname", "site", limit, is_restricted=True)
    readers = [send_up_to(one, named_for=("bridges",)) for one in Marking if one >= limit]
    parcels = pack_all(shelf, channel, *readers)
    site = put_on_site(tmp_path / "site", channel, parcels)
    assert {one.delivery.marking for one in parcels} == {limit}
    assert all(find_canaries(site.folder, CANARIES[one]) for one in Marking if one <= limit)
    assert find_canaries(site.folder, *(word for one, word in CANARIES.items() if one > limit)) == []


def test_a_restricted_site_holds_what_all_its_readers_may_see(shelf: Path, tmp_path: Path) -> None:
    """With readers of every clearance on it, it has the CLEAR variant alone: each of them can read all of it."""
    channel = Channel("libraryname", "site", Marking.AMBER, is_restricted=True)
    parcels = pack_all(shelf, channel, *(send_up_to(one, named_for=("bridges",)) for one in Marking))
    site = put_on_site(tmp_path / "site", channel, parcels)
    assert [one.delivery.variant for one in parcels] == ["brief.en.tlp-clear"]
    assert find_canaries(site.folder, *(word for one, word in CANARIES.items() if one > Marking.CLEAR)) == []


def test_a_variant_is_on_the_site_only_if_it_was_delivered_there(shelf: Path, tmp_path: Path) -> None:
    """A restricted site with a GREEN recipient alone has the GREEN variant alone, though it could hold AMBER."""
    channel = Channel("libraryname", "site", Marking.AMBER, is_restricted=True)
    site = put_on_site(tmp_path / "site", channel, pack_all(shelf, channel, send_up_to(Marking.GREEN)))
    assert find_canaries(site.folder, CANARIES[Marking.AMBER], "en.tlp-amber", "en.tlp-clear") == []
    assert not (site.folder / "bridges/1").exists()
