"""What an edition keeps of a draft: everything that is needed to lay it out and print it again."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from briefgen.editions.placing import Frozen
from briefgen.editions.record import can_keep
from briefgen.errors import BriefgenError
from briefgen.files.reading import read_bounded
from briefgen.files.sweeping import sweep_folder
from briefgen.project.place import Project
from briefgen.project.reading.citation_style import read_citation_style
from briefgen.refresh.draft import Draft
from briefgen.refresh.rebuild import DATA, OWN_STYLE, OWN_TEMPLATES
from briefgen.render.made_with import tell_made_with
from briefgen.render.pdf.enclosures import make_enclosures
from briefgen.render.templating.templates import find_shipped_templates

_LIMIT = 1 << 20


def freeze_draft(project: Project, draft: Draft, variant: str) -> Frozen:
    """Make of a printed draft what goes on the shelf; `variant` is its folder's name."""
    assert draft.edition and draft.page and draft.result  # noqa: S101 - it was printed as an edition
    files = {
        f"{draft.slug}.html": draft.page.html.encode(),
        f"{draft.slug}.pdf": draft.result.pdf,
        DATA: draft.data,
        **{one.name: one.data for one in make_enclosures(draft.page)},
        **dict(_list_own(project, [name for name, _ in draft.page.used])),
    }
    return Frozen(draft.edition, variant, files, tell_made_with(draft.page.html))


def _list_own(project: Project, used: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """List what is the project's own in a page's looks, by its place in an edition's folder."""
    folder = project.templates
    if folder.is_dir() and folder.resolve() != find_shipped_templates().resolve():
        swept = [Path(one.path).relative_to(folder).as_posix() for one in sweep_folder(folder) if not one.reason]
        # What is hidden may be an editor's: it is kept where the page has taken it in.
        hidden = [name for name in used if "/." in f"/{name}" and (folder / name).is_file()]
        for own in dict.fromkeys((*swept, *hidden)):
            name = f"{OWN_TEMPLATES}/{own}"
            # What no template can be named by, or what is too long to be one, was none of this page.
            if can_keep(name):
                with suppress(BriefgenError):
                    yield name, read_bounded(folder / own, _LIMIT)
    style = read_citation_style(project)
    if style is not None:
        yield f"{OWN_STYLE}/{style.file}", style.data
