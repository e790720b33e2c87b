"""The command in a process of its own, forked from one that has loaded its libraries: a hundred cases in a minute.

Run as a program this file serves: a line of JSON with words and folder in, one with the exit code out. What the
command writes goes to two files beside the project.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen_command import Ran

_PRELOADED = ("yaml", "markdown", "nh3", "briefgen.project.building", "briefgen.cli.build", "briefgen.render.html")
_LONGEST = 60


class WarmCommand:
    """Runs briefgen in children of a server process."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        self._server = server

    def run(self, *words: str, folder: Path) -> Ran:
        """Run ``briefgen`` with these words in a folder; a killed command's code is negative."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps({"words": words, "folder": str(folder)}) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        out, err = (folder.parent / name for name in ("stdout", "stderr"))
        return Ran(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


@contextmanager
def warm_command() -> Iterator[WarmCommand]:
    """Start the server, and end it with the body."""
    with subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as server:
        yield WarmCommand(server)
        assert server.stdin
        server.stdin.close()


def _serve() -> None:
    from importlib import import_module

    for name in _PRELOADED:
        import_module(name)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            _become_command(order["words"], Path(order["folder"]))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - this is the answer


def _become_command(words: list[str], folder: Path) -> None:
    from briefgen.cli import main

    signal.alarm(_LONGEST)  # what hangs is killed, and its code says so
    os.chdir(folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for handle, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder.parent / name, flags, 0o600), handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = ["briefgen", *words]
    main()


if __name__ == "__main__":
    _serve()
