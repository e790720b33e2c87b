"""Two editions compared, or the last one with the draft: the one engine behind "what changed" and `diff`.

Both sides are records (`model.edition`); the draft is written down as one first (`compose.edition_record`). Nothing
else is asked but, of a draft, what could print and does not, and why something went (`Ground`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Indel

from briefgen.compose.compared_judgements import compare_judgements
from briefgen.compose.matching import list_rest, match_excerpts, match_sections, rename_sources
from briefgen.compose.moves import list_moves
from briefgen.compose.substance import list_words, moves_date
from briefgen.model.comparison import CHANGED, NEW, RETAGGED, WITHDRAWN, Change, Comparison, Loss, Move, Share, Side
from briefgen.model.edition import Edition, IssuedExcerpt, IssuedSection


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground two sides are compared.

    `compares_print` is False where they are of different forms or languages: then nothing is new because a form prints
    more, nor gone because it prints less. `beyond` are the words of what may print now and does not, by name ("": not
    known), `sources` the ids of sources that may. `losses` say why what is gone is gone.
    """

    compares_print: bool = True
    beyond: Mapping[str, str] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    losses: Mapping[str, Loss] = field(default_factory=dict)


def compare_records(before: Edition, now: Edition) -> Comparison:
    """Compare two editions by their records alone, as far as both hold it."""
    is_same = (before.template, before.language) == (now.template, now.language) and now.template != "note"
    beyond = {name: "" for name in now.found if name not in now.excerpts}
    return compare_editions(before, now, Ground(is_same, beyond, frozenset(_list_sources(now.found))))


def compare_editions(before: Edition, now: Edition, ground: Ground) -> Comparison:
    """Tell all that changed from one edition to another, or to the draft."""
    before = rename_sources(before, now)
    texts = {name: one.text for name, one in now.excerpts.items()}
    former = match_excerpts(before, texts, {*now.excerpts, *ground.beyond})
    excerpts = [*_compare_excerpts(before, now, former, ground)]
    excerpts = [replace(one, is_substantive=moves_date(one)) for one in excerpts]
    told = [
        *_compare_marking(before, now),
        *compare_judgements(before, now, former),
        *_compare_summary(before, now),
        *_compare_heads(before, now),
        *_compare_sections(before, now),
        *(one for one in excerpts if one.manner != RETAGGED),
        *_compare_sources(before, now, ground),
        *(one for one in excerpts if one.manner == RETAGGED),
    ]
    moving = {one.name for one in excerpts if one.is_substantive}
    changes = tuple(replace(one, is_substantive=moves_date(one, moving)) for one in told)
    return Comparison(
        slug=now.slug,
        before=_make_side(before),
        now=_make_side(now),
        changes=changes,
        share=_measure(before, now, former, changes),
        labels={**before.labels, **now.labels},
        titles={**before.sources, **now.sources},
        compares_print=ground.compares_print,
        unnamed=before.unnamed,
    )


def _make_side(edition: Edition) -> Side:
    return Side(edition.number, edition.issued, edition.template, edition.language, edition.marking, edition.title)


def _list_sources(names: Iterable[str]) -> Iterator[str]:
    return (name.partition("^")[0] for name in names)


def _compare_marking(before: Edition, now: Edition) -> Iterator[Change]:
    """Compare the markings of briefs of one form: another that prints less may be marked lower."""
    if before.template == now.template and before.marking != now.marking:
        yield Change("marking", CHANGED, "marking", old=before.marking, new=now.marking)


def _compare_summary(before: Edition, now: Edition) -> Iterator[Change]:
    if before.summary != now.summary:
        manner = CHANGED if before.summary and now.summary else NEW if now.summary else WITHDRAWN
        yield Change("summary", manner, "summary", old=before.summary, new=now.summary)


def _compare_heads(before: Edition, now: Edition) -> Iterator[Change]:
    """Compare what stands over a brief."""
    for name in ("title", "deck", "author", "cutoff"):
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            yield Change("head", CHANGED if old and new else NEW if new else WITHDRAWN, name, old=old, new=new)


def _compare_sections(before: Edition, now: Edition) -> Iterator[Change]:
    """Compare the analyst's text section by section, and the headings."""
    for old, new in match_sections(now.sections, before.sections):
        was, is_now = (_read_section(one) for one in (old, new))
        names = [one.heading or one.kind for one in (new, old) if one]
        headings = [one.heading if one else "" for one in (old, new)]
        moves = (Move("heading", *headings),) if old and new and headings[0] != headings[1] else ()
        if was != is_now or moves:
            manner = CHANGED if old and new else NEW if new else WITHDRAWN
            if manner == CHANGED and not moves and not (was and is_now):
                manner = NEW if is_now else WITHDRAWN
            words = (was, is_now) if was != is_now else ("", "")
            # Where text may have been left out of the record, what seems new may be that in other words.
            reason = "new_or_reworded" if before.is_cut and _adds_text(old, new) else ""
            former = names[1] if moves else ""
            yield Change("text", manner, names[0], former, words[0], words[1], moves, reason=reason)


def _adds_text(old: IssuedSection | None, new: IssuedSection | None) -> bool:
    there = {block.text for block in old.blocks} if old else set()
    return any(block.text not in there for block in new.blocks) if new else False


def _read_section(section: IssuedSection | None) -> str:
    return "\n".join(block.text for block in section.blocks) if section else ""


