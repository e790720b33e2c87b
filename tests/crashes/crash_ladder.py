"""The ladder: a command is killed, or refused a call, at every call that changes a file of its project.

After each rung the project is examined as it stands (`crash_oracle`), then the command is run again as a person
would run it, and the project must be what it would be had nothing happened.
"""

import errno
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from crash_oracle import (
    Tree,
    compare_trees,
    digest_state,
    find_disagreements,
    find_leftovers,
    find_torn,
    read_tree,
)
from crash_project import DATE, write_pages, write_project
from shimmed_command import FROM_THEN_ON, KILL, NAIVE, ONCE, Fault, Outcome, ShimmedCommand, shimmed_command

from edited_files import edit_text

BUILD = ("build", "--date", DATE)
_ERRORS = {
    errno.EIO: ({"open", "write", "fsync", "rename", "unlink", "rmdir", "mkdir", "ftruncate", "link"}, ONCE),
    errno.ENOSPC: ({"open", "write", "fsync", "mkdir", "link"}, FROM_THEN_ON),
    errno.EMFILE: ({"open"}, ONCE),
    errno.EROFS: ({"open", "rename", "unlink", "rmdir", "mkdir", "link"}, FROM_THEN_ON),
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command to be killed: how its project is brought to the state before, and its words.

    `may_be_done` are the exit codes with which the same command, run again, may say that all is done already.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path, ShimmedCommand], None]
    may_be_done: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario's project before, and what is there before and after the command and a build.

    `seen` are the states from which the next commands have been tried: what they make of one depends on nothing else.
    """

    scenario: Scenario
    folder: Path
    before: Tree
    after: Tree
    calls: tuple[str, ...]
    seen: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Tally:
    """How many rungs there were, by kind of call and how the command ended, and what went wrong on which."""

    rungs: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    states: int = 0
    missed: int = 0

    def add(self, other: "Tally") -> None:
        """Take in what another climber found."""
        self.rungs += other.rungs
        self.ends += other.ends
        self.faults += other.faults
        self.states += other.states
        self.missed += other.missed

    def tell(self, name: str) -> str:
        """Give one line for a person."""
        rungs = ", ".join(f"{number} {op}" for op, number in self.rungs.most_common())
        ends = ", ".join(f"{number} {end}" for end, number in sorted(self.ends.items()))
        told = f"{sum(self.rungs.values())} points ({rungs}): {ends}"
        return f"{name}: {told}; {self.states} states, {len(self.faults)} faults"


def _run_well(command: ShimmedCommand, folder: Path, *words: str) -> Outcome:
    ran = command.run(*words, folder=folder)
    assert ran.code == 0, f"{words}: {ran.code} {ran.out} {ran.err}"
    return ran


def _start(folder: Path, command: ShimmedCommand) -> None:
    write_project(folder)


def _start_built(folder: Path, command: ShimmedCommand) -> None:
    write_project(folder)
    _run_well(command, folder, *BUILD)


def start_edited(folder: Path, command: ShimmedCommand) -> None:
    """One topic stale, one gone, one as it was."""
    write_project(folder)
    beta = (folder / "corpus/topics/beta.md").read_text(encoding="utf-8")
    (folder / "corpus/topics/gone.md").write_text(beta.replace("The Beta Union", "Gone"), encoding="utf-8")
    _run_well(command, folder, *BUILD)
    (folder / "corpus/topics/gone.md").unlink()
    edit_text(folder / "corpus/sources/page-1.md", "held its meeting number 1", "held no meeting", count=-1)


def _start_with_pages(folder: Path, command: ShimmedCommand) -> None:
    _start_built(folder, command)
    write_pages(folder.parent / "pages", 1)


def _start_with_added(folder: Path, command: ShimmedCommand) -> None:
    """Both pages are added, and both have changed since where they came from."""
    _start_with_pages(folder, command)
    _run_well(command, folder, "add", "../pages")
    write_pages(folder.parent / "pages", 2)


def _start_issued(folder: Path, command: ShimmedCommand) -> None:
    _start_built(folder, command)
    _run_well(command, folder, "issue", "alpha", "--date", DATE)
    edit_text(folder / "corpus/sources/page-1.md", "held its meeting number 1", "held no meeting", count=-1)


_ISSUE = ("issue", "alpha", "--date", DATE)
SCENARIOS = (
    Scenario("build", BUILD, _start),
    Scenario("build after an edit", BUILD, start_edited),
    Scenario("issue", _ISSUE, _start_built, may_be_done=(0, 3)),
    Scenario("issue of a second edition", _ISSUE, _start_issued, may_be_done=(0, 3)),
    Scenario("add", ("add", "../pages"), _start_with_pages),
    Scenario("add of pages that changed", ("add", "../pages"), _start_with_added),
)


def prepare(scenario: Scenario, place: Path, command: ShimmedCommand) -> Prepared:
    """Make a scenario's project, run its command undisturbed once, and keep both states."""
    folder = place / "before" / "project"
    folder.parent.mkdir(parents=True)
    scenario.prepare(folder, command)
    done = place / "after" / "project"
    shutil.copytree(folder.parent, done.parent)
    ran = command.run(*scenario.words, folder=done, lists=1)
    assert ran.code == 0, f"{scenario.words}: {ran.code} {ran.out} {ran.err}"
    _run_well(command, done, *BUILD)
    return Prepared(scenario, folder, read_tree(folder), read_tree(done), ran.calls)


