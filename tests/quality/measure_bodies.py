"""How well a page's body is told from its frame: on real reports, scraped pages, made-up pages and bare texts."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pages_layouts import LAYOUTS
from pages_made import MadePage, make_pages, make_site
from quality_rows import QualityRow

from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, PageOptions
from briefgen.ingest.repetition import list_keys, name_site
from briefgen.project.adding.repeating import SiteKeys, show_key
from shared_data import SHARED

_SEEDS = (1, 2, 3)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a page: truth's passages, how many of them exactly, excerpts, how many of them junk."""

    name: str
    wanted: int
    recovered: int
    excerpts: int
    junk: int
    misses: tuple[str, ...]
    rubbish: tuple[str, ...]


def measure() -> tuple[QualityRow, ...]:
    """Measure all rows of the body."""
    return (*measure_reports(), *measure_scraped(), *measure_made(), *measure_sites(), *measure_bare())


def measure_reports() -> tuple[QualityRow, ...]:
    """Country reports, as saved and as flattened: paragraphs recovered exactly, junk among the excerpts."""
    rows: list[QualityRow] = []
    for suffix, least, most in (("html", 0.97, 0.03), ("txt", 0.90, 0.10)):
        found = [compare_passages(name, draft, gold, strict=True) for name, draft, gold in read_reports(suffix)]
        on = f"{suffix}_state_gov"
        rows.append(_row("paragraphs recovered exactly", on, found, least))
        rows.append(_row("junk share of excerpts", on, found, most, is_junk=True))
        rows.append(_measure_headings(suffix, on))
    return tuple(rows)


def _measure_headings(suffix: str, on: str) -> QualityRow:
    """The share of a report's headings that are kept as headings; of a part's number and its words, which are two."""
    lost: list[str] = []
    shares = []
    for (_, draft, _), wanted in zip(read_reports(suffix), _read_gold("headings"), strict=True):
        kept = " | ".join(_fold(block.text) for block in draft.blocks if block.kind == "heading")
        missed = [heading for heading in map(_fold, wanted) if heading not in f"{kept} | {_fold(draft.title)}"]
        shares.append(1 - len(missed) / len(wanted))
        lost.extend(missed)
    note = f"{len(shares)} pages; {len(lost)} missed"
    return QualityRow("headings kept", on, _mean(shares), 0.95, note=note)


