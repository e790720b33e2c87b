"""One draft made and printed; and for `issue` two rounds of workers: pages first, then the PDFs of what is issued.

Making pages needs no PDF library; only where something is to be printed does the parent load WeasyPrint, once, and the
printing workers are forked from it. `rounds` does the same for a build, in one pool.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.check.drafted import Drafted
from briefgen.check.quotations import excerpts_keep_to_the_limit
from briefgen.check.tradecraft import check_tradecraft
from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.editions import freeze_edition
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.editions.brief_json import FrozenBrief, encode_brief
from briefgen.model.evidence import Evidence
from briefgen.model.inputs import Inputs, Reason
from briefgen.model.page import Page
from briefgen.model.problem import Problem
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.refresh.against_last import compare_with_last
from briefgen.refresh.draft import Draft
from briefgen.refresh.inputs import complete_inputs
from briefgen.refresh.plan import explain_staleness
from briefgen.refresh.records import is_whole
from briefgen.refresh.scenes import set_scene
from briefgen.render.html import LayoutOptions, finish_page, lay_out_bare
from briefgen.render.pdf.enclosures import enclose
from briefgen.render.pdf.printing import print_pdf, warm_up
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.render.typefaces.system_fonts import list_font_folders
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Limits, Outcome
from briefgen.workers.run import run_jobs

#: The processor decides: on a busy machine a dossier takes minutes by the clock. *Measured:* a print leaves most of a
#: MiB behind in the libraries, so that a worker which lived for a thousand would take half a GiB.
RENDERING = Limits(seconds=180.0, cpu_seconds=60, memory_mib=1536, kept_mib=128)


@dataclass(frozen=True, slots=True)
class Task:
    """One topic with what was found for it, what is on record, and the digests that explain a change.

    `edition` is the number to print it as, 0 for a draft. `lost` is what `refresh.scenes.find_lost` found, None where
    nobody looked: then reasons do not say why an excerpt is gone. `is_whole` tells whether the files on record stand as
    they were printed, None where nobody looked: then it is looked up.
    """

    topic: Topic
    findings: Findings
    record: Record | None
    inputs: Inputs
    variant: Variant = OWN_VARIANT
    edition: int = 0
    lost: tuple[Evidence, ...] | None = None
    is_whole: bool | None = None

    @property
    def name(self) -> str:
        """What the draft's files are called, without their ends."""
        return self.topic.slug + self.variant.suffix


@dataclass(frozen=True, slots=True)
class RefreshOptions:
    """How drafts are brought up to date.

    `prints` is False to find out only; `force` prints what is up to date too; `is_dated` where the
    user named the print date, so that it counts even if nothing else changed. `html_only` leaves the PDFs behind.
    """

    assembly: AssemblyOptions
    layout: LayoutOptions
    output: Path
    prints: bool = True
    force: bool = False
    is_dated: bool = False
    html_only: bool = False
    processes: int = 2
    limits: Limits = RENDERING


def make_drafts(tasks: Sequence[Task], options: RefreshOptions) -> Iterator[tuple[Task, Outcome[Draft]]]:
    """Make every topic's page in confined workers; one that dies costs its topic."""
    limits = confine(options, find_shipped_templates(), *options.layout.template_folders, *list_font_folders())
    for position, outcome in run_jobs(lambda task: make_draft(task, options), tasks, limits, options.processes):
        yield tasks[position], outcome


def print_drafts(drafts: Sequence[Draft], options: RefreshOptions) -> Iterator[tuple[Draft, Outcome[Draft]]]:
    """Print the drafts that have a page to print, in confined workers forked from a warm parent."""
    if not drafts:
        return
    limits = confine(options, warm_up(), *list_font_folders())
    for position, outcome in run_jobs(print_draft, drafts, limits, options.processes):
        yield drafts[position], outcome


def confine(options: RefreshOptions, *folders: Path) -> Limits:
    """Let workers read the libraries and some folders, and nothing else; no writing, no network."""
    readable = (*library_folders(), str(options.output), *(str(folder) for folder in folders))
    return replace(options.limits, confine=True, readable=readable)


