"""Putting pages on the shelf: each original first, then its source, in groups that are synced together.

The order makes every moment a whole one: the journal says what is coming, a version is on record before its source
changes, and a source never names an original that is not kept.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.paths import path_inside
from briefgen.files.reading import read_bounded
from briefgen.files.together import append_line, write_together
from briefgen.files.writing import write_whole
from briefgen.ingest.add import Addition, NewPage, plan_addition, read_suffix
from briefgen.ingest.catalogue import Catalogue, ExistingSource
from briefgen.ingest.page import MAX_BYTES
from briefgen.project.adding.additions import Added, AddOptions, DroppedGroup, Explanation, Tell, skip
from briefgen.project.adding.drafting import Record
from briefgen.project.adding.dragging import Item
from briefgen.project.adding.journal import Journal, Write
from briefgen.project.adding.setting_aside import aside_path, read_again
from briefgen.project.place import Project
from briefgen.project.reading.sources import SOURCE_LIMIT

GROUP = 64
_GROUP_BYTES = 32 << 20
_SHOWN_DROPS = 3
_OPENING = 80


@dataclass(slots=True)
class _Group:
    """What is written next, in order, and what is told of it then; `bytes` counts its data."""

    files: list[tuple[str, bytes | Path]] = field(default_factory=list)
    sources: dict[str, ExistingSource] = field(default_factory=dict)
    originals: set[str] = field(default_factory=set)
    told: list[Added] = field(default_factory=list)
    bytes: int = 0


class Shelf:
    """Where pages go, one by one in their order; what became of each is told once it is on disk."""

    def __init__(
        self, project: Project, catalogue: Catalogue, journal: Journal, options: AddOptions, tell: Tell
    ) -> None:
        self._project = project
        self._catalogue = catalogue
        self._journal = journal
        self._options = options
        self._tell = tell
        self._group = _Group()
        self._originals = _list_originals(project)

    def pass_over(self, added: Added) -> None:
        """Tell of a file that is not shelved, in its turn."""
        self._group.told.append(added)
        if len(self._group.told) >= 4 * GROUP:
            self.flush()

    def find_again(self, item: Item, sha256: str) -> None:
        """Take a page whose source is there: put its original back where that is missing or altered."""
        source = self._catalogue.find_original(sha256)
        if source is None:
            self.pass_over(skip(item.file, "its source vanished while the run went on; add it again", code=1))
            return
        self._note_unchanged(item, source.path, sha256, "")

    def take(self, item: Item, sha256: str, record: Record) -> None:
        """Take a page that was read: decide where it goes, and write it with its group."""
        page = NewPage(
            item.file_name,
            sha256,
            record.title,
            record.url,
            record.publisher,
            record.issued,
            record.text,
            is_fetched=bool(item.address),
            symbol=record.symbol,
        )
        addition = plan_addition(page, self._catalogue, self._read_text)
        if addition.outcome == "skipped":
            self.pass_over(skip(item.file, addition.note, code=1))
        elif addition.outcome == "unchanged":
            self._note_unchanged(item, addition.path, sha256, addition.note, self._explain(record))
        else:
            self._shelve(item, page, record, addition)

    def flush(self) -> None:
        """Write what is due, and tell what became of it. Raises StorageError."""
        group, self._group = self._group, _Group()
        files = [(path_inside(self._project.folder, name), data) for name, data in group.files]
        if files:
            write_together(files, self._project.state)
        for added in group.told:
            self._tell(added)

    def _read_text(self, source: ExistingSource) -> str:
        if source.path in self._group.sources:
            self.flush()
        try:
            data = read_bounded(self._project.folder / source.path, SOURCE_LIMIT)
        except BriefgenError:
            return ""  # not as `add` wrote it, whatever it is: it stays
        return data.decode("utf-8", errors="replace")

    def _note_unchanged(
        self,
        item: Item,
        path: str,
        sha256: str,
        note: str,
        explanation: Explanation = Explanation(),  # noqa: B008 - frozen
    ) -> None:
        self._catalogue.claim(Path(path).stem)
        doubts = (*self._restore_original(item, sha256), *((note,) if note else ()))
        self.pass_over(Added(item.file, "unchanged", path, doubts=doubts, explanation=explanation))

    def _explain(self, record: Record) -> Explanation:
        return explain_record(record) if self._options.explain else Explanation()

    def _restore_original(self, item: Item, sha256: str) -> tuple[str, ...]:
        """Put a page back where its original is missing or no longer what its name says; say so."""
        kept = self._originals.get(sha256, "")
        if sha256 in self._group.originals or (kept and _holds(self._project, kept, sha256)):
            return ()
        data = read_again(item, sha256)
        if data is None:
            return ()
        name = kept or f"corpus/originals/{sha256}{read_suffix(item.file_name)}"
        write_whole(path_inside(self._project.folder, name), data)
        self._originals[sha256] = name
        return (f"its original was missing or altered; {name} is in its place again",)

    def _shelve(self, item: Item, page: NewPage, record: Record, addition: Addition) -> None:
        data = self._find_data(item, page.sha256)
        if data is None:
            self.pass_over(skip(item.file, "it changed or vanished while it was read; add it again", code=1))
            return
        mended = self._keep_original(item, addition, page.sha256, data)
        if addition.follows:
            self._record_version(addition, page)
        if addition.text:
            self._write_source(addition, page)
        self._catalogue.claim(addition.id)
        # Of a source that a person has edited nothing was written: the doubts of its draft are not the source's.
        drafted = record.doubts if addition.text else ()
        doubts = (*drafted, *mended, *((addition.note,) if addition.note else ()))
        added = Added(
            item.file,
            addition.outcome,
            addition.path,
            passages=record.passages if addition.text else 0,
            dropped=len(record.dropped),
            dropped_path=self._keep_dropped(addition, record),
            doubts=doubts,
            changes=addition.changes,
            explanation=self._explain(record),
        )
        self._group.told.append(added)
        if len(self._group.files) >= 3 * GROUP or self._group.bytes > _GROUP_BYTES:
            self.flush()

    def _find_data(self, item: Item, sha256: str) -> bytes | Path | None:
        """Find a page's bytes: set aside when it was read, else in its file, if that still holds them."""
        aside = aside_path(self._project.state, sha256)
        return aside if aside.exists() else read_again(item, sha256)

    def _keep_original(self, item: Item, addition: Addition, sha256: str, data: bytes | Path) -> tuple[str, ...]:
        if sha256 in self._originals:
            return self._restore_original(item, sha256)
        self._journal.note(Write("original", addition.original_path, sha256))
        self._put(addition.original_path, data)
        self._originals[sha256] = addition.original_path
        self._group.originals.add(sha256)
        return ()

    def _record_version(self, addition: Addition, page: NewPage) -> None:
        """Record that a page has a newer version, before its source is changed."""
        entry = {
            "source": addition.id,
            "follows": addition.follows,
            "sha256": page.sha256,
            "name": page.name,
            "added": self._options.today,
        }
        line = json.dumps(entry, ensure_ascii=False)
        versions = self._project.versions
        self._journal.note(Write("version", self._project.name(versions), page.sha256, line))
        if self._catalogue.find_latest_version(addition.id) == page.sha256:
            return  # a run that was killed before it wrote the source has put it on record
        append_line(versions, line.encode("utf-8", "backslashreplace"))
        self._catalogue.note_version(addition.id, addition.follows)
        self._catalogue.note_version(addition.id, page.sha256)

    def _write_source(self, addition: Addition, page: NewPage) -> None:
        data = addition.text.encode()
        before = None
        if addition.outcome == "updated":
            before = read_bounded(self._project.folder / addition.path, SOURCE_LIMIT).decode()
        self._journal.note(Write("source", addition.path, digest_bytes(data), before))
        self._put(addition.path, data)
        source = ExistingSource(addition.path, page.sha256, page.name, page.url, page.title)
        self._catalogue.put(source)
        self._group.sources[addition.path] = source

    def _keep_dropped(self, addition: Addition, record: Record) -> str:
        """Keep what was left out, for a person to look through: line, reason, words."""
        if not record.dropped:
            return ""
        path = self._project.name(self._project.state / "dropped" / f"{addition.id}.txt")
        lines = (f"{line}\t{reason}\t{text}\n" for line, reason, text in record.dropped)
        self._put(path, "".join(lines).encode("utf-8", "replace"))
        return path

    def _put(self, name: str, data: bytes | Path) -> None:
        self._group.files.append((name, data))
        self._group.bytes += len(data) if isinstance(data, bytes) else 0


def _list_originals(project: Project) -> dict[str, str]:
    """List the kept originals: the path of each by the SHA-256 in its name, whatever its ending."""
    if not project.originals.is_dir():
        return {}
    paths = sorted(path for path in project.originals.iterdir() if len(path.stem) == 64)
    return {path.stem: project.name(path) for path in paths}


def _holds(project: Project, name: str, sha256: str) -> bool:
    try:
        return digest_bytes(read_bounded(project.folder / name, MAX_BYTES)) == sha256
    except BriefgenError:
        return False


def explain_record(record: Record) -> Explanation:
    """Say why a source came out as it did."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for _, reason, text in record.dropped:
        groups[reason].append(text)
    dropped = tuple(
        DroppedGroup(reason, len(texts), tuple(text[:_OPENING] for text in texts[:_SHOWN_DROPS]))
        for reason, texts in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )
    return Explanation(record.choices, record.facts, dropped)