def _read_gold(key: str) -> list[list[str]]:
    lines = (SHARED / "data/html_state_gov/gold_paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)[key] for line in lines]


def read_reports(suffix: str) -> Iterable[tuple[str, Draft, Sequence[str]]]:
    """Read the reports in one of their forms, each with its true paragraphs."""
    lines = (SHARED / "data/html_state_gov/gold_paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    for gold in map(json.loads, lines):
        path = SHARED / f"data/{suffix}_state_gov" / gold["file"].replace(".html", f".{suffix}")
        yield path.name, _read(path.read_bytes(), path.name), gold["paragraphs"]


def measure_scraped() -> tuple[QualityRow, ...]:
    """The five scraped pages: how much of the text a person marked on them is kept, and what else is."""
    kept = wanted = extra = total = 0
    for start, (first, last) in _SEED_BODIES.items():
        path = next((SHARED / "seeds").glob(f"{start}_*"))
        lines = path.read_text(encoding="utf-8").split("\n")
        truth = Counter(_tokens(" ".join(line for line in lines[first - 1 : last])))
        truth -= Counter(_tokens(" ".join(line for at, line in enumerate(lines, 1) if at in _SEED_FRAMES[start])))
        draft = _read(path.read_bytes(), path.name)
        got = Counter(_tokens(" ".join(block.text for block in draft.blocks)))
        kept += (got & truth).total()
        wanted += truth.total()
        extra += (got - truth).total()
        total += got.total()
    return (
        QualityRow("words of the body kept", "seeds", kept / wanted, 0.999, note="line ranges marked by eye"),
        QualityRow("words that are not of the body", "seeds", extra / total, 0.001, is_ceiling=True),
    )


#: Where the text stands on the five pages, by line, and which lines between are none of it: read by eye.
_SEED_BODIES = {"000": (19, 19), "001": (2, 24), "002": (7, 75), "003": (5, 11), "004": (6, 24)}
_SEED_FRAMES: dict[str, frozenset[int]] = {
    "000": frozenset(),
    "001": frozenset({5}),
    "002": frozenset(range(11, 27)),
    "003": frozenset(),
    "004": frozenset(),
}


def measure_made() -> tuple[QualityRow, ...]:
    """Made-up pages after other layouts: F1 of words, ours beside the best-known extractor's and all text's.

    The pages called unseen have the words of sites that the product's phrases were not written for.
    """
    known = [page for seed in _SEEDS for page in make_pages(seed)]
    unseen = [page for seed in _SEEDS for page in make_pages(seed, unseen=True)]
    return (*_measure_pages(known, ""), *_measure_pages(unseen, "unseen "))


def _measure_pages(pages: Sequence[MadePage], what: str) -> list[QualityRow]:
    rows: list[QualityRow] = []
    for suffix, kind in ((".html", f"{what}news pages, HTML"), (".txt", f"{what}news pages, flattened")):
        chosen = [page for page in pages if page.name.endswith(suffix)]
        drafts = [_read(page.text.encode(), page.name) for page in chosen]
        on = f"{len(chosen)} {kind}"
        rows.append(QualityRow("token F1", on, _mean(map(score_draft, chosen, drafts))))
        rows.extend(_measure_others(chosen, on))
        found = [compare_passages(p.name, d, p.excerpts, strict=False) for p, d in zip(chosen, drafts, strict=True)]
        rows.append(_row("passages recovered exactly", on, found, None))
        rows.append(_row("junk share of excerpts", on, found, None, is_junk=True))
    return rows


def _measure_others(pages: Sequence[MadePage], on: str) -> Iterable[QualityRow]:
    everything = _mean(score_words(page, _all_text(page)) for page in pages)
    yield QualityRow("token F1 of all text", on, everything, note="for comparison")
    if pages[0].name.endswith(".html") and find_spec("trafilatura"):
        other = _mean(score_words(page, _extract_elsewhere(page.text)) for page in pages)
        yield QualityRow("token F1 of trafilatura", on, other, note="for comparison")


def measure_sites() -> tuple[QualityRow, ...]:
    """Pages read again when the other pages of their site are known: reports lose nothing, news pages lose junk."""
    gold = {name: paragraphs for suffix in ("html", "txt") for name, _, paragraphs in read_reports(suffix)}
    rows: list[QualityRow] = []
    for suffix in ("html", "txt"):
        files = {path.name: path.read_bytes() for path in (SHARED / f"data/{suffix}_state_gov").glob(f"*.{suffix}")}
        found = [compare_passages(n, d, gold[n], strict=True) for n, d in _read_site(files)]
        rows.append(
            _row("paragraphs recovered, site known", f"{suffix}_state_gov", found, 0.97 if suffix == "html" else 0.9)
        )
    return (*rows, *_measure_made_sites())


def _measure_made_sites() -> list[QualityRow]:
    sites = [make_site(layout) for layout in LAYOUTS]
    on = f"{len(sites)} unseen sites, flattened"
    alone, known = [], []
    for site in sites:
        truth = {page.name: page.excerpts for page in site}
        files = {page.name: page.text.encode() for page in site}
        alone += [compare_passages(name, _read(data, name), truth[name], strict=False) for name, data in files.items()]
        known += [compare_passages(name, draft, truth[name], strict=False) for name, draft in _read_site(files)]
    return [
        _row("passages recovered, pages alone", on, alone, None),
        _row("junk share, pages alone", on, alone, None, is_junk=True),
        _row("passages recovered, site known", on, known, None),
        _row("junk share, site known", on, known, None, is_junk=True),
    ]


def _read_site(files: dict[str, bytes]) -> list[tuple[str, Draft]]:
    """Read a folder of pages as `add` does: all of them, then those again that keep blocks of their site."""
    drafts = {name: _read(data, name) for name, data in files.items()}
    counted = SiteKeys()
    for draft in drafts.values():
        kept, dropped = list_keys(draft)
        counted.note_page(name_site(draft), bytes.fromhex("".join((*kept, *dropped))), len(kept))
    repeated = {site: frozenset(map(show_key, keys)) for site, keys in counted.find_repeated().items()}
    return [(name, _read_again(files[name], name, draft, repeated)) for name, draft in drafts.items()]


def _read_again(data: bytes, name: str, draft: Draft, repeated: Mapping[str, frozenset[str]]) -> Draft:
    own = repeated.get(name_site(draft), frozenset())
    if not own.intersection(list_keys(draft)[0]):
        return draft
    again = read_page(data, name, PageOptions(repeated=own))
    return again if isinstance(again, Draft) else draft


def measure_bare() -> tuple[QualityRow, ...]:
    """Texts without a frame: the share of their words that is kept."""
    folders = {
        "un": "un/en un/ru",
        "histate_milestones": "histate_milestones/txt",
        "re3d": "re3d/txt",
        "factru": "factru",
    }
    rows = []
    for on, places in folders.items():
        shares = [
            measure_kept(path) for place in places.split() for path in sorted((SHARED / "data" / place).glob("*.txt"))
        ]
        note = f"{len(shares)} texts; the lowest {min(shares):.3f}"
        rows.append(QualityRow("words of a bare text kept", on, _mean(shares), 0.99, note=note))
    return tuple(rows)


def measure_kept(path: Path) -> float:
    """Return the share of a bare text's words that its draft keeps, its title and its symbol among them."""
    data = path.read_bytes()
    read = read_page(data, path.name)
    if not isinstance(read, Draft):
        return 0.0
    wanted = Counter(_tokens(data.decode()))
    got = Counter(_tokens(" ".join((read.title, read.symbol, *(block.text for block in read.blocks)))))
    return (wanted & got).total() / wanted.total()


def compare_passages(name: str, draft: Draft, gold: Sequence[str], strict: bool) -> Found:
    """Compare a draft's passages with true ones, `strict` to the letter, else without edge signs and note numbers."""
    fold = _fold if strict else _fold_loosely
    wanted = Counter(map(fold, gold))
    got = Counter(fold(block.text) for block in draft.blocks if block.kind != "heading")
    misses, rubbish = tuple((wanted - got).elements()), tuple((got - wanted).elements())
    return Found(name, wanted.total(), (wanted & got).total(), got.total(), len(rubbish), misses, rubbish)


def score_draft(page: MadePage, draft: Draft) -> float:
    """Return F1 of the words of a made page's draft against its truth."""
    return score_words(page, " ".join(block.text for block in draft.blocks))


def score_words(page: MadePage, text: str) -> float:
    """Return F1 of the words of any text against a made page's truth."""
    wanted, got = Counter(_tokens(" ".join((*page.excerpts, *page.headings)))), Counter(_tokens(text))
    return 2 * (wanted & got).total() / (wanted.total() + got.total())


def _row(measure: str, on: str, found: Sequence[Found], wanted: float | None, is_junk: bool = False) -> QualityRow:
    shares = [(f.junk / max(1, f.excerpts) if is_junk else f.recovered / f.wanted) for f in found]
    count = sum(f.junk if is_junk else f.wanted - f.recovered for f in found)
    total = sum(f.excerpts if is_junk else f.wanted for f in found)
    note = f"{len(found)} pages; {count} of {total} {'junk' if is_junk else 'missed'}"
    return QualityRow(measure, on, _mean(shares), wanted, is_junk, note)


def _read(data: bytes, name: str) -> Draft:
    read = read_page(data, name)
    return read if isinstance(read, Draft) else Draft("", {}, {}, ())


@cache
def _extract_elsewhere(text: str) -> str:
    import trafilatura

    return trafilatura.extract(text, include_comments=False) or ""


def _all_text(page: MadePage) -> str:
    from lxml import html

    if page.name.endswith(".txt"):
        return page.text
    root: Any = html.document_fromstring(page.text)
    return " ".join(root.find("body").itertext())


def _tokens(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _fold_loosely(text: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W_]+$", "", _fold(text).casefold()) or _fold(text)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
