"""Commands carried out once in a process from which others are forked: what they load and compile is there for all."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

#: A project of one topic with every kind of section.
_PRACTICE = {
    "briefgen.toml": 'default_tlp = "TLP:CLEAR"\n',
    "corpus/vocabulary.yaml": "matter/one: {label: {en: One matter, ru: Дело}, aliases: [matter, дело]}\n"
    "org/one: {label: {en: The one, ru: Новая Лига}, aliases: [one]}\n",
    **{
        f"corpus/sources/note-{year}.md": f"---\ntitle: A note\ntext: summary\nlanguage: ru\nissued: {year}\n---\n"
        f"The matter of Москва was told in {year}.\n#matter/one [date:: {year}-03-02] [event:: It is told] "
        f"[actor:: org/one] [stance:: {stance} towards matter/one] ^told\n"
        for year, stance in ((2011, "for"), (2012, "against"), (2013, "for"), (2015, "for"))
    },
    "corpus/topics/matter.md": "---\ntitle: The matter\nquery: matter\nsections:\n"
    + "".join(
        f"  - {{heading: {kind}, kind: {kind}}}\n"
        for kind in ("judgements", "positions", "timeline", "chart", "excerpts", "gaps", "changes", "sources")
    )
    + "---\n# judgements\n\n- It is so. [@note-2011^told]\n",
}
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page on rivers</title>
<meta property="article:published_time" content="2026-05-01"></head><body><article><h1>A page on rivers</h1>
<p>The members spoke of rivers for a day, at length and in public, and those who were there heard every word.</p>
</article></body></html>"""


def write_practice(folder: Path) -> None:
    """Write the project of one topic, `matter`."""
    for name, text in _PRACTICE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def write_practice_with_page(folder: Path) -> None:
    """Write the project, and beside it a page that may be added."""
    write_practice(folder)
    (folder.parent / "page.html").write_text(_PAGE, encoding="utf-8")


def practise_commands(write: Callable[[Path], object], *commands: tuple[str, ...]) -> None:
    """Carry commands out on a project that is written for them; jobs are done in this process.

    `..` in a word stands for the folder in which the project is.
    """
    from unittest.mock import patch

    from click.testing import CliRunner

    from briefgen.cli import command

    with TemporaryDirectory() as folder, ExitStack() as stack:
        project = Path(folder) / "project"
        write(project)
        for name, module in list(sys.modules.items()):
            if name.startswith("briefgen.") and hasattr(module, "run_jobs"):
                stack.enter_context(patch.object(module, "run_jobs", _work_here))
        for words in commands:
            named = [word.replace("..", folder) for word in words]
            done = CliRunner().invoke(command, [*named, "--project", str(project)])
            assert done.exit_code == 0, done.output
        stack.pop_all().close()
        # Once more with workers of its own, for what is loaded to start them.
        done = CliRunner().invoke(command, ["build", "--force", "--project", str(project)])
        assert done.exit_code == 0, done.output


def _work_here(job: Callable[[Any], Any], items: Sequence[Any], *_: object) -> Iterator[tuple[int, object]]:
    from briefgen.workers.limits import Done

    for position, item in enumerate(items):
        yield position, Done(job(item))
