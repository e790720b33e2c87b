"""What a PDF says of itself: the manifest that every brief's PDF encloses, read in a confined worker."""

import json
import re
from dataclasses import dataclass, replace

from briefgen.errors import BriefgenError
from briefgen.formats.pdf_enclosures import read_enclosed
from briefgen.project.failures import tell_end
from briefgen.workers.confinement import library_folders
from briefgen.workers.limits import Failed, Limits
from briefgen.workers.run import run_job

_FORMAT = "briefgen-manifest/"
_NAME = "manifest.json"
_LARGEST = 32 << 20
_LONGEST = 500
_READING = Limits(seconds=30, cpu_seconds=20, memory_mib=1024, confine=True)
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a PDF's manifest claims it to be; `edition` is 0 for a draft. Whoever alters a PDF can alter this."""

    slug: str
    title: str
    edition: int
    date: str
    marking: str
    form: str
    language: str


class NoClaimError(BriefgenError):
    """A file that says nothing of itself; its text says why."""


def read_claim(data: bytes) -> Claim:
    """Read what a PDF claims. Raises NoClaimError where it encloses no manifest of briefgen's, or cannot be read."""
    outcome = run_job(_read_fields, data, replace(_READING, readable=library_folders()))
    if isinstance(outcome, Failed):
        raise NoClaimError(f"reading it {tell_end(outcome, 'reader')}")
    if outcome.value is None:
        raise NoClaimError("it encloses no manifest of briefgen's")
    return _make_claim(outcome.value)


def _read_fields(data: bytes) -> dict[str, str] | None:
    """Read the manifest's texts, in the worker."""
    found = read_enclosed(data, _NAME, _LARGEST)
    try:
        manifest = json.loads(found) if found else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(manifest, dict) or not str(manifest.get("format", "")).startswith(_FORMAT):
        return None
    # One line each, so that none can look like a line of ours.
    return {key: " ".join(value[:_LONGEST].split()) for key, value in manifest.items() if isinstance(value, str)}


def _make_claim(fields: dict[str, str]) -> Claim:
    number = _NUMBER.search(fields.get("edition", ""))
    return Claim(
        slug=fields.get("topic", ""),
        title=fields.get("title", ""),
        edition=int(number[0]) if number else 0,
        date=fields.get("printed", ""),
        marking=fields.get("marking", ""),
        form=fields.get("form", ""),
        language=fields.get("language", ""),
    )
