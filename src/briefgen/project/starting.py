"""`new`: a project, a topic, a source to begin with."""

import datetime
import os
import re
from pathlib import Path

from briefgen.errors import UsageError
from briefgen.files.writing import make_folder, write_whole
from briefgen.grammar.ids import make_slug
from briefgen.grammar.yaml_writing import quote_scalar
from briefgen.project.holding import hold_project
from briefgen.project.place import SETTINGS_FILE, Project
from briefgen.project.reading.corpus import use_corpus
from briefgen.tagging.matcher import compile_matcher, find_names

_SETTINGS = """\
# Settings of this briefgen project; README, "Settings", explains each.
analyst = ""
desk = ""
language = "en"

# What bears no marking of its own bears this one (TLP 2.0).
default_tlp = "TLP:AMBER"

# "marked" prints unproven verbatim text with a visible mark, "proven" leaves it out.
quotes = "marked"
"""

_VOCABULARY = """\
# The tags: what each is called, in which languages, and what it implies.
# Labels and aliases are found in the sources as whole words; `mediat*` is a stem.
#
# org/nato:
#   label: {en: NATO, ru: НАТО}
#   aliases: [North Atlantic Treaty Organization]
"""

_IGNORED = """\
/.briefgen/
/output/*.html
/output/*.pdf
/output/manifest.json
/output/.gen/
"""

_TOPIC = """\
---
title: {title}
query: |
  {query}
{marking}---
"""

_SOURCE = """\
---
title: {title}
type: webpage
publisher:
issued:
language: en
reliability: F
text: verbatim
---
Paste or write the passages here, one paragraph each.
"""


def start_project(folder: Path) -> tuple[Path, ...]:
    """Make a project in a new or empty folder; give the files written. UsageError where something stands there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; give a new folder's name")
    files = {
        SETTINGS_FILE: _SETTINGS,
        "corpus/vocabulary.yaml": _VOCABULARY,
        ".gitignore": _IGNORED,
    }
    for name, text in files.items():
        write_whole(folder / name, text.encode())
    for name in ("corpus/sources", "corpus/originals", "corpus/topics", "templates", "output"):
        make_folder(folder / name)
    return tuple(folder / name for name in files)


def start_topic(project: Project, title: str, query: str) -> Path:
    """Write a topic with a title and a query; where none is given, one of the tags that the title names.

    It bears the project's default marking in so many words, for a variant of a lower one is refused.
    """
    _refuse_wordless(title)
    path = project.topics / f"{make_slug(title)}.md"
    lines = (query.strip() or propose_query(project, title)).splitlines()
    default = project.settings.default_tlp
    marking = f"tlp: {default.label}\n" if default is not None else ""
    text = _TOPIC.format(title=_quote_title(title), query="\n  ".join(lines), marking=marking)
    _write_new(project, path, text)
    return path


def propose_query(project: Project, title: str) -> str:
    """Propose a query from a title: the tags that it names, else its longer words, any of which may match."""
    matcher = use_corpus(project, lambda corpus: compile_matcher(corpus.vocabulary))
    tags = dict.fromkeys(hit.tag for hit in find_names(matcher, title))
    if tags:
        return " AND ".join(f"tag:{tag}" for tag in tags)
    return " OR ".join(word for word in re.findall(r"\w+", title) if len(word) > 3) or '"' + title + '"'


def start_source(project: Project, title: str) -> Path:
    """Write an empty source to fill in; its name is made from this year and the title."""
    year = datetime.date.today().year
    _refuse_wordless(title)
    path = project.sources / f"{make_slug(f'{title} {year}')}.md"
    _write_new(project, path, _SOURCE.format(title=_quote_title(title)))
    return path


def _quote_title(title: str) -> str:
    return quote_scalar(title.replace("\n", " ").replace("\t", " "))


def _refuse_wordless(title: str) -> None:
    if not any(character.isalnum() for character in title):
        raise UsageError(f"`{title}` has no letter or digit to name a file by")


def _write_new(project: Project, path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises UsageError where it is."""
    with hold_project(project, for_corpus=True):
        if os.path.lexists(path):
            raise UsageError(f"{path} exists already")
        write_whole(path, text.encode())
