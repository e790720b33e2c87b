"""What sources leave unsaid: when they were issued, where they are found, how reliable they are, what is allowed.

A corpus of thousands lacks such things thousands of times; so each is told once a folder, unless all are asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem, ProblemKind
from briefgen.model.source import Source

_NAMED = 3
#: With more folders than this, all are told together.
_MOST_FOLDERS = 10


@dataclass(frozen=True, slots=True)
class _Gap:
    """What a source may lack: the kind of problem, its words, and what to write."""

    kind: ProblemKind
    lacks: str
    hint: str
    is_open: Callable[[Source], bool]


_GAPS = (
    _Gap(
        kinds.SOURCE_UNDATED,
        "no date",
        "write `issued` where the source tells it, or `checked_by: YOUR NAME` where it does not",
        lambda source: source.issued is None and not source.checked_by,
    ),
    _Gap(
        kinds.SOURCE_UNRATED,
        "no reliability",
        "write `reliability: A` to F, in the source or once in the folder's _defaults.yaml",
        lambda source: not source.reliability,
    ),
    _Gap(
        kinds.SOURCE_NO_ADDRESS,
        "no address",
        "write `URL`, `DOI` or volume and page, or `checked_by: YOUR NAME` where none is to be had",
        lambda source: source.lacks_address and not source.checked_by,
    ),
    _Gap(
        kinds.SOURCE_NO_RIGHTS,
        "no rights, and a verbatim text",
        "write `rights: {licence: …, holder: …, max_quote_words: …}`, in the source or in _defaults.yaml",
        lambda source: source.wording != "summary" and not (source.rights.licence or source.rights.holder),
    ),
)


def sources_tell_what_readers_need(sources: Sequence[Source], *, lists_all: bool = False) -> tuple[Problem, ...]:
    """Every source that may be used tells its date and its reliability, and its rights if it is verbatim.

    One problem for each folder, with `lists_all` one for each source. A person who put ``checked_by`` into a
    source has said that its date, or its address, is not to be had.
    """
    usable = [source for source in sources if not source.is_withdrawn]
    report = _report_each if lists_all else _report_folders
    return tuple(problem for gap in _GAPS for problem in report(list(filter(gap.is_open, usable)), gap))


def _report_each(lacking: list[Source], gap: _Gap) -> list[Problem]:
    return [Problem(gap.kind, f"The source has {gap.lacks}.", Place(source.path, 1, 1), gap.hint) for source in lacking]


def _report_folders(lacking: list[Source], gap: _Gap) -> list[Problem]:
    folders: defaultdict[str, list[Source]] = defaultdict(list)
    for source in lacking:
        folders[source.path.rpartition("/")[0]].append(source)
    if len(folders) > _MOST_FOLDERS:
        folders = defaultdict(list, {"corpus/sources": lacking})
    return [_report_folder(folder, there, gap) for folder, there in sorted(folders.items())]


def _report_folder(folder: str, there: list[Source], gap: _Gap) -> Problem:
    names = ", ".join(source.id for source in there[:_NAMED])
    more = f" and {len(there) - _NAMED} more; `briefgen check --all` lists them" if len(there) > _NAMED else ""
    verb = "has" if len(there) == 1 else "have"
    message = f"{count_things(len(there), 'source')} {verb} {gap.lacks}: {names}{more}."
    return Problem(gap.kind, message, Place(folder), gap.hint)
