"""Rights at the ways out: no edition quotes more than an owner allows, and none goes further, without a reason."""

import json
from pathlib import Path

import pytest
from bridges import SOURCE, write_bridges

from briefgen_command import run_briefgen
from edited_files import edit_text

_TRIAL = ("issue", "bridges", "--date", "2026-11-01", "--dry-run")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project whose one source is verbatim: 7 and 8 words are quoted, of 27 in all."""
    folder = write_bridges(tmp_path)
    text = SOURCE.replace("text: summary\n", "")
    more = "\nA third one was drawn by the office and never built for want of money.\n"
    (folder / "corpus/sources/bridge-report.md").write_text(text + more, encoding="utf-8")
    return folder


@pytest.fixture
def asking(project: Path) -> Path:
    """Give the same project with a topic that finds its source by its query alone, and cites nothing."""
    topic = "---\ntitle: Bridges of the river\nquery: tag:theme/bridges\ntlp: TLP:CLEAR\n---\n"
    (project / "corpus/topics/bridges.md").write_text(topic, encoding="utf-8")
    return project


def allow(folder: Path, rights: str) -> None:
    """Write what the source's owner allows."""
    edit_text(folder / "corpus/sources/bridge-report.md", "reliability: B\n", f"reliability: B\nrights: {{{rights}}}\n")


@pytest.mark.parametrize(
    ("rights", "told"),
    [
        ("max_quote_words: 7", "`bridge-report^south` quotes 9 words; its source allows 7"),
        ("max_quote_share: 0.25", "16 words of `bridge-report` are quoted, 52% of it; 25% are allowed"),
        ("max_quote_share: 25%", "16 words of `bridge-report` are quoted, 52% of it; 25% are allowed"),
        ("expires: 2026-10", "`bridge-report` may be quoted until 2026-10, and it is 2026-11-01"),
    ],
)
def test_a_limit_that_is_broken_refuses_the_edition(project: Path, rights: str, told: str) -> None:
    """Exit 3 with the limit, its place, and by how much it is broken; drafts are printed with a warning at most."""
    allow(project, rights)
    ran = run_briefgen(*_TRIAL, folder=project)
    assert ran.code == 3, ran.out + ran.err
    assert told in ran.err
    assert "corpus/sources/bridge-report.md:8:" in ran.err
    assert run_briefgen("build", "--html", folder=project).code == 0


@pytest.mark.parametrize("rights", ["max_quote_words: 7", "max_quote_share: 25%", "expires: 2026-10"])
def test_a_source_that_only_a_query_finds_has_its_limits_too(asking: Path, rights: str) -> None:
    """What is quoted counts, whether or not the topic names where it is from."""
    allow(asking, rights)
    ran = run_briefgen(*_TRIAL, folder=asking)
    assert (ran.code, "it quotes more than the owners of its sources allow" in ran.err) == (3, True), ran.err


@pytest.mark.slow
def test_a_limit_that_came_after_the_last_edition_is_told_as_the_reason(asking: Path) -> None:
    """Nothing else has changed, and that is not why it is refused."""
    assert run_briefgen("issue", "bridges", "--date", "2026-10-20", folder=asking).code == 0
    allow(asking, "expires: 2026-10")
    ran = run_briefgen(*_TRIAL, folder=asking)
    assert ran.code == 3, ran.err
    assert "`bridge-report` may be quoted until 2026-10, and it is 2026-11-01" in ran.err
    assert "has changed since" not in ran.err


