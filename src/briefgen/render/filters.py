"""What templates can call, bound to one brief: its language, its anchors, its words.

Filters that return markup return the sanitiser's, or build it from escaped values.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from briefgen.grammar.shortening import cut_words
from briefgen.model.brief import Brief, Changes, Section
from briefgen.model.comparison import MANNERS
from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.printed_excerpt import ExcerptEntry
from briefgen.model.prose import CitationMark, Prose
from briefgen.model.topic import Citation
from briefgen.render.figures.charts import draw_chart
from briefgen.render.figures.colours import read_colours
from briefgen.render.figures.timeline import TimelineFigure, draw_timeline
from briefgen.render.figures.timeline_marks import name_sign
from briefgen.render.isolation import isolate_runs
from briefgen.render.markdown import render_markdown
from briefgen.render.source_marks import list_sources
from briefgen.render.summaries import holds_only_summaries
from briefgen.render.typefaces.glyphs import tell_borrowed_scripts
from briefgen.wording.dates import is_day_known, write_date, write_day, write_year
from briefgen.wording.labels import (
    find_range,
    list_likelihoods,
    name_kind,
    name_language,
    say,
    say_audience,
    say_count,
)
from briefgen.wording.lists import join_list
from briefgen.wording.locales import is_right_to_left
from briefgen.wording.quoting import find_quotes, quote
from briefgen.wording.sorting import sort_key

#: The anchor of the first section that the tool writes where the analyst has written none.
OVERVIEW_ANCHOR = "at-a-glance"
_TEXT_BESIDE_FACTS = 480
_TERMS = 120
#: An excerpt of more letters than this may go over a page's end. One that may not can leave its own depth of a page
#: empty: 560 letters are nine lines, a sixth of a page.
_LONG_LETTERS = 560
#: So many rows of a table are as deep.
_LONG_ROWS = 10
#: Names beside it of so many letters stand within the five lines that a page's end leaves together.
_SHORT_NOTE = 80
_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class BriefFilters:
    """The filters and functions of one print."""

    language: str
    anchors: frozenset[str]
    printed: str
    topic_marking: Marking = Marking.CLEAR

    def list_filters(self) -> dict[str, Callable[..., object]]:
        """List the filters by the name that templates use."""
        return {
            "prose": self.prose,
            "judgement": self.judgement,
            "table": self.table,
            "date": self.date,
            "day": self.day,
            "year": lambda date: write_year(date, self.language),
            "sources": list_sources,
            "count": self.count,
            "count_changes": self.count_changes,
            "arranged": arrange_sections,
            "language_name": lambda code: name_language(code, self.language),
            "language_names": self.name_languages,
            "percent": lambda term: find_range(term, self.language),
            "joined": lambda items: join_list(list(items), self.language),
            "address": shorten_address,
            "host": name_host,
            "shortened": lambda text, longest: cut_words(text, longest, " …"),
            "is_web": lambda url: re.match(r"https?://", url) is not None,
            "kind_name": lambda kind: name_kind(kind, self.language),
            "stop": end_sentence,
            "quoted": quote,
            "sentence": begin_sentence,
            "unbroken": keep_on_one_line,
        }

    def list_names(self) -> dict[str, object]:
        """List the functions and values by the name that templates use."""
        return {
            "t": lambda word, **values: say(word, self.language, **values),
            "audience": lambda marking: say_audience(marking.name, self.language),
            "quote_marks": find_quotes,
            "has_anchor": self.anchors.__contains__,
            "day_known": is_day_known,
            "timeline_figure": self.timeline_figure,
            "chart_figure": lambda chart: draw_chart(chart, self.language),
            "colours": read_colours,
            "date_sign": name_sign,
            "event_anchors": name_events,
            "is_text_short": is_text_short,
            "is_view": is_view,
            "find_view": lambda brief: next(filter(is_view, brief.sections), None),
            "holds_only_summaries": holds_only_summaries,
            "may_break": may_break,
            "likelihoods": list_likelihoods(self.language),
            "lang": self.tell_language,
            "borrowed_scripts": lambda brief: tell_borrowed_scripts(brief, self.language),
        }

    def prose(self, blocks: Prose | Iterable[Prose]) -> Markup:
        """Render the analyst's blocks: sanitised markup; items that follow each other become one list."""
        listed = (blocks,) if isinstance(blocks, Prose) else tuple(blocks)
        pieces: list[Markup] = []
        level = 2
        for (kind, ordered), run in groupby(listed, key=lambda block: (block.kind, block.ordered)):
            for_run = list(run)
            if kind == "item":
                pieces.append(self._make_list(for_run, is_ordered=ordered))
                continue
            for block in for_run:
                # A heading is at most one level below the one before it (PDF/UA-1, 7.4.2).
                level = min(max(block.level + 1, 3), level + 1, 4) if kind == "heading" else level
                pieces.append(self._make_block(block, level))
        return Markup("\n").join(pieces)

    def judgement(self, block: Prose, likelihood: str) -> Markup:
        """Render a judgement's sentence with its likelihood term in bold."""
        markup = self._render(block)
        if not likelihood:
            return markup
        term = re.compile(rf"(?<!\w){re.escape(str(escape(likelihood)))}(?!\w)", re.IGNORECASE)
        pieces = _TAG.split(str(markup))
        for index in range(0, len(pieces), 2):
            pieces[index], found = term.subn(r'<strong class="likelihood">\g<0></strong>', pieces[index], count=1)
            if found:
                break
        return Markup("".join(pieces))  # noqa: S704 - sanitised markup, and a tag around words of it

    def table(self, entry: ExcerptEntry) -> Markup:
        """Render an excerpt's Markdown (a table, a summary); it cites nothing."""
        kind = entry.kind if entry.kind in ("table", "item", "quotation") else "paragraph"
        return render_markdown(entry.markdown, kind, lambda citation: Markup("@{}").format(citation.name))

    def date(self, date: PartialDate) -> str:
        """Write a partly known date in the brief's language."""
        return write_date(date, self.language)

    def day(self, text: str) -> str:
        """Write an ISO day in the brief's language; the print date is put in after layout."""
        return text if text == self.printed else write_day(text, self.language)

    def tell_language(self, code: str) -> Markup:
        """Write the attributes of an element whose words are in a language: `` lang="ar" dir="rtl"``."""
        written = Markup(' lang="{}"').format(code)
        if is_right_to_left(code):
            return written + Markup(' dir="rtl"')
        return written + Markup(' dir="ltr"') if is_right_to_left(self.language) else written

    def name_languages(self, codes: Iterable[str]) -> str:
        """Name several languages in the order of the page's alphabet."""
        names = {name_language(code, self.language) for code in codes}
        return ", ".join(sorted(names, key=lambda name: sort_key(name, self.language)))

    def count(self, number: int, word: str, **values: object) -> str:
        """Write a number with its noun: "3 sources"."""
        return say_count(number, word, self.language, **values)

    def count_changes(self, changes: Changes) -> str:
        """Sum up what changed since the last edition: "3 new, 1 withdrawn"."""
        totals: Counter[str] = Counter()
        for name, number in changes.counts.items():
            totals[name.rpartition(" ")[2]] += number
        counted = [
            say_count(totals[manner], f"changes_{manner}", self.language) for manner in MANNERS if totals[manner]
        ]
        return ", ".join(counted) or say("nothing_told", self.language)

    def timeline_figure(self, section: Section, cutoff: PartialDate | None = None) -> TimelineFigure | None:
        """Draw a timeline's events to scale, None where that would tell nothing."""
        return draw_timeline(section.timeline, cutoff, self.language)

    def _make_list(self, blocks: list[Prose], *, is_ordered: bool) -> Markup:
        items = Markup("\n").join(Markup("<li>{}</li>").format(self._render(block)) for block in blocks)
        return (Markup("<ol>\n{}\n</ol>") if is_ordered else Markup("<ul>\n{}\n</ul>")).format(items)

    def _make_block(self, block: Prose, level: int) -> Markup:
        wrappers = {
            "heading": f"<h{level}>{{}}</h{level}>",
            "quotation": '<blockquote class="own">{}</blockquote>',
            "table": f'<div class="table" tabindex="0" role="group" aria-label="{escape(say("table", self.language))}">'
            "{}</div>",
            "code": "{}",
            "footnote": '<p class="small">{}</p>',
        }
        return Markup(wrappers.get(block.kind, "<p>{}</p>")).format(self._render(block))  # noqa: S704 - constants

    def _render(self, block: Prose) -> Markup:
        kind = block.kind if block.kind in ("item", "quotation", "table", "code") else "paragraph"
        words = isolate_runs(render_markdown(block.markdown, kind, lambda citation: self._mark(citation, block)))
        if block.marking <= self.topic_marking:
            return words
        return Markup('<b class="tlp-word">({})</b> {}').format(block.marking.label, words)

    def _mark(self, citation: Citation, block: Prose) -> Markup:
        mark = block.marks.get(citation.name) or CitationMark(citation.name, "", is_missing=True)
        if mark.is_missing:
            return Markup('<strong class="missing">{}: {}</strong>').format(say("missing", self.language), mark.label)
        label = f"{mark.label}, {citation.locator}".replace(" ", "\u00a0") if citation.locator else mark.label
        if mark.anchor not in self.anchors:
            return Markup('<span class="cite">{}</span>').format(label)
        return Markup('<a class="cite" href="#{}">{}</a>').format(mark.anchor, label)


