"""How well the shipped vocabulary alone tags real texts: UN resolutions, English, Russian and Kazakh news.

Truth is what others annotated: the English side of a parallel paragraph, the librarians' headings, the annotated
places and organisations. Which heading or value means which of our tags is settled by hand in the files beside this
one. A span counts as found if a name in it has the wanted tag, one below it, or one that implies it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from quality_rows import QualityRow

from briefgen.model.vocabulary import Vocabulary
from briefgen.read.implications import list_ancestors
from briefgen.tagging.matcher import Hit, Matcher, compile_matcher, find_names
from shared_data import SHARED
from shipped_vocabulary import read_shipped

_HERE = Path(__file__).parent
_DATA = SHARED / "data"
_PLACES_SHOWN = 3
#: The kinds of annotated spans that are places or bodies, per collection.
_KINDS = {
    "re3d": {"location", "organisation"},
    "factru": {"location", "organisation"},
    "kaznerd": {"GPE", "LOCATION", "ORGANISATION", "FACILITY"},
}


@dataclass(frozen=True, slots=True)
class Tagger:
    """The shipped vocabulary, ready to be used."""

    vocabulary: Vocabulary
    matcher: Matcher

    def find(self, text: str) -> tuple[Hit, ...]:
        """Find the names in a text."""
        return find_names(self.matcher, text)

    def widen(self, tag: str) -> set[str]:
        """Give a tag with all that it implies."""
        return {tag, *(implied for implied, _ in self.matcher.implied.get(tag, ()))}

    def tag(self, text: str) -> set[str]:
        """Give the tags of a text, implied ones among them."""
        return {tag for hit in self.find(text) for tag in self.widen(hit.tag)}

    def rank(self, text: str, family: str) -> list[str]:
        """Give a text's tags of one family (``place``), capitals counted for their countries, the oftenest first."""
        counts = Counter(tag for hit in self.find(text) for tag in self._count_as(hit.tag, family))
        order = {tag: rank for rank, tag in enumerate(self.vocabulary.terms)}
        return sorted(counts, key=lambda tag: (-counts[tag], order.get(tag, len(order))))

    def _count_as(self, tag: str, family: str) -> set[str]:
        wide = {other for other in self.widen(tag) if other.startswith(f"{family}/")}
        return {"/".join(other.split("/")[:2]) for other in wide}


@dataclass(slots=True)
class Count:
    """Things found of things wanted, and what was missed."""

    found: int = 0
    wanted: int = 0
    misses: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The found of the wanted."""
        return self.found / self.wanted if self.wanted else 0.0

    def tell(self, shown: int = 6) -> str:
        """Tell how many, and the commonest misses."""
        missed = ", ".join(f"{name} {count}" for name, count in self.misses.most_common(shown))
        return f"{self.found} of {self.wanted}" + (f"; missed: {missed}" if missed else "")


@cache
def load_tagger() -> Tagger:
    """Make the shipped vocabulary ready."""
    vocabulary = read_shipped()
    return Tagger(vocabulary, compile_matcher(vocabulary))


def measure() -> tuple[QualityRow, ...]:
    """Measure all rows of the tags."""
    entities = (row for name in _KINDS for row in measure_entities(name))
    return (*measure_parallel(), measure_countries(), *measure_themes(), *entities)


def measure_parallel() -> tuple[QualityRow, ...]:
    """Compare the tags of Russian paragraphs with those of the same paragraphs in English, which are taken for true."""
    tagger, precision, recall = load_tagger(), Count(), Count()
    for line in _read_lines(_DATA / "un" / "parallel_en_ru.jsonl"):
        english, russian = tagger.tag(line["en"]), tagger.tag(line["ru"])
        both = len(english & russian)
        precision.found, precision.wanted = precision.found + both, precision.wanted + len(russian)
        recall.found, recall.wanted = recall.found + both, recall.wanted + len(english)
        precision.misses.update(russian - english)
        recall.misses.update(english - russian)
    measured = "Russian vs English tags of the same paragraph"
    return (
        QualityRow(f"{measured}: precision", "un/parallel_en_ru", precision.share, 0.95, note=precision.tell()),
        QualityRow(f"{measured}: recall", "un/parallel_en_ru", recall.share, 0.92, note=recall.tell()),
    )


def measure_countries() -> QualityRow:
    """Look for the librarians' country headings among the three countries that a document names oftenest."""
    tagger, count = load_tagger(), Count()
    for document in _read_lines(_DATA / "un" / "gold_tags.jsonl"):
        text = (_DATA / document["file"]).read_text(encoding="utf-8")
        top = tagger.rank(text, "place")[:_PLACES_SHOWN]
        for heading in document["countries"]:
            wanted = _name_country(heading, tagger)
            count.wanted += 1
            count.found += wanted in top
            count.misses.update([f"{heading} in {document['symbol']}"] if wanted not in top else [])
    return QualityRow(
        "librarians' country headings in the top 3 by frequency", "un", count.share, 0.90, note=count.tell()
    )


def _name_country(heading: str, tagger: Tagger) -> str:
    """Give the place that a heading names: "KOSOVO (SERBIA)" is Kosovo."""
    hits = tagger.find(heading.partition(" (")[0].title())
    return "/".join(hits[0].tag.split("/")[:2]) if hits else f"no tag for {heading}"


