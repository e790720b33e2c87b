"""Where a project is, and where its parts are."""

import os
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import PolicyError, UsageError
from briefgen.files.messages import show_path
from briefgen.files.reading import read_bounded
from briefgen.model.settings import Settings

SETTINGS_FILE = "briefgen.toml"
#: Where the settings may stand, the first that has any.
SETTINGS_FILES = (SETTINGS_FILE, "pyproject.toml")
_SETTINGS_LIMIT = 1 << 20
#: Folders that are read whole, written to and swept: none may be a link that leads out of the project.
_OWN_FOLDERS = ("corpus/sources", "corpus/originals", "corpus/topics", "output/.gen", "output/editions", ".briefgen")

#: What a person or another command keeps: no file that an option names is written over it, or beside it.
_KEPT = ("corpus", "templates", "output/.gen", "output/editions", "output/outbox.sqlite", ".briefgen", *SETTINGS_FILES)


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder and settings; the properties name its parts.

    `patience` is how many seconds a command waits while another one holds the project's lock.
    """

    folder: Path
    settings: Settings
    settings_file: str = SETTINGS_FILE
    patience: float = 0.0

    @property
    def sources(self) -> Path:
        """The sources, Markdown files in any folder below."""
        return self.folder / "corpus" / "sources"

    @property
    def originals(self) -> Path:
        """The originals, each named by its SHA-256."""
        return self.folder / "corpus" / "originals"

    @property
    def versions(self) -> Path:
        """Which originals are later versions of which: written by `add`."""
        return self.originals / "versions.jsonl"

    @property
    def topics(self) -> Path:
        """The topics, one Markdown file each."""
        return self.folder / "corpus" / "topics"

    @property
    def vocabulary(self) -> Path:
        """The vocabulary."""
        return self.folder / "corpus" / "vocabulary.yaml"

    @property
    def signing_key(self) -> Path | None:
        """The file of the key that signs editions; None where they are not signed."""
        return self.locate(self.settings.signing_key) if self.settings.signing_key else None

    @property
    def pdf_key(self) -> Path | None:
        """The PKCS#12 file that signs PDFs; None where they are not signed."""
        return self.locate(self.settings.pdf_key) if self.settings.pdf_key else None

    @property
    def allowed_signers(self) -> Path | None:
        """The file that names whose signatures count; None where there is none, and the settings name none.

        Raises UsageError where they name one that is not there, or it is no file: signatures that nobody asks for any
        more would look like signatures that hold.
        """
        path = self.locate(self.settings.allowed_signers)
        if path.is_file():
            return path
        if os.path.lexists(path):
            raise UsageError(f"{show_path(path)} is no file; it is to name those whose signatures count.")
        if self.settings.allowed_signers != Settings().allowed_signers:
            told = f"`allowed_signers` in {self.settings_file} names {self.settings.allowed_signers}"
            raise UsageError(f"{told}, and there is no such file; without it no signature would be asked for.")
        return None

    @property
    def recipients_file(self) -> str:
        """Where it stands who receives what: a path from the project's folder."""
        return self.settings.recipients

    @property
    def channels_file(self) -> str:
        """Where the ways out stand: a path from the project's folder."""
        return self.settings.channels

    @property
    def outbox(self) -> Path:
        """The ledger of all that was sent: a record, which no command deletes or rewrites."""
        return self.output / "outbox.sqlite"

    @property
    def templates(self) -> Path:
        """The project's own templates, each replacing a shipped one of its name."""
        return self.folder / "templates"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The folders whose templates come before the shipped ones."""
        return (self.templates,) if self.templates.is_dir() else ()

    @property
    def output(self) -> Path:
        """The printed briefs and their manifest."""
        return self.folder / "output"

    @property
    def editions(self) -> Path:
        """The issued editions: records, which no command deletes or rewrites."""
        return self.output / "editions"

    @property
    def state(self) -> Path:
        """What may be deleted at any time: index, caches, what `add` dropped, the lock."""
        return self.folder / ".briefgen"

    def locate(self, named: str) -> Path:
        """Locate what a file of the project names: by its path from the project's folder, from ~, or from the root."""
        return self.folder / os.path.expanduser(named)  # noqa: PTH111 - Path's own raises where ~nobody is unknown

    def name(self, path: Path | str) -> str:
        """Name a file by its POSIX path from the project's folder."""
        # A corpus has thousands of files: cutting the text is several times as fast as `relative_to`.
        text = path.as_posix() if isinstance(path, Path) else path.replace(os.sep, "/")
        above = self.folder.as_posix().rstrip("/") + "/"
        return text[len(above) :] if text.startswith(above) else Path(path).relative_to(self.folder).as_posix()


def find_project(start: Path) -> Project:
    """Find the project that `start` lies in, and read its settings.

    Raises UsageError where no project is here or above, or where the settings have mistakes, PolicyError
    where a folder of the project is a link that leads out of it.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        project = read_project(folder)
        if project:
            return project
    raise UsageError(f"no briefgen project in {start} or above it; `briefgen new DIR` makes one")


def read_project(folder: Path) -> Project | None:
    """Read a folder as a project; None where it is none."""
    from briefgen.read.settings import read_settings

    for name in SETTINGS_FILES:
        path = folder / name
        if not path.is_file():
            continue
        text = read_bounded(path, _SETTINGS_LIMIT).decode("utf-8", errors="replace")
        if name == SETTINGS_FILE or "[tool.briefgen" in text:
            _refuse_links_outside(folder)
            return Project(folder, read_settings(text, name), name)
    return None


def refuse_kept_place(project: Project, path: Path, option: str) -> None:
    """Refuse a file that `option` names for what it writes, where the project keeps its own. Raises UsageError."""
    real = Path(os.path.realpath(path))
    for name in _KEPT:
        if real.is_relative_to(os.path.realpath(project.folder / name)):
            told = f"{option} {show_path(path)}: there the project keeps its own ({name}); name a file elsewhere."
            raise UsageError(told)


def _refuse_links_outside(folder: Path) -> None:
    inside = Path(os.path.realpath(folder))
    for name in _OWN_FOLDERS:
        if not Path(os.path.realpath(folder / name)).is_relative_to(inside):
            hint = "make it a folder, or move the whole project"
            raise PolicyError(f"Refused: {name} in {folder} leads out of the project through a link; {hint}.")
