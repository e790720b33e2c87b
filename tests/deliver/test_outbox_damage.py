"""A ledger with a flipped byte: it is found, or it does no harm."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from ferry_project import deliver_to

from briefgen.deliver.outbox import open_outbox, read_outbox
from briefgen.errors import BriefgenError
from briefgen.model.delivery import Entry, Event, State

AT = "2026-11-22T10:00:00Z"
NEXT = deliver_to("zoe")
_PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give the bytes of a ledger of a dozen deliveries, on several pages."""
    path = tmp_path_factory.mktemp("sound") / "outbox.sqlite"
    with open_outbox(path) as outbox:
        outbox.plan([deliver_to(f"r{number}") for number in range(12)], AT)
        for number in range(9):
            key = deliver_to(f"r{number}").key
            outbox.note(Event(key, State.SENDING, AT), Event(key, State.SENT, AT, "250 queued"))
    return path.read_bytes()


def _flip(folder: Path, sound: bytes, places: Iterable[tuple[int, int]], every: int = 1) -> tuple[int, int]:
    """Flip bytes one at a time; give how many were found and how many did no harm. Fail where one did.

    With each `every`th that did none the ledger is written to.
    """
    path = folder / "outbox.sqlite"
    path.write_bytes(sound)
    before = _read(path)
    found = harmless = 0
    for place, bits in places:
        damaged = bytearray(sound)
        damaged[place] ^= bits
        path.write_bytes(damaged)
        try:
            now = _read(path)
        except BriefgenError:
            found += 1
            continue
        assert now == before, f"byte {place} with {bits:#x} is believed"
        harmless += 1
        if harmless % every == 0:  # to write costs ten times as much as to read
            _go_on(path, before, f"byte {place} with {bits:#x}")
    return found, harmless


def _read(path: Path) -> tuple[Entry, ...]:
    with read_outbox(path) as outbox:
        return outbox.list_entries()


def _go_on(path: Path, before: tuple[Entry, ...], name: str) -> None:
    """Add to a ledger whose flip did no harm; what it says then is true, or it says nothing."""
    try:
        with open_outbox(path) as outbox:
            outbox.plan([NEXT], AT)
            outbox.note(Event(NEXT.key, State.SENDING, AT))
        now = _read(path)
    except BriefgenError:
        return
    assert now[:-1] == before, name
    assert (now[-1].delivery, now[-1].state) == (NEXT, State.SENDING), name


def test_a_flipped_byte_in_each_page(tmp_path: Path, sound: bytes) -> None:
    """Whatever byte of the headers of file and pages is flipped, and many between, no false word is believed."""
    dice = random.Random(7)
    heads = [page + at for page in range(0, len(sound), _PAGE) for at in range(0, 24, 2)]
    places = [*range(0, 108, 2), *heads, *dice.sample(range(len(sound)), 60)]
    found, harmless = _flip(tmp_path, sound, [(place, dice.choice((1, 2, 128, 255))) for place in places])
    assert found > harmless // 4


@pytest.mark.slow
def test_each_byte_flipped_in_turn(tmp_path: Path, sound: bytes) -> None:
    """Every byte of the ledger, flipped alone, is found or does no harm; with it the run goes on, or stops."""
    dice = random.Random(11)
    used = [at for at in range(len(sound)) if sound[at] or dice.random() < 0.1]
    found, harmless = _flip(tmp_path, sound, [(place, dice.choice((1, 4, 64, 255))) for place in used], every=12)
    print(f"{found} found, {harmless} harmless of {len(used)}")  # noqa: T201 - what one asks of it


def test_a_file_that_was_cut_off(tmp_path: Path, sound: bytes) -> None:
    """A ledger that lost its end, at any page or between two, is not believed."""
    path = tmp_path / "outbox.sqlite"
    for length in {*range(_PAGE, len(sound), _PAGE), *range(100, len(sound), 1777)}:
        path.write_bytes(sound[:length])
        for opened in (open_outbox, read_outbox):
            with pytest.raises(BriefgenError), opened(path):
                pass


def test_pages_that_changed_places(tmp_path: Path, sound: bytes) -> None:
    """A page that is another one's copy, or nothing but zeros, is noticed."""
    path = tmp_path / "outbox.sqlite"
    pages = [sound[at : at + _PAGE] for at in range(0, len(sound), _PAGE)]
    for place in range(len(pages)):
        for instead in (bytes(_PAGE), pages[(place + 1) % len(pages)]):
            path.write_bytes(b"".join((*pages[:place], instead, *pages[place + 1 :])))
            with pytest.raises(BriefgenError), open_outbox(path):
                pass
