"""The folder channel: editions put under a folder, which may be a mounted share.

``<folder>/<address>/<topic>/<number>/<variant>/<file>``: the files of one edition stand together, under the names that
they have on the shelf. Each is whole or not there, and where one cannot be put, none is; what stands there already with
the same bytes is left alone, and anything else under its name is somebody's own file, which is never replaced. No link
below the folder is followed.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.channel import LONGEST_FILE, Arrival, Outcome, Parcel, ParcelFile, judge_arrival
from briefgen.deliver.shares import name_lack
from briefgen.errors import BriefgenError, IntegrityError, PolicyError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.messages import say_why_unreadable
from briefgen.files.paths import path_without_links
from briefgen.files.reading import read_bounded
from briefgen.files.writing import remove_file, remove_temps_in, write_whole
from briefgen.model.delivery import State


@dataclass(frozen=True, slots=True)
class FolderWay:
    """A folder to put editions into. It is never made: where a share is not mounted, nothing stands in its place.

    `mount` is where its share is mounted, if anybody said: while it is not, nothing is put there either.
    """

    folder: Path
    mount: Path | None = None

    def deliver(self, parcel: Parcel) -> Outcome:
        """Put the files in their place, all or none.

        Where one cannot be put and those before it cannot be taken away again, somebody may have these: UNKNOWN.
        """
        if lack := name_lack(self.folder, self.mount):
            return Outcome(State.DEFERRED, lack, is_down=True)
        if not parcel.files:
            return Outcome(State.REFUSED, "the edition has no file that this channel takes")
        try:
            places = {self._locate(parcel, file): file for file in parcel.files}
            return self._put_all(places) or Outcome(State.SENT, str(next(iter(places)).parent))
        except (PolicyError, IntegrityError) as error:
            return Outcome(State.REFUSED, str(error))
        except StorageError as error:
            return Outcome(State.DEFERRED, str(error))
        except OSError as error:
            return Outcome(State.DEFERRED, f"{error.filename or self.folder}: {say_why_unreadable(error)}")

    def look_for(self, parcel: Parcel) -> Arrival | None:
        """Look which files are there; None while the folder itself is not."""
        if name_lack(self.folder, self.mount) or not parcel.files:
            return None
        try:
            return judge_arrival(parcel, lambda file: _holds(self._locate(parcel, file), file))
        except PolicyError:
            return None

    def locate(self, parcel: Parcel) -> str:
        """Name the folder of a parcel's files."""
        one = parcel.delivery
        return str(self.folder.joinpath(one.address or one.recipient, one.slug, str(one.number), one.variant))

    def _put_all(self, places: Mapping[Path, ParcelFile]) -> Outcome | None:
        """Put all files, each in its place; say what became of them where one cannot be put, None where all are there.

        Raises IntegrityError, StorageError and OSError before the first is written.
        """
        missing: dict[Path, bytes] = {}
        for target, file in places.items():
            remove_temps_in(target.parent)
            if _holds(target, file):
                continue
            if os.path.lexists(target):
                return Outcome(State.REFUSED, f"{target} is there and is another file; it was left alone")
            missing[target] = file.read_proven()
        written: list[Path] = []
        for target, data in missing.items():
            try:
                write_whole(target, data)
            except StorageError as error:
                # It may have its name even so, where only its folder could not be put on disk.
                return self._take_away([*written, target] if os.path.lexists(target) else written, error)
            written.append(target)
        return None

    def _take_away(self, written: Sequence[Path], failure: StorageError) -> Outcome:
        """Take away what this try put there before a file could not be put; say what became of it."""
        try:
            for path in written:
                remove_file(path)
        except StorageError as error:
            return Outcome(State.UNKNOWN, f"{failure} What was put there before stays: {error}")
        # Where the share itself has gone, so has the sight of what was put there.
        if written and (lack := name_lack(self.folder, self.mount)):
            return Outcome(State.UNKNOWN, f"{failure} Nobody can tell what stays of it there: {lack}")
        return Outcome(State.DEFERRED, str(failure))

    def _locate(self, parcel: Parcel, file: ParcelFile) -> Path:
        one = parcel.delivery
        place = (one.address or one.recipient, one.slug, str(one.number), one.variant, file.name)
        return path_without_links(self.folder, "/".join(place))


@contextmanager
def open_folder(folder: Path, mount: Path | None = None) -> Iterator[FolderWay]:
    """Open a folder as a channel."""
    yield FolderWay(folder, mount)


def _holds(path: Path, file: ParcelFile) -> bool:
    """Whether a file stands at a path with the bytes on record."""
    try:
        return digest_bytes(read_bounded(path, LONGEST_FILE)) == file.sha256
    except BriefgenError:
        return False
