"""What the site has to show: the newest board, the pages that readers have open, their prints. All in memory."""

import asyncio
from collections import Counter, OrderedDict
from dataclasses import dataclass, field, replace

from briefgen.preview.messages import Board, Card, FromBuilder, Gone, PageMade, PdfMade

#: Pages kept for readers who come back to them; those that are open now are always kept.
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as it is shown: the newest page that could be made, what the last attempt said, and its print."""

    page: PageMade
    html: bytes = b""
    digest: str = ""
    pdf: PdfMade | None = None

    @property
    def is_printed(self) -> bool:
        """Whether the print is that of the page shown."""
        return self.pdf is not None and self.pdf.digest == self.digest and bool(self.pdf.pdf)


@dataclass(slots=True)
class Showing:
    """The newest of everything, and who wants to hear of it. `number` grows with each change."""

    board: Board = field(default_factory=lambda: Board(0))
    sheets: OrderedDict[str, Sheet] = field(default_factory=OrderedDict)
    number: int = 0
    _asked: dict[str, None] = field(default_factory=dict)
    _open: Counter[str] = field(default_factory=Counter)
    _ears: set[asyncio.Event] = field(default_factory=set)
    #: Set when the names that readers look at have changed.
    watched_anew: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, message: FromBuilder) -> None:
        """Take in what the builder made, and wake whoever waits for it."""
        if isinstance(message, Board):
            self.board = message
        elif isinstance(message, PageMade):
            self._take_page(message)
        elif isinstance(message, PdfMade):
            if message.name in self.sheets:
                self.sheets[message.name] = replace(self.sheets[message.name], pdf=message)
        elif isinstance(message, Gone):
            self.sheets.pop(message.name, None)
            self._asked.pop(message.name, None)
        self._wake()

    def _take_page(self, page: PageMade) -> None:
        self._asked.pop(page.name, None)
        before = self.sheets.get(page.name)
        if page.html:
            self.sheets[page.name] = Sheet(page, page.html, page.digest, before.pdf if before else None)
        else:
            self.sheets[page.name] = replace(before, page=page) if before else Sheet(page)
        self.sheets.move_to_end(page.name)
        for name in [name for name in self.sheets if not self._open[name]][: max(0, len(self.sheets) - _KEPT)]:
            del self.sheets[name]

    def find_card(self, name: str) -> Card | None:
        """Find the topic that a draft is of; None where there is none, or the board does not know its variant."""
        slug, *parts = name.split(".")
        known = {*self.board.forms, *self.board.languages}
        if not known.issuperset(parts):
            return None
        return next((card for card in self.board.cards if card.slug == slug), None)

    def ask(self, name: str) -> None:
        """Ask for a page that is not there yet."""
        if name not in self.sheets and name not in self._asked:
            self._asked[name] = None
            self.watched_anew.set()

    def list_watched(self) -> tuple[str, ...]:
        """List the drafts that readers look at or wait for, the last one first."""
        return tuple(dict.fromkeys((*reversed(self._asked), *reversed([name for name, n in self._open.items() if n]))))

    def open_ear(self, name: str) -> asyncio.Event:
        """Begin to tell a reader of news of a draft ("": of the list); gives the event that is set at each."""
        ear = asyncio.Event()
        ear.set()
        self._ears.add(ear)
        if name:
            self._open[name] += 1
            self.watched_anew.set()
        return ear

    def close_ear(self, ear: asyncio.Event, name: str) -> None:
        """End it."""
        self._ears.discard(ear)
        if name:
            self._open[name] -= 1
            if not self._open[name]:
                del self._open[name]
            self.watched_anew.set()

    def _wake(self) -> None:
        self.number += 1
        for ear in self._ears:
            ear.set()
