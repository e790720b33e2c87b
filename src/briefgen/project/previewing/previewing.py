"""`preview`: pages on a local address, made anew at each save.

The builder is this process, which has one thread: it looks into the corpus, makes the pages that readers have open, and
tells the site. Beside it work three more: the site (serves, and hears of saves), the printer (PDFs, WeasyPrint warm)
and, while there is time, one that finds out the states of all topics. Nothing is written but
what lies in ``.briefgen/``: neither
``output/`` nor the record is touched, no build lock is held, and a `build` elsewhere goes on as ever.
"""

import os
import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from briefgen.errors import BriefgenError, UsageError
from briefgen.grammar.suggestions import suggest
from briefgen.preview.asking import Door
from briefgen.preview.site import start_site
from briefgen.preview.sockets import bind_loopback
from briefgen.preview.watching import Watch
from briefgen.project.place import SETTINGS_FILES, Project, read_project
from briefgen.refresh.records import MANIFEST

PORT = 8990
#: As many as the kernel follows (path_resolution(7)).
_MOST_LINKS = 40


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """What `preview` is asked: the topic to begin with ("": the list), the port, and how many workers make pages.

    `announce` is told the address as soon as it answers.
    """

    topic: str = ""
    port: int = PORT
    processes: int = 2
    announce: Callable[[str], None] = lambda address: None


def preview_project(project: Project, options: PreviewOptions) -> None:
    """Show the project until the user interrupts.

    Raises UsageError for an unknown topic, StorageError where the port is taken or the server ends.
    """
    _refuse_unknown(project, options.topic)
    sockets = bind_loopback(options.port)
    door = Door(int(sockets[0].getsockname()[1]), secrets.token_urlsafe(18))
    with closing(start_site(sockets, door, partial(_choose_newest_watch, project))) as site:
        options.announce(f"http://127.0.0.1:{door.port}{door.root}{f'brief/{options.topic}' if options.topic else ''}")
        # Loaded behind the site's start: the address answers at once.
        from briefgen.preview.shell import write_font_links
        from briefgen.project.previewing.builder import Builder

        with (
            _noting_signals() as check,
            closing(Builder(project, site, write_font_links(door.root), options.processes, check)) as builder,
        ):
            builder.run()


@contextmanager
def _noting_signals() -> Iterator[Callable[[], None]]:
    """Note each request to end; gives what raises it again.

    A signal raises wherever the program stands, and a library's callback from C swallows that now and then.
    """
    noted: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    obeyed = {number: handler for number, handler in before.items() if callable(handler)}

    def note(number: int, frame: FrameType | None) -> None:
        noted.append(number)
        obeyed[signal.Signals(number)](number, frame)

    def check() -> None:
        if noted:
            obeyed[signal.Signals(noted[0])](noted[0], None)

    for number in obeyed:
        signal.signal(number, note)
    try:
        yield check
    finally:
        for number, handler in obeyed.items():
            signal.signal(number, handler)


def _refuse_unknown(project: Project, topic: str) -> None:
    slugs = sorted(path.stem for path in project.topics.rglob("*.md"))
    if topic and topic not in slugs:
        near = suggest(topic, slugs)
        hint = f"did you mean `{near}`?" if near else "`briefgen status` lists the topics"
        raise UsageError(f"no topic is called `{topic}`: {hint}")


def _choose_watch(project: Project) -> Watch:
    folder, style = project.folder, Path(project.settings.csl)
    files = [*(folder / name for name in SETTINGS_FILES), project.vocabulary, folder / project.recipients_file]
    steps = {step for file in (*files, folder / style) for step in _follow_links(file)}
    return Watch(
        whole=(folder / "corpus", project.templates),
        flat=tuple(
            dict.fromkeys(
                (folder, project.output, *(folder / one for one in style.parents), *sorted(one.parent for one in steps))
            )
        ),
        names=frozenset(
            {*SETTINGS_FILES, MANIFEST, "corpus", "templates", "output", *style.parts, *(one.name for one in steps)}
        ),
    )


def _follow_links(path: Path) -> Iterator[Path]:
    """Give where a file's links lead, step by step, and where it really is: a change there is one of the file."""
    for _ in range(_MOST_LINKS):
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
        yield Path(os.path.abspath(path))  # noqa: PTH100 - a link that is resolved would be passed over
    real = Path(os.path.realpath(path))
    if real != path:
        yield real


def _choose_newest_watch(project: Project) -> Watch:
    """Choose by the settings as they are now, where they can be read: they may name another citation style."""
    try:
        return _choose_watch(read_project(project.folder) or project)
    except BriefgenError:
        return _choose_watch(project)
