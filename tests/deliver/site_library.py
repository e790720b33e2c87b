"""Made editions on their way to a site, the site served as any file server would, and what must hold of it."""

import datetime
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from briefgen.deliver.channel import Letter, Outcome, Parcel, ParcelFile
from briefgen.deliver.site.plan import Site
from briefgen.deliver.site.way import Ears, open_site
from briefgen.model.delivery import Delivery, Matter
from briefgen.model.marking import Marking

ATOM = "{http://www.w3.org/2005/Atom}"
_TAG = re.compile(r"tag:[A-Za-z0-9.-]+(?:@[A-Za-z0-9.-]+)?,\d{4}(?:-\d\d(?:-\d\d)?)?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?%]*")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def make_parcel(
    shelf: Path,
    slug: str = "bridges",
    number: int = 1,
    variant: str = "brief.en.tlp-clear",
    marking: Marking = Marking.CLEAR,
    **told: str,
) -> Parcel:
    """Make a parcel of an edition whose page and PDF say `words`; its title, language, date and point can be given."""
    words = told.get("words", f"The quay of {slug}.")
    title, language = told.get("title", slug.title()), told.get("language", "en")
    letter = Letter(
        title, marking.label, language, told.get("date", f"2026-11-{number:02}"), (told.get("point", words),)
    )
    page = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><title>{slug}</title></head><body>'
        f'<header>{slug}</header><main id="text"><h2 id="quay">Quay</h2><p>{words}</p></main></body></html>'
    )
    bodies = ((".pdf", "application/pdf", f"%PDF-1.7 {words}"), (".html", "text/html", page))
    files = tuple(
        _write(shelf / slug / str(number) / variant / f"{slug}{end}", kind, body) for end, kind, body in bodies
    )
    digest = hashlib.sha256(f"{slug} {number} {variant} {words}".encode()).hexdigest()
    delivery = Delivery(Matter.EDITION, slug, number, variant, digest, marking, "reader", "", "library", "")
    return Parcel(delivery, letter, files)


def _write(path: Path, kind: str, body: str) -> ParcelFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")
    return ParcelFile(path.name, kind, path, hashlib.sha256(body.encode()).hexdigest())


def make_site(folder: Path, **values: object) -> Site:
    """Make a site's folder, and describe it."""
    folder.mkdir(exist_ok=True)
    return Site(folder, **values)  # type: ignore[arg-type]  # by name


def correct(parcel: Parcel, *points: str, date: str = "2026-11-21") -> Parcel:
    """Make word of a correction of what a parcel brought."""
    delivery = replace(parcel.delivery, matter=Matter.CORRECTION, about="quay-log")
    letter = replace(parcel.letter, title=f"Correction: {parcel.letter.title}", date=date, points=points)
    return Parcel(delivery, letter)


def deliver_all(site: Site, *parcels: Parcel, told: list[str] | None = None) -> list[Outcome]:
    """Deliver parcels in one run."""
    hear = (told if told is not None else []).append
    with open_site(site, Ears(hear, hear)) as way:
        return [way.deliver(parcel) for parcel in parcels]


