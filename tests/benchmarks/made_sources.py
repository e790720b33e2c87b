"""Sources made from shared/data at run time: real paragraphs cut and recombined, so that no two are alike."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.grammar.plain_text import escape_text

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZА-ЯЁ])")
_MARKUP = re.compile(r"<[^<>]*>")
_SHORTEST, _LONGEST = 60, 900  # characters of a passage
_SOURCES_A_FOLDER = 500


@dataclass(frozen=True, slots=True)
class Made:
    """A project that was made: where it is, how many sources it has and how many bytes they hold."""

    folder: Path
    sources: int
    size: int


def data_or_exit() -> Path:
    """Give the folder of the shared data, or end with a sentence where it is absent."""
    if not DATA.is_dir():
        raise SystemExit(f"{DATA} is absent: this benchmark makes its sources from it and cannot run.")
    return DATA


def make_project(folder: Path, count: int) -> Made:
    """Make a project of `count` sources in `folder`, with the repository's vocabulary and no topic."""
    (folder / "corpus").mkdir(parents=True)
    (folder / "briefgen.toml").write_text('analyst = "Benchmark"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    shutil.copy(ROOT / "corpus" / "vocabulary.yaml", folder / "corpus")
    size = 0
    for number, text in enumerate(make_texts(data_or_exit(), count)):
        path = folder / f"corpus/sources/{number // _SOURCES_A_FOLDER:03}/made-{2000 + number % 25}-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(text.encode())
    return Made(folder, count, size)


def make_texts(data: Path, count: int) -> Iterator[str]:
    """Make the texts of `count` sources; the same ones every time. A third is Russian."""
    english, russian = list(read_english(data)), list(read_russian(data))
    chance = random.Random(20261122)
    seen: set[str] = set()
    while len(seen) < count:
        language = "ru" if chance.random() < 1 / 3 else "en"
        passages = _choose_passages(russian if language == "ru" else english, chance)
        body = "\n\n".join(passages)
        if body not in seen:
            seen.add(body)
            yield make_front_matter(len(seen), language, passages[0], chance) + body + "\n"


def _choose_passages(documents: list[list[str]], chance: random.Random) -> list[str]:
    """Choose two or three stretches of documents and cut each paragraph at ends of sentences."""
    wanted = chance.randint(8, 12)
    passages: list[str] = []
    while len(passages) < wanted:
        document = chance.choice(documents)
        start = chance.randrange(len(document))
        for paragraph in document[start : start + chance.randint(3, 6)]:
            passages.append(escape_text(_cut(paragraph, chance)) + _make_trailer(len(passages), chance))
    return passages[:wanted]


def _cut(paragraph: str, chance: random.Random) -> str:
    sentences = SENTENCE_END.split(paragraph)
    first = chance.randrange(max(1, len(sentences) - 3))
    kept: list[str] = []
    length = 0
    for sentence in sentences[first:]:
        if kept and length + len(sentence) > _LONGEST:
            break
        kept.append(sentence)
        length += len(sentence) + 1
    return " ".join(kept)[: 2 * _LONGEST]


def _make_trailer(number: int, chance: random.Random) -> str:
    """One passage in six bears what a person has written."""
    if chance.random() > 1 / 6:
        return ""
    stance = chance.choice(("for", "against", "sceptical", "neutral"))
    year = chance.randint(1992, 2025)
    return f"\n#theme/mediation [stance:: {stance}] [date:: {year}-{chance.randint(1, 12):02}] ^made-{number}"


def make_front_matter(number: int, language: str, opening: str, chance: random.Random) -> str:
    """Make the front matter of a source; its title is the opening's first words."""
    title = json.dumps(" ".join(re.sub(r"[\\\n]", " ", opening).split()[:9]), ensure_ascii=False)
    issued = f"{chance.randint(1995, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return f"""---
title: {title}
type: webpage
publisher: Made-up Daily {number % 97}
issued: {issued}
URL: https://example.org/made/{number}
language: {language}
reliability: {chance.choice("ABCDEF")}
tlp: {chance.choice(("TLP:CLEAR", "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER"))}
text: summary
evidence: {{issued: "meta date", title: "h1"}}
---
"""


def read_english(data: Path) -> Iterator[list[str]]:
    """Give the paragraphs of each English document of the shared data."""
    for line in (data / "html_state_gov" / "gold_paragraphs.jsonl").read_text(encoding="utf-8").splitlines():
        yield _tidy(json.loads(line)["paragraphs"])
    for path in (*sorted((data / "un/en").glob("*.txt")), *sorted((data / "histate_milestones/txt").glob("*.txt"))):
        yield _tidy(_split(path))
    for path in (*sorted((data / "re3d/txt").glob("*.txt")), *sorted((data / "txt_state_gov").glob("*.txt"))):
        yield _tidy(_split(path))
    for path in sorted((data / "histate_rdcr_tei").glob("*.xml")):
        text = path.read_text(encoding="utf-8")
        yield _tidy(_MARKUP.sub(" ", paragraph) for paragraph in re.findall(r"<p\b.*?</p>", text, re.DOTALL))


def read_russian(data: Path) -> Iterator[list[str]]:
    """Give the paragraphs of each Russian document of the shared data."""
    for path in (*sorted((data / "un/ru").glob("*.txt")), *sorted((data / "factru").glob("*.txt"))):
        yield _tidy(_split(path))


def _split(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    paragraphs = re.split(r"\n\s*\n", text)
    return paragraphs if len(paragraphs) > 3 else text.split("\n")


def _tidy(paragraphs: "Iterator[str] | list[str]") -> list[str]:
    """Keep what is long enough for a passage; a document of nothing but short lines gives its whole text."""
    lines = [" ".join(paragraph.split()) for paragraph in paragraphs]
    return [line for line in lines if len(line) >= _SHORTEST] or [" ".join(lines)]
