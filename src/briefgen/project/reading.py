"""One source from its bytes to what the index keeps: read, tagged, proven, marked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.files.reading import read_bounded
from briefgen.index.entries import IndexEntry, PreparedEntry, prepare_entry
from briefgen.model import kinds
from briefgen.model.evidence import Evidence, ProofState, TaggedPassage
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Source
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.place import Project
from briefgen.proof.original_text import CannotReadOriginalError, read_original_text
from briefgen.proof.problems import check_proof
from briefgen.proof.quotation import OriginalText, prepare_original, prove
from briefgen.read.defaults import FolderDefaults, find_defaults
from briefgen.read.source import read_source
from briefgen.tagging.check import check_tags
from briefgen.tagging.matcher import Matcher
from briefgen.tagging.tags import tag_source
from briefgen.workers.limits import Limits

SOURCE_LIMIT = 8 << 20
ORIGINAL_LIMIT = 64 << 20
READING = Limits(seconds=20, cpu_seconds=30, memory_mib=1024)
#: Where a source names its original, in its bytes.
ORIGINAL_DIGEST = re.compile(rb"sha256:\s*[\"']?([0-9a-f]{64})")
#: The folders whose code decides what the index holds: a change there makes the index anew.
_READING_CODE = ("grammar", "model", "read", "tagging", "proof", "index", "project")


@dataclass(frozen=True, slots=True)
class Reading:
    """What every source of a project is read with.

    `originals` gives, for each kept original by the SHA-256 in its name, its path and the SHA-256 of
    what it holds now. `fingerprint` stands for all that is the same for every source.
    """

    project: Project
    vocabulary: Vocabulary
    defaults: Mapping[str, FolderDefaults]
    originals: Mapping[str, tuple[Path, str]]
    fingerprint: str


def digest_originals(folder: Path) -> dict[str, tuple[Path, str]]:
    """Digest every kept original: its name says what it should hold, the digest what it holds."""
    if not folder.is_dir():
        return {}
    kept = sorted(path for path in folder.iterdir() if len(path.stem) == 64 and path.is_file())
    return {path.stem: (path, _digest_file(path)) for path in kept}


def _digest_file(path: Path) -> str:
    try:
        return digest_bytes(read_bounded(path, ORIGINAL_LIMIT))
    except BriefgenError as error:
        return f"unreadable: {error}"


@cache
def digest_reading_code() -> str:
    """Digest the code that decides what the index holds."""
    package = Path(__file__).parent.parent
    files = sorted(path for name in _READING_CODE for path in (package / name).glob("*.py"))
    return digest_text("".join(digest_bytes(path.read_bytes()) for path in files))


def fingerprint_source(data: bytes, name: str, reading: Reading) -> str:
    """Digest all that decides what the index keeps of a source."""
    named = ORIGINAL_DIGEST.search(data)
    original = reading.originals.get(named[1].decode(), (None, "absent"))[1] if named else ""
    defaults = find_defaults(name, reading.defaults)
    return digest_text(f"{reading.fingerprint}\n{digest_bytes(data)}\n{original}\n{defaults!r}")


def index_source(path: Path, reading: Reading, matcher: Matcher) -> PreparedEntry:
    """Read, tag, prove and mark one source, and make it ready for the index; `matcher` is the vocabulary's."""
    return prepare_entry(_read_entry(path, reading, matcher))


def _read_entry(path: Path, reading: Reading, matcher: Matcher) -> IndexEntry:
    name = reading.project.name(path)
    data = read_bounded(path, SOURCE_LIMIT)
    defaults = find_defaults(name, reading.defaults)
    read = read_source(data, name, defaults, reading.project.settings)
    fingerprint = fingerprint_source(data, name, reading)
    if read.source is None:
        return IndexEntry(name, fingerprint, None, (), read.problems)
    tagged = tag_source(read.source, read.passages, reading.vocabulary, matcher)
    original, problems = _take_original(read.source, reading)
    evidence = tuple(_prove_passage(one, read.source, original) for one in tagged)
    found = (
        *read.problems,
        *check_tags(read.source, read.passages, reading.vocabulary, matcher),
        *problems,
        *(problem for one in evidence for problem in check_proof(one.passage, one.proof)),
        *_check_unproven(read.source, evidence),
    )
    return IndexEntry(name, fingerprint, read.source, evidence, tuple(found))


def _prove_passage(tagged: TaggedPassage, source: Source, original: OriginalText | None) -> Evidence:
    trailer = tagged.passage.trailer
    proof = prove(tagged.passage.quoted, original, trailer.wording or source.wording)
    return Evidence(tagged, source, proof, max(source.marking, trailer.marking or Marking.CLEAR))


def _take_original(source: Source, reading: Reading) -> tuple[OriginalText | None, tuple[Problem, ...]]:
    """Read a source's original, if it is kept and still what it was."""
    if source.original is None:
        return None, ()
    place = dict(source.places).get("original.sha256", Place(source.path))
    wanted = source.original.sha256
    path, holds = reading.originals.get(wanted, (None, ""))
    if path is None:
        message = f"the original {wanted[:12]}… is not in corpus/originals"
        hint = "put the file back, or `briefgen add` it again"
        return None, (Problem(kinds.PROOF_ORIGINAL_GONE, message, place, hint),)
    if holds != wanted:
        message = f"the kept original {path.name[:12]}… now holds {holds[:12]}…"
        hint = "it was altered: put the original back from a backup"
        return None, (Problem(kinds.PROOF_ORIGINAL_DIFFERS, message, place, hint),)
    try:
        return prepare_original(read_original_text(read_bounded(path, ORIGINAL_LIMIT), path.name)), ()
    except CannotReadOriginalError as error:
        return None, (Problem(kinds.PROOF_ORIGINAL_UNREADABLE, str(error), place, "its quotations stay unproven"),)


def _check_unproven(source: Source, evidence: tuple[Evidence, ...]) -> tuple[Problem, ...]:
    """Warn once a source, not once a passage."""
    unproven = sum(one.proof.state is ProofState.UNPROVEN for one in evidence)
    if not unproven or source.original is not None:
        return ()
    message = f"{unproven} verbatim passages, and no original to prove them by"
    hint = "`briefgen add` the page, or say `text: summary` where the words are yours"
    return (Problem(kinds.PROOF_NO_ORIGINAL, message, Place(source.path), hint),)
