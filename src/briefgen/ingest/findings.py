"""Front matter under way: values, where each was read, what is doubtful."""

import re
from dataclasses import dataclass, field

from briefgen.grammar.characters import find_hidden
from briefgen.grammar.letters import INVISIBLE

_INVISIBLE = re.compile(f"[{INVISIBLE}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
#: Joiners that are letters' own in some scripts; between Arabic or Indic letters they stay.
_JOINED = re.compile("(?<=[\u0600-\u08ff\u0900-\u0dff])[\u200c\u200d](?=[\u0600-\u08ff\u0900-\u0dff])")


@dataclass(slots=True)
class Findings:
    """Values by front matter key, their evidence by key, and doubts as sentences."""

    fields: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def note(self, key: str, value: str | list[str], evidence: str) -> None:
        """Keep a value that is not empty, without characters that nobody sees; say where it was read."""
        clean = [self.clean(key, part) for part in value] if isinstance(value, list) else self.clean(key, value)
        if clean:
            self.fields[key] = clean
            if evidence:
                self.evidence[key] = evidence

    def clean(self, name: str, value: str) -> str:
        """Take invisible characters out of a value and say so."""
        clean = strip_invisible(value)
        if clean != value and (hidden := find_hidden(value)):
            self.doubts.append(f"invisible characters were taken out of the {name}: {', '.join(hidden)}")
        return clean


def strip_invisible(text: str) -> str:
    """Return `text` without characters that have no width and no meaning: marks of direction, soft hyphens, tags."""
    if text.isascii() and text.isprintable():
        return text
    kept = {match.start() for match in _JOINED.finditer(text)}
    return " ".join(_INVISIBLE.sub(lambda m: m[0] if m.start() in kept else "", text).split())
