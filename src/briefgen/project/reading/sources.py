"""One source from its bytes to what the index keeps: read, tagged, proven, marked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from briefgen.check.quotations import excerpts_keep_to_the_limit, list_chosen
from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.files.reading import FileTooLongError, read_bounded
from briefgen.index.entries import IndexEntry, PreparedEntry, prepare_entry
from briefgen.model import kinds
from briefgen.model.evidence import Evidence, ProofState, TaggedPassage
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.source import NewerOriginal, Source
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.place import Project
from briefgen.project.reading.relating import sketch_evidence
from briefgen.proof.original_text import CannotReadOriginalError, read_original_text
from briefgen.proof.problems import check_proof
from briefgen.proof.quotation import OriginalText, prepare_original
from briefgen.proof.table_parts import prove_passage
from briefgen.proof.versions import check_newer
from briefgen.read.defaults import FolderDefaults, find_defaults
from briefgen.read.source import read_source
from briefgen.read.versions import Followers, list_later
from briefgen.tagging.check import check_tags
from briefgen.tagging.matcher import Matcher
from briefgen.tagging.tags import tag_source
from briefgen.workers.limits import Limits

_ABSENT = (Path(), "absent")
SOURCE_LIMIT = 8 << 20
ORIGINAL_LIMIT = 64 << 20
READING = Limits(seconds=20, cpu_seconds=30, memory_mib=1024)
#: What may name an original in a source's bytes: a SHA-256, under whatever key and in whatever form of YAML.
ORIGINAL_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_FENCE = re.compile(rb"(?:\A|[\r\n]|\A\xef\xbb\xbf)---[ \t]*(?=[\r\n]|\Z)")
_UNREAD = {"too large": kinds.FILE_TOO_LARGE, "unreadable": kinds.FILE_UNREADABLE}
#: The folders whose code decides what the index holds: a change there makes the index anew.
_READING_CODE = (
    *("formats", "grammar", "grouping", "model", "read", "tagging", "proof", "index", "check", "vocabularies"),
    *("files", "wording", "project/reading"),
)
_CODE = frozenset({".py", ".po", ".toml", ".txt", ".yaml"})


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
    followers: Followers = field(default_factory=dict)
    _told_defaults: dict[str, str] = field(default_factory=dict)

    def tell_defaults(self, name: str) -> str:
        """Write out the defaults of a source; they are the same for all in its folder, and written out once."""
        folder = name.rpartition("/")[0]
        if folder not in self._told_defaults:
            self._told_defaults[folder] = repr(find_defaults(name, self.defaults))
        return self._told_defaults[folder]


@dataclass(frozen=True, slots=True)
class _Originals:
    """A source's own original, and the kept later ones by SHA-256, oldest first; what could not be read is not there.

    `newest` describes the last of `later`.
    """

    own: OriginalText | None = None
    later: Mapping[str, OriginalText] = field(default_factory=dict)
    newest: NewerOriginal | None = None


def digest_originals(folder: Path, only: str = "") -> dict[str, tuple[Path, str]]:
    """Digest every kept original, or `only` one: its name says what it should hold, the digest what it holds."""
    if not folder.is_dir():
        return {}
    paths = folder.glob(f"{only}*") if only else folder.iterdir()
    kept = sorted(path for path in paths if len(path.stem) == 64 and path.is_file())
    return {path.stem: (path, _digest_file(path)) for path in kept}


def _digest_file(path: Path) -> str:
    try:
        return digest_bytes(read_bounded(path, ORIGINAL_LIMIT))
    except BriefgenError as error:
        return tell_unreadable(error)


def tell_unreadable(error: BriefgenError) -> str:
    """Say in the place of an original's digest why it was not read."""
    return f"{'too large' if isinstance(error, FileTooLongError) else 'unreadable'}: {error}"


def list_reading_code() -> list[Path]:
    """List the files of the code that decides what the index holds and what is known of topics, and of its data."""
    package = Path(__file__).parents[2]
    there = (path for name in _READING_CODE for path in (package / name).rglob("*"))
    return sorted(path for path in there if path.suffix in _CODE)


@cache
def digest_reading_code() -> str:
    """Digest that code."""
    # The dictionary of Russian forms decides which names match.
    words = version("pymorphy3-dicts-ru")
    return digest_text("".join(digest_bytes(path.read_bytes()) for path in list_reading_code()) + words)


def name_reading_code() -> str:
    """Name that code briefly."""
    return digest_reading_code()[:16]


def fingerprint_source(data: bytes, name: str, reading: Reading) -> str:
    """Digest all that decides what the index keeps of a source."""
    return fingerprint_file(digest_bytes(data), find_originals(data), name, reading)


def find_originals(data: bytes) -> str:
    """Find the SHA-256 of every original that a source may name in its front matter, with blanks between.

    One that only a comment names is among them: to look at too many does no harm.
    """
    fences = list(islice(_FENCE.finditer(data), 2))
    front = data[: fences[1].start()] if len(fences) > 1 else data
    return " ".join(dict.fromkeys(digest.decode() for digest in ORIGINAL_DIGEST.findall(front)))


