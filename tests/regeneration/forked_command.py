"""The command in forks of one warm process that never ran it: a build in tens of milliseconds, nothing left behind.

What is under test is which pages are made and printed, and why; not how workers are kept apart, nor what WeasyPrint
does. So jobs run one after another in the command's own process, and the "PDF" is a digest of the page. Import this
module before anything of briefgen.
"""

import hashlib
import io
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from practised_command import write_practice

_LONGEST = 120
_LOADED = (
    "yaml",
    "markdown",
    "nh3",
    "luqum.parser",
    "briefgen.cli",
    "briefgen.cli.build",
    "briefgen.cli.status",
    "briefgen.cli.issue",
    "briefgen.cli.verify",
    "briefgen.cli.diff",
    "briefgen.cli.differences",
    "briefgen.cli.verified",
    "briefgen.project.editions.differing",
    "briefgen.project.editions.verifying",
    "briefgen.project.editions.issuing",
    "citeproc",
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run gave: its exit code (above 999: it was killed on purpose) and what it wrote."""

    code: int
    out: str
    err: str


def load_program() -> None:
    """Load briefgen with jobs that run in place and a printer that prints nothing."""
    import gc

    running = import_module("briefgen.workers.run")
    running.run_jobs = _run_in_place  # type: ignore[attr-defined]
    printing = import_module("briefgen.render.pdf.printing")
    printing.print_pdf = _print_digest  # type: ignore[attr-defined]
    printing.warm_up = lambda folder=None: Path("/nowhere")  # type: ignore[attr-defined]
    for name in _LOADED:
        import_module(name)
    os.fsync = lambda handle: None
    _keep_compiled()
    _print_another_project()
    gc.collect()
    gc.freeze()


def _keep_compiled() -> None:
    """Compile each template's text once a process: to do it for each build takes longer than all else."""
    from jinja2 import Environment

    compiled: dict[tuple[object, ...], object] = {}
    compile_anew = Environment.compile

    def compile_once(self: Any, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:  # noqa: ANN401
        if not isinstance(source, str):
            return compile_anew(self, source, name, filename, *more)
        key = (source, name, filename, type(self), *more)
        if key not in compiled:
            compiled[key] = compile_anew(self, source, name, filename, *more)
        return compiled[key]

    Environment.compile = compile_once  # type: ignore[method-assign,assignment]


def _print_another_project() -> None:
    """Fill what a process reads once of the program itself (templates, words, fonts), from a project of one note."""
    with tempfile.TemporaryDirectory() as folder:
        write_practice(Path(folder))
        here, words = Path.cwd(), sys.argv
        for form in ("brief", "dossier", "note"):
            _run_here(folder, ["build", "matter", "--template", form, "--language", "ru"])
        for words in (["status", "--json"], ["issue", "matter"], ["build", "matter"]):
            _run_here(folder, words)
        os.chdir(here)
        sys.argv = words
    # The command line minds signals in its own way.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def _run_in_place(function: Callable[[Any], Any], items: Sequence[Any], limits: Any, processes: int) -> Any:  # noqa: ANN401
    from briefgen.workers.limits import Done, Failed

    for position, item in enumerate(items):
        try:
            yield position, Done(function(item))
        except Exception as error:  # noqa: BLE001 - as a worker does
            yield position, Failed("error", str(error), traceback.format_exc())


def _print_digest(page: Any, slug: str) -> Any:  # noqa: ANN401
    from briefgen.model.page import Printed

    if not page.html:
        return Printed(b"", 0)
    return Printed(b"%PDF " + hashlib.sha256(f"{page.html}\n{page.sheet}".encode()).hexdigest().encode(), 1)


class Process:
    """A fork in which commands are run, one or many; `dies_at` kills it at that change of the disk."""

    def __init__(self, before: Callable[[], None] = lambda: None, dies_at: int = 0) -> None:
        ours, theirs = os.pipe(), os.pipe()
        self._pid = os.fork()
        if not self._pid:
            os.close(ours[0])
            os.close(theirs[1])
            try:
                _serve(theirs[0], ours[1], before, dies_at)
            finally:
                os._exit(70)
        os.close(ours[1])
        os.close(theirs[0])
        self._answers, self._orders = os.fdopen(ours[0], "rb"), os.fdopen(theirs[1], "wb")

    def run(self, folder: Path, *words: str) -> Ran:
        """Run ``briefgen`` with these words in a folder."""
        import msgspec

        self._orders.write(msgspec.json.encode([str(folder), *words]) + b"\n")
        self._orders.flush()
        line = self._answers.readline()
        if not line:
            return Ran(1000, "", "killed")
        code, out, err = msgspec.json.decode(line)
        return Ran(code, *(text.replace(str(folder), "PROJECT") for text in (out, err)))

    def end(self) -> None:
        """Let the process end."""
        self._orders.close()
        self._answers.close()
        os.waitpid(self._pid, 0)


def run_once(folder: Path, *words: str, before: Callable[[], None] = lambda: None, dies_at: int = 0) -> Ran:
    """Run one command in a process of its own."""
    process = Process(before, dies_at)
    try:
        return process.run(folder, *words)
    finally:
        process.end()


def _serve(orders: int, answers: int, before: Callable[[], None], dies_at: int) -> None:
    import msgspec

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    before()
    if dies_at:
        _die_at(dies_at)
    with os.fdopen(orders, "rb") as asked, os.fdopen(answers, "wb") as told:
        for line in asked:
            signal.alarm(_LONGEST)
            folder, *words = msgspec.json.decode(line)
            told.write(msgspec.json.encode(_run_here(folder, words)) + b"\n")
            told.flush()
    os._exit(0)


def _run_here(folder: str, words: list[str]) -> tuple[int, str, str]:
    from briefgen.cli import main

    os.chdir(folder)
    sys.argv = ["briefgen", *words]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001 - a crash is an outcome to compare
            err.write(traceback.format_exc())
            code = 999
    return code, *(one.buffer.getvalue().decode("utf-8", "replace") for one in (out, err))  # type: ignore[attr-defined]


def _die_at(count: int) -> None:
    """Kill this process at the n-th replacing, removing or making of a file or folder."""
    left = [count]
    for name in ("replace", "rename", "unlink", "remove", "mkdir", "rmdir"):
        real = getattr(os, name)

        def counting(*args: Any, _real: Callable[..., Any] = real, **more: Any) -> Any:  # noqa: ANN401
            left[0] -= 1
            if not left[0]:
                os._exit(9)
            return _real(*args, **more)

        setattr(os, name, counting)
