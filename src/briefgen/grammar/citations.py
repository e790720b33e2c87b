r"""Citations in the analyst's text (grammar G2).

::

    group    "[" cite *( ";" cite ) "]"  not after [ ! \ ; not before ( [ : { ; not inside a link, heading or code
    cite     "@" source [ "^" excerpt ] [ "," locator ]        locator: anything but ; [ ] @
    problems "[see @x]", "[-@x]", capitals, two ^: error with the right form; a bare @x or an address is text
"""

import re
from dataclasses import dataclass

from briefgen.grammar.ids import is_source_id
from briefgen.grammar.inline import find_literal_spans, is_inside
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import Citation

# What may be a group, or an escape, which is passed over.
_GROUP = re.compile(r"\\.|(?<![\[!\\])\[(?P<cites>[^\[\]@]*@[^\[\]]*)\](?![(\[:{])", re.DOTALL)
_CITE = re.compile(
    r"@(?P<source>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\^(?P<excerpt>[A-Za-z0-9-]+))?\s*(?:,\s*(?P<locator>[^;\[\]@]+))?"
)
_MEANT = re.compile(r"(?:^|(?<=[\s(;,-]))@(?=[^\W_])")
_LOOSE = re.compile(r"@([^\W_][\w-]*)((?:\^[\w-]*)*)([,\s][^;@]*)?")
_LINK = re.compile(r"\[((?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]\(", re.DOTALL)
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class CitationGroup:
    """One ``[@a^b; @c, p. 3]``: its span in the Markdown (code points, end exclusive) and its citations."""

    start: int
    end: int
    citations: tuple[Citation, ...]


def find_citations(
    markdown: str, file: str, line: int, column: int, columns: tuple[int, ...] = ()
) -> tuple[tuple[CitationGroup, ...], tuple[Problem, ...]]:
    """Return the citation groups of a block's Markdown in order, and what is wrong with those that are none.

    `line` and `column` are where the Markdown begins in `file`; `columns`, if given, where each of its
    lines begins. A group in a wrong form is a problem and stays text, for nothing may be misattributed.
    """
    groups, problems = [], []
    for match in _find_candidates(markdown):
        place = _Locator(markdown, file, line, column, columns)
        citations = _read_cites(match["cites"], match.start("cites"), place)
        if isinstance(citations, Problem):
            problems.append(citations)
        elif citations:
            groups.append(CitationGroup(match.start(), match.end(), citations))
    return tuple(groups), tuple(problems)


def split_at_citations(markdown: str) -> tuple[str | CitationGroup, ...]:
    """Cut Markdown at its citation groups: texts (never empty) and groups in turn, all of it in order."""
    pieces: list[str | CitationGroup] = []
    end = 0
    for group in find_citations(markdown, "", 1, 1)[0]:
        pieces.extend([markdown[end : group.start], group] if group.start > end else [group])
        end = group.end
    return (*pieces, markdown[end:]) if end < len(markdown) else tuple(pieces)


def read_citation_name(text: str, place: Place) -> Citation | None:
    """Read ``source^id`` or ``source`` (as `pin` and `exclude` have them, an @ before it allowed), or None."""
    match = _CITE.fullmatch("@" + text.strip().removeprefix("@"))
    if not match or match["locator"] or not is_source_id(match["source"]):
        return None
    return Citation(match["source"], match["excerpt"] or "", "", place)


@dataclass(frozen=True, slots=True)
class _Locator:
    markdown: str
    file: str
    line: int
    column: int
    columns: tuple[int, ...]

    def locate(self, offset: int) -> Place:
        """Return the file's place of an offset in the Markdown."""
        row = self.markdown.count("\n", 0, offset)
        start = self.markdown.rfind("\n", 0, offset) + 1
        first = self.columns[row] if row < len(self.columns) else self.column if not row else 1
        return Place(self.file, self.line + row, first + offset - start)


def _find_candidates(markdown: str) -> list[re.Match[str]]:
    """Find brackets that hold an @ and stand neither in code nor in a link."""
    if "@" not in markdown:
        return []
    hidden = find_literal_spans(markdown)
    links = tuple((match.start(1), match.end(1)) for match in _LINK.finditer(markdown))
    return [
        match
        for match in _GROUP.finditer(markdown)
        if match["cites"] is not None and not is_inside(match.start(), hidden) and not is_inside(match.start(), links)
    ]


def _read_cites(cites: str, offset: int, locator: _Locator) -> tuple[Citation, ...] | Problem:
    """Read the citations of a group that begins at `offset`; () for a bracket that holds but an address."""
    citations, start = [], 0
    if not _MEANT.search(cites):
        return ()
    for part in cites.split(";"):
        place = locator.locate(offset + start + len(part) - len(part.lstrip()))
        match = _CITE.fullmatch(part.strip())
        if not match or not is_source_id(match["source"]):
            return _describe(cites, part.strip(), place)
        words = _BLANKS.sub(" ", match["locator"] or "").strip()
        citations.append(Citation(match["source"], match["excerpt"] or "", words, place))
        start += len(part) + 1
    return tuple(citations)


def _describe(cites: str, part: str, place: Place) -> Problem:
    """Name what is wrong with one citation, and show the right form of the group."""
    form = "; ".join(_mend(piece.strip()) for piece in cites.split(";") if piece.strip())
    before, _, rest = part.partition("@")
    lead = f"{before.strip(' -')} " if rest and before.strip(" -") else ""
    right = f"{lead}[{form}]"
    hint = f"write {right}; or \\[ if it is no citation" if right != f"[{cites}]" else "write \\[ if it is no citation"
    return Problem(kinds.CITE_FORM, f"`[{_shorten(cites)}]` is no citation: {_name_fault(part)}.", place, hint)


def _name_fault(part: str) -> str:
    match = _LOOSE.search(part)
    if match is None:
        return "each part needs an @ and a source's id"
    source, tail = match[1], match[2]
    faults = {
        "there is no hyphen before @": part.startswith("-"),
        "words stand before the bracket, not before @": match.start() > 0,
        "one ^ separates the source and the excerpt": tail.count("^") > 1,
        "an excerpt's id follows ^": tail == "^",
        "a source's id has no capitals": source != source.lower(),
        f"`{source}` cannot be the id of a source": not is_source_id(source),
    }
    general = "after the id only a comma and a locator such as `p. 3` may follow"
    return next((fault for fault, applies in faults.items() if applies), general)


def _mend(part: str) -> str:
    match = _LOOSE.search(part)
    if match is None:
        return f"@{part.strip('@ ')}" if part.strip("@ ") else "@source"
    excerpt = match[2].split("^")[1] if match[2] else ""
    locator = (match[3] or "").strip(" ,")
    return f"@{match[1].lower()}{'^' + excerpt if excerpt else ''}{', ' + locator if locator else ''}"


def _shorten(text: str) -> str:
    flat = _BLANKS.sub(" ", text)
    return flat if len(flat) <= 60 else flat[:57] + "…"
