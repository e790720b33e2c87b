"""`tags --accept` and `--ignore`: a suggestion taken up, or never made again."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefgen.errors import BriefgenError, UsageError
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.files.writing import write_whole
from briefgen.grammar.edits import Lines, apply_edits
from briefgen.grammar.query import read_query
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.trailer import is_tag
from briefgen.grammar.trailer_edits import add_tag_to_passage
from briefgen.grammar.vocabulary_edits import add_aliases
from briefgen.model.evidence import Evidence
from briefgen.model.source import Passage
from briefgen.model.vocabulary import NO_LANGUAGE, Term
from briefgen.project.holding import hold_project
from briefgen.project.looking.looking import get_excerpt
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.sources import SOURCE_LIMIT
from briefgen.project.tags.editing import add_terms, edit_vocabulary, read_vocabulary_text
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source
from briefgen.read.vocabulary import read_vocabulary
from briefgen.suggest.acronyms import find_long_name, may_be_acronym
from briefgen.suggest.nominative import may_be_nominative

_EXCERPT = re.compile(r"\[?@?[a-z0-9]+(?:-[a-z0-9]+)*\^[A-Za-z0-9-]+\]?")
_IGNORED_LIMIT = 1 << 20
_IGNORED_HEAD = "# Names and passages that `briefgen tags --suggest` does not propose again, one a line.\n"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was written: the file, its line where one can be named, and the change as a phrase."""

    file: str
    change: str
    line: int = 0


def accept_suggestion(project: Project, what: str, tag: str) -> Accepted:
    """Take up a suggestion: a name becomes a tag's alias or a new tag's label, an excerpt gets the tag.

    With an acronym goes the long name that it follows in brackets. Raises UsageError for what is no tag, for a
    name or a tag that is there already, and for an excerpt that does not exist; BriefgenError, with nothing written,
    where a file cannot be changed safely.
    """
    tag = tag.removeprefix("#")
    if not is_tag(tag):
        raise UsageError(f"`{tag}` is not a tag; write --as org/nato, say")
    if is_excerpt(what):
        return _tag_excerpt(project, what, tag)
    _refuse_tag(what, "--accept")
    name = " ".join(what.split())
    long = use_corpus(project, lambda corpus: _find_long_name(corpus, name)) if may_be_acronym(name) else ""
    return _accept_names(project, tuple(filter(None, (long, name))), tag)


def _find_long_name(corpus: Corpus, acronym: str) -> str:
    """Find the name that an acronym follows in brackets, in its commonest form; "" where there is none."""
    read = read_query(acronym, "", 1, 1)[0]
    passages = corpus.index.select(read) if read else ()
    found = Counter(name for one in passages if (name := find_long_name(one.passage.plain, acronym)))
    return min(found, key=lambda name: (not may_be_nominative(name.split()[0]), -found[name], name), default="")


def _refuse_tag(what: str, option: str) -> None:
    if is_tag(what) and "/" in what:
        raise UsageError(f"`{what}` is a tag and no name; write {option} EXCERPT --as {what}")


def is_excerpt(what: str) -> bool:
    """Tell whether a word of the command line names an excerpt, ``source^id``, and not a name."""
    return _EXCERPT.fullmatch(what) is not None


def _accept_names(project: Project, names: tuple[str, ...], tag: str) -> Accepted:
    """Write names into the vocabulary: the last one was asked for, one before it comes along if nothing has it."""
    if not any(map(str.isalnum, names[-1])):
        raise UsageError(f"`{names[-1]}` has no letter or digit")
    with hold_project(project, for_corpus=True):
        terms, _ = read_vocabulary(read_vocabulary_text(project).encode(), project.name(project.vocabulary))
        if owner := _find_owner(names[-1], terms.terms):
            raise UsageError(f"`{names[-1]}` is a name of `{owner}` already")
        free = [name for name in names if not _find_owner(name, terms.terms)]
        there = terms.terms.get(tag)
        if there is None:
            add_terms(project, [Term(tag, ((NO_LANGUAGE, free[0]),), aliases=tuple(free[1:]))])
        else:
            longer = replace(there, aliases=(*there.aliases, *free))
            edit_vocabulary(project, lambda text: add_aliases(text, tag, free), lambda old: {**old, tag: longer})
    named = " and ".join(f"`{name}`" for name in free)
    verb = "is" if len(free) == 1 else "are"
    what = f"{'an alias' if len(free) == 1 else 'aliases'} of" if there else "the new tag"
    return Accepted(project.name(project.vocabulary), f"{named} {verb} {what} {tag}")


