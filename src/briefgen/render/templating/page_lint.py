"""What only a laid-out page shows of a template: headings that skip a level, and boxes nested too deep to print."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.render.templating.lint import TemplateText

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<(?:svg|style|details)\b.*?</(?:svg|style|details)>", re.IGNORECASE | re.DOTALL)
_BOXES = re.compile(r"\b(?:inline-)?(?:flex|grid)\b")
#: *Measured*: each level of flex boxes doubles the time of laying out; from the fifth on it is felt.
_DEEPEST = 4
_SHOWN = 60


def find_skipped_headings(html: str, template: str, own: Sequence[TemplateText]) -> Iterator[Problem]:
    """Name each heading that is more than one level below the one before it (PDF/UA-1, 7.4.2)."""
    last = 0
    for found in _HEADING.finditer(html):
        level = int(found[1])
        if level > last + 1:
            words = " ".join(re.sub(r"<[^>]+>", "", found[2]).split())[:_SHOWN]
            before = f"one of level {last}" if last else "no other"
            message = f"the heading “{words}” is of level {level} and follows {before}"
            hint = f"write <h{last + 1}>; its size is the style sheet's affair"
            yield Problem(kinds.TEMPLATE_HEADING, message, _place_heading(level, template, own), hint)
        last = level


def _place_heading(level: int, template: str, own: Sequence[TemplateText]) -> Place:
    """Find which of the user's templates writes a heading of this level; where none does, name the form's."""
    for one in own:
        start = one.text.find(f"<h{level}")
        if start >= 0:
            line = one.text.count("\n", 0, start) + 1
            return Place(one.file, line, start - (one.text.rfind("\n", 0, start) + 1) + 1)
    return Place(f"templates/{template}.html.j2")


def find_nested_boxes(html: str, sheets: Sequence[TemplateText], template: str) -> Iterator[Problem]:
    """Name the deepest nest of flex and grid boxes where it is deeper than four; only what prints counts."""
    if not any(_BOXES.search(sheet.text) for sheet in sheets) and not _BOXES.search(html.partition("<body")[2]):
        return
    depth, where = _find_deepest(_HIDDEN.sub("", html), sheets)
    if depth > _DEEPEST:
        message = f"{depth} flex or grid boxes stand in one another; each doubles the time that printing takes"
        hint = "use blocks, floats or a table inside; at most four such boxes in one another"
        yield Problem(kinds.TEMPLATE_FLEX, message, where or Place(f"templates/{template}.html.j2"), hint)


def _find_deepest(html: str, sheets: Sequence[TemplateText]) -> tuple[int, Place | None]:
    from cssselect2 import ElementWrapper  # type: ignore[import-untyped]  # it has none
    from tinyhtml5 import parse  # type: ignore[import-untyped]  # it has none

    rules = [rule for sheet in sheets for rule in _list_box_rules(sheet)]
    deepest: tuple[int, Place | None] = (0, None)
    stack = [(ElementWrapper.from_html_root(parse(html, namespace_html_elements=False)), 0)]
    while stack:
        element, depth = stack.pop()
        matched = [place for selector, place in rules if selector.test(element)]
        own_style = _BOXES.search(element.etree_element.get("style") or "")
        depth += bool(matched or own_style)
        if depth > deepest[0]:
            deepest = (depth, matched[0] if matched else None)
        stack.extend((child, depth) for child in element.iter_children())
    return deepest


def _list_box_rules(sheet: TemplateText) -> Iterator[tuple[Any, Place]]:
    """List the selectors of a style sheet that make flex or grid boxes on paper."""
    from cssselect2 import SelectorError, compile_selector_list
    from tinycss2 import parse_stylesheet, serialize  # type: ignore[import-untyped]  # it has none

    for rule in _flatten(parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True)):
        text = serialize(rule.content)
        if not re.search(rf"display\s*:\s*{_BOXES.pattern}", text):
            continue
        try:
            selectors = compile_selector_list(rule.prelude)
        except SelectorError:
            continue
        place = Place(sheet.file, rule.source_line, rule.source_column)
        yield from ((selector, place) for selector in selectors if selector.pseudo_element is None)


def _flatten(rules: Sequence[Any]) -> Iterator[Any]:
    """Go into ``@media print`` and ``@supports``; what is for screens only does not print."""
    from tinycss2 import parse_rule_list, serialize

    for rule in rules:
        kind = getattr(rule, "type", "")
        if kind == "qualified-rule":
            yield rule
        elif kind == "at-rule" and rule.content and rule.lower_at_keyword in ("media", "supports"):
            if "screen" in serialize(rule.prelude):
                continue
            yield from _flatten(parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
