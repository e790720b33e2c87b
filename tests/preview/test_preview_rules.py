"""Who may ask the preview for what (BAD_INPUTS G01 to G09), over raw sockets."""

import contextlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.preview.asking import Door, Place, Request, find_place
from briefgen_command import ROOT, run_briefgen
from preview.running_preview import Preview, list_family, read_answer, run_preview

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Titles</title><id>titles</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" prefix="{} "/></layout></bibliography>
</style>
"""
_GONE = (404, "text/plain; charset=utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the shipped corpus, with a link in output/ that leads to a file of ours outside."""
    folder = tmp_path_factory.mktemp("previewed") / "desk"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('desk = "Test desk"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    (folder / "output").mkdir()
    (folder.parent / "secret.txt").write_text("canary", encoding="utf-8")
    (folder / "output" / "link.html").symlink_to(folder.parent / "secret.txt")
    return folder


@pytest.fixture(scope="module")
def preview(project: Path) -> Iterator[Preview]:
    """Run a preview of it, and wait until it has read the corpus."""
    with run_preview(project) as running:
        running.wait_for("", lambda answer: "nato-csto" in answer.text)
        yield running


def test_the_list_names_every_topic_with_its_marking_and_state(preview: Preview) -> None:
    """The first page lists the topics by title, each with its marking, and leads to its page."""
    answer = preview.wait_for("", lambda one: one.text.count("never printed") == one.text.count("<tr id="))
    assert answer.status == 200
    assert f'<a href="{preview.root}brief/nato-csto"><bdi>NATO–CSTO relations</bdi></a>' in answer.text
    assert '<span class="tlp">TLP:CLEAR</span>' in answer.text
    assert '<td data-label="State" class="state never-printed">never printed' in answer.text


@pytest.mark.slow
def test_a_pdf_is_printed_though_nothing_else_happens(preview: Preview) -> None:
    """Whoever asks for a page alone, when all is quiet, gets its PDF too."""
    preview.wait_for("", lambda one: "not looked at yet" not in one.text)
    preview.ask("brief/nato-csto.note.kk")
    preview.wait_for("page/nato-csto.note.kk.html", lambda one: one.status == 200)
    pdf = preview.wait_for("pdf/nato-csto.note.kk.pdf", lambda one: one.status == 200)
    assert pdf.body.startswith(b"%PDF-")


def test_a_build_works_while_a_preview_shows_the_brief(preview: Preview, project: Path) -> None:
    """`build` in another terminal prints as ever, and the list calls the brief what `status` calls it."""
    preview.ask("brief/nato-csto")
    preview.wait_for("page/nato-csto.html", lambda one: one.status == 200)
    ran = run_briefgen("build", "nato-csto", folder=project)
    assert ran.code == 0, ran.err
    assert (project / "output/nato-csto.pdf").read_bytes().startswith(b"%PDF-")
    row = re.compile(r'<tr id="topic-nato-csto">.*?class="state up-to-date">up to date', re.DOTALL)
    preview.wait_for("", lambda one: bool(row.search(one.text)))
    assert preview.ask("page/nato-csto.html").status == 200


def test_a_saved_citation_style_changes_the_page(preview: Preview, project: Path) -> None:
    """A style that the settings come to name is heard of from then on, in a folder of its own too."""
    settings, style = project / "briefgen.toml", project / "styles/own.csl"
    before = settings.read_text("utf-8")
    style.parent.mkdir()
    with preview.listen("events/nato-csto"):
        try:
            style.write_text(STYLE.format("FIRSTSTYLE"), "utf-8")
            settings.write_text(f'{before}csl = "styles/own.csl"\n', "utf-8")
            preview.wait_for("page/nato-csto.html", lambda one: "FIRSTSTYLE" in one.text)
            style.write_text(STYLE.format("SECONDSTYLE"), "utf-8")
            preview.wait_for("page/nato-csto.html", lambda one: "SECONDSTYLE" in one.text)
        finally:
            settings.write_text(before, "utf-8")


def test_a_citation_style_behind_links_changes_the_page(preview: Preview, project: Path) -> None:
    """The file that it names is a link to a link to another folder's: a save there is heard of."""
    settings, real = project / "briefgen.toml", project / "shared/real/style.csl"
    before = settings.read_text("utf-8")
    real.parent.mkdir(parents=True)
    (project / "steps").mkdir()
    (project / "steps/between.csl").symlink_to("../shared/real/style.csl")
    (project / "linked.csl").symlink_to("steps/between.csl")
    with preview.listen("events/nato-csto"):
        try:
            real.write_text(STYLE.format("FIRSTLINKED"), "utf-8")
            settings.write_text(f'{before}csl = "linked.csl"\n', "utf-8")
            preview.wait_for("page/nato-csto.html", lambda one: "FIRSTLINKED" in one.text)
            real.write_text(STYLE.format("SECONDLINKED"), "utf-8")
            preview.wait_for("page/nato-csto.html", lambda one: "SECONDLINKED" in one.text)
            other = real.with_name("other.csl")
            other.write_text(STYLE.format("THIRDLINKED"), "utf-8")
            (project / "steps/between.csl").unlink()
            (project / "steps/between.csl").symlink_to("../shared/real/other.csl")
            preview.wait_for("page/nato-csto.html", lambda one: "THIRDLINKED" in one.text)
        finally:
            settings.write_text(before, "utf-8")


def test_a_brief_is_made_when_somebody_asks_for_it(preview: Preview) -> None:
    """The page round it comes at once; the brief itself follows, in each form and language."""
    for name in ("nato-csto", "nato-csto.note.ru"):
        assert preview.ask(f"brief/{name}").status == 200
        page = preview.wait_for(f"page/{name}.html", lambda one: one.status == 200)
        assert "<h1" in page.text
        assert "TLP:CLEAR" in page.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.0.2.1"])
def test_another_host_is_misdirected(preview: Preview, host: str) -> None:
    """G01: a name that leads to this machine by DNS rebinding is answered 421, whatever the path."""
    assert preview.ask("", host=host).status == 421
    assert preview.ask("raw:/", host=host).status == 421


@pytest.mark.parametrize(
    "line", ["", "Host: 127.0.0.1", "Host: 127.0.0.1:{port}@evil.example", "Host: localhost:1", "Host: [::1]"]
)
def test_a_host_without_our_port_is_misdirected(preview: Preview, line: str) -> None:
    """G01: no Host, one without the port, with another port or with a trick in it is answered 421."""
    lines = [line.format(port=preview.port)] if line else []
    head = "\r\n".join([f"GET {preview.root} HTTP/1.{1 if line else 0}", *lines, "Connection: close", "", ""])
    assert read_answer(preview.send(head.encode())).status == 421


@pytest.mark.parametrize("host", [b"localhost", b"127.0.0.1:80", b"[::1]"])
def test_at_the_port_of_http_a_host_may_leave_it_out(host: bytes) -> None:
    """With `--port 80` browsers send Host and Origin without it; other hosts stay out."""
    door = Door(80, "token")
    ours = ((b"host", host), (b"origin", b"http://" + host))
    assert find_place(Request("GET", b"/token/", ours), door) == Place("list")
    assert find_place(Request("GET", b"/token/", ours), Door(8080, "token")) == 421
    assert find_place(Request("GET", b"/token/", ((b"host", b"evil.example"),)), door) == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LocalHost"])
def test_our_own_hosts_are_answered(preview: Preview, host: str) -> None:
    """The three names of this machine are answered, in capitals too."""
    assert preview.ask("", host=host).status == 200


def test_ipv6_loopback_is_answered_where_there_is_any(preview: Preview) -> None:
    """The same port answers on ::1."""
    try:
        connection = socket.create_connection(("::1", preview.port), timeout=10)
    except OSError as error:
        pytest.skip(f"no IPv6 loopback here: {error}")
    with connection:
        connection.sendall(
            f"GET {preview.root} HTTP/1.1\r\nHost: [::1]:{preview.port}\r\nConnection: close\r\n\r\n".encode()
        )
        assert connection.recv(12) == b"HTTP/1.1 200"


def test_nothing_listens_beyond_loopback(preview: Preview) -> None:
    """Every listening socket on the port is bound to an address of this machine alone."""
    local = []
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text("ascii").splitlines()[1:]:
            address, _, port = line.split()[1].partition(":")
            if int(port, 16) == preview.port and line.split()[3] == "0A":
                local.append(address)
    assert local
    assert set(local) <= {"0100007F", "00000000000000000000000001000000"}


@pytest.mark.parametrize(
    "headers",
    [
        ("Origin: http://evil.example",),
        ("Origin: null",),
        ("Origin: https://127.0.0.1:{port}",),
        ("Origin: http://localhost:1",),
        ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"),
        ("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"),
    ],
)
def test_another_site_may_not_listen(preview: Preview, headers: tuple[str, ...]) -> None:
    """G02: a page of another origin gets neither the reload stream nor a brief, even if it knew the address."""
    named = [one.format(port=preview.port) for one in headers]
    for path in ("events", "events/nato-csto", "page/nato-csto.html"):
        assert preview.ask(path, *named).status == 403


def test_a_link_from_elsewhere_may_lead_here(preview: Preview) -> None:
    """Following a link, as from a chat in the browser, is no request of that page's."""
    assert preview.ask("", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "..%2f..%2fetc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "../../etc/passwd",
        "\\..\\..\\etc\\passwd",
        "page/../../etc/passwd",
        "page/..%2f..%2fbriefgen.toml",
        "page/nato-csto.html/../../../briefgen.toml",
        "page//etc/passwd.html",
        "page/%6eato-csto.html",
        "page/link.html",
        "page/output/link.html",
        "output/link.html",
        "page/",
        "font/",
        "font/..%2fx.ttf",
        "pdf/",
        "raw://etc/passwd",
        "raw:/etc/passwd",
        "raw:/",
        "raw:/favicon.ico",
        "raw:http://127.0.0.1/etc/passwd",
    ],
)
def test_no_path_leads_to_a_file(preview: Preview, path: str) -> None:
    """G03, G04: no traversal, link or folder is served; all that is not one of our pages is 404."""
    answer = preview.ask(path)
    assert (answer.status, answer.headers["content-type"]) == _GONE
    assert "canary" not in answer.text
    assert "root:" not in answer.text


