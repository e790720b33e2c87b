"""From a save to the new words on the screen: a topic of 100 excerpts in a corpus of 1,000 sources, in Chromium.

The clock starts with the renaming that saves the file and stops when the words stand in the browser's document. Beside
it runs what the machine needs for nothing: a Python that starts and ends. Prints the median of some saves, its parts,
and the ratio of the two.

    python tests/benchmarks/measure_preview.py [FOLDER] [--saves 10] [--edit source|topic|vocabulary]
"""

import argparse
import contextlib
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from made_project import locate_source, make_project
from playwright.sync_api import Page, sync_playwright

from required_tools import find_chromium

#: Two passages in each of fifty sources are what the topic asks for.
_SOURCES = 50
_WAIT = """(word) => new Promise((done) => {
  const look = () => {
    const doc = document.querySelector("iframe:not(.next)")?.contentDocument;
    if (doc?.body?.textContent.includes(word)) done(performance.timeOrigin + performance.now());
    else setTimeout(look, 1);
  };
  look();
})"""
_TOPIC = """---
title: "A hundred excerpts"
query: |
  tag:case/hundred
cutoff: 2026-11-20
tlp: TLP:AMBER
sections:
  - heading: Positions
    kind: positions
  - heading: Timeline
    kind: timeline
  - heading: Evidence
    kind: excerpts
    group: theme
  - heading: Sources
    kind: sources
---
What is known rests on a hundred excerpts. Zeroth.
"""


@dataclass(frozen=True, slots=True)
class Save:
    """One save: seconds in all, and by part."""

    seconds: float
    parts: dict[str, float]


@dataclass(slots=True)
class Listener:
    """Follows the reload stream beside the browser, for the builder's own times."""

    steps: list[tuple[float, dict[str, float]]] = field(default_factory=list)

    def follow(self, address: str) -> None:
        """Follow until the preview ends."""
        root, _, name = address.partition("brief/")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{root}events/{name}") as stream:  # noqa: S310 - ours
            for line in stream:
                if line.startswith(b"data:"):
                    told = json.loads(line[5:])
                    self.steps.append((time.monotonic(), told.get("steps", {})))

    def find(self, after: float) -> tuple[float, dict[str, float]]:
        """Find the steps of the first page that was begun after a moment, and when they arrived."""
        return next(((at, steps) for at, steps in list(self.steps) if steps.get("began", 0) > after), (0.0, {}))


def make_corpus(folder: Path, topics: int = 10, sources: int = 1000) -> Path:
    """Make the project: that of the other benchmarks, and a topic that asks for a hundred passages."""
    made = make_project(folder, topics, sources).folder
    with (made / "corpus/vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write("case/hundred: {label: Hundred}\n")
    texts = [_first_words(made / locate_source(number)) for number in range(_SOURCES, 3 * _SOURCES)]
    for number in range(_SOURCES):
        with (made / locate_source(number)).open("a", encoding="utf-8") as file:
            for place in range(2):
                words = texts[2 * number + place]
                file.write(
                    f"\n{words}\n#case/hundred [actor:: place/russia] [date:: 20{10 + number % 10}] ^h-{place}\n"
                )
    (made / "corpus/topics/hundred.md").write_text(_TOPIC, encoding="utf-8")
    return made


def _first_words(path: Path) -> str:
    return path.read_text("utf-8").split("\n---\n", 1)[1].strip().split("\n", 1)[0]


@contextlib.contextmanager
def preview(folder: Path, *words: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Run a preview; gives its address."""
    command = [sys.executable, "-m", "briefgen", "preview", *words, "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.send_signal(2)
            process.wait(10)


def save(path: Path, text: str) -> tuple[float, float]:
    """Save a file as editors do; gives the moment by both clocks."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    moments = time.time(), time.monotonic()
    beside.replace(path)
    return moments


def measure(
    page: Page, address: str, path: Path, texts: Iterator[tuple[str, str]], listener: Listener
) -> Iterator[Save]:
    """Save text after text and watch for the word in each."""
    for word, text in texts:
        wall, moment = save(path, text)
        seen = page.evaluate(_WAIT, word) / 1000
        time.sleep(0.3)
        _, steps = listener.find(moment)
        names = ("heard", "began", "read", "made", "sent")
        moments = [moment, *(steps[name] for name in names)]
        parts = {name: later - one for name, one, later in zip(names, moments, moments[1:], strict=False)}
        parts["browser"] = seen - wall - (steps["sent"] - moment)
        yield Save(seen - wall, parts)
        time.sleep(1.2)


def list_texts(path: Path, saves: int) -> Iterator[tuple[str, str]]:
    """Give texts of the file, each with a word that stands nowhere else; a vocabulary's is in a label."""
    text = path.read_text("utf-8")
    for number in range(saves):
        word = f"Xylophone{number:03}"
        if path.name == "vocabulary.yaml":
            yield (
                word,
                re.sub(
                    r"place/russia:\s*\n?\s*(\{?label: )\{?(en: )?[^,}\n]+",
                    rf"place/russia:\n  \1{{en: {word}",
                    text,
                    count=1,
                ),
            )
        elif path.parent.name == "topics":
            yield word, text.replace("Zeroth.", f"{word}.")
        else:
            head, last, tail = text.rpartition("\n#case/hundred")
            yield word, f"{head} And {word} said so too.{last}{tail}"


def start_nothing() -> float:
    """Time a Python that starts and ends."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - began


def run(folder: Path, saves: int, edit: str) -> list[Save]:
    """Measure in a project."""
    files = {
        "source": folder / locate_source(3),
        "topic": folder / "corpus/topics/hundred.md",
        "vocabulary": folder / "corpus/vocabulary.yaml",
    }
    before = files[edit].read_text("utf-8")
    try:
        with preview(folder, "hundred") as (address, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector("#print a", timeout=180_000)
            listener = Listener()
            threading.Thread(target=listener.follow, args=(address,), daemon=True).start()
            time.sleep(2)
            done = list(measure(page, address, files[edit], list_texts(files[edit], saves), listener))
            browser.close()
            return done
    finally:
        files[edit].write_text(before, encoding="utf-8")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--saves", type=int, default=10)
    parser.add_argument("--edit", choices=("source", "topic", "vocabulary"), default="source")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = (
            words.folder if words.folder and words.folder.is_dir() else make_corpus(words.folder or Path(made) / "p")
        )
        done = run(folder, words.saves, words.edit)
    nothing = statistics.median(start_nothing() for _ in range(words.saves))
    median = statistics.median(one.seconds for one in done)
    print(f"save to screen ({words.edit}): {median:.3f} s, median of {len(done)}; ", end="")
    print(f"{min(one.seconds for one in done):.3f} to {max(one.seconds for one in done):.3f}")
    for name in done[0].parts:
        print(f"  {name:8} {statistics.median(one.parts[name] for one in done):.3f} s")
    print(f"a Python that starts and ends: {nothing:.3f} s; ratio {median / nothing:.1f}")


if __name__ == "__main__":
    main()
