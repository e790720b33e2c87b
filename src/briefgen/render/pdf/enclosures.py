"""What travels inside a brief's PDF: its manifest as JSON, and the figures' numbers as CSV.

The manifest names the HTML file of the same brief by its SHA-256, and what printed both. It is made of the released
data, so that nothing in it is marked higher than the page. The same page gives the same bytes.
"""

import datetime
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

import briefgen
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.model.manifest import Manifest
from briefgen.model.marking import Marking
from briefgen.model.page import Page
from briefgen.render.pdf.streams import ends_in_return
from briefgen.render.toolchain import list_versions
from briefgen.render.typefaces.fonts import list_fonts

MANIFEST_NAME = "manifest.json"
_FORMAT = "briefgen-manifest/1"
_UNDATED = datetime.datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF. `relationship` is one of ISO 32000-2, 7.11.3, such as Data or Supplement."""

    name: str
    data: bytes
    description: str
    relationship: str


def enclose(page: Page, manifest: Manifest) -> Page:
    """Let a bare page's PDF carry a manifest, which counts in its digest: with another one it is printed again."""
    if not page.html:
        return page
    return replace(page, manifest=manifest, digest=digest_text(page.digest + repr(manifest)))


def list_enclosures(page: Page) -> list[Any]:
    """List what a page's PDF carries, as WeasyPrint's attachments, dated with its print date (never with the clock)."""
    from weasyprint import Attachment

    day = datetime.datetime.fromisoformat(page.printed) if page.printed else _UNDATED
    return [
        Attachment(
            string=one.data,
            name=one.name,
            description=one.description,
            relationship=one.relationship,
            created=day,
            modified=day,
        )
        for one in make_enclosures(page)
    ]


def make_enclosures(page: Page) -> tuple[Enclosure, ...]:
    """Make the files that a page's PDF carries; none where the page has no manifest."""
    if page.manifest is None:
        return ()
    description = "Sources, excerpts and digests of this brief"
    return (Enclosure(MANIFEST_NAME, _encode(page, page.manifest), description, "Data"),)


def _encode(page: Page, manifest: Manifest) -> bytes:
    content = {
        "format": _FORMAT,
        **asdict(manifest),
        "printed": page.printed,
        "html_sha256": digest_bytes(page.html.encode()),
        "made_with": {"briefgen": briefgen.__version__, **list_versions()},
        "fonts": {font.name: digest_bytes(font.path.read_bytes()) for font in list_fonts()},
    }
    data = json.dumps(_write_markings(content), ensure_ascii=False, indent=1).encode() + b"\n"
    return data + b"\n" if ends_in_return(data) else data


def _write_markings(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, Marking):
        return value.label
    if isinstance(value, dict):
        return {key: _write_markings(one) for key, one in value.items()}
    return [_write_markings(one) for one in value] if isinstance(value, (list, tuple)) else value