def read_all(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def find_canaries(folder: Path, *words: str) -> list[str]:
    """Find words in any file below a folder, also packed ones, and in the files' names."""
    import gzip

    found = []
    for name, data in read_all(folder).items():
        unpacked = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else b""
        said = b"\n".join((name.encode(), data, unpacked)).lower()
        found += [f"{word} in {name}" for word in words if word.lower().encode() in said]
    return found


def find_faults(folder: Path) -> list[str]:
    """Find what is wrong with a site: links that lead nowhere or out of it, scripts, a feed that breaks a must."""
    faults = []
    pages = [
        path for path in (folder / "index.html", folder / "search.html", *folder.glob("*/index.html")) if path.exists()
    ]
    for path in pages:
        name = path.relative_to(folder).as_posix()
        tree = html.document_fromstring(path.read_bytes())
        links = [link for one in ("href", "src") for link in tree.xpath(f"//@{one}")]
        faults += [f"{name}: {link}" for link in links if not _leads_inside(link, path, folder)]
        if name != "search.html":
            faults += [f"{name} has a script" for _ in tree.xpath("//script")]
        faults += [f"{name} has a script in itself" for _ in tree.xpath("//script[not(@src)] | //@onclick | //@style")]
        faults += [f"{name} has no label" for _ in [0] if not tree.xpath("//*[contains(@class, 'tlp')][text()]")]
    feed = folder / "feed.xml"
    if feed.exists():
        faults += [f"feed.xml: {fault}" for fault in check_feed(feed.read_bytes())]
        links = [link.get("href") for link in etree.fromstring(feed.read_bytes()).iter(f"{ATOM}link")]
        faults += [f"feed.xml: {link}" for link in links if "://" not in link and not _leads_inside(link, feed, folder)]
    return faults


def _leads_inside(link: str, path: Path, folder: Path) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return False
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    return target.is_file() and target.is_relative_to(folder.resolve())


def check_feed(data: bytes) -> list[str]:
    """Check the musts of RFC 4287 (its section in brackets), and that ids are tags of RFC 4151."""
    feed = etree.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        return ["the root is no atom:feed (4.1.1)"]
    entries = feed.findall(f"{ATOM}entry")
    faults = [*_check_parts(feed, "feed"), *(fault for entry in entries for fault in _check_entry(entry, feed))]
    ids = [one.findtext(f"{ATOM}id") for one in (feed, *entries)]
    faults += ["two ids are the same (4.2.6)"] if len(set(ids)) != len(ids) else []
    newest = max((one.findtext(f"{ATOM}updated") or "" for one in entries), default="")
    return faults + (["the feed is older than an entry"] if newest > (feed.findtext(f"{ATOM}updated") or "") else [])


def _check_parts(element: etree._Element, name: str) -> Iterator[str]:
    for part in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{part}")) != 1:
            yield f"{name} has not one {part} (4.1)"
    if not _TAG.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield f"{name}: {element.findtext(f'{ATOM}id')} is no tag (4.2.6, RFC 4151)"
    moment = element.findtext(f"{ATOM}updated") or ""
    if not _MOMENT.fullmatch(moment) or not datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")):
        yield f"{name}: {moment} is no moment (3.3)"
    links = element.findall(f"{ATOM}link")
    if not all(link.get("href") for link in links):
        yield f"{name}: a link has no href (4.2.7.1)"
    kinds = [(one.get("type"), one.get("hreflang")) for one in links if one.get("rel", "alternate") == "alternate"]
    if len(set(kinds)) != len(kinds):
        yield f"{name}: two alternates of one kind (4.1)"
    if any(one.get("type") and not re.fullmatch(r"[\w.+-]+/[\w.+-]+", one.get("type") or "") for one in links):
        yield f"{name}: a type of link is no media type (4.2.7.3)"
    if name == "feed" and sum(link.get("rel") == "self" for link in links) != 1:
        yield "the feed does not name itself (4.1.1)"


def _check_entry(entry: etree._Element, feed: etree._Element) -> Iterator[str]:
    yield from _check_parts(entry, "entry")
    if entry.find(f"{ATOM}author") is None and not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "an entry has no author (4.1.2)"
    texts = [*entry.findall(f"{ATOM}content"), *entry.findall(f"{ATOM}summary")]
    if len({one.tag for one in texts}) != len(texts):
        yield "an entry has two contents (4.1.2)"
    alternates = [one for one in entry.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
    if not alternates and entry.find(f"{ATOM}content") is None:
        yield "an entry has neither content nor alternate (4.1.2)"
    for one in (*texts, *entry.findall(f"{ATOM}title")):
        if one.get("type", "text") not in ("text", "html", "xhtml") or len(one):
            yield "a text has children, or an unknown type (3.1.1)"
    if any(not one.get("term") for one in entry.findall(f"{ATOM}category")):
        yield "a category has no term (4.2.2)"


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder as a plain file server does; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
