"""Promises of confinement, tried on this machine's kernel."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from running_jobs import fail, kill_self, run_all, spin

from briefgen.errors import PolicyError
from briefgen.model.marking import Marking
from briefgen.model.problem import Severity
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Done, Failed, Limits
from briefgen.workers.run import describe_confinement, run_job

CONFINED = Limits(confine=True, readable=library_folders(), seconds=10)
ACTIVE = {name: active for name, active, _ in describe_confinement()}
needs_landlock = pytest.mark.skipif(
    not ACTIVE["files: read-only, and few (Landlock)"], reason="this kernel has no Landlock"
)


def test_confinement_describes_itself() -> None:
    """Each layer is said to hold, or why it does not; asking does not confine who asks."""
    layers = describe_confinement()
    assert len(layers) == 7
    assert all(active == (why_not == "") for _, active, why_not in layers)
    assert {name: active for name, active, _ in layers}["no new privileges"]
    assert Path("/etc/passwd").read_bytes()


@needs_landlock
def test_confined_job_reads_libraries_only(tmp_path: Path) -> None:
    """A confined job reads what rendering needs and no other file, not even the environment of its process."""
    secret = tmp_path / "secret"
    secret.write_text("x")
    places = [secret, "/etc/passwd", "/proc/self/environ", f"/proc/{os.getpid()}/environ", tmp_path, os.__file__]

    def job(place: str | Path) -> int:
        return len(list(Path(place).iterdir())) if Path(place).is_dir() else len(Path(place).read_bytes())

    outcomes = run_all(job, places, CONFINED)
    assert [type(outcome) for outcome in outcomes] == [Failed] * 5 + [Done]
    assert all(outcome.detail.startswith("PermissionError") for outcome in outcomes[:5])


@needs_landlock
def test_confined_job_writes_nothing(tmp_path: Path) -> None:
    """A confined job makes, changes, renames and removes no file, nor does it run a program."""
    old = tmp_path / "old"
    old.write_text("x")
    deeds: list[Callable[[], object]] = [
        (tmp_path / "new").touch,
        lambda: old.write_text("y"),
        lambda: os.truncate(old, 0),
        lambda: old.rename(tmp_path / "other"),
        old.unlink,
        (tmp_path / "folder").mkdir,
        lambda: Path("/dev/shm/briefgen-test").touch(),  # noqa: S108 - it must fail
        lambda: subprocess.run(["/bin/true"], check=True),
    ]
    outcomes = run_all(lambda deed: deed(), deeds, CONFINED)
    assert [outcome.detail.partition(":")[0] for outcome in outcomes] == ["PermissionError"] * len(deeds)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["x"]


def test_confined_job_reaches_no_network() -> None:
    """A confined job connects to no listener, neither of this machine nor of another."""
    if not (ACTIVE["no TCP (Landlock)"] or ACTIVE["no network (namespace)"]):
        pytest.skip("this kernel confines no network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        outcome = run_job(lambda place: socket.create_connection(place, 2).close(), server.getsockname(), CONFINED)
        assert isinstance(outcome, Failed)
        assert outcome.kind == "error"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_confined_job_signals_nobody() -> None:
    """A confined job cannot kill the process that started it."""
    if not ACTIVE["no signals to others (Landlock)"]:
        pytest.skip("this kernel's Landlock does not confine signals")
    assert fail(lambda _: os.kill(os.getppid(), 0), CONFINED).detail.startswith("PermissionError")


def test_confined_job_is_still_itself() -> None:
    """A confined job sees its own user, imports libraries late and opens /dev/null."""

    def job(_: None) -> tuple[int, str, bytes]:
        import colorsys

        return os.getuid(), colorsys.__name__, Path("/dev/null").read_bytes()

    assert run_job(job, None, CONFINED) == Done((os.getuid(), "colorsys", b""))


def test_confined_result_is_made_of_plain_values() -> None:
    """From a confined worker come plain values and briefgen's own, never a pickle that calls a function here."""

    class Attack:
        def __init__(self, *call: object) -> None:
            self.call = call

        def __reduce__(self) -> tuple[object, ...]:
            return self.call[0], self.call[1:]

    from briefgen.files.writing import write_whole

    plain = [date(2026, 11, 22), Path("a"), {1: (2, [b"3", {4.0}])}, Limits(seconds=3), PolicyError]
    outcomes = run_all(lambda value: value, plain, CONFINED)
    assert outcomes[:4] == [Done(value) for value in plain[:4]]
    assert isinstance(outcomes[4], Failed)
    attacks = [
        Attack(os.system, "true"),
        Attack(print, "x"),
        Attack(write_whole, Path("x"), b""),
        Attack(eval, "1"),
    ]
    for outcome in run_all(lambda attack: attack, attacks, CONFINED):
        assert isinstance(outcome, Failed)
        assert "is not taken from a confined worker" in outcome.detail


def test_confined_crash_costs_one_job() -> None:
    """Confinement changes nothing about crashes and deadlines."""
    outcomes = run_all(
        lambda n: [lambda: n, lambda: kill_self(signal.SIGSEGV), spin, lambda: 1 // 0][n](),
        range(4),
        Limits(confine=True, seconds=1.0),
    )
    assert [getattr(outcome, "kind", "done") for outcome in outcomes] == ["done", "crash", "deadline", "error"]
    assert "ZeroDivisionError" in outcomes[3].traceback


@pytest.mark.slow
def test_confined_worker_prints_a_page() -> None:
    """WeasyPrint lays out a page in a confined worker: the folders it may read are enough."""
    import weasyprint

    def job(text: str) -> bytes:
        return bytes(weasyprint.HTML(string=f"<h1>{text}</h1>").write_pdf())

    outcome = run_job(job, "Қазақстан", CONFINED)
    assert isinstance(outcome, Done), outcome
    assert outcome.value.startswith(b"%PDF")


def test_members_of_enumerations_come_back_on_every_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some releases pickle a member as a call of getattr, which is refused: ours is told as its value."""
    monkeypatch.setattr(Severity, "__reduce_ex__", lambda self, _protocol: (getattr, (type(self), self.name)))
    outcome = run_job(lambda _: (Severity.ERROR, Marking.AMBER_STRICT), None, CONFINED)
    assert isinstance(outcome, Done), outcome
    assert outcome.value == (Severity.ERROR, Marking.AMBER_STRICT)


def test_library_folders_hold_no_secrets() -> None:
    """What a confined worker may read holds no home folder, no working folder and nothing of /proc."""
    folders = library_folders()
    assert all(Path(folder).is_absolute() for folder in folders)
    assert not {"/", "/usr", str(Path.home()), str(Path.cwd()), "/proc", "/tmp", "/etc"} & set(folders)  # noqa: S108
