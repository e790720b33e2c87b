"""What a draft was made of, kept to explain why it must be printed again."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of all that a page is made of, kept to explain a change, not to find it.

    `excerpts` and `sources` by name and id; `topic`, `vocabulary`, `templates`, `settings` and
    `tools` (library and font versions) as a whole.
    """

    excerpts: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    vocabulary: str = ""
    templates: str = ""
    settings: str = ""
    tools: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a draft is stale: a sign (``+`` new, ``~`` changed, ``-`` gone), a phrase, and the things it names."""

    sign: str
    phrase: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = f" ({', '.join(self.names)})" if self.names else ""
        return f"{self.sign} {self.phrase}{named}"
