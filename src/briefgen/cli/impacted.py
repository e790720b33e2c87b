"""What `impact` says."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from briefgen.cli.printing import clean_text, print_json
from briefgen.errors import IntegrityError
from briefgen.grammar.phrases import count_things
from briefgen.grammar.shortening import cut_words
from briefgen.model.delivery import Entry, State
from briefgen.model.impact import DraftUse, EditionUse, Impact, JudgementUse
from briefgen.project.sending.exporting import describe_entry

_WIDEST = 72


def print_impact(impact: Impact) -> None:
    """Write what rests on a source: drafts, then editions with those who received them."""
    lines = [*_tell_source(impact)]
    for draft in impact.drafts:
        lines += _tell_draft(draft)
    for edition in impact.editions:
        lines += _tell_edition(edition)
    for line in lines:
        click.echo(clean_text(line))
    for text in _tell_counts(impact):
        click.echo(clean_text(text), err=True)


def choose_impact_code(impact: Impact) -> int:
    """Choose the exit code: 7 where not all of what was issued could be read."""
    return IntegrityError.exit_code if impact.unread else 0


def _tell_source(impact: Impact) -> Iterator[str]:
    title = f"   {impact.title}" if impact.title else ""
    yield f"source   {impact.name}{title}"
    if not impact.is_there:
        yield "         it is in the corpus no more"
    if impact.withdrawn is not None:
        day = f" on {impact.withdrawn.date}" if impact.withdrawn.date else ""
        reason = f": {impact.withdrawn.reason}" if impact.withdrawn.reason else ""
        yield f"         withdrawn{day}{reason}"


def _tell_draft(draft: DraftUse) -> Iterator[str]:
    yield f"draft    {draft.slug}   {draft.title}"
    if draft.printed:
        yield f"         prints {', '.join(draft.printed)}"
    if draft.cited:
        yield f"         cites {', '.join(draft.cited)}"
    yield from _tell_judgements(draft.judgements)


def _tell_judgements(judgements: Sequence[JudgementUse]) -> Iterator[str]:
    for one in judgements:
        yield f"         judgement {one.key}: {cut_words(one.text, _WIDEST, ' …')}"
        yield f"           rests on {', '.join(one.evidence)}"


def _tell_edition(edition: EditionUse) -> Iterator[str]:
    after = f"   replaced by edition {edition.replaced_by}" if edition.replaced_by else ""
    what = f"{edition.slug} {edition.number}, {edition.variant}   {edition.issued}   {edition.marking}"
    yield f"edition  {what}{after}"
    if edition.printed:
        yield f"         prints {', '.join(edition.printed)}"
    yield from _tell_judgements(edition.judgements)
    for entry in edition.readers:
        yield f"         {_tell_reader(entry)}"


def _tell_reader(entry: Entry) -> str:
    one = entry.delivery
    house = f" ({one.organisation})" if one.organisation else ""
    word = f" told that {one.about} was withdrawn" if one.about else ""
    before = ""
    if entry.left and entry.state in (State.PLANNED, State.DEFERRED, State.REFUSED):
        before = ", and was sent before" if entry.has_arrived else ", and may have been sent before"
    return f"{entry.state.value:<9}{one.recipient}{house} by {one.channel}, {entry.at[:10]}{word}{before}"


def _tell_counts(impact: Impact) -> Iterator[str]:
    people = {entry.delivery.recipient for one in impact.editions for entry in one.readers}
    judged = sum(len(one.judgements) for one in impact.drafts)
    yield (
        f"{count_things(len(impact.drafts), 'topic')}, {count_things(judged, 'judgement')}, "
        f"{count_things(len(impact.editions), 'edition')}, {count_things(len(people), 'recipient')}"
    )
    if impact.untraced:
        lost = "1 delivery" if len(impact.untraced) == 1 else f"{len(impact.untraced)} deliveries"
        yield f"{lost} of editions that are not on the shelf: nobody can tell what was in them"
    yield from impact.unread


def describe_impact(impact: Impact) -> None:
    """Write the whole as JSON."""
    withdrawn = impact.withdrawn
    print_json(
        {
            "name": impact.name,
            "title": impact.title,
            "in_corpus": impact.is_there,
            "withdrawn": withdrawn and {"date": str(withdrawn.date or ""), "reason": withdrawn.reason},
            "drafts": [_describe_draft(one) for one in impact.drafts],
            "editions": [_describe_edition(one) for one in impact.editions],
            "untraced": [describe_entry(one) for one in impact.untraced],
            "unread": list(impact.unread),
        }
    )


def _describe_draft(one: DraftUse) -> dict[str, Any]:
    return {
        "topic": one.slug,
        "title": one.title,
        "prints": list(one.printed),
        "cites": list(one.cited),
        "judgements": _describe_judgements(one.judgements),
    }


def _describe_edition(one: EditionUse) -> dict[str, Any]:
    return {
        "topic": one.slug,
        "edition": one.number,
        "variant": one.variant,
        "issued": one.issued,
        "marking": one.marking,
        "sha256": one.sha256,
        "source": one.source,
        "title": one.title,
        "prints": list(one.printed),
        "judgements": _describe_judgements(one.judgements),
        "replaced_by": one.replaced_by or None,
        "deliveries": [describe_entry(entry) for entry in one.readers],
    }


def _describe_judgements(judgements: Sequence[JudgementUse]) -> list[dict[str, Any]]:
    return [{"judgement": one.key, "text": one.text, "rests_on": list(one.evidence)} for one in judgements]
