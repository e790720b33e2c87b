"""What must hold of a project whenever a command was killed or refused a call."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

#: The files of a project that count, by their path from its folder.
Tree = Mapping[str, bytes]

_TEMP = re.compile(r"\..+\.\d+\.[0-9a-f]{8}\.tmp")
_TEMP_NUMBERS = re.compile(r"\.\d+\.[0-9a-f]{8}\.tmp$")
_STAGED = re.compile(r"output/editions/\.(?:staged|done)-[0-9a-f-]+/.+")
_READY = re.compile(r"output/editions/\.ready-[0-9a-f-]+/(.+)")
_GROWING = "corpus/originals/versions.jsonl"


def read_tree(folder: Path) -> dict[str, bytes]:
    """Read the corpus and the output."""
    paths = (path for part in ("corpus", "output") for path in sorted((folder / part).rglob("*")))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def find_torn(now: Tree, before: Tree, after: Tree) -> Iterator[str]:
    """Name files that are neither as before nor as after, and none of the leftovers that have a name of their own."""
    for name, data in now.items():
        if data in (before.get(name), after.get(name)) or _TEMP.fullmatch(Path(name).name) or _STAGED.fullmatch(name):
            continue
        ready = _READY.fullmatch(name)
        if ready and _is_frozen(ready[1], data, after):
            continue
        if name == _GROWING and after.get(name, b"").startswith(data) and data.startswith(before.get(name, b"")):
            continue
        yield f"{name} is neither as before nor as after ({len(data)} bytes)"


def _is_frozen(name: str, data: bytes, after: Tree) -> bool:
    """Whether a file of an edition that only has to be moved is as it will be; of the sums, its own lines."""
    wanted = after.get(f"output/editions/{name}", b"")
    return set(data.splitlines()) <= set(wanted.splitlines()) if name == "SHA256SUMS" else data == wanted


def find_disagreements(now: Tree) -> Iterator[str]:
    """Name files that are not as the manifest and the editions' records say."""
    manifest = now.get("output/manifest.json")
    if manifest is not None:
        yield from _compare_manifest(now, manifest)
    for name in sorted(now):
        if name.endswith("/edition.json") and not _STAGED.fullmatch(name):
            yield from _compare_edition(now, name)


def _compare_manifest(now: Tree, manifest: bytes) -> Iterator[str]:
    try:
        drafts = json.loads(manifest)["drafts"]
    except ValueError:
        yield "the manifest is no JSON"
        return
    for draft in drafts.values():
        for file in (draft["html"], draft["pdf"]):
            data = now.get(f"output/{file['path']}")
            if data is None or hashlib.sha256(data).hexdigest() != file["sha256"]:
                yield f"the manifest names {file['path']}, which is {'missing' if data is None else 'another file'}"


def _compare_edition(now: Tree, name: str) -> Iterator[str]:
    folder = name.removesuffix("edition.json")
    for file, sha256 in json.loads(now[name])["files"].items():
        data = now.get(folder + file)
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            yield f"{name} names {file}, which is {'missing' if data is None else 'another file'}"


def compare_trees(now: Tree, wanted: Tree) -> Iterator[str]:
    """Name what is missing, what should not be there, and what differs."""
    for name in sorted({*now, *wanted}):
        if now.get(name) != wanted.get(name):
            yield f"{name} {'is missing' if name not in now else 'is left over' if name not in wanted else 'differs'}"


def find_leftovers(folder: Path) -> Iterator[str]:
    """Name temporary files anywhere in the project."""
    for path in sorted(folder.rglob("*")):
        is_workplace = path.relative_to(folder).as_posix() == ".briefgen/adding"
        if _TEMP.fullmatch(path.name) or is_workplace:
            yield f"{path.relative_to(folder)} was left behind"


def digest_state(folder: Path) -> str:
    """Digest all that a project holds but who held its locks; temporary names count without their process's number."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = _TEMP_NUMBERS.sub("", path.relative_to(folder).as_posix())
        data = path.read_bytes() if path.is_file() and not path.name.endswith("lock") else b""
        whole.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()
