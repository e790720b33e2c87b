"""From a topic and what was found for it to the finished brief. Pure: the same values give the same brief."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.compose.changes import compare_with_last
from briefgen.compose.citations import check_exclusions, check_pins
from briefgen.compose.edition_record import Printed, write_down
from briefgen.compose.emptiness import check_words
from briefgen.compose.entries import Wording
from briefgen.compose.findings import AssemblyOptions, Findings, LeftOut
from briefgen.compose.forms import fills_form, fits_form, says_as_much, shape_topic, tell_remainder
from briefgen.compose.indexes import make_indexes
from briefgen.compose.kept_rights import keep_told_rights
from briefgen.compose.manifest import write_manifest
from briefgen.compose.material import Material, sift
from briefgen.compose.numbering import Numbering
from briefgen.compose.overview import write_overview
from briefgen.compose.passes import Pass
from briefgen.compose.reader_view import Since
from briefgen.compose.releasing import Released, release
from briefgen.compose.sections import Desk
from briefgen.compose.sources import list_cited
from briefgen.compose.statistics import count_evidence
from briefgen.compose.told_marking import mark_changes
from briefgen.compose.told_record import write_down_told
from briefgen.compose.written import Written, look_back, read_written
from briefgen.grammar.markings import read_marking
from briefgen.model import kinds
from briefgen.model.brief import Brief, Section, Statistics
from briefgen.model.comparison import Comparison
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.manifest import Manifest
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Source
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.model.withheld import Withheld
from briefgen.wording.labels import say
from briefgen.wording.words import choose_language

#: Sections of which one opens a brief; where there is none, an overview in figures does.
_OPENINGS = ("summary", "judgements", "background")


@dataclass(frozen=True, slots=True)
class Assembly:
    """A brief, the excerpts it prints or cites by name, what was left out, the problems met, and what is held back."""

    brief: Brief
    used: dict[str, Evidence]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...] = ()
    manifest: Manifest | None = None
    released: Topic | None = None  # as written, but for what is held back
    cited: Mapping[str, Source] = field(default_factory=dict)  # with a number, whether or not an excerpt of it prints
    written: Written = field(default_factory=Written)  # what all forms share
    record: Edition = field(default_factory=lambda: Edition("", 0, "", "", ""))  # what to keep of it, if it is issued
    comparison: Comparison | None = None  # with the last edition, None before the first


def assemble_brief(
    topic: Topic, findings: Findings, options: AssemblyOptions, variant: Variant = OWN_VARIANT
) -> Assembly:
    """Put a topic's brief together, in one of its variants.

    A form with a length of its own takes the first of its shapes that fits and fills it, else the first that fits.
    Shapes are tried in the topic's own language, so that each language prints the same evidence under the same numbers.
    """
    released = release(topic, findings, variant.limit)
    variant = replace(variant, template=variant.template or topic.form)
    shapes = shape_topic(released.topic, variant.template)
    written = read_written(released.topic, released.findings, options.settings)

    def assemble(shaped: Topic, language: str) -> Assembly:
        return _assemble(shaped, released, written, options, replace(variant, language=language))

    shaped = _choose_shape(shapes, lambda one: assemble(one, "").brief) if len(shapes) > 1 else shapes[0]
    return assemble(shaped, variant.language)


def _choose_shape(shapes: Sequence[Topic], assemble: Callable[[Topic], Brief]) -> Topic:
    best: tuple[Topic, Brief] | None = None
    for shaped in shapes:
        brief = assemble(shaped)
        if not fits_form(brief):
            continue
        if best is not None and not says_as_much(brief, best[1]):
            return best[0]
        if fills_form(brief):
            return shaped
        best = best or (shaped, brief)
    return best[0] if best else shapes[-1]


def _assemble(
    topic: Topic, released: Released, written: Written, options: AssemblyOptions, variant: Variant
) -> Assembly:
    """Put one shape of a topic together.

    It is done twice with one `Numbering`: the first pass learns what is printed and in which order,
    the second writes the marks.
    """
    findings, form = released.findings, variant.template
    asked = variant.language or topic.language
    wording = Wording(options.vocabulary, choose_language(asked), asked)
    material = sift(topic, findings, options)
    numbering = Numbering()
    since = look_back(findings.previous, form, wording.language)
    first = Pass(Desk(topic, findings, wording, numbering, since), material)
    sections = first.write()
    record = _write_down(first, sections, released, written, form)
    if since is not None:
        since, record = _compare(since, record, written, first.desk, options)
    draft = Pass(Desk(topic, findings, wording, numbering, since), material, first)
    sections = draft.write()
    used = {evidence.name: evidence for evidence in draft.list_used()}
    problems = (*draft.desk.problems, *_check_topic(topic, findings, material, options), *check_words(topic, asked))
    left_out = tuple(one for one in (*material.left_out, *draft.left_out) if one.name not in used)
    cited = list_cited(draft.desk)
    statistics = count_evidence(list(used.values()), cited, draft.desk.kinship)
    brief = _bind(draft.desk, sections, used, statistics, options)
    tells = bool(released.withheld) and options.settings.tell_withheld
    brief = replace(
        _fit_form(brief, form, draft, released, used),
        withheld_note=say("withheld", wording.language) if tells else "",
    )
    manifest = write_manifest(topic, brief, used, findings.sources, numbering)
    return Assembly(
        brief,
        used,
        left_out,
        tuple(dict.fromkeys(problems)),
        released.withheld,
        manifest,
        released.topic,
        {source.id: source for source in cited},
        written,
        _keep_told(_keep_open(record, written, brief.marking), since, findings),
        since.comparison if since else None,
    )


def _compare(
    since: Since, record: Edition, written: Written, desk: Desk, options: AssemblyOptions
) -> tuple[Since, Edition]:
    """Compare what prints with the last edition; what is told of that may raise the marking, of which it tells too."""
    found = compare_with_last(since, record, written, desk, options)
    told, bears = mark_changes(found, desk.findings), read_marking(record.marking)
    if isinstance(bears, Marking) and told <= bears:
        return found, record
    raised = replace(record, marking=told.label)
    return compare_with_last(since, raised, written, desk, options), raised


def _write_down(draft: Pass, sections: tuple[Section, ...], released: Released, written: Written, form: str) -> Edition:
    """Write down what the first pass printed, as a record that can be compared and kept."""
    desk, used = draft.desk, {evidence.name: evidence for evidence in draft.list_used()}
    marking = _find_marking(desk, sections, used)
    printed = Printed(
        used=used,
        sources={source.id: source for source in list_cited(desk)},
        judgements={one.id or one.anchor for section in sections for one in section.judgements},
        form=form,
        marking=marking.label,
    )
    return write_down(released.topic, written, printed, desk.wording)


def _keep_open(record: Edition, written: Written, marking: Marking) -> Edition:
    """Mark a record as its brief is; what is marked higher and did not print is not named: it goes where that goes."""
    found = tuple(name for name in record.found if written.usable[name].marking <= marking)
    return replace(record, marking=marking.label, found=found)


def _keep_told(record: Edition, since: Since | None, findings: Findings) -> Edition:
    """Keep with a record what it tells of the last edition, and what the owners of that allow."""
    if since is None:
        return record
    told = write_down_told(since)
    sources = {**findings.former_sources, **findings.list_sources()}
    return replace(record, told=told, rights={**keep_told_rights(told, sources, since.edition.rights), **record.rights})


def _fit_form(brief: Brief, form: str, draft: Pass, released: Released, used: Mapping[str, Evidence]) -> Brief:
    """Give a brief what its form has beside the sections; whatever bears a number raises its marking."""
    desk, found = draft.desk, draft.material.list_all()
    return replace(
        brief,
        form=form,
        indexes=make_indexes(brief.sections, draft.list_known(), desk) if form == "dossier" else None,
        remainder=tell_remainder(released.topic, desk.topic, found, tuple(used)) if form == "note" else None,
    )


def _check_topic(topic: Topic, findings: Findings, material: Material, options: AssemblyOptions) -> tuple[Problem, ...]:
    pins = check_pins(topic, findings, options.settings)
    return (*pins, *check_exclusions(topic, findings), *_check_found(topic, material))


def _check_found(topic: Topic, material: Material) -> tuple[Problem, ...]:
    if topic.query is None or material.found or material.always:
        return ()
    hint = f"`briefgen find '{' '.join(topic.query_text.split())}'` asks the same; widen it"
    return (
        Problem(kinds.TOPIC_EMPTY, "the topic's query matches no excerpt that may print", _place_query(topic), hint),
    )


def _place_query(topic: Topic) -> Place:
    return topic.query_place if topic.query_place.line else Place(topic.path)


def _find_marking(desk: Desk, sections: Iterable[Section], used: Mapping[str, Evidence]) -> Marking:
    """Find the highest marking of anything in the brief: whatever bears a number counts, and what changed since."""
    topic, listed = desk.topic, desk.numbering.list_sources()
    blocks = (*topic.summary, *(block for plan in topic.sections for block in plan.text))
    written = [block.marking for block in blocks if block.marking is not None]
    for section in sections:
        written += [judgement.marking for judgement in section.judgements]
        written += [chart.marking for chart in section.charts]
    written += [source.marking for source in desk.findings.sources.values() if source.id in listed]
    told = mark_changes(desk.since, desk.findings)
    return max([topic.marking, told, *written, *(evidence.marking for evidence in used.values())])


def _bind(
    desk: Desk,
    sections: tuple[Section, ...],
    used: dict[str, Evidence],
    statistics: Statistics,
    options: AssemblyOptions,
) -> Brief:
    """Join the sections to a brief, marked as high as the highest thing in it."""
    topic, language = desk.topic, desk.wording.language
    if used and not any(section.kind in _OPENINGS for section in sections):
        sections = (write_overview(statistics, sections, language), *sections)
    settings = options.settings
    return Brief(
        slug=topic.slug,
        title=topic.title,
        marking=_find_marking(desk, sections, used),
        sections=sections,
        statistics=statistics,
        language=language,
        text_language=topic.language,
        topic_marking=topic.marking,
        edition=say("edition_number", language, number=options.edition) if options.edition else say("draft", language),
        deck=topic.deck,
        analyst=topic.author or settings.analyst,
        desk=settings.desk,
        contact=settings.contact,
        cutoff=topic.cutoff,
        printed=options.printed,
        paper=settings.paper,
        address=settings.address.replace("{slug}", topic.slug),
    )
