"""`cite`: an excerpt's citation to paste, with its id written into the source so that edits do not lose it."""

import re
from dataclasses import dataclass

from briefgen.files.reading import read_bounded
from briefgen.files.writing import write_whole
from briefgen.model.evidence import Evidence
from briefgen.project.corpus import use_corpus
from briefgen.project.looking import get_excerpt
from briefgen.project.place import Project
from briefgen.project.reading import SOURCE_LIMIT

#: A line of tokens that follows a block's text (grammar G1).
_TRAILER_LINE = re.compile(r"\s*(?:#[^\W_]|\[[a-z]+::|\^[A-Za-z0-9-]+\s*$)")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and the file and line where its id was written; "" where it stood there already."""

    citation: str
    written_to: str = ""


def cite_excerpt(project: Project, name: str) -> Cited:
    """Give ``[@source^id]`` and pin a derived id in the source, at the end of the excerpt's block."""
    evidence = use_corpus(project, lambda corpus: get_excerpt(corpus, name))
    citation = f"[@{evidence.name}]"
    if evidence.passage.has_own_id:
        return Cited(citation)
    return Cited(citation, _pin_id(project, evidence))


def _pin_id(project: Project, evidence: Evidence) -> str:
    """Write the id below the excerpt's block, on a line of its own: a trailer that any block allows."""
    path = project.folder / evidence.source.path
    lines = read_bounded(path, SOURCE_LIMIT).decode("utf-8").splitlines(keepends=True)
    last = _find_last_line(evidence, lines)
    ending = "\r\n" if lines[last].endswith("\r\n") else "\n"
    lines[last] = lines[last].rstrip("\r\n") + ending + _write_id(evidence, ending) + ending
    write_whole(path, "".join(lines).encode())
    return f"{evidence.source.path}:{last + 2}"


def _find_last_line(evidence: Evidence, lines: list[str]) -> int:
    """Find the last line of the excerpt's text and trailer, counted from 0."""
    last = evidence.passage.last_line - 1
    while last + 1 < len(lines) and _TRAILER_LINE.match(lines[last + 1]):
        last += 1
    return last


def _write_id(evidence: Evidence, ending: str) -> str:
    """Indent the id below a list item; part it from a table, which would take it for a row."""
    before = {"item": "  ", "table": ending}.get(evidence.passage.kind, "")
    return f"{before}^{evidence.passage.id}"
