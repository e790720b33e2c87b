"""`send --correction`: those who received an edition are told that a source of it was withdrawn, once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.deliver.channel import Letter
from briefgen.editions.shelf import name_variant
from briefgen.errors import UsageError
from briefgen.grammar.suggestions import ask_whether
from briefgen.model.channel import Channel
from briefgen.model.delivery import Delivery, Entry, Matter, State
from briefgen.model.impact import EditionUse, Impact, Standing
from briefgen.model.recipient import Recipient
from briefgen.model.source import Source, Withdrawal
from briefgen.project.place import Project
from briefgen.project.sending.ledger import hold_sending
from briefgen.project.sending.planning import Held, Rules, refuse_delivery
from briefgen.project.sending.ready import Shelved
from briefgen.project.sending.rules import check_wanted, read_rules, refuse_nobody, refuse_unsound
from briefgen.project.sending.running import Desk, SendOptions, SendReport, run
from briefgen.project.tracing.impact import REACHED, Withdrawals, find_withdrawn
from briefgen.wording.dates import write_date, write_day
from briefgen.wording.labels import say


@dataclass(frozen=True, slots=True)
class _Received:
    """An edition that somebody received, and the source of it that was withdrawn since.

    `about` is the source's id as the edition has it; `told` how the recipient was told of that before, None: never.
    """

    edition: EditionUse
    entry: Entry
    source: Source
    about: str
    told: Entry | None


@dataclass(frozen=True, slots=True)
class _Correction:
    """What is to be told to whom."""

    delivery: Delivery
    letter: Letter


def send_corrections(project: Project, options: SendOptions) -> SendReport:
    """Tell of each withdrawn source those who received an edition that rests on it, by the way that they have today.

    Interrupted at any moment, it can be run again. Raises as `send_editions` does.
    """
    with nullcontext() if options.is_trial else hold_sending(project):
        rules, problems = read_rules(project, options.day)
        refuse_unsound(problems)
        names = check_wanted(options.to, rules)
        withdrawals = find_withdrawn(project, options.processes)
        impacts = withdrawals.impacts
        slugs = _check_topics(options.topics, impacts)
        all_due = [one for one in _list_due(impacts) if _is_wanted(one, rules, slugs, names)]
        house = _House(rules, withdrawals, project.settings.contact, options.is_unreplaced)
        plans = [_plan(one, house) for one in all_due]
        due = [plan for one, plan in zip(all_due, plans, strict=True) if _is_open(one, plan)]
        held = (*(one for one in due if isinstance(one, Held)), *_list_untold(impacts))
        planned = [one for one in due if isinstance(one, _Correction)]
        refuse_nobody(options.to, all_due)
        wanted = tuple(one.delivery for one in planned)
        letters = {one.delivery.key: one.letter for one in planned}
        report = run(Desk(project, options, rules, wanted, slugs, names, {}, letters, Matter.CORRECTION))
    return replace(report, held=held, problems=problems, told=len(all_due) - len(due))


def _check_topics(asked: Sequence[str], impacts: Sequence[tuple[Source, Impact]]) -> frozenset[str] | None:
    """Give the topics that are meant, None for all."""
    known = {edition.slug for _, impact in impacts for edition in impact.editions}
    for slug in asked:
        if slug not in known:
            hint = ask_whether(slug, known)
            raise UsageError(
                f"no edition of a topic `{slug}` rests on a withdrawn source{f'; {hint}' if hint else '.'}"
            )
    return frozenset(asked) or None


def _list_due(impacts: Iterable[tuple[Source, Impact]]) -> Iterator[_Received]:
    """List of each source, topic and recipient the last edition that reached it."""
    for source, impact in impacts:
        last: dict[tuple[str, str], _Received] = {}
        for edition in impact.editions:
            about = edition.source or source.id
            there = [one for one in edition.readers if one.state in REACHED]
            told = {one.delivery.recipient: one for one in there if one.delivery.about == about}
            for entry in there:
                name = entry.delivery.recipient
                before = last.get((edition.slug, name))
                is_later = before is None or entry.at >= before.entry.at
                if entry.delivery.matter is Matter.EDITION and is_later:
                    last[edition.slug, name] = _Received(edition, entry, source, about, told.get(name))
        yield from last.values()


def _is_open(one: _Received, plan: _Correction | Held) -> bool:
    """Whether somebody is to be told still; what was cut off on the same way is looked for there, and not sent anew."""
    if one.told is None:
        return True
    is_same = isinstance(plan, _Correction) and plan.delivery.key == one.told.delivery.key
    return is_same and one.told.state is not State.SENT


def _is_wanted(one: _Received, rules: Rules, slugs: frozenset[str] | None, names: frozenset[str]) -> bool:
    """Whether a topic is asked for, and somebody by name, or by the channel that it has today, or had then."""
    if slugs is not None and one.edition.slug not in slugs:
        return False
    name = one.entry.delivery.recipient
    today = rules.recipients.by_name.get(name)
    return not names or not names.isdisjoint((name, one.entry.delivery.channel, today.channel if today else name))


@dataclass(frozen=True, slots=True)
class _House:
    """What is the same for all: the rules, what was withdrawn and what stands, and whom to ask.

    `may_stand_alone` lets a correction leave that names no edition in place of the one that it concerns.
    """

    rules: Rules
    withdrawals: Withdrawals
    contact: str
    may_stand_alone: bool


def _plan(one: _Received, house: _House) -> _Correction | Held:
    edition, sent, rules = one.edition, one.entry.delivery, house.rules
    reader = rules.recipients.by_name.get(sent.recipient)
    channel = rules.channels.by_name.get(reader.channel) if reader else None
    if reader is None or channel is None:
        why = "is not in the file of recipients any more" if reader is None else "has no channel any more"
        return Held(edition.slug, sent.recipient, f"it has edition {edition.number} and {why}: tell it by hand")
    shelved = Shelved(edition.slug, edition.number, edition.variant, sent.marking, edition.sha256, Path())
    refused = refuse_delivery(shelved, reader, channel, rules)
    if refused:
        return Held(edition.slug, sent.recipient, f"it has edition {edition.number}: {refused}; tell it by hand")
    instead = _choose_instead(one, reader, channel, house)
    if instead is None and not house.may_stand_alone:
        why = f"no edition without {one.about} replaces it yet: `briefgen issue {edition.slug}`, or add --unreplaced"
        return Held(edition.slug, sent.recipient, why)
    delivery = replace(
        sent, matter=Matter.CORRECTION, about=one.about, channel=channel.name, address=reader.address,
        organisation=reader.organisation,
    )  # fmt: skip
    is_closed = bool(refuse_delivery(replace(shelved, today=one.source.marking), reader, channel, rules))
    tells_why = not is_closed and one.source.marking <= sent.marking
    return _Correction(delivery, _write_letter(one, house, instead, tells_why=tells_why))


def _choose_instead(one: _Received, reader: Recipient, channel: Channel, house: _House) -> Standing | None:
    """Choose the edition that stands in an edition's place for a reader: one that it may have, and today.

    That is the newest in the variant that it had, or in the one that it would be sent today.
    """
    edition, topic = one.edition, house.withdrawals.topics.get(one.edition.slug)
    own = name_variant(topic, reader.choose_variant(topic.slug)) if topic else edition.variant
    found = [
        other
        for other in house.withdrawals.standing.get(edition.slug, ())
        if other.day <= house.rules.day.isoformat() and _follows(other, edition, own)
    ]
    newest = max(found, key=lambda other: (other.variant == own, other.number), default=None)
    if newest is None:
        return None
    shelved = Shelved(newest.slug, newest.number, newest.variant, newest.marking, newest.sha256, Path())
    return None if refuse_delivery(shelved, reader, channel, house.rules) else newest


def _follows(other: Standing, edition: EditionUse, own: str) -> bool:
    """Whether an edition came after another one; variants up to another marking are counted by themselves."""
    if other.variant == edition.variant:
        return other.number > edition.number
    return other.variant == own and other.day >= edition.issued


def _write_letter(one: _Received, house: _House, instead: Standing | None, *, tells_why: bool) -> Letter:
    """Write what a recipient is told: of the source what its edition said, and with `tells_why` the reason."""
    edition, withdrawn = one.edition, one.source.withdrawn or Withdrawal()
    language = edition.language
    since = write_date(withdrawn.date, language) if withdrawn.date else ""
    points = [
        say("correction.edition", language, number=edition.number, date=write_day(edition.issued, language)),
        say("correction.withdrawn", language, source=edition.title or one.about) + (f" ({since})" if since else ""),
        say("correction.reason", language, reason=withdrawn.reason) if tells_why and withdrawn.reason else "",
        say("correction.replaced", language, number=instead.number)
        if instead
        else say("correction.unreplaced", language),
    ]
    title = say("correction.title", language, title=edition.brief)
    day = house.rules.day.isoformat()
    return Letter(title, edition.marking, language, day, tuple(filter(None, points)), house.contact)


def _list_untold(impacts: Sequence[tuple[Source, Impact]]) -> Iterator[Held]:
    """List those of whom nobody can say whether they have something that rests on a withdrawn source."""
    for one in impacts[0][1].untraced if impacts else ():
        sent = one.delivery
        why = f"edition {sent.number}, which it has, is not on the shelf: nobody can tell what was in it"
        yield Held(sent.slug, sent.recipient, why)
    for text in impacts[0][1].unread if impacts else ():
        yield Held("", "whoever has it", text)
