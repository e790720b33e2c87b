"""All that is on record in a project: its editions and its drafts, to find by a file's digest or place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from briefgen.editions.record import RECORD, EditionHead, read_head
from briefgen.editions.shelf import find_folders, list_topics, read_all_sums, read_limit
from briefgen.editions.signing import Signature, check_signature
from briefgen.errors import IntegrityError, StorageError
from briefgen.model.record import Record
from briefgen.project.place import Project
from briefgen.project.sending.copies import Copies, read_copies
from briefgen.refresh.records import read_records

#: What of an edition or a draft reaches people; its other files are known by their folder.
_SHOWN = (".html", ".pdf")
#: What of a file's path is the same on the shelf and wherever it was sent: topic, number, variant and name.
_PLACE = 4


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file is: of which topic, which edition (0: a draft), its date (ISO), marking and variant's name."""

    slug: str
    title: str
    edition: int
    date: str
    marking: str
    variant: str

    def __str__(self) -> str:
        kind = f"edition {self.edition}" if self.edition else "draft"
        variant = f", {self.variant}" if self.variant else ""
        return f"{self.slug}, {kind} of {self.date or 'no date'}, {self.marking}{variant}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file on record: what it is, where it stands, its SHA-256. `folder` is its edition's, None for a draft."""

    identity: Identity
    path: Path
    sha256: str
    folder: Path | None = None


@dataclass(frozen=True)  # without slots: what is read when it is first asked for is kept in it
class OnRecord:
    """Everything on record: each file that reaches people, the editions by folder, the digests of their records.

    `sums` is None where ``SHA256SUMS`` cannot be read; `damaged` are the editions' folders whose record cannot be.
    `signers` is the file of those whose signatures count, None where no edition has to be signed.
    """

    project: Project
    entries: tuple[Entry, ...]
    editions: Mapping[Path, EditionHead]
    sums: Mapping[str, str] | None
    damaged: frozenset[Path] = frozenset()
    signers: Path | None = None
    _signatures: dict[Path, Signature | None] = field(default_factory=dict, compare=False)

    @cached_property
    def copies(self) -> Copies:
        """What the ledger names of one recipient alone: it is proven row by row, once for all that is verified."""
        return read_copies(self.project)

    def find_damaged(self, path: Path) -> Path | None:
        """Find the edition's folder that a path lies in, where its record cannot be read."""
        return next((one for one in path.parents if one in self.damaged), None)

    def find(self, sha256: str, path: Path) -> Entry | None:
        """Find what has a digest; of several that at `path`, or that a delivery has there, else one of an edition."""
        found = [one for one in self.entries if one.sha256 == sha256]

        def rank(one: Entry) -> tuple[bool, bool, bool]:
            return one.path != path, one.path.parts[-_PLACE:] != path.parts[-_PLACE:], one.folder is None

        return min(found, key=rank, default=None)

    def find_at(self, path: Path) -> tuple[Entry, ...]:
        """Find what should stand at a path."""
        return tuple(one for one in self.entries if one.path == path)

    def expect(self, folder: Path) -> str | None:
        """Give the digest that the record in an edition's folder should have, "" for none, None where nobody knows."""
        if self.sums is None:
            return None
        return self.sums.get(f"{'/'.join(folder.parts[-3:])}/{RECORD}", "")

    def is_vouched(self, folder: Path, sha256: str) -> bool:
        """Whether the shelf's digests name this digest of a record: in its place, or of a copy elsewhere at all."""
        if folder.is_relative_to(self.project.editions):
            return self.expect(folder) == sha256
        return sha256 in (self.sums or {}).values()

    def check_signature(self, folder: Path) -> Signature | None:
        """Check the signature in an edition's folder, once for all files that it vouches for; as `editions.signing`."""
        if folder not in self._signatures:
            self._signatures[folder] = check_signature(folder, self.signers)
        return self._signatures[folder]

    def doubt_signature(self, signature: Signature | None) -> str:
        """Say why a signature, or none, does not count; "" where it does, or the project names nobody whose does."""
        if (signature and signature.signer) or self.signers is None:
            return ""
        return f"nobody whom {self.project.settings.allowed_signers} names signed its record"

    def find_newer(self, identity: Identity) -> str:
        """Name the newest edition up to the same marking, where it is newer; "" where there is none."""
        limit = read_limit(f".{identity.variant}")
        newer = [
            (folder, head)
            for folder, head in self.editions.items()
            if (head.slug, read_limit(folder.name)) == (identity.slug, limit) and head.number > identity.edition
        ]
        if not identity.edition or not newer:
            return ""
        same = [one for one in newer if one[0].name == identity.variant]
        folder, head = max(same or newer, key=lambda one: one[1].number)
        return f"edition {head.number} of {head.issued}{'' if same else f', as {folder.name}'}"


def read_on_record(project: Project) -> OnRecord:
    """Read what is on record. Of an edition whose record cannot be read, only that is known.

    Raises UsageError where the file of those whose signatures count is not where the settings say.
    """
    signers = project.allowed_signers
    entries = [entry for record in read_records(project.output).values() for entry in _list_draft(project, record)]
    editions: dict[Path, EditionHead] = {}
    damaged: set[Path] = set()
    for slug in list_topics(project.editions):
        for folder in find_folders(project.editions, slug):
            try:
                record = read_head(folder / RECORD)
            except IntegrityError:
                damaged.add(folder)
                continue
            editions[folder] = record.edition
            identity = identify(record.edition, folder)
            shown = [name for name in record.files if name.endswith(_SHOWN) and "/" not in name]
            entries += [Entry(identity, folder / name, record.files[name], folder) for name in shown]
    return OnRecord(project, tuple(entries), editions, _read_sums(project), frozenset(damaged), signers)


def _read_sums(project: Project) -> dict[str, str] | None:
    try:
        return read_all_sums(project.editions)
    except (IntegrityError, StorageError):
        return None


def identify(head: EditionHead, folder: Path) -> Identity:
    """Say what the edition in a variant's folder is."""
    return Identity(head.slug, head.title, head.number, head.issued, head.marking, folder.name)


def _list_draft(project: Project, record: Record) -> Iterator[Entry]:
    identity = Identity(record.slug, record.title, 0, record.printed, record.marking, record.variant.suffix.lstrip("."))
    for file, end in ((record.html, ".html"), (record.pdf, ".pdf")):
        if file.sha256:
            for path in (project.output / f"{record.name}{end}", project.output / file.path):
                yield Entry(identity, path, file.sha256)
