"""Who wrote and who published a page, where the page says so in words."""

import re

from briefgen.ingest.page import Claim
from briefgen.ingest.quoting import quote_line

_LABEL = re.compile(
    r"^(?:by|written by|story by|words by|reported by|author|authors|автор|авторы|текст|автор текста|подготовил[аи]?|"
    r"авторы?|мақала авторы|мәтін|дайындаған)\s*[:：—-]?\s+(?P<names>\S.*)$",
    re.IGNORECASE,
)
_PLAIN_BY = re.compile(r"^(?:By|BY|by|Par|Por|Von)\s+(?P<names>[^\W\d_].*)$")
_INNER_LABEL = re.compile(r"[\s|•·](?:author|автор|авторы)\s*[:：]\s*(?P<names>\S.*)$", re.IGNORECASE)
_BARE_LABEL = re.compile(r"(?:authors?|written by|by|авторы?|автор текста|мақала авторы)\s*[:：]?", re.IGNORECASE)
_BYLINE_END = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|\s\d|,?\s+(?:on|posted|published|updated|at|in|for|special to)\s")
_LONGEST_BYLINE = 14
_NAME_WORD = r"[^\W\d_][\w’'-]*\.?"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:(?:van|von|de|der|da|di|al|bin|ibn|oglu|qızı)\s+)*{_NAME_WORD}){{1,3}}")
_ROLES = re.compile(
    r"\b(?:expert|analyst|correspondent|reporter|journalist|editor|columnist|professor|lecturer|researcher|fellow|"
    r"director|head|chair\w*|president|adviser|advisor|scholar|historian|political scientist|phd|dr|diplomat|"
    r"ambassador|"
    r"эксперт|аналитик|корреспондент|журналист|обозреватель|редактор|политолог|востоковед|историк|профессор|доцент|"
    r"научный сотрудник|сотрудник|исследователь|директор|заведующ\w+|руководитель|начальник|советник|кандидат|доктор|"
    r"магистр|сарапшы|саясаттанушы|тілші|журналист|редактор|ғалым|зерттеуші|директор|доцент|сарапшысы|тілшісі)",
    re.IGNORECASE,
)
_SELF_NAMES = (
    re.compile(r"^(?:thank you|thanks) for reading (?P<name>[^!?.]{2,60})[!.]?$", re.IGNORECASE),
    re.compile(r"^(?:source|источник|дереккөз)\s*[:：]\s*(?P<name>[^:/]{2,80}?)[.]?$", re.IGNORECASE),
    re.compile(
        r"^(?:copyright\s*)?(?:©|\(c\))\s*(?:copyright\s*)?(?:(?:19|20)\d\d\s*(?:[-–—]\s*(?:(?:19|20)\d\d)?)?)[\s,]*"
        r"(?P<name>[^\d\s|.][^|.]{1,60}?)(?:[.,|]\s*(?:all rights|все права|барлық).*|\.)?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<name>[^.!?]{2,50}) is an? (?:independent|leading|online|international|not-for-profit)\b.{0,60}"
        r"\b(?:news|media|newspaper|magazine|journal)\b",
        re.IGNORECASE,
    ),
)
_PLACEHOLDERS = frozenset(
    {"author", "authors", "the author", "the authors", "the author(s)", "author(s)", "автор", "авторы"}
)
_MOST_NAMES = 12
_MOST_GIVEN = 3
#: An address behind a name: "Jane Doe (jane@example.org)".
_ADDRESS = re.compile(r"\s*[(<\[]?\b[\w.+-]+@[\w-]+\.[\w.-]+[)>\]]?")
_CATALOGUES = ("meta: citation_author", "meta: dc.creator", "meta: dcterms.creator")
_NOBODIES = (
    "admin editor editors editorial administrator webmaster staff user guest anonymous unknown author root super-user "
    "редакция редактор админ администратор пользователь гость автор редакциясы әкімші"
)


def read_byline(text: str) -> tuple[str, ...]:
    """Return the authors that a line like "By Jane Doe" or "Автор: …" names, or nothing."""
    if len(text) > 200:
        return ()
    match = _LABEL.match(text) if ":" in text[:24] else None
    match = match or _PLAIN_BY.match(text) or _INNER_LABEL.search(text)
    return split_names(match["names"]) if match else ()


