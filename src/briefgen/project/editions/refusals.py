"""Why a topic is not issued: what a reason overrules, and what nothing does."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Problem
from briefgen.model.topic import Topic
from briefgen.project.building.gathering import Gathered
from briefgen.project.editions.plan import Series
from briefgen.project.place import Project
from briefgen.refresh.draft import Draft

_REFUSED_BY_POLICY = 3
#: Of these no reason makes an edition: a marking, a right or a path; a record or an original that was altered.
_HARD = frozenset({3, 7})
_SUSPECT = frozenset({kinds.REVIEW_SUSPECT, kinds.REVIEW_STAMP})


class RefusedError(Exception):
    """A topic is not issued; its text says why and what to do, `exit_code` is what the command ends with."""

    def __init__(self, reason: str, exit_code: int = 1) -> None:
        super().__init__(reason)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Refused:
    """A topic that was not issued, why, and the exit code that this asks for."""

    slug: str
    reason: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Overruled:
    """What a reason overrules in one variant: its faults, and the sentence that nothing in it has changed, or ""."""

    faults: tuple[Problem, ...] = ()
    sameness: str = ""

    def __bool__(self) -> bool:
        return bool(self.faults or self.sameness)

    def tell(self) -> tuple[str, ...]:
        """Say all of it, to whoever issues."""
        return self._add_sameness([f"{one.place}: {one.kind.code} {one.message}" for one in self.faults])

    def tell_up_to(self, limit: Marking | None) -> tuple[str, ...]:
        """Say what a record may keep whose readers see no more than a marking: how often which code, and no name.

        A message quotes what is wrong, and that may be of an excerpt or a judgement that is held back.
        """
        if hides_nothing(limit):
            return self.tell()
        counts = Counter(one.kind.code for one in self.faults)
        return self._add_sameness([f"{code}: {counts[code]}" for code in sorted(counts)])

    def _add_sameness(self, told: list[str]) -> tuple[str, ...]:
        return (*told, self.sameness) if self.sameness else tuple(told)


def hides_nothing(limit: Marking | None) -> bool:
    """Whether a variant up to a marking holds all that there is."""
    return limit in (None, max(Marking))


def refuse_dates(topic: Topic, series: Iterable[Series], day: datetime.date) -> None:
    """Refuse an edition that would be older than the last one, or that knows what came after it."""
    after = max((one for each in series for one in each.newest), key=lambda one: one.issued, default=None)
    if after is not None and day.isoformat() < after.issued:
        reason = (
            f"its edition {after.number} is of {after.issued}, and the next may not be of {day}, before it. Give a date"
            f" from {after.issued} on: --date {after.issued}."
        )
        raise RefusedError(reason, _REFUSED_BY_POLICY)
    if topic.cutoff is not None and topic.cutoff.earliest > day:
        raise RefusedError(
            f"its cut-off ({topic.cutoff}) lies after the date of issue ({day}), and nobody can have read what came"
            f" after that day. Set `cutoff` in {topic.path} to {day} or earlier, or give a later --date."
        )


def list_errors(project: Project, gathered: Gathered, topic: Topic, drafts: Sequence[Draft]) -> tuple[Problem, ...]:
    """List the errors that concern a topic: its own, its drafts', its sources', the vocabulary's, its shelf's."""
    files = {topic.path, project.name(project.vocabulary), project.name(project.editions / topic.slug)}
    sources = {source for draft in drafts for source in draft.inputs.sources}
    corpus = f"{project.name(project.sources)}/"

    def concerns(file: str) -> bool:
        return file in files or (file.startswith(corpus) and PurePosixPath(file).stem in sources)

    found = [one for one in gathered.problems if concerns(one.place.file)]
    found += [one for draft in drafts for one in draft.problems]
    return tuple(dict.fromkeys(one for one in found if one.is_error))


def refuse_faults(slug: str, errors: Sequence[Problem], drafts: Sequence[Draft], *, is_forced: bool) -> Overruled:
    """Refuse errors and suspect judgements; with a reason, give those that it overrules."""
    hard = [one for one in errors if one.kind.exit_code in _HARD]
    if hard or (errors and not is_forced):
        raise RefusedError(tell_errors(hard or errors, can_force=not hard), choose_code(hard or errors))
    suspect = tuple(dict.fromkeys(one for draft in drafts for one in draft.problems if one.kind in _SUSPECT))
    overruled = Overruled((*errors, *suspect))
    if suspect and not is_forced:
        # Nobody has confirmed these judgements since they, or what they rest on, changed.
        raise RefusedError(
            f"{'; '.join(overruled.tell()[:3])}. `briefgen review {slug}` shows each and confirms it;"
            f' --force "why" issues it as it is and keeps the reason.'
        )
    return overruled


def refuse_rights(broken: Sequence[Problem], *, is_forced: bool) -> tuple[Problem, ...]:
    """Refuse what breaks a limit that a source's owner set; with a reason, give it to be kept with the edition."""
    if broken and not is_forced:
        told = "; ".join(f"{one.place}: {one.message}" for one in broken)
        hint = 'Mark shorter parts with ==…==, or leave some out; --force "why" issues it and keeps the reason.'
        raise RefusedError(f"it quotes more than the owners of its sources allow: {told}. {hint}", _REFUSED_BY_POLICY)
    return tuple(dict.fromkeys(broken))


def tell_errors(errors: Sequence[Problem], *, can_force: bool = False) -> str:
    """Say which errors stand against an issue, and what to do about them."""
    told = "; ".join(problem.message for problem in errors[:3])
    hint = ' --force "why" issues it as it is and keeps the reason.' if can_force else ""
    return f"it has {count_things(len(errors), 'error')} ({told}). `briefgen check` names each.{hint}"


def choose_code(errors: Iterable[Problem]) -> int:
    """Choose the exit code that errors ask for."""
    return max(one.kind.exit_code for one in errors)
