"""The numbers of a Word document's lists, counted as Word counts them (ECMA-376, Part 1, 17.9)."""

from collections import defaultdict
from dataclasses import dataclass, field

from briefgen.formats.xml_tree import Element, get_attribute, local_name

_DEEPEST_STYLE = 12
#: The name of a bookmark that carries an item's number through mammoth.
NUMBER_MARK = "briefgen-number-"


@dataclass(frozen=True, slots=True)
class _Lists:
    """Which abstract list each list is of, where levels begin, and where a list begins anew."""

    abstract: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)


def mark_numbers(body: Element, numbering: bytes, styles: bytes) -> None:
    """Put a bookmark that tells its number at the head of each list item of a cleaned body."""
    from lxml import etree

    if not numbering:
        return
    lists = _read_lists(etree.fromstring(numbering))
    by_style = _read_style_lists(etree.fromstring(styles)) if styles else {}
    counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
    seen: set[tuple[str, int]] = set()
    for paragraph in [element for element in body.iter() if local_name(element) == "p"]:
        found = _find_list(paragraph, by_style)
        if found is None or found[0] not in lists.abstract:
            continue
        number = _count(lists, counters, seen, *found)
        space = etree.QName(paragraph).namespace
        mark = etree.Element(f"{{{space}}}bookmarkStart")
        mark.set(f"{{{space}}}name", f"{NUMBER_MARK}{number}")
        paragraph.insert(1, mark)


def _count(
    lists: _Lists, counters: defaultdict[str, dict[int, int]], seen: set[tuple[str, int]], name: str, level: int
) -> int:
    abstract = lists.abstract[name]
    counter = counters[abstract]
    if (name, level) in lists.overrides and (name, level) not in seen:
        counter[level] = lists.overrides[name, level]
    elif level in counter:
        counter[level] += 1
    else:
        counter[level] = lists.starts.get((abstract, level), 1)
    seen.add((name, level))
    for deeper in [other for other in counter if other > level]:
        del counter[deeper]
    return counter[level]


def _read_lists(root: Element) -> _Lists:
    lists = _Lists()
    for element in root:
        if local_name(element) == "abstractNum":
            name = get_attribute(element, "abstractNumId")
            for level in (child for child in element if local_name(child) == "lvl"):
                lists.starts[name, _to_number(get_attribute(level, "ilvl"))] = _read_start(level, "start", 1)
        elif local_name(element) == "num":
            name = get_attribute(element, "numId")
            lists.abstract[name] = _read_value(element, "abstractNumId")
            for override in (child for child in element if local_name(child) == "lvlOverride"):
                if _read_value(override, "startOverride"):
                    lists.overrides[name, _to_number(get_attribute(override, "ilvl"))] = _read_start(
                        override, "startOverride", 1
                    )
    return lists


def _read_style_lists(root: Element) -> dict[str, tuple[str, int]]:
    """Return the list and level that paragraph styles bring along, those of the styles they are based on too."""
    own: dict[str, tuple[str, int]] = {}
    bases: dict[str, str] = {}
    for style in (element for element in root if local_name(element) == "style"):
        name = get_attribute(style, "styleId")
        bases[name] = _read_value(style, "basedOn")
        held = next((inner for inner in style.iter() if local_name(inner) == "numPr"), None)
        if held is not None and _read_value(held, "numId"):
            own[name] = (_read_value(held, "numId"), _to_number(_read_value(held, "ilvl")))
    found = {}
    for name in bases:
        base = name
        for _step in range(_DEEPEST_STYLE):
            if base in own or not base:
                break
            base = bases.get(base, "")
        if base in own:
            found[name] = own[base]
    return found


def _find_list(paragraph: Element, by_style: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    properties = paragraph[0] if len(paragraph) and local_name(paragraph[0]) == "pPr" else ()
    held = next((child for child in properties if local_name(child) == "numPr"), None)
    named = next((get_attribute(child, "val") for child in properties if local_name(child) == "pStyle"), "")
    style = by_style.get(named)
    if held is None or not _read_value(held, "numId"):
        return style
    name = _read_value(held, "numId")
    return None if name == "0" else (name, _to_number(_read_value(held, "ilvl")))


def _read_start(element: Element, name: str, default: int) -> int:
    value = _read_value(element, name)
    return _to_number(value) if value else default


def _read_value(element: Element, name: str) -> str:
    child = next((child for child in element if local_name(child) == name), None)
    return "" if child is None else get_attribute(child, "val")


def _to_number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 0
