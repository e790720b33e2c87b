"""How well front matter is found: dates, titles, publishers and authors, on real pages and on made ones.

A date is right when it is the day itself, with no doubt about it; honest when it is coarser but true, marked
uncertain or approximate, or left out; wrong and certain is what must not happen.
"""

import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from made_metadata_pages import make_pages
from made_odd_pages import list_odd_pages
from quality_rows import QualityRow

from briefgen.grammar.dates import read_date
from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, PageOptions
from briefgen.model.date import PartialDate
from shared_data import SHARED


@dataclass
class _Tally:
    """How the pages of one kind came out; `misses` has their names by what was missed."""

    dates: Counter[str] = field(default_factory=Counter)
    titles: Counter[bool] = field(default_factory=Counter)
    publishers: Counter[bool] = field(default_factory=Counter)
    authors: Counter[bool] = field(default_factory=Counter)
    misses: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class _Truth:
    """What is true of a page; None and "" where it is not known, and not measured."""

    issued: datetime.date | None
    title: str = ""
    publisher: str = ""
    author: str = ""


def measure() -> tuple[QualityRow, ...]:
    """Measure all pages with known dates: the rows of the real ones, and of those that we made."""
    tallies = {kind: read() for kind, read in _KINDS.items()}
    made = [tally for kind, tally in tallies.items() if kind in _MADE]
    real = [tally for kind, tally in tallies.items() if kind not in _MADE]
    real_kinds = ", ".join(kind for kind in tallies if kind not in _MADE)
    return (*_write_rows("real pages", _join(real), real_kinds), *_write_rows("made pages", _join(made), _MARKED))


def _join(tallies: Iterable[_Tally]) -> _Tally:
    whole = _Tally()
    for tally in tallies:
        whole.dates.update(tally.dates)
        whole.titles.update(tally.titles)
        whole.publishers.update(tally.publishers)
        whole.authors.update(tally.authors)
        for what, names in tally.misses.items():
            whole.misses[what] += names
    return whole


def _write_rows(kind: str, tally: _Tally, kinds: str = "") -> list[QualityRow]:
    pages, datable = tally.dates.total() - tally.dates["datable"], tally.dates["datable"]
    told = ", ".join(f"{tally.dates[name]} {name}" for name in ("right", "honest", "undated"))
    note = f"{pages} pages: {told}" + (f" ({kinds})" if kinds else "")
    rows = [QualityRow("metadata date: wrong and certain", kind, tally.dates["wrong"], 0, is_ceiling=True, note=note)]
    if datable:
        share = _share(tally.dates["right"], datable)
        note = f"of {datable} pages that tell it{_name_misses(tally.misses['date'])}"
        rows.append(QualityRow("metadata date: right to the day", kind, share, note=note))
    for name, counts in (("title", tally.titles), ("publisher", tally.publishers), ("author", tally.authors)):
        if counts.total() >= _FEWEST:
            note = f"of {counts.total()} pages{_name_misses(tally.misses[name])}"
            rows.append(QualityRow(f"metadata {name}: exact", kind, _share(counts[True], counts.total()), note=note))
    return rows


