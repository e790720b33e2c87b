"""Every benchmark still runs, on tiny inputs; its figures are not judged here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NEEDS_SHARED = pytest.mark.skipif(
    not (ROOT.parent / "shared" / "data").is_dir(), reason="../shared/data, from which the sources are made, is absent"
)

pytestmark = pytest.mark.slow


def run_benchmark(name: str, *words: str) -> str:
    """Run a benchmark as a user does, and return what it prints."""
    done = subprocess.run(
        [sys.executable, HERE / f"{name}.py", *words],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_benchmark_of_help_prints_a_ratio() -> None:
    """`measure_help.py` compares `--help` with importing Click."""
    assert "ratio" in run_benchmark("measure_help", "--rounds", "1")


def test_the_benchmark_of_printing_prints_a_ratio() -> None:
    """`measure_printing.py` prints a shipped topic both ways."""
    out = run_benchmark("measure_printing", "--rounds", "1", "--topics", "un-eurasian-bodies")
    assert out.startswith("topics: 1\n")
    assert "--force : bare" in out


def test_the_benchmark_of_pages_prints_its_figures() -> None:
    """`measure_pages.py` prints a made-up brief both ways, weighs it, and prints a dossier."""
    out = run_benchmark("measure_pages", "--rounds", "1", "--excerpts", "4", "--html", "4", "--dossier", "4")
    for figure in ("briefgen : raw", "WeasyPrint's tags", "HTML of", "peak"):
        assert figure in out


@NEEDS_SHARED
def test_the_benchmark_of_reading_prints_its_figures() -> None:
    """`measure_reading.py` reads sources made from the shared data, twice."""
    out = run_benchmark("measure_reading", "--sources", "40", "--rounds", "1")
    assert "sources/s" in out
    assert "second run : first" in out


@NEEDS_SHARED
def test_the_benchmark_of_finding_prints_its_figures() -> None:
    """`measure_finding.py` finds in sources made from the shared data."""
    assert "p95" in run_benchmark("measure_finding", "--sources", "40", "--queries", "3")


@NEEDS_SHARED
def test_the_benchmark_of_tagging_prints_its_figures() -> None:
    """`measure_tagging.py` finds names in the shared texts, beside a bare automaton."""
    out = run_benchmark("measure_tagging", "--characters", "20000", "--aliases", "200", "--rounds", "1")
    assert "200 aliases" in out
    assert "bare scan" in out


@NEEDS_SHARED
def test_the_benchmark_of_adding_prints_its_figures() -> None:
    """`measure_adding.py` adds pages made from the shared data, and reads them with the extractor alone."""
    out = run_benchmark("measure_adding", "--pages", "6", "--rounds", "1", "--few", "2", "--many", "6")
    assert "add : extractor alone" in out
    assert "6 pages : 2" in out


@NEEDS_SHARED
def test_no_two_made_sources_are_alike(tmp_path: Path) -> None:
    """The sources that are read are all different, and the same ones every time."""
    script = (
        "import made_sources as m; from pathlib import Path;"
        "texts = [t.split('---\\n', 2)[2] for t in m.make_texts(m.data_or_exit(), 300)];"
        "again = [t.split('---\\n', 2)[2] for t in m.make_texts(m.data_or_exit(), 300)];"
        "print(len(set(texts)), texts == again)"
    )
    environment = {**os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{ROOT / 'src'}"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
    )
    assert done.stdout.split() == ["300", "True"]


@NEEDS_SHARED
def test_the_benchmark_of_the_index_prints_its_figures() -> None:
    """`measure_index.py` changes one source among sources made from the shared data."""
    out = run_benchmark("measure_index", "--passages", "100", "--rounds", "1")
    assert "one changed : from nothing" in out


def test_the_benchmark_of_regeneration_prints_its_figures() -> None:
    """`measure_regeneration.py` makes a project and measures each kind of change in it; other tools may be absent."""
    parts = ("full", "raw", "nothing", "one", "alias", "html", "memory")
    out = run_benchmark("measure_regeneration", "--topics", "1", "--sources", "6", "--parts", *parts)
    for figure in ("full build : raw, tagged", "nothing changed", "one source changed", "alias added", "MiB parent"):
        assert figure in out


def test_the_benchmark_of_growth_draws_its_figure(tmp_path: Path) -> None:
    """`measure_regeneration.py --growth` draws every line with its name."""
    drawn = tmp_path / "growth.svg"
    run_benchmark(
        "measure_regeneration", "--growth", str(drawn), "--growth-topics", "1", "2", "--growth-sources", "6", "12"
    )
    text = drawn.read_text(encoding="utf-8")
    assert text.count("<polyline") == 6
    assert "nothing changed" in text


def test_a_made_project_is_the_same_every_time_and_has_no_mistake(tmp_path: Path) -> None:
    """Two projects made of the same numbers have the same files, and `check` finds no error in them."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    files = []
    for name in ("one", "two"):
        words = (str(tmp_path / name), "--topics", "6", "--sources", "50")
        run_benchmark("made_project", *words)
        files.append({p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.*")})
    assert files[0] == files[1]
    checked = subprocess.run(
        [sys.executable, "-m", "briefgen", "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path / "one",
        env=environment,
    )
    assert checked.returncode == 0, checked.stdout


def test_the_benchmark_of_sending_prints_its_figures() -> None:
    """`measure_sending.py` plans, mails and puts on a site."""
    out = run_benchmark("measure_sending", "--people", "4", "--topics", "2", "--messages", "4", "--editions", "10")
    for figure in ("planning : YAML alone", "send : bare loop", "one more edition", "search index"):
        assert figure in out
