"""A project of many topics and many sources, made of real text: the same files for the same numbers.

Sources have eight to twelve passages of one or two real sentences, from shared/data at run time or, where that is
absent, from the shipped corpus. Their tags come from the shipped vocabulary; besides, each topic has a `case/…` tag
that stands in the trailers of 5 to 30 passages all over the corpus, so that how much a topic selects does not depend
on how large the corpus is. Seven topics in ten ask for their case and for what a month holds on a place and a theme;
two for an organisation and a place over a longer time; one for all on a place, some hundred excerpts, of which limits
keep a dozen. Each has judgements that cite. A brief is about three sheets: a thousand of them print in minutes.

    python tests/benchmarks/made_project.py FOLDER --topics 1000 --sources 10000
"""

import argparse
import random
import re
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from made_sources import DATA, ROOT, SENTENCE_END, make_front_matter, read_english, read_russian

from briefgen.grammar.plain_text import escape_text

_SHORTEST, _LONGEST = 50, 280  # characters of a sentence
_NEARBY = 600  # sentences: what a source says comes from so small a part of all the text
_FEWEST, _MOST = 8, 12  # passages of a source
_A_FOLDER = 500
_ORGANISATIONS = ("nato", "csto", "osce", "cis", "eu", "un", "sco", "iaea")
_PLACES = ("russia", "united-states", "kazakhstan", "afghanistan", "iran", "georgia", "ukraine", "china", "syria")
_THEMES = ("peacekeeping", "borders", "nuclear", "humanitarian", "energy", "trade", "elections", "human-rights")
_TOKEN_LINE = re.compile(r"[#\[^]")


@dataclass(frozen=True, slots=True)
class MadeProject:
    """Where it is, what it has, and the bytes that the sources hold.

    `cases` gives for each topic's slug the ids of the sources whose passages bear its case.
    """

    folder: Path
    topics: int
    sources: int
    size: int
    cases: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A passage by its source's number and its place in it."""

    source: int
    place: int

    @property
    def name(self) -> str:
        return f"{name_source(self.source)}^made-{self.place}"


