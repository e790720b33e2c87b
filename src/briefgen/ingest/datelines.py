"""Lines that tell when a page was published."""

import re
from dataclasses import dataclass

from briefgen.ingest.date_words import WEEKDAY
from briefgen.ingest.dates_in_text import DateMention, find_dates

_PUBLISHED = (
    "published|posted|publication date|date published|first published|released|issued|filed|created|date|"
    "опубликовано|опубликован|дата публикации|дата|размещено|добавлено|создано|"
    "жарияланды|жарияланған|жарияланған күні|жариялану уақыты|күні|уақыты"
)
_UPDATED = "updated|last updated|last modified|modified|обновлено|изменено|последнее обновление|жаңартылды|жаңартылған"
_LABEL = re.compile(
    rf"^\W*(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))(?:\s+(?:on|at|в))?\b\s*[:：—–-]?", re.IGNORECASE
)
_NOISE = re.compile(
    rf"\d{{1,2}}[:.]\d\d(?::\d\d)?|\b(?:{WEEKDAY}|am|pm|a\.m\.|p\.m\.|gmt|utc|cet|cest|est|edt|bst|msk|мск|ast|ist|hrs?|"
    r"г|года|год|ж|жыл\w*|on|at|в|сағат|views?|просмотров|просмотры|\d+)\b|[|,.:;•·()\[\]/–—+-]",
    re.IGNORECASE,
)
_MOST_OTHER_WORDS = 3
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that tells the page's date: `labelled` with a word like "Published", `updated` with one like "Updated"."""

    mention: DateMention
    labelled: bool
    updated: bool


def read_dateline(text: str) -> Dateline | None:
    """Read a line that holds a full date and next to nothing else, or a label and a date; None for any other line."""
    if len(text) > _LONGEST:
        return None
    mentions = [mention for mention in find_dates(text) if mention.edtf]
    if not mentions:
        return None
    label = _LABEL.match(text)
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    rest = _NOISE.sub(" ", _LABEL.sub(" ", rest))
    if len(rest.split()) > _MOST_OTHER_WORDS:
        return None
    return Dateline(mentions[0], bool(label), bool(label and label["updated"]))


def is_dateline(text: str) -> bool:
    """Tell whether a line tells a date, in full, and hardly anything else."""
    return read_dateline(text) is not None
