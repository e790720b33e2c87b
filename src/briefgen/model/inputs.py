"""What a draft was made of, kept to explain why it must be printed again."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of all that a page is made of, kept to explain a change, not to find it.

    `topic`, `vocabulary`, `templates`, `settings` and `tools` (library and font versions) are digests of the wholes.
    The others are finer, and short, since there may be a hundred thousand of them (`refresh.marks` writes them): for
    each of the `excerpts` by name and of the `sources` by id one short digest an aspect, in a row; `order` gives the
    places of the excerpts, sorted by name, in the order of print. `parts` are those of the topic's file, `judgements`
    the analyst's by key, `terms` the vocabulary's entries that reach this topic (`refresh.terms`), `files` the
    templates and style sheets that laid it out, `keys` the settings that are not as shipped, `versions` those of what
    prints. `edition` is the number of the edition that its changes are told since, 0 for none.
    """

    excerpts: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    vocabulary: str = ""
    templates: str = ""
    settings: str = ""
    tools: str = ""
    order: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    judgements: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    files: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a draft is stale: a sign (``+`` new, ``~`` changed, ``-`` gone), a phrase, and the things it names.

    `about` says for a program what changed: record, print, excerpts, sources, judgements, topic, vocabulary, templates,
    settings, tools, edition or page.
    """

    sign: str
    phrase: str
    names: tuple[str, ...] = ()
    about: str = ""

    def __str__(self) -> str:
        return self.tell()

    def tell(self, most: int | None = None) -> str:
        """Tell it in a line; of a long list of names the first `most`, and how many more there are."""
        shown = list(self.names if most is None or len(self.names) <= most + 1 else self.names[:most])
        more = [f"and {len(self.names) - len(shown)} more"] if len(shown) < len(self.names) else []
        named = f" ({', '.join([*shown, *more])})" if self.names else ""
        return f"{self.sign} {self.phrase}{named}"
