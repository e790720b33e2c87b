"""The analyst's judgements, each with what it rests on and whether anyone confirmed it since that changed."""

from dataclasses import replace

from briefgen.compose.citations import resolve_citation
from briefgen.compose.origins import count_origins
from briefgen.compose.review import JUDGING, Stamp, digest_facets, is_confirmed, list_facets, read_stamp
from briefgen.compose.sections import Desk, mark_citation, write_prose
from briefgen.model import kinds
from briefgen.model.brief import JudgementEntry
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.prose import Prose
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, SectionPlan
from briefgen.wording.labels import say


def split_judgements(
    plan: SectionPlan, desk: Desk, before: int = 0
) -> tuple[tuple[Prose, ...], tuple[JudgementEntry, ...]]:
    """Part a section's text into what is no judgement and its judgements, numbered after the `before` earlier ones."""
    beside = write_prose((block for block in plan.text if block.kind not in JUDGING), desk)
    judging = [block for block in plan.text if block.kind in JUDGING]
    return beside, tuple(_make_judgement(number, block, desk) for number, block in enumerate(judging, before + 1))


def _make_judgement(number: int, block: AnalystBlock, desk: Desk) -> JudgementEntry:
    (prose,) = write_prose((block,), desk)
    whole = block.whole or block  # a note prints less of it; it rests on all the same
    found = [resolve_citation(citation, desk.findings) for citation in whole.citations]
    _check_judgement(whole, desk)
    rests_on = [one for one in found if isinstance(one, Evidence | Source)]
    stamp = read_stamp(whole.reviewed)
    is_suspect = _is_suspect(whole, number, stamp, desk)
    origins = count_origins(rests_on, desk.findings.copies, desk.wording.vocabulary)
    return JudgementEntry(
        number=number,
        anchor=f"j{number}",
        prose=replace(prose, marking=Marking.CLEAR),  # the judgement's own says it
        likelihood=block.likelihood,
        confidence=block.confidence,
        evidence=tuple(dict.fromkeys(mark_citation(citation, desk) for citation in block.citations)),
        excerpts=len({one.name for one in found if isinstance(one, Evidence)}),
        sources=origins,
        warning=_warn_reader(whole, len(rests_on), desk.wording.language, is_suspect=is_suspect),
        marking=max([block.marking or Marking.CLEAR, desk.topic.marking, *(one.marking for one in rests_on)]),
        id=whole.id,
        rests_on=tuple(dict.fromkeys(one.id if isinstance(one, Source) else one.name for one in rests_on)),
        reviewed=stamp.day if stamp else "",
        is_suspect=is_suspect,
        is_single_source=origins == 1,
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


def _is_suspect(block: AnalystBlock, number: int, stamp: Stamp | None, desk: Desk) -> bool:
    """Whether a reviewed judgement, or what it rests on, is no longer what was confirmed; note the problem."""
    if not block.reviewed or is_confirmed(stamp, digest_facets(list_facets(block, desk.findings))):
        return False
    place = find_token(block, "reviewed")
    again = f"briefgen review {desk.topic.slug} {f'^{block.id}' if block.id else number}"
    if stamp is None:
        hint = f"`{again}` writes one"
        desk.note(Problem(kinds.REVIEW_STAMP, f"`{block.reviewed}` is no review stamp", place, hint))
    else:
        message = f"judgement {number} is suspect: it, or what it rests on, has changed since its review of {stamp.day}"
        hint = f"`{again} --dry-run` shows what; without --dry-run it confirms the judgement as it stands"
        desk.note(Problem(kinds.REVIEW_SUSPECT, message, place, hint))
    return True


def find_token(block: AnalystBlock, key: str) -> Place:
    """Say where a field of a block's trailer stands; where it has none, where the block begins."""
    return dict(block.places).get(key, block.place)


def _warn_reader(block: AnalystBlock, resolved: int, language: str, *, is_suspect: bool) -> str:
    if not block.citations:
        return say("no_evidence", language)
    if resolved < len(block.citations):
        return say("missing", language)
    return say("suspect", language) if is_suspect else ""
