"""What breaks a style sheet of the user's own, found before a page is laid out: each fault once, at its place.

A browser passes over what it cannot read, and the PDF library names the place where a value is used, not the one
where it stands. Here the sheets are read for themselves: syntax, tokens that are not there, values of another kind.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from briefgen.grammar.phrases import count_things
from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.render.templating.lint import TemplateText
from briefgen.render.templating.style_reading import Declaration, StyleContent, read_style_sheet

#: The kinds that this module tells.
STYLE_KINDS = (kinds.STYLE_TOKEN_MISSING, kinds.STYLE_TOKEN_UNUSED, kinds.STYLE_VALUE, kinds.STYLE_SYNTAX)
#: The tokens that hold a colour, a length, a list of faces.
COLOURS = frozenset(
    f"--{night}{name}"
    for night in ("", "night-")
    for name in ("ink", "second", "muted", "paper", "tint", "accent", "link", "changed", "warning", "rule", "hair")
)
_SIZES = ("title", "title-long", "deck", "h2", "h3", "box-title", "text", "table", "small", "running", "marking")
_STEPS = (1, 2, 3, 4, 6, 8)
_SHEET = ("margin-top", "margin-bottom", "margin-side", "column", "gap", "rail", "full", "logo-depth", "tiny")
LENGTHS = frozenset(
    f"--{name}"
    for name in (*_SIZES, *(f"{size}-line" for size in _SIZES), *_SHEET, *(f"space-{step}" for step in _STEPS))
)
FACES = frozenset(("--serif", "--sans", "--display", "--other-scripts"))
OURS = COLOURS | LENGTHS | FACES
_TOKENS_FILE = "templates/tokens.css"
_SCREEN_FILE = "templates/screen.css"
#: The system's colours (CSS Color 4, 6.2) that serve a reader who has chosen high contrast.
_SYSTEM = frozenset(
    re.findall(r"\w+", "canvas canvastext linktext visitedtext activetext buttontext graytext highlight mark")
)
_USE = re.compile(r"var\(\s*(--[\w-]+)\s*(,)?")
_UNITS = frozenset(re.findall(r"\S+", "pt mm cm in px pc q em rem ex ch lh rlh % vw vh"))
_SUMS = frozenset(("calc", "min", "max", "clamp", "var"))
_NAMED = 6


def lint_sheets(own: Sequence[TemplateText], others: Sequence[TemplateText]) -> list[Problem]:
    """Find what breaks in the user's style sheets; `others` are shipped sheets in use, and all templates."""
    read = {one.file: _read(one.text) for one in own}
    used = _list_uses((*own, *others))
    tokens = _list_set_tokens((*own, *others))
    problems = [
        Problem(kinds.STYLE_SYNTAX, fault.message, Place(sheet.file, fault.line, fault.column), fault.hint)
        for sheet in own
        for fault in read[sheet.file].faults
    ]
    problems += _find_missing(own, used, tokens)
    for sheet in own:
        for one in read[sheet.file].declarations:
            problems += _check_declaration(one, sheet.file, frozenset(used))
    return problems


@lru_cache(maxsize=64)
def _read(text: str) -> StyleContent:
    return read_style_sheet(text)


def _read_sheet(sheet: TemplateText) -> StyleContent:
    return _read(sheet.text) if sheet.file.endswith(".css") else StyleContent()


def _list_set_tokens(sheets: Sequence[TemplateText]) -> frozenset[str]:
    """List the tokens that are set; one of ours has to be set for paper too, so screen.css alone is not enough."""
    names = set()
    for sheet in sheets:
        given = {one.name for one in _read_sheet(sheet).declarations if one.name.startswith("--")}
        names |= given - OURS if sheet.file == _SCREEN_FILE else given
    return frozenset(names)


def _list_uses(texts: Sequence[TemplateText]) -> dict[str, list[str]]:
    """List the tokens that are used, each with the files that do so without a value to fall back on."""
    uses: dict[str, list[str]] = {}
    for one in texts:
        for found in _USE.finditer(re.sub(r"/\*.*?\*/", "", one.text, flags=re.DOTALL)):
            uses.setdefault(found[1], []).extend([] if found[2] else [one.file])
    return uses