def list_kills(prepared: Prepared) -> list[Fault]:
    """List the points at which the command is killed: before each call, and after half of each write."""
    return [Fault(at, KILL) for at in range(1, len(prepared.calls) + 1)]


def list_refusals(prepared: Prepared) -> list[Fault]:
    """List the points at which a call is refused, each with every error that it can meet with."""
    return [
        Fault(at, how, error)
        for at, call in enumerate(prepared.calls, 1)
        for error, (ops, how) in _ERRORS.items()
        if call.split()[0] in ops
    ]


def climb(prepared: Prepared, faults: Sequence[Fault], place: Path, commands: Sequence[ShimmedCommand]) -> Tally:
    """Try each fault on a fresh copy of the project, several at once; give what came of them."""
    tally = Tally()
    with ThreadPoolExecutor(len(commands)) as pool:
        numbers = count()
        shares = [faults[at :: len(commands)] for at in range(len(commands))]
        places = [place / f"climber-{next(numbers)}" for _ in commands]
        for part in pool.map(_climb_share, [prepared] * len(commands), shares, places, commands):
            tally.add(part)
    return tally


def _climb_share(prepared: Prepared, faults: Sequence[Fault], place: Path, command: ShimmedCommand) -> Tally:
    tally = Tally()
    for fault in faults:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(prepared.folder.parent, place)
        folder = place / "project"
        ran = command.run(*prepared.scenario.words, folder=folder, fault=fault)
        point = ran.calls[0] if ran.calls else ""
        if not point:
            tally.missed += 1
            continue
        tally.rungs[point.split()[0]] += 1
        tally.ends[_name_end(ran, fault)] += 1
        name = f"{prepared.scenario.name}, {errno.errorcode.get(fault.error, 'killed')} at {fault.at} ({point})"
        tally.faults += [f"{name}: {told}" for told in _examine(prepared, folder, fault, ran)]
        state = digest_state(folder)
        if state not in prepared.seen:
            prepared.seen.add(state)
            tally.states += 1
            tally.faults += [f"{name}: {told}" for told in _go_on(prepared, folder, command)]
    return tally


def _name_end(ran: Outcome, fault: Fault) -> str:
    return "killed" if fault.how == KILL else f"{errno.errorcode[fault.error]} → exit {ran.code}"


def _examine(prepared: Prepared, folder: Path, fault: Fault, ran: Outcome) -> Iterator[str]:
    """Examine the project as it stands after the command was killed or refused a call."""
    now = read_tree(folder)
    yield from find_torn(now, prepared.before, prepared.after)
    yield from find_disagreements(now)
    if fault.how != KILL:
        yield from _examine_end(prepared, now, ran)


def _go_on(prepared: Prepared, folder: Path, command: ShimmedCommand) -> Iterator[str]:
    """Do what a person would do now, and compare what comes of it with what comes of an undisturbed command."""
    if prepared.scenario.words != BUILD:
        again = command.run(*prepared.scenario.words, folder=folder)
        if again.code not in prepared.scenario.may_be_done:
            yield f"the same command again: exit {again.code}: {again.err.strip()[-300:]}"
    built = command.run(*BUILD, folder=folder)
    if built.code:
        yield f"the next build: exit {built.code}: {built.err.strip()[-300:]}"
    yield from compare_trees(read_tree(folder), prepared.after)
    yield from find_leftovers(folder)


def _examine_end(prepared: Prepared, now: Tree, ran: Outcome) -> Iterator[str]:
    """Judge how a command ended that was refused a call."""
    told = ran.err.strip()[-300:]
    if "Traceback" in ran.err or ran.code not in (0, 5):
        yield f"exit {ran.code}: {told}"
    elif ran.code == 5 and not ran.err.strip().splitlines()[-1].startswith("briefgen: "):
        yield f"exit 5 without a sentence: {told}"
    elif ran.code == 0 and prepared.scenario.words[0] in {"build", NAIVE}:
        missing = [one for one in compare_trees(now, prepared.after) if not one.endswith("left over")]
        yield from (f"exit 0, but {one}" for one in missing)


def choose_in_turn(faults: Sequence[Fault]) -> list[Fault]:
    """Choose of the refusals of each call one, the errors in turn: `measure_ladder.py` tries all of them."""
    found: dict[int, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.at, []).append(fault)
    return [several[at % len(several)] for at, several in found.items()]


def climb_all(scenario: Scenario, place: Path, commands: Sequence[ShimmedCommand]) -> None:
    """Kill a scenario's command at every call, refuse it every call once; fail where something went wrong."""
    prepared = prepare(scenario, place, commands[0])
    for faults in (list_kills(prepared), choose_in_turn(list_refusals(prepared))):
        # How often a file's time is too young to be trusted, so that there is less to write, the machine decides.
        judge(climb(prepared, faults, place, commands), most_missed=len(faults) // 10)


def open_ladder(stack: ExitStack, shim: Path, climbers: int) -> list[ShimmedCommand]:
    """Start the servers."""
    return [stack.enter_context(shimmed_command(shim)) for _ in range(climbers)]


def judge(tally: Tally, most_missed: int = 0) -> None:
    """Print the counts; fail where something went wrong, or more points than these were missed."""
    print(tally.tell("ladder"))  # noqa: T201 - the counts are what one asks of a ladder
    assert not tally.faults, "\n".join(tally.faults[:20])
    assert tally.missed <= most_missed
    assert sum(tally.rungs.values()) > 0
