"""The data of an edition holds the whole brief: of every topic that strains the layout, in every form."""

import datetime
from collections.abc import Iterator

import pytest

from briefgen.compose.assembly import assemble_brief
from briefgen.compose.findings import AssemblyOptions
from briefgen.editions.brief_json import FrozenBrief, decode_brief, encode_brief
from briefgen.model.variant import Variant
from briefgen.project.building.gathering import Gathered, gather_tasks
from briefgen.project.building.variants import Wanted
from briefgen.project.place import Project, find_project
from briefgen.project.reading.corpus import use_corpus
from briefgen_command import run_briefgen
from pages.stress_project import TOPICS, change_sources, write_project

pytestmark = pytest.mark.slow
FORMS = ("brief", "note", "dossier")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Gathered]]:
    """Gather every topic in every form; one of them has an edition before this one."""
    folder = write_project(tmp_path_factory.mktemp("stress"))
    issued = run_briefgen("issue", "changed", "--date", "2026-11-21", folder=folder)
    assert issued.code == 0, issued.err
    change_sources(folder)
    project = find_project(folder)
    by_topic = {slug: tuple(Variant(form if form != "brief" else "") for form in FORMS) for slug in TOPICS}
    wanted = Wanted(tuple(TOPICS), by_topic=by_topic)
    yield project, use_corpus(project, lambda corpus: gather_tasks(corpus, wanted, {}), 2)


def test_every_brief_is_read_as_it_was_written(gathered: tuple[Project, Gathered]) -> None:
    """Decoding what was encoded gives the very value, down to each date, mark and marking."""
    project, found = gathered
    day = datetime.date(2026, 11, 22).isoformat()
    seen = set()
    for task in found.tasks:
        options = AssemblyOptions(found.vocabulary, project.settings, day, 2)
        assembly = assemble_brief(task.topic, task.findings, options, task.variant)
        frozen = FrozenBrief(assembly.brief, assembly.manifest, day)
        data = encode_brief(frozen)
        assert decode_brief(data) == frozen, task.name
        assert encode_brief(decode_brief(data)) == data, task.name
        seen.add((task.topic.slug, assembly.brief.form))
        seen |= {section.kind for section in assembly.brief.sections if section.changes}
    assert {(slug, form) for slug in TOPICS for form in FORMS} <= seen
    assert "changes" in seen
