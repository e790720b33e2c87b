"""A comparison in words: each change with its sign, its name, the phrases that say why, and the words that differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefgen.compose.changes import tell_reason, tell_share
from briefgen.compose.details import tell_moves, tell_tag_moves
from briefgen.compose.differences import mark_words
from briefgen.compose.judgement_changes import LONGEST
from briefgen.compose.matching import is_named
from briefgen.grammar.dates import read_date
from briefgen.grammar.shortening import shorten_text
from briefgen.model.comparison import RETAGGED, Change, Comparison, Side
from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.told import Piece, ToldChange, ToldComparison, ToldGroup
from briefgen.wording.dates import write_date
from briefgen.wording.labels import say, say_count
from briefgen.wording.quoting import find_quotes

#: What is told under which heading (a key of the catalogues), in this order.
_GROUPS = (
    ("marking", "subject_marking"),
    ("summary", "bottom_line"),
    ("judgement", "diff_judgements"),
    ("head", "diff_heads"),
    ("text", "diff_texts"),
    ("excerpt", "subject_excerpts"),
    ("source", "diff_sources"),
)


def tell_comparison(comparison: Comparison, language: str, text_language: str = "") -> ToldComparison:
    """Tell a comparison in a language; `text_language` is that of the analyst's words ("": not known)."""
    groups = (
        ToldGroup(kind, say(key, language), tuple(_tell_group(there, comparison, language, text_language)))
        for kind, key in _GROUPS
        if (there := comparison.list_of(kind))
    )
    markings = {marking.label: marking for marking in Marking}
    sides = (comparison.before, comparison.now)
    return ToldComparison(
        slug=comparison.slug,
        title=comparison.now.title,
        before=_name_side(comparison.before, language),
        now=_name_side(comparison.now, language),
        marking=max((markings.get(one.marking, Marking.RED) for one in sides), default=Marking.RED).label,
        summary=tuple(_sum_up(comparison, language)),
        groups=tuple(groups),
        language=language,
        text_language=text_language or language,
    )


def _sum_up(comparison: Comparison, language: str) -> Iterator[str]:
    if not comparison.changes and not comparison.unnamed:
        yield say("nothing_changed", language).capitalize() + "."
        return
    yield say("diff_moves_date" if comparison.is_substantive else "diff_moves_nothing", language)
    share = comparison.share
    if told := tell_share(share, language):
        yield f"{told} {say('diff_share', language, changed=share.changed, words=share.words)}"
    if comparison.unnamed:
        subject = say_count(comparison.unnamed, "excerpts", language)
        yield f"{subject}: {say('why_unnamed', language)}."
    if not comparison.compares_print:
        yield say("diff_partly", language)


def _name_side(side: Side, language: str) -> str:
    """Name a side: "Edition 3 of 5 March 2026" or "Draft", with its form, language and marking."""
    date = read_date(side.issued) if side.issued else ""
    written = write_date(date, language) if isinstance(date, PartialDate) else side.issued
    name = say("draft", language)
    if side.number:
        name = say("diff_edition", language, number=str(side.number), date=written)
    return f"{name} ({side.template}, {side.language}, {side.marking})"


def _tell_group(
    changes: Iterable[Change], comparison: Comparison, language: str, text_language: str
) -> Iterator[ToldChange]:
    """Tell each change; excerpts that gained and lost the same tags, and nothing else, are told as one."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Change]] = {}
    for change in changes:
        if change.manner == RETAGGED:
            alike.setdefault((change.gained, change.lost), []).append(change)
        else:
            yield _tell(change, comparison, language, text_language)
    for there in alike.values():
        told = _tell(there[0], comparison, language, text_language)
        if len(there) > 1:
            names = ", ".join(one.name for one in there)
            told = replace(told, name=say_count(len(there), "excerpts", language), about="", names=names)
        yield told


def _tell(change: Change, comparison: Comparison, language: str, text_language: str) -> ToldChange:
    spoken = change.language or text_language
    return ToldChange(
        sign=change.sign,
        manner=say(change.manner, language),
        name=_name(change, language),
        about=_tell_about(change, comparison),
        reasons=tuple(_list_reasons(change, comparison, language)),
        pieces=_mark_words(change, spoken),
        language=spoken,
        quotes=_find_quotes(change, spoken or language),
        note="" if change.is_substantive else say("diff_cosmetic", language),
    )


def _mark_words(change: Change, language: str) -> tuple[Piece, ...]:
    """Mark the words that differ; of words that do not, show how they begin, so that a reader knows which they are."""
    if change.words and change.manner != RETAGGED:
        return (Piece("=", shorten_text(change.words, language, LONGEST)),)
    return mark_words(change.old, change.new)


def _find_quotes(change: Change, language: str) -> str:
    """Find the quotation marks of proven words; nothing else stands between them."""
    manners = {change.new_manner, change.old_manner} - {""}
    is_quoted = manners == {"quotation"} and bool(change.old or change.new or change.words)
    marks = find_quotes(language) if is_quoted else ()
    return f"{marks[0]}{marks[1]}" if marks else ""


def _name(change: Change, language: str) -> str:
    """Name a thing as the command line does: ``source^id``, ``^id`` of a judgement, else what it is called."""
    if change.kind == "judgement" and is_named(change.name):
        return f"^{change.name}"
    if change.kind == "judgement":
        return say("judgement_number", language, number=int(change.name[1:]))
    if change.kind == "head":
        return say(f"subject_{change.name}", language)
    return "" if change.kind in ("marking", "summary") else change.name


def _tell_about(change: Change, comparison: Comparison) -> str:
    """Name an excerpt's source by its title, and a source whose title is the same."""
    if change.kind == "excerpt" or (change.kind == "source" and not (change.old or change.new)):
        return comparison.titles.get(change.source, "")
    return ""


def _list_reasons(change: Change, comparison: Comparison, language: str) -> Iterator[str]:
    """List the phrases that say what changed beside the words, and why something is new or gone."""
    if reason := tell_reason(change, language):
        yield reason
    if change.former:
        yield f"{say('diff_then', language)}: {change.former}"
    yield from tell_moves(change.moves, language, _make_namer(comparison))
    if change.kind == "judgement":
        yield from _list_evidence(change, language)
    else:
        yield from tell_tag_moves(change, language, lambda tag: _label(tag, comparison))


def _list_evidence(change: Change, language: str) -> Iterator[str]:
    moves = [*(f"+{name}" for name in change.gained), *(f"−{name}" for name in change.lost)]
    if moves:
        yield say("why_evidence", language, moves=", ".join(moves))
    if change.touched:
        yield f"{say('why_evidence_changed', language)}: {', '.join(change.touched)}"
    if change.is_suspect:
        yield say("why_suspect", language)


def _make_namer(comparison: Comparison) -> Callable[[str], str]:
    return lambda tag: _label(tag, comparison) if "/" in tag else tag


def _label(tag: str, comparison: Comparison) -> str:
    return comparison.labels.get(tag) or tag.rpartition("/")[2].replace("-", " ").capitalize()
