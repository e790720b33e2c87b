"""A preview's pages: one look into the corpus for the drafts that readers have open, and their pages made of it."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from briefgen.files.digest import digest_bytes
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.record import Record
from briefgen.model.variant import Variant
from briefgen.preview.messages import Notice, PageMade
from briefgen.project.building.build import BuildOptions
from briefgen.project.building.findings import survey_sources
from briefgen.project.building.gathering import check_whole, read_common
from briefgen.project.building.loading import Loader, Wish
from briefgen.project.building.refreshing import choose_refresh
from briefgen.project.building.trace import Trace
from briefgen.project.building.variants import simplify_variant
from briefgen.project.failures import hint_at_cause, refuse_damaged_index, tell_end
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.topic_files import TopicFile
from briefgen.refresh.draft import Draft
from briefgen.refresh.records import read_records
from briefgen.refresh.rounds import Made, Round, refresh_drafts
from briefgen.workers.limits import Failed

_UNREAD = "This topic cannot be made as it stands; the problems say why."


@dataclass(frozen=True, slots=True)
class Look:
    """What one look into the corpus told: its topics' files, all slugs, the problems, and the records.

    `gone` are the drafts that were asked for and whose topic is no more.
    """

    files: tuple[TopicFile, ...]
    slugs: frozenset[str]
    problems: tuple[Problem, ...]
    records: Mapping[str, Record]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft as it came out: the message for the site, and the draft, None where there is no page."""

    message: PageMade
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class Making:
    """How pages are made: the rules that load their fonts from the site, in how many processes, and who shows them."""

    font_rules: str
    processes: int
    show: Callable[[Shown], None]


def make_pages(project: Project, names: Sequence[str], making: Making) -> Look:
    """Read what changed, and make the named drafts' pages, each shown as soon as it is made.

    Raises what `use_corpus` raises. The index is held while its workers read it.
    """
    steps = {"began": time.monotonic()}
    records = read_records(project.output)

    def look(corpus: Corpus) -> Look:
        steps["read"] = time.monotonic()
        gone = tuple(name for name in names if _slug(name) not in corpus.slugs)
        _make(corpus, [name for name in names if name not in gone], making, records, steps)
        problems = tuple(dict.fromkeys((*corpus.problems, *check_whole(corpus))))
        return Look(corpus.files.files, corpus.slugs, problems, records, gone)

    return use_corpus(project, look, making.processes)


def _slug(name: str) -> str:
    return name.partition(".")[0]


def _make(
    corpus: Corpus, names: Iterable[str], making: Making, records: Mapping[str, Record], steps: Mapping[str, float]
) -> None:
    files = {one.head.slug: one for one in corpus.files.files if one.head}
    wishes: dict[str, Wish] = {}
    for name in names:
        file, variant = files.get(_slug(name)), read_name(corpus.forms, name)
        if file is None or not file.is_askable or not (file.has_form or variant.template):
            making.show(_tell_unread(name, file, corpus.problems))
        elif file.head is not None:
            wishes[name] = _wish(file, simplify_variant(file.head, variant), records)
    if not wishes:
        return
    project = corpus.project
    loader = Loader(project, survey_sources(corpus.index), read_common(corpus), {}, project.state / "index.sqlite")
    options = BuildOptions(force=True, html_only=True, processes=making.processes)
    refresh = choose_refresh(project, corpus.vocabulary, options)
    refresh = replace(refresh, layout=replace(refresh.layout, font_rules=making.font_rules))
    asked = {id(wish): name for name, wish in wishes.items()}
    wanted = Round(tuple(wishes.values()), loader, (loader.index, project.topics))
    with closing(refresh_drafts(wanted, refresh)) as drafts:
        for wish, outcome in drafts:
            name = asked[id(wish)]
            if isinstance(outcome, Failed):
                refuse_damaged_index(outcome)
                making.show(_describe_failure(name, wish, outcome))
            else:
                making.show(_describe(name, outcome.value, steps))


def _wish(file: TopicFile, variant: Variant, records: Mapping[str, Record]) -> Wish:
    slug = file.head.slug if file.head else ""
    own = records.get(slug)
    return Wish(slug, file.path, variant, records.get(slug + variant.suffix), own.cited if own else {})


def read_name(forms: Sequence[str], name: str) -> Variant:
    """Read from a draft's name which variant it is: after the topic, a form and a language, either left out."""
    form = language = ""
    for part in name.split(".")[1:]:
        if part in forms and not form:
            form = part
        else:
            language = part
    return Variant(form, language)


def _describe(name: str, made: Made[Trace], steps: Mapping[str, float]) -> Shown:
    draft = made.draft
    html = draft.page.html.encode() if draft.page else b""
    message = PageMade(
        name=name,
        digest=digest_bytes(html) if html else "",
        html=html,
        title=draft.title,
        marking=draft.marking,
        failure="" if html else "A template cannot lay it out; the problems say why.",
        notices=list_notices((*made.trace.problems, *draft.problems)),
        steps={**steps, "made": time.monotonic()},
    )
    return Shown(message, draft if html else None)


def _describe_failure(name: str, wish: Wish, failed: Failed) -> Shown:
    message = f"making `{wish.name}` {tell_end(failed, 'worker')}"
    hint = hint_at_cause(failed, "look for a loop in a template of your own, or a very large table")
    problem = Problem(kinds.BRIEF_FAILED, message, Place(wish.path), hint)
    return Shown(PageMade(name, "", b"", failure=f"M{message[1:]}.", notices=list_notices([problem])), None)


def _tell_unread(name: str, file: TopicFile | None, problems: Iterable[Problem]) -> Shown:
    path = file.path if file else f"/{_slug(name)}.md"
    own = [one for one in problems if one.place.file.endswith(path)]
    own += file.faults if file else ()
    return Shown(PageMade(name, "", b"", failure=_UNREAD, notices=list_notices(own)), None)


def list_notices(problems: Sequence[Problem]) -> tuple[Notice, ...]:
    """Write problems as the site shows them, in the order of files and lines."""
    ordered = sorted(dict.fromkeys(problems), key=lambda one: (one.place, one.kind.code, one.message))
    return tuple(
        Notice(one.kind.severity.value, one.kind.code, one.message, str(one.place), one.hint) for one in ordered
    )
