"""What a renamed tag changes in each kind of file, and the proof that it changes nothing else.

`list_…_edits` give a file's edits; `is_…_kept` read the file before and after, and tell whether both say the
same but for the tag.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen.grammar.edits import Edit, Lines, apply_edits
from briefgen.grammar.front_matter import normalise_breaks, split_front_matter
from briefgen.grammar.tag_renaming import QUERY_FIELDS, TagRename, TextUnderWork
from briefgen.grammar.yaml_text import VOCABULARY_LIMIT, YamlNode, read_yaml
from briefgen.ingest.write import digest_as_written, was_edited
from briefgen.model.problem import Place
from briefgen.model.query import And, Not, Or, Query, Value
from briefgen.model.settings import Settings
from briefgen.model.source import Passage, Source
from briefgen.model.topic import AnalystBlock, SectionPlan, Topic
from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.read.defaults import FolderDefaults, read_defaults
from briefgen.read.sections import locate_text
from briefgen.read.source import ReadSource, read_source
from briefgen.read.topic import read_topic

#: A section's groups that are no tags.
_GROUPS = frozenset({"source", "actor", "year"})


@dataclass(frozen=True, slots=True)
class TextBefore:
    """A file of the corpus as it stands: its path from the project's folder, and its text, breaks as they are."""

    file: str
    text: str

    def work(self, rename: TagRename) -> TextUnderWork:
        """Make it ready for a rename."""
        return TextUnderWork(self.text, self.file, rename, Lines(self.text))


def list_source_edits(before: TextBefore, rename: TagRename) -> tuple[Edit, ...]:
    """List what a rename changes in a source: its tags, and the tags, speakers, actors and stances of its trailers."""
    front, _ = split_front_matter(before.text, before.file)
    work = before.work(rename)
    tags = front.root.get("tags") if front.root else None
    return (*work.change_list(tags), *work.change_body(front.body, front.body_line))


def rewrite_source(before: TextBefore, edits: Iterable[Edit]) -> str:
    """Make edits in a source. One that stood as `add` wrote it counts as such still: its stamp is renewed."""
    after = apply_edits(before.text, edits)
    if was_edited(before.text):
        return after
    stamp = digest_as_written(before.text)
    return after.replace(f"written: {stamp}", f"written: {digest_as_written(after)}", 1)


def list_defaults_edits(before: TextBefore, rename: TagRename) -> tuple[Edit, ...]:
    """List what a rename changes in a folder's defaults: its tags."""
    root, _ = read_yaml(normalise_breaks(before.text), before.file, 1)
    return tuple(before.work(rename).change_list(root.get("tags") if root else None))


def list_topic_edits(before: TextBefore, rename: TagRename) -> tuple[Edit, ...]:
    """List what a rename changes in a topic: queries, actors, groups, and the trailers of the analyst's text."""
    front, _ = split_front_matter(before.text, before.file)
    lines = normalise_breaks(before.text).split("\n")
    work = before.work(rename)
    sections = front.root.get("sections") if front.root else None
    return (
        *_change_query(work, front.root, lines),
        *(edit for node in (sections.items if sections else ()) for edit in _change_section(work, node, lines)),
        *work.change_body(front.body, front.body_line),
    )


def list_vocabulary_edits(before: TextBefore, rename: TagRename) -> tuple[Edit, ...]:
    """List what a rename changes in the vocabulary: the tags, what they imply, for whom persons speak."""
    root, _ = read_yaml(normalise_breaks(before.text), before.file, 1, VOCABULARY_LIMIT)
    work = before.work(rename)
    edits: list[Edit] = []
    for key, entry in root.pairs if root else ():
        edits.extend(work.change_node(key))
        edits.extend(work.change_list(entry.get("implies")))
        speaking = entry.get("speaks_for")
        for one in (speaking.items or (speaking,)) if speaking else ():
            edits.extend(work.change_node(one if one.kind == "scalar" else one.get("actor")))
    return tuple(edits)


def _change_query(work: TextUnderWork, node: YamlNode | None, lines: list[str]) -> Iterator[Edit]:
    query = node.get("query") if node else None
    if query is not None and query.kind == "scalar":
        yield from work.change_query(query.value.rstrip(), locate_text(query, work.file, lines))


