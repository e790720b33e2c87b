"""The ledger written out for other programs, safe to open in a spreadsheet."""

import csv
import io
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefgen.errors import UsageError
from briefgen.files.messages import show_path
from briefgen.files.writing import write_whole
from briefgen.model.delivery import Entry
from briefgen.project.place import Project, refuse_kept_place
from briefgen.project.reading.channels import read_ways
from briefgen.project.sending.settling import Life

#: What a spreadsheet may take for the beginning of a formula (CWE-1236, OWASP ASVS 1.2.10), in full width as well.
_FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")
_FORMATS = (".csv", ".json")


def export_deliveries(project: Project, lives: Sequence[Life], path: Path) -> None:
    """Write deliveries to a file, whole: a table without their steps (``.csv``), or all of it (``.json``).

    Raises UsageError for another end and where the project keeps its own or a channel puts what it sends, StorageError
    where the disk fails.
    """
    refuse_kept_place(project, path, "--export")
    _refuse_channel_place(project, path)
    kind = path.suffix.lower()
    if kind not in _FORMATS:
        raise UsageError(f"--export {show_path(path)}: the name must end in {' or '.join(_FORMATS)}.")
    write_whole(path, write_table(lives) if kind == ".csv" else write_json(lives))


def _refuse_channel_place(project: Project, path: Path) -> None:
    """Refuse a place where readers find what is sent: the ledger says who else has what."""
    real = os.path.realpath(path)
    for one in read_ways(project).channels.by_name.values():
        if one.path and Path(real).is_relative_to(os.path.realpath(project.locate(one.path))):
            told = f"--export {show_path(path)}: there readers find what the channel `{one.name}` brings"
            raise UsageError(f"{told}; name a file elsewhere.")


def write_table(lives: Sequence[Life]) -> bytes:
    """Write deliveries as CSV (RFC 4180), UTF-8 with the mark by which Excel knows it, every field in quotes.

    A text that a spreadsheet could take for a formula gets an apostrophe before it.
    """
    rows = [describe_entry(one.entry) for one in lives]
    names = list(rows[0] if rows else _NAMES)
    page = io.StringIO()
    table = csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(names)
    table.writerows([_disarm(row[name]) for name in names] for row in rows)
    return b"\xef\xbb\xbf" + page.getvalue().encode("utf-8", "backslashreplace")


def write_json(lives: Sequence[Life]) -> bytes:
    """Write deliveries with all their steps as JSON."""
    value = {"format": "briefgen-ledger/1", "deliveries": [describe_life(one) for one in lives]}
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"


def describe_entry(entry: Entry) -> dict[str, str | int]:
    """Give a line of the ledger by the names of its fields."""
    one = entry.delivery
    return dict(
        zip(
            _NAMES,
            (
                one.key, one.matter.value, one.slug, one.number, one.variant, one.edition, one.marking.label,
                one.recipient, one.organisation, one.channel, one.address, one.about, one.copy, entry.state.value,
                entry.at, entry.attempts, entry.note, entry.next_try,
            ),
            strict=True,
        )
    )  # fmt: skip


_NAMES = (
    "key", "matter", "topic", "edition", "variant", "sha256", "marking", "recipient", "organisation", "channel",
    "address", "about", "copy", "state", "at", "attempts", "note", "next_try",
)  # fmt: skip


def describe_life(life: Life) -> dict[str, Any]:
    """Give a delivery with all its steps."""
    steps = [
        {"state": one.state.value, "at": one.at, "note": one.note, "next_try": one.next_try} for one in life.events
    ]
    return {**describe_entry(life.entry), "history": steps}


def _disarm(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