@pytest.mark.parametrize(
    "rights", ["max_quote_words: 9", "max_quote_share: 0.52", "expires: 2026-11", "may_distribute: no", "holder: Us"]
)
def test_a_limit_that_is_kept_does_not(project: Path, rights: str) -> None:
    """The last word and the last day are allowed."""
    allow(project, rights)
    ran = run_briefgen(*_TRIAL, folder=project)
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    ("rights", "told"),
    [
        ("max_quote_words: 22", "`bridge-report^south` quotes 23 words; its source allows 22"),
        ("max_quote_share: 50%", "30 words of `bridge-report` are quoted, 67% of it; 50% are allowed"),
    ],
)
def test_a_passage_without_blanks_is_many_words(project: Path, rights: str, told: str) -> None:
    """In Chinese each letter counts, for the length of one quotation and for the share of the whole."""
    allow(project, rights)
    source = project / "corpus/sources/bridge-report.md"
    edit_text(
        source, "The south bridge has been closed since the flood.", "自从去年春天的大洪水以来,南桥一直对所有车辆关闭。"
    )
    ran = run_briefgen(*_TRIAL, folder=project)
    assert (ran.code, told in ran.err) == (3, True), ran.err


def test_a_translation_is_the_owners_too(project: Path) -> None:
    """Where it is longer than the words themselves it is what counts, and `check` says so of a chosen excerpt."""
    allow(project, "max_quote_words: 9, max_quote_share: 60%")
    source = project / "corpus/sources/bridge-report.md"
    edit_text(source, "#theme/bridges ^north", f"#theme/bridges [translation:: {'carts ' * 59}go] ^north")
    ran = run_briefgen(*_TRIAL, folder=project)
    assert ran.code == 3, ran.err
    assert "`bridge-report^north` quotes 60 words in translation; its source allows 9" in ran.err
    assert "69 words of `bridge-report` are quoted" in ran.err
    ran = run_briefgen("check", folder=project)
    assert "`^north` quotes 60 words in translation; its source allows 9." in ran.err
    edit_text(source, f"{'carts ' * 59}go", "short")
    assert run_briefgen(*_TRIAL, folder=project).code == 0


def test_a_summary_is_no_quotation(project: Path) -> None:
    """The desk's own words break no limit."""
    allow(project, "max_quote_words: 1, max_quote_share: 0.01, expires: 2020")
    edit_text(project / "corpus/sources/bridge-report.md", "tlp: TLP:CLEAR\n", "tlp: TLP:CLEAR\ntext: summary\n")
    assert run_briefgen(*_TRIAL, folder=project).code == 0


@pytest.mark.slow
def test_a_reason_lets_it_through_and_is_kept(project: Path) -> None:
    """With the edition stand the reason and each limit that it overruled."""
    allow(project, "max_quote_words: 7, max_quote_share: 0.25")
    ran = run_briefgen(*_TRIAL[:-1], "--force", "the owner agreed by letter of 1 October", folder=project)
    assert ran.code == 0, ran.err
    kept = json.loads((project / "output/editions/bridges/1/brief.en/edition.json").read_text("utf-8"))["edition"]
    assert kept["forced"] == "the owner agreed by letter of 1 October"
    assert sum("quote" in one for one in kept["overruled"]) == 2
    assert all(": BG-SRC-00" in one for one in kept["overruled"]), kept["overruled"]


@pytest.mark.parametrize(
    "slip", ["max_qoute_words: 7", "max_quote_share: many", "expires: soon", "may_distribute: nope"]
)
def test_a_slip_in_a_limit_is_an_error(project: Path, slip: str) -> None:
    """A limit that cannot be read is not taken for none: the edition is refused, with file and line."""
    allow(project, slip)
    ran = run_briefgen(*_TRIAL, folder=project)
    assert ran.code != 0
    ran = run_briefgen("check", folder=project)
    assert "corpus/sources/bridge-report.md:8:" in ran.err
    assert "error[BG-" in ran.err


