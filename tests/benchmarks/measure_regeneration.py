"""Bringing many briefs up to date: each kind of change against what the best known tool takes for the like.

A made project of real text (`made_project.py`), whole processes, side by side in one run:

- nothing changed, against Sphinx's build with nothing to do on as many Markdown pages of the same text;
- one source changed that k topics select, against nothing changed + 1.1 × k raw WeasyPrint prints ÷ cores;
- an alias added to the vocabulary: seconds, sources tagged again, topics printed;
- everything printed, against raw WeasyPrint in as many warm workers given the same HTML, tagged and plain;
- everything as HTML only, every topic assembled again, against Hugo on the same text;
- the largest resident sets of the parent and of a worker.

`--growth` measures nothing changed and HTML only for more and more topics and sources and draws them.

    python tests/benchmarks/measure_regeneration.py --topics 1000 --sources 10000
    python tests/benchmarks/measure_regeneration.py --growth .readme/growth.svg
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drawn_growth import Line, draw_growth
from made_project import MadeProject, locate_source, make_project
from other_builders import prepare_hugo, prepare_sphinx
from watched_process import watch
from whole_processes import Run, briefgen, measure

HERE = Path(__file__).resolve().parent
_CORES = os.cpu_count() or 1
_PARTS = ("full", "raw", "nothing", "one", "alias", "html", "memory")
_DATE = ("--date", "2026-11-22")


@dataclass(frozen=True, slots=True)
class Bench:
    """The made project that is built again and again, and the folder for all else."""

    made: MadeProject
    scratch: Path
    rounds: int

    @property
    def folder(self) -> Path:
        """Where the project is."""
        return self.made.folder

    def build(self, *words: str) -> Run:
        """Build; ends with what it says where it fails."""
        run = measure(briefgen("build", *_DATE, *words), self.folder)
        if run.code not in (0, 1):
            raise SystemExit(f"build {words} ended with exit code {run.code}:\n{self.read_errors()}")
        return run

    def count_printed(self, run: Run) -> int:
        """Count the topics that a build with ``--json`` printed."""
        return int(json.loads(run.out)["counts"]["printed"])

    def read_errors(self) -> str:
        """Read what the last process wrote to its standard error."""
        return (self.folder / "benchmark.err").read_text(errors="replace")[-2000:]

    def list_pages(self) -> list[Path]:
        """List the pages that the last build left."""
        return sorted((self.folder / "output").glob("*.html"))


def tell(name: str, run: Run, more: str = "") -> None:
    """Print a line of figures."""
    figures = f"{run.seconds:9.2f} s   cpu {run.cpu_seconds:8.2f} s"
    print(f"{name:<46}{figures}   largest process {run.peak_mib:4.0f} MiB   {more}".rstrip(), flush=True)


def tell_ratio(name: str, runs: Sequence[Run], others: Sequence[Run], asked: str) -> None:
    """Print two ratios: of the clock and of the processor, medians."""
    wall = _take_median(runs, lambda run: run.seconds) / _take_median(others, lambda run: run.seconds)
    cpu = _take_median(runs, lambda run: run.cpu_seconds) / _take_median(others, lambda run: run.cpu_seconds)
    print(f"{name:<46}{wall:9.2f} ×   cpu {cpu:8.2f} ×   asked: {asked}", flush=True)


def _take_median(runs: Sequence[Run], value: Callable[[Run], float]) -> float:
    return statistics.median(map(value, runs))


def measure_full(bench: Bench) -> list[Run]:
    """Print everything, the first time and then by force."""
    first = bench.build("--json")
    tell("full build, the first (reads all sources)", first, f"{bench.count_printed(first)} topics")
    forced = [bench.build("--force", "--json") for _ in range(bench.rounds)]
    tell("full build again (--force)", forced[-1], f"{_count_sheets(bench.folder / 'output')} sheets")
    return forced


def _count_sheets(folder: Path) -> int:
    from pypdfium2 import PdfDocument

    total = 0
    for path in folder.glob("*.pdf"):
        with PdfDocument(path) as document:
            total += len(document)
    return total


def measure_raw(bench: Bench, variant: str) -> Run:
    """Print the pages of the last build with raw WeasyPrint in warm workers; without its start-up."""
    listed = bench.scratch / "pages.txt"
    listed.write_text("".join(f"{page}\n" for page in bench.list_pages()), encoding="utf-8")
    words = [sys.executable, HERE / "other_builders.py", listed, bench.scratch / "raw", "--variant", variant]
    run = measure([*words, "--jobs", str(_CORES)], bench.scratch)
    if run.code:
        raise SystemExit((bench.scratch / "benchmark.err").read_text(errors="replace")[-2000:])
    seconds, cpu, sheets = run.out.split()
    raw = Run(float(seconds), float(cpu), run.peak_mib, 0, sheets)
    tell(f"raw WeasyPrint, {variant or 'untagged'}", raw, f"{sheets} sheets")
    return raw


def measure_nothing(bench: Bench) -> list[Run]:
    """Build with nothing changed beside Sphinx with nothing changed."""
    sphinx = prepare_sphinx(bench.list_pages(), bench.scratch)
    if isinstance(sphinx, str):
        print(sphinx)
    else:
        tell("Sphinx, all pages", measure(sphinx, bench.scratch))
        measure(sphinx, bench.scratch)
    bench.build()
    idle: list[Run] = []
    others: list[Run] = []
    for _ in range(max(3, bench.rounds)):
        idle.append(bench.build())
        if not isinstance(sphinx, str):
            others.append(measure(sphinx, bench.scratch))
    tell("nothing changed", idle[-1])
    if others:
        tell("Sphinx, nothing changed", others[-1])
        tell_ratio("nothing changed : Sphinx", idle, others, "at most 0.25")
    return idle


def measure_one(bench: Bench, idle: Sequence[Run], raw: Run | None) -> None:
    """Change a source that several topics select, and one that few do."""
    for number in _choose_sources(bench.made):
        path = bench.folder / locate_source(number)
        text = path.read_text(encoding="utf-8")
        path.write_text(_change_passages(text), encoding="utf-8")
        run = bench.build("--json")
        printed = bench.count_printed(run)
        tell("one source changed", run, f"{printed} topics printed")
        if raw is None or not idle:
            continue
        pages = len(bench.list_pages())
        still, still_cpu = _take_median(idle, lambda one: one.seconds), _take_median(idle, lambda one: one.cpu_seconds)
        each, each_cpu = raw.seconds * _CORES / pages, raw.cpu_seconds / pages
        reach = still + 1.1 * printed * each / _CORES
        cpu = still_cpu + 1.1 * printed * each_cpu
        print(f"{f'  : nothing changed + 1.1 × {printed} raw ÷ {_CORES}':<46}{run.seconds / reach:9.2f} ×   "
              f"cpu {run.cpu_seconds / cpu:8.2f} ×   asked: at most 1", flush=True)  # fmt: skip


def _choose_sources(made: MadeProject) -> Iterator[int]:
    """Choose the sources that bear the most and the median number of cases."""
    held = Counter(source for sources in made.cases.values() for source in sources)
    order = [source for source, _ in held.most_common()]
    for source in dict.fromkeys((order[0], order[len(order) // 2])):
        yield int(source.rsplit("-", 1)[1])


def _change_passages(text: str) -> str:
    """Begin each passage anew, and leave its id, so that what cites it stands."""
    front, end, body = text.partition("\n---\n")
    blocks = (block if block.startswith("#") else f"Now: {block}" for block in body.split("\n\n"))
    return front + end + "\n\n".join(blocks)


def measure_alias(bench: Bench) -> None:
    """Add an alias that a few passages hold."""
    vocabulary = bench.folder / "corpus" / "vocabulary.yaml"
    text = vocabulary.read_text(encoding="utf-8")
    alias = _find_rare_name(bench)
    vocabulary.write_text(text.replace("org/sco:\n", f"org/sco:\n  aliases: [{alias}]\n", 1).replace(
        f"  aliases: [{alias}]\n  label: {{en: SCO, ru: ШОС, kk: ШЫҰ}}\n  aliases: [",
        f"  label: {{en: SCO, ru: ШОС, kk: ШЫҰ}}\n  aliases: [{alias}, "), encoding="utf-8")  # fmt: skip
    run = bench.build("--json")
    tell(
        f"alias added ({alias})", run, f"{bench.count_printed(run)} topics printed, {bench.made.sources} sources tagged"
    )
    shutil.rmtree(bench.folder / ".briefgen")
    run = bench.build("--json")
    tell("index deleted (all sources read again)", run, f"{bench.count_printed(run)} topics printed")


def _find_rare_name(bench: Bench) -> str:
    """Find a capitalised word that between three and ten sources hold."""
    import re

    held: Counter[str] = Counter()
    for number in range(min(2000, bench.made.sources)):
        body = (bench.folder / locate_source(number)).read_text(encoding="utf-8").partition("\n---\n")[2]
        held.update(set(re.findall(r"(?<=[a-z] )[A-Z][a-z]{6,}\b", body)))
    return min((word for word, count in sorted(held.items()) if 3 <= count <= 10), default="Zanzibar")


def measure_html(bench: Bench) -> None:
    """Write the HTML of all topics, each assembled again, beside Hugo on the same text."""
    hugo = prepare_hugo(bench.list_pages(), bench.scratch)
    if isinstance(hugo, str):
        print(hugo)
    runs: list[Run] = []
    others: list[Run] = []
    for _ in range(bench.rounds):
        runs.append(bench.build("--html", "--force"))
        if not isinstance(hugo, str):
            shutil.rmtree(bench.scratch / "hugo-out", ignore_errors=True)
            others.append(measure(hugo, bench.scratch))
    tell("HTML only, every topic assembled again", runs[-1])
    if others:
        tell("Hugo", others[-1])
        tell_ratio("HTML only : Hugo", runs, others, "at most 3")
    shutil.rmtree(bench.folder / ".briefgen")
    tell("HTML only, cold (no index, no caches)", bench.build("--html", "--force"))
    bench.build()


def measure_memory(bench: Bench) -> None:
    """Watch the parent and its workers while everything is printed, and while nothing is."""
    for name, words in (("nothing changed", ()), ("full build", ("--force",))):
        peaks = watch(briefgen("build", *_DATE, *words), bench.folder)
        index = sum(path.stat().st_size for path in (bench.folder / ".briefgen").rglob("*") if path.is_file()) / 2**20
        print(f"memory, {name:<38}{peaks.own_mib:9.0f} MiB parent, {peaks.child_mib:.0f} MiB the largest worker; "
              f"index and caches {index:.0f} MiB   asked: 150 + index, 300", flush=True)  # fmt: skip


def run_parts(bench: Bench, parts: Sequence[str]) -> None:
    """Measure what is asked for, in an order in which each finds the project up to date."""
    size = f"{bench.made.topics} topics, {bench.made.sources} sources of {bench.made.size / 1e6:.1f} MB, {_CORES} cores"
    print(size, flush=True)
    idle: list[Run] = []
    raw: Run | None = None
    if "full" in parts:
        forced = measure_full(bench)
    else:
        tell("full build, the first", bench.build("--json"))
        forced = []
    if "raw" in parts:
        raw = measure_raw(bench, "pdf/ua-1")
        plain = measure_raw(bench, "")
        if forced:
            tell_ratio("full build : raw, tagged", forced, [raw], "at most 1.1")
            tell_ratio("full build : raw, untagged", forced, [plain], "(reported)")
    if "nothing" in parts:
        idle = measure_nothing(bench)
    if "one" in parts:
        measure_one(bench, idle, raw)
    if "alias" in parts:
        measure_alias(bench)
    if "html" in parts:
        measure_html(bench)
    if "memory" in parts:
        measure_memory(bench)


# --- Growth ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds of builds of one size: all HTML the first time and again, nothing changed, all PDFs (0: none)."""

    first: float
    html: float
    idle: float
    prints: float


