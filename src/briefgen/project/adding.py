"""`add`: scraped pages into sources, originals kept, what was dropped kept for inspection, the last run undoable."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError, UsageError
from briefgen.files.digest import digest_bytes
from briefgen.files.lock import hold_lock
from briefgen.files.paths import path_inside
from briefgen.files.reading import read_bounded
from briefgen.files.walking import walk_files
from briefgen.files.writing import remove_leftover_temps, write_whole
from briefgen.grammar.front_matter import split_front_matter
from briefgen.ingest.add import Addition, ExistingSource, plan_addition
from briefgen.ingest.draft import read_page
from briefgen.ingest.page import MAX_BYTES, Draft, Refused
from briefgen.model.source import Source
from briefgen.project.corpus import Corpus, use_corpus
from briefgen.project.place import Project
from briefgen.project.reading import ORIGINAL_DIGEST, SOURCE_LIMIT
from briefgen.read.passages import read_passages
from briefgen.workers.limits import Failed, Limits, Outcome
from briefgen.workers.run import run_jobs

PAGE_SUFFIXES = (".txt", ".html", ".htm")
_READING_PAGES = Limits(seconds=30, cpu_seconds=40, memory_mib=2048, confine=False)
_JOURNAL = "last-add.json"
_UNDO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file.

    `outcome` is added, updated, kept, unchanged or skipped; `path` the source's, from the project's
    folder; `dropped` how many lines were left out, kept in `dropped_path`; `doubts` are sentences.
    """

    file: Path
    outcome: str
    path: str = ""
    passages: int = 0
    dropped: int = 0
    dropped_path: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Write:
    """One file that the run wrote: its path, what it holds now, and what it held before (None: nothing)."""

    path: str
    sha256: str
    before: str | None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where pages go: the sources that are there by id, the ids whose file could not be read, and what was written."""

    project: Project
    existing: dict[str, ExistingSource]
    unread: frozenset[str]
    writes: list[_Write]


def add_files(
    project: Project, paths: Sequence[Path], processes: int, report: Callable[[int, int, str], None]
) -> tuple[Added, ...]:
    """Take files, or the pages in folders, into the corpus; give what became of each, in order.

    Raises UsageError for a path that is not there. One bad file stops nothing.
    """
    files = list(_list_files(paths))
    with hold_lock(project.state / "lock"):
        remove_leftover_temps(project.folder / "corpus")
        existing = use_corpus(project, lambda corpus: _list_existing(project, corpus), processes)
        unread = frozenset(path.stem for path in _list_sources(project)) - existing.keys()
        drafts: dict[int, Outcome[Draft | Refused]] = {}
        for done, (position, outcome) in enumerate(run_jobs(_read_file, files, _READING_PAGES, processes), 1):
            drafts[position] = outcome
            report(done, len(files), files[position].name)
        writes: list[_Write] = []
        shelf = _Shelf(project, existing, unread, writes)
        added = tuple(_take(shelf, file, drafts[n]) for n, file in enumerate(files))
        _keep_journal(project, writes)
    return added


def _list_files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from walk_files(path, PAGE_SUFFIXES).found
        elif path.exists():
            yield path
        else:
            raise UsageError(f"{path} is not there")


def _read_file(path: Path) -> Draft | Refused:
    try:
        data = read_bounded(path, MAX_BYTES)
    except BriefgenError as error:
        return Refused(str(error))
    return read_page(data, path.name)


def _list_sources(project: Project) -> tuple[Path, ...]:
    return walk_files(project.sources, (".md",)).found if project.sources.is_dir() else ()


def _list_existing(project: Project, corpus: Corpus) -> dict[str, ExistingSource]:
    there = {project.name(path) for path in _list_sources(project)}
    return {one.id: _describe_existing(project, one) for one in corpus.index.sources() if one.path in there}


def _describe_existing(project: Project, source: Source) -> ExistingSource:
    return ExistingSource(
        path=source.path,
        text=read_bounded(project.folder / source.path, SOURCE_LIMIT).decode("utf-8", errors="replace"),
        original_sha256=source.original.sha256 if source.original else "",
        original_name=source.original.name if source.original else "",
        url=source.url,
        title=source.title,
    )


def _take(shelf: _Shelf, file: Path, outcome: Outcome[Draft | Refused]) -> Added:
    """Write what one page became, the original first: a source never names one that is not kept."""
    if isinstance(outcome, Failed):
        return Added(file, "skipped", doubts=(f"reading it failed: {outcome.kind} ({outcome.detail})",))
    draft = outcome.value
    if isinstance(draft, Refused):
        return Added(file, "skipped", doubts=(draft.reason,))
    data = read_bounded(file, MAX_BYTES)
    addition = plan_addition(draft, data, file.name, shelf.existing)
    if addition.outcome == "unchanged":
        return Added(file, "unchanged", addition.path, doubts=_restore_original(shelf.project, addition, data))
    if addition.outcome == "added" and addition.id in shelf.unread:
        doubt = f"a source called {addition.id} is there and cannot be read; mend it first: `briefgen check` says how"
        return Added(file, "skipped", doubts=(doubt,))
    return _write_addition(shelf, file, draft, data, addition)


def _write_addition(shelf: _Shelf, file: Path, draft: Draft, data: bytes, addition: Addition) -> Added:
    if _find_originals(shelf.project, data):
        _restore_original(shelf.project, addition, data)
    else:
        _write(shelf.project, addition.original_path, data, shelf.writes)
    if addition.text:
        _write(shelf.project, addition.path, addition.text.encode(), shelf.writes)
        shelf.existing[addition.id] = _remember(addition, draft, data, file.name)
    notes = (addition.note,) if addition.note else ()
    return Added(
        file=file,
        outcome=addition.outcome,
        path=addition.path,
        passages=_count_passages(addition),
        dropped=len(draft.dropped),
        dropped_path=_keep_dropped(shelf.project, addition, draft),
        doubts=(*draft.doubts, *notes),
    )


def _find_originals(project: Project, data: bytes) -> list[Path]:
    """Find what is kept under a page's SHA-256, whatever its ending."""
    return sorted(path for path in project.originals.glob(f"{digest_bytes(data)}*") if path.is_file())


