"""`diff`: what changed of a topic between two of its editions, or between one and the draft.

It is the comparison that the brief's own part "what changed" is made of (`compose.comparison`), told whole. Two
editions are compared by their records alone; in a variant with a limit nothing is named that is not known to be open
today, for a marking may have been raised since.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from briefgen.compose.assembly import assemble_brief
from briefgen.compose.comparison import compare_records
from briefgen.compose.findings import AssemblyOptions
from briefgen.compose.reader_view import join_words
from briefgen.compose.released_text import Gate
from briefgen.compose.releasing import open_records, refuse_release
from briefgen.compose.telling import tell_comparison
from briefgen.compose.words_today import mark_lost_words
from briefgen.editions.shelf import Listed, list_editions, read_edition
from briefgen.errors import BriefgenError, PolicyError, UsageError
from briefgen.files.writing import write_whole
from briefgen.grammar.suggestions import suggest
from briefgen.model.comparison import Comparison
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.told import ToldComparison
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.building.former import call_as_today, look_back_at
from briefgen.project.building.gathering import gather_tasks
from briefgen.project.building.variants import Wanted, simplify_variant
from briefgen.project.place import Project, refuse_kept_place
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.speaking import speak_own_words
from briefgen.project.reading.words import prepare_words
from briefgen.refresh.records import read_records
from briefgen.refresh.run import RENDERING, Task
from briefgen.render.diff_page import lay_out_diff
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Failed
from briefgen.workers.run import run_job


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """What `diff` is asked: a topic, the number of the edition to begin with (None: the last), that to end with.

    `end` None is the draft as it would be printed now.
    """

    topic: str
    start: int | None = None
    end: int | None = None
    variant: Variant = OWN_VARIANT
    processes: int = 2


def diff_topic(project: Project, options: DiffOptions) -> Comparison:
    """Compare two states of a topic.

    Raises UsageError for an edition or a topic that is not there, IntegrityError where a record cannot be read,
    PolicyError for a topic marked above the limit, BriefgenError where there is no edition yet.
    """
    limit = options.variant.limit
    listed = _list_series(project, options.topic, limit)
    if options.end is None:
        return _diff_draft(project, options, listed)
    if not listed:
        raise _say_none_issued(options.topic, limit)
    now = _choose(listed, options.end, options.variant, options.topic)
    start = options.start if options.start is not None else _find_number_before(listed, options)
    like_it = replace(options.variant, template=now.template, language=now.language)
    before = _choose(listed, start, like_it, options.topic)
    if limit is not None:
        before, now = _open_records(project, before, now, limit)
    return compare_records(before, now)


def _list_series(project: Project, slug: str, limit: Marking | None) -> list[Listed]:
    end = Variant(limit=limit).suffix
    return [one for one in list_editions(project.editions, slug) if one.limit == end]


def _say_none_issued(slug: str, limit: Marking | None) -> BriefgenError:
    asked = f" --max-tlp {limit.label}" if limit is not None else ""
    return BriefgenError(
        f"`{slug}` has no edition{f' up to {limit.label}' if limit is not None else ''} yet, so there is nothing to"
        f" compare with: `briefgen issue {slug}{asked}` makes the first."
    )


def _find_number_before(listed: Iterable[Listed], options: DiffOptions) -> int:
    """Find the edition before the one to end with."""
    assert options.end is not None  # noqa: S101 - the caller has looked
    before = [one.number for one in listed if one.number < options.end]
    if not before:
        raise UsageError(f"edition {options.end} of `{options.topic}` is the first: there is none before it.")
    return max(before)


def _choose(listed: Iterable[Listed], number: int, variant: Variant, slug: str) -> Edition:
    """Read an edition in the variant that is nearest to the one asked for: its form and language, its form, any.

    Raises UsageError where there is no edition of that number.
    """
    there = [one for one in listed if one.number == number]
    if not there:
        numbers = list(dict.fromkeys(str(one.number) for one in listed))
        raise UsageError(f"`{slug}` has no edition {number}; it has {', '.join(numbers)}.")
    end = Variant(limit=variant.limit).suffix

    def rank(one: Listed) -> tuple[bool, bool, str]:
        form, _, language = one.variant.removesuffix(end).rpartition(".")
        # With nothing said, a brief comes before a note or a dossier.
        return form != (variant.template or "brief"), language != (variant.language or language), one.variant

    return read_edition(min(there, key=rank).folder)


def _open_records(project: Project, before: Edition, now: Edition, limit: Marking) -> tuple[Edition, Edition]:
    """Leave of both records what is known to be open now: the corpus says it, since that they cannot know.

    Raises PolicyError where the topic is marked above the limit by now.
    """

    def look(corpus: Corpus) -> tuple[Edition, Edition]:
        was, is_now = (call_as_today(one, corpus.index) for one in (before, now))
        names = {*was.excerpts, *is_now.excerpts}
        ids = {*was.sources, *is_now.sources, *(name.partition("^")[0] for name in names)}
        topic = next((one for one in corpus.topics if one.slug == now.slug), None)
        refused = refuse_release(topic, limit) if topic else None
        if refused:
            raise PolicyError(f"{refused.message}: {refused.hint}")
        cited = {citation.name for citation in topic.citations} if topic else set()
        found = corpus.index.load(sorted({*names, *(name for name in cited if "^" in name)}))
        wanted = sorted({*ids, *(name.partition("^")[0] for name in cited)})
        known = {name: source for name in wanted if (source := corpus.index.source(name))}
        excerpts = {name: one.marking for name, one in found.items()}
        gate = Gate(limit, excerpts, {name: source.marking for name, source in known.items()})
        return open_records(was, is_now, gate, topic, _find_raised(corpus, found, limit))

    return use_corpus(project, look)


def _find_raised(corpus: Corpus, found: Mapping[str, Evidence], limit: Marking) -> Callable[[str, str], bool]:
    """Return what tells of an excerpt's name and its words in a record whether some of these are closed by now."""
    gather = prepare_words(corpus.index)

    @cache
    def list_closed(source: str) -> tuple[str, ...]:
        return tuple(filter(None, (join_words(one) for one in corpus.index.evidence_of(source) if one.marking > limit)))

    def closes(name: str, text: str) -> bool:
        now = found.get(name)
        left = now.passage.plain if now else ""
        # Of a source's own excerpts a few words are enough: they were split off.
        is_split = any(words in text and words not in left for words in list_closed(name.partition("^")[0]))
        return is_split or mark_lost_words(text, now, gather) > limit

    return closes


