"""What breaks a template of the user's own, found before a page is laid out: each with its line and column.

A name that no template sets, a field that the brief has not, an image without an alternative text, and whatever
lets a source's text through as markup. Types are followed through loops and assignments as far as a reader would.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import SECTION_KINDS
from briefgen.render.templating.shapes import PART_NAMES, Shape, list_fields

_UNSAFE = (
    (re.compile(r"\|\s*(safe)\b"), "`|safe` prints text as it is"),
    (re.compile(r"{%-?\s*(autoescape)\b"), "`autoescape` switches escaping off"),
)
_IMAGE = re.compile(r"<(?P<tag>img|svg)\b(?P<rest>[^>]*(?:>(?=\s*<title\b))?)", re.IGNORECASE)
_NAMED = {
    "img": re.compile(r"\salt\s*=", re.IGNORECASE),
    "svg": re.compile(r"\s(?:aria-label(?:ledby)?|aria-hidden)\s*=|>$", re.IGNORECASE),
}
#: Filters that give back a list of the same things, and those that give one of them.
_SAME = frozenset({"list", "sort", "select", "reject", "selectattr", "rejectattr", "unique", "reverse"})
_ONE = frozenset({"first", "last", "random", "min", "max"})
_ASKING = frozenset({"map", "selectattr", "rejectattr", "sort", "groupby", "unique", "sum", "min", "max"})


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A template to look through: its text, and what its file is called in messages."""

    text: str
    file: str


#: Reads templates as the page's environment does; what its filters and names do is of no account here.
_PARSER = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


def lint_templates(
    own: tuple[TemplateText, ...], shipped: tuple[str, ...], names: Collection[str]
) -> tuple[Problem, ...]:
    """Find what breaks in the user's templates.

    `shipped` are the texts of ours, which set names for them; `names` are those that the page's environment gives.
    """
    known = {*names, *PART_NAMES, "styles", "fonts", "logo", "loop", "marks", "self", "caller", "super"}
    for text in (*shipped, *(one.text for one in own)):
        known |= _list_set_names(text)
    return tuple(problem for one in own for problem in lint_template(one, frozenset(known)))


def lint_template(template: TemplateText, known: frozenset[str]) -> list[Problem]:
    """Find what breaks in one template; `known` are the names that it may use."""
    problems = [*_find_unsafe(template), *_find_nameless_images(template)]
    try:
        tree = _PARSER.parse(template.text)
        unknown = meta.find_undeclared_variables(tree) - known
    except TemplateSyntaxError:
        return problems  # laying out says so, with the place
    problems += [_tell_name(name, template, known) for name in sorted(unknown)]
    problems += _check_order(tree, template)
    reader = _Reader(template)
    reader.read_all(tree.body, dict(PART_NAMES))
    return [*problems, *reader.problems]


def _list_set_names(text: str) -> set[str]:
    try:
        tree = _PARSER.parse(text)
    except TemplateSyntaxError:
        return set()
    names = {one.name for one in tree.find_all(nodes.Name) if one.ctx in ("store", "param")}
    names |= {one.target for one in tree.find_all(nodes.Import)}
    return names | {one.name for one in tree.find_all(nodes.Macro)}


def _find_unsafe(template: TemplateText) -> Iterator[Problem]:
    for pattern, why in _UNSAFE:
        for found in pattern.finditer(template.text):
            message = f"{why}: the corpus is written by strangers"
            is_prose = re.search(r"\bprose\s*$", template.text[: found.start()])
            hint = (
                "write `|prose` instead" if is_prose else "take it out; only the analyst's `prose` is written as markup"
            )
            yield Problem(kinds.BRIEF_TEMPLATE, message, _place(template, found.start(1)), hint)


def _find_nameless_images(template: TemplateText) -> Iterator[Problem]:
    for found in _IMAGE.finditer(template.text):
        tag = found["tag"].lower()
        if not _NAMED[tag].search(found["rest"]):
            hint = 'write alt="…", or alt="" for a decoration' if tag == "img" else "write aria-label or a <title>"
            message = f"a <{tag}> has no alternative text, so a screen reader passes over it"
            yield Problem(kinds.TEMPLATE_IMAGE, message, _place(template, found.start()), hint)


def _tell_name(name: str, template: TemplateText, known: frozenset[str]) -> Problem:
    found = re.search(rf"(?<![\w.]){re.escape(name)}\b", template.text)
    hint = ask_whether(name, known) or "`briefgen templates` lists what a template sees"
    place = _place(template, found.start() if found else 0)
    return Problem(kinds.TEMPLATE_FIELD, f"no template sets `{name}`", place, hint)


def _check_order(tree: nodes.Template, template: TemplateText) -> Iterator[Problem]:
    """Check the line ``{% set order = ("summary", "*") %}``: each a kind of section, or "*", and none twice."""
    for one in tree.find_all(nodes.Assign):
        if not isinstance(one.target, nodes.Name) or one.target.name != "order":
            continue
        if isinstance(one.node, nodes.Const) and isinstance(one.node.value, str):
            place = _place_word(template, one.lineno, one.node.value)
            message = f"`order` is the one word `{one.node.value}`, not a list of words"
            yield Problem(kinds.TEMPLATE_ORDER, message, place, f'write a comma behind it: ("{one.node.value}", "*")')
        items = one.node.items if isinstance(one.node, nodes.Tuple | nodes.List) else []
        words = [str(item.value) for item in items if isinstance(item, nodes.Const)]
        for at, word in enumerate(words):
            place = _place_word(template, one.lineno, word)
            if word not in (*SECTION_KINDS, "*"):
                hint = ask_whether(word, SECTION_KINDS) or f"the kinds are {', '.join(SECTION_KINDS)}"
                yield Problem(kinds.TEMPLATE_ORDER, f"no kind of section is called `{word}`", place, hint)
            elif word in words[:at]:
                yield Problem(
                    kinds.TEMPLATE_ORDER, f"`{word}` stands twice in `order`", place, "take one of the two out"
                )


