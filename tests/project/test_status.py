"""`status`: the topics' states in one table, each reason by name, and the same as JSON."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bridges import TOPIC, write_bridges

from briefgen.cli.state_table import lay_out_status
from briefgen.grammar.shortening import measure_width
from briefgen.project.building.build import BuildOptions, BuildReport, build_briefs
from briefgen.project.place import find_project
from briefgen_command import run_briefgen
from edited_files import edit_text

NORTH = "The north bridge carries carts and people."


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project of three topics, built and one of them issued; tests copy it."""
    folder = write_bridges(tmp_path_factory.mktemp("status") / "desk")
    wide = TOPIC.replace("Bridges of the river", "长江上的桥梁与渡口：一份关于北桥和南桥的简报").replace(
        "^third", "^wide"
    )
    (folder / "corpus/topics/wide-script.md").write_text(wide, "utf-8")
    plain = "---\ntitle: All that is known of the bridges\nquery: tag:theme/bridges\ntlp: TLP:AMBER+STRICT\n---\n"
    (folder / "corpus/topics/a-topic-whose-name-is-as-long-as-names-are-allowed-to-be.md").write_text(plain, "utf-8")
    issued = run_briefgen("issue", "bridges", "--date", "2026-03-05", folder=folder)
    assert issued.code == 0, issued.err
    built = run_briefgen("build", "--date", "2026-11-22", folder=folder)
    assert built.code == 0, built.err
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """Give a copy of the built project."""
    return Path(shutil.copytree(built_once, tmp_path / "desk"))


def look(folder: Path) -> BuildReport:
    """Ask for the states, in this process."""
    return build_briefs(find_project(folder), BuildOptions(prints=False, processes=1))


def list_files(folder: Path) -> dict[str, bytes]:
    """Read all files but those that may be deleted at any time."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".briefgen" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_table_fits_the_terminal(built: Path, width: int) -> None:
    """At every width the columns stand beneath their heads, wide scripts counted, and no line is wider."""
    edit_text(built / "corpus/sources/bridge-report.md", NORTH, NORTH.replace("carts", "carts, goods"))
    lines = list(lay_out_status(look(built), width, verbose=True))
    assert max(map(measure_width, lines)) <= width, "\n".join(lines)
    head = next(line for line in lines if line.lstrip().startswith("topic"))
    rows = [line for line in lines if "TLP:" in line and "left out" not in line]
    assert len(rows) == 3
    for row in rows:
        column = head.index("marking")
        assert cut_columns(row, column).startswith("TLP:"), "\n".join(lines)
        assert cut_columns(row, head.index("printed")).startswith("2026-11-22"), "\n".join(lines)


def cut_columns(line: str, column: int) -> str:
    """Give what of a line stands from a column of the terminal on."""
    while measure_width(line) and column > 0:
        column -= measure_width(line[0])
        line = line[1:]
    return line


def test_an_up_to_date_project_says_so_in_a_line_each(built: Path) -> None:
    """Each topic has its state, edition, marking, pages, excerpts and date, and the last line sums up."""
    lines = list(lay_out_status(look(built), 200, verbose=False))
    (row,) = [line for line in lines if " bridges " in line]
    assert row.split()[:3] == ["/", "bridges", "up"]
    for told in ("1 of 2026-03-05, same", "TLP:CLEAR", "2026-11-22", "Bridges of the river"):
        assert told in row
    assert lines[-1] == "3 topics: 3 up to date"


def test_status_writes_and_prints_nothing(built: Path) -> None:
    """Before anything is printed `status` says what would be, and leaves every file as it is."""
    edit_text(built / "corpus/sources/bridge-report.md", NORTH, NORTH.replace("carts", "carts, goods"))
    before = list_files(built)
    ran = run_briefgen("status", folder=built)
    assert ran.code == 0
    assert "~ 1 excerpt re-worded (bridge-report^north)" in ran.out
    assert list_files(built) == before
    assert run_briefgen("build", "--check", folder=built).code == 1


def test_an_edit_of_substance_sets_the_draft_apart_from_its_edition(built: Path) -> None:
    """The edition's column tells whether the draft says anything that the edition did not; style does not count."""
    (built / "templates").mkdir()
    sheet = Path(__file__).resolve().parents[2] / "templates" / "brief.css"
    (built / "templates/brief.css").write_text(sheet.read_text("utf-8") + "\nh1 { color: #333 }\n", "utf-8")
    styled = next(draft for draft in look(built).drafts if draft.slug == "bridges")
    assert styled.reasons
    assert styled.since is not None
    assert styled.since.differs is False
    edit_text(built / "corpus/topics/bridges.md", "[likelihood:: unlikely]", "[likelihood:: very unlikely]")
    lines = list(lay_out_status(look(built), 80, verbose=False))
    assert "1, differs" in next(line for line in lines if " bridges " in line)
    assert "    ~ 1 judgement edited: likelihood (^third)" in lines
    assert "    ~ a template or style sheet was edited (brief.css)" in lines


