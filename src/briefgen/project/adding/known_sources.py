"""The sources that are there, as `add` has to know them: each is read once, and known again by its bytes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.files.walking import walk_files
from briefgen.files.writing import write_whole
from briefgen.grammar.front_matter import decode_source, split_front_matter
from briefgen.grammar.yaml_text import YamlNode
from briefgen.ingest.catalogue import ExistingSource
from briefgen.ingest.page import Draft
from briefgen.ingest.repetition import make_key, name_site
from briefgen.project.adding.drafting import digest_drafting_code
from briefgen.project.place import Project
from briefgen.project.reading.sources import SOURCE_LIMIT
from briefgen.workers.limits import Done, Limits
from briefgen.workers.run import run_jobs

_READING_SOURCES = Limits(seconds=10, cpu_seconds=12, memory_mib=512)
_FILE_LIMIT = 1 << 30
_BLOCK_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source as `add` knows it: what it was made from, its site, and the keys of its blocks, six bytes each.

    `digest` is the SHA-256 of its file; where that cannot be read as a source, `is_readable` is false.
    """

    path: str
    digest: str
    is_readable: bool = False
    original_sha256: str = ""
    original_name: str = ""
    url: str = ""
    title: str = ""
    site: str = ""
    keys: bytes = b""

    def describe(self) -> ExistingSource:
        """Give what the catalogue takes."""
        return ExistingSource(
            self.path, self.original_sha256, self.original_name, self.url, self.title, self.is_readable
        )


@dataclass(frozen=True, slots=True)
class _Version:
    source: str
    follows: str
    sha256: str


def list_known_sources(project: Project, processes: int) -> list[KnownSource]:
    """List the project's sources; those that changed since the last time are read in workers."""
    if not project.sources.is_dir():
        return []
    paths = walk_files(project.sources, (".md",)).found
    kept = project.state / "known-sources"
    before = _load(kept)
    known = {project.name(path): _digest(path) for path in paths}
    stale = [project.folder / name for name, digest in known.items() if _differs(before.get(name), digest)]
    fresh = {one.path: one for one in _read_sources(project, stale, processes)}
    sources = [fresh.get(name) or before[name] for name in known]
    if stale or len(before) != len(sources):
        write_whole(kept, msgspec.msgpack.encode((digest_drafting_code(), sources)))
    return sources


def list_versions(project: Project) -> list[tuple[str, str]]:
    """List the versions of pages that are on record: the source's id and the SHA-256, in the order they came."""
    try:
        lines = read_bounded(project.versions, _FILE_LIMIT).split(b"\n")[:-1]
    except BriefgenError:
        return []
    versions: list[tuple[str, str]] = []
    for line in lines:
        try:
            entry = msgspec.json.decode(line, type=_Version)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue  # `check` names such a line
        versions += [(entry.source, entry.follows), (entry.source, entry.sha256)]
    return versions


def _load(path: Path) -> dict[str, KnownSource]:
    try:
        code, sources = msgspec.msgpack.decode(read_bounded(path, _FILE_LIMIT), type=tuple[str, list[KnownSource]])
    except (BriefgenError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return {one.path: one for one in sources} if code == digest_drafting_code() else {}


def _digest(path: Path) -> str:
    try:
        return digest_bytes(read_bounded(path, SOURCE_LIMIT))
    except BriefgenError:
        return ""


def _differs(before: KnownSource | None, digest: str) -> bool:
    return before is None or not digest or before.digest != digest


def _read_sources(project: Project, paths: Sequence[Path], processes: int) -> Iterator[KnownSource]:
    jobs = run_jobs(lambda path: _read_source(path, project.name(path)), paths, _READING_SOURCES, processes)
    for position, outcome in jobs:
        path = project.name(paths[position])
        yield outcome.value if isinstance(outcome, Done) else KnownSource(path, "")


def _read_source(path: Path, name: str) -> KnownSource:
    try:
        data = read_bounded(path, SOURCE_LIMIT)
    except BriefgenError:
        return KnownSource(name, "")
    digest = digest_bytes(data)
    text, _ = decode_source(data, name)
    if text is None:
        return KnownSource(name, digest)
    front, _ = split_front_matter(text, name)
    if front.root is None or front.is_broken:
        return KnownSource(name, digest)
    original = front.root.get("original")
    url, publisher = _take_text(front.root, "URL"), _take_text(front.root, "publisher")
    keys = dict.fromkeys(filter(None, map(make_key, _BLOCK_BREAK.split(front.body))))
    return KnownSource(
        path=name,
        digest=digest,
        is_readable=True,
        original_sha256=_take_text(original, "sha256"),
        original_name=_take_text(original, "name"),
        url=url,
        title=_take_text(front.root, "title"),
        site=name_site(Draft("", {"URL": url, "publisher": publisher}, {}, ())),
        keys=bytes.fromhex("".join(keys)),
    )


def _take_text(node: YamlNode | None, key: str) -> str:
    value = node.get(key) if node else None
    return value.value if value and value.kind == "scalar" else ""
