"""What a brief rests on, counted: excerpts, sources, independent origins, years, languages, grades."""

from collections.abc import Iterable, Sequence

from briefgen.compose.origins import count_origins
from briefgen.compose.pairs import Kinship, drop_versions
from briefgen.model.brief import Statistics
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source


def count_evidence(used: Sequence[Evidence], cited: Iterable[Source], kinship: Kinship) -> Statistics:
    """Count over the excerpts that a brief prints or cites, and the sources that it cites as wholes.

    What says the same in another language is one excerpt of two sources.
    """
    sources = {evidence.source.id: evidence.source for evidence in used}
    wholes = {source.id: source for source in cited if source.id not in sources}
    sources |= wholes
    years = [source.issued.earliest.year for source in sources.values() if source.issued and not source.issued.is_open]
    languages = {evidence.language for evidence in used} | {source.language for source in wholes.values()}
    return Statistics(
        excerpts=len(drop_versions(used, kinship)),
        sources=len(sources),
        independent=count_origins([*used, *wholes.values()], kinship.groups, kinship.vocabulary),
        undated=sum(source.issued is None for source in sources.values()),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        languages=tuple(sorted(languages - {""})),
        reliabilities=tuple(sorted({source.reliability for source in sources.values()} - {""})),
        credibilities=tuple(sorted({evidence.passage.trailer.credibility for evidence in used} - {""})),
    )