def measure_growth(path: Path, topics: Sequence[int], sources: Sequence[int], most_prints: int) -> None:
    """Measure more and more topics on a thousand sources, and a hundred topics on more and more sources; draw both."""
    fixed = 1000 if max(sources) > 1000 else min(sources)
    few = 100 if max(topics) > 100 else min(topics)
    by_topics = {count: _measure_size(count, fixed, prints=count <= most_prints) for count in topics}
    by_sources = {count: _measure_size(few, count, prints=False) for count in sources}
    left = (
        Line("PDFs of all", 3, tuple((count, one.prints) for count, one in by_topics.items() if one.prints)),
        Line("HTML of all", 1, tuple((count, one.html) for count, one in by_topics.items())),
        Line("nothing changed", 2, tuple((count, one.idle) for count, one in by_topics.items())),
    )
    right = (
        Line("first build, HTML", 0, tuple((count, one.first) for count, one in by_sources.items())),
        Line("HTML of all", 1, tuple((count, one.html) for count, one in by_sources.items())),
        Line("nothing changed", 2, tuple((count, one.idle) for count, one in by_sources.items())),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = tuple(line for line in left if line.points)
    drawn = draw_growth((f"topics ({fixed:,} sources)", shown), (f"sources ({few:,} topics)", right))
    path.write_text(drawn, encoding="utf-8")
    print(f"drawn: {path}")


def _measure_size(topics: int, sources: int, *, prints: bool) -> Times:
    with tempfile.TemporaryDirectory(prefix="briefgen-growth-") as name:
        bench = Bench(make_project(Path(name) / "project", topics, sources), Path(name), 1)
        first, again = bench.build("--html"), bench.build("--html", "--force")
        bench.build("--html")
        idle = bench.build("--html")
        # The HTML stands already: this build prints its PDFs.
        printed = bench.build().seconds if prints else 0.0
        print(f"{topics:>6} topics {sources:>6} sources: first {first.seconds:8.2f} s", end=", ")
        print(f"all HTML {again.seconds:8.2f} s", end=", ")
        print(
            f"nothing changed {idle.seconds:7.3f} s (cpu {idle.cpu_seconds:.3f} s), PDFs {printed:8.2f} s", flush=True
        )
        return Times(first.seconds, again.seconds, idle.seconds, printed)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--topics", type=int, default=1000)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--parts", nargs="+", choices=_PARTS, default=_PARTS)
    parser.add_argument("--growth", type=Path, metavar="FILE.svg")
    parser.add_argument("--growth-topics", type=int, nargs="+", default=[10, 100, 1000, 5000])
    parser.add_argument("--growth-sources", type=int, nargs="+", default=[100, 1000, 10_000, 50_000])
    parser.add_argument("--growth-prints", type=int, default=1000, help="print the PDFs of so many topics at most")
    asked = parser.parse_args()
    if asked.growth:
        measure_growth(asked.growth.resolve(), asked.growth_topics, asked.growth_sources, asked.growth_prints)
        return
    with tempfile.TemporaryDirectory(prefix="briefgen-regeneration-") as name:
        made = make_project(Path(name) / "project", asked.topics, asked.sources)
        subprocess.run(list(map(str, briefgen("--version"))), check=True, capture_output=True, cwd=name)
        run_parts(Bench(made, Path(name), asked.rounds), asked.parts)


if __name__ == "__main__":
    main()
