"""`send --correction`: where an edition stands, it is told that a source of it was withdrawn, once."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.deliver.channel import Letter
from briefgen.deliver.send import tell_time
from briefgen.errors import UsageError
from briefgen.grammar.suggestions import ask_whether
from briefgen.model.delivery import Delivery, Entry, Event, Matter, State
from briefgen.model.impact import Impact, Standing
from briefgen.model.source import Source, Withdrawal
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.sending.ledger import hold_sending, open_project_outbox, read_project_outbox
from briefgen.project.sending.markings import mark_today
from briefgen.project.sending.owing import Received, list_received
from briefgen.project.sending.past import read_past
from briefgen.project.sending.places.shown import Shown
from briefgen.project.sending.places.standing import find_exposed, tell_exposed
from briefgen.project.sending.places.undone import Word, choose_undone, find_undone, list_words
from briefgen.project.sending.planning import Held, Rules, refuse_correction
from briefgen.project.sending.ready import Shelved, read_ready
from briefgen.project.sending.replacing import Shelf, choose_instead
from briefgen.project.sending.rules import check_wanted, read_rules, refuse_nobody, refuse_unsound
from briefgen.project.sending.running import Desk, SendOptions, SendReport, run
from briefgen.project.tracing.impact import find_withdrawn
from briefgen.wording.dates import write_date, write_day
from briefgen.wording.labels import say

#: So many digits of a key are told: what else begins with them, `outbox` says.
_KEY = 12


@dataclass(frozen=True, slots=True)
class _Correction:
    """What is to be told to whom."""

    delivery: Delivery
    letter: Letter


@dataclass(frozen=True, slots=True)
class _ByHand:
    """What no channel may tell: a person does, and settles the delivery."""

    delivery: Delivery
    why: str


def send_corrections(project: Project, options: SendOptions) -> SendReport:
    """Tell of each withdrawn source every site, and all others who received an edition that rests on it.

    These by the way that they have today. Interrupted at any moment, it can be run again. Raises as `send_editions`
    does.
    """
    with nullcontext() if options.is_trial else hold_sending(project):
        rules, problems = read_rules(project, options.day)
        refuse_unsound(problems)
        names = check_wanted(options.to, rules)
        entries = _read_entries(project)
        exposed = find_exposed(project, rules, entries)
        past = read_past(entries, rules.channels, {one.recipient: one.why for one in exposed if one.recipient})
        shelf, undone = _read_shelf(project, options, list_words(project, rules))
        shelf = replace(shelf, past=past)
        impacts = shelf.withdrawals.impacts
        slugs = _check_topics(options.topics, impacts)
        shown = Shown(project, rules.channels)
        all_due = [one for one in list_received(impacts, rules, shown) if _is_wanted(one, slugs, names)]
        house = _House(rules, shelf, project.settings.contact, options.is_unreplaced)
        plans = [(one, _plan(one, house)) for one in all_due]
        due = [plan for one, plan in plans if _is_open(one, plan)]
        refuse_nobody(options.to, all_due)
        by_hand = [one for one in due if isinstance(one, _ByHand)]
        if by_hand and not options.is_trial:
            _enter(project, by_hand)
        told = (_hold(one, is_trial=options.is_trial) for one in by_hand)
        # Of several editions on one site the same may be said.
        held = tuple(dict.fromkeys((*(one for one in due if isinstance(one, Held)), *told, *_list_untold(impacts))))
        planned = [one for one in due if isinstance(one, _Correction)]
        wanted = tuple(one.delivery for one in planned)
        letters = {one.delivery.key: one.letter for one in planned}
        # What nobody was told, and the ledger has as sent, was taken from beside its edition.
        again = frozenset(plan.delivery.key for one, plan in plans if isinstance(plan, _Correction) and not one.told)
        closed = {one.closed: one.why for one in exposed if one.closed}
        desk = Desk(project, options, rules, wanted, slugs, names, {}, letters, Matter.CORRECTION)
        report = run(replace(desk, again=again, closed=closed))
    wrong = (*exposed, *find_undone(undone, entries, rules))
    faults = tuple(dict.fromkeys((*tell_exposed(wrong, names), *report.faults)))
    return replace(report, held=held, problems=problems, told=len(all_due) - len(due), faults=faults)


def _read_entries(project: Project) -> tuple[Entry, ...]:
    """Read what the ledger has, nothing where there is none yet. Raises as its opening does."""
    if not project.outbox.exists():
        return ()
    with read_project_outbox(project) as outbox:
        return tuple(outbox.list_entries())


def _read_shelf(project: Project, options: SendOptions, words: Sequence[Word]) -> tuple[Shelf, tuple[Word, ...]]:
    """Read what was withdrawn, and of the topics whose editions rest on it what stands ready, as it is marked today.

    With it come those of the words on sites whose source counts again.
    """

    def look(corpus: Corpus) -> tuple[Shelf, tuple[Word, ...]]:
        withdrawals = find_withdrawn(project, corpus)
        had = {one.slug for _, impact in withdrawals.impacts for one in impact.editions if one.readers}
        topics = {slug: topic for slug, topic in withdrawals.topics.items() if slug in had}
        ready = read_ready(project.editions, topics, project.allowed_signers, options.day)
        shelf = Shelf(withdrawals, mark_today(ready, topics, corpus, options.day))
        return shelf, choose_undone(words, corpus)

    return use_corpus(project, look, options.processes)


def _enter(project: Project, untold: Sequence[_ByHand]) -> None:
    """Enter what a person has to tell into the ledger, as refused, so that it can be settled there."""
    with open_project_outbox(project) as outbox:
        known = {one.delivery.key for one in outbox.list_entries()}
        new = {one.delivery.key: one for one in untold if one.delivery.key not in known}
        at = tell_time()
        outbox.plan((one.delivery for one in new.values()), at)
        outbox.note(*(Event(key, State.REFUSED, at, f"{one.why}: tell it by hand") for key, one in new.items()))


def _hold(one: _ByHand, *, is_trial: bool) -> Held:
    settle = f"; then `briefgen outbox --resolve {one.delivery.key[:_KEY]} --assume-sent --because …`"
    why = f"{one.why}: tell it by hand{'' if is_trial else settle}"
    return Held(one.delivery.slug, one.delivery.recipient, why)


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


def _is_open(one: Received, plan: _Correction | _ByHand | Held) -> bool:
    """Whether somebody is to be told still; what was cut off on the same way is looked for there, and not sent anew."""
    if one.told is None:
        return True
    is_same = isinstance(plan, _Correction) and plan.delivery.key == one.told.delivery.key
    return is_same and one.told.state is not State.SENT


def _is_wanted(one: Received, slugs: frozenset[str] | None, names: frozenset[str]) -> bool:
    """Whether a topic is asked for, and somebody by name, or by the channel that it has today, or had then."""
    is_topic = slugs is None or one.edition.slug in slugs
    return is_topic and (not names or not names.isdisjoint(one.names))


@dataclass(frozen=True, slots=True)
class _House:
    """What is the same for all: the rules, what was withdrawn and what stands, and whom to ask.

    `may_stand_alone` lets a correction leave that names no edition in place of the one that it concerns.
    """

    rules: Rules
    shelf: Shelf
    contact: str
    may_stand_alone: bool


def _plan(one: Received, house: _House) -> _Correction | _ByHand | Held:
    edition, holder, rules = one.edition, one.holder, house.rules
    reader, channel = holder.reader, holder.channel
    sent = replace(holder.entry.delivery, matter=Matter.CORRECTION, about=one.about, recipient=holder.recipient)
    if channel is None or (reader is None and not holder.is_site):
        why = "is not in the file of recipients any more" if reader is None else "has no channel any more"
        return _ByHand(sent, f"it has edition {edition.number} and {why}")
    delivery = replace(sent, channel=channel.name)
    if reader and reader.channel == channel.name:
        delivery = replace(delivery, address=reader.address, organisation=reader.organisation)
    shelved = Shelved(edition.slug, edition.number, edition.variant, sent.marking, edition.sha256, Path())
    refused = refuse_correction(shelved, reader, channel, rules)
    if refused and holder.is_site:
        return Held(edition.slug, holder.recipient, f"edition {edition.number} stands on the site: {refused}")
    if refused:
        return _ByHand(delivery, f"it has edition {edition.number}: {refused}")
    instead = choose_instead(one, house.shelf, rules)
    if isinstance(instead, str) and not house.may_stand_alone:
        why = f"no edition without {one.about} replaces it yet: {instead}"
        return Held(edition.slug, holder.recipient, why)
    is_closed = bool(refuse_correction(replace(shelved, today=one.source.marking), reader, channel, rules))
    tells_why = not is_closed and one.source.marking <= sent.marking
    replaced_by = instead if isinstance(instead, Standing) else None
    return _Correction(delivery, _write_letter(one, house, replaced_by, tells_why=tells_why))


def _write_letter(one: Received, house: _House, instead: Standing | None, *, tells_why: bool) -> Letter:
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