def _diff_draft(project: Project, options: DiffOptions, listed: list[Listed]) -> Comparison:
    wanted = Wanted((options.topic,), options.variant)
    task, vocabulary = use_corpus(project, lambda corpus: _gather(corpus, wanted, options, listed), options.processes)
    assembly_options = AssemblyOptions(vocabulary, project.settings, "")

    def compare(one: Task) -> Comparison | None:
        return assemble_brief(one.topic, one.findings, assembly_options, one.variant).comparison

    limits = replace(RENDERING, confine=True, readable=library_folders())
    with speak_own_words(project):
        outcome = run_job(compare, task, limits)
    if isinstance(outcome, Failed):
        raise BriefgenError(f"`{options.topic}` cannot be compared: putting it together {outcome.detail}")
    if outcome.value is None:
        raise _say_none_issued(options.topic, options.variant.limit)
    return outcome.value


def _gather(corpus: Corpus, wanted: Wanted, options: DiffOptions, listed: list[Listed]) -> tuple[Task, Vocabulary]:
    gathered = gather_tasks(corpus, wanted, read_records(corpus.project.output))
    task = _choose_task(gathered.tasks, options)
    if not listed:
        raise _say_none_issued(options.topic, options.variant.limit)
    if options.start is not None:
        variant = _name(task.topic, options.variant)
        last = _choose(listed, options.start, variant, options.topic)
        gather = prepare_words(corpus.index) if variant.limit is not None else None
        task = replace(task, findings=look_back_at(last, task.findings, corpus.index, gather))
    elif task.findings.previous is None:
        raise BriefgenError(f"the last edition of `{options.topic}` cannot be read; `briefgen check` says why.")
    return task, gathered.vocabulary


def _choose_task(tasks: Iterable[Task], options: DiffOptions) -> Task:
    there = [one for one in tasks if one.topic.slug == options.topic]
    task = next((one for one in there if one.variant == simplify_variant(one.topic, options.variant)), None)
    if task is None:
        near = suggest(options.topic, [one.topic.slug for one in tasks])
        raise BriefgenError(f"`{near or options.topic}` cannot be read; `briefgen check` says why.")
    return task


def _name(topic: Topic, variant: Variant) -> Variant:
    return Variant(variant.template or topic.form, variant.language or topic.language, variant.limit)


def write_page(project: Project, comparison: Comparison, path: Path) -> None:
    """Write a comparison as one self-contained page, in the language of what is compared.

    Raises UsageError where the project keeps its own, BriefgenError where a template of the project's fails,
    StorageError where the file cannot be written.
    """
    refuse_kept_place(project, path, "--html")
    with speak_own_words(project):
        told = tell_comparison(comparison, comparison.now.language)
        html = lay_out_diff(told, project.template_folders)
    write_whole(path, html.encode())


def tell_in_english(comparison: Comparison) -> ToldComparison:
    """Tell a comparison as the command line speaks."""
    return tell_comparison(comparison, "en")
