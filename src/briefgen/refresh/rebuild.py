"""An old edition laid out and printed again from its own folder, in confined workers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.editions.brief_json import decode_brief
from briefgen.editions.record import MadeWith
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.refresh.run import RENDERING
from briefgen.render.citing.styles import CitationStyle
from briefgen.render.html import LayoutOptions, finish_page, lay_out_bare
from briefgen.render.made_with import tell_made_with
from briefgen.render.pdf.enclosures import enclose, make_enclosures
from briefgen.render.pdf.printing import print_pdf, warm_up
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.render.typefaces.system_fonts import list_font_folders
from briefgen.wording.words import read_words, use_words
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Outcome
from briefgen.workers.run import run_jobs

#: The files of an edition: its data, and what is the project's own in its looks.
DATA = "brief.json"
OWN_TEMPLATES, OWN_STYLE = "own/templates", "own/citation-style"
_LARGEST = 256 << 20


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The files of an edition as they come out now, by the SHA-256 of each, and what made them."""

    files: dict[str, str]
    made_with: MadeWith
    problems: tuple[str, ...] = ()


def rebuild_folders(folders: Sequence[Path], processes: int) -> Iterator[tuple[Path, Outcome[Rebuilt]]]:
    """Lay out and print the editions in some folders anew; nothing is written. One that fails costs itself."""
    if not folders:
        return
    shelves = (warm_up(), find_shipped_templates(), *list_font_folders(), *folders)
    readable = (*library_folders(), *(str(one) for one in shelves))
    limits = replace(RENDERING, confine=True, readable=readable)
    for position, outcome in run_jobs(rebuild, folders, limits, processes):
        yield folders[position], outcome


def rebuild(folder: Path) -> Rebuilt:
    """Lay out and print one edition from its folder. Raises IntegrityError where its data cannot be read."""
    frozen = decode_brief(read_bounded(folder / DATA, _LARGEST))
    templates, brief = folder / OWN_TEMPLATES, frozen.brief
    folders = (templates,) if templates.is_dir() else ()
    words, _ = read_words(_read_catalogues(templates / "catalogues"))
    with use_words(words):
        page = lay_out_bare(brief, LayoutOptions(folders, brief.form, _read_style(folder / OWN_STYLE)))
        if frozen.manifest is not None:
            page = enclose(page, frozen.manifest)
        page = finish_page(page, frozen.printed, brief.language)
        printed = print_pdf(page, brief.slug)
    made = {f"{brief.slug}.html": page.html.encode(), f"{brief.slug}.pdf": printed.pdf}
    made |= {one.name: one.data for one in make_enclosures(page)}
    return Rebuilt(
        {name: digest_bytes(data) for name, data in made.items()},
        tell_made_with(page.html),
        tuple(problem.message for problem in (*page.problems, *printed.problems) if problem.is_error),
    )


def _read_catalogues(folder: Path) -> dict[str, bytes]:
    paths = sorted(folder.rglob("*.po")) if folder.is_dir() else []
    return {f"templates/catalogues/{one.relative_to(folder).as_posix()}": read_bounded(one, _LARGEST) for one in paths}


def _read_style(folder: Path) -> CitationStyle | None:
    """Read the citation style: the one file below its folder, named by its path in the project."""
    found = sorted(path for path in folder.rglob("*.csl") if path.is_file()) if folder.is_dir() else []
    return CitationStyle(found[0].relative_to(folder).as_posix(), read_bounded(found[0], _LARGEST)) if found else None