@pytest.mark.slow
def test_an_edition_tells_no_words_whose_leave_has_ended(asking: Path) -> None:
    """What the last edition quoted is told in the desk's own words by now: the owner's stand in no file of the next."""
    allow(asking, "expires: 2026-10")
    assert run_briefgen("issue", "bridges", "--date", "2026-10-20", folder=asking).code == 0
    source = asking / "corpus/sources/bridge-report.md"
    edit_text(source, "The south bridge has been closed since the flood.", "One is shut. [text:: summary]")
    edit_text(source, "The north bridge carries carts and people.", "One is open. [text:: summary]")
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-01", folder=asking)
    assert ran.code == 0, ran.err
    folder = asking / "output/editions/bridges/2/brief.en"
    assert "may not be quoted again (source: The bridges)" in (folder / "bridges.html").read_text("utf-8")
    files = [one for one in folder.rglob("*") if one.suffix in {".html", ".json"}]
    assert not [one for one in files if "carts and people" in one.read_text("utf-8")]


@pytest.mark.slow
def test_a_source_that_is_called_otherwise_keeps_its_limits(asking: Path) -> None:
    """The last edition quotes it under the id that it had; nothing of it prints any more."""
    allow(asking, "expires: 2026-10")
    assert run_briefgen("issue", "bridges", "--date", "2026-10-20", folder=asking).code == 0
    source = asking / "corpus/sources/bridge-report.md"
    edit_text(source, "reliability: B", "reliability: B\nformerly: [bridge-report]")
    source.rename(source.with_name("river-report.md"))
    edit_text(asking / "corpus/topics/bridges.md", "tag:theme/bridges", "text:bridge AND source:another")
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-01", "--force", "it is empty", folder=asking)
    assert ran.code == 0, ran.err
    folder = asking / "output/editions/bridges/2/brief.en"
    assert "carts and people" not in (folder / "bridges.html").read_text("utf-8")


@pytest.mark.slow
def test_a_source_that_is_gone_keeps_its_limits(asking: Path) -> None:
    """Its last edition says what they were, and the next tells none of its words after the end."""
    allow(asking, "expires: 2026-10")
    assert run_briefgen("issue", "bridges", "--date", "2026-10-20", folder=asking).code == 0
    (asking / "corpus/sources/bridge-report.md").unlink()
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-01", "--force", "it is empty", folder=asking)
    assert ran.code == 0, ran.err
    folder = asking / "output/editions/bridges/2/brief.en"
    assert "carts and people" not in (folder / "bridges.html").read_text("utf-8")
    kept = json.loads((folder / "edition.json").read_text("utf-8"))["edition"]["rights"]
    assert kept["bridge-report"]["expires"] == "2026-10-31"


@pytest.mark.slow
def test_words_that_the_last_edition_tells_and_may_no_more_are_told_as_the_reason(asking: Path) -> None:
    """Nothing has changed since, and yet it may not leave: the next edition, issued with a reason, may."""
    allow(asking, "expires: 2026-10")
    assert run_briefgen("issue", "bridges", "--date", "2026-10-20", folder=asking).code == 0
    source = asking / "corpus/sources/bridge-report.md"
    edit_text(source, "The south bridge has been closed since the flood.", "One is shut. [text:: summary]")
    edit_text(source, "The north bridge carries carts and people.", "One is open. [text:: summary]")
    assert run_briefgen("issue", "bridges", "--date", "2026-10-21", folder=asking).code == 0
    ran = run_briefgen(*_TRIAL, folder=asking)
    assert ran.code == 3
    assert "But edition 2 tells words of `bridge-report` that may be quoted no more" in ran.err
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-01", "--force", "as told", folder=asking)
    assert ran.code == 0, ran.err
    folder = asking / "output/editions/bridges/3/brief.en"
    assert "carts and people" not in (folder / "edition.json").read_text("utf-8")


def test_check_names_a_leave_that_has_ended(project: Path) -> None:
    """On the day, whoever runs it."""
    allow(project, "expires: 2020-01-31")
    ran = run_briefgen("check", folder=project)
    told = next(line for line in ran.err.splitlines() if "BG-SRC-007" in line)
    assert told.startswith("corpus/sources/bridge-report.md:8:")
    assert told.endswith("warning[BG-SRC-007]: It may be quoted until 2020-01-31.")