def test_every_state_has_its_sign(built: Path) -> None:
    """Up to date /, stale ~, never printed +, failed ! and gone - stand in front; the summary counts each."""
    edit_text(built / "corpus/topics/bridges.md", "Two bridges stand.", "Two old bridges stand.")
    (built / "corpus/topics/wide-script.md").unlink()
    (built / "corpus/topics/new.md").write_text("---\ntitle: New\nquery: tag:theme/bridges\n---\n", "utf-8")
    (built / "corpus/topics/broken.md").write_text("---\ntitle: Broken\nquery: tag:theme/unknown\n---\n", "utf-8")
    lines = list(lay_out_status(look(built), 200, verbose=False))
    signs = {line.split()[1].rstrip(":"): line[0] for line in lines[1:] if line[0] in "/~+!-"}
    assert signs == {
        "a-topic-whose-name-is-as-long-as-names-are-allowed-to-be": "/",
        "bridges": "~",
        "new": "+",
        "broken": "!",
        "wide-script": "-",
    }
    assert lines[-1].startswith("3 topics: 1 stale, 1 never printed, 1 up to date, 1 failed, 1 gone; ")


def test_long_lists_of_names_are_cut_unless_all_are_asked_for(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reason names three things and how many more there are; `-v` and `--explain` name all."""
    more = "".join(f"\nBridge number {n} stands further up. #theme/bridges ^more-{n}\n" for n in range(9))
    source = built / "corpus/sources/bridge-report.md"
    source.write_text(source.read_text("utf-8") + more, "utf-8")
    monkeypatch.delenv("COLUMNS", raising=False)  # into a pipe nothing is broken
    short = run_briefgen("status", "bridges", folder=built).out
    assert "+ 9 excerpts new (bridge-report^more-0, bridge-report^more-1, bridge-report^more-2, and 6 more)" in short
    everything = ", ".join(f"bridge-report^more-{n}" for n in range(9))
    assert f"+ 9 excerpts new ({everything})" in run_briefgen("status", "bridges", "-v", folder=built).out
    explained = run_briefgen("build", "bridges", "--check", "--explain", folder=built)
    assert explained.code == 1
    assert f"+ 9 excerpts new ({everything})" in explained.out


def test_a_build_explains_what_it_printed(built: Path) -> None:
    """`build --explain` says beneath each line why that draft was printed, and without it says nothing of it."""
    edit_text(built / "corpus/sources/bridge-report.md", "reliability: B", "reliability: C")
    lines = run_briefgen("build", "bridges", "--explain", folder=built).out.splitlines()
    assert lines[0].startswith("printed  bridges")
    assert lines[1].strip() == "~ 1 source with another grade (bridge-report)"
    assert run_briefgen("build", "wide-script", folder=built).out.count("\n") == 1


def test_the_json_is_complete(built: Path) -> None:
    """Each topic's object holds all that the table tells, and what it leaves out; the keys are documented."""
    edit_text(built / "corpus/topics/bridges.md", "A third bridge is unlikely.", "A third bridge is most unlikely.")
    told = json.loads(run_briefgen("status", "--json", folder=built).out)
    assert set(told) == {"topics", "failed", "gone", "taken_away", "counts", "problems"}
    (bridges,) = [one for one in told["topics"] if one["topic"] == "bridges"]
    assert bridges["reasons"] == [
        {"about": "judgements", "sign": "~", "phrase": "1 judgement edited: words", "names": ["^third"]}
    ]
    assert bridges["edition"] == {"number": 1, "issued": "2026-03-05", "differs": True}
    assert {key: bridges[key] for key in ("state", "marking", "printed", "excerpts", "sources", "title")} == {
        "state": "stale",
        "marking": "TLP:CLEAR",
        "printed": "2026-11-22",
        "excerpts": 2,
        "sources": 1,
        "title": "Bridges of the river",
    }
    assert told["counts"] == {
        "printed": 0,
        "stale": 1,
        "never printed": 0,
        "up to date": 2,
        "failed": 0,
        "gone": 0,
    }


@pytest.fixture
def sixty_columns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give commands a narrow terminal."""
    monkeypatch.setenv("COLUMNS", "60")
    yield
    assert os.environ["COLUMNS"] == "60"


@pytest.mark.usefixtures("sixty_columns")
def test_a_narrow_terminal_breaks_reasons_between_words(built: Path) -> None:
    """A reason that is wider than the terminal goes on beneath, indented."""
    edit_text(built / "corpus/sources/bridge-report.md", NORTH, NORTH.replace("carts", "carts, goods"))
    edit_text(built / "corpus/sources/bridge-report.md", "since the flood", "since the great flood")
    lines = run_briefgen("status", "bridges", folder=built).out.splitlines()
    place = lines.index("    ~ 2 excerpts re-worded (bridge-report^north,")
    assert lines[place + 1] == "        bridge-report^south)"
