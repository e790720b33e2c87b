"""Whether editions are taken care of: they are records, which nothing makes again once they are lost."""

import subprocess

from briefgen.editions.shelf import list_topics
from briefgen.project.place import Project

_PATIENCE = 10.0
#: A repository's own configuration may name programs that git runs; none of them is needed to ask it something.
_QUIET = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


def tell_editions_care(project: Project) -> tuple[str, ...]:
    """Say what endangers the editions of a project, a sentence each: ignored by git, not committed, or in no copy."""
    if not list_topics(project.editions):
        return ()
    place = project.name(project.editions)
    if _ask(project, "rev-parse", "--is-inside-work-tree") != "true":
        return (f"{place} is under no version control: editions cannot be made again, so keep a copy of it elsewhere.",)
    rule = _ask(project, "check-ignore", "--verbose", "--no-index", f"{place}/SHA256SUMS")
    if rule:
        where = rule.partition("\t")[0]
        return (f"git ignores {place} ({where}): editions are records; write `!/{place}/` behind that line.",)
    loose = _ask(project, "status", "--porcelain", "--untracked-files=all", "--", place)
    count = len(loose.splitlines()) if loose else 0
    return (f"{count} files of {place} are not committed: until then they exist once.",) if count else ()


def _ask(project: Project, *words: str) -> str | None:
    """Ask git something; None where it is not there, fails, or has nothing to say."""
    try:
        ran = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            [*_QUIET, "-C", str(project.folder), *words],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.strip() or None if ran.returncode == 0 else None