def _find_owner(name: str, terms: Mapping[str, Term]) -> str:
    """Return the tag that has a name already, or ""."""
    owners = (tag for tag, term in terms.items() if name.casefold() in (one.casefold() for one in term.names))
    return next(owners, "")


def _tag_excerpt(project: Project, name: str, tag: str) -> Accepted:
    with hold_project(project, for_corpus=True):
        evidence, known = use_corpus(project, lambda corpus: (get_excerpt(corpus, name), corpus.vocabulary.known))
        if tag not in known:
            hint = ask_whether(tag, known) or f'`briefgen tags --accept "NAME" --as {tag}` makes it'
            raise UsageError(f"the vocabulary has no `{tag}`: {hint}")
        if tag in evidence.passage.trailer.tags:
            raise UsageError(f"{evidence.name} bears `{tag}` already")
        return _write_tag(project, evidence, tag)


def _write_tag(project: Project, evidence: Evidence, tag: str) -> Accepted:
    path, file = project.folder / evidence.source.path, evidence.source.path
    before = read_bounded(path, SOURCE_LIMIT).decode()
    edit = add_tag_to_passage(before, evidence.passage, tag)
    after = apply_edits(before, [edit])
    old, new = (read_source(text.encode(), file, FolderDefaults(), project.settings) for text in (before, after))
    wanted = [_list_words(one, tag if one.id == evidence.passage.id else "") for one in old.passages]
    if wanted != [_list_words(one) for one in new.passages] or old.source != new.source:
        raise BriefgenError(f"{evidence.passage.place}: the tag cannot be written there; write #{tag} by hand")
    write_whole(path, after.encode())
    line = Lines(after).find_line(edit.start + len(edit.text))
    return Accepted(file, f"#{tag} added to {evidence.name}", line)


def _list_words(passage: Passage, tag: str = "") -> tuple[object, ...]:
    tags = {*passage.trailer.tags, tag} - {""}
    return (passage.id, passage.plain, passage.marked, passage.kind, replace(passage.trailer, tags=()), tags)


def ignore_suggestion(project: Project, what: str, tag: str = "") -> Accepted:
    """Write a name, or an excerpt with a tag, into ``corpus/ignored.txt``, so that it is not proposed again.

    Raises UsageError where it stands there already, where an excerpt is named without a tag, or a name with one.
    """
    if is_excerpt(what) and not tag:
        raise UsageError("an excerpt is ignored for one tag: add --as TAG")
    if not is_excerpt(what):
        _refuse_tag(what, "--ignore")
        if tag:
            raise UsageError(f"`{what}` is no excerpt: a name is ignored whole, without --as")
    entry = f"{what.strip('[]@ ')} {tag}" if is_excerpt(what) else " ".join(what.split())
    path = project.folder / "corpus" / "ignored.txt"
    with hold_project(project, for_corpus=True):
        text = _read_ignored(project) or _IGNORED_HEAD
        if entry.casefold() in {line.strip().casefold() for line in text.splitlines()}:
            raise UsageError(f"`{entry}` is ignored already")
        write_whole(path, f"{text.rstrip()}\n{entry}\n".encode())
    return Accepted(project.name(path), f"`{entry}` is not proposed again", text.rstrip().count("\n") + 2)


def list_ignored(project: Project) -> frozenset[str]:
    """Give the lines of ``corpus/ignored.txt``, casefolded, without comments; empty where there is no file."""
    lines = (line.strip() for line in _read_ignored(project).splitlines())
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


def _read_ignored(project: Project) -> str:
    try:
        return read_bounded(project.folder / "corpus" / "ignored.txt", _IGNORED_LIMIT).decode("utf-8", "replace")
    except FileMissingError:
        return ""
