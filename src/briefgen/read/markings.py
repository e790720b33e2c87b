"""The highest marking that may get somewhere: of recipients and of channels."""

from briefgen.grammar.markings import LABELS, read_marking_value
from briefgen.grammar.phrases import show_value
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Problem
from briefgen.read.values import Reading

_LABELS_HINT = f"write one of {', '.join(LABELS)}"


def read_limit(node: YamlNode, key: str, reading: Reading) -> Marking:
    """Read the highest marking; what is none is refused by policy, and lets TLP:CLEAR alone through."""
    text = node.value if node.kind == "scalar" else f"a {node.kind}"
    marking, problems = read_marking_value(text, node.place(reading.file))
    if marking is None:
        message = f"`{key}`: {show_value(text)} is not a TLP 2.0 label; until it is mended only TLP:CLEAR gets there."
        problems = (Problem(kinds.TLP_INVALID, message, problems[0].place, ask_whether(text, LABELS) or _LABELS_HINT),)
    reading.problems.extend(problems)
    return Marking.CLEAR if marking is None else marking
