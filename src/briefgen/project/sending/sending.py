"""`send`: editions to those who are to have them, each once."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

from briefgen.model.topic import Topic
from briefgen.project.building.gathering import choose_topics
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.sending.ledger import hold_sending
from briefgen.project.sending.markings import mark_today
from briefgen.project.sending.past import read_past
from briefgen.project.sending.places.standing import find_exposed, tell_exposed
from briefgen.project.sending.places.undone import Word, choose_undone, find_undone, list_words
from briefgen.project.sending.planning import Cause, Held, plan_deliveries
from briefgen.project.sending.ready import Shelved, read_ready
from briefgen.project.sending.rules import check_wanted, read_rules, refuse_nobody, refuse_unsound
from briefgen.project.sending.running import Desk, SendOptions, SendReport, open_run, run

_UNREAD = "the topic cannot be read; `briefgen check` says why"


def send_editions(project: Project, options: SendOptions) -> SendReport:
    """Send what is due. Interrupted at any moment, it can be run again.

    Raises UsageError for what nobody knows, PolicyError where a marking in the files of recipients or channels cannot
    be read, LockedError while another run sends, IntegrityError where the ledger or an edition was altered.
    """
    with nullcontext() if options.is_trial else hold_sending(project):
        rules, problems = read_rules(project, options.day)
        refuse_unsound(problems)
        found = _read_found(project, options, list_words(project, rules))
        wanted = check_wanted(options.to, rules)
        editions = {one.sha256: one for shelved in found.shelf.values() for one in shelved}
        slugs = frozenset(options.topics) or None
        # A ledger that is not there yet is begun as late as can be.
        with open_run(project, options) if project.outbox.exists() else nullcontext() as outbox:
            entries = outbox.list_entries() if outbox else ()
            exposed = find_exposed(project, rules, entries)
            past = read_past(entries, rules.channels, {one.recipient: one.why for one in exposed if one.recipient})
            plans = [plan_deliveries(topic, found.shelf, rules, wanted, past) for topic in found.topics]
            planned = tuple(one for ours, _ in plans for one in ours)
            held = (*found.held, *(one for _, without in plans for one in without))
            refuse_nobody(options.to, (*planned, *held))
            closed = {one.closed: one.why for one in exposed if one.closed}
            desk = Desk(project, options, rules, planned, slugs, wanted, editions, spared=found.spared, closed=closed)
            report = run(desk, outbox)
    wrong = (*exposed, *find_undone(found.undone, entries, rules))
    faults = tuple(dict.fromkeys((*tell_exposed(wrong, wanted), *report.faults)))
    return replace(report, held=held, problems=problems, faults=faults)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a run is about: topics whose editions can be sent, what stands ready of them, and what of others is held.

    `spared` names those others: what waits of them goes on waiting. `undone` is word on sites of what counts again.
    """

    topics: tuple[Topic, ...]
    shelf: Mapping[str, tuple[Shelved, ...]]
    held: tuple[Held, ...]
    spared: frozenset[str]
    undone: tuple[Word, ...]


def _read_found(project: Project, options: SendOptions, words: tuple[Word, ...]) -> _Found:
    def choose(corpus: Corpus) -> _Found:
        topics = {topic.slug: topic for topic in choose_topics(corpus, options.topics)}
        asked = corpus.slugs.intersection(options.topics) if options.topics else corpus.slugs
        unread = [Held(slug, "everybody", _UNREAD) for slug in sorted(asked - topics.keys())]
        ready = read_ready(project.editions, topics, project.allowed_signers, options.day)
        ready = mark_today(ready, topics, corpus, options.day)
        damaged = (_hold_damaged(slug, why) for slug, why in ready.damaged.items())
        sound = (topic for slug, topic in topics.items() if slug not in ready.damaged)
        spared = corpus.slugs - ready.editions.keys()
        undone = choose_undone(words, corpus)
        return _Found(tuple(sound), ready.editions, (*unread, *damaged), spared, undone)

    return use_corpus(project, choose, options.processes)


def _hold_damaged(slug: str, why: str) -> Held:
    return Held(slug, "everybody", f"{why}; `briefgen verify {slug}` says which", Cause.DAMAGE)
