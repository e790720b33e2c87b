"""The site's search: an index made by pagefind (the extra ``briefgen[site]``), which the search page alone reads.

Pagefind is given a copy of what each edition's own page says, without fonts and styles, and nothing else: whatever lies
about in the site's folder is not searched. Of each topic the newest edition is searched, in each variant: fifty that
say nearly the same would hide all others. All are indexed under the language of the site's pages, so that one search
finds briefs of any language.
"""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from markupsafe import escape

from briefgen.deliver.site.library import SiteEntry
from briefgen.deliver.site.plan import Site
from briefgen.errors import BriefgenError
from briefgen.files.reading import read_bounded
from briefgen.files.writing import make_folder
from briefgen.wording.dates import write_day
from briefgen.wording.labels import say
from briefgen.wording.locales import find_primary

#: The folder of the index: a name that no topic can have.
SEARCH = "site.search"
#: Read last by a browser, so it is written last: it names the index that counts.
_HEAD = "pagefind-entry.json"
_SECONDS = 900.0
_LIMIT = 256 << 20
#: What is no text of a page: pictures, and in our own forms marks of citations and what is there to be copied.
_UNREAD = ("style", "script", "template", "svg", "math", "noscript")
_UNREAD_CLASSES = ("cites", "copy", "here")
#: What our own search page has no use for.
_UNUSED = ("-ui.", "-highlight.")


def find_pagefind() -> Path | None:
    """Find pagefind's program, as the extra installs it; None where it is not."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return None
    try:
        found = get_executable()
    except OSError:
        return None
    return Path(found) if found is not None and Path(found).is_file() else None


def build_search(program: Path, entries: Iterable[SiteEntry], site: Site) -> dict[str, bytes]:
    """Build the index of some editions; return its files by name, from the site's folder.

    Raises BriefgenError where pagefind fails, and where an edition's page cannot be read.
    """
    if site.work is not None:
        make_folder(site.work)
    with TemporaryDirectory(prefix="site-", dir=site.work) as made:
        pages, index = Path(made, "pages"), Path(made, "index")
        for entry in entries:
            _write_copy(entry, site, pages)
        if pages.exists():
            _run(program, pages, index, find_primary(site.language))
        found = sorted(path for path in index.rglob("*") if path.is_file() and not _is_unused(path.name))
        found.sort(key=lambda path: path.name == _HEAD)
        return {f"{SEARCH}/{path.relative_to(index).as_posix()}": path.read_bytes() for path in found}


def _is_unused(name: str) -> bool:
    return any(part in name for part in _UNUSED)


def _write_copy(entry: SiteEntry, site: Site, pages: Path) -> None:
    file = entry.find_file("text/html")
    if file is None:
        return
    data = _write_notices(entry) if entry.notices else read_bounded(site.folder / entry.place / file.name, _LIMIT)
    copy = pages / entry.place / file.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(_write_searched(entry, data, site.language), encoding="utf-8")


def _write_notices(entry: SiteEntry) -> bytes:
    """Write what is searched of an edition that counts no more: not its own words, but why."""
    points = (f"<p>{escape(point)}</p>" for notice in entry.notices for point in notice.points)
    return f"<!DOCTYPE html><main>{''.join(points)}</main>".encode()


def _write_searched(entry: SiteEntry, data: bytes, language: str) -> str:
    """Write what is searched of an edition's page: its title and its text."""
    told = {
        "title": entry.title,
        "label": entry.label,
        "about": ", ".join(_tell_which(entry, language)),
        "language": entry.language,
    }
    facts = "".join(f'<p data-pagefind-meta="{name}">{escape(text)}</p>' for name, text in told.items())
    title = escape(entry.title)
    return (
        f'<!DOCTYPE html><html lang="{escape(entry.language)}"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><div data-pagefind-ignore>{facts}</div>"
        f"<main data-pagefind-body><h1>{title}</h1>{_read_text(data)}</main></body></html>"
    )


def _tell_which(entry: SiteEntry, language: str) -> Iterator[str]:
    yield say("edition_number", language, number=entry.number)
    yield write_day(entry.date, language)
    if entry.form != "brief":
        yield entry.form


def _read_text(data: bytes) -> str:
    """Read a page's words as markup for pagefind: no scripts, styles or pictures, no attributes but ids."""
    from lxml import html

    page: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", remove_comments=True))
    # A page of one's own template may have neither.
    body = next((one for one in (page.find(".//main"), page.body) if one is not None), page)
    for left_out in [one for one in body.iter() if one.tag in _UNREAD or _has_class(one.get("class", ""))]:
        left_out.drop_tree()
    for element in body.iter():
        if element.tag == "span" and not element.tail:
            element.tail = " "  # the style sheets set some apart that the page does not
        kept = {name: element.get(name) for name in ("id", "lang") if element.get(name)}
        element.attrib.clear()
        element.attrib.update(kept)
    return "".join([str(escape(body.text or "")), *(html.tostring(one, encoding="unicode") for one in body)])


def _has_class(names: str) -> bool:
    return any(name in _UNREAD_CLASSES for name in names.split())


def _run(program: Path, pages: Path, index: Path, language: str) -> None:
    words = ["--site", str(pages), "--output-path", str(index), "--force-language", language, "--silent"]
    try:
        ran = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            [str(program), *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BriefgenError(f"pagefind could not make the site's search: {error}") from error
    if ran.returncode or not (index / _HEAD).is_file():
        told = (ran.stderr or ran.stdout).decode("utf-8", "replace").strip()[-400:]
        raise BriefgenError(f"pagefind could not make the site's search: {told or f'it ended with {ran.returncode}'}")