def fingerprint_file(sha256: str, originals: str, name: str, reading: Reading) -> str:
    """Do the same by the SHA-256 of a source's bytes and what `find_originals` found in them."""
    kept = [(own, list_later(own, reading.followers)) for own in originals.split()]
    named = {digest for own, later in kept for digest in (own, *(one.sha256 for one in later))}
    held = [(path.suffix, holds) for path, holds in (reading.originals.get(one, _ABSENT) for one in sorted(named))]
    defaults = reading.tell_defaults(name)
    made_of = digest_text(f"{reading.fingerprint}\n{sha256}\n{kept!r}\n{held!r}\n{defaults}")
    return f"{name_reading_code()} {made_of}"


def is_of_this_code(fingerprint: str) -> bool:
    """Whether this very code gave a fingerprint."""
    return fingerprint.startswith(f"{name_reading_code()} ")


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
    originals, problems = _take_originals(read.source, reading)
    evidence = _prove_all(tagged, read.source, originals)
    found = (
        *read.problems,
        *check_tags(read.source, read.passages, reading.vocabulary, matcher),
        *problems,
        *(problem for one in evidence for problem in check_proof(one.passage, one.proof)),
        *_check_newer(read.source, originals, evidence),
        *_check_unproven(read.source, evidence),
        *excerpts_keep_to_the_limit(list_chosen(evidence)),
    )
    return IndexEntry(name, fingerprint, read.source, evidence, tuple(found), sketch_evidence(evidence))


def _prove_all(tagged: Iterable[TaggedPassage], source: Source, originals: _Originals) -> tuple[Evidence, ...]:
    """Prove passages in their order: each is looked for first behind the one before it."""
    evidence: list[Evidence] = []
    near = 0
    for one in tagged:
        evidence.append(_prove_passage(one, source, originals, near))
        proof = evidence[-1].proof
        if proof.state is ProofState.EXACT and proof.spans:
            near = proof.spans[-1][1]
    return tuple(evidence)


def _prove_passage(tagged: TaggedPassage, source: Source, originals: _Originals, near: int) -> Evidence:
    trailer = tagged.passage.trailer
    wording = trailer.wording or source.wording
    proof = prove_passage(tagged.passage, originals.own, originals.later, wording, near)
    return Evidence(tagged, source, proof, max(source.marking, trailer.marking or Marking.CLEAR))


def _take_originals(source: Source, reading: Reading) -> tuple[_Originals, tuple[Problem, ...]]:
    """Read a source's original and the later ones, as far as they are kept and still what they were."""
    if source.original is None:
        return _Originals(), ()
    place = dict(source.places).get("original.sha256", Place(source.path))
    own, problems = take_original(source.original.sha256, reading.originals, place)
    later: dict[str, OriginalText] = {}
    newest = None
    for one in list_later(source.original.sha256, reading.followers):
        text, more = take_original(one.sha256, reading.originals, place)
        problems = (*problems, *more)
        if text:
            later[one.sha256] = text
            newest = one
    return _Originals(own, later, newest), problems


def take_original(
    wanted: str, originals: Mapping[str, tuple[Path, str]], place: Place
) -> tuple[OriginalText | None, tuple[Problem, ...]]:
    """Read the text of one kept original by its SHA-256; None, and the problem at `place`, where that cannot be."""
    path, holds = originals.get(wanted, (None, ""))
    if path is None:
        message = f"the original {wanted[:12]}… is not in corpus/originals"
        hint = "put the file back, or `briefgen add` it again"
        return None, (Problem(kinds.PROOF_ORIGINAL_GONE, message, place, hint),)
    reason, is_unread, cause = holds.partition(": ")
    if is_unread:
        message = f"the kept original {path.name[:12]}… was not read: {cause}"
        return None, (Problem(_UNREAD[reason], message, place, "its quotations stay unproven until it can be read"),)
    if holds != wanted:
        message = f"the kept original {path.name[:12]}… now holds {holds[:12]}…"
        hint = "it was altered: put the original back from a backup"
        return None, (Problem(kinds.PROOF_ORIGINAL_DIFFERS, message, place, hint),)
    try:
        return prepare_original(read_original_text(read_bounded(path, ORIGINAL_LIMIT), path.name)), ()
    except CannotReadOriginalError as error:
        return None, (Problem(kinds.PROOF_ORIGINAL_UNREADABLE, str(error), place, "its quotations stay unproven"),)


def _check_newer(source: Source, originals: _Originals, evidence: tuple[Evidence, ...]) -> tuple[Problem, ...]:
    if originals.own is None or originals.newest is None:
        return ()
    place = dict(source.places).get("original.sha256", Place(source.path))
    latest = originals.later[originals.newest.sha256]
    return check_newer(originals.newest, originals.own, latest, evidence, place)


def _check_unproven(source: Source, evidence: tuple[Evidence, ...]) -> tuple[Problem, ...]:
    """Warn once a source, not once a passage."""
    unproven = sum(one.proof.state is ProofState.UNPROVEN for one in evidence)
    if not unproven or source.original is not None:
        return ()
    message = f"{unproven} verbatim passages, and no original to prove them by"
    hint = "`briefgen add` the page, or say `text: summary` where the words are yours"
    return (Problem(kinds.PROOF_NO_ORIGINAL, message, Place(source.path), hint),)
