"""What a source's rights ask to be said of it: holder, licence, and where the licence is to be read.

Creative Commons licences (section 3.a of version 4.0) ask for the creator, the title, the licence with its address,
and what was changed; title and source stand in the citation beside.
"""

import re

from briefgen.model.bibliography import Attribution
from briefgen.model.source import Rights
from briefgen.wording.labels import say

_LONGEST = 200
_PUBLIC_DOMAIN = "public domain"
#: ``CC-BY-SA-4.0`` (SPDX), ``CC BY-SA 3.0 IGO``, ``Creative Commons BY 4.0`` or the licence's own address.
_CREATIVE_COMMONS = re.compile(
    r"(?:https?://creativecommons\.org/licenses/|creative commons[ :-]*|cc[ -]?)"
    r"(?P<terms>by(?:-nc)?(?:-(?:sa|nd))?)[ /-]+(?P<version>[1-4]\.[05])(?P<igo>[ /-]+igo)?/?(?:deed\.\w+|legalcode)?",
    re.IGNORECASE,
)
_CC_ZERO = re.compile(r"cc[ -]?(?:0|zero)(?:[ -]1\.0)?", re.IGNORECASE)
_OPEN_GOVERNMENT = re.compile(
    r"(?:ogl|open government licence)[ -]?(?:uk[ -]?)?v?(?P<version>[123](?:\.0)?)", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s<>\"@]+", re.IGNORECASE)


def read_attribution(rights: Rights, language: str) -> Attribution | None:
    """Read a source's rights line; None where nothing is said. A licence we do not know stays as it is written."""
    holder, licence = _shorten(rights.holder), _shorten(rights.licence)
    if not (holder or licence):
        return None
    if licence.casefold() == _PUBLIC_DOMAIN:
        return Attribution(holder, say("licence.public_domain", language))
    if _ADDRESS.fullmatch(licence) and not _CREATIVE_COMMONS.fullmatch(licence):
        return Attribution(holder, "", licence)
    return _credit_known(holder, licence) or Attribution(holder, licence)


def _credit_known(holder: str, licence: str) -> Attribution | None:
    if found := _CREATIVE_COMMONS.fullmatch(licence):
        return _credit_creative_commons(holder, found)
    if _CC_ZERO.fullmatch(licence):
        return Attribution(holder, "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    if found := _OPEN_GOVERNMENT.fullmatch(licence):
        version = found["version"][0]
        url = f"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/{version}/"
        return Attribution(holder, f"Open Government Licence {version}.0", url, asks_for_credit=True)
    return None


def _credit_creative_commons(holder: str, found: re.Match[str]) -> Attribution:
    terms, version, igo = found["terms"].lower(), found["version"], bool(found["igo"])
    url = f"https://creativecommons.org/licenses/{terms}/{version}/" + ("igo/" if igo else "")
    return Attribution(holder, f"CC {terms.upper()} {version}" + (" IGO" if igo else ""), url, asks_for_credit=True)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + " […]"
