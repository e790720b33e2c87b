"""One brief in many languages: no word of ours escapes the catalogues, and no character prints as a box unsaid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html as lxml_html

from briefgen.compose.findings import AssemblyOptions
from briefgen.model.marking import Marking
from briefgen.model.variant import Variant
from briefgen.project.corpus import use_corpus
from briefgen.project.gathering import gather_tasks, list_template_folders
from briefgen.project.place import find_project
from briefgen.project.speaking import speak_own_words
from briefgen.project.variants import Wanted
from briefgen.refresh.records import read_records
from briefgen.refresh.run import Draft, RefreshOptions, make_draft
from briefgen.render.html import LayoutOptions
from briefgen.render.templates import find_shipped_templates
from briefgen_command import ROOT, run_briefgen
from greek_desk import change_desk, write_desk

#: Latin letters that are no English words: labels of standards and of the program itself.
_NAMES = (
    r"TLP:(?:CLEAR|GREEN|AMBER(?:\+STRICT)?|RED)",
    r"briefgen(?: verify)?",
    r"sha-?256|[0-9a-f]{64}|[0-9a-f]{4}…[0-9a-f]{4}",
    r"ICD 20[36]",
    r"DOI|ISSN|URL|PDF|HTML|JSON|doi\.org\S*",
    r"\b(?:org|person|theme)/\w+",
    r"\bs-\d+\^p\d|copy-1\^p\d|nothing\^x",
    r"https?://\S+|urn:0:\w+",
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
            LayoutOptions(list_template_folders(project)),
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


def test_no_word_of_ours_escapes_the_catalogues(greek: list[Made]) -> None:
    """In every form of every topic each word that is not the desk's own comes from the catalogue."""
    assert len(greek) == 15
    escapes = {(page.topic, page.form, text) for page in greek for text in find_escapes(page.html)}
    assert sorted(escapes) == []


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
