"""Sending: planned, mailed, and put on a site; whole processes, side by side with what does only the bare part of it.

- 1,000 recipients and 20 topics planned (`send --dry-run`): seconds, largest process; against reading the same file of
  recipients with a bare YAML parser;
- messages a second through a server on this machine that takes all, against a loop over smtplib that sends as many
  messages of the same size over one connection;
- a site of many editions made, and made again after one more; the search index apart, where pagefind is installed.

    python tests/benchmarks/measure_sending.py [--people 1000] [--topics 20] [--messages 500] [--editions 1000]
"""

import argparse
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from made_shelf import Size, make_editions, shelve_edition
from whole_processes import ROOT, Run, briefgen, measure

from briefgen.deliver.site.search import SEARCH

_SINK = """
import sys, time
from aiosmtpd.controller import Controller
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
controller = Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1]))
controller.start()
print("ready", flush=True)
time.sleep(3600)
"""
_LOOP = """
import smtplib, sys
from email.message import EmailMessage
count, path = int(sys.argv[2]), sys.argv[3]
pdf = open(path, "rb").read()
with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as smtp:
    for number in range(count):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "desk@example.org", f"p{number}@example.org", "Brief"
        message.set_content("The brief is attached.")
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename="brief.pdf")
        smtp.send_message(message)
"""
#: The command where pagefind is not installed.
_WITHOUT_SEARCH = "import sys; sys.modules['pagefind'] = None; from briefgen.cli import main; main()"
_EACH, _PDF = 10, 20_000
_PARSE = "import sys, yaml; yaml.load(open(sys.argv[1], encoding='utf-8'), yaml.CSafeLoader)"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--editions", type=int, default=1000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="briefgen-sending-") as name:
        folder, words = Path(name), _take_words()
        subprocess.run([*map(str, briefgen("--version"))], check=True, capture_output=True, cwd=name)
        measure_planning(folder / "planning", Size(asked.topics, 1, asked.people), words)
        with run_sink() as port:
            measure_mail(folder / "mail", asked.messages, port, words)
        measure_site(folder / "site", asked.editions, words)


def measure_planning(folder: Path, size: Size, words: tuple[str, ...]) -> None:
    """Plan what everybody is to receive; the first run reads the corpus."""
    project = _make(folder, size, 9, words)
    _run(project, "send", "--dry-run")
    planned = _run(project, "send", "--dry-run")
    bare = measure([sys.executable, "-c", _PARSE, project / "corpus/recipients.yaml"], project)
    lines = planned.out.count("to send")
    _tell(f"{size.people} people, {size.topics} topics planned", planned, f"{lines} deliveries")
    _tell("  the file of recipients, YAML alone", bare)
    print(f"  planning : YAML alone {planned.seconds / bare.seconds:.1f} ×", flush=True)


def measure_mail(folder: Path, messages: int, port: int, words: tuple[str, ...]) -> None:
    """Send as many messages both ways to the same server."""
    project = _make(folder, Size(1, 1, messages), port, words)
    pdf = next(project.glob("output/editions/*/1/*/*.pdf"))
    bare = measure([sys.executable, "-c", _LOOP, str(port), str(messages), pdf], project)
    _run(project, "send", "--dry-run")
    sent = _run(project, "send", "--to", "post")
    count = len(re.findall(r"^sent ", sent.out, re.MULTILINE))
    if count != messages:
        raise SystemExit(f"{count} of {messages} messages were sent:\n{sent.out[:2000]}")
    _tell(f"{count} messages", sent, f"{count / sent.seconds:.0f} a second")
    _tell("  a bare loop over smtplib", bare, f"{messages / bare.seconds:.0f} a second")
    print(f"  send : bare loop {sent.seconds / bare.seconds:.2f} ×", flush=True)


def measure_site(folder: Path, editions: int, words: tuple[str, ...]) -> None:
    """Make a site of many editions, ten of each topic; then send one more edition; with and without the search."""
    bare = 0.0
    topics = max(editions // _EACH, 1)
    for has_search in (False, True):
        project = _make(folder / ("search" if has_search else "bare"), Size(topics, 0, 0, _PDF), 9, words)
        slugs = sorted(path.stem for path in (project / "corpus/topics").iterdir())
        size = Size(topics, _EACH, 0, _PDF)
        made = []
        for number in range(1, _EACH + 1):
            shelve_edition(project, slugs, number, size, words)
            made.append(_send_site(project, has_search=has_search))
        shelve_edition(project, slugs[:1], _EACH + 1, size, words)
        one = _send_site(project, has_search=has_search)
        name = "with its search" if has_search else "without search"
        whole = Run(sum(run.seconds for run in made), sum(run.cpu_seconds for run in made), made[-1].peak_mib, 0, "")
        _tell(f"site of {topics * _EACH} editions {name}, in {_EACH} runs", whole)
        _tell("  one more edition", one, f"{one.seconds / whole.seconds:.3f} × all")
        if has_search:
            index = sum(path.stat().st_size for path in (project.parent / "site" / SEARCH).rglob("*") if path.is_file())
            print(f"  search index: {index / 2**20:.2f} MiB in {one.seconds - bare:.2f} s", flush=True)
        bare = one.seconds


def _send_site(project: Path, *, has_search: bool) -> Run:
    """Send to the site; without its search pagefind is not to be found."""
    return _run(project, "send", "--to", "library", start=() if has_search else (_WITHOUT_SEARCH,))


def _make(folder: Path, size: Size, port: int, words: tuple[str, ...]) -> Path:
    project = folder / "project"
    make_editions(project, size, port, words)
    return project


def _run(project: Path, *words: str, start: Sequence[str] = ()) -> Run:
    run = measure([sys.executable, "-c", *start, *words] if start else briefgen(*words), project)
    if run.code not in (0, 6):
        raise SystemExit(f"{' '.join(words)} ended with {run.code}:\n{(project / 'benchmark.err').read_text()[-3000:]}")
    return run


def _tell(name: str, run: Run, more: str = "") -> None:
    print(
        f"{name:<52}{run.seconds:9.2f} s   cpu {run.cpu_seconds:8.2f} s   {run.peak_mib:6.0f} MiB   {more}", flush=True
    )


def _take_words() -> tuple[str, ...]:
    """Take the words of the shipped corpus."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus/sources").rglob("*.md")))
    return tuple(re.findall(r"[A-Za-z]{2,}", " ".join(texts)))


@contextmanager
def run_sink() -> Iterator[int]:
    """Run a mail server that takes all, as a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    sink = subprocess.Popen([sys.executable, "-c", _SINK, str(port)], stdout=subprocess.PIPE, text=True)
    try:
        assert sink.stdout is not None
        sink.stdout.readline()
        yield port
    finally:
        sink.kill()
        sink.wait()


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"measured in {time.perf_counter() - began:.0f} s")
