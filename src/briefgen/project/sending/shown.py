"""What stands where a folder or a site shows it today: the place itself is looked at, whatever the ledger says."""

from dataclasses import dataclass

from briefgen.deliver.shares import name_lack
from briefgen.deliver.site.library import ENTRY
from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Delivery, Entry, State
from briefgen.project.place import Project
from briefgen.project.sending.settling import Finding, is_taken_away
from briefgen.project.sending.taking import holds_files, holds_word, locate_today


@dataclass(frozen=True, slots=True)
class Shown:
    """Looks at the folders and sites that a project's channels have today."""

    project: Project
    channels: Channels

    def may_hold(self, one: Delivery) -> bool:
        """Whether an edition stands where its channel puts it, or nobody can look there."""
        channel = self._find_channel(one)
        return channel is not None and (self._is_out_of_sight(channel) or self._holds_edition(one, channel))

    def lacks_word(self, entry: Entry) -> bool:
        """Whether an edition stands without the word of its source that came to stand beside it.

        A site is the desk's own, and whoever comes there reads what is there. In a folder it was there for its reader:
        it is missed where a person says to have taken it away. What a person says to be there, or to have told, is
        believed; what was cut off is not known yet.
        """
        one, channel = entry.delivery, self._find_channel(entry.delivery)
        if channel is None or entry.state in (State.UNKNOWN, State.SENDING) or entry.note.startswith(Finding.ASSUMED):
            return False
        is_missed = (channel.kind == "site" or is_taken_away(entry)) and not self._is_out_of_sight(channel)
        place = locate_today(self.project, one, channel)
        return is_missed and self._holds_edition(one, channel) and not holds_word(place, one.about)

    def _find_channel(self, one: Delivery) -> Channel | None:
        channel = self.channels.by_name.get(one.channel)
        return channel if channel and channel.kind in ("folder", "site") else None

    def _is_out_of_sight(self, channel: Channel) -> bool:
        """Whether a channel's folder cannot be looked into now."""
        mount = self.project.locate(channel.mount) if channel.mount else None
        return bool(name_lack(self.project.locate(channel.path), mount))

    def _holds_edition(self, one: Delivery, channel: Channel) -> bool:
        place = locate_today(self.project, one, channel)
        # Of what has no entry a site tells nothing, and takes no word.
        return (place / ENTRY).is_file() if channel.kind == "site" else holds_files(place)