def _change_section(work: TextUnderWork, node: YamlNode, lines: list[str]) -> Iterator[Edit]:
    yield from _change_query(work, node, lines)
    yield from work.change_list(node.get("actors"))
    group = node.get("group")
    if group and group.value not in _GROUPS:
        yield from work.change_node(group)


def is_source_kept(before: TextBefore, after: str, rename: TagRename, settings: Settings) -> bool:
    """Tell whether a source says after a rename what it said before, but for the tag."""
    old, new = (read_source(text.encode(), before.file, FolderDefaults(), settings) for text in (before.text, after))
    return _rename_source(old, rename) == _rename_source(new, _keep(rename))


def are_defaults_kept(before: TextBefore, after: str, rename: TagRename, settings: Settings) -> bool:
    """Tell whether a folder's defaults say after a rename what they said before, but for the tag."""
    old, new = (read_defaults(text.encode(), before.file, settings)[0].values for text in (before.text, after))
    return {**old, "tags": _rename_all(old.get("tags", ()), rename)} == {"tags": (), **new}


def is_topic_kept(before: TextBefore, after: str, rename: TagRename, settings: Settings) -> bool:
    """Tell whether a topic says after a rename what it said before, but for the tag."""
    old, new = (read_topic(text.encode(), before.file, settings)[0] for text in (before.text, after))
    return old is not None and new is not None and _rename_topic(old, rename) == _rename_topic(new, _keep(rename))


def rename_vocabulary(vocabulary: Vocabulary, rename: TagRename) -> dict[str, Term]:
    """Give the terms that a vocabulary has after a rename."""
    return {rename.apply(tag): _rename_term(term, rename) for tag, term in vocabulary.terms.items()}


def _rename_term(term: Term, rename: TagRename) -> Term:
    return replace(
        term,
        tag=rename.apply(term.tag),
        implies=_rename_all(term.implies, rename),
        speaks_for=tuple(replace(one, actor=rename.apply(one.actor)) for one in term.speaks_for),
    )


def _rename_all(tags: Iterable[str], rename: TagRename) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rename.apply(tag) for tag in tags))


def _rename_source(read: ReadSource, rename: TagRename) -> tuple[Source | None, tuple[Passage, ...]]:
    source = read.source
    if source is not None:
        # The stamp of `add` may be renewed; it is checked where it is made.
        original = replace(source.original, written="") if source.original else None
        source = replace(source, tags=_rename_all(source.tags, rename), original=original)
    return source, tuple(_rename_passage(passage, rename) for passage in read.passages)


def _rename_passage(passage: Passage, rename: TagRename) -> Passage:
    trailer = passage.trailer
    return replace(
        passage,
        trailer=replace(
            trailer,
            tags=tuple(sorted(_rename_all(trailer.tags, rename))),
            actor=rename.apply_to_field("actor", trailer.actor),
            speaker=rename.apply_to_field("speaker", trailer.speaker),
            stance_towards=rename.apply(trailer.stance_towards),
        ),
    )


def _keep(rename: TagRename) -> TagRename:
    """Give the rename that changes nothing, to compare what has its new name already."""
    return TagRename(rename.new, rename.new)


def _rename_topic(topic: Topic, rename: TagRename) -> Topic:
    return replace(
        topic,
        query=_rename_query(topic.query, rename),
        query_text="",
        sections=tuple(_rename_section(plan, rename) for plan in topic.sections),
        summary=tuple(_rename_block(block, rename) for block in topic.summary),
    )


def _rename_section(plan: SectionPlan, rename: TagRename) -> SectionPlan:
    return replace(
        plan,
        place=Place(""),
        query=_rename_query(plan.query, rename),
        query_text="",
        actors=_rename_all(plan.actors, rename),
        group=plan.group if plan.group in _GROUPS else rename.apply(plan.group),
        text=tuple(_rename_block(block, rename) for block in plan.text),
    )


def _rename_block(block: AnalystBlock, rename: TagRename) -> AnalystBlock:
    return replace(block, tags=tuple(sorted(_rename_all(block.tags, rename))))


def _rename_query(query: Query | None, rename: TagRename) -> Query | None:
    match query:
        case Value(field, value) if field in QUERY_FIELDS:
            return replace(query, value=rename.apply(value))
        case Not(operand):
            return Not(_rename_query(operand, rename) or operand)
        case And(operands) | Or(operands):
            return type(query)(tuple(_rename_query(one, rename) or one for one in operands))
    return query