def _find_missing(
    own: Sequence[TemplateText], used: Mapping[str, Sequence[str]], tokens: frozenset[str]
) -> Iterator[Problem]:
    """Name the tokens that are used and nowhere set: ours all at once, for tokens.css was cut down; others singly."""
    missing = sorted(name for name, files in used.items() if files and name not in tokens)
    ours = [name for name in missing if name in OURS]
    if ours:
        listed = ", ".join(f"`{name}`" for name in ours[:_NAMED]) + (", …" if len(ours) > _NAMED else "")
        message = f"{count_things(len(ours), 'token')} that our style sheets use can be found nowhere: {listed}"
        hint = "put the lines back; in a clone of briefgen this file is the shipped one, so change it line by line"
        yield Problem(kinds.STYLE_TOKEN_MISSING, message, Place(_TOKENS_FILE), hint)
    for name in missing:
        for sheet in own if name not in ours else ():
            found = re.search(rf"var\(\s*({re.escape(name)})(?![\w-])", sheet.text)
            if found:
                line = sheet.text.count("\n", 0, found.start(1)) + 1
                place = Place(sheet.file, line, found.start(1) - sheet.text.rfind("\n", 0, found.start(1)))
                hint = ask_whether(name, tokens) or f"set it: `{name}: …;` inside `:root {{ }}` of tokens.css"
                yield Problem(kinds.STYLE_TOKEN_MISSING, f"no style sheet sets `{name}`", place, hint)
                break


def _check_declaration(one: Declaration, file: str, used: frozenset[str]) -> Iterator[Problem]:
    place = Place(file, one.line, one.column)
    words = [token for token in one.value if token.type not in ("whitespace", "comment")]
    if one.name.startswith("--") and one.name not in used | OURS:
        hint = ask_whether(one.name, (used | OURS) - {one.name}) or "take it out, or use it: `var(…)`"
        yield Problem(kinds.STYLE_TOKEN_UNUSED, f"no style sheet uses `{one.name}`", place, hint)
    elif not words:
        yield Problem(kinds.STYLE_VALUE, f"`{one.name}` has no value", place, "write one before the semicolon")
    elif one.name in COLOURS and not _is_colour(words):
        hint = "write it as `#5a1a2b`, or as one of CSS's colour names, such as `navy`"
        yield Problem(kinds.STYLE_VALUE, f"`{one.name}: {one.text}`: that is no colour", place, hint)
    elif one.name in LENGTHS and not _is_length(words):
        message = f"`{one.name}: {one.text}`: that is no length"
        yield Problem(kinds.STYLE_VALUE, message, place, _hint_at_length(one.text))


def _is_colour(words: Sequence[Any]) -> bool:
    from tinycss2.color5 import parse_color  # type: ignore[import-untyped]  # it has none

    if len(words) > 1:
        return False
    word = words[0]
    is_system = word.type == "ident" and word.lower_value in _SYSTEM
    return is_system or _is_function(word, {"var", "light-dark", "color-mix"}) or parse_color(word) is not None


def _is_length(words: Sequence[Any]) -> bool:
    (first, *rest) = words
    if rest:
        return False
    if first.type == "dimension":
        return first.lower_unit in _UNITS
    is_nothing = first.type == "number" and first.value == 0
    return is_nothing or first.type == "percentage" or _is_function(first, _SUMS)


def _is_function(word: Any, names: frozenset[str] | set[str]) -> bool:  # noqa: ANN401 - tinycss2 has no types
    return word.type == "function" and word.lower_name in names


def _hint_at_length(text: str) -> str:
    """Say how the length would be written: a number and its unit with nothing between."""
    found = re.fullmatch(r"([\d.]+)\s*([a-z%]*)", text, re.IGNORECASE)
    if found and (found[2].lower() in _UNITS or not found[2]):
        return f"write `{found[1]}{found[2] or 'pt'}`: a number and its unit, nothing between"
    return "write a number and its unit, such as `12pt` or `21mm`"
