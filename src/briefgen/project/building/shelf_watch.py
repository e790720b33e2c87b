"""Whether the files on the shelf are as they were printed: known by size and times, hashed where those differ."""

from collections.abc import Iterable, Iterator

from briefgen.errors import BriefgenError
from briefgen.files.sightings import Sightings
from briefgen.model.record import PrintedFile, Record
from briefgen.project.place import Project

_LIMIT = 256 << 20


class ShelfWatch:
    """Looks at the files of drafts. With `trusts` False each is hashed, whatever its times say."""

    def __init__(self, project: Project, *, trusts: bool = True) -> None:
        self._output = str(project.output)
        self._sightings = Sightings(project.state / "shelf", trusts=trusts)

    def is_whole(self, record: Record, *, html_only: bool = False) -> bool:
        """Tell whether a draft's files stand where its record says, with the bytes it says, under flat names too."""
        return all(self._holds(file) for file in _list_files(record, html_only=html_only))

    def look_at(self, records: Iterable[Record]) -> None:
        """Look at files that were written a moment ago, so that they are known next time."""
        for record in records:
            self.is_whole(record)

    def save(self) -> None:
        """Write down what was seen."""
        self._sightings.save()

    def _holds(self, file: PrintedFile) -> bool:
        try:
            return self._sightings.look(f"{self._output}/{file.path}", file.path, _LIMIT).sha256 == file.sha256
        except BriefgenError:
            return False


def _list_files(record: Record, *, html_only: bool) -> Iterator[PrintedFile]:
    ends = ((".html", record.html),) if html_only else ((".html", record.html), (".pdf", record.pdf))
    for end, file in ends:
        if file.sha256:
            yield file
            yield PrintedFile(f"{record.name}{end}", file.sha256)
