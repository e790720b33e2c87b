"""`tags --rename`: one tag, and all below it, under a new name in every file at once.

All files are planned and read again before the first is written. The vocabulary is written last: until
then the old tag is still known, so that an interrupted run is completed by running it again.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.errors import BriefgenError, UsageError
from briefgen.files.reading import read_bounded
from briefgen.files.walking import walk_files
from briefgen.files.writing import write_whole
from briefgen.grammar.edits import Edit, Lines, apply_edits
from briefgen.grammar.front_matter import decode_source, normalise_breaks, split_front_matter
from briefgen.grammar.suggestions import suggest
from briefgen.grammar.tag_renaming import CannotRename, TagRename
from briefgen.grammar.trailer import is_tag
from briefgen.grammar.vocabulary_edits import CannotEdit, add_aliases, add_implied, remove_term
from briefgen.grammar.yaml_text import read_yaml
from briefgen.model.settings import Settings
from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.project.failures import tell_end
from briefgen.project.holding import hold_project
from briefgen.project.place import Project
from briefgen.project.reading.sources import READING, SOURCE_LIMIT
from briefgen.project.tags.editing import plan_vocabulary, read_vocabulary_text
from briefgen.project.tags.tag_edits import (
    TextBefore,
    are_defaults_kept,
    is_source_kept,
    is_topic_kept,
    list_defaults_edits,
    list_source_edits,
    list_topic_edits,
    list_vocabulary_edits,
    rename_vocabulary,
    rewrite_source,
)
from briefgen.read.defaults import DEFAULTS_NAME
from briefgen.read.vocabulary import read_vocabulary
from briefgen.workers.limits import Failed, Outcome
from briefgen.workers.run import run_jobs


@dataclass(frozen=True, slots=True)
class RenamedPlace:
    """One place where the tag stands: the file and its line, as it was and as it is now."""

    file: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a rename changed, or would change, by file and line; `doubts` are sentences on what it leaves."""

    places: tuple[RenamedPlace, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenameOptions:
    """What `tags --rename` is asked: `merge` joins the tag with one that is there; `is_trial` writes nothing."""

    merge: bool = False
    is_trial: bool = False


@dataclass(frozen=True, slots=True)
class _Planned:
    """What a file will hold, and its edits; `why_not` says why it cannot be changed."""

    file: str
    after: str = ""
    places: tuple[RenamedPlace, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class _FileKind:
    """How one kind of file is changed, and how the result is proven."""

    is_broken: Callable[[TextBefore], bool]
    list_edits: Callable[[TextBefore, TagRename], tuple[Edit, ...]]
    rewrite: Callable[[TextBefore, Sequence[Edit]], str]
    is_kept: Callable[[TextBefore, str, TagRename, Settings], bool]


def _rewrite(before: TextBefore, edits: Sequence[Edit]) -> str:
    return apply_edits(before.text, edits)


def _has_broken_front(before: TextBefore) -> bool:
    return split_front_matter(before.text, before.file)[0].is_broken


def _is_broken_yaml(before: TextBefore) -> bool:
    root, problems = read_yaml(normalise_breaks(before.text), before.file, 1)
    return root is None and bool(problems)


_SOURCE = _FileKind(_has_broken_front, list_source_edits, rewrite_source, is_source_kept)
_DEFAULTS = _FileKind(_is_broken_yaml, list_defaults_edits, _rewrite, are_defaults_kept)
_TOPIC = _FileKind(_has_broken_front, list_topic_edits, _rewrite, is_topic_kept)


def rename_tag(project: Project, old: str, new: str, options: RenameOptions) -> Renamed:
    """Rename a tag in the vocabulary, the sources, the folders' defaults and the topics.

    Raises UsageError for what is no tag, for a tag that nobody knows, and for one that is there already
    unless it is to be merged; BriefgenError, with nothing written, where a file cannot be changed safely.
    """
    rename = TagRename(old, new)
    with hold_project(project, for_corpus=True):
        vocabulary, _ = read_vocabulary(read_vocabulary_text(project).encode(), project.name(project.vocabulary))
        _refuse_impossible(rename, vocabulary, options)
        planned = _plan_files(project, rename)
        entry = _plan_vocabulary_file(project, rename)
        _refuse_unchanged(planned, entry, rename, vocabulary)
        if not options.is_trial:
            for one in (*planned, entry):
                if one.places:
                    write_whole(project.folder / one.file, one.after.encode())
    return Renamed(
        tuple(place for one in (*planned, entry) for place in one.places),
        tuple(f"{one.file}: {one.why_not}" for one in planned if one.why_not),
    )


def _refuse_impossible(rename: TagRename, vocabulary: Vocabulary, options: RenameOptions) -> None:
    for tag in (rename.old, rename.new):
        if not is_tag(tag):
            raise UsageError(f"`{tag}` is not a tag; a tag is words of letters, digits, - and _, joined by /")
    if rename.touches(rename.new):
        raise UsageError(f"`{rename.new}` is `{rename.old}` or below it; rename it to another name first")
    if rename.old not in vocabulary.known:
        near = suggest(rename.old, vocabulary.known)
        raise UsageError(f"the vocabulary has no `{rename.old}`" + (f"; did you mean `{near}`?" if near else ""))
    met = [tag for tag in vocabulary.known if rename.touches(tag) and rename.apply(tag) in vocabulary.known]
    # An ancestor without an entry, such as `org`, is met by everything and joined with nothing.
    met = [tag for tag in met if tag == rename.old or {tag, rename.apply(tag)} & vocabulary.terms.keys()]
    if met and not options.merge:
        there = ", ".join(f"`{rename.apply(tag)}`" for tag in sorted(met)[:3])
        raise UsageError(f"{there} is there already; --merge joins `{rename.old}` with it")


def _refuse_unchanged(planned: list[_Planned], entry: _Planned, rename: TagRename, vocabulary: Vocabulary) -> None:
    bad = [one for one in planned if one.why_not and one.places]
    if bad:
        told = "\n".join(f"  {one.why_not}" for one in bad[:10])
        raise BriefgenError(f"nothing was renamed, for these files cannot be changed safely:\n{told}")
    if not entry.places and not any(one.places for one in planned):
        raise UsageError(f"`{rename.old}` stands nowhere in {len(vocabulary.terms)} tags, sources and topics")


def _plan_files(project: Project, rename: TagRename) -> list[_Planned]:
    """Plan every file in which the tag stands, each in a worker that it may bring down."""
    wanted = [unicodedata.normalize(form, rename.old).encode() for form in ("NFC", "NFD")]
    files = [path for path in _list_files(project) if any(form in _read(path) for form in wanted)]
    outcomes = dict(run_jobs(lambda path: _plan_file(project, path, rename), files, READING, 2))
    return [_take_outcome(project.name(path), outcomes[number]) for number, path in enumerate(files)]


def _take_outcome(name: str, outcome: Outcome[_Planned]) -> _Planned:
    if isinstance(outcome, Failed):
        return _Planned(name, why_not=f"reading it {tell_end(outcome, 'reader')}")
    return outcome.value


def _list_files(project: Project) -> list[Path]:
    sources = walk_files(project.sources, (".md", DEFAULTS_NAME)).found if project.sources.is_dir() else ()
    topics = walk_files(project.topics, (".md",)).found if project.topics.is_dir() else ()
    return [*sources, *topics]


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, SOURCE_LIMIT)
    except BriefgenError:
        return b""


def _plan_file(project: Project, path: Path, rename: TagRename) -> _Planned:
    name = project.name(path)
    data = read_bounded(path, SOURCE_LIMIT)
    text, problems = decode_source(data, name)
    if text is None:
        return _Planned(name, why_not=problems[0].message)
    before = TextBefore(name, data.decode())
    kind = _choose_kind(project, path)
    if kind.is_broken(before):
        return _Planned(name, why_not="its YAML cannot be read, so it was left as it is; mend it and run this again")
    try:
        edits = kind.list_edits(before, rename)
    except CannotRename as error:
        return _Planned(name, places=(RenamedPlace(name, error.place.line, "", ""),), why_not=str(error))
    if not edits:
        return _Planned(name)
    after = kind.rewrite(before, edits)
    places = _list_places(before, edits)
    if not kind.is_kept(before, after, rename, project.settings):
        message = f"{name}: more than the tag would change; rename it there by hand"
        return _Planned(name, places=places, why_not=message)
    return _Planned(name, after, places)


def _choose_kind(project: Project, path: Path) -> _FileKind:
    if path.is_relative_to(project.topics):
        return _TOPIC
    return _DEFAULTS if path.name == DEFAULTS_NAME else _SOURCE


def _list_places(before: TextBefore, edits: Sequence[Edit]) -> tuple[RenamedPlace, ...]:
    """Show each edit with the whole word it stands in."""
    lines = Lines(before.text)
    return tuple(_show_edit(before, edit, lines) for edit in sorted(set(edits)))


def _show_edit(before: TextBefore, edit: Edit, lines: Lines) -> RenamedPlace:
    end = edit.end
    while end < len(before.text) and (before.text[end].isalnum() or before.text[end] in "/-_"):
        end += 1
    below = before.text[edit.end : end] if edit.text else ""
    was = before.text[edit.start : edit.end].strip()
    return RenamedPlace(before.file, lines.find_line(edit.start), was + below, (edit.text + below).strip())


def _plan_vocabulary_file(project: Project, rename: TagRename) -> _Planned:
    text = read_vocabulary_text(project)
    before = TextBefore(project.name(project.vocabulary), text)
    shown: list[RenamedPlace] = []

    def change(text: str) -> str:
        try:
            merged = _merge_entries(text, before.file, rename)
            shown.extend(_list_places(before, list_vocabulary_edits(before, rename)))
            there = TextBefore(before.file, merged)
            return apply_edits(merged, list_vocabulary_edits(there, rename))
        except CannotRename as error:
            raise CannotEdit(str(error)) from error

    after = plan_vocabulary(project, text, change, lambda terms: _expect_terms(terms, rename))
    return _Planned(before.file, after, tuple(shown))


def _merge_entries(text: str, file: str, rename: TagRename) -> str:
    """Give the names and implications of entries whose new tag is there to that tag's entry, and drop theirs."""
    terms = read_vocabulary(text.encode(), file)[0].terms
    for tag in [tag for tag in terms if rename.touches(tag) and rename.apply(tag) in terms]:
        term, face = terms[tag], terms[rename.apply(tag)]
        if term.speaks_for or term.excluded:
            raise CannotEdit(f"`{tag}` says for whom it speaks, or what it is not; join the two entries by hand")
        text = add_aliases(text, face.tag, _list_new_names(term, face))
        text = add_implied(text, face.tag, [one for one in term.implies if one not in (*face.implies, face.tag)])
        text = remove_term(text, tag)
    return text


def _list_new_names(term: Term, face: Term) -> list[str]:
    known = {name.casefold() for name in face.names}
    return [name for name in term.names if name.casefold() not in known]


def _expect_terms(terms: Mapping[str, Term], rename: TagRename) -> dict[str, Term]:
    """Give the terms as they should be: renamed, and where two meet, joined."""
    joined = dict(terms)
    for tag in [tag for tag in terms if rename.touches(tag) and rename.apply(tag) in terms]:
        term, face = joined.pop(tag), joined[rename.apply(tag)]
        implied = [one for one in term.implies if one not in (*face.implies, face.tag)]
        aliases = (*face.aliases, *_list_new_names(term, face))
        joined[face.tag] = replace(face, aliases=aliases, implies=(*face.implies, *implied))
    return rename_vocabulary(Vocabulary(joined), rename)
