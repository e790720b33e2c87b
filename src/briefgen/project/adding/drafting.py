"""One file read in a worker: its bytes become a draft, and the draft the record that is spooled.

What a worker gives back is bytes of ours and plain values, for it may have been taken over by what it read.
"""

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.files.reading import FileRefusedError, read_bounded
from briefgen.ingest.draft import list_members, read_page
from briefgen.ingest.page import MAX_BYTES, Choice, Draft, PageOptions, Refused
from briefgen.ingest.repetition import list_keys, name_site
from briefgen.ingest.write import OriginalFile, write_markdown
from briefgen.project.adding.dragging import Item
from briefgen.project.adding.spool import Spool, Spooled
from briefgen.project.reading.sources import SOURCE_LIMIT
from briefgen.workers.limits import Limits

#: What one file may take, in a worker of its own: 10 s, and a GiB with what the worker has of its parent.
READING_PAGES = Limits(seconds=10, cpu_seconds=12, memory_mib=864, confine=True)
_READING_CODE = ("formats", "grammar", "model", "ingest", "project/adding")
_LONGEST_SHOWN = 500
_ITEM = re.compile(r"^(?:- |\d+\. )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """What all pages of a run are looked through for: the page's site, and the keys of its blocks, `kept` ones first.

    A key is six bytes; `keys` holds all of them one after another.
    """

    sha256: str
    site: str
    keys: bytes
    kept: int


@dataclass(frozen=True, slots=True)
class Record:
    """A page as it would be shelved: what decides where it goes, the source's text, and what is told of it.

    `dropped` holds line, reason and words; `facts` key, value and where it was read. `symbol` is a document's own.
    """

    title: str
    url: str
    publisher: str
    issued: str
    text: str
    passages: int
    dropped: tuple[tuple[int, str, str], ...]
    doubts: tuple[str, ...]
    choices: tuple[Choice, ...]
    facts: tuple[tuple[str, str, str], ...]
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a worker gives back of one file.

    `state`: read (`head` and `body` are the record), spooled (it is in the spool already), unchanged (a source was made
    from the same bytes), refused (`reason` says why; `is_foreign` tells that its format is none of those that are
    read). `members` are the parts of a mail that are files of their own: name and bytes.
    """

    state: str
    sha256: str = ""
    key: bytes = b""
    head: bytes = b""
    body: bytes = b""
    reason: str = ""
    is_foreign: bool = False
    members: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What every file of a run is read with: the project's phrases, and what is there already.

    `spooled` are the keys of records that are in the spool, `shelved` the SHA-256 of pages that sources were
    made from.
    """

    phrases: str = ""
    spooled: Collection[bytes] = ()
    shelved: Collection[str] = ()


def read_file(item: Item, reading: Reading, repeated: frozenset[str] = frozenset()) -> ReadFile:
    """Read a file and draft its source; `repeated` are the keys of blocks that belong to its site."""
    try:
        data = read_bounded(Path(item.path), MAX_BYTES)
    except BriefgenError as error:
        return ReadFile("refused", reason=_say_refusal(error))
    sha256 = digest_bytes(data)
    members = list_members(data, item.file_name)
    key = _make_key(item, sha256, reading, repeated)
    if key in reading.spooled:
        return ReadFile("spooled", sha256, key, members=members)
    if sha256 in reading.shelved:
        return ReadFile("unchanged", sha256, members=members)
    options = PageOptions(reading.phrases, repeated, item.address, item.fetched)
    draft = read_page(data, item.file_name, options)
    if isinstance(draft, Refused):
        return ReadFile("refused", sha256, reason=draft.reason, is_foreign=draft.is_foreign, members=members)
    head = msgspec.msgpack.encode(_make_head(draft, sha256, item))
    record = _make_record(draft, OriginalFile(item.file_name, sha256))
    size = len(record.text.encode("utf-8", "surrogatepass"))
    if size > SOURCE_LIMIT:
        reason = f"its source would have {size:,} bytes; at most {SOURCE_LIMIT:,} are read: divide it"
        return ReadFile("refused", sha256, reason=reason, members=members)
    body = msgspec.msgpack.encode(record)
    return ReadFile("read", sha256, key, head, body, members=members)


def _say_refusal(error: BriefgenError) -> str:
    return error.reason if isinstance(error, FileRefusedError) else str(error)


def _make_key(item: Item, sha256: str, reading: Reading, repeated: frozenset[str]) -> bytes:
    """Digest all that decides what is made of a file."""
    parts = (
        digest_drafting_code(),
        sha256,
        item.file_name,
        item.address,
        item.fetched,
        os.path.dirname(item.file),  # noqa: PTH120 - of thousands
        digest_text(reading.phrases),
        *sorted(repeated),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


@cache
def digest_drafting_code() -> str:
    """Digest the code, and the phrases that come with it, that decide what a page becomes."""
    package = Path(__file__).parents[2]
    files = sorted(path for name in _READING_CODE for path in (package / name).rglob("*.[pt]*"))
    return digest_text("".join(digest_bytes(path.read_bytes()) for path in files if path.is_file()))


def _make_head(draft: Draft, sha256: str, item: Item) -> Head:
    kept, dropped = list_keys(draft)
    # Where a page tells neither address nor publisher, what lies in one folder is taken for one site.
    site = name_site(draft) or f"folder {os.path.dirname(item.file)}"  # noqa: PTH120 - of thousands
    return Head(sha256, site, bytes.fromhex("".join((*kept, *dropped))), len(kept))


def _make_record(draft: Draft, original: OriginalFile) -> Record:
    text = write_markdown(draft, original)
    return Record(
        title=draft.title,
        url=draft.url,
        publisher=str(draft.fields.get("publisher", "")),
        issued=str(draft.fields.get("issued", "")),
        text=text,
        passages=_count_passages(text),
        dropped=tuple((one.line, one.reason, one.text) for one in draft.dropped),
        doubts=draft.doubts,
        choices=draft.choices,
        facts=_list_facts(draft),
        symbol=draft.symbol,
    )


def _count_passages(text: str) -> int:
    """Count the passages that the source will have: all blocks but headings, lists item by item."""
    _, _, body = text.partition("\n---\n")
    blocks = (block for block in body.split("\n\n") if block.strip() and not block.lstrip("\n").startswith("#"))
    return sum(len(_ITEM.findall(block)) or 1 for block in blocks)


def _list_facts(draft: Draft) -> tuple[tuple[str, str, str], ...]:
    values = {"title": draft.title, **draft.fields}
    return tuple((key, _show_value(value), draft.evidence.get(key, "")) for key, value in values.items())


def _show_value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_show_value(entry)}" for key, entry in value.items())[:_LONGEST_SHOWN]
    if isinstance(value, list | tuple):
        return "; ".join(map(_show_value, value))[:_LONGEST_SHOWN]
    return str(value)[:_LONGEST_SHOWN]


def read_record(spool: Spool, place: Spooled) -> tuple[str, Record]:
    """Take a page's SHA-256 and its record from the spool."""
    head = msgspec.msgpack.decode(spool.read_head(place), type=Head)
    return head.sha256, msgspec.msgpack.decode(spool.read_body(place), type=Record)


def warm_up() -> None:
    """Load here, once, what reading needs, so that every worker that is forked from this process has it."""
    # The numeric library behind language detection starts a thread a core, which no fork should meet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    text = "The ministers met in the capital and agreed on a plan for the transit of goods to the south. " * 3
    page = (
        f"<html lang=en><head><title>A plan</title></head><body><h1>A plan</h1><p>{text}</p><p>{text}</p></body></html>"
    )
    for data, name in ((page.encode(), "page.html"), (f"A plan\n\n{text}\n".encode(), "page.txt")):
        draft = read_page(data, name, PageOptions())
        if isinstance(draft, Draft):
            _make_head(draft, "", Item(name))
            _make_record(draft, OriginalFile(name, "0" * 64))
