"""Why something that an edition printed prints no more: its source was withdrawn, is gone, or it was not selected."""

from collections.abc import Mapping

from briefgen.compose.findings import Findings
from briefgen.compose.selection import explain_refusal
from briefgen.model.comparison import Loss
from briefgen.model.edition import Edition, IssuedExcerpt
from briefgen.model.evidence import Evidence
from briefgen.model.settings import Settings
from briefgen.model.source import Source
from briefgen.model.topic import Topic


def explain_losses(
    before: Edition, topic: Topic, findings: Findings, usable: Mapping[str, Evidence], settings: Settings
) -> dict[str, Loss]:
    """Give for each excerpt and source of an edition the reason that it would be gone for; `usable` may print now."""
    sources = {**findings.former_sources, **findings.list_sources()}
    losses = {name: _explain_source(name, sources.get(name), findings) for name in before.sources}
    there = {**{one.name: one for one in findings.former or ()}, **findings.list_all()}
    for name, issued in before.excerpts.items():
        loss = _explain_source(issued.source, sources.get(issued.source), findings)
        if loss.reason == "not_selected":
            loss = _explain_excerpt(name, issued, there.get(name), findings)
            if name in usable:
                loss = Loss("not_printed")
            elif name in there and explain_refusal(there[name], topic, settings):
                loss = Loss("refused")
        losses[name] = loss
    return losses


def _explain_excerpt(name: str, issued: IssuedExcerpt, now: Evidence | None, findings: Findings) -> Loss:
    """Say why an excerpt of a source that still stands is gone: it left the source, or the topic."""
    if now is not None:
        return Loss("not_selected", tags=tuple(tag for tag in issued.tags if tag not in now.tagged.tags))
    was_looked_for = findings.former is not None or name.partition("^")[0] in findings.cited
    return Loss("excerpt_gone" if was_looked_for else "not_selected")


def _explain_source(source_id: str, source: Source | None, findings: Findings) -> Loss:
    if source is not None and source.is_withdrawn:
        return Loss("source_withdrawn", source.withdrawn.reason if source.withdrawn else "")
    if source is None and source_id not in findings.source_ids:
        return Loss("source_gone")
    return Loss("not_selected")