def _name_misses(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"; missed: {', '.join(names[:_SHOWN])}{more}" if names else ""


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def _judge(tally: _Tally, name: str, draft: Draft, truth: _Truth) -> None:
    outcome = _judge_date(str(draft.fields.get("issued", "")), truth.issued)
    tally.dates[outcome] += 1
    tally.dates["datable"] += truth.issued is not None
    if outcome == "wrong" or (truth.issued and outcome != "right"):
        tally.misses["date"].append(f"{name} ({outcome})")
    authors = draft.fields.get("author")
    found = {
        "title": (tally.titles, draft.title, truth.title),
        "publisher": (tally.publishers, str(draft.fields.get("publisher", "")), truth.publisher),
        "author": (tally.authors, "; ".join(authors) if isinstance(authors, list) else "", truth.author),
    }
    for what, (counts, value, true) in found.items():
        if true:
            is_right = _fold(value) == _fold(true)
            counts[is_right] += 1
            if not is_right:
                tally.misses[what].append(name)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _judge_date(value: str, truth: datetime.date | None) -> str:
    """Return right, honest, undated or wrong."""
    if not value:
        return "undated"
    date = read_date(value)
    assert isinstance(date, PartialDate), value
    if date.uncertain or date.approximate:
        return "honest"
    if truth is None or not date.earliest <= truth <= date.latest:
        return "wrong"
    return "right" if date.earliest == date.latest else "honest"


def _read(paths: Iterable[Path], tell: Callable[[Path], _Truth | None]) -> _Tally:
    tally = _Tally()
    for path in paths:
        truth = tell(path)
        draft = read_page(path.read_bytes(), path.name)
        if truth and isinstance(draft, Draft):
            _judge(tally, path.name, draft, truth)
    return tally


def _read_made() -> _Tally:
    tally = _Tally()
    for page in make_pages():
        draft = read_page(page.data, page.name, PageOptions(address=page.address))
        assert isinstance(draft, Draft), page.name
        _judge(tally, page.name, draft, _Truth(page.issued, page.title, page.publisher, page.author))
    return tally


def _read_odd() -> _Tally:
    tally = _Tally()
    for name, data, day in list_odd_pages():
        draft = read_page(data, name)
        assert isinstance(draft, Draft), name
        _judge(tally, name, draft, _Truth(day))
    return tally


def _read_un(language: str) -> Callable[[], _Tally]:
    """Read the resolutions; their titles are known where librarians gave one, not the line of adoption."""
    folder = SHARED / "data" / "un"

    def read() -> _Tally:
        truths = {}
        for line in (folder / "gold_tags.jsonl").read_text().splitlines():
            gold = json.loads(line)
            path = gold["file"] if language == "en" else gold["file_ru"]
            title = gold["title"] if language == "en" and not gold["title"].startswith("Adopted") else ""
            if title == "" and language == "en":
                title = f"Resolution {gold['symbol'].removeprefix('S/RES/')}"
            day = None if gold["date"].startswith("0001") else datetime.date.fromisoformat(gold["date"])
            if path and day:
                truths[Path(path).name] = _Truth(day, title, "United Nations")
        return _read(sorted((folder / language).glob("*.txt")), lambda path: truths.get(path.name))

    return read


def _read_reports(form: str) -> Callable[[], _Tally]:
    """Read the country reports: the saved pages tell their day in JSON-LD, the flattened ones do not."""
    folder = SHARED / "data" / f"{form}_state_gov"

    def tell(path: Path) -> _Truth:
        page = (SHARED / "data" / "html_state_gov" / f"{path.stem}.html").read_text()
        day = page.partition('"datePublished":"')[2][:10]
        year, _, country = path.stem.partition("_")
        name = country.replace("-", " ").title()
        title = f"{year} Country Reports on Human Rights Practices: {name}"
        publisher = "United States Department of State" if form == "html" else ""
        return _Truth(datetime.date.fromisoformat(day) if form == "html" else None, title, publisher)

    return lambda: _read(sorted(folder.glob(f"*.{form}")), tell)


#: What a person reads on the five scraped pages: only the first tells its day, and one of the others a wrong one.
_SEEDS = {
    "000": _Truth(
        datetime.date(2012, 9, 18),
        "Kazakhstan is calling Euro-Atlantic and Eurasian security organizations to interact",
    ),
    "001": _Truth(
        None,
        "ORGANIZATIONS AND ALLIANCES IN CENTRAL ASIA: OOPERATION PROSPECTS AS SEEN FROM MOSCOW AND LONDON",
    ),
    "002": _Truth(None, "Nato woos Kazakhstan at security forum", "EUobserver"),
    "003": _Truth(None, author="Айдана Арынбек"),
    "004": _Truth(None, "“No prospects” for cooperation between CSTO, NATO"),
}


def _read_undated(folder: Path) -> Callable[[], _Tally]:
    """Read texts that tell no date of their own: any certain one is wrong."""

    def tell(path: Path) -> _Truth:
        opening = path.read_text().strip().split("\n\n")[0]
        return _Truth(None, " ".join(opening.split()) if folder.parent.name == "histate_milestones" else "")

    return lambda: _read(sorted(folder.glob("*.txt")), tell)


_KINDS: dict[str, Callable[[], _Tally]] = {
    "html_state_gov": _read_reports("html"),
    "txt_state_gov": _read_reports("txt"),
    "un/en": _read_un("en"),
    "un/ru": _read_un("ru"),
    "seeds": lambda: _read(sorted((SHARED / "seeds").glob("*.txt")), lambda path: _SEEDS.get(path.name[:3])),
    "histate_milestones": _read_undated(SHARED / "data" / "histate_milestones" / "txt"),
    "re3d": _read_undated(SHARED / "data" / "re3d" / "txt"),
    "factru": _read_undated(SHARED / "data" / "factru"),
    "made pages": _read_made,
    "made odd pages": _read_odd,
}
#: Fewer pages than this make no figure.
_SHOWN = 3  # misses that a note names
_FEWEST = 5
#: Why not every made page is right: on these a mark of doubt is right.
_MARKED = "marked: a day above the title or in the address alone, moved sites, 03/04, years of two figures"
#: The kinds that we wrote ourselves.
_MADE = frozenset({"made pages", "made odd pages"})