def is_text_short(brief: Brief) -> bool:
    """Whether so little text opens the brief that full-width matter would begin beside the facts on page one."""
    text = 0
    for section in brief.sections:
        if section.positions or section.timeline or section.groups:
            return text < _TEXT_BESIDE_FACTS
        text += sum(len(block.markdown) for block in section.prose)
        text += sum(len(judgement.prose.markdown) + _TERMS for judgement in section.judgements)
    return False


def is_view(section: Section) -> bool:
    """Whether a section is the analyst's view: a bottom line or judgements, written by a person."""
    if section.kind == "judgements":
        return bool(section.judgements or section.prose)
    return section.kind == "summary" and section.anchor != OVERVIEW_ANCHOR


def arrange_sections(sections: Sequence[Section], order: Sequence[str]) -> list[Section]:
    """Put sections in a template's order of kinds; ``"*"`` are all of other kinds, as the topic has them."""
    places = {kind: place for place, kind in enumerate(order)}
    rest = places.get("*", len(order))
    return sorted(sections, key=lambda section: places.get(section.kind, rest))


def list_anchors(brief: Brief) -> frozenset[str]:
    """List every id that the page will have, so that no mark links into the void."""
    anchors = {section.anchor for section in brief.sections}
    for section in brief.sections:
        anchors |= {judgement.anchor for judgement in section.judgements}
        anchors |= {entry.mark.anchor for group in section.groups for entry in group.entries}
        anchors |= {source.anchor for source in section.sources}
    return frozenset(anchors)


