"""What makes a source be read again: all that decides what the index keeps of it, and nothing that other code found."""

import ast
import json
from pathlib import Path

import pytest

import briefgen
from briefgen.index import entries
from briefgen.model.query import Words
from briefgen.model.source import NewerOriginal
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.place import Project, find_project
from briefgen.project.reading import corpus, sources
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.sources import Reading, find_originals, fingerprint_source, list_reading_code

ONE, TWO, NEWER = "1" * 64, "2" * 64, "3" * 64
FRONTS = {
    "plain": f"original: {{name: page.html, sha256: {ONE}}}",
    "its key is quoted": f'original: {{name: page.html, "sha256": "{ONE}"}}',
    "its key stands apart": f"original:\n  sha256 : >-\n    {ONE}",
    "a comment names another before it": f"# was sha256: {TWO}\noriginal: {{name: page.html, sha256: {ONE}}}",
}


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_original_is_found_however_it_is_written(front: str, end: str) -> None:
    """In whatever form of YAML a source names its original, the fingerprint counts it; its text names none."""
    text = f"\n---\ntitle: Page\n{FRONTS[front]}\n---\nIts sum is {NEWER}.\n".replace("\n", end)
    found = find_originals(text.encode()).split()
    assert ONE in found
    assert NEWER not in found


def take(project: Project, path: str, holds: str = ONE, name: str = "page.html", added: str = "2020-01-02") -> str:
    """Take the fingerprint of a source whose original lies at `path`, with one later version."""
    later = {ONE: [NewerOriginal(NEWER, name, added)]}
    reading = Reading(project, Vocabulary(), {}, {ONE: (Path(path), holds)}, "", later)
    return fingerprint_source(f"---\noriginal: {{sha256: {ONE}}}\n---\n".encode(), "corpus/sources/a.md", reading)


def test_all_that_is_told_of_an_original_counts(tmp_path: Path) -> None:
    """How its file is called, what it holds, the later version's name and its day: each gives another fingerprint."""
    (tmp_path / "briefgen.toml").write_text("", encoding="utf-8")
    project = find_project(tmp_path)
    told = [
        take(project, "a.html"),
        take(project, "a.pdf"),
        take(project, "a.html", holds=TWO),
        take(project, "a.html", name="paper.html"),
        take(project, "a.html", added="2020-01-03"),
    ]
    assert len(set(told)) == len(told)
    assert take(project, "a.html") == told[0]


def test_nothing_that_other_code_kept_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the code is another, the index takes all words anew though no source says anything else."""
    for name, text in {"briefgen.toml": "", "corpus/sources/a.md": "---\ntitle: A\n---\nThe ferry leaves.\n"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def find(opened: Corpus) -> tuple[str, ...]:
        return opened.index.find(Words("text", ("ferry",)))

    with monkeypatch.context() as other:
        other.setattr(entries, "list_passage_words", lambda evidence: ("nothing",))
        for module in (sources, corpus):
            other.setattr(module, "name_reading_code", lambda: "another code")
        assert use_corpus(find_project(tmp_path), find, 1) == ()
    assert len(use_corpus(find_project(tmp_path), find, 1)) == 1


def test_all_code_that_reads_is_digested() -> None:
    """Every module that a reader of sources or topics imports counts, but for those that run it and tell its end."""
    package = Path(briefgen.__file__).parent
    digested = set(list_reading_code())
    queue = [package / f"project/reading/{name}.py" for name in ("sources", "topic_files", "rules", "relating")]
    met: set[Path] = set()
    while queue:
        path = queue.pop()
        if path not in met:
            met.add(path)
            queue += _list_imported(path, package)
    apart = {path.relative_to(package).as_posix() for path in met - digested}
    assert {name for name in apart if not name.startswith("workers/")} <= {
        "errors.py", "__init__.py", "project/place.py", "project/failures.py"
    }  # fmt: skip
    assert package / "check/topics.py" in digested
    assert package / "vocabularies/countries.txt" in digested


def _list_imported(path: Path, package: Path) -> list[Path]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = [
        one.module for one in tree if isinstance(one, ast.ImportFrom) and (one.module or "").startswith("briefgen.")
    ]
    found = [package.parent / f"{name.replace('.', '/')}.py" for name in names if name]
    return [one for one in found if one.is_file()]


def test_another_name_of_a_later_version_is_told(tmp_path: Path) -> None:
    """`versions.jsonl` counts as it is written: fingerprints of its source follow its names."""
    line = {"source": "x", "follows": ONE, "sha256": NEWER, "name": "page.html", "added": "2020-01-01"}
    front = f"---\ntitle: A\noriginal: {{sha256: {ONE}}}\n---\nThe ferry leaves.\n"
    texts = {
        "briefgen.toml": "",
        "corpus/sources/a.md": front,
        "corpus/originals/versions.jsonl": json.dumps(line) + "\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    project = find_project(tmp_path)
    before = use_corpus(project, lambda opened: opened.index.fingerprints(), 1)
    project.versions.write_text(json.dumps(line | {"name": "paper.html"}) + "\n", encoding="utf-8")
    assert use_corpus(project, lambda opened: opened.index.fingerprints(), 1) != before