def measure_themes() -> tuple[QualityRow, ...]:
    """Look for the themes that the librarians' headings mean among the three themes of a document.

    Of a document whose headings mean more than three themes, three can be found: those are wanted.
    """
    tagger, count, covered, every = load_tagger(), Count(), Count(), Count()
    for document in _read_lines(_DATA / "un" / "gold_tags.jsonl"):
        text = (_DATA / document["file"]).read_text(encoding="utf-8")
        meant = {heading: _map_subject(heading) for heading in document["themes"]}
        covered.wanted, covered.found = covered.wanted + len(meant), covered.found + sum(map(bool, meant.values()))
        covered.misses.update(heading for heading, themes in meant.items() if not themes)
        wanted = {"/".join(theme.split("/")[:2]) for themes in meant.values() for theme in themes}
        found = wanted & set(tagger.rank(text, "theme")[:_PLACES_SHOWN])
        count.wanted, count.found = count.wanted + min(_PLACES_SHOWN, len(wanted)), count.found + len(found)
        every.wanted, every.found = every.wanted + len(wanted), every.found + len(found)
        count.misses.update(sorted(wanted - found) if len(found) < min(_PLACES_SHOWN, len(wanted)) else [])
    note = f"{count.tell()}; of all mapped themes, however many a document has, {every.share:.2f}"
    return (
        QualityRow("librarians' themes in the top 3", "un", count.share, 0.60, note=note),
        QualityRow("subject headings that the map covers", "un", covered.share, note=covered.tell()),
    )


@cache
def _read_map(name: str) -> Mapping[str, list[str]]:
    mapped: dict[str, list[str]] = yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))
    return mapped


def _map_subject(heading: str) -> set[str]:
    subjects = _read_map("un_subjects.yaml")
    return {theme for theme, patterns in subjects.items() if any(fnmatchcase(heading, one) for one in patterns)}


def measure_entities(name: str) -> tuple[QualityRow, ...]:
    """Look for the annotated names that the map gives a tag, and count the hits that no annotation knows."""
    tagger, count, true, values_seen = load_tagger(), Count(), Count(), set[str]()
    wanted: dict[str, set[str]] = {
        value: set() for values in _read_map(f"{name}_names.yaml").values() for value in values
    }
    for tag, values in _read_map(f"{name}_names.yaml").items():
        for value in values:
            wanted[value].add(tag)
    for text, spans in _read_spans(name):
        hits = [hit for hit in tagger.find(text) if not hit.tag.startswith(("theme/", "person/"))]
        for start, end, kind in spans:
            value = " ".join(text[start:end].split())
            if kind in _KINDS[name]:
                values_seen.add(value)
                _judge_span(value, wanted.get(value, set()), _cut(hits, start, end), count)
        for hit in hits:
            _judge_hit(hit, text, spans, true)
    measured = "names of places and organisations"
    mapped = (
        f"{len(values_seen & wanted.keys())} of {len(values_seen)} distinct values name something in the vocabulary"
    )
    return (
        QualityRow(f"{measured}: recall", name, count.share, 0.95, note=f"{count.tell()}; {mapped}"),
        QualityRow(f"{measured}: hits within such an annotation", name, true.share, note=true.tell(12)),
    )


def _cut(hits: Iterable[Hit], start: int, end: int) -> list[Hit]:
    return [hit for hit in hits if hit.start < end and hit.end > start]


def _judge_span(value: str, wanted: Iterable[str], hits: list[Hit], count: Count) -> None:
    given = {tag for hit in hits for wide in load_tagger().widen(hit.tag) for tag in list_ancestors(wide)}
    for tag in wanted:
        count.wanted += 1
        count.found += tag in given
        count.misses.update([f"{value} ({tag})"] if tag not in given else [])


def _judge_hit(hit: Hit, text: str, spans: Iterable[tuple[int, int, str]], true: Count) -> None:
    kinds = {kind for start, end, kind in spans if hit.start < end and hit.end > start}
    inside = any(kind in wanted for kind in kinds for wanted in _KINDS.values())
    true.wanted += 1
    true.found += inside
    true.misses.update([f"{text[hit.start : hit.end]} ({', '.join(sorted(kinds)) or 'not annotated'})"] * (not inside))


def _read_spans(name: str) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    if name == "kaznerd":
        yield from _read_kaznerd()
        return
    folder = _DATA / name / ("txt" if name == "re3d" else "")
    for line in _read_lines(_DATA / name / "spans.jsonl"):
        with (folder / line["file"]).open(encoding="utf-8", newline="") as file:
            yield file.read(), [(start, end, kind) for start, end, kind in line["spans"]]


def _read_kaznerd() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Join the tokens of each sentence, and its IOB2 labels to spans."""
    text = (_DATA / "kaznerd" / "valid_600.txt").read_text(encoding="utf-8")
    for block in text.strip().split("\n\n"):
        sentence, spans = "", list[tuple[int, int, str]]()
        for line in block.splitlines():
            word, _, label = line.rpartition(" ")
            start = len(sentence) + bool(sentence)
            sentence = f"{sentence} {word}".strip()
            if label.startswith("B-"):
                spans.append((start, len(sentence), label[2:]))
            elif label.startswith("I-") and spans:
                spans[-1] = (spans[-1][0], len(sentence), spans[-1][2])
        yield sentence, spans


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
