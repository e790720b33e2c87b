"""Where each value of a YAML text begins and ends, so that one can be changed and all else kept.

It is asked only of a text that `read_yaml` has accepted: without aliases, anchors and tags, neither deep nor large.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml


@dataclass(slots=True)
class Span:
    """A value's place: `start` and `end` (exclusive) in code points; a block's `end` is that of its last value.

    `is_flow` marks ``[…]`` and ``{…}``; `style` is a scalar's sign (``'``, ``"``, ``|``, ``>``), "" for a plain one.
    """

    kind: str  # "mapping" | "sequence" | "scalar"
    start: int
    end: int
    is_flow: bool = False
    style: str = ""
    value: str = ""
    children: "list[Span]" = field(default_factory=list)

    @property
    def pairs(self) -> "Iterator[tuple[Span, Span]]":
        """A mapping's keys and values."""
        return zip(self.children[::2], self.children[1::2], strict=True)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there."""
        return self.kind == "scalar" and self.start == self.end

    def get(self, key: str) -> "Span | None":
        """Return the value under a mapping's `key`, or None."""
        found = self.find(key)
        return found[1] if found else None

    def find(self, key: str) -> "tuple[Span, Span] | None":
        """Return a mapping's `key` with its value, or None."""
        if self.kind != "mapping":
            return None
        return next((pair for pair in self.pairs if pair[0].kind == "scalar" and pair[0].value == key), None)


def read_spans(text: str) -> Span | None:
    """Return the tree of the only document of `text`, None where it is empty.

    Raises ValueError where the text is no YAML.
    """
    import yaml

    skipped = 1 if text.startswith("\ufeff") else 0
    stack = [Span("document", 0, 0)]
    try:
        for event in yaml.parse(text[skipped:], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            _take_event(event, stack, skipped, text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return stack[0].children[0] if stack[0].children else None


def _take_event(event: "yaml.Event", stack: list[Span], skipped: int, text: str) -> None:
    import yaml

    if event.start_mark is None or event.end_mark is None:
        return
    start, end = event.start_mark.index + skipped, event.end_mark.index + skipped
    if isinstance(event, yaml.ScalarEvent):
        # A block scalar's event ends where the next line begins.
        written = text[start:end].rstrip() if event.style in ("|", ">") else text[start:end]
        scalar = Span("scalar", start, start + len(written), style=event.style or "", value=event.value)
        stack[-1].children.append(scalar)
    elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        stack.append(Span(kind, start, end, is_flow=bool(event.flow_style)))
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        closed = stack.pop()
        closed.end = end if closed.is_flow else max((child.end for child in closed.children), default=end)
        stack[-1].children.append(closed)
