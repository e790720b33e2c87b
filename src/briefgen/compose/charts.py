"""The numbers behind a brief's charts, counted over what the topic selects."""

from collections.abc import Sequence

from briefgen.compose.sections import Desk
from briefgen.model.chart import Chart
from briefgen.model.evidence import Evidence
from briefgen.model.topic import SectionPlan


def list_charts(evidence: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> tuple[Chart, ...]:
    """List the charts of a section, those that tell something; `evidence` is what the section's query selects."""
    return ()