def make_draft(task: Task, options: RefreshOptions) -> Draft:
    """Make one topic's page and say why it is stale, if it is."""
    options = replace(options, assembly=replace(options.assembly, edition=task.edition))
    assembly = assemble_brief(task.topic, task.findings, options.assembly, task.variant)
    page = lay_out_bare(assembly.brief, replace(options.layout, template=assembly.brief.form))
    if assembly.manifest is not None:
        page = enclose(page, assembly.manifest)
    inputs = complete_inputs(task.inputs, assembly, options.assembly, page, task.findings.previous)
    scene = set_scene(task.record, assembly, task.findings, task.lost, options.assembly.vocabulary)
    whole = _stands(task, options)
    reasons = explain_staleness(task.record, page.digest, inputs, is_whole=whole, scene=scene)
    draft = _describe(task, assembly, page, inputs, reasons)
    craft = _check_craft(task, assembly, options.assembly)
    draft = replace(draft, problems=tuple(dict.fromkeys((*draft.problems, *craft))))
    if task.edition:
        draft = _freeze(draft, assembly, task.edition, options.assembly.printed)
    is_wanted = bool(reasons)
    if options.html_only and task.record and whole:
        is_wanted = task.record.page != page.digest
    if not options.prints or draft.is_broken or not (is_wanted or options.force):
        return draft
    printed = _choose_date(task, draft, options)
    finished = finish_page(page, printed, assembly.brief.language, options.layout.font_rules)
    return replace(draft, page=finished, printed=printed)


def _stands(task: Task, options: RefreshOptions) -> bool:
    """Tell whether the files on record stand as they were printed."""
    if task.record is None:
        return False
    return is_whole(options.output, task.record) if task.is_whole is None else task.is_whole


def _freeze(draft: Draft, assembly: Assembly, number: int, issued: str) -> Draft:
    """Add to a draft what is kept of an edition: `issued` is its day (ISO), and the date that it prints."""
    data = encode_brief(FrozenBrief(assembly.brief, assembly.manifest, issued))
    return replace(draft, edition=freeze_edition(assembly, number, issued), data=data)


def print_draft(draft: Draft) -> Draft:
    """Print one draft's page."""
    result = print_pdf(draft.page or Page("", ""), draft.name)
    problems = tuple(dict.fromkeys((*draft.problems, *result.problems)))
    if not result.pdf:
        return replace(draft, is_broken=True, problems=problems)
    return replace(draft, result=result, problems=problems)


def _choose_date(task: Task, draft: Draft, options: RefreshOptions) -> str:
    """Keep the date on record where nothing but a wish asks for the print."""
    if task.record and not draft.reasons and not options.is_dated:
        return task.record.printed
    return options.assembly.printed


def _describe(task: Task, assembly: Assembly, page: Page, inputs: Inputs, reasons: tuple[Reason, ...]) -> Draft:
    brief = assembly.brief
    return Draft(
        slug=brief.slug,
        title=brief.title,
        marking=brief.marking.label,
        digest=page.digest,
        printed=task.record.printed if task.record else "",
        inputs=inputs,
        cited=_keep_cited(task, assembly),
        left_out=tuple((one.name, one.section, one.reason) for one in assembly.left_out),
        problems=tuple(
            dict.fromkeys((*assembly.problems, *excerpts_keep_to_the_limit(assembly.used.values()), *page.problems))
        ),
        statistics={"excerpts": brief.statistics.excerpts, "sources": brief.statistics.sources},
        reasons=reasons,
        is_broken=not page.html,
        variant=task.variant,
        withheld=assembly.withheld,
        since=compare_with_last(assembly, task.findings.previous),
    )


def _check_craft(task: Task, assembly: Assembly, options: AssemblyOptions) -> tuple[Problem, ...]:
    """Check the tradecraft of what the analyst wrote; what a limit left of it is not the analyst's doing."""
    if task.variant.limit is not None:
        return ()
    drafted = Drafted(task.topic, task.findings, assembly.brief, assembly.used, options.settings, options.vocabulary)
    return check_tradecraft(drafted)


def _keep_cited(task: Task, assembly: Assembly) -> dict[str, str]:
    """Keep the words behind each citation; of one that leads nowhere now the last known, until it is mended."""
    topic = assembly.released or task.topic
    cited = {citation.name for citation in (*topic.citations, *topic.pin)}
    now = {name: one.passage.plain for name, one in assembly.used.items()}
    known = {**(task.record.cited if task.record else {}), **now}
    return {name: known[name] for name in sorted(cited & known.keys())}
