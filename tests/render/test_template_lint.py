"""What tells a template writer where a template breaks: field, name, image, heading, markup, nested boxes."""

from pathlib import Path

import pytest
from laid_out import lay_out

from briefgen.render.filters import BriefFilters
from briefgen.render.html import LayoutOptions
from briefgen.render.templating.lint import TemplateText, lint_templates
from briefgen.render.templating.own_templates import read_own_templates
from briefgen.render.templating.templates import find_shipped_templates, make_environment
from briefs.made_up import make_brief
from own_pages import MARKED


def lint(text: str) -> list[tuple[str, int, int, str]]:
    """Lint one template and give code, line, column and message of each problem."""
    filters = BriefFilters("en", frozenset(), "")
    environment = make_environment((), filters.list_filters(), filters.list_names(), "en")
    shipped = tuple(path.read_text("utf-8") for path in sorted(find_shipped_templates().rglob("*.j2")))
    found = lint_templates((TemplateText(text, "templates/mine.html.j2"),), shipped, frozenset(environment.globals))
    return [(one.kind.code, one.place.line, one.place.column, one.message) for one in found]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "said"),
    [
        ("<p>{{ brief.titel }}</p>", "BG-PRINT-007", 1, 13, "`Brief` has no field `titel`"),
        ("{{ breif.title }}", "BG-PRINT-007", 1, 4, "no template sets `breif`"),
        (
            "{% for one in brief.sections %}\n{{ one.heading }} {{ one.headline }}{% endfor %}",
            "BG-PRINT-007",
            2,
            26,
            "`Section` has no field `headline`",
        ),
        (
            "{% set first = brief.sections[0] %}{{ first.judgements[0].prose.html }}",
            "BG-PRINT-007",
            1,
            65,
            "`Prose` has no field `html`",
        ),
        (
            "{{ brief.sections|map(attribute='name')|join(', ') }}",
            "BG-PRINT-007",
            1,
            34,
            "`Section` has no field `name`",
        ),
        ("{{ section.groups|first|string }}{{ entry.quote }}", "BG-PRINT-007", 1, 43, "`ExcerptEntry` has no field"),
        ("{{ brief['heading'] }}", "BG-PRINT-007", 1, 11, "`Brief` has no field `heading`"),
        ('<p>\n<img src="data:x">', "BG-PRINT-008", 2, 1, "no alternative text"),
        ("<svg viewBox='0 0 1 1'><rect/></svg>", "BG-PRINT-008", 1, 1, "no alternative text"),
        ("{{ brief.title|safe }}", "BG-PRINT-003", 1, 16, "`|safe`"),
        ('{% set order = ("sumary", "*") %}', "BG-PRINT-017", 1, 18, "no kind of section is called `sumary`"),
        ('{% set order = ("gaps", "*", "gaps") %}', "BG-PRINT-017", 1, 31, "`gaps` stands twice"),
        ('{% set order = ("summary") %}', "BG-PRINT-017", 1, 18, "not a list of words"),
        ("a\n {% autoescape false %}{% endautoescape %}", "BG-PRINT-003", 2, 5, "`autoescape`"),
    ],
)
def test_what_breaks_is_named_with_line_and_column(text: str, code: str, line: int, column: int, said: str) -> None:
    """Each planted fault is the one problem that is found, at its place."""
    found = lint(text)
    assert [one[:3] for one in found] == [(code, line, column)]
    assert said in found[0][3]


