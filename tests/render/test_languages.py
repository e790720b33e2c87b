"""One brief in many languages: no word of ours escapes the catalogues, and no character prints as a box unsaid."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from greek_desk import change_desk, write_desk
from lxml import html as lxml_html

from briefgen.compose.findings import AssemblyOptions
from briefgen.model import kinds
from briefgen.model.brief import Brief, Section, Statistics
from briefgen.model.marking import Marking
from briefgen.model.page import Page
from briefgen.model.printed_excerpt import ExcerptEntry, ExcerptGroup
from briefgen.model.prose import Prose
from briefgen.model.variant import Variant
from briefgen.project.building.gathering import gather_tasks
from briefgen.project.building.variants import Wanted
from briefgen.project.place import find_project
from briefgen.project.reading.corpus import use_corpus
from briefgen.project.reading.speaking import speak_own_words
from briefgen.refresh.draft import Draft
from briefgen.refresh.records import read_records
from briefgen.refresh.run import RefreshOptions, make_draft
from briefgen.render.html import LayoutOptions, finish_page, lay_out_bare
from briefgen.render.pdf.printing import print_pdf
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.render.typefaces.system_fonts import find_in_system
from briefgen.wording.words import read_words, use_words
from briefgen_command import ROOT, run_briefgen
from briefs.made_up import make_brief, make_entry

#: Latin letters that are no English words: labels of standards and of the program itself.
_NAMES = (
    r"TLP:(?:CLEAR|GREEN|AMBER(?:\+STRICT)?|RED)",
    r"https?://\S+|urn:0:\w+|doi\.org\S*",
    r"briefgen(?: verify)?",
    r"sha-?256|[0-9a-f]{64}|[0-9a-f]{4,8}…[0-9a-f]{4}",
    r"ICD 20[36]",
    r"DOI|ISSN|URL|PDF|HTML|JSON",
    r"\b(?:org|person|theme)/\w+",
    r"\bs-\d+\^p\d|copy-1\^p\d|nothing\^x",
    r"\[\d+[a-z]\]|\b\d+[a-z]\b",
    r"\b[A-F][1-6]?\b",
    r"[XVI]+ ",
)
_TOLD = ("alt", "aria-label", "title", "placeholder", "aria-description")


@dataclass(frozen=True)
class Made:
    """A page and its topic and form."""

    topic: str
    form: str
    draft: Draft

    @property
    def html(self) -> str:
        """The page's HTML."""
        assert self.draft.page is not None, self.draft.problems
        return self.draft.page.html


def make_pages(folder: Path, topics: tuple[str, ...], variants: tuple[Variant, ...]) -> list[Made]:
    """Make pages without printing them."""
    project = find_project(folder)
    records = read_records(project.output)
    made = []
    for variant in variants:
        gathered = use_corpus(project, lambda corpus, v=variant: gather_tasks(corpus, Wanted(topics, v), records), 1)
        options = RefreshOptions(
            AssemblyOptions(gathered.vocabulary, project.settings, "2026-11-22"),
            LayoutOptions(project.template_folders),
            project.output,
            force=True,
        )
        with speak_own_words(project):
            made += [Made(task.topic.slug, variant.template, make_draft(task, options)) for task in gathered.tasks]
    return made


