"""What tells a restyling newcomer where a style sheet breaks: once, in the sheet's own line and column."""

from pathlib import Path

import pytest
from laid_out import lay_out

from briefgen.model.problem import Problem
from briefgen.render.html import LayoutOptions
from briefgen.render.pdf.printing import print_pdf
from briefgen.render.templating import own_templates
from briefgen.render.templating.own_templates import read_own_templates
from briefgen.render.templating.style_lint import COLOURS, FACES, LENGTHS, lint_sheets
from briefgen.render.templating.style_reading import read_style_sheet
from briefgen.render.templating.templates import find_shipped_templates
from briefs.made_up import make_brief, make_short_brief


def find_faults(folder: Path, css: str, name: str = "tokens.css") -> list[Problem]:
    """Lay a brief out and print it with a style sheet of the user's; give all that was told."""
    (folder / name).write_text(css, "utf-8")
    page = lay_out(make_short_brief(), LayoutOptions((folder,)))
    return [*page.problems, *print_pdf(page, "bridges").problems]


@pytest.mark.parametrize(
    ("css", "code", "where", "said", "hint"),
    [
        (":root { --acent: #5a1a2b; }", "013", (1, 9), "no style sheet uses `--acent`", "did you mean `--accent`?"),
        (":root {\n  --accent: burgundi;\n}", "014", (2, 3), "`--accent: burgundi`: that is no colour", "#5a1a2b"),
        (":root { --text: 12 pt; }", "014", (1, 9), "`--text: 12 pt`: that is no length", "write `12pt`"),
        (":root { --text: 12; }", "014", (1, 9), "that is no length", "write `12pt`"),
        (":root { --ink: ; }", "014", (1, 9), "`--ink` has no value", "before the semicolon"),
        (
            ":root {\n --accent: red\n --ink: #000;\n}",
            "015",
            (2, 2),
            "no semicolon ends `--accent`",
            "`--accent: red;`",
        ),
        ("p { }\n:root { --accent: #123456;", "015", (2, 7), "this brace is never closed", "write `}`"),
        (":root { --accent #123456; }", "015", (1, 9), "`--accent #123456` has no colon", "a colon"),
        (":root { --ink: #000; } }", "015", (1, 24), "`}` stands where nothing is open", "take it out"),
        ("--ink: #000;", "015", (1, 1), "belongs to no rule", ":root"),
        (":root { --ink: #000; } /* a note", "015", (1, 24), "this comment is never closed", "*/"),
        (
            "p { color: red;; margin: var(--gapp) }",
            "012",
            (1, 30),
            "no style sheet sets `--gapp`",
            "did you mean `--gap`?",
        ),
    ],
)
def test_each_fault_is_one_problem_at_its_place(  # noqa: PLR0913, PLR0917 - a row of the table
    tmp_path: Path, css: str, code: str, where: tuple[int, int], said: str, hint: str
) -> None:
    """One fault is told once, whatever the PDF library says of it at each place where the token is used."""
    found = find_faults(tmp_path, css)
    assert [one.kind.code for one in found] == [f"BG-PRINT-{code}"], found
    place = found[0].place
    assert (place.file, place.line, place.column) == ("templates/tokens.css", *where)
    assert said in found[0].message
    assert hint in found[0].hint


