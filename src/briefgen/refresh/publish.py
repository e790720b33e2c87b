"""Printed drafts put in place so that a reader of the manifest never sees a mixture (DESIGN 5)."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefgen.files.digest import digest_bytes, digest_text
from briefgen.files.paths import path_inside
from briefgen.files.writing import write_whole
from briefgen.model.page import Printed
from briefgen.model.record import PrintedFile, Record
from briefgen.refresh.records import write_records
from briefgen.refresh.run import Draft

_GENERATIONS = ".gen"
_Print = tuple[Draft, bytes, Printed]


def publish_drafts(output: Path, drafts: Sequence[Draft], records: Mapping[str, Record]) -> dict[str, Record]:
    """Write the printed drafts, then the manifest, then the flat names; give the records as they are now.

    `records` are those that stay: of topics that were not printed. Files of a build stand in a folder
    named by their content; the manifest, replaced whole, names them; folders that it no longer names go.
    """
    printed = [(draft, draft.page.html.encode(), draft.result) for draft in drafts if draft.page and draft.result]
    folder = f"{_GENERATIONS}/{_name_generation(printed)}"
    now = dict(records)
    for draft, html, result in printed:
        now[draft.name] = _write_draft(output, folder, draft, html, result)
    if printed:
        write_records(output, now)
    for draft, html, result in printed:
        # A link in its place is replaced, not followed.
        write_whole(output / f"{draft.name}.html", html)
        write_whole(output / f"{draft.name}.pdf", result.pdf)
    _drop_generations(output, now)
    return now


def drop_records(output: Path, records: Mapping[str, Record], gone: Sequence[str]) -> dict[str, Record]:
    """Take drafts that are no more off the record, and their files off the shelf; `gone` are their names."""
    kept = {name: record for name, record in records.items() if name not in gone}
    if len(kept) != len(records):
        write_records(output, kept)
        for name in gone:
            for suffix in (".html", ".pdf"):
                (output / f"{name}{suffix}").unlink(missing_ok=True)
        _drop_generations(output, kept)
    return kept


def _name_generation(printed: Sequence[_Print]) -> str:
    return digest_text("".join(digest_bytes(html + result.pdf) for _, html, result in printed))[:16]


def _write_draft(output: Path, folder: str, draft: Draft, html: bytes, result: Printed) -> Record:
    files = {}
    for suffix, data in ((".html", html), (".pdf", result.pdf)):
        name = f"{folder}/{draft.name}{suffix}"
        write_whole(path_inside(output, name), data)
        files[suffix] = PrintedFile(name, digest_bytes(data))
    return Record(
        slug=draft.slug,
        title=draft.title,
        marking=draft.marking,
        page=draft.digest,
        printed=draft.printed,
        pages=result.pages,
        html=files[".html"],
        pdf=files[".pdf"],
        inputs=draft.inputs,
        cited=draft.cited,
        left_out=draft.left_out,
        problems=result.problems,
        statistics=draft.statistics,
        variant=draft.variant,
    )


def _drop_generations(output: Path, records: Mapping[str, Record]) -> None:
    """Remove the folders of earlier builds that no record names; a reader who still has one open keeps it open."""
    shelf = output / _GENERATIONS
    if not shelf.is_dir():
        return
    named = {file.path.split("/")[1] for record in records.values() for file in (record.html, record.pdf)}
    for folder in sorted(shelf.iterdir()):
        if folder.name in named:
            continue
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink()
