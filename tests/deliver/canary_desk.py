"""A made desk whose every text holds words found nowhere else, each with the marking that it bears.

Topics, sources, passages, judgements, recipients and channels are drawn by a seed; a mix is one topic for one
recipient. What nobody but the desk may see (notes and names of recipients) bears words as well.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.model.marking import Marking

#: Stands for what leaves the desk under no marking.
NEVER = None
TOPICS, PEOPLE = 5, 8
_LEVELS = tuple(Marking)
_FORMS = ("", "note", "dossier")
_SETTINGS = (
    'analyst = "Desk"\norganisation = "House"\ndefault_tlp = "TLP:RED"\naddress = "https://briefs.example.org/{slug}"\n'
)
_VOCABULARY = "org/alpha: {label: Alpha League}\norg/beta: {label: Beta Union}\ntheme/toll: {label: Tolls}\n"
_CHANNELS = """\
post: {{kind: mail, server: "127.0.0.1:{port}", security: none, from: "Desk <desk@example.org>"}}
share: {{kind: folder, path: ../share}}
library: {{kind: site, path: ../library}}
closed: {{kind: site, path: ../closed, access: restricted, tlp: TLP:GREEN}}
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A recipient: by which channel it is reached, what it may see, and whether it is of the house."""

    name: str
    channel: str
    marking: Marking
    is_own: bool
    named_for: tuple[str, ...]

    def may_see(self, level: Marking | None, slug: str) -> bool:
        """Whether TLP and the file of recipients let it see what bears a marking, of a topic."""
        if level is NEVER:
            return False
        if level is Marking.RED:
            return self.marking is Marking.RED and slug in self.named_for
        return level <= self.marking and (self.is_own or level is not Marking.AMBER_STRICT)


@dataclass(slots=True)
class Desk:
    """A made project: its words by what they bear, its topics, its people."""

    folder: Path
    canaries: dict[str, Marking | None] = field(default_factory=dict)
    slugs: list[str] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def hide(self, level: Marking | None) -> str:
        """Make a word that stands nowhere else, and bears a marking: eight letters, which nothing divides or folds."""
        number = len(self.canaries)
        word = f"xq{chr(97 + number // 676 % 26)}{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}zkv"
        self.canaries[word] = level
        return word

    def list_mixes(self) -> Iterator[tuple[str, Person]]:
        """List each topic with each recipient."""
        return ((slug, one) for slug in self.slugs for one in self.people)


def make_desk(folder: Path, seed: int, port: int) -> Desk:
    """Make a desk in an empty folder; its channels lie beside the project."""
    chance, desk = random.Random(seed), Desk(folder / "project")
    desk.slugs = [f"matter-{number}" for number in range(TOPICS)]
    files = {
        "briefgen.toml": _SETTINGS,
        "corpus/vocabulary.yaml": _VOCABULARY,
        "corpus/channels.yaml": _CHANNELS.format(port=port),
        "corpus/recipients.yaml": "".join(_draw_person(chance, desk, number) for number in range(PEOPLE)),
    }
    names: list[str] = []
    for number in range(chance.randint(4, 9)):
        name, text = _draw_source(chance, desk, number, names)
        files[f"corpus/sources/{name}.md"] = text
    for slug in desk.slugs:
        files[f"corpus/topics/{slug}.md"] = _draw_topic(chance, desk, names)
    for name, text in files.items():
        path = desk.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for place in ("share", "library", "closed"):
        (folder / place).mkdir()
    return desk


def _draw_person(chance: random.Random, desk: Desk, number: int) -> str:
    name, marking, is_own = f"person-{number}", chance.choice(_LEVELS), chance.random() < 0.6
    channel = chance.choice(("post", "post", "share", "library", "closed"))
    named = tuple(chance.sample(desk.slugs, 2)) if marking is Marking.RED else ()
    desk.people.append(Person(name, channel, marking, is_own, named))
    keys = [f"tlp: {marking.label}", f"channel: {channel}", f"organisation: {'House' if is_own else 'Partner'}"]
    keys += [f"label: Person {desk.hide(NEVER)}", f"note: met in {desk.hide(NEVER)}"]
    keys += [f"address: {name}@example.org"] if channel == "post" else []
    keys += [f"named_for: [{', '.join(named)}]"] if named else []
    form = chance.choice(_FORMS)
    keys += [f"form: {form}"] if form else []
    keys += ["language: ru"] if chance.random() < 0.2 else []
    return f"{name}: {{{', '.join(keys)}}}\n"


def _draw_source(chance: random.Random, desk: Desk, number: int, names: list[str]) -> tuple[str, str]:
    level = chance.choice(_LEVELS)
    source = f"log-{desk.hide(level)}"
    front = f"---\ntitle: Log {desk.hide(level)}\npublisher: House {desk.hide(level)}\nauthor: {desk.hide(level)}\n"
    front += f"url: https://{desk.hide(level)}.example/page\ndescriptor: seen by {desk.hide(level)}\n"
    front += f"issued: {2000 + number}\nreliability: B\ntext: summary\ntlp: {level.label}\n---\n"
    passages = []
    for _ in range(chance.randint(1, 4)):
        own = chance.choice(_LEVELS)
        held = max(own, level)
        words = (
            f"The {chance.choice(('league', 'union'))} raised the toll, said {desk.hide(held)} at {desk.hide(held)}."
        )
        trailer = f"#org/{chance.choice(('alpha', 'beta'))} #theme/toll [speaker:: {desk.hide(held)}]"
        trailer += f" [note:: {desk.hide(held)}] [event:: {desk.hide(held)}] [tlp:: {own.label}]"
        trailer += chance.choice(["", " [stance:: for theme/toll]", f" [date:: {chance.randint(1999, 2024)}]"])
        excerpt = f"said-{desk.hide(held)}"
        passages.append(f"{words}\n{trailer} ^{excerpt}")
        names.append(f"{source}^{excerpt} {held.label}")
    return source, front + "\n" + "\n\n".join(passages) + "\n"


def _draw_topic(chance: random.Random, desk: Desk, names: list[str]) -> str:
    level = chance.choice((Marking.CLEAR, Marking.CLEAR, Marking.CLEAR, Marking.GREEN, Marking.AMBER))
    people = ", ".join(one.name for one in desk.people)
    front = f"---\ntitle: The matter of {desk.hide(level)}\ndeck: All of {desk.hide(level)}\n"
    front += f"query: {chance.choice(('tag:org', 'tag:org/alpha', 'tag:theme/toll'))}\ntlp: {level.label}\n"
    front += f"recipients: [{people}]\n---\n"
    summary = _write_block(chance, desk, names, level)
    judged = "\n\n".join(f"- {_write_block(chance, desk, names, level)}" for _ in range(chance.randint(1, 4)))
    past = "\n\n".join(_write_block(chance, desk, names, level) for _ in range(chance.randint(0, 3)))
    return f"{front}\n{summary}\n\n# Key judgements\n\n{judged}\n\n# Background\n\n{past}\n"


def _write_block(chance: random.Random, desk: Desk, names: list[str], topic: Marking) -> str:
    """Write a sentence that bears what it cites bears, or more where it says so."""
    cited = [name.split(" ", 1) for name in chance.sample(names, min(len(names), chance.randint(1, 2)))]
    own = chance.choice((None, None, *_LEVELS))
    by_label = {one.label: one for one in _LEVELS}
    level = max(topic, own or topic, *(by_label[label] for _, label in cited))
    text = f"It is likely that {desk.hide(level)} comes. [@{'; @'.join(name for name, _ in cited)}]"
    return text + (f" [tlp:: {own.label}]" if own is not None else "")
