"""The analyst's judgements, each with what it rests on."""

from briefgen.compose.citations import resolve_citation
from briefgen.compose.origins import count_origins
from briefgen.compose.sections import Desk, mark_citation, write_prose
from briefgen.model import kinds
from briefgen.model.brief import JudgementEntry, Prose
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.problem import Problem
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, SectionPlan

#: Blocks that are judgements; headings, tables and the like are only text beside them.
_JUDGING = ("paragraph", "item")


def split_judgements(plan: SectionPlan, desk: Desk) -> tuple[tuple[Prose, ...], tuple[JudgementEntry, ...]]:
    """Part a section's text into what is no judgement and its numbered judgements."""
    beside = write_prose((block for block in plan.text if block.kind not in _JUDGING), desk)
    judging = [block for block in plan.text if block.kind in _JUDGING]
    return beside, tuple(_make_judgement(number, block, desk) for number, block in enumerate(judging, 1))


def _make_judgement(number: int, block: AnalystBlock, desk: Desk) -> JudgementEntry:
    (prose,) = write_prose((block,), desk)
    found = [resolve_citation(citation, desk.findings) for citation in block.citations]
    _check_judgement(block, desk)
    rests_on = [one for one in found if isinstance(one, Evidence | Source)]
    return JudgementEntry(
        number=number,
        anchor=f"j{number}",
        prose=prose,
        likelihood=block.likelihood,
        confidence=block.confidence,
        evidence=tuple(dict.fromkeys(mark_citation(citation, desk) for citation in block.citations)),
        excerpts=len({one.name for one in found if isinstance(one, Evidence)}),
        sources=count_origins(rests_on, desk.findings.copies),
        warning=_warn_reader(block, len(rests_on)),
        marking=max([block.marking or Marking.CLEAR, desk.topic.marking, *(one.marking for one in rests_on)]),
    )


def _check_judgement(block: AnalystBlock, desk: Desk) -> None:
    if not block.citations:
        hint = "cite what it rests on: `[@source^id]`; `briefgen find WORDS` prints citations to paste"
        desk.note(Problem(kinds.CITE_NONE, "this judgement cites no excerpt", block.place, hint))
    for citation in block.citations:
        if not citation.excerpt:
            hint = f"name the excerpt: `briefgen show {citation.source}` lists them"
            message = f"this judgement cites `{citation.source}` as a whole"
            desk.note(Problem(kinds.CITE_WHOLE_SOURCE, message, citation.place, hint))


def _warn_reader(block: AnalystBlock, resolved: int) -> str:
    if not block.citations:
        return "no evidence cited"
    return "" if resolved == len(block.citations) else "source missing"
