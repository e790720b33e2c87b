"""Changes to the vocabulary's file: planned as text, read again, and written only where they say what they should."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from briefgen.errors import BriefgenError, UsageError
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.files.writing import write_whole
from briefgen.grammar.front_matter import decode_source
from briefgen.grammar.vocabulary_edits import CannotEdit, append_terms
from briefgen.grammar.yaml_text import VOCABULARY_LIMIT
from briefgen.model.problem import Problem
from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.project.place import Project
from briefgen.read.vocabulary import read_vocabulary


def add_terms(project: Project, terms: Iterable[Term]) -> None:
    """Append entries to the vocabulary, whose tags must not be there yet.

    Raises UsageError for a tag that is there, BriefgenError where the file cannot be changed safely.
    """
    added = list(terms)

    def expect(before: Mapping[str, Term]) -> dict[str, Term]:
        there = [term.tag for term in added if term.tag in before]
        if there:
            raise UsageError(f"the vocabulary has `{there[0]}` already")
        return {**before, **{term.tag: term for term in added}}

    edit_vocabulary(project, lambda text: append_terms(text, added), expect)


def edit_vocabulary(
    project: Project,
    change: Callable[[str], str],
    expect: Callable[[Mapping[str, Term]], Mapping[str, Term]],
) -> None:
    """Change the vocabulary's text, if its terms are then those that `expect` makes of the terms before.

    Raises BriefgenError, with nothing written, where it cannot be read, where the change cannot be made in
    place, and where the result would say anything else or bring a new mistake.
    """
    before = read_vocabulary_text(project)
    after = plan_vocabulary(project, before, change, expect)
    write_whole(project.vocabulary, after.encode())


def read_vocabulary_text(project: Project) -> str:
    """Give the vocabulary's text as it is written, "" where there is no file. BriefgenError where it is no text."""
    try:
        data = read_bounded(project.vocabulary, VOCABULARY_LIMIT)
    except FileMissingError:
        return ""
    text, problems = decode_source(data, project.name(project.vocabulary))
    if text is None:
        raise BriefgenError(f"{problems[0].place}: {problems[0].message}")
    return data.decode()


def plan_vocabulary(
    project: Project,
    before: str,
    change: Callable[[str], str],
    expect: Callable[[Mapping[str, Term]], Mapping[str, Term]],
) -> str:
    """Give the vocabulary's text after a change; raises as `edit_vocabulary` does."""
    name = project.name(project.vocabulary)
    old, problems = read_vocabulary(before.encode(), name)
    if not old.terms and problems:
        raise BriefgenError(f"{problems[0].place}: {problems[0].message} Mend it first; `briefgen check` tells more.")
    wanted = expect(old.terms)
    try:
        after = change(before)
    except CannotEdit as error:
        raise BriefgenError(f"{name} was left as it is: {error}; change it by hand.") from error
    new, found = read_vocabulary(after.encode(), name)
    _refuse_new_problems(problems, found, name)
    if _compare(new) != _compare(Vocabulary(wanted)):
        raise BriefgenError(f"{name} was left as it is: the change would touch more than it should; make it by hand.")
    return after


def _refuse_new_problems(before: tuple[Problem, ...], after: tuple[Problem, ...], name: str) -> None:
    known = {problem.message for problem in before}
    new = next((problem for problem in after if len(after) > len(before) and problem.message not in known), None)
    if new:
        raise BriefgenError(f"{name} was left as it is: {new.message}" + (f" ({new.hint})" if new.hint else ""))


def _compare(vocabulary: Vocabulary) -> list[tuple[str, Term]]:
    """Give the terms as they are compared: in their order, a list's items in any."""
    return [
        (tag, replace(term, aliases=tuple(sorted(set(term.aliases))), implies=tuple(sorted(set(term.implies)))))
        for tag, term in vocabulary.terms.items()
    ]
