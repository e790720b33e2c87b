"""From a brief to one HTML file."""

import html as entities
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from laid_out import lay_out

from briefgen.model import kinds
from briefgen.model.brief import Section
from briefgen.model.marking import Marking
from briefgen.model.page import Page
from briefgen.model.printed_excerpt import ActorPositions, ExcerptEntry, ExcerptGroup, Statement
from briefgen.render.html import LayoutOptions
from briefgen.wording.dates import write_date
from briefs.made_up import ENGLISH, HOSTILE, day, make_brief, make_entry, mark


def lay_out_excerpt(*entries: ExcerptEntry) -> str:
    """Lay out a brief of some excerpts and return the first one's article."""
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", entries),))
    html = lay_out(make_brief(sections=(section,))).html
    return html[html.index("<article") : html.index("</article>")]


def lay_out_with(folder: Path, name: str, text: str) -> Page:
    """Lay out with one template of the user's own."""
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return lay_out(make_brief(), LayoutOptions((folder / "templates",)))


def test_the_made_up_brief_has_no_problem(page: Page) -> None:
    """Hostile texts, four scripts and long values lay out without a complaint."""
    assert page.problems == ()


def test_page_is_self_contained(page: Page) -> None:
    """Nothing is loaded and nothing runs: no script, no src, no import, and a policy that forbids both."""
    assert "default-src 'none'" in page.html
    for word in ("<script", " src=", "@import", "<link", "<img", "<iframe", "<base"):
        assert word not in re.sub(r"&lt;.*?&gt;", "", page.html)
    assert set(re.findall(r"url\((\w+):", page.html)) == {"data"}


def test_page_with_its_fonts_stays_small(page: Page) -> None:
    """One file with eight faces inside stays under 900 kB."""
    assert len(page.html.encode()) < 900_000


def test_every_link_has_its_anchor(page: Page) -> None:
    """No mark links to an id that is not on the page, and no id stands twice."""
    ids = re.findall(r'\bid="([^"]+)"', page.html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page.html)) <= set(ids)


def test_headings_never_skip_a_level(page: Page) -> None:
    """The outline has one h1 and goes down one level at a time."""
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page.html)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_hostile_text_prints_as_it_came(page: Page) -> None:
    """Tags, Jinja2 and Markdown of a quoted text come out as the same characters."""
    assert entities.escape(HOSTILE, quote=False) in page.html.replace("&#39;", "'").replace("&#34;", '"')


@pytest.mark.parametrize(
    ("manner", "quoted", "words"),
    [("quotation", True, ""), ("unchecked", False, "not checked"), ("summary", False, "our summary")],
)
def test_only_proven_words_stand_between_quotation_marks(manner: str, quoted: bool, words: str) -> None:
    """A quotation has marks, what is unchecked and a summary have none and say what they are."""
    html = lay_out_excerpt(make_entry(1, "a", ENGLISH, "en", manner=manner), make_entry(1, "b", "Other words.", "en"))
    assert (f"“{ENGLISH}”" in html) is quoted
    assert ENGLISH in html
    assert words in html.replace("\u00a0", " ")


def test_a_section_of_summaries_says_so_once() -> None:
    """Where all is summary a note says so above, each source line says "Summary of", and no entry has a mark."""
    entries = tuple(make_entry(1, letter, ENGLISH, "en", manner="summary") for letter in "abc")
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", entries),))
    html = lay_out(make_brief(sections=(section,))).html
    assert html.count("Nothing here is a quotation.") == 1
    assert html.count("Summary of Example Daily") == 3
    assert 'class="pill' not in html


def test_a_table_of_summaries_says_so_in_its_title() -> None:
    """Where every statement is summary, the title of the table says so; else each one does."""
    said = Statement("They stay away", "summary", mark(1, "a"), language="en")
    quoted = Statement("We stay away", "quotation", mark(1, "b"), language="en")
    for statements, pills in (((said,), 0), ((said, quoted), 1)):
        positions = (ActorPositions("Observers", "org/observers", statements),)
        html = lay_out(make_brief(sections=(Section("positions", "P", "part-1", positions=positions),))).html
        assert (", in our summary</caption>" in html) is (pills == 0)
        assert html.count('class="pill"') == pills