def _restore_original(project: Project, addition: Addition, data: bytes) -> tuple[str, ...]:
    """Put a page back where its original is missing or no longer what its name says; give the sentence that says so."""
    kept = _find_originals(project, data)
    if any(digest_bytes(path.read_bytes()) == digest_bytes(data) for path in kept):
        return ()
    name = project.name(kept[0]) if kept else addition.original_path
    write_whole(path_inside(project.folder, name), data)
    return (f"its original was missing or altered; {name} is in its place again",)


def _count_passages(addition: Addition) -> int:
    """Count the passages that the source will have: long paragraphs were cut into several."""
    front, _ = split_front_matter(addition.text, addition.path)
    return len(read_passages(front.body, addition.id, addition.path, front.body_line)[0])


def _remember(addition: Addition, draft: Draft, data: bytes, name: str) -> ExistingSource:
    return ExistingSource(addition.path, addition.text, digest_bytes(data), name, draft.url, draft.title)


def _write(project: Project, name: str, data: bytes, writes: list[_Write]) -> None:
    path = path_inside(project.folder, name)
    before = path.read_text(encoding="utf-8") if name.endswith(".md") and path.exists() else None
    if not path.exists() or before is not None:
        write_whole(path, data)
        writes.append(_Write(name, digest_bytes(data), before))


def _keep_dropped(project: Project, addition: Addition, draft: Draft) -> str:
    """Keep what was left out, for a person to look through: line, reason, words."""
    if not draft.dropped:
        return ""
    path = project.state / "dropped" / f"{addition.id}.txt"
    lines = [f"{one.line}\t{one.reason}\t{one.text}\n" for one in draft.dropped]
    write_whole(path, "".join(lines).encode("utf-8", "replace"))
    return project.name(path)


def _keep_journal(project: Project, writes: Sequence[_Write]) -> None:
    """Keep what the run wrote; of a run that wrote nothing, that there is nothing to undo."""
    if writes:
        write_whole(project.state / _JOURNAL, msgspec.json.encode(list(writes)))
    else:
        (project.state / _JOURNAL).unlink(missing_ok=True)


def undo_addition(project: Project) -> tuple[str, ...]:
    """Take back the last `add`: give the paths removed or restored.

    A file that was edited since stays as it is, and so does every original that a source still names.
    Raises UsageError where there is nothing to undo.
    """
    with hold_lock(project.state / "lock"):
        try:
            writes = msgspec.json.decode(read_bounded(project.state / _JOURNAL, _UNDO_LIMIT), type=list[_Write])
        except (BriefgenError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UsageError("there is no addition on record to undo") from error
        undone = [one.path for one in writes if one.path.endswith(".md") and _undo(project, one)]
        named = _list_named_originals(project)
        originals = [one for one in writes if not one.path.endswith(".md") and one.sha256 not in named]
        undone += [one.path for one in originals if _undo(project, one)]
        (project.state / _JOURNAL).unlink()
    return tuple(undone)


def _list_named_originals(project: Project) -> frozenset[str]:
    """List the SHA-256 of every original that a source names, readable or not otherwise."""
    texts = (read_bounded(path, _UNDO_LIMIT) for path in _list_sources(project))
    return frozenset(digest.decode() for text in texts for digest in ORIGINAL_DIGEST.findall(text))


def _undo(project: Project, write: _Write) -> bool:
    path = path_inside(project.folder, write.path)
    if not path.is_file() or digest_bytes(path.read_bytes()) != write.sha256:
        return False
    if write.before is None:
        path.unlink()
    else:
        write_whole(path, write.before.encode())
    return True


def count_outcomes(added: Sequence[Added]) -> dict[str, int]:
    """Count what became of the files, by outcome; together as many as there were files."""
    outcomes = ("added", "updated", "kept", "unchanged", "skipped")
    return {outcome: sum(one.outcome == outcome for one in added) for outcome in outcomes}
