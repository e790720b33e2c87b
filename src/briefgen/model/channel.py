"""A way out: by what it goes, where to, and up to which marking."""

from dataclasses import dataclass, field

from briefgen.model.marking import Marking
from briefgen.model.problem import Place


@dataclass(frozen=True, slots=True)
class Channel:
    """One entry of ``channels.yaml``.

    `kind` is folder, mail, site or store. `limit` is the highest marking that may leave by it, None where nothing is
    said. A site is TLP:CLEAR but where `is_restricted` says that only those who may read it can reach it. The other
    fields are for some kinds each and mean what `read.channels` says of their keys; a password is named
    (``env:NAME``, ``keyring:SERVICE``), never written.
    """

    name: str
    kind: str
    limit: Marking | None = None
    is_restricted: bool = False
    path: str = ""
    mount: str = ""
    server: str = ""
    security: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""
    reply_to: str = ""
    attach_up_to: int = 8
    link: str = ""
    authority: str = ""
    per_minute: int = 0
    address: str = ""
    url: str = ""
    endpoint: str = ""
    region: str = ""
    known_hosts: str = ""
    key_file: str = ""
    place: Place = field(default=Place(""), compare=False)

    @property
    def highest(self) -> Marking:
        """The highest marking that may leave by it; of a site what is written, and that only if it is restricted."""
        if self.kind == "site":
            return self.limit or Marking.CLEAR if self.is_restricted else Marking.CLEAR
        return Marking.RED if self.limit is None else self.limit


@dataclass(frozen=True, slots=True)
class Channels:
    """All channels by name, in the file's order; `is_sound` tells whether none has an error."""

    by_name: dict[str, Channel] = field(default_factory=dict)
    is_sound: bool = True
