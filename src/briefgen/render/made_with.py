"""What shows in a page's or a PDF's bytes besides the brief: an edition keeps it, to say why one is not as it was."""

import platform
import zlib
from importlib.metadata import PackageNotFoundError, version

import briefgen
from briefgen.editions.record import MadeWith
from briefgen.render.toolchain import digest_templates, list_versions
from briefgen.render.typefaces.fonts import digest_fonts
from briefgen.render.typefaces.glyphs import needs_machine_fonts
from briefgen.render.typefaces.shaping import list_shaping_libraries
from briefgen.render.typefaces.system_fonts import digest_machine_fonts

#: What writes the HTML file; `list_versions` has what makes a PDF of it.
_PAGE_LIBRARIES = ("jinja2", "markupsafe", "markdown", "nh3", "babel", "citeproc-py", "lxml")


def tell_made_with(html: str) -> MadeWith:
    """Tell with what a page is laid out and printed on this machine, now."""
    return MadeWith(
        versions=dict(sorted(_list_all_versions().items())),
        fonts=digest_fonts(),
        templates=digest_templates(()),
        machine_fonts=digest_machine_fonts() if needs_machine_fonts(html) else "",
    )


def _list_all_versions() -> dict[str, str]:
    own = {
        "briefgen": briefgen.__version__,
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    pages = {name: _find_version(name) for name in _PAGE_LIBRARIES}
    return {**own, **pages, **list_versions(), **list_shaping_libraries()}


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
