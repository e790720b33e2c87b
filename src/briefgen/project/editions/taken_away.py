"""What is not on a site any more though the ledger says that it was put there: editions, word of withdrawn sources."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.deliver.site.library import name_notice
from briefgen.model.channel import Channel
from briefgen.model.delivery import Delivery, Entry, Matter
from briefgen.project.editions.on_record import OnRecord, identify
from briefgen.project.editions.verdicts import MISSING, UNPROVEN, Verdict
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways
from briefgen.project.sending.copies import is_put_elsewhere


def find_taken_away(record: OnRecord, site: Path) -> Iterator[Verdict]:
    """Find what was sent to the channels that are the site in a folder, and is not there; each place once.

    Whoever makes the pages anew without an edition leaves no trace on the site itself. A folder that is no channel's
    has been given nothing. What may not stand on the site today is not missed, for `send` itself asks to take it away;
    nor is what was put into a folder that was the channel's before, or what a person is on record to have taken away.
    """
    channels = _find_channels(record.project, site)
    if not channels:
        return
    if fault := record.copies.fault:
        yield Verdict(site, UNPROVEN, why=f"nobody can tell whether something was taken away, for {fault}")
    sent = [one for one in record.copies.sent if _is_due(one, channels, site)]
    given = {_locate(one.delivery, site): one.delivery for one in sent}
    for place, one in sorted(given.items()):
        if not place.exists() and (one.matter is Matter.EDITION or place.parent.exists()):
            shelved = record.project.editions / one.slug / str(one.number) / one.variant
            head = record.editions.get(shelved)
            why = f"the ledger has it as sent to {one.recipient} by {one.channel}"
            yield Verdict(place, MISSING, identify(head, shelved) if head else None, why=why)


def _find_channels(project: Project, site: Path) -> dict[str, Channel]:
    sites = (one for one in read_ways(project).channels.by_name.values() if one.kind == "site")
    return {one.name: one for one in sites if Path(os.path.realpath(project.locate(one.path))) == site}


def _is_due(one: Entry, channels: Mapping[str, Channel], site: Path) -> bool:
    """Whether what was sent should stand on the site."""
    channel = channels.get(one.delivery.channel)
    if channel is None or one.delivery.marking > channel.highest:
        return False
    place = one.delivery.slug, str(one.delivery.number), one.delivery.variant
    return not is_put_elsewhere(one, channel, site, place)


def _locate(one: Delivery, site: Path) -> Path:
    place = site / one.slug / str(one.number) / one.variant
    return place / name_notice(one.about) if one.matter is Matter.CORRECTION else place