def test_quotation_marks_that_meet_stand_apart() -> None:
    """A text that begins or ends with a quotation mark of its own keeps a thin space from ours."""
    assert "‘\u202f“Yes” and “no”\u202f’" in lay_out_excerpt(make_entry(1, "a", "“Yes” and “no”", "en"))


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        ("2019-08-28/2019-08-29", "en", "28–29 Aug 2019"),
        ("2019-08-28/2019-09-02", "en", "28 Aug\u2009–\u20092 Sept 2019"),
        ("2005-06/2007-03", "en", "June 2005\u2009–\u2009March 2007"),
        ("2019-08-28/2019-08-29", "ru", "28–29 авг. 2019\u202fг."),
        ("1973/1975", "en", "1973–1975"),
        ("2019-08-28~/2019-08-29", "en", "c. 28 Aug 2019 – 29 Aug 2019"),
        ("2019-21/2019-22", "en", "spring 2019 – summer 2019"),
        ("2019-08-28/..", "en", "since 28 Aug 2019"),
    ],
)
def test_spans_are_written_short(date: str, language: str, words: str) -> None:
    """Two days of one month share month and year; doubtful and coarse spans are written in full."""
    assert write_date(day(date), language) == words


def test_sentences_begin_with_a_capital(page: Page) -> None:
    """In a source's entry what follows a full stop is a sentence."""
    entries = re.findall(r'<li id="s\d+">.*?</li>', page.html, re.DOTALL)
    assert any("n.d. (captured" in entry for entry in entries)
    assert not [entry for entry in entries if re.search(r"[.>] (undated|vol|public)", entry)]


def test_a_brief_without_cutoff_or_judgements_does_not_speak_of_them() -> None:
    """The foot then gives the print date alone, and the closing block no scale of likelihood."""
    html = lay_out(make_brief(cutoff=None, sections=make_brief().sections[4:5])).html
    assert '<p class="running-foot">Draft, 22 Nov 2026</p>' in html
    assert "ICD 203" not in html


def test_parts_are_joined_by_an_ellipsis() -> None:
    """Marked parts are joined with […] inside one pair of quotation marks."""
    assert "“one […] two”" in lay_out_excerpt(make_entry(1, "a", "", "en", parts=("one", "two")))


def test_quotation_marks_and_language_are_the_sources() -> None:
    """A Russian quotation has Russian marks and says its language."""
    html = lay_out_excerpt(make_entry(1, "a", "слова", "ru"))
    assert "«слова»" in html
    assert 'lang="ru"' in html


def test_missing_source_is_visible(page: Page) -> None:
    """A citation with nothing behind it says so, and links nowhere."""
    assert "source missing: gone^x" in page.html
    assert 'href="#"' not in page.html


def test_higher_marking_is_printed_at_the_excerpt() -> None:
    """An excerpt above its topic's own marking says so at its start; one that is not says nothing."""
    assert "(TLP:RED)" in lay_out_excerpt(make_entry(1, "a", "x", "en", marking=Marking.RED))
    assert "(TLP:" not in lay_out_excerpt(make_entry(1, "a", "x", "en", marking=Marking.CLEAR))


def test_digest_leaves_the_print_date_out() -> None:
    """Another day changes the page and not its digest; another word changes both."""
    today, tomorrow = (lay_out(make_brief(printed=day)) for day in ("2026-11-22", "2026-11-23"))
    assert "22 Nov 2026" in today.html
    assert "23 Nov 2026" in tomorrow.html
    assert today.digest == tomorrow.digest
    assert lay_out(make_brief(deck="Another.")).digest != today.digest


def test_same_brief_same_bytes(page: Page) -> None:
    """Laying out twice gives the same file, fonts included."""
    assert lay_out(make_brief()) == page


def test_marks_do_not_link_into_the_void() -> None:
    """In a brief without its list of sources, marks print without a link to it."""
    brief = make_brief()
    html = lay_out(replace(brief, sections=brief.sections[2:5])).html
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\bid="([^"]+)"', html))
    assert '<span class="number">1a</span>' in html


@pytest.mark.parametrize("language", ["en", "ru", "kk", "el", "de", "x-klingon"])
def test_any_language_lays_out(language: str) -> None:
    """The brief's own words exist for every language, English where there are no others."""
    page = lay_out(make_brief(language=language))
    assert page.problems == ()
    assert f'<html lang="{language}"' in page.html


