"""`issue` for recipients: one moment, every variant that they need, nothing that they may not see."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from bridges import TOPIC, write_bridges

from briefgen_command import run_briefgen

pytestmark = pytest.mark.slow

RECIPIENTS = """
press: {tlp: TLP:CLEAR}
partner: {tlp: TLP:GREEN, form: note, language: ru}
desk: {tlp: TLP:AMBER}
minister: {tlp: TLP:RED, named_for: [bridges]}
colleague: {tlp: TLP:RED}
everyone: {members: [press, partner, desk, minister, colleague]}
"""
DAY = ("--date", "2026-11-05")


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Issue a topic of which one excerpt is amber and one red to five recipients."""
    folder = write_bridges(tmp_path_factory.mktemp("issued"), TOPIC.replace("tlp:", "recipients: [everyone]\ntlp:"))
    (folder / "corpus/recipients.yaml").write_text(RECIPIENTS, "utf-8")
    source = folder / "corpus/sources/bridge-report.md"
    text = source.read_text("utf-8")
    text = text.replace(" ^south", " [tlp:: TLP:AMBER] ^south")
    source.write_text(text + "\nThe east bridge is REDACTED-CANARY. #theme/bridges [tlp:: TLP:RED] ^east\n", "utf-8")
    ran = run_briefgen("issue", "bridges", *DAY, folder=folder)
    assert ran.code == 0, ran.err
    (folder / "told.txt").write_text(ran.out, "utf-8")
    (folder / "err.txt").write_text(ran.err, "utf-8")
    return folder


@pytest.fixture
def project(issued: Path, tmp_path: Path) -> Path:
    """Give a copy of the project with its editions."""
    return shutil.copytree(issued, tmp_path / "copy")


def list_shelf(project: Path) -> list[str]:
    """List the variants on the shelf."""
    shelf = project / "output/editions"
    return sorted(str(path.parent.relative_to(shelf)) for path in shelf.rglob("edition.json"))


def run_json(*words: str, folder: Path) -> tuple[int, Any]:
    """Run a command with --json."""
    ran = run_briefgen(*words, "--json", folder=folder)
    return ran.code, json.loads(ran.out)


def test_each_distinct_marking_form_and_language_is_issued_once(issued: Path) -> None:
    """Five recipients, five variants; the minister has the topic's own; each line says for whom."""
    assert list_shelf(issued) == [
        "bridges/1/brief.en",
        "bridges/1/brief.en.tlp-amber",
        "bridges/1/brief.en.tlp-amber-strict",
        "bridges/1/brief.en.tlp-clear",
        "bridges/1/note.ru.tlp-green",
    ]
    told = (issued / "told.txt").read_text("utf-8")
    assert "brief.en/   for minister" in told
    assert "note.ru.tlp-green/   for partner" in told


def test_nothing_above_a_limit_is_in_any_file_of_its_variant(issued: Path) -> None:
    """HTML, data, manifest and record; what is held back is told on stderr, by variant."""
    for variant, words in (("brief.en.tlp-amber", "REDACTED"), ("brief.en.tlp-clear", "since the flood")):
        for path in (issued / "output/editions/bridges/1" / variant).iterdir():
            assert words.encode() not in path.read_bytes(), path
    own = issued / "output/editions/bridges/1/brief.en"
    assert b"REDACTED" in (own / "brief.json").read_bytes()
    told = (issued / "err.txt").read_text("utf-8")
    assert "held back from bridges brief.en.tlp-clear: excerpt bridge-report^south (TLP:AMBER)" in told
    assert "held back from bridges brief.en.tlp-amber: excerpt bridge-report^east (TLP:RED)" in told


def test_every_variant_holds_all_that_it_needs(issued: Path) -> None:
    """HTML, PDF, the enclosed manifest, the data, and the record with a digest of each; nothing else."""
    for folder in (issued / "output/editions/bridges/1").iterdir():
        names = {"bridges.html", "bridges.pdf", "manifest.json", "brief.json"}
        record = json.loads((folder / "edition.json").read_text("utf-8"))
        assert set(record["files"]) == names
        assert {path.name for path in folder.iterdir()} == {*names, "edition.json"}
        assert record["made_with"]["versions"]["weasyprint"]
        assert record["edition"]["issued"] == "2026-11-05"