@pytest.mark.parametrize(
    "text",
    [
        "{% for section in brief.sections %}{% for j in section.judgements %}{{ j.prose|judgement(j.likelihood) }}"
        "{{ j.evidence|length }}{{ j.marking.label }}{% endfor %}{% endfor %}",
        "{% set wanted = brief.sections|selectattr('judgements')|list %}{{ wanted[0].heading if wanted }}",
        "{% macro line(thing) %}{{ thing.anything.at.all }}{% endmacro %}{{ line(brief) }}",
        "{% for name, number in {'a': 1}.items() %}{{ name }} {{ number }} {{ loop.index }}{% endfor %}",
        "{{ brief.cutoff.text if brief.cutoff }} {{ brief.statistics.first_year }} {{ t('contents') }}",
        "{{ brief.sections[:2]|map(attribute='heading')|join }} {{ (brief.sections|first).anchor }}",
        '<img alt="" src="data:x"> <svg aria-label="a"></svg> <svg><title>b</title></svg>',
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    """Loops, assignments, macros and filters of a sound template raise no false alarm."""
    assert lint(text) == []


def test_the_shipped_templates_pass_the_lint() -> None:
    """Our own templates, looked through as if they were a user's, have no fault."""
    folder = find_shipped_templates()
    own = read_own_templates((folder,))
    assert len(own.templates) > 8
    assert [fault for one in own.templates for fault in lint(one.text)] == []


def write_page(folder: Path, body: str, css: str = "") -> None:
    """Write a template of the user's own."""
    (folder / "brief.html.j2").write_text(
        '<!DOCTYPE html><html lang="{{ brief.language }}"><head><title>{{ brief.title }}</title>'
        f"<style>{css}</style></head><body>{MARKED}<h1>{{{{ brief.title }}}}</h1>{body}</body></html>",
        "utf-8",
    )


def test_a_heading_that_skips_a_level_is_named_where_it_stands(tmp_path: Path) -> None:
    """A level-3 heading after a level-1 one is a problem of the user's template, in its line."""
    write_page(tmp_path, "\n<h3>Too deep</h3>")
    page = lay_out(make_brief(), LayoutOptions((tmp_path,)))
    found = [one for one in page.problems if one.kind.code == "BG-PRINT-009"]
    assert [(one.place.file, one.place.line, one.place.column) for one in found] == [("templates/brief.html.j2", 2, 1)]
    assert "“Too deep” is of level 3" in found[0].message


@pytest.mark.parametrize(("depth", "told"), [(4, 0), (5, 1), (9, 1)])
def test_boxes_nested_too_deep_are_named(tmp_path: Path, depth: int, told: int) -> None:
    """Four flex boxes in one another pass; from the fifth the style sheet's rule is named."""
    write_page(tmp_path, "<div class=box>" * depth + "a" + "</div>" * depth)
    (tmp_path / "print.css").write_text("p { margin: 0 }\n@media print { .box { display: flex } }", "utf-8")
    page = lay_out(make_brief(), LayoutOptions((tmp_path,)))
    found = [one for one in page.problems if one.kind.code == "BG-PRINT-010"]
    assert len(found) == told
    assert all(one.place.file == "templates/print.css" and one.place.line in (1, 2) for one in found)


def test_boxes_for_the_screen_alone_are_nobodys_trouble(tmp_path: Path) -> None:
    """What stands in `@media screen` is not printed, so it may nest as it likes."""
    write_page(tmp_path, "<div class=box>" * 9 + "a" + "</div>" * 9)
    (tmp_path / "print.css").write_text("@media screen { .box { display: flex } }", "utf-8")
    page = lay_out(make_brief(), LayoutOptions((tmp_path,)))
    assert [one for one in page.problems if one.kind.code == "BG-PRINT-010"] == []


@pytest.mark.parametrize(
    ("body", "said", "column", "hint"),
    [
        ("\n<p>{{ brief.title|shortend }}</p>", "No filter named 'shortend'", 19, "did you mean `shortened`?"),
        ("\n<p>{{ brief.title }</p>", "unexpected '}'", 1, "two braces"),
        ("\n{% for one in brief.sections %}", "Unexpected end of template", 1, "write the `{% end… %}`"),
        ("\n{{ brief.titel }}", "`Brief` has no field `titel`", 10, "did you mean `title`?"),
    ],
)
def test_a_slip_of_the_pen_is_told_once_with_the_next_step(
    tmp_path: Path, body: str, said: str, column: int, hint: str
) -> None:
    """What makes a template fail is one problem, in its line, with a hint in plain words."""
    write_page(tmp_path, body)
    page = lay_out(make_brief(), LayoutOptions((tmp_path,)))
    assert len(page.problems) == 1, page.problems
    problem = page.problems[0]
    assert said in problem.message
    assert (problem.place.line, problem.place.column) == (2, column)
    assert hint in problem.hint
