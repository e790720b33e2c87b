"""What is not on a site any more though the ledger says that it was put there: editions, word of withdrawn sources."""

import os
from collections.abc import Iterator
from pathlib import Path

from briefgen.deliver.site.library import name_notice
from briefgen.model.delivery import Delivery, Matter
from briefgen.project.editions.on_record import OnRecord, identify
from briefgen.project.editions.verdicts import MISSING, UNPROVEN, Verdict
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways


def find_taken_away(record: OnRecord, site: Path) -> Iterator[Verdict]:
    """Find what was sent to the channels that are the site in a folder, and is not there; each place once.

    Whoever makes the pages anew without an edition leaves no trace on the site itself. A folder that is no channel's
    has been given nothing.
    """
    channels = _find_channels(record.project, site)
    if not channels:
        return
    if fault := record.copies.fault:
        yield Verdict(site, UNPROVEN, why=f"nobody can tell whether something was taken away, for {fault}")
    given = {_locate(one, site): one for one in record.copies.sent if one.channel in channels}
    for place, one in sorted(given.items()):
        if not place.exists() and (one.matter is Matter.EDITION or place.parent.exists()):
            shelved = record.project.editions / one.slug / str(one.number) / one.variant
            head = record.editions.get(shelved)
            why = f"the ledger has it as sent to {one.recipient} by {one.channel}"
            yield Verdict(place, MISSING, identify(head, shelved) if head else None, why=why)


def _find_channels(project: Project, site: Path) -> frozenset[str]:
    sites = (one for one in read_ways(project).channels.by_name.values() if one.kind == "site")
    return frozenset(one.name for one in sites if Path(os.path.realpath(project.locate(one.path))) == site)


def _locate(one: Delivery, site: Path) -> Path:
    place = site / one.slug / str(one.number) / one.variant
    return place / name_notice(one.about) if one.matter is Matter.CORRECTION else place
