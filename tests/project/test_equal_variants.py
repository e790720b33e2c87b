"""A limited variant is the very page that a corpus gives from which a person deleted whatever is marked higher."""

import datetime
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.model.marking import Marking
from briefgen.model.variant import Variant
from briefgen.project.building.build import BuildOptions
from briefgen.project.building.gathering import gather_tasks
from briefgen.project.building.refreshing import choose_refresh
from briefgen.project.building.variants import Wanted
from briefgen.project.place import find_project
from briefgen.project.reading.corpus import use_corpus
from briefgen.refresh.run import make_drafts

pytestmark = pytest.mark.slow

GREEN = Variant(limit=Marking.GREEN)
_VOCABULARY = """
org/alpha: {label: Alpha League}
org/beta: {label: Beta Union}
theme/toll: {label: Tolls, aliases: [toll]}
theme/road: {label: Roads, aliases: [road]}
"""
_WORDS = [
    "league",
    "met",
    "old",
    "port",
    "its",
    "secretary",
    "read",
    "long",
    "list",
    "unpaid",
    "toll",
    "road",
    "union",
    "asked",
    "new",
    "quay",
    "spring",
    "while",
    "others",
    "kept",
    "silent",
    "bridges",
    "ferry",
    "customs",
    "council",
    "winter",
    "treaty",
    "signed",
    "members",
    "budget",
    "plan",
    "delegates",
    "envoy",
    "talks",
    "river",
    "border",
]
_KINDS = ("positions", "timeline", "chart", "excerpts", "gaps", "sources")
_OPEN = frozenset({"", "TLP:CLEAR", "TLP:GREEN"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file, and whether it may stay in it."""

    text: str
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """A corpus in pieces: sources by id, each open or not with its passages; the topic."""

    sources: dict[str, tuple[bool, list[Part]]]
    topic: list[Part]

    def write(self, folder: Path, *, deletes: bool) -> Path:
        """Write the project, whole or without what is closed."""
        files = {"briefgen.toml": 'default_tlp = "TLP:CLEAR"\n', "corpus/vocabulary.yaml": _VOCABULARY}
        files["corpus/topics/matter.md"] = _join(self.topic, deletes=deletes)
        for name, (is_open, parts) in self.sources.items():
            if is_open or not deletes:
                files[f"corpus/sources/{name}.md"] = _join(parts, deletes=deletes)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder


def _join(parts: list[Part], *, deletes: bool) -> str:
    return "\n\n".join(part.text for part in parts if part.is_open or not deletes) + "\n"


def make_corpus(seed: int) -> Made:
    """Make a corpus of sources, passages, judgements and paragraphs, many of them closed."""
    chance = random.Random(seed)
    sources: dict[str, tuple[bool, list[Part]]] = {}
    names: dict[str, bool] = {}
    for number in range(chance.randint(3, 9)):
        name, marking = f"source-{number}", chance.choice(["TLP:CLEAR", "TLP:GREEN", "TLP:RED"])
        front = f"---\ntitle: Paper {number}\ntlp: {marking}\nlanguage: {chance.choice(['en', 'ru'])}\n"
        front += f"text: summary\nreliability: {chance.choice('ABC')}\n"
        front += chance.choice(["", f"issued: {chance.randint(1999, 2024)}\n"])
        front += chance.choice(["", f"publisher: {chance.choice(['Daily', 'Wire'])}\n"])
        passages = [_make_passage(chance, name, names, is_open=marking in _OPEN) for _ in range(chance.randint(1, 4))]
        sources[name] = marking in _OPEN, [Part(front + "---"), *passages]
        names[name] = marking in _OPEN
    blocks = [_make_judgement(chance, names) for _ in range(chance.randint(0, 5))]
    past = [_make_paragraph(chance, names) for _ in range(chance.randint(0, 3))]
    return Made(sources, _make_topic(chance, blocks, past))


def _make_topic(chance: random.Random, judged: list[Part], past: list[Part]) -> list[Part]:
    listed = "".join(f"  - {{heading: {kind}, kind: {kind}}}\n" for kind in ("judgements", "background", *_KINDS))
    is_named = chance.random() < 0.5
    headings = ("judgements", "background") if is_named else ("Key judgements", "Background")
    sections = f"sections:\n{listed}" if is_named else ""
    front = f"---\ntitle: The matter\nquery: tag:org\ntlp: TLP:CLEAR\n{sections}---"
    topic = [Part(front)]
    for heading, parts in zip(headings, (judged, past), strict=True):
        topic += [Part(f"# {heading}", any(part.is_open for part in parts)), *parts] if parts else []
    return topic


def _make_passage(chance: random.Random, source: str, names: dict[str, bool], *, is_open: bool) -> Part:
    marking = chance.choice(["", "", "TLP:GREEN", "TLP:RED"])
    name = f"p{len(names)}"
    # The actor of an open passage and of a closed one differ by corpus, so that no actor is asked for by name.
    trailer = f"#org/{chance.choice(['alpha', 'beta'])} [actor:: org/{chance.choice(['alpha', 'beta'])}]"
    trailer += chance.choice(["", " [stance:: for theme/toll]", " [stance:: against theme/toll] #theme/road"])
    trailer += chance.choice(["", f" [date:: {chance.randint(1999, 2024)}]", " [credibility:: 5]", " [key:: yes]"])
    trailer += f" [tlp:: {marking}]" if marking else ""
    names[f"{source}^{name}"] = is_open and marking in _OPEN
    words = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(6, 25)))
    return Part(f"{words.capitalize()}.\n{trailer} ^{name}", marking in _OPEN)


def _make_judgement(chance: random.Random, names: dict[str, bool]) -> Part:
    paragraph = _make_paragraph(chance, names)
    more = chance.choice(["", " [likelihood:: likely]", " [likelihood:: likely] [confidence:: low, few sources]"])
    return Part(f"- {paragraph.text}{more}", paragraph.is_open)


def _make_paragraph(chance: random.Random, names: dict[str, bool]) -> Part:
    cited = chance.sample(sorted(names), min(len(names), chance.randint(1, 2)))
    marking = chance.choice(["", "", "", "TLP:RED"])
    text = f"The {chance.choice(_WORDS)} is likely to {chance.choice(_WORDS)}. [@{'; @'.join(cited)}]"
    is_open = all(names[name] for name in cited) and marking in _OPEN
    return Part(text + (f" [tlp:: {marking}]" if marking else ""), is_open)


def print_page(folder: Path, variant: Variant) -> str:
    """Print the page of the one topic of a project."""
    project = find_project(folder)
    gathered = use_corpus(project, lambda corpus: gather_tasks(corpus, Wanted(("matter",), variant), {}), 1)
    options = BuildOptions(("matter",), variant, datetime.date(2026, 11, 22), processes=1)
    ((_, made),) = make_drafts(gathered.tasks, choose_refresh(project, gathered.vocabulary, options))
    return made.value.page.html  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(6))
def test_a_variant_is_the_page_of_a_corpus_without_what_is_held_back(seed: int, tmp_path: Path) -> None:
    """Not a byte differs: no number, letter, count, figure, gap or id tells that something was taken out."""
    made = make_corpus(seed)
    variant = Variant(("brief", "note", "dossier")[seed % 3], ("", "kk")[seed // 3], Marking.GREEN)
    whole = print_page(made.write(tmp_path / "whole", deletes=False), variant)
    left = print_page(made.write(tmp_path / "left", deletes=True), variant)
    assert whole == left


def test_an_emptied_section_leaves_no_hole_in_the_numbers(tmp_path: Path) -> None:
    """Where all judgements of a topic that names no sections are held back, the next section has their number."""
    passage = Part("The league met.\n#org/alpha [actor:: org/alpha] ^met")
    source = {"paper": (True, [Part("---\ntitle: Paper\ntlp: TLP:CLEAR\ntext: summary\n---"), passage])}
    topic = [
        Part("---\ntitle: The matter\nquery: tag:org\ntlp: TLP:CLEAR\n---"),
        Part("# Key judgements", is_open=False),
        Part("- It is likely to meet. [@paper^met] [tlp:: TLP:RED]", is_open=False),
    ]
    made = Made(source, topic)
    whole = print_page(made.write(tmp_path / "whole", deletes=False), GREEN)
    assert whole == print_page(made.write(tmp_path / "left", deletes=True), GREEN)


_STORY = (
    "The secretary of the league read a long list of unpaid tolls at the old pier in June and asked the members to pay "
    "before winter, for the ferry had been stopped twice and the bridges over the upper river needed planks and paint"
)
_TALE = (
    "Eleven envoys signed the border treaty in a tent on the northern bank while rain fell, and the youngest of them "
    "said that the valley would now be quiet and the customs house open to carts from both sides on market days"
)


def _write_paper(name: str, text: str, marking: str, year: int) -> tuple[bool, list[Part]]:
    front = f"---\ntitle: Paper {name}\npublisher: {name}\ntlp: {marking}\nlanguage: en\nissued: {year}\n---"
    return marking in _OPEN, [Part(front), Part(f"{text}.\n#org/alpha ^story")]


def test_two_open_texts_are_not_joined_by_a_closed_one(tmp_path: Path) -> None:
    """What only a closed source has in common with both is no "same origin" for whoever may not know of it."""
    sources = {
        "first": _write_paper("First", f"{_STORY}. {_STORY.upper()}", "TLP:CLEAR", 2011),
        "second": _write_paper("Second", f"{_TALE}. {_TALE.upper()}", "TLP:CLEAR", 2011),
    }
    front, passage = _write_paper("Closed", "The league met", "TLP:RED", 2010)[1]
    told = front.text.replace("issued: 2010\n", "issued: 2010\nsame_as: [first, second]\n")
    sources["closed"] = False, [Part(told), passage]
    topic = [Part("---\ntitle: The matter\nquery: tag:org\ntlp: TLP:CLEAR\n---")]
    made = Made(sources, topic)
    whole = print_page(made.write(tmp_path / "whole", deletes=False), GREEN)
    assert "same origin as" not in whole
    assert "same origin as" in print_page(tmp_path / "whole", Variant(template="dossier"))
    assert whole == print_page(made.write(tmp_path / "left", deletes=True), GREEN)
