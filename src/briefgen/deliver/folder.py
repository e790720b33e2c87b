"""The folder channel: editions put under a folder, which may be a mounted share.

``<folder>/<address>/<topic>/<number>/<variant>/<file>``: the files of one edition stand together, under the names that
they have on the shelf. Each is whole or not there; what stands there already with the same bytes is left alone, and
anything else under its name is somebody's own file, which is never replaced. No link below the folder is followed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.channel import LONGEST_FILE, Outcome, Parcel, ParcelFile
from briefgen.deliver.shares import name_lack
from briefgen.errors import BriefgenError, IntegrityError, PolicyError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.messages import say_why_unreadable
from briefgen.files.paths import path_without_links
from briefgen.files.reading import read_bounded
from briefgen.files.writing import remove_temps_in, write_whole
from briefgen.model.delivery import State


@dataclass(frozen=True, slots=True)
class FolderWay:
    """A folder to put editions into. It is never made: where a share is not mounted, nothing stands in its place.

    `mount` is where its share is mounted, if anybody said: while it is not, nothing is put there either.
    """

    folder: Path
    mount: Path | None = None

    def deliver(self, parcel: Parcel) -> Outcome:
        """Put the files in their place, one after the other; one that cannot be put keeps those behind it back."""
        if lack := name_lack(self.folder, self.mount):
            return Outcome(State.DEFERRED, lack, is_down=True)
        if not parcel.files:
            return Outcome(State.REFUSED, "the edition has no file that this channel takes")
        try:
            refused = self._put_all(parcel)
            place = self._locate(parcel, parcel.files[0]).parent
        except PolicyError as error:
            return Outcome(State.REFUSED, str(error))
        except StorageError as error:
            return Outcome(State.DEFERRED, str(error))
        except OSError as error:
            return Outcome(State.DEFERRED, f"{error.filename or self.folder}: {say_why_unreadable(error)}")
        return Outcome(State.REFUSED, refused) if refused else Outcome(State.SENT, str(place))

    def was_delivered(self, parcel: Parcel) -> bool | None:
        """Look whether all files are there; None while the folder itself is not."""
        if name_lack(self.folder, self.mount) or not parcel.files:
            return None
        try:
            return all(_holds(self._locate(parcel, file), file) for file in parcel.files)
        except PolicyError:
            return None

    def _put_all(self, parcel: Parcel) -> str:
        """Put all files; say what is in the way of one, "" for nothing."""
        for file in parcel.files:
            target = self._locate(parcel, file)
            remove_temps_in(target.parent)
            if _holds(target, file):
                continue
            if os.path.lexists(target):
                return f"{target} is there and is another file; it was left alone"
            try:
                data = file.read_proven()
            except IntegrityError as error:
                return str(error)
            write_whole(target, data)
        return ""

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
