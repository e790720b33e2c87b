"""Under which licence a page says it stands, as an SPDX identifier where there is one."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.ingest.page import Claim, PageBlock
from briefgen.ingest.people import read_self_name
from briefgen.ingest.quoting import quote_line

_LONGEST = 1000
_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<code>[a-z-]+)/(?P<version>\d\.\d)|(?P<zero>publicdomain/zero))"
)
_SHORT = re.compile(r"\bCC[\s-]?(?P<code>BY(?:-(?:NC|SA|ND))*|0)(?:[\s-](?P<version>\d\.\d))?(?![\w-])")
_NAMED = re.compile(
    r"(?:creative commons|лицензи\w*\s+(?:creative commons|cc)|creative commons лицензия\w*)\b"
    r"(?P<terms>.{0,160}?)(?P<version>\d\.\d)",
    re.IGNORECASE | re.DOTALL,
)
_TERMS = (
    ("NC", re.compile(r"non-?commercial|некоммерч|коммерциялық емес", re.IGNORECASE)),
    ("SA", re.compile(r"share-?alike|на тех же условиях|сохранение условий", re.IGNORECASE)),
    ("ND", re.compile(r"no-?deriv|без производных|без переработки", re.IGNORECASE)),
)
_OTHERS = (
    (re.compile(r"open government licen[cs]e(?:[^.]{0,20}?v?(?P<version>\d\.\d))?", re.IGNORECASE), "OGL-UK-"),
    (re.compile(r"\bCC0\b|creative commons zero", re.IGNORECASE), "CC0-1.0"),
    (
        re.compile(
            r"(?:this work|this page|this (?:document|publication)|content) is in the public domain", re.IGNORECASE
        ),
        "public domain",
    ),
)
_COPYRIGHT_SIGN = re.compile(r"copyright|©|\(c\)", re.IGNORECASE)
_COPYRIGHT_YEAR = re.compile(r"(?:copyright|©|\(c\))[\s©(c)]{0,8}(?P<year>(?:19|20)\d\d)(?!\s*[-–—])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RightsFound:
    """A licence and who holds the rights ("" when the page says nothing), and where each was read, by key."""

    licence: str = ""
    holder: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)


def find_rights(claims: Mapping[str, tuple[Claim, ...]], frame: Sequence[PageBlock]) -> RightsFound:
    """Find licence and holder among the head's claims and the lines of the frame; the text's own words are none."""
    lines = [Claim(block.text, f"text: {quote_line(block.text)}") for block in frame]
    licence = _find_first((*claims.get("licence", ()), *lines), name_licence)
    named = [claim for claim in claims.get("holder", ()) if claim.evidence.lower().endswith("holder")]
    holder = named[0] if named else _find_first((*claims.get("holder", ()), *lines), name_holder)
    evidence = {key: claim.evidence for key, claim in (("licence", licence), ("holder", holder)) if claim}
    return RightsFound(licence.value if licence else "", holder.value if holder else "", evidence)


def _find_first(claims: Iterable[Claim], read: Callable[[str], str]) -> Claim | None:
    """Return the first claim that `read` makes something of, with what it makes."""
    return next((Claim(value, claim.evidence) for claim in claims if (value := read(claim.value))), None)


def name_holder(text: str) -> str:
    """Return who holds the rights by a copyright line ("© 2012 Example Daily"), or ""."""
    return read_self_name(text) if _COPYRIGHT_SIGN.search(text[:_LONGEST]) else ""


def name_licence(text: str) -> str:
    """Return the licence that `text` names (``CC-BY-4.0``), or ""."""
    text = text[:_LONGEST]
    address = _ADDRESS.search(text)
    if address:
        return "CC0-1.0" if address["zero"] else f"CC-{address['code'].upper()}-{address['version']}"
    short = _SHORT.search(text)
    if short and short["code"] != "0":
        return f"CC-{short['code']}" + (f"-{short['version']}" if short["version"] else "")
    return _name_in_words(text)


def _name_in_words(text: str) -> str:
    named = _NAMED.search(text)
    if named:
        terms = "".join(f"-{code}" for code, pattern in _TERMS if pattern.search(named["terms"]))
        return f"CC-BY{terms}-{named['version']}"
    for pattern, name in _OTHERS:
        match = pattern.search(text)
        if match:
            return name + (match["version"] or "3.0") if name.endswith("-") else name
    return ""


def read_copyright_year(text: str) -> int | None:
    """Return the single year of a copyright line ("Copyright (c) 2008 …"), None for a span of years or no such line."""
    match = _COPYRIGHT_YEAR.search(text[:_LONGEST])
    return int(match["year"]) if match else None
