"""The command in a process forked from one that has everything loaded, with the shim of `crash_shim.c` before libc.

Run as a program this file serves: a line of JSON with an order in, one with what came of it out. What the command
writes goes to two files beside the project.
"""

import ctypes
import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from practised_command import practise_commands, write_practice_with_page
from required_tools import miss_tool

_LONGEST = 60
KILL, ONCE, FROM_THEN_ON = 0, 1, 2
#: The word that calls the deliberately careless writer instead of the command.
NAIVE = "--naive--"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the `at`th call that changes a file of the project (0: nothing; it is only counted)."""

    at: int = 0
    how: int = KILL
    error: int = 0


NO_FAULT = Fault()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended (a killed one's code is negative), what it wrote, how many calls it made, and which they were."""

    code: int
    out: str
    err: str
    count: int
    calls: tuple[str, ...]


class ShimmedCommand:
    """Runs briefgen in children of a server process."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        self._server = server

    def run(
        self,
        *words: str,
        folder: Path,
        fault: Fault = NO_FAULT,
        beside: Path | None = None,
        **more: int,
    ) -> Outcome:
        """Run ``briefgen`` with these words in a folder.

        What it writes goes to files in the folder `beside` (else beside its own). `more`: `lists` asks for all calls,
        not for that of the fault alone; `syncs` lets the disk be synced for true; `user` is the number of the user
        to become, `largest` the size of the largest file that may be written.
        """
        assert self._server.stdin
        assert self._server.stdout
        beside = beside or folder.parent
        order = {"words": words, "folder": str(folder), "beside": str(beside), **more}
        self._server.stdin.write(json.dumps({**order, "at": fault.at, "how": fault.how, "error": fault.error}) + "\n")
        self._server.stdin.flush()
        told = json.loads(self._server.stdout.readline())
        out, err = ((beside / name).read_text(encoding="utf-8") for name in ("stdout", "stderr"))
        return Outcome(told["code"], out, err, told["count"], tuple(told["calls"]))


def compile_shim(folder: Path) -> Path:
    """Compile the shim with the machine's C compiler; skip the test where there is none."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang")))) or miss_tool("a C compiler")
    library = folder / "crash_shim.so"
    source = Path(__file__).with_name("crash_shim.c")
    flags = ("-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror")
    subprocess.run([compiler, *flags, "-o", str(library), str(source)], check=True)
    return library


@contextmanager
def shimmed_command(shim: Path, *before: str) -> Iterator[ShimmedCommand]:
    """Start the server, and end it with the body; `before` are words of a program that is to run it (strace)."""
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(sys.path), "LD_PRELOAD": str(shim)}
    environment.pop("PYTHONDEVMODE", None)
    with subprocess.Popen(
        [*before, sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as server:
        yield ShimmedCommand(server)
        assert server.stdin
        server.stdin.close()


def _serve() -> None:
    from briefgen.cli import COMMANDS
    from briefgen.render.pdf.printing import warm_up

    shim = ctypes.CDLL(None)
    shim.shim_count.restype = ctypes.c_long
    shim.shim_tell.argtypes = (ctypes.c_long, ctypes.c_char_p, ctypes.c_size_t)
    shim.shim_arm.argtypes = (ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int)
    _load_all(tuple(COMMANDS))
    warm_up()
    _practise()
    gc.freeze()  # a collection in a child would only copy our pages
    adds = False
    for line in sys.stdin:
        order = json.loads(line)
        if order["words"][0] == "add" and not adds:
            adds = True
            _practise_adding()
            gc.freeze()
        shim.shim_arm(b"", 0, 0, 0, 1)
        child = os.fork()
        if not child:
            _become_command(order, shim)
        _, status = os.waitpid(child, 0)
        count = shim.shim_count()
        wanted = range(1, count + 1) if order.get("lists") else [order["at"]]
        told = {"code": os.waitstatus_to_exitcode(status), "count": count}
        print(json.dumps({**told, "calls": [_tell_call(shim, one) for one in wanted]}), flush=True)  # noqa: T201


def _tell_call(shim: ctypes.CDLL, number: int) -> str:
    text = ctypes.create_string_buffer(320)
    shim.shim_tell(number, text, len(text))
    return text.value.decode("utf-8", "replace")


def _load_all(commands: tuple[str, ...]) -> None:
    """Load what the commands load only when they are called; not what another part's work has broken for now."""
    from importlib import import_module
    from pkgutil import walk_packages

    import briefgen

    for name in commands:
        import_module(f"briefgen.cli.{name}")
    for module in walk_packages(briefgen.__path__, "briefgen."):
        if module.name != "briefgen.__main__":
            import_module(module.name)
    for name in ("sqlite3", "yaml", "markdown", "nh3", "luqum.parser", "difflib", "fcntl", "secrets"):
        import_module(name)


def _practise() -> None:
    """Build and issue once."""
    from crash_project import DATE, write_project

    practise_commands(write_project, ("build", "--date", DATE), ("issue", "alpha", "--date", DATE))


def _practise_adding() -> None:
    """Add pages once; only before the first `add`: what knows languages makes each fork half as dear again."""
    practise_commands(write_practice_with_page, ("add", "../page.html"))


def _submit(order: dict[str, Any]) -> None:
    """Take the limits and the user that the order names."""
    if "largest" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], order["largest"]))
    if "user" in order:
        os.setgroups([])
        os.setresgid(order["user"], order["user"], order["user"])
        os.setresuid(order["user"], order["user"], order["user"])


def _become_command(order: dict[str, Any], shim: ctypes.CDLL) -> None:
    folder = Path(str(order["folder"]))
    os.setpgid(0, 0)
    signal.alarm(_LONGEST)  # what hangs is killed, and its code says so
    os.chdir(folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for handle, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(Path(str(order["beside"])) / name, flags, 0o600), handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    _submit(order)
    words = list(order["words"])
    sys.argv = ["briefgen", *words]
    shim.shim_arm(os.fsencode(folder.resolve()), order["at"], order["how"], order["error"], order.get("syncs", 0))
    if words[0] == NAIVE:
        from naive_writer import write_carelessly

        write_carelessly(folder, words[1])
        os._exit(0)
    from briefgen.cli import main

    code = 1
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # noqa: BLE001 - the traceback is what the ladder looks for
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    os._exit(code)  # to take down a process with all libraries in it costs more than a build


if __name__ == "__main__":
    _serve()
