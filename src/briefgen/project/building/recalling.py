"""Which drafts are what they were when they were made last, so that what is known of them is told again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefgen.compose.releasing import refuse_release
from briefgen.model.problem import Problem
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.model.variant import Variant
from briefgen.project.building.commons import Commons
from briefgen.project.building.loading import Wish, digest_texts
from briefgen.project.building.memory import Known, Memory, recall_draft
from briefgen.project.building.reach import Reach
from briefgen.project.building.shelf_watch import ShelfWatch
from briefgen.project.building.variants import Wanted, choose_variants
from briefgen.project.place import Project
from briefgen.project.reading.topic_files import TopicFile
from briefgen.refresh.draft import Draft
from briefgen.refresh.plan import explain_staleness
from briefgen.render.toolchain import MACHINE_FONTS, list_toolchain
from briefgen.render.typefaces.system_fonts import digest_machine_fonts


@dataclass(frozen=True, slots=True)
class Sorted:
    """The drafts wanted: those that are known to be up to date, those to be made, and those that may not be.

    `is_stale` where one of those to be made is known to be stale; `problems` say why some may not be.
    """

    recalled: tuple[Draft, ...]
    wishes: tuple[Wish, ...]
    is_stale: bool
    problems: tuple[Problem, ...]


def list_valid(
    memory: Memory, files: Iterable[TopicFile], commons: Commons, records: Mapping[str, Record], reach: Reach
) -> dict[str, Known]:
    """List what still holds of the memory, by the drafts' names."""
    by_slug = {one.head.slug: one for one in files if one.head}
    return {
        name: known
        for name, known in memory.drafts.items()
        if known.slug in by_slug
        and _has_key(known, by_slug[known.slug], commons)
        and known.last == digest_texts(known.unresolved, _list_texts(records, known.slug), known.variant.limit)
        and known.names == commons.digest_names(known.tags)
        and not reach.touches(known)
    }


def _has_key(known: Known, file: TopicFile, commons: Commons) -> bool:
    return known.key == commons.make_key(file.path, file.sha256, known.slug, known.variant)


def _list_texts(records: Mapping[str, Record], slug: str) -> Mapping[str, str]:
    own = records.get(slug)
    return own.cited if own else {}


@dataclass(frozen=True, slots=True)
class Sorter:
    """Sorts the drafts wanted. `force` makes all of them, `html_only` asks for no PDF."""

    project: Project
    wanted: Wanted
    records: Mapping[str, Record]
    valid: Mapping[str, Known]
    watch: ShelfWatch
    tools: str
    force: bool = False
    html_only: bool = False

    def sort(self, files: Iterable[TopicFile]) -> Sorted:
        """Sort the drafts of some topics."""
        recalled: list[Draft] = []
        wishes: list[Wish] = []
        problems: list[Problem] = []
        is_stale = self.force
        for file, head, variant in self._list_wanted(files):
            if refused := refuse_release(head, variant.limit):
                problems.append(refused)
                continue
            name = head.slug + variant.suffix
            record, known = self.records.get(name), self.valid.get(name)
            is_whole = record is not None and self.watch.is_whole(record, html_only=self.html_only)
            draft = self._recall(known, record, is_whole=is_whole) if known and record else None
            if draft is not None and self._is_current(draft, record, is_whole=is_whole):
                recalled.append(draft)
            else:
                is_stale = is_stale or not is_whole or draft is not None
                texts = _list_texts(self.records, head.slug)
                wishes.append(Wish(head.slug, file.path, variant, record, texts, is_whole))
        return Sorted(tuple(recalled), tuple(wishes), is_stale, tuple(problems))

    def _list_wanted(self, files: Iterable[TopicFile]) -> Iterator[tuple[TopicFile, Topic, Variant]]:
        by_slug: defaultdict[str, dict[str, Record]] = defaultdict(dict)
        for name, record in self.records.items():
            by_slug[record.slug][name] = record
        for file in files:
            if file.head is not None:
                for variant in choose_variants(file.head, self.wanted, by_slug[file.head.slug], self.project.output):
                    yield file, file.head, variant

    def _recall(self, known: Known, record: Record, *, is_whole: bool) -> Draft:
        borrowed = {MACHINE_FONTS: digest_machine_fonts()} if MACHINE_FONTS in record.inputs.versions else {}
        inputs = replace(record.inputs, tools=self.tools, versions={**list_toolchain(), **borrowed})
        return recall_draft(known, record, explain_staleness(record, known.digest, inputs, is_whole=is_whole))

    def _is_current(self, draft: Draft, record: Record | None, *, is_whole: bool) -> bool:
        if self.force or record is None:
            return False
        return is_whole and draft.digest == record.page if self.html_only else not draft.reasons
