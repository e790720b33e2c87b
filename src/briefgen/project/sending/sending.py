"""`send`: editions to those who are to have them, each once; and what became of each, in the ledger."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.deliver.send import send_entries, settle_cut_off, tell_time
from briefgen.errors import BriefgenError, PolicyError, UsageError
from briefgen.files.sightings import mark_status
from briefgen.grammar.suggestions import suggest
from briefgen.model.delivery import Delivery, Entry, State
from briefgen.model.problem import Problem
from briefgen.model.topic import Topic
from briefgen.project.building.gathering import choose_topics
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.sending.ledger import hold_sending, open_project_outbox, read_project_outbox
from briefgen.project.sending.markings import mark_today
from briefgen.project.sending.packing import Packer
from briefgen.project.sending.planning import Held, Rules, Shelved, plan_deliveries, read_shelf
from briefgen.project.sending.settling import set_aside
from briefgen.project.sending.ways import list_ends, open_exit


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What to send: `topics` by slug, none: all; `to` names channels or recipients, none: all.

    With `is_trial` nothing leaves, and nothing is written. `report` is told of each delivery as it then stands.
    """

    topics: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    is_trial: bool = False
    processes: int = 2
    report: Callable[[int, int, Entry], None] = lambda done, total, entry: None


@dataclass(frozen=True, slots=True)
class SendReport:
    """What a run did. `planned` is what was to be done when it began; `done` how each of it then stood.

    `there` counts what its recipients have already, `later` is not tried again yet, `refused` was refused before.
    `unknown` needs a person, `aside` does not leave any more.
    """

    planned: tuple[Entry, ...] = ()
    done: tuple[Entry, ...] = ()
    held: tuple[Held, ...] = ()
    unknown: tuple[Entry, ...] = ()
    there: int = 0
    later: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()
    aside: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all steps of one run share: who is to have what, and how it would leave."""

    project: Project
    options: SendOptions
    rules: Rules
    wanted: tuple[Delivery, ...]
    slugs: frozenset[str]
    names: frozenset[str]
    editions: Mapping[str, Shelved]

    def is_meant(self, one: Delivery) -> bool:
        """Whether a delivery on record is of the topics, and to or by those, that this run is about."""
        return one.slug in self.slugs and (not self.names or not self.names.isdisjoint((one.recipient, one.channel)))

    def choose(self, entries: Sequence[Entry]) -> list[Entry]:
        """Choose what this run is about, and what is unknown still of earlier editions."""
        keys = {one.key for one in self.wanted}
        return [
            one
            for one in entries
            if one.delivery.key in keys or (one.state is State.UNKNOWN and self.is_meant(one.delivery))
        ]

    def name_channels(self) -> list[str]:
        """Name the channels by which something is to leave."""
        return sorted({one.channel for one in self.wanted})


def send_editions(project: Project, options: SendOptions) -> SendReport:
    """Send what is due. Interrupted at any moment, it can be run again.

    Raises UsageError for what nobody knows, PolicyError where a marking in the files of recipients or channels cannot
    be read, LockedError while another run sends, IntegrityError where the ledger or an edition was altered.
    """
    with nullcontext() if options.is_trial else hold_sending(project):
        rules, problems = _read_rules(project)
        _refuse_unsound(problems)
        found = _read_found(project, options)
        wanted = _check_wanted(options.to, rules)
        plans = [plan_deliveries(topic, found.shelf, rules, wanted) for topic in found.topics]
        planned = tuple(one for ours, _ in plans for one in ours)
        held = (*found.unread, *(one for _, without in plans for one in without))
        _refuse_nobody(options.to, planned, held)
        editions = {one.sha256: one for shelved in found.shelf.values() for one in shelved}
        desk = _Desk(project, options, rules, planned, frozenset(found.shelf), wanted, editions)
        report = _try(desk) if options.is_trial else _send(desk)
    return replace(report, held=held, problems=problems)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a run is about: topics that can be read, what stands ready of them, and topics that cannot be read."""

    topics: tuple[Topic, ...]
    shelf: Mapping[str, tuple[Shelved, ...]]
    unread: tuple[Held, ...]


def _refuse_nobody(names: Sequence[str], planned: Sequence[Delivery], held: Sequence[Held]) -> None:
    """Refuse `--to` where nothing is for whoever it names: else a slip of the pen would look like success."""
    if names and not planned and not held:
        raise UsageError(f"none of the topics is for {', '.join(f'`{name}`' for name in names)}.")


