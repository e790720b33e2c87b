"""Which excerpts a section prints, and why the others do not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from briefgen.compose.copies import find_copies
from briefgen.compose.findings import LeftOut
from briefgen.compose.pairs import Kinship, find_versions
from briefgen.compose.scores import list_wanted, rank_evidence
from briefgen.model.evidence import REFUTED, Evidence, ProofState
from briefgen.model.query import Query
from briefgen.model.settings import Settings
from briefgen.model.topic import Citation, SectionPlan, Topic

_NO_KINSHIP = Kinship()
_BEYOND = "beyond the limit of"


@dataclass(frozen=True, slots=True)
class Selection:
    """The excerpts of one section in the order of print, and what was left out.

    `copies` are the near-copies held back behind printed excerpts, each with the name of the one that it stands behind,
    and `versions` the same passages in other languages.
    """

    chosen: tuple[Evidence, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[Evidence, str], ...] = ()

    def list_copies(self, name: str) -> tuple[str, ...]:
        """Name the near-copies held back behind an excerpt."""
        return tuple(copy for copy, face in self.copies if face == name)

    def count_cut(self) -> int:
        """Count what the section's limit left out."""
        return sum(one.reason.startswith(_BEYOND) for one in self.left_out)

    def list_versions(self, name: str) -> tuple[Evidence, ...]:
        """List what says the same as an excerpt in other languages."""
        return tuple(version for version, face in self.versions if face == name)


def explain_refusal(evidence: Evidence, topic: Topic, settings: Settings) -> str:
    """Say why a brief may not print an excerpt, or "" where it may."""
    checks = (
        (evidence.source.is_withdrawn, "its source is withdrawn"),
        (evidence.proof.state in REFUTED, f"its words are {evidence.proof.state.value} in the original"),
        (is_named(evidence, topic.exclude), "the topic excludes it"),
        (_is_after(evidence, topic), f"issued after the cut-off {topic.cutoff}"),
        (
            settings.quotes == "proven" and evidence.proof.state is ProofState.UNPROVEN,
            "no original proves it, and the settings ask for proven quotations",
        ),
    )
    return next((reason for holds, reason in checks if holds), "")


def is_named(evidence: Evidence, citations: Iterable[Citation]) -> bool:
    """Whether one of the citations means this excerpt or its whole source."""
    return any(citation.name in (evidence.name, evidence.source.id) for citation in citations)


def select_evidence(  # noqa: PLR0913, PLR0917 - what a section is chosen from
    found: Sequence[Evidence],
    always: Sequence[Evidence],
    plan: SectionPlan,
    query: Query | None,
    before: Sequence[Evidence] = (),
    kinship: Kinship = _NO_KINSHIP,
) -> Selection:
    """Choose and order a section's excerpts.

    `found` may print; `always` prints in any case (cited and pinned), outside the limit. Near-copies
    of a better-ranked excerpt, or of one that an earlier section prints (`before`), are held back, and so is what
    says the same in another language; of sources that copy one another, the face's excerpt is the one that prints.
    The rest is cut at the section's limit.
    """
    wanted = list_wanted(query)
    kept = {evidence.name for evidence in always}
    ranked = sorted(found, key=lambda evidence: (evidence.name not in kept, rank_evidence(evidence, wanted)))
    pool = _without(ranked, kept)
    fixed = {evidence.name for evidence in (*before, *always)}
    versions = find_versions([*before, *always, *pool], kinship, fixed)
    told = [(evidence, versions[evidence.name]) for evidence in pool if evidence.name in versions]
    pool = _without(pool, versions.keys())
    faces = find_copies([*before, *always, *pool], kinship.groups, fixed)
    copies = {evidence.name: faces[evidence.name] for evidence in pool if evidence.name in faces}
    single = _without(pool, copies.keys())
    limit = len(single) if plan.limit is None else plan.limit
    chosen = sorted((*always, *single[:limit]), key=lambda evidence: rank_evidence(evidence, wanted))
    left_out = [LeftOut(name, plan.heading, f"near-copy of {face}") for name, face in sorted(copies.items())]
    left_out += [LeftOut(one.name, plan.heading, f"{face} in another language") for one, face in told]
    left_out += [LeftOut(e.name, plan.heading, f"{_BEYOND} {plan.limit}") for e in single[limit:]]
    return Selection(order_evidence(chosen, plan.order), tuple(left_out), tuple(sorted(copies.items())), tuple(told))


def order_evidence(ranked: Sequence[Evidence], order: str) -> tuple[Evidence, ...]:
    """Put ranked excerpts into a section's order: score (as they come), newest, oldest, source."""
    match order:
        case "newest":
            return tuple(sorted(ranked, key=_day, reverse=True))
        case "oldest":
            return tuple(sorted(ranked, key=lambda evidence: (_day(evidence) == 0, _day(evidence))))
        case "source":
            return tuple(sorted(ranked, key=lambda evidence: (evidence.source.id, evidence.passage.ordinal)))
    return tuple(ranked)


def _without(evidence: Iterable[Evidence], names: Collection[str]) -> list[Evidence]:
    return [one for one in evidence if one.name not in names]


def _day(evidence: Evidence) -> int:
    date = evidence.passage.trailer.date or evidence.source.issued
    return date.known_day.toordinal() if date else 0


def _is_after(evidence: Evidence, topic: Topic) -> bool:
    issued = evidence.source.issued
    return bool(topic.cutoff and issued and issued.earliest > topic.cutoff.latest)