@pytest.mark.parametrize(
    "css",
    [
        ":root { --accent: rgb(90 26 43); --night-accent: var(--accent); --gap: calc(3mm + 3mm); --rail: 0 }",
        "/* } { */ a::before { content: '}{' } .x:hover { & b { color: red } color: navy }",
        "@media print { p { margin: 0 } } @page { margin-top: 1in } @page :first { @top-left { content: '' } }",
        ":root { --mine: 3mm } p { margin: var(--mine) var(--theirs, 2mm) }",
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, css: str) -> None:
    """Functions, nested rules, strings with braces and tokens of one's own raise no false alarm."""
    (tmp_path / "tokens.css").write_text(css, "utf-8")
    page = lay_out(make_short_brief(), LayoutOptions((tmp_path,)))
    assert page.problems == ()


def test_the_shipped_style_sheets_pass_as_a_clones_own() -> None:
    """Our own sheets have no fault, and each token of tokens.css has its kind."""
    own = read_own_templates((find_shipped_templates(),))
    assert lint_sheets(own.sheets, own.templates) == []
    tokens = next(one.text for one in own.sheets if one.file == "templates/tokens.css")
    names = {one.name for one in read_style_sheet(tokens).declarations if one.name.startswith("--")}
    assert names == COLOURS | LENGTHS | FACES


def test_a_clones_tokens_cut_down_are_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the shipped tokens.css itself lost its lines, one problem names the file and what is missing."""
    for path in find_shipped_templates().rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(find_shipped_templates())
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (tmp_path / "tokens.css").write_text(":root { --accent: #5a1a2b; }", "utf-8")
    monkeypatch.setattr(own_templates, "find_shipped_templates", lambda: tmp_path)
    monkeypatch.setattr("briefgen.render.html.find_shipped_templates", lambda: tmp_path)
    own_templates._read_shipped.cache_clear()
    try:
        page = lay_out(make_short_brief(), LayoutOptions((tmp_path,)))
    finally:
        own_templates._read_shipped.cache_clear()
    assert page.html == ""
    (problem,) = page.problems
    assert problem.kind.code == "BG-PRINT-012"
    assert problem.place.file == "templates/tokens.css"
    assert "`--changed`" in problem.message


def test_what_the_pdf_library_gives_up_on_is_the_style_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An assertion inside the library's reading of style sheets names the user's sheet, not a mistake of ours."""

    def give_up(*_: object, **__: object) -> None:
        exec(compile("assert False", "/lib/weasyprint/css/__init__.py", "exec"))  # noqa: S102

    (tmp_path / "tokens.css").write_text(":root { --accent: red }", "utf-8")
    page = lay_out(make_short_brief(), LayoutOptions((tmp_path,)))
    monkeypatch.setattr("briefgen.render.pdf.printing._lay_out_sheets", give_up)
    printed = print_pdf(page, "bridges")
    assert printed.pdf == b""
    assert [one.place.file for one in printed.problems] == ["templates/tokens.css"]


def test_what_is_ignored_or_denied_names_the_users_sheet(tmp_path: Path) -> None:
    """A property that is none, told once for two places, and an image asked for, are found in the sheet."""
    css = ".brief { }\nh1 { colr: red }\nh2 { colr: red }\nh1 { background: url(https://example.org/a.png) }"
    found = find_faults(tmp_path, css)
    places = [(one.kind.code, one.place.file, one.place.line) for one in found]
    assert ("BG-PRINT-002", "templates/tokens.css", 2) in places
    assert ("BG-PRINT-006", "templates/tokens.css", 4) in places
    assert len(places) == 2


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("logo.webp",), ["only logo.svg, logo.png and logo.jpg are read"]),
        (("logo.svg", "logo.png"), ["logo.svg is printed, this one is not"]),
    ],
)
def test_a_logo_that_is_not_printed_is_told(tmp_path: Path, names: tuple[str, ...], said: list[str]) -> None:
    """An unread format, and a second logo, are named."""
    for name in names:
        (tmp_path / name).write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "utf-8")
    page = lay_out(make_short_brief(), LayoutOptions((tmp_path,)))
    assert [one.kind.code for one in page.problems] == ["BG-PRINT-016"]
    assert page.problems[0].place.file == f"templates/{names[-1]}"
    assert said[0] in page.problems[0].message


def test_a_dossiers_evidence_follows_its_own_order_line(tmp_path: Path) -> None:
    """The one line `order` of a copied dossier.html.j2 moves a section there too."""
    text = (find_shipped_templates() / "dossier.html.j2").read_text("utf-8")
    (tmp_path / "dossier.html.j2").write_text(text.replace('order = ("*",)', 'order = ("gaps", "*")'), "utf-8")
    shipped = lay_out(make_brief(form="dossier"), LayoutOptions(template="dossier")).html
    moved = lay_out(make_brief(form="dossier"), LayoutOptions((tmp_path,), template="dossier")).html
    anchor = next(one.anchor for one in make_brief().sections if one.kind == "gaps")
    assert moved.index(f'id="{anchor}"') < shipped.index(f'id="{anchor}"')
