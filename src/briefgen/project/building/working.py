"""The work of a build: drafts are made and printed by workers, and put on the shelf as they come."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.project.building.desk import Desk
from briefgen.project.building.loading import Loader, Wish
from briefgen.project.building.recalling import Sorted
from briefgen.project.building.trace import Trace
from briefgen.project.failures import hint_at_cause, refuse_damaged_index, tell_end
from briefgen.refresh.draft import Draft
from briefgen.refresh.publish import Shelf
from briefgen.refresh.rounds import Made, Round, refresh_drafts
from briefgen.refresh.run import RefreshOptions
from briefgen.workers.limits import Failed, Outcome

#: So many drafts are written at once; more would stay in memory, fewer would wait for the disk more often.
_BATCH = 8
#: Between two times at which what was put becomes visible lie so many seconds, and so many times what it took.
_PAUSE, _SHARE = 5.0, 20.0


@dataclass(slots=True)
class Work:
    """Brings drafts up to date. `drafts` are those that were made, `put` the names of those whose files were written.

    The drafts keep neither their pages nor their PDFs once they are on the shelf.
    """

    desk: Desk
    shelf: Shelf
    options: RefreshOptions
    report: Callable[[str, int, int, str], None]
    drafts: list[Draft] = field(default_factory=list)
    put: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _waiting: list[Draft] = field(default_factory=list)
    _settled: float = field(default_factory=time.monotonic)
    _pause: float = _PAUSE

    def bring_up_to_date(self, wanted: Sorted, loader: Loader) -> None:
        """Make what is to be made. Raises IndexDamaged where a worker found the index so."""
        if not wanted.wishes:
            return
        readable = (loader.index, loader.project.topics)
        stage = "printing" if self.options.prints else "making"
        drafts = refresh_drafts(Round(wanted.wishes, loader, readable, wanted.is_stale), self.options)
        with closing(drafts):
            try:
                for done, (wish, outcome) in enumerate(drafts, 1):
                    self._take(wish, outcome)
                    self.report(stage, done, len(wanted.wishes), wish.name)
            finally:
                self._put_waiting()

    def _take(self, wish: Wish, outcome: Outcome[Made[Trace]]) -> None:
        if isinstance(outcome, Failed):
            refuse_damaged_index(outcome)
            self.problems.append(describe_failure(wish.slug, wish.path, outcome))
            return
        made = outcome.value
        self.problems.extend(made.trace.problems)
        self.desk.note(wish, made)
        if made.draft.page is None or made.draft.is_broken or not self.options.prints:
            self.drafts.append(replace(made.draft, page=None))
            return
        self._waiting.append(made.draft)
        if len(self._waiting) >= _BATCH:
            self._put_waiting()
        if time.monotonic() - self._settled > self._pause:
            self._settle()

    def _put_waiting(self) -> None:
        """Put on the shelf what waits."""
        batch, self._waiting = self._waiting, []
        if batch:
            self.shelf.put(batch)
            self.put.extend(draft.name for draft in batch)
            self.drafts.extend(_strip(draft) for draft in batch)

    def _settle(self) -> None:
        self._put_waiting()
        began = time.monotonic()
        self.shelf.settle()
        self._settled = time.monotonic()
        self._pause = max(_PAUSE, _SHARE * (self._settled - began))


def _strip(draft: Draft) -> Draft:
    result = replace(draft.result, pdf=b"") if draft.result else None
    return replace(draft, page=None, result=result, is_put=True)


def describe_failure(slug: str, path: str, failed: Failed) -> Problem:
    """Make a problem of a worker that died over a topic."""
    message = f"printing `{slug}` {tell_end(failed, 'printer')}; its last draft stays as it was"
    hint = hint_at_cause(failed, "look for a loop in a template of your own, or a very large table")
    return Problem(kinds.BRIEF_FAILED, message, Place(path), hint)
