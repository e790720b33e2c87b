"""`cite`: an excerpt's citation to paste, with its id written into the source so that edits do not lose it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefgen.errors import BriefgenError
from briefgen.files.reading import read_bounded
from briefgen.files.writing import write_whole
from briefgen.grammar.front_matter import split_front_matter
from briefgen.model.evidence import Evidence
from briefgen.model.source import Passage
from briefgen.project.holding import hold_project
from briefgen.project.looking.looking import get_excerpt
from briefgen.project.place import Project
from briefgen.project.reading.corpus import use_corpus
from briefgen.project.reading.sources import SOURCE_LIMIT
from briefgen.read.passages import read_passages

#: A line with its break: what the grammar takes for one, unlike `str.splitlines`.
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and the file and line where its id was written; "" where it stood there already."""

    citation: str
    written_to: str = ""


def cite_excerpt(project: Project, name: str) -> Cited:
    """Give ``[@source^id]`` and pin a derived id in the source, at the end of the excerpt's block."""
    evidence = use_corpus(project, lambda corpus: get_excerpt(corpus, name))
    if evidence.passage.has_own_id:
        return Cited(f"[@{evidence.name}]")
    with hold_project(project, for_corpus=True):
        # Whoever held the lock before may have edited the source.
        evidence = use_corpus(project, lambda corpus: get_excerpt(corpus, name))
        return Cited(f"[@{evidence.name}]", "" if evidence.passage.has_own_id else _pin_id(project, evidence))


def _pin_id(project: Project, evidence: Evidence) -> str:
    """Write the id into the source's file, and give the place. BriefgenError where it would change more than that."""
    path = project.folder / evidence.source.path
    before = read_bounded(path, SOURCE_LIMIT).decode("utf-8")
    lines = _LINE.findall(before)
    number = _add_id(lines, evidence.passage)
    after = "".join(lines)
    if not _is_only_pinned(evidence.passage, before, after):
        place = evidence.passage.place
        raise BriefgenError(f"{place}: the id cannot be written there; write ^{evidence.passage.id} by hand")
    write_whole(path, after.encode())
    return f"{evidence.source.path}:{number}"


def _add_id(lines: list[str], passage: Passage) -> int:
    """Add the id to the block: after its last token, else on a line of its own; give the line's number, from 1."""
    tokens = [place.line for _, place in passage.trailer.places]
    last = max([*tokens, passage.last_line]) - 1
    text = lines[last].rstrip("\r\n")
    ending = "\r\n" if lines[last].endswith("\r\n") else "\n"
    # An id on a line of its own would leave tokens that close the line above to the text (grammar G1).
    joint = " " if tokens else _part_lines(passage, ending)
    lines[last] = f"{text.rstrip() if tokens else text}{joint}^{passage.id}{ending}"
    return last + 1 + joint.count("\n")


def _part_lines(passage: Passage, ending: str) -> str:
    """Indent an id below a list item; part it from a table, which would take it for a row."""
    return ending + {"item": "  ", "table": ending}.get(passage.kind, "")


def _is_only_pinned(passage: Passage, before: str, after: str) -> bool:
    """Whether the source says the same as before, but for the passage's id, which is now its own."""
    old, new = (_list_passages(text, passage) for text in (before, after))
    is_named = any(one.id == passage.id and one.has_own_id for one in new)
    return is_named and _list_words(old) == _list_words(new)


def _list_words(passages: Iterable[Passage]) -> list[tuple[object, ...]]:
    return [(one.id, one.plain, one.marked, replace(one.trailer, id="")) for one in passages]


def _list_passages(text: str, passage: Passage) -> tuple[Passage, ...]:
    front, _ = split_front_matter(text, passage.place.file)
    return read_passages(front.body, passage.source, passage.place.file, front.body_line)[0]
