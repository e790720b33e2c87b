"""The HTML files of a project in every form, made without printing: for what asks nothing of the PDF."""

from pathlib import Path

from briefgen.compose.findings import AssemblyOptions
from briefgen.model.variant import Variant
from briefgen.project.building.gathering import gather_tasks
from briefgen.project.building.variants import Wanted
from briefgen.project.place import find_project
from briefgen.project.reading.corpus import use_corpus
from briefgen.refresh.records import read_records
from briefgen.refresh.run import RefreshOptions, make_draft
from briefgen.render.html import LayoutOptions

FORMS = ("brief", "note", "dossier")


def write_pages(folder: Path, into: Path) -> dict[str, Path]:
    """Write each page as a file into `into`, by its topic and form, such as ``nato-csto.note``."""
    project = find_project(folder)
    records = read_records(project.output)
    into.mkdir(parents=True, exist_ok=True)
    files = {}
    for form in FORMS:
        gathered = use_corpus(
            project, lambda corpus, form=form: gather_tasks(corpus, Wanted((), Variant(form)), records), 1
        )
        options = RefreshOptions(
            AssemblyOptions(gathered.vocabulary, project.settings, "2026-11-22"),
            LayoutOptions(project.template_folders),
            project.output,
            force=True,
        )
        for task in gathered.tasks:
            draft = make_draft(task, options)
            assert draft.page is not None, draft.problems
            path = into / f"{task.topic.slug}.{form}.html"
            path.write_text(draft.page.html, "utf-8")
            files[f"{task.topic.slug}.{form}"] = path
    return files
