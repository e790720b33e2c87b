"""`add --undo`: the last addition taken back, but for what a person has touched or a source still names."""

import json

from briefgen.errors import UsageError
from briefgen.files.digest import digest_bytes
from briefgen.files.paths import path_inside
from briefgen.files.reading import read_bounded
from briefgen.files.walking import walk_files
from briefgen.files.writing import remove_file, write_whole
from briefgen.project.adding.journal import Write, drop_journal, read_journal
from briefgen.project.holding import hold_project
from briefgen.project.place import Project
from briefgen.project.reading.sources import ORIGINAL_DIGEST

_UNDO_LIMIT = 1 << 30


def undo_addition(project: Project) -> tuple[str, ...]:
    """Take back the last `add`, one that was interrupted too: give the paths removed or restored.

    A file that was edited since stays as it is, and so does every original that a source, or a version
    on record, still names. Raises UsageError where there is nothing to undo.
    """
    with hold_project(project, for_corpus=True):
        writes = read_journal(project)
        if not writes:
            raise UsageError("there is no addition on record to undo")
        # The latest first: a source that was written twice goes back two steps.
        backwards = tuple(reversed(writes))
        undone = [one.path for one in backwards if one.kind == "source" and _undo_write(project, one)]
        undone += _undo_versions(project, [one for one in backwards if one.kind == "version"])
        named = _list_named_originals(project)
        originals = [one for one in backwards if one.kind == "original" and one.sha256 not in named]
        undone += [one.path for one in originals if _undo_write(project, one)]
        drop_journal(project)
    return tuple(dict.fromkeys(undone))


def _undo_write(project: Project, write: Write) -> bool:
    path = path_inside(project.folder, write.path)
    if not path.is_file() or digest_bytes(path.read_bytes()) != write.sha256:
        return False
    if write.before is None:
        remove_file(path)
    else:
        write_whole(path, write.before.encode())
    return True


def _undo_versions(project: Project, versions: list[Write]) -> list[str]:
    """Take the run's lines out of the file of versions, but for those whose source still is the later version."""
    if not versions:
        return []
    path = path_inside(project.folder, versions[0].path)
    if not path.is_file():
        return []
    lines = path.read_bytes().split(b"\n")
    named = _list_digests_in_sources(project)
    before = len(lines)
    for one in versions:
        line = (one.before or "").encode()
        if line in lines and one.sha256 not in named:
            lines.remove(line)
    if len(lines) == before:
        return []
    if any(lines):
        write_whole(path, b"\n".join(lines))
    else:
        remove_file(path)
    return [versions[0].path]


def _list_named_originals(project: Project) -> frozenset[str]:
    return _list_digests_in_sources(project) | _list_digests_in_versions(project)


def _list_digests_in_sources(project: Project) -> frozenset[str]:
    """List the SHA-256 of every original that a source names, readable or not otherwise."""
    paths = walk_files(project.sources, (".md",)).found if project.sources.is_dir() else ()
    texts = (read_bounded(path, _UNDO_LIMIT) for path in paths)
    return frozenset(digest.decode() for text in texts for digest in ORIGINAL_DIGEST.findall(text))


def _list_digests_in_versions(project: Project) -> frozenset[str]:
    """List the SHA-256 of every page that is on record as a version."""
    path = project.versions
    found: set[str] = set()
    for line in path.read_bytes().split(b"\n") if path.is_file() else ():
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict):
            found.update(str(entry.get(key, "")) for key in ("sha256", "follows"))
    return frozenset(found)