def name_events(section: Section) -> tuple[str, ...]:
    """Give each event of a timeline its id, made of its date: an event between two others renames neither."""
    met: Counter[str] = Counter()
    anchors = []
    for event in section.timeline:
        name = f"{section.anchor}-{re.sub(r'[^0-9A-Za-z-]+', '_', event.date.text)}"
        met[name] += 1
        anchors.append(name if met[name] == 1 else f"{name}-{met[name]}")
    return tuple(anchors)


def may_break(entry: ExcerptEntry) -> bool:
    """Whether an excerpt is so long, and the names beside it so short, that a page may end inside it."""
    letters = sum(len(part) for part in entry.parts)
    note = len(entry.speaker) + len(entry.actor)
    is_long = entry.markdown.count("\n") > _LONG_ROWS if entry.kind == "table" else letters > _LONG_LETTERS
    return is_long and note < _SHORT_NOTE


def keep_on_one_line(text: str) -> str:
    """Let a text break nowhere: neither at its blanks nor after a dash between figures."""
    return re.sub(r"(?<=\d)–(?=\d)", "\u2060–\u2060", text.replace(" ", "\u00a0"))


def begin_sentence(text: str) -> str:
    """Write a text's first letter large and leave the others as they are."""
    return text[:1].upper() + text[1:]


def end_sentence(text: str) -> str:
    """End a text with a full stop where it has no sentence end of its own."""
    return text if text.rstrip("»”“\"')]").endswith((".", "!", "?", "…")) else f"{text}."


def name_host(url: str) -> str:
    """Name an address's host alone, for a list with little room: "example.org"."""
    return re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@]*@)?(?:www\.)?", "", url).partition("/")[0][:60]


def shorten_address(text: str) -> str:
    """Leave out an address's scheme and ``www.``, as one writes it on paper."""
    # No <wbr> inside: WeasyPrint would leave the link's pieces untagged (PDF/UA-1, 7.18.5). Lines break after "/".
    return re.sub(r"^https?://(www\.)?", "", text).rstrip("/")
