"""`add`: whatever is dragged in becomes sources; originals kept, every file told of, the run undoable and resumable.

The order of stages stands here: list what was dragged in, fetch what lies on the network, read all of it in workers,
compare the pages of each site, and put them on the shelf one by one, in the order of their names.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefgen.errors import UsageError
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.ingest.catalogue import Catalogue
from briefgen.project.adding.additions import Added, AddOptions, Report, Tell
from briefgen.project.adding.drafting import Reading, read_record
from briefgen.project.adding.dragging import Dragged, Item, list_dragged
from briefgen.project.adding.fetching import fetch_addresses
from briefgen.project.adding.journal import Journal
from briefgen.project.adding.known_sources import list_known_sources, list_versions
from briefgen.project.adding.reading_pages import PageReader, Pages, Unchanged
from briefgen.project.adding.setting_aside import WORKPLACE, forget_aside
from briefgen.project.adding.shelving import Shelf
from briefgen.project.adding.spool import Spool
from briefgen.project.holding import hold_project
from briefgen.project.place import Project

_PHRASES_LIMIT = 1 << 20


def add_files(project: Project, words: Sequence[str], options: AddOptions, tell: Tell, report: Report) -> None:
    """Take files, folders, patterns and addresses into the corpus; tell what became of each file, in order.

    Killed in the midst, the same call goes on where it was. Raises UsageError for a path that is not there,
    PolicyError for an address that may not be fetched, LockedError, and StorageError; one bad file stops nothing.
    """
    dragged = list_dragged(project, words, options)
    options = replace(options, today=options.today or date.today().isoformat())
    with hold_project(project, for_corpus=True):
        known = list_known_sources(project, options.processes)
        journal = Journal(project, words)
        forget_aside(project.state)
        workplace = project.state / WORKPLACE
        with Spool(workplace / "records") as spool:
            dragged = list(fetch_addresses(dragged, workplace / "fetched", options, report))
            shelved = frozenset(() if options.explain else (one.original_sha256 for one in known))
            reading = Reading(_read_phrases(project), spool.places.keys(), shelved)
            reader = PageReader(spool, reading, options.processes, report)
            pages = reader.read_all([one for one in dragged if isinstance(one, Item)])
            reader.read_again(pages, known)
            catalogue = Catalogue((one.describe() for one in known), list_versions(project))
            del known
            shelf = Shelf(project, catalogue, journal, options, tell)
            _shelve_all(shelf, spool, pages, dragged, report)
        journal.close()
        shutil.rmtree(workplace, ignore_errors=True)


def _shelve_all(shelf: Shelf, spool: Spool, pages: Pages, dragged: Sequence[Dragged], report: Report) -> None:
    order = _order_all(pages, dragged)
    total = len(pages.items) + sum(isinstance(one, Added) for one in dragged)
    for done, one in enumerate(order, 1):
        if isinstance(one, Added):
            shelf.pass_over(one)
        else:
            _shelve_page(shelf, spool, pages, one)
        report("writing", done, total, "")
    shelf.flush()


def _order_all(pages: Pages, dragged: Sequence[Dragged]) -> Iterator[int | Added]:
    """Give what was dragged in, in its order: positions of files, a mail's parts behind it, and what is passed over."""
    position = 0
    for one in dragged:
        if isinstance(one, Added):
            yield one
        else:
            yield from pages.list_in_order([position])
            position += 1


def _shelve_page(shelf: Shelf, spool: Spool, pages: Pages, position: int) -> None:
    item, result = pages.items[position], pages.results[position]
    if isinstance(result, Added):
        shelf.pass_over(result)
    elif isinstance(result, Unchanged):
        shelf.find_again(item, result.sha256)
    elif result is not None:
        shelf.take(item, *read_record(spool, result))


def _read_phrases(project: Project) -> str:
    """Read the project's own phrase list, if it has one. Raises UsageError where it is no TOML."""
    import tomllib

    path = project.folder / "corpus" / "phrases.toml"
    try:
        text = read_bounded(path, _PHRASES_LIMIT).decode()
        tomllib.loads(text)
    except FileMissingError:
        return ""
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{project.name(path)} cannot be read: {error}") from error
    return text
