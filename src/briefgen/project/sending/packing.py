"""A delivery as it leaves: asked once more whether it may, its files proven to be those on record."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.deliver.channel import Letter, Parcel, ParcelFile, write_sums
from briefgen.deliver.copies import stamp_copy
from briefgen.deliver.letters import clean_letter, write_plain
from briefgen.deliver.send import Damaged
from briefgen.editions.pades import SIGNED
from briefgen.editions.record import RECORD, EditionRecord, HeadedRecord, read_record
from briefgen.editions.signing import SIGNATURE
from briefgen.editions.sums import SUMS
from briefgen.errors import BriefgenError, IntegrityError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.model.delivery import Delivery, Matter
from briefgen.project.sending.planning import Rules, refuse_correction, refuse_delivery
from briefgen.project.sending.ready import Shelved
from briefgen.wording.labels import say

_LIMIT = 256 << 20
_MOST_POINTS = 5
#: What of an edition reaches people, in this order, with its media type.
_SHOWN = ((".pdf", "application/pdf"), (".html", "text/html"))


@dataclass(frozen=True, slots=True)
class Packer:
    """Makes parcels. `rules` are read anew at each call, so that a marking lowered while a run lasts counts at once.

    `ends` names for each channel which files it takes, by their ends. `editions` are those on the shelf by their
    records' digests, with what they are marked today, `letters` what is written of corrections, by their keys.
    `report_damage` is told of each edition that was altered.
    """

    shelf: Path
    rules: Callable[[], Rules]
    ends: Mapping[str, tuple[str, ...]]
    editions: Mapping[str, Shelved] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)
    contact: str = ""
    report_damage: Callable[[str], None] = lambda why: None

    def __call__(self, delivery: Delivery) -> Parcel | str | Damaged:
        """Make a delivery's parcel, or say why it may not leave, or that its edition was altered since its issue."""
        folder = self.shelf / delivery.slug / str(delivery.number) / delivery.variant
        there = Shelved(delivery.slug, delivery.number, delivery.variant, delivery.marking, delivery.edition, folder)
        edition = self.editions.get(delivery.edition, there)
        refused = self._refuse(delivery, edition)
        if refused:
            return refused
        if delivery.matter is Matter.CORRECTION:
            return self._pack_correction(delivery)
        try:
            return self._pack(delivery, edition.folder)
        except IntegrityError as error:
            self.report_damage(str(error))
            return Damaged(str(error))
        except BriefgenError as error:
            return f"its files cannot be read now: {error}"

    def _pack(self, delivery: Delivery, folder: Path) -> Parcel:
        if digest_bytes(read_bounded(folder / RECORD, _LIMIT)) != delivery.edition:
            raise IntegrityError(f"the record of {delivery.slug}, edition {delivery.number}, is not as it was issued")
        record = read_record(folder / RECORD)
        ends = self.ends.get(delivery.channel, (".pdf",))
        shown = tuple(list_files(record, folder, ends, is_stamped=bool(delivery.copy)))
        for one in shown:
            one.read_proven()
        if delivery.copy:
            files = [self._stamp(delivery, record, one) for one in shown if one.name.endswith(".pdf")]
        else:
            files = [*shown, *list_proofs(folder, delivery.edition, ends)]
        if files and SUMS in ends:
            files.append(write_sums(files))
        return Parcel(delivery, write_letter(record, self.contact), tuple(files))

    def _stamp(self, delivery: Delivery, record: EditionRecord, file: ParcelFile) -> ParcelFile:
        """Make a recipient's own copy of a PDF: its page and its record are of the file that all others have."""
        reader = self.rules().recipients.by_name[delivery.recipient]
        language = record.edition.language
        words = say("copy.issued", language, number=delivery.copy, name=reader.known_as)
        data = stamp_copy(file.read_proven(), words, language)
        return replace(file, sha256=digest_bytes(data), data=data)

    def _pack_correction(self, delivery: Delivery) -> Parcel | str:
        letter = self.letters.get(delivery.key)
        if letter is None:
            return "`briefgen send --correction` sends it, as long as the source is withdrawn"
        letter = clean_letter(letter)
        data = write_plain(letter).encode()
        name = name_word(delivery.about)
        notice = ParcelFile(name, "text/plain", Path(name), digest_bytes(data), data)
        takes = name.endswith(self.ends.get(delivery.channel, ()))
        return Parcel(delivery, letter, (notice,) if takes else ())

    def _refuse(self, delivery: Delivery, edition: Shelved) -> str:
        rules = self.rules()
        recipient = rules.recipients.by_name.get(delivery.recipient)
        channel = rules.channels.by_name.get(delivery.channel)
        if not (rules.recipients.is_sound and rules.channels.is_sound):
            return "the file of recipients or of channels has an error now"
        if channel is not None and channel.kind == "site" and delivery.matter is Matter.CORRECTION:
            return refuse_correction(edition, recipient, channel, rules)
        if recipient is None or channel is None:
            return f"{delivery.recipient if recipient is None else delivery.channel} is not in the files any more"
        if (recipient.channel, recipient.address) != (delivery.channel, delivery.address):
            return f"{delivery.recipient} is reached in another way now"
        return refuse_delivery(edition, recipient, channel, rules)


def name_word(about: str) -> str:
    """Name the file that tells beside an edition of a source that was withdrawn."""
    return f"withdrawn-{about}.txt"


def list_files(
    record: EditionRecord | HeadedRecord, folder: Path, ends: tuple[str, ...], *, is_stamped: bool
) -> Iterator[ParcelFile]:
    """List what reaches people. A PDF goes signed where it was, but for a stamped one: a stamp breaks a signature."""
    for end, kind in _SHOWN:
        for name in sorted(record.files):
            is_signed = name.endswith(SIGNED)
            is_replaced = name.endswith(".pdf") and f"{name.removesuffix('.pdf')}{SIGNED}" in record.files
            is_other = is_signed if is_stamped else is_replaced
            if "/" not in name and name.endswith(end) and end in ends and not is_other:
                yield ParcelFile(name, kind, folder / name, record.files[name])


def list_proofs(folder: Path, digest: str, ends: tuple[str, ...]) -> Iterator[ParcelFile]:
    """List what proves an edition wherever it goes: its record and the signature of that, where it was signed."""
    path = folder / SIGNATURE
    if path.name.endswith(ends) and path.is_file():
        signature = read_bounded(path, _LIMIT)
        yield ParcelFile(RECORD, "application/json", folder / RECORD, digest)
        yield ParcelFile(SIGNATURE, "text/plain", path, digest_bytes(signature))


def write_letter(record: EditionRecord, contact: str = "") -> Letter:
    """Take what stands around the files from the variant's own record."""
    edition = record.edition
    printed = tuple(one.text for one in edition.judgements if one.is_printed and one.text)
    points = (edition.summary,) if edition.summary else printed[:_MOST_POINTS]
    return Letter(edition.title, edition.marking, edition.language, edition.issued, points, contact, edition.number)