def test_without_the_token_nothing_is_told(preview: Preview) -> None:
    """A wrong, a shortened or a lengthened token is answered like any path that is none."""
    for wrong in ("A" * (len(preview.root) - 2), preview.root[1:-2], preview.root[1:-1] + "A", ""):
        answer = preview.ask(f"raw:/{wrong}/brief/nato-csto")
        assert (answer.status, answer.headers["content-type"]) == _GONE
    assert len(preview.root) >= 24


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "GARBAGE"])
def test_it_takes_nothing(preview: Preview, method: str) -> None:
    """G05: every method but GET and HEAD is answered 405 with those that there are."""
    answer = preview.ask("", "Content-Length: 0", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_head_gives_the_headers_alone(preview: Preview) -> None:
    """HEAD is answered as GET is, without the body."""
    got, head = preview.ask(""), preview.ask("", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(got.body))


@pytest.mark.parametrize("path", ["page/nato%00csto.html", "%00", "brief/nato-csto%00.html"])
def test_a_nul_is_no_address(preview: Preview, path: str) -> None:
    """G09: a NUL, written or raw, is answered 400."""
    assert preview.ask(path).status == 400
    raw = f"GET {preview.root}a\0b HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n"
    assert read_answer(preview.send(raw.encode())).status == 400


def test_every_answer_bears_its_policy(preview: Preview) -> None:
    """Our pages let in one script by its digest, a brief none at all; nothing is kept, guessed or told elsewhere."""
    preview.ask("brief/nato-csto")
    preview.wait_for("page/nato-csto.html", lambda one: one.status == 200)
    for path in ("", "brief/nato-csto", "page/nato-csto.html", "nonsense", "font/brief-sans-400.ttf"):
        headers = preview.ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"].startswith("default-src 'none'; ")
        assert ("no-store" in headers["cache-control"]) == (not path.startswith("font/"))
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers
    shell = preview.ask("brief/nato-csto").headers["content-security-policy"]
    assert re.search(r"script-src 'sha256-[^' ]+'; ", shell)
    assert "unsafe" not in shell
    assert "frame-ancestors 'none'" in shell
    brief = preview.ask("page/nato-csto.html").headers["content-security-policy"]
    assert "script-src" not in brief
    assert brief.endswith("sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox")


def _time_until_closed(preview: Preview, first: bytes, drip: bytes, every: float = 0.5) -> float:
    """Send a beginning, then a little each moment, and time how long the server bears it."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", preview.port), timeout=every) as connection:
        try:
            connection.sendall(first)
            while time.monotonic() - began < 14:
                try:
                    if not connection.recv(1 << 16):
                        break
                except TimeoutError:
                    connection.sendall(drip)
        except (ConnectionResetError, BrokenPipeError):
            pass
        return time.monotonic() - began


@pytest.mark.slow
def test_slow_and_endless_requests_are_hung_up_on(preview: Preview) -> None:
    """G06: a head of 20 MB, one that drips in, a silent connection and a body without end are closed within 10 s."""
    from concurrent.futures import ThreadPoolExecutor

    head = f"GET {preview.root} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n".encode()
    cases = {
        "silent": (b"", b""),
        "half a head": (head, b""),
        "a head that drips in": (head, b"X-A: b\r\n"),
        "a line that drips in": (head + b"X-A: ", b"a"),
        "asked once, then silent": (head + b"\r\n", b""),
        "a body that drips in": (head + b"Content-Length: 100000\r\n\r\n", b"a"),
        "20 MB of head": (head + b"X-A: " + b"a" * 20_000_000, b""),
    }
    with ThreadPoolExecutor(len(cases)) as pool:
        jobs = {name: pool.submit(_time_until_closed, preview, *case) for name, case in cases.items()}
        seconds = {name: job.result() for name, job in jobs.items()}
    assert {name: round(one, 1) for name, one in seconds.items() if one > 10} == {}
    assert preview.ask("").status == 200


def test_a_busy_port_is_told_with_another_to_take(preview: Preview, project: Path) -> None:
    """G07: exit 5, and a sentence with a port that is free."""
    ran = run_briefgen("preview", "--port", str(preview.port), folder=project)
    assert ran.code == 5
    found = re.search(r"Port (\d+) is taken .*`briefgen preview --port (\d+)`", ran.err)
    assert found, ran.err
    assert found[1] == str(preview.port) != found[2]


def test_an_unknown_topic_is_told_before_anything_starts(project: Path) -> None:
    """A misspelt topic is a usage error with the nearest one."""
    ran = run_briefgen("preview", "nato-cst", folder=project)
    assert (ran.code, "did you mean `nato-csto`?" in ran.err) == (2, True)


def test_a_topic_that_is_deleted_is_gone_and_the_server_lives(preview: Preview, project: Path) -> None:
    """G08: while a reader has it open a topic's file goes: its page is 404, and the others are answered."""
    topic = project / "corpus/topics/passing.md"
    topic.write_text('---\ntitle: "Passing"\nquery: |\n  tag:org/csto\ntlp: TLP:CLEAR\n---\n', encoding="utf-8")
    preview.wait_for("page/passing.html", lambda one: one.status == 200)
    topic.unlink()
    preview.wait_for("page/passing.html", lambda one: one.status == 404)
    assert preview.ask("brief/passing").status == 404
    assert preview.ask("").status == 200


@contextlib.contextmanager
def _started(project: Path) -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """Start a preview and wait until all its processes are there; whatever the test does, none stays."""
    command = [sys.executable, "-m", "briefgen", "preview", "nato-csto", "--port", "0"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            process.stdout.readline()
            until = time.monotonic() + 30
            while len(family := list_family(process.pid)) < 3 and time.monotonic() < until:
                time.sleep(0.05)
            assert len(family) >= 3
            yield process, family
        finally:
            process.kill()


def _list_alive(family: list[int]) -> list[int]:
    """List those processes that run; one that has ended and was not waited for yet does not."""
    alive = []
    for one in family:
        with contextlib.suppress(OSError):
            state = Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()[0]
            alive += [one] if state not in "ZX" else []
    return alive


def test_ctrl_c_ends_all_within_two_seconds(project: Path) -> None:
    """Builder, site, printer, finder and their workers end; nothing is left behind, output/ is as it was.

    Two seconds, or on a machine that is busy with other work sixty times what a Python needs for nothing.
    """
    before = sorted(path.name for path in (project / "output").rglob("*"))
    with _started(project) as (process, _):
        time.sleep(1)
        family = list_family(process.pid)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        seconds = time.monotonic() - began
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        assert seconds < max(2, 60 * (time.monotonic() - began))
        assert "Traceback" not in process.communicate()[1]
    assert _list_alive(family) == []
    assert sorted(path.name for path in (project / "output").rglob("*")) == before


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_builder_leaves_no_orphan(project: Path, number: int) -> None:
    """However the builder ends, the kernel ends what it started."""
    with _started(project) as (process, _):
        family = list_family(process.pid)
        process.send_signal(number)
        process.wait(30)
        until = time.monotonic() + 10
        while _list_alive(family) and time.monotonic() < until:
            time.sleep(0.05)
        assert _list_alive(family) == []
