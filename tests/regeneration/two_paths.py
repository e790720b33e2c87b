"""The same commands after the same edits, twice: with all that earlier builds left behind, and from scratch.

The first is the path that users go: one folder, whose .briefgen knows the last build. The second is a copy of that
folder without .briefgen, in a process that never ran a build: nothing to go by but the files. Both must write the same
files, print the same words and end with the same code. Import this before anything of briefgen.
"""

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from edits import EDITS
from forked_command import Process, Ran, run_once
from project_files import Files
from small_project import write_project

#: What is done: an edit or a command by its name, with two numbers.
Step: TypeAlias = tuple[str, int, int]
_TOPICS = ("bridges", "tolls", "council", "soyuz", "quiet")
_VARIANTS = (
    ("--max-tlp", "TLP:GREEN"),
    ("--template", "note"),
    ("--language", "ru"),
    ("--template", "dossier", "--max-tlp", "TLP:CLEAR"),
    ("--max-tlp", "TLP:AMBER", "--language", "kk"),
    ("--template", "card"),
)
#: In seconds: longer than a tick of the kernel's clock, by which files bear their times.
_YOUNG = 0.02
#: The print date, which only counts where something is printed.
_DAYS = ("2026-11-22", "2026-11-23", "2027-01-05")
#: Commands and how often each is drawn against the others.
COMMANDS = {
    "build": 12,
    "build_html": 3,
    "build_html_one": 1,
    "force": 2,
    "force_one": 1,
    "check": 2,
    "status": 2,
    "build_one": 2,
    "build_variant": 3,
    "html_variant": 1,
    "issue": 3,
    "issue_variant": 1,
    "issue_trial": 1,
    "verify": 1,
    "diff": 1,
    "kill": 2,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two paths part: behind which steps, and what each of them gave."""

    steps: tuple[Step, ...]
    what: str
    fast: str
    slow: str
    seed: int = 0

    def __str__(self) -> str:
        table = "\n".join(f"    {step!r}," for step in self.steps)
        return f"{self.what}\n  steps:\n{table}\n  fast: {self.fast[:1500]}\n  slow: {self.slow[:1500]}"


@dataclass(slots=True)
class TwoPaths:
    """The two folders of one sequence.

    `is_warm` where one process makes all of the fast path's builds. A file younger than two seconds is never known by
    its times: where the sequence is not `is_hasty`, "young" is made 20 ms, and each command waits so long.
    """

    room: Path
    is_warm: bool = False
    is_hasty: bool = False
    before: Callable[[], None] = lambda: None
    _process: Process | None = field(default=None, repr=False)

    @property
    def fast(self) -> Path:
        """The folder that is built again and again."""
        return self.room / "fast"

    @property
    def slow(self) -> Path:
        """The folder that is made anew for each command."""
        return self.room / "slow"

    def follow(self, base: Path, steps: Sequence[Step]) -> Difference | None:
        """Do all steps, and one build at the end; give the first difference."""
        try:
            self.settle(base)
            last = () if steps and steps[-1][0] == "build" else (("build", 0, 0),)
            for place, step in enumerate((*steps, *last), 1):
                found = self.take_step(step)
                if found:
                    return Difference(tuple(steps[:place]), *found)
        finally:
            self._end_process()
        return None

    def settle(self, base: Path) -> None:
        """Begin with a copy of a printed project, and build it once: its files are not those that were known."""
        for folder in (self.fast, self.slow):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, self.fast)
        self.run_fast("build", "--date", _DAYS[0])

    def take_step(self, step: Step) -> tuple[str, str, str] | None:
        """Take one step; give what differs: what it is, and what either path gave."""
        name, a, b = step
        if name in EDITS:
            EDITS[name][0](Files(self.fast), a, b)
            return None
        if name == "kill":
            self._end_process()
            run_once(self.fast, "build", "--date", _DAYS[b % 3], before=self._prepare, dies_at=1 + a)
            return None
        return self._compare_command(name, a, b)

    def _compare_command(self, name: str, a: int, b: int) -> tuple[str, str, str] | None:
        words = _choose_words(name, a, b)
        shutil.rmtree(self.slow, ignore_errors=True)
        shutil.copytree(self.fast, self.slow, ignore=lambda folder, names: {".briefgen"} & set(names))
        told = _list_stale(self.run_fast("status", "--json")) if name == "build" and a % 3 == 0 else None
        fast, slow = self.run_fast(*words), run_once(self.slow, *words)
        found = _compare_runs(words, fast, slow) or _compare_output(self.fast, self.slow)
        if found:
            return found
        if told is not None and told != _list_printed(fast):
            return "status named others than build printed", str(told), str(_list_printed(fast))
        return self._build_again() if name == "build" and a % 3 == 1 else None

    def _build_again(self) -> tuple[str, str, str] | None:
        """A second build prints nothing and moves no byte."""
        before = read_output(self.fast)
        again = self.run_fast("build", "--json", "--date", _DAYS[2])
        if _list_printed(again):
            return "the second build printed", str(_list_printed(again)), "nothing"
        after = read_output(self.fast)
        moved = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        return ("the second build changed files", str(moved), "none") if moved else None

    def run_fast(self, *words: str) -> Ran:
        """Run a command in the folder that is built again and again."""
        if not self.is_hasty:
            time.sleep(1.25 * _YOUNG)
        if not self.is_warm:
            return run_once(self.fast, *words, before=self._prepare)
        self._process = self._process or Process(self._prepare)
        return self._process.run(self.fast, *words)

    def _prepare(self) -> None:
        if not self.is_hasty:
            from briefgen.files import sightings

            sightings.YOUNG = int(_YOUNG * 1e9)
        self.before()

    def _end_process(self) -> None:
        if self._process:
            self._process.end()
            self._process = None


def _choose_words(name: str, a: int, b: int) -> tuple[str, ...]:
    topic, date = _TOPICS[a % len(_TOPICS)], ("--date", _DAYS[b % len(_DAYS)])
    variant = _VARIANTS[b % len(_VARIANTS)]
    wanted = ("--force", "wanted") if b % 2 else ()
    return {
        "build": ("build", "--json", *date),
        "build_html": ("build", "--html", "--json", *date),
        "build_html_one": ("build", topic, "--html", *date),
        "force": ("build", "--force", "--json", *date),
        "force_one": ("build", topic, "--force", *(("--html",) if b % 2 else ()), *date),
        "check": ("build", "--check", "--explain"),
        "status": ("status", "--json"),
        "build_one": ("build", topic, *date),
        "build_variant": ("build", topic, *variant, *date),
        "html_variant": ("build", topic, *variant, "--html", *date),
        "issue": ("issue", topic, *date, *wanted),
        "issue_variant": ("issue", topic, *variant, *date, *wanted),
        "issue_trial": ("issue", topic, "--dry-run", "--json", *date, *wanted),
        "verify": ("verify", "--json"),
        "diff": ("diff", topic, "--json"),
    }[name]


def _compare_runs(words: Sequence[str], fast: Ran, slow: Ran) -> tuple[str, str, str] | None:
    said = " ".join(words)
    if fast.code >= 999 or slow.code >= 999:
        return f"`{said}` crashed", f"{fast.code} {fast.err[-1400:]}", f"{slow.code} {slow.err[-1400:]}"
    for part in ("code", "out", "err"):
        one, other = str(getattr(fast, part)), str(getattr(slow, part))
        if one != other:
            return f"`{said}` ended in two ways ({part})", *_show_parting(one, other)
    return None


def _show_parting(one: str, other: str) -> tuple[str, str]:
    """Show two texts from a little before where they part."""
    place = next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    start = max(place - 300, 0)
    return one[start : place + 500], other[start : place + 500]


def _compare_output(fast: Path, slow: Path) -> tuple[str, str, str] | None:
    one, other = read_output(fast), read_output(slow)
    if one.keys() != other.keys():
        return "other files", str(sorted(one.keys() - other.keys())), str(sorted(other.keys() - one.keys()))
    for name, data in one.items():
        if data != other[name]:
            return f"{name} differs", *_show_parting(data.decode(), other[name].decode())
    return None


def read_output(folder: Path) -> dict[str, bytes]:
    """Read all files of a project's output."""
    top = folder / "output"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


def _list_stale(ran: Ran) -> list[str]:
    return [one["name"] for one in _read_topics(ran) if one["state"] in ("stale", "never printed")]


def _list_printed(ran: Ran) -> list[str]:
    return [one["name"] for one in _read_topics(ran) if one["state"] == "printed"]


def _read_topics(ran: Ran) -> list[dict[str, str]]:
    if not ran.out.startswith("{"):
        return []
    topics: list[dict[str, str]] = json.loads(ran.out)["topics"]
    return topics


def write_base(folder: Path) -> Path:
    """Write the project and print it, with two variants and an edition on the shelf."""
    write_project(folder)
    for words in (
        ("build",),
        ("build", "tolls", "--max-tlp", "TLP:GREEN"),
        ("build", "bridges", "--template", "note", "--language", "ru"),
        ("build", "council", "--max-tlp", "TLP:CLEAR"),
        ("issue", "bridges"),
        ("build",),
    ):
        ran = run_once(folder, *words, "--date", _DAYS[0])
        assert ran.code == 0, ran
    return folder


def draw_steps(seed: int) -> tuple[Step, ...]:
    """Draw a sequence: some edits, mostly a command behind each."""
    chance = random.Random(seed)
    edits, heavy = zip(*((name, weight) for name, (_, weight) in EDITS.items()), strict=True)
    steps: list[Step] = []
    for _ in range(chance.choice((1, 1, 2, 2, 3, 3, 4, 6))):
        (name,) = chance.choices(edits, heavy)
        steps.append((name, chance.randrange(60), chance.randrange(60)))
        if chance.random() < 0.5:
            (name,) = chance.choices([*COMMANDS], [*COMMANDS.values()])
            steps.append((name, chance.randrange(60), chance.randrange(60)))
    return tuple(steps)


def shrink(steps: Sequence[Step], fails: Callable[[Sequence[Step]], bool]) -> tuple[Step, ...]:
    """Make a failing sequence as short as it can be by leaving steps out, then its numbers small."""
    now = tuple(steps)
    for shorter in _leave_out(now, fails):
        now = shorter
    for place in range(len(now)):
        for part in (1, 2):
            for number in range(min(6, now[place][part])):
                step = (now[place][0], *(number if part == k else now[place][k] for k in (1, 2)))
                tried = (*now[:place], step, *now[place + 1 :])
                if fails(tried):
                    now = tried  # type: ignore[assignment]
                    break
    return now


def _leave_out(steps: tuple[Step, ...], fails: Callable[[Sequence[Step]], bool]) -> Iterator[tuple[Step, ...]]:
    place = 0
    while place < len(steps):
        tried = steps[:place] + steps[place + 1 :]
        if fails(tried):
            steps = tried
            yield steps
        else:
            place += 1


@contextmanager
def take_room(name: str) -> Iterator[Path]:
    """Make a folder in memory where there is one, for as long as the block runs."""
    import tempfile

    shared = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)