def make_project(folder: Path, topics: int, sources: int, seed: int = 1) -> MadeProject:
    """Make a project in `folder`, which must not hold one yet."""
    (folder / "corpus" / "topics").mkdir(parents=True)
    (folder / "briefgen.toml").write_text('analyst = "Benchmark"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    cases = [choose_spots(number, sources, seed) for number in range(topics)]
    _write_vocabulary(folder / "corpus" / "vocabulary.yaml", topics)
    marked: defaultdict[_Spot, list[int]] = defaultdict(list)
    for number, spots in enumerate(cases):
        for spot in spots:
            marked[spot].append(number)
        path = folder / "corpus" / "topics" / f"{name_topic(number)}.md"
        path.write_text(make_topic(number, spots, sources, seed), encoding="utf-8")
    size = _write_sources(folder / "corpus" / "sources", sources, marked, seed)
    held = {
        name_topic(number): tuple(dict.fromkeys(name_source(spot.source) for spot in spots))
        for number, spots in enumerate(cases)
    }
    return MadeProject(folder, topics, sources, size, held)


def name_source(number: int) -> str:
    """Give the id of a source."""
    return f"made-{2000 + number % 25}-{number:05}"


def name_topic(number: int) -> str:
    """Give the slug of a topic."""
    return f"topic-{number:04}"


def locate_source(number: int) -> str:
    """Give the path of a source's file inside the project."""
    return f"corpus/sources/{number // _A_FOLDER:03}/{name_source(number)}.md"


def choose_spots(topic: int, sources: int, seed: int) -> tuple[_Spot, ...]:
    """Choose the passages, all over the corpus, that bear a topic's case."""
    chance = random.Random(f"case {seed} {topic}")
    wanted = chance.randint(5, 30)
    spots = (_Spot(chance.randrange(sources), chance.randrange(_FEWEST)) for _ in range(wanted))
    return tuple(dict.fromkeys(spots))


def make_topic(number: int, spots: Sequence[_Spot], sources: int, seed: int) -> str:
    """Make a topic's file: its query, its sections and the analyst's words, which cite what bears its case."""
    chance = random.Random(f"topic {seed} {number}")
    cited = [spot.name for spot in spots[:4]]
    place, theme = chance.choice(_PLACES), chance.choice(_THEMES)
    sections = "".join(f"  - heading: {heading}\n    kind: {rest}\n" for heading, rest in _choose_sections(chance))
    return f"""---
title: "Topic {number}: {theme} and {place}"
query: |
  {_make_query(number, place, theme, sources, chance)}
cutoff: 2026-11-20
tlp: TLP:AMBER
sections:
{sections}---
What is known here of {theme} and {place} rests on few reports. [@{cited[0]}]

# Key judgements

- More of the same is likely, for nothing that was reported speaks against it. [@{cited[0]}; @{cited[1 % len(cited)]}]
  [likelihood:: likely] [confidence:: moderate, two independent sources] ^more

- A turn within a year is unlikely. None of the sides has a reason to move first. [@{cited[2 % len(cited)]}]
  [likelihood:: unlikely] [confidence:: low, one source] ^turn

# Background

The earliest report known here names the sides. [@{cited[-1]}] Later ones add little to it.
"""


def _choose_sections(chance: random.Random) -> Iterator[tuple[str, str]]:
    yield "Key judgements", "judgements"
    yield "Background", "background"
    if chance.random() < 0.5:
        yield "Positions", "positions\n    limit: 1"
    if chance.random() < 0.5:
        yield "Timeline", "timeline\n    limit: 6"
    # In a grouping, the limit holds for each group.
    shown = chance.choice(("group: theme\n    limit: 1", "order: newest\n    limit: 4", "order: newest\n    limit: 8"))
    yield "Evidence", f"excerpts\n    {shown}"
    yield "Sources", "sources"


def _make_query(number: int, place: str, theme: str, sources: int, chance: random.Random) -> str:
    case, year, month = f"tag:case/c{number:04}", chance.randint(1995, 2020), chance.randint(1, 12)
    if number % 10 == 9:
        return f"{case} OR (tag:place/{place} AND issued:[{_span(year, month, sources, 3)}])"
    if number % 10 >= 7:
        organisation = chance.choice(_ORGANISATIONS)
        return f"{case} OR (tag:org/{organisation} AND tag:place/{place} AND issued:[{_span(year, month, sources, 2)}])"
    return f"{case} OR (tag:place/{place} AND tag:theme/{theme} AND issued:{year}-{month:02})"


def _span(year: int, month: int, sources: int, months: int) -> str:
    """Give a span of months that holds about as many excerpts in a small corpus as in one of 10,000 sources."""
    last = year * 12 + month - 1 + min(60, max(0, round(months * 10_000 / sources) - 1))
    return f"{year}-{month:02} TO {last // 12}-{last % 12 + 1:02}"


def _write_vocabulary(path: Path, topics: int) -> None:
    shutil.copy(ROOT / "corpus" / "vocabulary.yaml", path)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n# --- Cases: one a topic\n")
        file.writelines(f"case/c{number:04}: {{label: Case C{number:04}}}\n" for number in range(topics))


def _write_sources(folder: Path, count: int, marked: dict[_Spot, list[int]], seed: int) -> int:
    texts = {language: list(_list_sentences(documents)) for language, documents in _read_documents()}
    size = 0
    for number in range(count):
        path = folder / f"{number // _A_FOLDER:03}" / f"{name_source(number)}.md"
        if number % _A_FOLDER == 0:
            path.parent.mkdir(parents=True)
        size += path.write_bytes(_make_source(number, texts, marked, seed).encode())
    return size


def _make_source(number: int, texts: dict[str, list[str]], marked: dict[_Spot, list[int]], seed: int) -> str:
    chance = random.Random(f"source {seed} {number}")
    language = "ru" if "ru" in texts and chance.random() < 1 / 3 else "en"
    sentences = texts[language]
    start = chance.randrange(max(1, len(sentences) - _NEARBY))
    near = sentences[start : start + _NEARBY]
    passages = [" ".join(chance.sample(near, chance.choice((1, 2, 2)))) for _ in range(chance.randint(_FEWEST, _MOST))]
    front = make_front_matter(number, language, passages[0], chance)
    blocks = (f"{one}{_make_trailer(_Spot(number, at), marked, chance)}" for at, one in enumerate(passages))
    return front + "\n\n".join(blocks) + "\n"


def _make_trailer(spot: _Spot, marked: dict[_Spot, list[int]], chance: random.Random) -> str:
    """Make the trailer of a passage: the cases it bears; of one in six, what else a person wrote."""
    tokens = [f"#case/c{number:04}" for number in marked.get(spot, ())]
    if chance.random() < 1 / 6:
        stance, year = chance.choice(("for", "against", "sceptical", "neutral")), chance.randint(1992, 2025)
        actor = f"[actor:: place/{chance.choice(_PLACES)}]"
        tokens += ["#theme/mediation", actor, f"[stance:: {stance}]", f"[date:: {year}-{chance.randint(1, 12):02}]"]
    return f"\n{' '.join(tokens)} ^made-{spot.place}" if tokens else ""


def _read_documents() -> Iterator[tuple[str, Iterable[list[str]]]]:
    if DATA.is_dir():
        yield "en", read_english(DATA)
        yield "ru", read_russian(DATA)
    else:
        yield "en", _read_shipped()


def _read_shipped() -> Iterator[list[str]]:
    """Give the paragraphs of each shipped source, without their trailers."""
    for path in sorted((ROOT / "corpus" / "sources").rglob("*.md")):
        lines = path.read_text(encoding="utf-8").split("\n---\n", 1)[1].replace("==", "").split("\n")
        yield [line for line in lines if line and not _TOKEN_LINE.match(line)]


def _list_sentences(documents: Iterable[list[str]]) -> Iterator[str]:
    for document in documents:
        for paragraph in document:
            for sentence in SENTENCE_END.split(paragraph):
                if _SHORTEST <= len(sentence) <= _LONGEST:
                    yield escape_text(sentence)


def main() -> None:
    """Make a project and say what it has."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", type=int, default=1000)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    began = time.perf_counter()
    made = make_project(words.folder, words.topics, words.sources, words.seed)
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{made.topics} topics, {made.sources} sources of {made.size / 1e6:.1f} MB in {seconds:.1f} s\n")


if __name__ == "__main__":
    main()
