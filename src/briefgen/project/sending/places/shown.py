"""What stands where a folder or a site shows it today: the place itself is looked at, whatever the ledger says."""

import os
from dataclasses import dataclass

from briefgen.deliver.shares import name_lack
from briefgen.deliver.site.library import ENTRY
from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Delivery, Entry, State
from briefgen.project.place import Project
from briefgen.project.sending.places.taking import holds_files, holds_word, locate_today
from briefgen.project.sending.settling import Finding, is_taken_away


@dataclass(frozen=True, slots=True)
class Shown:
    """Looks at the folders and sites that a project's channels have today."""

    project: Project
    channels: Channels

    def find_site(self, entry: Entry) -> Channel | None:
        """Find the site on which a delivery put what it brought: its channel's, or by the path one of another name."""
        one = entry.delivery
        channel = self.channels.by_name.get(one.channel)
        if channel and channel.kind == "site":
            return channel
        put = {os.path.realpath(left.note) for left in entry.left if os.path.isabs(left.note)}  # noqa: PTH117
        sites = (site for site in self.channels.by_name.values() if put and site.kind == "site")
        return next((site for site in sites if os.path.realpath(locate_today(self.project, one, site)) in put), None)

    def may_hold(self, entry: Entry) -> bool:
        """Whether an edition stands where its channel puts it, or nobody can look there."""
        one, channel = entry.delivery, self._find_channel(entry)
        try:
            return channel is not None and (self._is_out_of_sight(channel) or self._holds_edition(one, channel))
        except OSError:
            return True

    def lacks_word(self, entry: Entry) -> bool:
        """Whether an edition stands without the word of its source that came to stand beside it.

        A site is the desk's own, and whoever comes there reads what is there. In a folder it was there for its reader:
        it is missed where a person says to have taken it away. What a person says to be there, or to have told, is
        believed; what was cut off is not known yet.
        """
        one, channel = entry.delivery, self._find_channel(entry)
        if channel is None or entry.state in (State.UNKNOWN, State.SENDING) or entry.note.startswith(Finding.ASSUMED):
            return False
        is_missed = (channel.kind == "site" or is_taken_away(entry)) and not self._is_out_of_sight(channel)
        place = locate_today(self.project, one, channel)
        try:
            return is_missed and self._holds_edition(one, channel) and not holds_word(place, one.about)
        except OSError:
            return False

    def _find_channel(self, entry: Entry) -> Channel | None:
        channel = self.channels.by_name.get(entry.delivery.channel)
        return channel if channel and channel.kind == "folder" else self.find_site(entry)

    def _is_out_of_sight(self, channel: Channel) -> bool:
        """Whether a channel's folder cannot be looked into now."""
        mount = self.project.locate(channel.mount) if channel.mount else None
        return bool(name_lack(self.project.locate(channel.path), mount))

    def _holds_edition(self, one: Delivery, channel: Channel) -> bool:
        """Whether an edition stands there. Raises OSError where nobody may look."""
        place = locate_today(self.project, one, channel)
        # Of what has no entry a site tells nothing, and takes no word.
        return (place / ENTRY).is_file() if channel.kind == "site" else holds_files(place)