def _compare_excerpts(before: Edition, now: Edition, former: Mapping[str, str], ground: Ground) -> Iterator[Change]:
    """Tell what is gone, then what is re-worded, then what is new: a hole may not stay unseen."""
    kept = {*former.values(), *_list_still_there(before, now, ground)}
    for name in list_rest(before, kept):
        issued = before.excerpts[name]
        loss = ground.losses.get(name) or Loss("not_printed" if name in now.found else "")
        yield Change(
            "excerpt",
            WITHDRAWN,
            name,
            old=issued.text,
            lost=loss.tags,
            reason=loss.reason,
            detail=loss.detail,
            source=issued.source,
            language=issued.language,
            old_manner=issued.manner,
        )
    for name, one in now.excerpts.items():
        if name in former and (change := _compare_excerpt(name, before, former[name], one)):
            yield change
    for name, one in now.excerpts.items():
        if name not in former and _is_new(name, before, now, ground):
            reason = "known_source" if one.source in before.sources else "new_source"
            # One that may not be named is gone: this may be it in other words.
            reason = "new_or_reworded" if before.unnamed and reason == "known_source" else reason
            yield replace(_show(name, NEW, one), reason=reason, new=one.text)


def _show(name: str, manner: str, one: IssuedExcerpt) -> Change:
    return Change("excerpt", manner, name, source=one.source, language=one.language, new_manner=one.manner)


def _compare_excerpt(name: str, before: Edition, former: str, now: IssuedExcerpt) -> Change | None:
    """Compare an excerpt then and now; None where a reader sees no difference, and its tags are the same."""
    was = before.excerpts[former]
    gained = tuple(tag for tag in now.tags if tag not in was.tags)
    lost = tuple(tag for tag in was.tags if tag not in now.tags)
    moves = list_moves(was.details, now.details)
    is_same = was.text == now.text and not moves
    if is_same and not (gained or lost):
        return None
    change = replace(
        _show(name, RETAGGED if is_same else CHANGED, now),
        former=former if former != name else "",
        moves=moves,
        gained=gained,
        lost=lost,
        words=now.text if was.text == now.text else "",
    )
    if was.text != now.text:
        return replace(change, old=was.text, new=now.text, old_manner=was.manner)
    return change


def _list_still_there(before: Edition, now: Edition, ground: Ground) -> Iterator[str]:
    """List what another form printed and this one has no room for: it, or it in other words, is there.

    Where the words of what is there are not known, an excerpt of the same source that the edition could not have
    printed may be the one that is missed: it is not called gone.
    """
    if ground.compares_print:
        return
    yield from (name for name in before.excerpts if name in ground.beyond)
    words = {name: text for name, text in ground.beyond.items() if text}
    yield from match_excerpts(before, words, {*now.excerpts, *ground.beyond}).values()
    unknown = set(_list_sources(name for name, text in ground.beyond.items() if not text and name not in before.found))
    yield from (name for name, one in before.excerpts.items() if one.source in unknown)


def _is_new(name: str, before: Edition, now: Edition, ground: Ground) -> bool:
    """Whether an excerpt that the edition did not print is new: to its readers, or to all where it is another form's.

    An excerpt whose source lost one that the edition might have printed may be that one in other words: it is not
    called new.
    """
    if ground.compares_print:
        return True
    source, found = name.partition("^")[0], before.found
    there = {*now.excerpts, *ground.beyond}
    beside = (one for one in found if one.partition("^")[0] == source)
    return bool(found) and name not in found and all(one in there for one in beside)


def _compare_sources(before: Edition, now: Edition, ground: Ground) -> Iterator[Change]:
    """Tell the sources that are gone, then those that are new or whose entries changed."""
    usable = {*now.sources, *ground.sources}
    for name, title in before.sources.items():
        if name not in now.sources and (ground.compares_print or name not in usable):
            loss = ground.losses.get(name, Loss())
            yield Change("source", WITHDRAWN, name, old=title, reason=loss.reason, detail=loss.detail, source=name)
    found = set(_list_sources(before.found))
    for name, title in now.sources.items():
        if name in before.sources:
            yield from _compare_source(name, before, now)
        elif ground.compares_print or (found and name not in found):
            yield Change("source", NEW, name, new=title, source=name)


def _compare_source(name: str, before: Edition, now: Edition) -> Iterator[Change]:
    moves = list_moves(*(edition.source_details.get(name, {}) for edition in (before, now)))
    old, new = before.sources[name], now.sources[name]
    if old == new and not moves:
        return
    words = (old, new) if old != new else ("", "")
    yield Change("source", CHANGED, name, old=words[0], new=words[1], moves=moves, source=name)


def _measure(before: Edition, now: Edition, former: Mapping[str, str], changes: Sequence[Change]) -> Share:
    """Measure how much of the text changed, over what both sides hold and what is told as new or gone.

    The analyst's text that is new or only reworded, nobody can say which, is not measured.
    """
    pairs = [(before.excerpts[old].text, now.excerpts[name].text) for name, old in former.items()]
    counted = [(one.old, one.new) for one in changes if one.kind == "excerpt" and one.manner in (NEW, WITHDRAWN)]
    written = [one for one in changes if one.kind in ("summary", "judgement", "text")]
    counted += [(one.old, one.new) for one in written if one.reason != "new_or_reworded"]
    touched = {one.name for one in changes if one.kind == "judgement" and (one.old or one.new)}
    same = [one.text for one in now.judgements if one.is_printed and one.key not in touched]
    same += [] if any(one.kind == "summary" for one in changes) else [now.summary]
    told = {one.name for one in changes if one.kind == "text" and (one.old or one.new)}
    same += [_read_section(one) for one in now.sections if (one.heading or one.kind) not in told]
    changed = total = 0
    for old, new in (*pairs, *counted, *((text, text) for text in same)):
        words, new_words = list_words(old), list_words(new)
        changed += Indel.distance(words, new_words) if words != new_words else 0
        total += len(words) + len(new_words)
    return Share(changed, total)