def test_a_variant_in_which_nothing_changed_is_not_issued_again(project: Path) -> None:
    """A red excerpt more: the minister gets edition 2, the others keep theirs, and no number tells of it."""
    source = project / "corpus/sources/bridge-report.md"
    text = source.read_text("utf-8")
    source.write_text(text + "\nThe west bridge too. #theme/bridges [tlp:: TLP:RED] ^west\n", "utf-8")
    code, told = run_json("issue", "bridges", "--date", "2026-11-06", folder=project)
    assert code == 0, told
    assert [(one["edition"], one["variant"], one["recipients"]) for one in told["issued"]] == [
        (2, "brief.en", ["minister"])
    ]
    assert sorted((one["edition"], one["variant"]) for one in told["kept"]) == [
        (1, "brief.en.tlp-amber"),
        (1, "brief.en.tlp-amber-strict"),
        (1, "brief.en.tlp-clear"),
        (1, "note.ru.tlp-green"),
    ]


def test_a_recipient_below_the_topics_own_marking_gets_nothing_and_that_is_said(project: Path) -> None:
    """It is no error: the others are issued."""
    topic = project / "corpus/topics/bridges.md"
    topic.write_text(topic.read_text("utf-8").replace("tlp: TLP:CLEAR", "tlp: TLP:GREEN"), "utf-8")
    source = project / "corpus/sources/bridge-report.md"
    source.write_text(source.read_text("utf-8").replace("carts and people", "carts"), "utf-8")
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-06", "--dry-run", folder=project)
    assert ran.code == 0, ran.err
    assert "nothing  bridges   press may see up to TLP:CLEAR, and the topic itself is TLP:GREEN" in ran.out
    assert "tlp-clear" not in ran.out


def test_a_trial_writes_nothing_and_says_the_same(issued: Path, tmp_path: Path) -> None:
    """What would be issued, in which variants and for whom; afterwards the folder is as it was."""
    folder = shutil.copytree(issued / "corpus", tmp_path / "trial/corpus").parent
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', "utf-8")
    code, told = run_json("issue", "bridges", *DAY, "--dry-run", folder=folder)
    assert code == 0
    assert told["is_trial"] is True
    assert sorted(f"bridges/1/{one['variant']}" for one in told["issued"]) == list_shelf(issued)
    assert not (folder / "output").exists()


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (RECIPIENTS.replace("TLP:AMBER", "TLP:AMBRE"), 3, "the file of its recipients has errors"),
        (RECIPIENTS.replace("everyone:", "everybody:"), 1, "the recipient `everyone` is not in corpus/recipients.yaml"),
    ],
)
def test_with_a_mistake_in_the_recipients_nothing_is_issued(project: Path, text: str, code: int, words: str) -> None:
    """A typo in a marking, a name that nobody has; `check` names file, line and column. One variant asked for goes."""
    (project / "corpus/recipients.yaml").write_text(text, "utf-8")
    before = list_shelf(project)
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-07", folder=project)
    assert ran.code == code
    assert words in ran.err
    assert list_shelf(project) == before
    checked = run_briefgen("check", folder=project)
    assert checked.code == code
    assert "corpus/recipients.yaml:4:13" in checked.err or "corpus/topics/bridges.md:4:" in checked.err


def test_a_refused_topic_stops_no_other(project: Path) -> None:
    """One is issued, one has nothing new (exit 3), one is broken (exit 1): the exit code is the highest."""
    topics = project / "corpus/topics"
    (topics / "ferries.md").write_text(TOPIC.replace("Bridges of the river", "Ferries"), "utf-8")
    (topics / "broken.md").write_text(TOPIC.replace("tag:theme/bridges", "tag:"), "utf-8")
    code, told = run_json("issue", "broken", "bridges", "ferries", "--date", "2026-11-06", folder=project)
    assert code == 3
    assert [(one["topic"], one["edition"]) for one in told["issued"]] == [("ferries", 1)]
    assert [(one["topic"], one["exit_code"]) for one in told["refused"]] == [("broken", 1), ("bridges", 3)]


def test_a_reason_overrules_an_error_but_no_marking(project: Path) -> None:
    """A missing source goes out with the reason on record; a label that is none never does."""
    topic = project / "corpus/topics/bridges.md"
    whole = topic.read_text("utf-8")
    topic.write_text(whole.replace("bridge-report^south]", "bridge-report^sauth]"), "utf-8")
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-06", folder=project)
    assert ran.code == 1
    assert "--force" in ran.err
    asked = ("issue", "bridges", "--date", "2026-11-06", "--max-tlp", "TLP:RED", "--force", "the minister waits")
    assert run_briefgen(*asked, folder=project).code == 0
    kept = json.loads((project / "output/editions/bridges/1/brief.en.tlp-red/edition.json").read_text("utf-8"))
    assert "sauth" in str(kept["edition"]["overruled"])
    assert kept["edition"]["forced"] == "the minister waits"
    topic.write_text(whole.replace("tlp: TLP:CLEAR", "tlp: TLP:CLEAN"), "utf-8")
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-08", "--force", "why not", folder=project)
    assert ran.code == 3
