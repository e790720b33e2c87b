"""The rules of sending: read and refused before anything leaves, and read anew while a run lasts."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from briefgen.errors import BriefgenError, PolicyError, UsageError
from briefgen.files.sightings import mark_status
from briefgen.grammar.suggestions import suggest
from briefgen.model.problem import Problem
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways
from briefgen.project.sending.planning import Rules


def read_rules(project: Project, day: datetime.date) -> tuple[Rules, tuple[Problem, ...]]:
    """Read who may have what on a day, and by which ways, with all that is wrong with either."""
    ways = read_ways(project)
    return Rules(ways.recipients, ways.channels, project.settings.organisation, day), ways.problems


def refuse_unsound(problems: Sequence[Problem]) -> None:
    """Stop the run before anything leaves where a file has an error: nobody knows then what each may see."""
    errors = [one for one in problems if one.is_error]
    if not errors:
        return
    told = "\n".join(f"{one.place}: {one.message}" for one in errors)
    raised = PolicyError if any(one.kind.exit_code == PolicyError.exit_code for one in errors) else BriefgenError
    raise raised(f"Nothing is sent until this is mended:\n{told}")


def check_wanted(names: Sequence[str], rules: Rules) -> frozenset[str]:
    """Check that each name is a recipient's or a channel's; a list stands for its members. Raises UsageError."""
    known = {**rules.recipients.by_name, **rules.channels.by_name}
    for name in names:
        if name not in known:
            near = suggest(name, known)
            hint = f"; did you mean `{near}`?" if near else ""
            raise UsageError(f"no recipient or channel is called `{name}`{hint}")
    lists = rules.recipients.resolve(tuple(names))
    return frozenset(names) | {one.name for one in lists}


def refuse_nobody(names: Sequence[str], found: Sequence[object]) -> None:
    """Refuse `--to` where nothing is for whoever it names: else a slip of the pen would look like success."""
    if names and not found:
        raise UsageError(f"none of the topics is for {', '.join(f'`{name}`' for name in names)}.")


class Rereader:
    """The files of recipients and channels as they are at each moment, read anew where they have changed."""

    def __init__(self, project: Project, rules: Rules) -> None:
        self._project = project
        self._rules = rules
        self._seen: tuple[object, ...] | None = None  # they may have changed since the rules were read

    def read(self) -> Rules:
        """Give the rules as they are now."""
        seen = self._look()
        if seen != self._seen:
            self._seen, (self._rules, _) = seen, read_rules(self._project, self._rules.day)
        return self._rules

    def _look(self) -> tuple[object, ...]:
        names = (self._project.recipients_file, self._project.channels_file)
        return tuple(_mark(self._project.folder / name) for name in names)


def _mark(path: Path) -> object:
    try:
        return mark_status(path.stat())
    except OSError:
        return None