@pytest.fixture(scope="module")
def greek(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Give every form of every topic of the Greek desk, the written one with an edition before it."""
    folder = write_desk(tmp_path_factory.mktemp("greek"))
    issued = run_briefgen("issue", "written", "--date", "2026-11-21", folder=folder)
    assert issued.code == 0, issued.err
    change_desk(folder)
    forms = tuple(
        Variant(form, limit=limit) for form in ("brief", "note", "dossier") for limit in (None, Marking.CLEAR)
    )
    return make_pages(folder, ("written", "bare"), forms) + make_pages(folder, ("empty",), forms[::2])


def list_words(page: str) -> Iterator[str]:
    """List every text of a page that a reader meets, by eye or by ear."""
    root = lxml_html.fromstring(page)
    for dropped in root.xpath("//style | //script"):
        dropped.drop_tree()
    yield from root.xpath("//text()")
    for element in root.iter():
        yield from (element.get(name) or "" for name in _TOLD)
        if element.get("name") == "description":
            yield element.get("content") or ""


def find_escapes(page: str) -> list[str]:
    """Find Latin words that neither the catalogue nor a name accounts for."""
    found = []
    for text in list_words(page):
        bare = re.sub(r"⟦[^⟧]*⟧", " ", text)
        for name in _NAMES:
            bare = re.sub(name, " ", bare)
        if re.search(r"[A-Za-z]{2,}", bare):
            found.append(" ".join(text.split()))
    return found


@pytest.mark.slow
def test_no_word_of_ours_escapes_the_catalogues(greek: list[Made]) -> None:
    """In every form of every topic each word that is not the desk's own comes from the catalogue."""
    assert len(greek) == 15
    escapes = {(page.topic, page.form, text) for page in greek for text in find_escapes(page.html)}
    assert sorted(escapes) == []


@pytest.mark.slow
def test_the_pages_say_most_of_the_words(greek: list[Made]) -> None:
    """The desk is rich enough for the test above to mean something: most keys are met on its pages."""
    met = {key for page in greek for key in re.findall(r"⟦([^⟧]*)⟧", page.html)}
    assert len(met) > 150, sorted(met)


def test_style_sheets_say_no_words() -> None:
    """What a style sheet puts before or after an element has no letters: they would be English in every language."""
    for sheet in sorted(find_shipped_templates().glob("*.css")):
        said = re.findall(r"content:([^;}]*)", sheet.read_text("utf-8"))
        texts = [text for one in said for text in re.findall(r'"([^"]*)"', one)]
        assert not [text for text in texts if re.search(r"[A-Za-z]{1,}", re.sub(r"\\[0-9a-fA-F]{1,6}", "", text))], (
            sheet.name
        )


@pytest.fixture(scope="module")
def one_topic(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Made]:
    """Give every form of a shipped topic in three languages, by language and form."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    wanted = [(language, form) for language in ("en", "ru", "kk") for form in ("brief", "note", "dossier")]
    made = make_pages(folder, ("nato-csto",), tuple(Variant(form, language) for language, form in wanted))
    return dict(zip(wanted, made, strict=True))


def list_marks(page: str) -> list[str]:
    """List what a page's citation marks say, where they lead, and every anchor, in the page's order."""
    root = lxml_html.fromstring(page)
    marks = [f"{mark.text_content()} {mark.get('href')}" for mark in root.xpath("//a[@class='cite']")]
    marks = [mark for mark in marks if mark[0].isdigit()]  # a section is cited by its heading
    return marks + [element.get("id") for element in root.xpath("//*[@id]")]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["brief", "note", "dossier"])
def test_three_languages_print_the_same_numbers_and_anchors(form: str, one_topic: dict[tuple[str, str], Made]) -> None:
    """The English, the Russian and the Kazakh print cite the same evidence under the same numbers and anchors."""
    english, russian, kazakh = (list_marks(one_topic[language, form].html) for language in ("en", "ru", "kk"))
    if form == "dossier":  # its index follows each language's alphabet
        english, russian, kazakh = sorted(english), sorted(russian), sorted(kazakh)
    assert english == russian == kazakh


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_word_says_which_language_it_is_in(language: str, one_topic: dict[tuple[str, str], Made]) -> None:
    """The page bears the language of briefgen's words, and the analyst's title, headings and text their own."""
    root = lxml_html.fromstring(one_topic[language, "brief"].html)
    assert root.get("lang") == language
    assert root.xpath("//h1/@lang") == ["en"]
    own, written = {language}, {"en"}
    assert set(root.xpath("//h2[@id='bottom-line' or @id='about']/ancestor-or-self::*[@lang][1]/@lang")) == own
    assert set(root.xpath("//section[contains(@class, 'positions')]/h2/@lang")) == written
    for sentence in root.xpath("//p[@class='sentence'] | //section[@class='background']//p"):
        (spoken,) = sentence.xpath("ancestor-or-self::*[@lang][1]/@lang")
        assert spoken == "en"


@pytest.mark.slow
def test_pages_in_one_language_differ_from_the_others(one_topic: dict[tuple[str, str], Made]) -> None:
    """The words of the page are those of its language: its label for the contents, its date, its quotation marks."""
    pages = (one_topic[language, "brief"].html for language in ("ru", "kk"))
    russian, kazakh = (re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL) for page in pages)
    assert "Содержание" in russian
    assert "Мазмұны" in kazakh
    assert "Contents" not in russian + kazakh


def lay_out_text(text: str, language: str = "en", text_language: str = "en") -> str:
    """Lay out a brief of one paragraph."""
    section = Section("background", "Words", "part-1", (Prose("paragraph", text),), language=text_language)
    brief = Brief("a", "Title", Marking.CLEAR, (section,), Statistics(), language, text_language=text_language)
    page = lay_out_bare(brief)
    assert page.html, page.problems
    return page.html


def test_words_from_right_to_left_stand_apart_in_a_line() -> None:
    """An Arabic or Hebrew run in a line keeps the signs and figures after it on its right side."""
    page = lay_out_text("The words “שלום”, 3 of them, and (السلام الأمم 2009) <b> & *it*.")
    assert "“<bdi>שלום</bdi>”, 3 of them" in page
    assert "(<bdi>السلام الأمم</bdi> 2009)" in page


def test_text_from_right_to_left_turns_its_element() -> None:
    """An Arabic quotation, title or paragraph has its direction beside its language; a Russian one has none."""
    entry = make_entry(1, "a", "قال الأمين العام", "ar", speaker="الأمين")
    page = lay_out_bare(replace(make_brief(), sections=(evidence_of(entry),))).html
    assert '<blockquote class="words" lang="ar" dir="rtl">' in page
    assert 'dir="rtl"' not in lay_out_text("Слова", "ru", "ru").split("<body", 1)[1]
    assert '<div class="prose" lang="ar" dir="rtl">' in lay_out_text("قال الأمين العام", "en", "ar")


def evidence_of(entry: ExcerptEntry) -> Section:
    """Make a section of one excerpt."""
    return Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", (entry,)),))


def test_scripts_that_a_screen_borrows_are_told() -> None:
    """The page says in its language which scripts its reader's machine must have fonts for; most pages say nothing."""
    assert "fonts of your own machine: Arabic and Hebrew." in lay_out_text("قال and שלום and слова")
    assert "own machine" not in lay_out_text("Слова, λόγοι, ұғым, өзін")


def test_a_label_without_a_glyph_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that no font has is told wherever it stands: in a label of the page as well as in an excerpt."""
    monkeypatch.setattr("briefgen.render.typefaces.glyphs.find_in_system", lambda _: frozenset())
    own, _ = read_words({"templates/catalogues/en.po": 'msgid "contents"\nmsgstr "目次"\n'.encode()})
    with use_words(own):
        page = lay_out_bare(make_brief())
    (problem,) = (one for one in page.problems if "目" in one.message)
    assert (problem.kind, problem.message.split(":")[0]) == (kinds.BRIEF_GLYPH, "a label of the page")
    assert "fonts-noto-cjk" in problem.hint


def test_a_language_without_words_is_english_and_says_so(desk: Path) -> None:
    """A German brief has English labels, says so in its attribute, and the author is warned and shown the way."""
    topic = "---\ntitle: Thema\nlanguage: de\nsections:\n  - {heading: Quellen, kind: sources}\n---\nText.\n"
    (desk / "corpus/topics/thema.md").write_text(topic, encoding="utf-8")
    (made,) = make_pages(desk, ("thema",), (Variant(),))
    assert '<html lang="en"' in made.html
    assert '<h1 lang="de">' in made.html
    assert "Contents" in made.html
    (problem,) = (one for one in made.draft.problems if one.kind is kinds.WORDS_LACKING)
    assert "templates/catalogues/de.po" in problem.hint


def test_a_topic_without_sections_has_its_languages_headings(desk: Path) -> None:
    """A Russian topic without sections prints Russian headings, and its text may stand under those or English ones."""
    for name, heading in (("one", "Ключевые выводы"), ("two", "Key judgements")):
        text = f"---\ntitle: Тема\nlanguage: ru\n---\nИтог.\n\n# {heading}\n\nВывод без ссылки.\n"
        (desk / f"corpus/topics/{name}.md").write_text(text, encoding="utf-8")
    pages = {made.topic: made.html for made in make_pages(desk, ("one", "two"), (Variant(),))}
    for page in pages.values():
        assert ">Ключевые выводы</h2>" in page
        assert "Вывод без ссылки." in page
    (kazakh,) = make_pages(desk, ("one",), (Variant("", "kk"),))
    assert ">Негізгі тұжырымдар</h2>" in kazakh.html


def test_a_projects_own_words_are_printed_and_its_mistakes_told(desk: Path) -> None:
    """A word that a project changes is on its page; a broken catalogue is told with its line and stops nothing."""
    (desk / "corpus/topics/one.md").write_text("---\ntitle: One\n---\nText.\n", encoding="utf-8")
    folder = desk / "templates/catalogues"
    folder.mkdir(parents=True)
    (folder / "en.po").write_text('msgid "contents"\nmsgstr "What is inside"\n', encoding="utf-8")
    (folder / "ru.po").write_text('msgid "contents"\nmsgstr "never closed\n', encoding="utf-8")
    ran = run_briefgen("build", "one", folder=desk)
    assert "templates/catalogues/ru.po:2:1: error[BG-WORDS-001]" in ran.err
    page = (desk / "output/one.html").read_text("utf-8")
    assert "What is inside" in page
    assert ran.code == 1


needs_arabic = pytest.mark.skipif(
    not find_in_system(frozenset("سلامآ")),
    reason="no font of this machine has Arabic letters (Debian: fonts-noto-core)",
)


@needs_arabic
def test_arabic_words_come_out_of_the_pdf_as_they_are_written() -> None:
    """Lam and alef are one glyph in most fonts; what is taken out of the PDF has them in their order."""
    import unicodedata

    import pypdfium2

    text = "السلام الأمم لا إلا الآن الإعلام"
    page = finish_page(Page(lay_out_text(text, "en", "ar"), ""), "", "en")
    printed = print_pdf(page, "a")
    document = pypdfium2.PdfDocument(printed.pdf)
    found = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert text in unicodedata.normalize("NFKC", found)


def test_the_folders_of_a_users_own_fonts_may_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font in a folder of the user's own prints: the confined worker is let into it, and not into the home folder."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    settings = tmp_path / "fonts.conf"
    folders = f"<dir>{fonts}</dir><dir>{Path.home()}</dir><dir>/</dir><dir>{tmp_path / 'absent'}</dir>"
    settings.write_text(f'<?xml version="1.0"?><fontconfig>{folders}</fontconfig>', encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    told = (
        "from briefgen.render.typefaces.system_fonts import list_font_folders\nprint(*list_font_folders(), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(fonts)]