def _place_word(template: TemplateText, line: int, word: str) -> Place:
    """Find a word in quotation marks, from a line on; the last on that line, since the first is right."""
    start = sum(len(one) + 1 for one in template.text.split("\n")[: line - 1])
    found = list(re.finditer(rf"[\"']({re.escape(word)})[\"']", template.text[start:].partition("%}")[0]))
    return _place(template, start + found[-1].start(1) if found else start)


def _place(template: TemplateText, start: int) -> Place:
    before = template.text[:start]
    return Place(template.file, before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1)


_Scope = dict[str, Shape]


@dataclass(slots=True)
class _Reader:
    """Follows the shapes of values through a template."""

    template: TemplateText
    problems: list[Problem] = field(default_factory=list)
    _told: set[tuple[int, str]] = field(default_factory=set)

    def read_all(self, body: list[nodes.Node], scope: _Scope) -> None:
        """Read statements one after another; an assignment counts from there on."""
        for node in body:
            self.read(node, scope)

    def read(self, node: nodes.Node, scope: _Scope) -> None:
        """Read one statement."""
        match node:
            case nodes.For():
                self.read_loop(node, scope)
            case nodes.Assign():
                self.bind(node.target, self.infer(node.node, scope), scope)
            case nodes.With():
                inner = dict(scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    self.bind(target, self.infer(value, scope), inner)
                self.read_all(node.body, inner)
            case nodes.Macro() | nodes.CallBlock():
                self.read_all(node.body, {**scope, **{arg.name: Shape() for arg in node.args}})
            case nodes.If():
                self.infer(node.test, scope)
                for part in (node.body, node.elif_, node.else_):
                    self.read_all(list(part), scope)
            case nodes.Expr():
                self.infer(node, scope)
            case _:
                self.read_all(list(node.iter_child_nodes()), scope)

    def read_loop(self, node: nodes.For, scope: _Scope) -> None:
        """Read a loop: its name is one of the items."""
        inner = dict(scope)
        self.bind(node.target, self.infer(node.iter, scope).items or Shape(), inner)
        if node.test is not None:
            self.infer(node.test, inner)
        self.read_all(node.body, inner)
        self.read_all(node.else_, scope)

    def bind(self, target: nodes.Node, shape: Shape, scope: _Scope) -> None:
        """Give a name its shape; the names of a pair are not followed."""
        for name in [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name):
            scope[name.name] = shape if name is target else Shape()

    def infer(self, node: nodes.Node, scope: _Scope) -> Shape:
        """Find the shape of an expression, and note every field in it that is not there."""
        match node:
            case nodes.Name():
                return scope.get(node.name, Shape())
            case nodes.Getattr():
                return self.ask(self.infer(node.node, scope), node.attr, node.lineno)
            case nodes.Getitem():
                return self.read_item(node, scope)
            case nodes.Filter():
                return self.read_filter(node, scope)
            case nodes.CondExpr():
                shapes = [self.infer(one, scope) for one in node.iter_child_nodes()]
                return shapes[1]
        for child in node.iter_child_nodes():
            self.infer(child, scope)
        return Shape()

    def read_item(self, node: nodes.Getitem, scope: _Scope) -> Shape:
        """Read ``list[0]``, ``list[:5]`` and ``record["field"]``."""
        base = self.infer(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            return base
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) and base.record:
            return self.ask(base, node.arg.value, node.lineno)
        return base.items or Shape()

    def read_filter(self, node: nodes.Filter, scope: _Scope) -> Shape:
        """Read a filter; ``map(attribute="x")`` and its like ask a field of each item."""
        base = self.infer(node.node, scope) if node.node is not None else Shape()
        for one in (*node.args, *(pair.value for pair in node.kwargs)):
            self.infer(one, scope)
        asked = _find_asked(node)
        mapped = self.ask(base.items, asked, node.lineno) if asked and base.items else Shape()
        if node.name == "map":
            return Shape(items=mapped)
        return base if node.name in _SAME else (base.items or Shape()) if node.name in _ONE else Shape()

    def ask(self, base: Shape, name: str, line: int) -> Shape:
        """Ask a record for a field; one it has not is a problem, told once a line."""
        if base.record is None:
            return Shape()
        fields: Mapping[str, Shape] = list_fields(base.record)
        if name in fields:
            return fields[name]
        if (line, name) not in self._told:
            self._told.add((line, name))
            self.problems.append(self._tell_field(base.record.__name__, name, line, fields))
        return Shape()

    def _tell_field(self, record: str, name: str, line: int, fields: Mapping[str, Shape]) -> Problem:
        text = self.template.text.split("\n")[line - 1] if line else ""
        found = re.search(rf"[.\"']({re.escape(name)})\b", text)
        place = Place(self.template.file, line, found.start(1) + 1 if found else 1)
        hint = ask_whether(name, fields) or f"`briefgen templates {record}` lists its fields"
        return Problem(kinds.TEMPLATE_FIELD, f"`{record}` has no field `{name}`", place, hint)


def _find_asked(node: nodes.Filter) -> str:
    """Find the field that ``map(attribute="x")``, ``selectattr("x")`` or ``sort(attribute="x")`` asks for."""
    if node.name not in _ASKING:
        return ""
    named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    first = node.args[:1] if node.name in ("selectattr", "rejectattr", "groupby") else []
    values = [one.value for one in (*named, *first) if isinstance(one, nodes.Const) and isinstance(one.value, str)]
    return values[0].partition(".")[0] if values else ""
