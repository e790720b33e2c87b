"""A citation style of the project's own: one CSL 1.0.2 file, looked at before citeproc-py runs it.

A style is a small program that somebody found on the web. It is read without entities and without fetching
anything, its macros are counted as if they were written out (a few lines can stand for millions), and what our list
does itself is taken out of it: the number before an entry, and the dash for an author who is named again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

#: The longest of the 2,865 styles of the CSL project has 246,037 bytes.
LONGEST_STYLE = 1 << 20
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
#: The largest of those styles comes to 3,047 elements; with ten thousand a source takes some tenths of a second.
_LARGEST_EXPANSION = 10_000
_DEEPEST = 40
_CALLING = (f"{_NAMESPACE}text", f"{_NAMESPACE}key")
_REPOSITORY = "the repository of citation styles has thousands: zotero.org/styles"


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A style as the settings name it: the file's path from the project's folder, and its bytes."""

    file: str
    data: bytes


class StyleError(Exception):
    """Why a style cannot be used, with the line where that shows (0: nowhere in particular)."""

    def __init__(self, reason: str, hint: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.line = line


def describe_style_error(style: CitationStyle, error: StyleError) -> Problem:
    """Make a problem of what is wrong with a style."""
    message = f"the citation style cannot be used: {error.reason}; citations print in the default style"
    place = Place(style.file, error.line, 1 if error.line else 0)
    return Problem(kinds.BRIEF_CITATION_STYLE, message, place, error.hint)


def prepare_style(style: CitationStyle) -> bytes:
    """Return a style as citeproc-py may run it. Raises StyleError."""
    from lxml import etree

    root = _parse(style.data)
    _check_kind(root)
    _check_macros(root)
    bibliography = root.find(f"{_NAMESPACE}bibliography")
    if bibliography is None:
        raise StyleError("it has no bibliography, only notes", "take a style with a list of references", 1)
    bibliography.attrib.pop("subsequent-author-substitute", None)
    _drop(root, lambda one: one.get("variable") == "citation-number")
    # citeproc-py 0.11.1 prints the word "Edition." after newspapers, which have none (in Chicago's styles).
    _drop(root, lambda one: one.tag == f"{_NAMESPACE}label" and one.get("variable") == "edition")
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _parse(data: bytes) -> "_Element":
    """Parse without entities; libxml2 keeps depth and names within bounds itself."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise StyleError(f"it is not XML ({error.msg or 'empty'})", _REPOSITORY, line) from error
    if root.getroottree().docinfo.doctype:
        raise StyleError("it declares a document type, which a style has no use for", "delete its DOCTYPE", 1)
    return root


def _check_kind(root: "_Element") -> None:
    if root.tag != f"{_NAMESPACE}style":
        raise StyleError(
            "it is no CSL style: it does not begin with <style> of CSL 1.0", _REPOSITORY, root.sourceline or 1
        )
    version = str(root.get("version", "without a version"))[:20]
    if not version.startswith("1.0"):
        raise StyleError(f"it is of CSL {version}", "take one of version 1.0", 1)
    for link in root.iterfind(f"{_NAMESPACE}info/{_NAMESPACE}link"):
        if link.get("rel") == "independent-parent" and root.find(f"{_NAMESPACE}bibliography") is None:
            parent = str(link.get("href", "")).rpartition("/")[2]
            hint = f"take that one: `{parent[:80]}.csl`"
            raise StyleError("it only names another style", hint, link.sourceline or 1)


def _check_macros(root: "_Element") -> None:
    """Refuse macros that call themselves or nothing, or that stand for too much once written out."""
    macros = {str(one.get("name")): one for one in root.iterfind(f"{_NAMESPACE}macro")}
    gauge = _Gauge(macros, {})
    for part in ("citation", "bibliography"):
        for element in root.iterfind(f"{_NAMESPACE}{part}"):
            gauge.measure(element, ())


@dataclass(frozen=True, slots=True)
class _Gauge:
    """Counts what an element stands for once its macros are written out; of alternatives the longest counts."""

    macros: Mapping[str, "_Element"]
    sizes: dict[str, int]

    def measure(self, element: "_Element", callers: tuple[str, ...]) -> int:
        """Count an element's elements. Raises StyleError above the limit, and for a macro that calls itself."""
        called = element.get("macro") if element.tag in _CALLING else None
        parts = [self.measure(child, callers) for child in element.iterchildren(f"{_NAMESPACE}*")]
        within = max(parts, default=0) if element.tag == f"{_NAMESPACE}choose" else sum(parts)
        size = 1 + within + (self._measure_macro(str(called), element, callers) if called else 0)
        if size > _LARGEST_EXPANSION:
            raise StyleError("its macros stand for too much once written out", _REPOSITORY, element.sourceline or 1)
        return size

    def _measure_macro(self, name: str, caller: "_Element", callers: tuple[str, ...]) -> int:
        if name in callers or len(callers) > _DEEPEST:
            raise StyleError(f"its macro “{name[:60]}” calls itself", _REPOSITORY, caller.sourceline or 1)
        if name not in self.macros:
            raise StyleError(f"it calls a macro “{name[:60]}” that it lacks", _REPOSITORY, caller.sourceline or 1)
        if name not in self.sizes:
            self.sizes[name] = self.measure(self.macros[name], (*callers, name))
        return self.sizes[name]


def _drop(root: "_Element", is_dropped: Callable[["_Element"], bool]) -> None:
    for element in [one for one in root.iter(f"{_NAMESPACE}*") if is_dropped(one)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