def is_author_label(text: str) -> bool:
    """Tell whether a line is nothing but the word for an author: the name stands on the next one."""
    return _BARE_LABEL.fullmatch(text.strip()) is not None


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the page, even where the names cannot be told from the rest."""
    if read_role_line(text):
        return True
    if len(text.split()) > _LONGEST_BYLINE or text.rstrip().endswith((".", "!", "?")):
        return False
    has_label = ":" in text[:24] and _LABEL.match(text) is not None
    return has_label or bool(read_byline(text))


def split_names(text: str) -> tuple[str, ...]:
    """Split "A. One, B. Two and C. Three" into names; nothing when one of them does not look like a name."""
    bare = _BYLINE_END.split(text)[0]
    parts = [part.strip(" .,;") for part in re.split(r"\s*[,;&]\s*|\s+(?:and|и|және|мен|бен|пен)\s+", bare)]
    parts = [part for part in parts if part]
    if not parts or len(parts) > _MOST_NAMES or not all(_is_name(part) for part in parts):
        return ()
    return tuple(parts)


def _is_name(text: str) -> bool:
    match = _NAME.fullmatch(text)
    words = text.split()
    return match is not None and sum(word[0].isupper() for word in words) >= min(2, len(words))


def read_role_line(text: str) -> str:
    """Return the name from a line "Name Surname, expert of …", or "" when the line is none."""
    name, comma, role = text.partition(",")
    role = role.strip()
    if (
        not comma
        or len(text) > 300
        or not _is_name(name.strip())
        or not role
        or text.rstrip().endswith((".", "?", "!"))
    ):
        return ""
    if not (role[0].islower() or role.split()[0].casefold() in {"phd", "dr", "ph.d."}):
        return ""
    return name.strip() if _ROLES.match(role) else ""


def read_self_name(text: str) -> str:
    """Return the publisher that a line of a page's frame names ("© 2012 Example Daily"), or ""."""
    if len(text) > 300:
        return ""
    for pattern in _SELF_NAMES:
        match = pattern.match(text.strip())
        name = match["name"].strip(' ,.«»"“”') if match else ""
        if name and name.casefold() not in _PLACEHOLDERS and any(c.isupper() for c in name):
            return name
    return ""


def choose_authors(claims: tuple[Claim, ...], publisher: str) -> tuple[tuple[str, ...], str]:
    """Choose the authors among what a page's head claims; addresses, roles and the publisher's own name are none.

    Returns the names and the evidence; all claims of one kind belong together.
    """
    names: list[str] = []
    evidence = ""
    for claim in claims:
        value = _ADDRESS.sub("", re.sub(r"^by\s+", "", claim.value.strip(), flags=re.IGNORECASE)).strip()
        if _is_nobody(value, publisher):
            continue
        if evidence and claim.evidence != evidence:
            break
        evidence = claim.evidence
        names.extend(_list_claimed(value, is_catalogue=claim.evidence.startswith(_CATALOGUES)))
    return tuple(dict.fromkeys(names)), evidence


def _is_nobody(value: str, publisher: str) -> bool:
    is_address = "/" in value or "@" in value or ("." in value and " " not in value)
    return not value or is_address or value.casefold() in {publisher.casefold(), *_NOBODIES.split()}


def _list_claimed(value: str, *, is_catalogue: bool) -> tuple[str, ...]:
    """List the names of one claim; library catalogues write "Doe, Jane", several set apart by semicolons."""
    if not is_catalogue:
        return split_names(value) or (value,)
    parts = [part.strip() for part in value.split(";") if part.strip()]
    return tuple(_turn_name(part) for part in parts)


def _turn_name(name: str) -> str:
    last, comma, first = (part.strip() for part in name.partition(","))
    is_turned = (
        comma and first and "," not in first and len(first.split()) <= _MOST_GIVEN and len(last.split()) <= _MOST_GIVEN
    )
    return f"{first} {last}" if is_turned else name


def quote_evidence(text: str) -> str:
    """Write a line of the page as evidence."""
    return f"text: {quote_line(text)}"
