"""The known tags: what they are called, what they imply, for whom a person speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.date import PartialDate
from briefgen.model.problem import Place

#: The language of a label that names none (BCP 47, "undetermined").
NO_LANGUAGE = "und"


@dataclass(frozen=True, slots=True)
class Speaking:
    """For which actor a person speaks, and from when to when (both ends may be open)."""

    actor: str
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One tag of the vocabulary. `labels` pairs a language (BCP 47) with a name, in the author's order.

    Names are base forms: Russian cases, Kazakh suffixes and the like are worked out (`tagging.patterns`) unless
    `inflected` is False; `forms` are further spellings, matched exactly as written.
    `excluded` are the contexts (``not:``): where one of them stands, a name of this tag within it is none.
    """

    tag: str
    labels: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    speaks_for: tuple[Speaking, ...] = ()
    forms: tuple[str, ...] = ()
    inflected: bool = True
    place: Place = field(default=Place("corpus/vocabulary.yaml"), compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that match in a text: labels first, then aliases, none twice."""
        return tuple(dict.fromkeys((*(label for _, label in self.labels), *self.aliases)))

    def label(self, language: str) -> str:
        """The name in a language, else in the first language given, else the tag's last segment."""
        by_language = dict(self.labels)
        if language in by_language:
            return by_language[language]
        return next(iter(by_language.values()), self.tag.rpartition("/")[2].replace("-", " ").capitalize())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms in the author's order, by tag.

    `known` holds every usable tag: the terms and their ancestors, which need no entry.
    `digest` is the SHA-256 of the file, "" for the empty vocabulary.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    digest: str = ""

    def label(self, tag: str, language: str) -> str:
        """Name the tag for a reader; for a parent without an entry, by its last segment."""
        return self.terms.get(tag, Term(tag)).label(language)

    def rank_tags(self) -> dict[str, int]:
        """Give each term its place in the author's order, from 0."""
        return {tag: rank for rank, tag in enumerate(self.terms)}
