"""What a preview's pages tell beside the briefs: the topics with their states, and the problems of the project."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from briefgen.editions.shelf import list_numbers
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.preview.messages import Board, Card, Notice, PageMade
from briefgen.project.place import Project
from briefgen.project.previewing.pages import Look, list_notices
from briefgen.project.previewing.sides import State
from briefgen.refresh.draft import Draft, name_state
from briefgen.render.templating.templates import list_forms
from briefgen.wording.words import list_shipped

_FORMS = ("note", "brief", "dossier")


@dataclass(slots=True)
class BoardMaker:
    """Keeps what is known of each topic, and makes a board of it.

    `trouble` is why the corpus, `settings_trouble` why the settings cannot be read.
    """

    project: Project
    trouble: str = ""
    settings_trouble: str = ""
    _number: int = 0
    _cards: dict[str, Card] = field(default_factory=dict)
    #: The number of the board in which a topic's state was last news.
    _learnt: dict[str, int] = field(default_factory=dict)
    _notices: tuple[Notice, ...] = ()
    #: Problems of drafts as they were last made, by topic: a look into the corpus does not tell them.
    _own: dict[str, tuple[Notice, ...]] = field(default_factory=dict)

    def take_look(self, project: Project, look: Look) -> dict[str, None]:
        """Take in what a look into the corpus told; give the topics whose state is now unknown."""
        self.project = project
        self._notices = list_notices(look.problems)
        before = self._cards
        topics = {one.head.slug: one.head for one in look.files if one.head}
        self._cards = {
            slug: _make_card(project, slug, topics.get(slug), look.records.get(slug), before.get(slug))
            for slug in sorted(look.slugs)
        }
        self._own = {slug: own for slug, own in self._own.items() if slug in self._cards}
        # Those that were looked at longest ago first: whoever saves often learns of all topics all the same.
        return dict.fromkeys(sorted(topics.keys(), key=lambda slug: (self._learnt.get(slug, 0), slug)))

    def take_page(self, message: PageMade, draft: Draft | None) -> None:
        """Take in how a draft came out."""
        slug, is_own = message.name.partition(".")[0], "." not in message.name
        self._own[slug] = message.notices
        if not is_own:
            return
        if draft is None or draft.is_broken:
            self.take_state(State(slug, "failed"))
            return
        reasons = tuple(map(str, draft.reasons))
        counts = draft.statistics
        self.take_state(State(slug, name_state(draft), reasons, counts.get("excerpts", 0), counts.get("sources", 0)))

    def take_state(self, state: State) -> None:
        """Take in the state of one topic."""
        card = self._cards.get(state.slug) or Card(state.slug, state.slug)
        self._learnt[state.slug] = self._number
        self._cards[state.slug] = msgspec.structs.replace(
            card, state=state.state, reasons=state.reasons, excerpts=state.excerpts, sources=state.sources
        )

    def make(self) -> Board:
        """Make the newest board."""
        self._number += 1
        own = tuple(notice for notices in self._own.values() for notice in notices)
        return Board(
            number=self._number,
            project=self.project.settings.desk or self.project.folder.name,
            cards=tuple(card for _, card in sorted(self._cards.items())),
            notices=tuple(dict.fromkeys((*self._notices, *own))),
            forms=_list_forms(self.project),
            languages=_list_languages(self.project, self._cards.values()),
            trouble=" ".join(filter(None, (self.settings_trouble, self.trouble))),
        )


def _make_card(project: Project, slug: str, topic: Topic | None, record: Record | None, before: Card | None) -> Card:
    """Make a topic's card; its state is what it was until somebody has looked."""
    if topic is None:
        return Card(slug, record.title if record else slug, record.marking if record else "", "failed")
    numbers = list_numbers(project.editions, slug)
    return Card(
        slug=slug,
        title=topic.title,
        marking=topic.marking.label,
        state=before.state if before else "unknown",
        reasons=before.reasons if before else (),
        pages=record.pages if record else 0,
        printed=record.printed if record else "",
        edition=numbers[-1] if numbers else 0,
        excerpts=before.excerpts if before else 0,
        sources=before.sources if before else 0,
        form=topic.form,
        language=topic.language,
    )


def _list_forms(project: Project) -> tuple[str, ...]:
    """List the forms, ours first and in the order of their length."""
    found = list_forms(project.template_folders)
    return (*(one for one in _FORMS if one in found), *(one for one in found if one not in _FORMS))


def _list_languages(project: Project, cards: Iterable[Card]) -> tuple[str, ...]:
    """List the languages that have words: the shipped ones, the project's own, and those that topics ask for."""
    own = {path.stem for path in Path(project.templates / "catalogues").glob("*.po")}
    return tuple(sorted({*list_shipped(), *own, *(card.language for card in cards)}))
