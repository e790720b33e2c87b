"""Words of the analyst's and of the brief's own, and the marks that lead from them to what they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class CitationMark:
    """What stands for one citation: ``[3b]``, linking to `anchor`.

    `is_missing` where nothing is behind the citation: then `label` is the citation as written and
    the brief shows "source missing". `locator` is the author's ("p. 3"), or "".
    """

    label: str
    anchor: str
    title: str = ""
    locator: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """One block of the analyst's text: Markdown with citation groups, and what each citation became.

    `marks` maps a citation's name (``source^id``) to its mark. `kind`, `level`, `ordered` as in
    `model.topic.AnalystBlock`. `language` is "" for the analyst's (`Brief.text_language`). `marking` is the highest of
    its own and of all it cites; one above the topic's stands before its words.
    """

    kind: str
    markdown: str
    marks: Mapping[str, CitationMark] = field(default_factory=dict)
    level: int = 0
    ordered: bool = False
    language: str = ""
    marking: Marking = Marking.CLEAR


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of the brief's own about its sources, and the sources that it speaks of in particular."""

    text: str
    marks: tuple[CitationMark, ...] = ()