def _try(desk: _Desk) -> SendReport:
    """Say what would be done; a ledger that is not there is not begun."""
    now = tell_time()
    with read_project_outbox(desk.project) as outbox:
        return _sort(outbox.foresee(desk.wanted, now), now)


def _send(desk: _Desk) -> SendReport:
    channels = {name: desk.rules.channels.by_name[name] for name in desk.name_channels()}
    exits = {name: open_exit(desk.project, channel) for name, channel in channels.items()}
    ends = {name: list_ends(channel) for name, channel in channels.items()}
    rules = _Rereader(desk.project, desk.rules)
    pack = Packer(desk.project.editions, rules.read, ends, desk.editions, desk.project.settings.contact)
    with open_project_outbox(desk.project) as outbox:
        settle_cut_off(outbox, exits, pack)
        outbox.plan(desk.wanted, tell_time())
        aside = set_aside(outbox, desk.wanted, desk.is_meant, tell_time())
        report = _sort(desk.choose(outbox.list_entries()), tell_time())
        done: list[Entry] = []
        for entry in send_entries(outbox, report.planned, exits, pack):
            done.append(entry)
            desk.options.report(len(done), len(report.planned), entry)
    return replace(report, done=tuple(done), aside=aside)


def _sort(entries: Sequence[Entry], now: str) -> SendReport:
    """Sort deliveries by what is to be done about each."""
    waiting = [one for one in entries if one.state.is_open]
    return SendReport(
        planned=tuple(one for one in waiting if one.next_try <= now),
        later=tuple(one for one in waiting if one.next_try > now),
        unknown=tuple(one for one in entries if one.state in (State.UNKNOWN, State.SENDING)),
        refused=tuple(one for one in entries if one.state is State.REFUSED),
        there=sum(one.state is State.SENT for one in entries),
    )


def _read_rules(project: Project) -> tuple[Rules, tuple[Problem, ...]]:
    ways = read_ways(project)
    return Rules(ways.recipients, ways.channels, project.settings.organisation), ways.problems


def _refuse_unsound(problems: Sequence[Problem]) -> None:
    """Stop the run before anything leaves where a file has an error: nobody knows then what each may see."""
    errors = [one for one in problems if one.is_error]
    if not errors:
        return
    told = "\n".join(f"{one.place}: {one.message}" for one in errors)
    raised = PolicyError if any(one.kind.exit_code == PolicyError.exit_code for one in errors) else BriefgenError
    raise raised(f"Nothing is sent until this is mended:\n{told}")


def _read_found(project: Project, options: SendOptions) -> _Found:
    def choose(corpus: Corpus) -> _Found:
        topics = {topic.slug: topic for topic in choose_topics(corpus, options.topics)}
        asked = corpus.slugs.intersection(options.topics) if options.topics else corpus.slugs
        why = "the topic cannot be read; `briefgen check` says why"
        unread = tuple(Held(slug, "everybody", why) for slug in sorted(asked - topics.keys()))
        shelf = mark_today(read_shelf(project.editions, topics), topics, corpus.index)
        return _Found(tuple(topics.values()), shelf, unread)

    return use_corpus(project, choose, options.processes)


class _Rereader:
    """The files of recipients and channels as they are at each moment, read anew where they have changed."""

    def __init__(self, project: Project, rules: Rules) -> None:
        self._project = project
        self._rules = rules
        self._seen: tuple[object, ...] | None = None  # they may have changed since the rules were read

    def read(self) -> Rules:
        """Give the rules as they are now."""
        seen = self._look()
        if seen != self._seen:
            self._seen, (self._rules, _) = seen, _read_rules(self._project)
        return self._rules

    def _look(self) -> tuple[object, ...]:
        names = (self._project.recipients_file, self._project.channels_file)
        return tuple(_mark(self._project.folder / name) for name in names)


def _mark(path: Path) -> object:
    try:
        return mark_status(path.stat())
    except OSError:
        return None


def _check_wanted(names: Sequence[str], rules: Rules) -> frozenset[str]:
    """Check that each name is a recipient's or a channel's; a list stands for its members."""
    known = {**rules.recipients.by_name, **rules.channels.by_name}
    for name in names:
        if name not in known:
            near = suggest(name, known)
            hint = f"; did you mean `{near}`?" if near else ""
            raise UsageError(f"no recipient or channel is called `{name}`{hint}")
    lists = rules.recipients.resolve(tuple(names))
    return frozenset(names) | {one.name for one in lists}