def test_own_template_replaces_the_shipped_one(tmp_path: Path) -> None:
    """A file of the same name in the project's templates/ wins; all others stay ours."""
    page = lay_out_with(tmp_path, "parts/about.html.j2", "<p>Our own closing words, {{ brief.analyst }}.</p>")
    assert "Our own closing words, A. Analyst." in page.html
    assert "Key judgements" in page.html


@pytest.mark.parametrize(
    ("text", "kind", "where", "words"),
    [
        ("x\n  {{ nothing }}", kinds.TEMPLATE_FIELD, "templates/parts/about.html.j2:2:6", "no template sets `nothing`"),
        ("{{ brief.nope }}", kinds.TEMPLATE_FIELD, "templates/parts/about.html.j2:1:10", "nope"),
        ("x\n{% if %}", kinds.BRIEF_TEMPLATE, "templates/parts/about.html.j2:2:1", "Expected an expression"),
        ("{% include 'no.j2' %}", kinds.BRIEF_TEMPLATE, "templates/parts/about.html.j2:1:13", "no template `no.j2`"),
        ("{% include '/etc/passwd' %}", kinds.BRIEF_TEMPLATE_PATH, "templates/parts/about.html.j2:1:13", "/etc/passwd"),
        ("{% include '../x.j2' %}", kinds.BRIEF_TEMPLATE_PATH, "templates/parts/about.html.j2:1:13", "../x.j2"),
        ("{{ brief.title|safe }}", kinds.BRIEF_TEMPLATE, "templates/parts/about.html.j2:1:16", "|safe"),
        ("{% autoescape false %}{% endautoescape %}", kinds.BRIEF_TEMPLATE, "templates/parts/about.html.j2:1:4", ""),
        ("{{ 1 // 0 }}", kinds.BRIEF_TEMPLATE, "templates/parts/about.html.j2:1:1", "zero"),
        ("{{ ''.__class__ }}", kinds.BRIEF_TEMPLATE, "templates/parts/about.html.j2:1:1", "unsafe"),
        ("{{ 'x' | nofilter }}", kinds.BRIEF_TEMPLATE, "templates/parts/about.html.j2:1:10", "nofilter"),
    ],
)
def test_template_mistakes_are_problems(tmp_path: Path, text: str, kind: object, where: str, words: str) -> None:
    """Each mistake in a template ends as an error with file, line and column, whatever the lint foresaw."""
    page = lay_out_with(tmp_path, "parts/about.html.j2", text)
    assert page.html == ""
    problem = page.problems[-1]
    assert problem.kind is kind
    assert str(problem.place) == where
    assert words in problem.message


def test_template_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link that leads out of templates/ is not followed."""
    (tmp_path / "secret.txt").write_text("SECRET")
    folder = tmp_path / "templates" / "parts"
    folder.mkdir(parents=True)
    (folder / "about.html.j2").symlink_to(tmp_path / "secret.txt")
    page = lay_out(make_brief(), LayoutOptions((tmp_path / "templates",)))
    assert [problem.kind for problem in page.problems] == [kinds.BRIEF_TEMPLATE_PATH]
    assert page.problems[0].kind.exit_code == 3


@pytest.mark.parametrize(
    ("text", "script", "shown"),
    [("會議", "Chinese", "U+6703"), ("ประชุม", "Thai", "U+0E0A"), ("😀", "symbols", "U+1F600")],
)
def test_missing_glyph_names_the_excerpt(text: str, script: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that no font has is a warning with the excerpt, the code point and a font to install."""
    monkeypatch.setattr("briefgen.render.typefaces.glyphs.find_in_system", lambda _: frozenset())
    section = Section(
        "excerpts", "E", "part-1", groups=(ExcerptGroup("", "g1", (make_entry(1, "a", f"word {text}", "en"),)),)
    )
    (problem,) = lay_out(make_brief(sections=(section,))).problems
    assert problem.kind is kinds.BRIEF_GLYPH
    assert "excerpt example-1^part-a" in problem.message
    assert shown in problem.message
    assert script in problem.hint


def test_control_characters_never_reach_the_page() -> None:
    """Control characters and lone surrogates of a source are dropped or replaced, and the page can be written."""
    html = lay_out_excerpt(make_entry(1, "a", "a\x08b\x1bc\ud800d", "en"))
    assert "abc\ufffdd" in html
    html.encode()
