"""The command in a process of its own, forked from one that has loaded its libraries: a run costs what the work costs.

Run as a program this file serves: a line of JSON with words, folder, environment and patience in, one with the exit
code out. What the command writes goes to two files of the server's folder.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from practised_command import practise_commands, write_practice, write_practice_with_page

_PRELOADED = (
    "briefgen.cli.build",
    "briefgen.project.adding.adding",
    "briefgen.project.building.build",
    "briefgen.project.building.refreshing",
    "briefgen.render.html",
    "markdown",
    "nh3",
    "weasyprint",
    "yaml",
)
_PRACTISED = (
    *(("build", "matter", "--template", form) for form in ("brief", "note", "dossier")),
    ("issue", "matter"),
    ("check",),
)
#: What these say counts when Python starts, so a run for which they differ needs a start of its own.
_STARTING = ("PYTHON", "LC_", "LANG", "LD_")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run gave: its exit code and what it wrote."""

    code: int
    out: str
    err: str


class WarmCommand:
    """Runs briefgen in children of a server process, one at a time."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="warm-")
        self._environment = _list_starting(os.environ)
        self._server = subprocess.Popen(
            [sys.executable, __file__, self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def fits(self) -> bool:
        """Tell whether a run now would start as one of a new interpreter does."""
        return _list_starting(os.environ) == self._environment

    def run(self, *words: str | Path, folder: Path, seconds: float = 60) -> Ran:
        """Run ``briefgen`` with these words in a folder; a killed command's code is negative, as what hangs is."""
        assert self._server.stdin
        assert self._server.stdout
        environment = {**os.environ, "NO_COLOR": "1"}
        order = {"words": [str(word) for word in words], "folder": str(folder), "seconds": seconds}
        self._server.stdin.write(json.dumps({**order, "environment": environment}) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        out, err = (Path(self._folder.name, name).read_text(encoding="utf-8") for name in ("stdout", "stderr"))
        return Ran(code, out, err)

    def end(self) -> None:
        """End the server."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()
        self._folder.cleanup()


def _list_starting(environment: "os._Environ[str]") -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_STARTING)}


def _serve(shelf: Path) -> None:
    from importlib import import_module

    for name in _PRELOADED:
        import_module(name)
    practise_commands(write_practice, *_PRACTISED)
    gc.collect()
    # A child that ends would go through all of these objects, and so copy the pages they stand on: 0.2 s a run.
    gc.freeze()
    has_added = False
    for line in sys.stdin:
        order = json.loads(line)
        if order["words"][0] == "add" and not has_added:
            # Only now: few tests add, and what knows languages makes each fork half as dear again.
            has_added = True
            practise_commands(write_practice_with_page, ("add", "../page.html"))
            gc.freeze()
        child = os.fork()
        if not child:
            _become_command(order, shelf)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - this is the answer


def _become_command(order: dict[str, object], shelf: Path) -> None:
    from briefgen.cli import main

    signal.setitimer(signal.ITIMER_REAL, float(str(order["seconds"])))  # what hangs is killed, and its code says so
    os.environ.clear()
    os.environ.update(order["environment"])  # type: ignore[call-overload]
    time.tzset()
    os.chdir(str(order["folder"]))
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for handle, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(shelf / name, flags, 0o600), handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = ["briefgen", *order["words"]]  # type: ignore[misc]
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - what Python does with what nobody catches
        sys.excepthook(*sys.exc_info())
        code = 1
    _end(code)


def _end(code: object) -> None:
    """End as Python does, but for taking down all that was loaded, which takes longer than most commands."""
    if not isinstance(code, int | None):
        print(code, file=sys.stderr)  # noqa: T201 - as Python does
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit((code or 0) & 0xFF)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
