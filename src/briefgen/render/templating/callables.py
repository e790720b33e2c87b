"""What templates can call: every filter and function, with a sentence on each."""

import re
from collections.abc import Mapping

from briefgen.model.brief import Brief, Statistics
from briefgen.model.marking import Marking
from briefgen.render.filters import BriefFilters
from briefgen.render.source_filters import SourceFilters

#: Those that are bound to one brief, and so say nothing of themselves.
_SENTENCES = {
    "year": "Write a date's year alone",
    "language_name": "Name a language by its code, in the brief's language",
    "percent": "Write the range of a likelihood term: 20–45 %",
    "joined": "Join a list as a sentence does: a, b and c",
    "shortened": "Cut a text between words at so many letters: `text|shortened(80)`",
    "is_web": "Tell whether an address is one of the web",
    "kind_name": "Name a source's kind, in the brief's language",
    "grade_words": "Write an Admiralty grade in words",
    "t": 'Say a word of the brief by its key: `t("contents")`; `briefgen templates words` lists the keys',
    "audience": "Say who may read what bears a marking",
    "quote_marks": "Give the quotation marks of a language",
    "has_anchor": "Tell whether the page has an element of this id",
    "chart_figure": "Draw a chart as SVG",
    "find_view": "Find the section that holds the analyst's view, or none",
    "likelihoods": "The likelihood terms with their ranges, the lowest first",
    "borrowed_scripts": "Name the scripts whose letters come from another font",
}


_NOTHING = Brief("", "", Marking.CLEAR, (), Statistics())


def list_filters() -> dict[str, str]:
    """List the filters of ours (``value|name``) by name, each with a sentence."""
    return _describe({**BriefFilters("en", frozenset(), "").list_filters(), **SourceFilters(_NOTHING).list_filters()})


def list_functions() -> dict[str, str]:
    """List the functions and values of ours (``name(…)``) by name, each with a sentence."""
    return _describe({**BriefFilters("en", frozenset(), "").list_names(), **SourceFilters(_NOTHING).list_names()})


def _describe(named: Mapping[str, object]) -> dict[str, str]:
    return {name: _SENTENCES.get(name) or _read_sentence(one) for name, one in sorted(named.items())}


def _read_sentence(one: object) -> str:
    """Read the first sentence of a docstring."""
    text = " ".join((one.__doc__ or "").replace("``", "`").split())
    return re.split(r"(?<=\.)\s", text, maxsplit=1)[0].rstrip(".")
