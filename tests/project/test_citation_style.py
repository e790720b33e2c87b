"""The setting `csl`: a citation style of the project's own, from its file to the page."""

from pathlib import Path

import pytest

from briefgen.errors import BriefgenError, PolicyError, UsageError
from briefgen.project.place import Project
from briefgen.project.reading.citation_style import read_citation_style
from briefgen.read.settings import read_settings
from briefgen.render.citing.styles import LONGEST_STYLE
from briefgen_command import run_briefgen

pytestmark = pytest.mark.slow

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="."><group delimiter=" / ">
<names variable="author"><name/></names><text variable="title"/>
<date variable="issued"><date-part name="year"/></date></group></layout></bibliography>
</style>
"""


def make_project(folder: Path, csl: str = "styles/own.csl") -> Project:
    """Make a project whose settings name a citation style."""
    return Project(folder, read_settings(f'csl = "{csl}"\n', "briefgen.toml"))


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd.csl",
        "../own.csl",
        "styles/../../own.csl",
        "./own.csl",
        "own.xml",
        "C:own.csl",
        "a\\\\b.csl",
        "",
        "x",
    ],
)
def test_a_path_that_leads_elsewhere_is_a_mistake_of_the_settings(path: str) -> None:
    """Only a .csl file inside the project can be named; the message says where and how."""
    with pytest.raises(UsageError, match=r"briefgen\.toml:1:1: `csl` cannot be .*styles/chicago\.csl"):
        read_settings(f'csl = "{path}"\n', "briefgen.toml")


def test_without_the_setting_there_is_no_style(tmp_path: Path) -> None:
    """The default style needs no file."""
    assert read_citation_style(Project(tmp_path, read_settings("", "briefgen.toml"))) is None


def test_a_style_is_read_from_the_project(tmp_path: Path) -> None:
    """Its bytes come with the name that the settings give it."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "own.csl").write_text(STYLE, "utf-8")
    style = read_citation_style(make_project(tmp_path))
    assert style is not None
    assert (style.file, style.data) == ("styles/own.csl", STYLE.encode())


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda path: None, UsageError, "there is no citation style at `styles/own.csl`"),
        (lambda path: path.mkdir(), UsageError, "was not read"),
        (lambda path: path.write_bytes(b"x" * (LONGEST_STYLE + 1)), UsageError, "longer than the 1,048,576 bytes"),
        (lambda path: path.symlink_to("/etc/passwd"), PolicyError, "Refused"),
    ],
)
def test_a_style_that_cannot_be_read_stops_the_command(
    tmp_path: Path, make: "object", error: type[BriefgenError], said: str
) -> None:
    """Missing, no file, too long, or a link that leads out: the command says so before anything is printed."""
    (tmp_path / "styles").mkdir()
    make(tmp_path / "styles" / "own.csl")  # type: ignore[operator]
    with pytest.raises(error, match=said):
        read_citation_style(make_project(tmp_path))


def test_a_brief_is_cited_by_the_projects_style(shipped: Path) -> None:
    """The page has the style's citations; a broken style is a problem, and the brief prints in the default style."""
    settings, style = shipped / "briefgen.toml", shipped / "styles" / "own.csl"
    settings.write_text(settings.read_text("utf-8") + '\ncsl = "styles/own.csl"\n', "utf-8")
    style.parent.mkdir()
    style.write_text(STYLE, "utf-8")
    built = run_briefgen("build", "astana-hub", folder=shipped)
    assert built.code == 0, built.err
    assert "United Nations General Assembly / " in (shipped / "output" / "astana-hub.html").read_text("utf-8")
    style.write_text(STYLE.replace("</bibliography>", ""), "utf-8")
    broken = run_briefgen("build", "astana-hub", folder=shipped)
    assert broken.code == 1
    assert "styles/own.csl:8:1: error[BG-PRINT-011]: the citation style cannot be used: it is not XML" in broken.err
    assert "United Nations General Assembly. " in (shipped / "output" / "astana-hub.html").read_text("utf-8")
