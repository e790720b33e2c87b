"""A tag renamed in the texts of a project: where it stands as a tag, and nowhere else.

The functions name the places; nothing is changed here. A tag that is written with an escape, or
over two lines, cannot be renamed in place: CannotRename says where.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.grammar.blocks import PASSAGE_KINDS, find_blocks
from briefgen.grammar.edits import Edit, Lines
from briefgen.grammar.query import list_query_values
from briefgen.grammar.trailer import Token, cut_trailer
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model.problem import Place

_NAMED = re.compile(r"\s*(?:\[\[)?\s*#?(?P<tag>[^\s\[\]|#]+)\s*(?:\|[^\[\]]*)?(?:\]\])?\s*")
# Where a trailer's fields hold a tag: ``org/x``, ``#org/x`` or ``[[org/x|…]]``; after a stance ``towards #org/x``.
_TAG_IN_FIELD = {
    "actor": _NAMED,
    "speaker": _NAMED,
    "stance": re.compile(r"\s*\S+(?:\s+(?:towards|toward|of|to))?\s+#?(?P<tag>\S+)\s*"),
}
#: Fields of a query that hold tags.
QUERY_FIELDS = frozenset({"tag", "actor", "speaker"})


@dataclass(frozen=True, slots=True)
class TagRename:
    """One tag, with all that are below it, under a new name."""

    old: str
    new: str

    def touches(self, tag: str) -> bool:
        """Tell whether `tag` is the one that is renamed, or below it."""
        return tag == self.old or tag.startswith(f"{self.old}/")

    def apply(self, tag: str) -> str:
        """Return the new name of `tag`; of one that is not touched, the tag itself."""
        return self.new + tag[len(self.old) :] if self.touches(tag) else tag

    def apply_to_field(self, key: str, value: str) -> str:
        """Return the value of a trailer's field with the tag in it renamed."""
        start = self.find_in_field(key, value)
        return value if start is None else value[:start] + self.new + value[start + len(self.old) :]

    def find_in_field(self, key: str, value: str) -> int | None:
        """Return where in a field's value the tag begins that is renamed; None where there is none."""
        match = _TAG_IN_FIELD[key].fullmatch(value) if key in _TAG_IN_FIELD else None
        return match.start("tag") if match and self.touches(match["tag"]) else None


class CannotRename(Exception):  # noqa: N818 - the command says what to do by hand
    """The tag stands at `place` in a spelling that cannot be replaced."""

    def __init__(self, place: Place, what: str) -> None:
        super().__init__(f"{place}: {what}")
        self.place = place


@dataclass(frozen=True, slots=True)
class TextUnderWork:
    """A file's text as it is written, and how places in it become offsets."""

    text: str
    file: str
    rename: TagRename
    lines: Lines

    def change_node(self, node: YamlNode | None) -> Iterator[Edit]:
        """Rename a scalar that is a tag."""
        if node is not None and node.kind == "scalar" and self.rename.touches(node.value.strip()):
            yield self._replace(node.place(self.file))

    def change_list(self, node: YamlNode | None) -> Iterator[Edit]:
        """Rename the tags of a list, or of the single text that stands for one."""
        if node is not None:
            for item in node.items if node.kind == "sequence" else (node,):
                yield from self.change_node(item)

    def change_query(self, query: str, place: Place) -> Iterator[Edit]:
        """Rename the tags of a query, whose first character stands at `place`."""
        for value, where in list_query_values(query, place):
            if value.field in QUERY_FIELDS and self.rename.touches(value.value):
                yield self._replace(where)

    def change_body(self, body: str, first_line: int) -> Iterator[Edit]:
        """Rename the tags of a body's trailers."""
        blocks, _ = find_blocks(body, self.file, first_line)
        for block in blocks:
            if block.kind in PASSAGE_KINDS:
                yield from self._change_trailer(cut_trailer(block.text, block.line, block.columns).tokens)

    def _change_trailer(self, tokens: tuple[Token, ...]) -> Iterator[Edit]:
        there = {token.value for token in tokens if token.kind == "tag"}
        for token in tokens:
            if token.kind == "tag" and self.rename.touches(token.value):
                yield self._replace_tag(token, is_twice=self.rename.apply(token.value) in there)
            elif token.kind == "field":
                yield from self._change_field(token)

    def _replace_tag(self, token: Token, *, is_twice: bool) -> Edit:
        edit = self._replace(Place(self.file, token.line, token.column + 1))
        if not is_twice:
            return edit
        # Its new name stands in this trailer already: the tag goes, with the blank before or after it.
        start, end = edit.start - 1, edit.end
        if self.text[end : end + 1] == " ":
            return Edit(start, end + 1, "")
        return Edit(start - 1 if self.text[start - 1 : start] == " " else start, end, "")

    def _change_field(self, token: Token) -> Iterator[Edit]:
        begin = token.text.index("::") + 2
        found = self.rename.find_in_field(token.key, token.text[begin:-1])
        if found is not None:
            yield self._replace(Place(self.file, token.line, token.column + begin + found))

    def _replace(self, place: Place) -> Edit:
        start = self.lines.locate(place.line, place.column)
        if self.text[start : start + 1] in ("'", '"'):
            start += 1
        if not self.text.startswith(self.rename.old, start):
            raise CannotRename(place, f"`{self.rename.old}` is written there with an escape or over several lines")
        return Edit(start, start + len(self.rename.old), self.rename.new)
