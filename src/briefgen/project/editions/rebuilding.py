"""`verify --rebuild`: old editions made again from their own record, and compared byte for byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.record import RECORD, MadeWith, read_record
from briefgen.editions.shelf import find_folders, list_topics
from briefgen.errors import UsageError
from briefgen.grammar.suggestions import suggest
from briefgen.project.editions.on_record import Identity, read_on_record
from briefgen.project.editions.verdicts import ALTERED, Verdict
from briefgen.project.editions.verifying_shelf import verify_folder
from briefgen.project.failures import tell_end
from briefgen.project.place import Project
from briefgen.refresh.rebuild import Rebuilt, rebuild_folders
from briefgen.workers.limits import Failed, Outcome

SAME, OTHER_VERSIONS, DIFFERENT = "rebuilt, byte for byte", "rebuilt with other versions", "rebuilt differently"
FAILED = "not rebuilt"
_WRONG = 5
_CODES = {SAME: 0, OTHER_VERSIONS: 0, FAILED: 1}


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """What came of one edition's variant. `files` are those that came out otherwise, `versions` what differs.

    `faults` are verdicts on files that are not as issued: then nothing was rebuilt.
    """

    folder: Path
    state: str
    identity: Identity | None = None
    files: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    why: str = ""
    faults: tuple[Verdict, ...] = ()

    def choose_exit_code(self, *, strict: bool) -> int:
        """0 where the bytes are the same or other versions explain the difference (1 with `strict`), else 1 or 7."""
        if self.state == OTHER_VERSIONS and strict:
            return 1
        return _CODES.get(self.state, 7)


def rebuild_editions(project: Project, slug: str = "", number: int = 0, processes: int = 2) -> tuple[Rebuilding, ...]:
    """Rebuild all editions, those of a topic, or one number of it. Raises UsageError where there is none."""
    folders = _choose(project, slug, number)
    record = read_on_record(project)
    done: dict[Path, Rebuilding] = {}
    sound: dict[Path, Identity | None] = {}
    for folder in folders:
        verdicts = tuple(verify_folder(record, folder))
        identity = next((one.identity for one in verdicts if one.identity), None)
        if any(one.exit_code >= _WRONG for one in verdicts):
            done[folder] = Rebuilding(folder, ALTERED, identity, why="it is not as issued", faults=verdicts)
        else:
            sound[folder] = identity
    for folder, outcome in rebuild_folders(list(sound), processes):
        done[folder] = _judge(folder, sound[folder], outcome)
    return tuple(done[folder] for folder in folders)


def _choose(project: Project, slug: str, number: int) -> list[Path]:
    slugs = list_topics(project.editions)
    if slug and slug not in slugs:
        near = suggest(slug, slugs)
        hint = f"did you mean `{near}`?" if near else "`briefgen issue` makes one"
        raise UsageError(f"no edition of a topic `{slug}` is on the shelf: {hint}")
    found = [folder for one in slugs if slug in ("", one) for folder in find_folders(project.editions, one)]
    chosen = [folder for folder in found if number in (0, int(folder.parent.name))]
    if number and not chosen:
        numbers = ", ".join(sorted({folder.parent.name for folder in found}, key=int))
        raise UsageError(f"`{slug}` has no edition {number}; it has {numbers}.")
    return chosen


def _judge(folder: Path, identity: Identity | None, outcome: Outcome[Rebuilt]) -> Rebuilding:
    """Compare an edition with what came out; where it differs, say which versions do."""
    if isinstance(outcome, Failed):
        return Rebuilding(folder, FAILED, identity, why=tell_end(outcome, "printer"))
    record, rebuilt = read_record(folder / RECORD), outcome.value
    files = tuple(sorted(name for name, made in rebuilt.files.items() if record.files.get(name) != made))
    versions = tuple(_compare_versions(record.made_with, rebuilt.made_with))
    why = "; ".join(rebuilt.problems[:3])
    if not files:
        return Rebuilding(folder, SAME, identity, versions=versions)
    return Rebuilding(folder, OTHER_VERSIONS if versions else DIFFERENT, identity, files, versions, why)


def _compare_versions(then: MadeWith, now: MadeWith) -> Iterator[str]:
    """Name each library with its version then and now, and what else lays out and prints."""
    for name in sorted({*then.versions, *now.versions}):
        before, after = then.versions.get(name, "missing"), now.versions.get(name, "missing")
        if before != after:
            yield f"{name} {before} → {after}"
    if then.fonts != now.fonts:
        yield f"the fonts of briefgen {then.fonts[:12]} → {now.fonts[:12]}"
    if then.templates != now.templates:
        yield f"the templates of briefgen {then.templates[:12]} → {now.templates[:12]}"
    if then.machine_fonts != now.machine_fonts:
        yield "the fonts of this machine"
