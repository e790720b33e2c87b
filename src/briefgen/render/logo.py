"""A ministry's logo: one file in the project's own templates/, taken into the page so that nothing is fetched.

``logo.svg`` is taken in as a drawing of which only shapes, colours and words are kept; ``logo.png`` and ``logo.jpg``
as a data: address. The style sheet prints it no deeper than --logo-depth. None is shipped.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from briefgen.formats.document import DocumentRefusedError
from briefgen.formats.xml_tree import Element, parse_xml
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem

_NAMES = ("logo.svg", "logo.png", "logo.jpg", "logo.jpeg")
_LARGEST = 512 * 1024
_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_HINT = "save it as a plain SVG without scripts, style sheets and pictures inside, or as PNG"
#: What a drawing may hold. Left out without a word: an editor's own notes. All else in the SVG namespace is refused.
_DRAWN = frozenset(
    re.findall(
        r"\w+",
        "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient"
        " stop clipPath mask title desc",
    )
)
_LEFT_OUT = frozenset({"metadata"})
_PRESENTATION = frozenset(
    re.findall(
        r"[\w-]+",
        "fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit"
        " stroke-dasharray stroke-opacity opacity clip-path clip-rule mask stop-color stop-opacity font-family"
        " font-size font-weight font-style text-anchor letter-spacing color display",
    )
)
_GEOMETRY = frozenset(
    re.findall(
        r"\w+",
        "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height points transform viewBox preserveAspectRatio"
        " offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits",
    )
)
_LOCAL = re.compile(r"url\(\s*[\"']?#([\w.:-]+)[\"']?\s*\)")
_MEASURE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt|mm|cm|in)?\s*")


class _RefusedLogoError(Exception):
    """Why a logo is not taken, as a phrase."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as markup for the template, empty where there is none, and what was wrong with its file."""

    markup: Markup = Markup("")  # noqa: RUF009 - a constant
    problems: tuple[Problem, ...] = ()


def take_logo(folders: tuple[Path, ...], name: str) -> Logo:
    """Take the first logo that the folders hold; `name` is what a screen reader says of it.

    A file that cannot be taken is a problem, and the brief is printed without it.
    """
    there = [folder / file for folder in folders for file in _NAMES if (folder / file).is_file()]
    if not there:
        return Logo(problems=tuple(_tell_unread(folders)))
    found, *others = there
    spare = tuple(
        Problem(kinds.BRIEF_LOGO, f"{found.name} is printed, this one is not", _name_file(other), "keep one of the two")
        for other in others
    )
    try:
        return Logo(_take(found, name), spare)
    except (_RefusedLogoError, DocumentRefusedError, OSError) as error:
        message = f"the logo is not printed: {error.strerror if isinstance(error, OSError) else error}"
        return Logo(problems=(Problem(kinds.BRIEF_TEMPLATE, message, _name_file(found), _HINT), *spare))


def _tell_unread(folders: tuple[Path, ...]) -> Iterator[Problem]:
    """Name the files called ``logo`` of which none is of a kind that can be printed."""
    for path in sorted(path for folder in folders for path in folder.glob("[Ll][Oo][Gg][Oo].*")):
        if path.suffix.lower() not in (".j2", ".css"):
            message = "the logo is not printed: only logo.svg, logo.png and logo.jpg are read"
            yield Problem(kinds.BRIEF_LOGO, message, _name_file(path), _HINT)


def _name_file(path: Path) -> Place:
    return Place(f"templates/{path.name}")


def find_picture(html: str) -> str:
    """Find the data: address of a page's own logo, "" where it has none: the one address that printing may read."""
    found = re.search(r'<img class="picture" src="(data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+)"', html)
    return found[1] if found else ""


def _take(path: Path, name: str) -> Markup:
    if path.is_symlink():
        raise _RefusedLogoError("it is a link, and links may lead out of templates/")
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise _RefusedLogoError(f"it holds {len(data):,} bytes, at most {_LARGEST:,} are taken into each page")
    if path.suffix == ".svg":
        return _draw(parse_xml(data, path.name, allow_doctype=True), name)
    kind = next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), "")
    if not kind:
        raise _RefusedLogoError("it is neither PNG nor JPEG, whatever it is called")
    address = f"data:image/{kind};base64,{b64encode(data).decode()}"
    return Markup('<img class="picture" src="{}" alt="{}">').format(Markup(address), name)  # noqa: S704 - base64


def _draw(root: Element, name: str) -> Markup:
    """Write a drawing anew with what is known of it alone; its identifiers cannot meet the page's."""
    if root.tag != f"{{{_SVG}}}svg":
        raise _RefusedLogoError("its outermost element is not <svg>")
    box = root.get("viewBox") or _measure(root)
    width, height = _read_box(box)
    inside = "".join(_copy_children(root))
    size = f'width="{18 * width / height:.2f}mm" height="18mm"'
    return Markup(  # noqa: S704 - each piece is escaped or a constant
        f'<svg class="picture" role="img" aria-label="{escape(name)}" viewBox="{escape(box)}" {size}>'
        f"<title>{escape(name)}</title>{inside}</svg>"
    )


def _measure(root: Element) -> str:
    sizes = [_MEASURE.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if not all(sizes):
        raise _RefusedLogoError("it has neither a viewBox nor a width and a height")
    return "0 0 " + " ".join(size[1] for size in sizes if size)


def _read_box(box: str) -> tuple[float, float]:
    try:
        _left, _top, width, height = (float(number) for number in box.replace(",", " ").split())
    except ValueError:
        raise _RefusedLogoError("its viewBox is not four numbers") from None
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise _RefusedLogoError("its viewBox has no width or no height")
    return width, height


def _copy_children(parent: Element) -> Iterator[str]:
    yield str(escape(parent.text or "")) if _is_text(parent) else ""
    for child in parent:
        space, _, tag = str(child.tag).removeprefix("{").rpartition("}")
        if space == _SVG and tag not in _LEFT_OUT and tag != "title":
            if tag not in _DRAWN:
                raise _RefusedLogoError(f"it holds a <{tag}>")
            yield f"<{tag}{''.join(_copy_attributes(child))}>{''.join(_copy_children(child))}</{tag}>"
        yield str(escape(child.tail or "")) if _is_text(parent) else ""


def _is_text(element: Element) -> bool:
    return str(element.tag).rpartition("}")[2] in ("text", "tspan", "desc")


def _copy_attributes(element: Element) -> Iterator[str]:
    values = dict(element.attrib)
    for declaration in values.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        values[name.strip()] = value.strip()
    for name, value in values.items():
        if name in _HREFS:
            if not value.startswith("#"):
                raise _RefusedLogoError(f"it asks for `{value[:60]}`")
            yield f' href="#logo-{escape(value[1:])}"'
        elif name == "id":
            yield f' id="logo-{escape(value)}"'
        elif name.startswith("on"):
            raise _RefusedLogoError(f"it would run a script (`{name}`)")
        elif name in _PRESENTATION | _GEOMETRY:
            yield f' {name}="{escape(_keep_local(value))}"'


def _keep_local(value: str) -> str:
    """Keep a value that asks for nothing outside the drawing."""
    local = _LOCAL.sub(r"url(#logo-\1)", value)
    if "\\" in local or "url(" in _LOCAL.sub("", local).lower() or "expression" in local.lower():
        raise _RefusedLogoError(f"it asks for `{value[:60]}`")
    return local
