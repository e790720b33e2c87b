"""From a page to a brief: a contested date is warned of until a person has looked, a passage's language is kept."""

from pathlib import Path

import pytest

from briefgen_command import run_briefgen

PAGE = """<html lang="en"><head><title>The bridge is open again</title>
<meta property="article:published_time" content="2018-03-19T10:00:00Z">
<link rel="canonical" href="https://a.example/2009/06/25/bridge"></head><body><h1>The bridge is open again</h1>
<p>The bridge over the river was opened again to lorries after engineers had replaced the eastern pier of it.</p>
<p>Мост через реку снова открыли для грузовых машин после того, как инженеры заменили восточную опору.</p>
<p>Drivers who had waited for hours said that they hoped the toll would stay low for as long as it could be.</p>
</body></html>"""
TOPIC = "---\ntitle: Bridges\nquery: text:bridge OR text:мост\ntlp: TLP:CLEAR\n---\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with the page added."""
    assert run_briefgen("new", ".", folder=tmp_path).code == 0
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    added = run_briefgen("add", "page.html", folder=tmp_path)
    assert added.code == 0, added.err
    return tmp_path


def find_source(project: Path) -> Path:
    """Return the file of the page's source."""
    return next(path for path in (project / "corpus" / "sources").rglob("*.md") if "bridge" in path.name)


def test_check_warns_of_a_contested_date_until_a_person_has_looked(project: Path) -> None:
    """What the date was read from and what speaks against it are told; `checked_by`, or a sure date, ends it."""
    source = find_source(project)
    written = source.read_text(encoding="utf-8")
    assert 'issued: "2009-06-25?"' in written
    warned = run_briefgen("check", folder=project).err
    assert "BG-DATE-002" in warned
    assert "2009-06-25?" in warned
    assert "meta: article:published_time '2018-03-19T10:00:00Z'" in warned
    source.write_text(written.replace("\nlanguage:", "\nchecked_by: A. Reader\nlanguage:", 1), encoding="utf-8")
    assert "BG-DATE-002" not in run_briefgen("check", folder=project).err
    source.write_text(written.replace('"2009-06-25?"', "2009-06-25", 1), encoding="utf-8")
    assert "BG-DATE-002" not in run_briefgen("check", folder=project).err


def test_a_passages_language_is_asked_for_and_set_on_its_quotation(project: Path) -> None:
    """`language:ru` finds the Russian passage of an English page, and the brief's quotation says lang="ru"."""
    assert "[language:: ru]" in find_source(project).read_text(encoding="utf-8")
    russian = run_briefgen("find", "language:ru", folder=project).out
    assert "Мост через реку" in russian
    assert "The bridge over" not in russian
    assert "Мост" not in run_briefgen("find", "language:en", folder=project).out
    (project / "corpus" / "topics" / "bridges.md").write_text(TOPIC, encoding="utf-8")
    run_briefgen("build", "bridges", folder=project)
    html = (project / "output" / "bridges.html").read_text(encoding="utf-8")
    quotation = html[: html.index("Мост через реку")].rpartition("<blockquote")[2]
    assert 'lang="ru"' in quotation


def test_two_dates_that_left_a_source_undated_are_told_in_a_sentence(tmp_path: Path) -> None:
    """The words of both dates stand in the warning, each with where it was read."""
    assert run_briefgen("new", ".", folder=tmp_path).code == 0
    text = (
        "---\ntitle: A bridge\ntype: webpage\nlanguage: en\nreliability: F\ntext: summary\nevidence:\n"
        "  issued_header: \"text: '19th Mar 2018'\"\n  issued_text: \"text: 'Thursday (25 June)'\"\n---\nIt stands.\n"
    )
    (tmp_path / "corpus/sources/bridge-2018.md").write_text(text, encoding="utf-8")
    warned = run_briefgen("check", folder=tmp_path).err
    told = "two dates are told: '19th Mar 2018' in the page's text, and 'Thursday (25 June)' in the page's text"
    assert told in warned
