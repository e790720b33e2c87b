"""The builder of a preview: hears of saves, makes the pages that readers have open, has the rest done beside it."""

import select
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.preview.messages import FromSite, Gone, PdfMade, Watched
from briefgen.preview.site import SiteLink
from briefgen.preview.watching import EVERYTHING
from briefgen.project.place import SETTINGS_FILES, Project, read_project
from briefgen.project.previewing.board import BoardMaker
from briefgen.project.previewing.pages import Making, Shown, make_pages
from briefgen.project.previewing.side_process import Side, start_side
from briefgen.project.previewing.sides import Print, PrintOrder, State, find_states, print_pages
from briefgen.project.previewing.warming import warm_up
from briefgen.project.reading.speaking import speak_own_words

#: Seconds between two boards while the states of topics arrive one by one.
_PAUSE = 0.3
#: Seconds after a page in which nothing is begun beside: the reader's browser lays it out and needs the processor.
_QUIET = 0.4


class Builder:
    """Works in one thread, so that it may fork; `step` waits for the next thing to do, and does it.

    `check` raises where somebody has asked for the end.
    """

    def __init__(
        self, project: Project, site: SiteLink, font_rules: str, processes: int, check: Callable[[], None]
    ) -> None:
        self._project = project
        self._site = site
        self._font_rules = font_rules
        self._processes = processes
        self._check = check
        self._board = BoardMaker(project)
        self._watched: tuple[str, ...] = ()
        self._fresh: set[str] = set()  # drafts made since the last change
        self._is_changed = True
        self._is_told = True  # the site has the newest board
        self._told_at = 0.0
        self._heard_at = 0.0
        self._shown_at = 0.0
        self._printer = start_side(print_pages)
        self._printing = ""
        self._to_print: dict[str, PrintOrder] = {}
        self._printed: dict[str, str] = {}
        self._finder: Side | None = None
        self._unknown: dict[str, None] = {}  # topics whose state is to be found out, the longest unknown first

    def run(self) -> None:
        """Work until the user interrupts."""
        with speak_own_words(self._project):
            warm_up(self._project.settings.language)
        while True:
            self.step()

    def close(self) -> None:
        """End what works beside us."""
        self._printer.close()
        self._stop_finder()

    def step(self) -> None:
        """Wait for the next thing to do, and do the most urgent: what was saved before what nobody waits for."""
        self._check()
        self._hear()
        missing = [name for name in self._watched if name not in self._fresh]
        if self._is_changed or missing:
            self._look_and_make(self._watched if self._is_changed else missing)
        else:
            self._do_beside()

    # Hearing

    def _hear(self) -> None:
        """Take in all that was told, waiting for it where there is nothing else to do."""
        patience = self._find_patience()
        while ready := self._poll(patience):
            if self._site.incoming in ready:
                for message in self._site.receive():
                    self._note(message)
            if self._printer.incoming in ready:
                self._hear_printer()
            if self._finder and self._finder.incoming in ready:
                self._hear_finder(self._finder)
            patience = 0

    def _poll(self, patience: int | None) -> set[int]:
        poll = select.poll()
        for handle in (self._site.incoming, self._printer.incoming, *([self._finder.incoming] if self._finder else [])):
            poll.register(handle, select.POLLIN)
        return {handle for handle, _ in poll.poll(patience)}

    def _find_patience(self) -> int | None:
        """Return the milliseconds to wait for news, None for as long as it takes."""
        if self._is_changed or any(name not in self._fresh for name in self._watched):
            return 0
        if not self._is_told:
            return max(0, int(1000 * (self._told_at + _PAUSE - time.monotonic())) + 1)
        can_find, can_print = self._unknown and not self._finder, self._to_print and not self._printing
        return self._find_quiet() if can_find or can_print else None

    def _find_quiet(self) -> int:
        """Return the milliseconds for which nothing is begun beside."""
        return max(0, int(1000 * (self._shown_at + _QUIET - time.monotonic())) + 1)

    def _note(self, message: FromSite) -> None:
        if isinstance(message, Watched):
            self._watched = message.names
            return
        self._is_changed = True
        self._heard_at = message.at
        # What it finds out now may be old, and it may hold the index that we need.
        self._stop_finder()
        if any(path == EVERYTHING or Path(path).name in SETTINGS_FILES for path in message.paths):
            self._read_settings()

    def _read_settings(self) -> None:
        try:
            self._project = read_project(self._project.folder) or self._project
            self._board.settings_trouble = ""
        except BriefgenError as error:
            self._board.settings_trouble = str(error)

    # Making pages

    def _look_and_make(self, names: Iterable[str]) -> None:
        wanted = tuple(names)
        was_changed, self._is_changed = self._is_changed, False
        if was_changed:
            self._fresh = set()
        self._fresh |= set(wanted)
        making = Making(self._font_rules, self._processes, self._show)
        try:
            look = make_pages(self._project, wanted, making)
        except BriefgenError as error:
            self._board.trouble = str(error)
            self._tell_board()
            return
        self._board.trouble = ""
        for name in look.gone:
            self._site.send(Gone(name))
        if was_changed:
            self._unknown = self._board.take_look(self._project, look)
        self._tell_board()

    def _show(self, shown: Shown) -> None:
        message, draft = shown.message, shown.draft
        steps = {"heard": self._heard_at, **message.steps, "sent": time.monotonic()}
        self._site.send(msgspec.structs.replace(message, steps=steps))
        self._shown_at = time.monotonic()
        self._board.take_page(message, draft)
        if draft is not None and self._printed.get(message.name) != message.digest:
            self._to_print[message.name] = PrintOrder(message.name, message.digest, draft, self._project.output)

    def _tell_board(self) -> None:
        self._site.send(self._board.make())
        self._is_told, self._told_at = True, time.monotonic()

    # What is done beside

    def _do_beside(self) -> None:
        if not self._is_told and time.monotonic() >= self._told_at + _PAUSE:
            self._tell_board()
        if time.monotonic() < self._shown_at + _QUIET:
            return
        if not self._printing and self._to_print:
            name, order = self._to_print.popitem()
            self._printing = name
            self._printer.send(order)
        if self._unknown and not self._finder:
            project, slugs = self._project, tuple(self._unknown)
            self._finder = start_side(lambda orders, tell: find_states(project, slugs, tell))

    def _hear_printer(self) -> None:
        told = self._printer.receive()
        if told is None:
            self._printer.close()
            self._printer = start_side(print_pages)
            told = [Print(self._printing, "", b"", 0, "the printer ended unexpectedly")] if self._printing else []
        for one in told:
            if isinstance(one, Print):
                self._printing = ""
                self._printed[one.name] = one.digest
                self._site.send(PdfMade(one.name, one.digest, one.pdf, one.pages, one.failure))

    def _hear_finder(self, finder: Side) -> None:
        told = finder.receive()
        if told is None:
            self._stop_finder()
            self._unknown = {}  # what it left out cannot be read now; the next change asks again
        for one in told or ():
            if isinstance(one, State):
                self._unknown.pop(one.slug, None)
                self._board.take_state(one)
                self._is_told = False

    def _stop_finder(self) -> None:
        if self._finder:
            self._finder.close()
            self._finder = None
