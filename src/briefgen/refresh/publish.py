"""Printed drafts put in place so that a reader of the manifest never sees a mixture (DESIGN 5).

A file of a build stands in a folder that is named by its content, so that the same content has the same name from
run to run, and a file that the manifest names is never written to. Who finds that a file named by the manifest is no
longer there reads the manifest again: it was replaced in the meantime.
"""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.messages import explain_failure
from briefgen.files.paths import path_inside
from briefgen.files.reading import read_bounded
from briefgen.files.together import Stage, sync_disk
from briefgen.files.writing import make_folder, remove_file
from briefgen.model.record import NO_FILE, PrintedFile, Record
from briefgen.refresh.draft import Draft
from briefgen.refresh.records import GENERATIONS, MANIFEST, holds, write_records

_LIMIT = 256 << 20


class Shelf:
    """The drafts of ``output/``: new ones are put on it, others taken off, and `settle` makes both visible.

    `kept` are flat files of drafts that were taken off which are not as they were printed: a person's, so they stay.
    The methods raise StorageError; call them under the lock.
    """

    def __init__(self, output: Path, records: Mapping[str, Record]) -> None:
        self._output = output
        self._before = dict(records)
        self._now = dict(records)
        self._flat: dict[str, PrintedFile] = {}
        # The files of a manifest that we cannot read stay until it is replaced.
        self._may_remove = _is_known(output, records)
        self.kept: tuple[str, ...] = ()

    def put(self, drafts: Sequence[Draft]) -> None:
        """Write the files of drafts under the names of their content; nothing of it is visible yet.

        A draft that has a page and no print is HTML only: the record keeps the PDF of before. A broken one is
        passed over.
        """
        stage, written = Stage(), _Written()
        try:
            for draft in drafts:
                if draft.page is not None and not draft.is_broken:
                    self._write_draft(stage, written, draft, draft.page.html.encode())
            stage.place()
        finally:
            stage.clear()
        # Only now: what the disk refused a part of is not on the shelf at all.
        self._now.update(written.records)
        self._flat.update(written.flat)

    def drop(self, gone: Iterable[str]) -> None:
        """Take drafts that are no more off the record; their files go when all is settled."""
        for name in gone:
            self._now.pop(name, None)
            for end in (".html", ".pdf"):
                self._flat.pop(f"{name}{end}", None)

    def settle(self) -> dict[str, Record]:
        """Make visible what was put and dropped since the last time; give the records as they are now.

        The flat names of what was dropped go, the manifest is replaced, the flat names of what was put are replaced
        one by one, each whole, and what no record names any more is removed. Killed anywhere in between, the next
        build finds it and mends it.
        """
        now = dict(self._now)
        if now != self._before or self._flat:
            self._replace(now)
        if self._may_remove:
            _remove_old_files(self._output, self._before, now)
            _remove_unnamed(self._output, now)
        self._before = now
        return dict(now)

    def _replace(self, now: Mapping[str, Record]) -> None:
        flat = Stage()
        try:
            for name, file in self._flat.items():
                flat.write(self._output / name, read_bounded(self._output / file.path, _LIMIT))
            _sync(self._output)
            gone = sorted(self._before.keys() - now.keys())
            self.kept += tuple(path for name in gone for path in _remove_flat(self._output, self._before[name]))
            write_records(self._output, now)
            self._may_remove = True
            flat.place()
            self._flat = {}
        finally:
            flat.clear()

    def _write_draft(self, stage: Stage, written: "_Written", draft: Draft, html: bytes) -> None:
        result, before = draft.result, self._now.get(draft.name) or _NEVER_PRINTED
        page = self._write_file(stage, f"{draft.name}.html", html)
        written.flat[f"{draft.name}.html"] = page
        pdf = before.pdf
        if result:
            pdf = written.flat[f"{draft.name}.pdf"] = self._write_file(stage, f"{draft.name}.pdf", result.pdf)
        written.records[draft.name] = Record(
            slug=draft.slug,
            title=draft.title,
            marking=draft.marking,
            page=draft.digest,
            printed=draft.printed,
            pages=result.pages if result else before.pages,
            html=page,
            pdf=pdf,
            pdf_page=draft.digest if result else _keep_pdf_page(before, draft),
            inputs=draft.inputs,
            cited=draft.cited,
            problems=result.problems if result else before.problems,
            statistics=draft.statistics,
            variant=draft.variant,
        )

    def _write_file(self, stage: Stage, name: str, data: bytes) -> PrintedFile:
        sha256 = digest_bytes(data)
        file = PrintedFile(f"{GENERATIONS}/{sha256[:16]}/{name}", sha256)
        path = path_inside(self._output, file.path)
        # What the manifest may name already is not written to, unless a power cut or a person has damaged it.
        if not holds(path, sha256):
            make_folder(self._output / GENERATIONS)
            stage.write(path, data, self._output / GENERATIONS / name)
        return file


@dataclass(frozen=True, slots=True)
class _Written:
    """What one `put` has written: the records, and the files by their flat names."""

    records: dict[str, Record] = field(default_factory=dict)
    flat: dict[str, PrintedFile] = field(default_factory=dict)


_NEVER_PRINTED = Record("", "", "", "", "", 0, NO_FILE, NO_FILE)


def remove_leftovers(output: Path, records: Mapping[str, Record]) -> None:
    """Remove files of builds that were killed before the manifest named them; `records` are those of the manifest.

    Call it under the lock.
    """
    if _is_known(output, records):
        _remove_unnamed(output, records)


def _is_known(output: Path, records: Mapping[str, Record]) -> bool:
    """Whether all that the manifest names is in `records`: not where another version of briefgen has written it."""
    return bool(records) or not os.path.lexists(output / MANIFEST)


def _keep_pdf_page(before: Record, draft: Draft) -> str:
    """Say which page the PDF of before shows; "" where the day or what prints it is another, so that it is stale."""
    is_like = (before.printed, before.inputs.tools) == (draft.printed, draft.inputs.tools)
    return before.pdf_page if is_like else ""


def _sync(folder: Path) -> None:
    try:
        sync_disk(folder)
    except OSError as error:
        raise StorageError(explain_failure("write", folder, error)) from error


def _remove_flat(output: Path, record: Record) -> list[str]:
    """Remove a draft's flat files where they are as they were printed; list those that are not, which stay.

    Raises StorageError where one cannot be removed: its record stays then, and the next build tries again.
    """
    kept = []
    for end, file in ((".html", record.html), (".pdf", record.pdf)):
        path = output / f"{record.name}{end}"
        if holds(path, file.sha256):
            remove_file(path)
        elif os.path.lexists(path):
            kept.append(path.name)
    return kept


def _remove_old_files(output: Path, before: Mapping[str, Record], now: Mapping[str, Record]) -> None:
    """Remove what only the last records name; a reader who still has one open keeps it open."""
    for path in _list_paths(before) - _list_paths(now):
        with suppress(OSError):
            (output / path).unlink()
            (output / path).parent.rmdir()


def _remove_unnamed(output: Path, records: Mapping[str, Record]) -> None:
    """Remove the folders that no record names."""
    named = {path.split("/")[1] for path in _list_paths(records)}
    try:
        with os.scandir(output / GENERATIONS) as entries:
            unnamed = sorted((one for one in entries if one.name not in named), key=lambda one: one.name)
    except OSError:
        return
    for entry in unnamed:
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            with suppress(OSError):
                Path(entry.path).unlink()


def _list_paths(records: Mapping[str, Record]) -> set[str]:
    return {file.path for record in records.values() for file in (record.html, record.pdf) if file.path}
