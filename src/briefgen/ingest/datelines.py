"""Lines that tell when a page was published, and lines that only look like it: a site's clock, an event's day."""

import re
from dataclasses import dataclass
from functools import lru_cache

from briefgen.ingest.date_words import read_month, read_weekday
from briefgen.ingest.dates_in_text import DateMention, find_dates, find_short_dates

_PUBLISHED = (
    "published|posted|publication date|date published|date of publication|first published|released|release date|"
    "date of issue|issued|issue date|filed|created|dated|date|"
    "опубликовано|опубликован|опубликована|дата публикации|дата выхода|дата|размещено|добавлено|создано|"
    "жарияланды|жарияланған күні|жарияланған уақыты|жарияланған|жариялану уақыты|жариялану күні|күні|уақыты|"
    "жарыяланды|жарыяланган|эълон қилинди|эълон қилинган|e’lon qilingan|e'lon qilindi|chop etilgan|нашр шуд|санаи нашр|"
    "опубліковано|дата публікації|оприлюднено|yayınlanma tarihi|yayınlanma|yayın tarihi|yayımlandı|tarih|"
    "veröffentlicht am|veröffentlicht|erschienen am|stand|publié le|publié|mis en ligne le|paru le|"
    "publicado el|publicado em|publicado|publicada|fecha de publicación|fecha|data de publicação|"
    "pubblicato il|pubblicato|data"
)
_UPDATED = (
    "updated|last updated|last edited|edited|last modified|last revised|last reviewed|modified|revised|changed|upd|"
    "обновлено|обновлён|обновлен|изменено|последнее обновление|последнее изменение|отредактировано|"
    "жаңартылды|жаңартылған|өзгертілді|жаңыланды|yangilandi|янгиланди|навсозӣ|оновлено|güncellenme tarihi|güncelleme|"
    "güncellendi|aktualisiert am|aktualisiert|zuletzt aktualisiert|mis à jour le|mis à jour|modifié le|actualizado el|"
    "actualizado|atualizado em|atualizado|aggiornato il|aggiornato"
)
_CLOCK = (
    "today|today is|it is now|now|current date|current time|local time|server time|"
    "сегодня|сейчас|текущая дата|местное время|бүгін|бүгүн|bugun|бугун|имрӯз|сьогодні|bugün|heute|aujourd[’']hui|"
    "nous sommes le|hoy|oggi|hoje"
)
_FOREIGN = (
    "event date|date of event|event|deadline|closing date|expires|expiry|valid until|start date|end date|starts|ends|"
    "date of birth|born|accessed|retrieved|last visited|last accessed|downloaded|printed|archived?|archives|captured|"
    "crawled|"
    "received|accepted|submitted|registered|joined|member since|comments? closed?|next|scheduled|as of|"
    "дата обращения|архивы|дата рождения|дата события|дата проведения|срок|просмотрено|распечатано|архив|на сайте с|"
    "регистрация|поступила|принята к печати|по состоянию на|іс-шара күні|consulté le|abgerufen am|consultado el"
)
_WORDS = {"updated": _UPDATED, "clock": _CLOCK, "foreign": _FOREIGN, "published": _PUBLISHED}
_LABEL = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(
        f"(?P<{name}>{'|'.join(sorted(words.split('|'), key=len, reverse=True))})" for name, words in _WORDS.items()
    )
    + r")(?![^\W\d_])(?:\s+(?:on|at|в|is|le|am|il|el|em))?\s*[:：—–|-]?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\d{1,2}[:.]\d\d(?::\d\d)?|\b(?:am|pm|a\.m\.|p\.m\.|gmt|utc|cet|cest|est|edt|bst|msk|мск|ast|ist|hrs?|h|uhr|"
    r"г|года|год|році|року|р|ж|жыл\w*|йил\w*|yil\w*|on|at|в|о|à|le|um|de|сағат|саат|соат|soat|saat|"
    r"views?|просмотр\w*|қаралды|\d+)\b|[|,.:;•·()\[\]/–—+-]",
    re.IGNORECASE,
)
_MONEY_AND_WEATHER = re.compile(
    r"\b(?:usd|eur|rub|kzt|kgs|uzs|gbp|cny)\b|[$€₽₸]|°|\+\d{1,2}\b(?!:?\d)|курс\w*|погода|ауа райы|weather|"
    r"humidity|wind\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"(?:[^\W\d_]+[\s,]+){0,4}?(?:adopted|approved|signed|done|given|delivered|opened for signature|concluded|"
    r"принят\w*|утвержд[её]н\w*|подписан\w*|совершено|одобрен\w*|издан\w*|"
    r"қабылдан\w*|бекітіл\w*|қол қойыл\w*|кабыл алын\w*|бекитил\w*|қабул қилин\w*|қабул шуд\w*|qabul qilin\w*|"
    r"прийнят\w*|ухвален\w*|затверджен\w*|adopté\w*|fait à|aprobad\w+|verabschiedet|kabul edil\w*|"
    r"adottat\w*|adotad\w*)\b",
    re.IGNORECASE,
)
#: A line that begins so is a sentence's piece ("By June 2009 …"), whatever its length.
_RUNNING = re.compile(
    r"(?:by(?!\s+[^\W\d_]+\s+[^\W\d_]+)|in|since|until|till|from|after|before|between|during|for|на|к|с|со|по|до|после|перед|около|между|за|"
    r"do|depuis|avant|après|seit|bis|nach|vor|desde|hasta|dal|dopo|até)\s",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|•·]\s*|\s+/\s+")
_DIGIT = re.compile(r"\d")
_MOST_OTHER_WORDS = 3
_LONGEST = 160
_LONGEST_ADOPTION = 260


@dataclass(frozen=True, slots=True)
class Dateline:
    """A line that tells a date and hardly anything else.

    `kind` is published (labelled so: "Published", "Дата публикации"), adopted ("Adopted by … on …"), bare (no
    label), updated, clock (a site's "Today is", a line of rates or weather), foreign (an event's, a deadline's, a
    reader's own day) or several (more than one day, none labelled). Only the first three may date a page.
    """

    mention: DateMention
    kind: str

    @property
    def labelled(self) -> bool:
        """Whether a word says that it is the date of publication."""
        return self.kind in {"published", "adopted"}


def read_dateline(text: str) -> Dateline | None:
    """Read a line that holds a full date and next to nothing else, or a label and a date; None for any other line."""
    if len(text) > _LONGEST_ADOPTION or _DIGIT.search(text) is None:
        return None
    return _read_line(text)


@lru_cache(maxsize=4096)
def _read_line(text: str) -> Dateline | None:
    everything = find_dates(text)
    mentions = [mention for mention in everything if mention.edtf] or list(find_short_dates(text))
    if not mentions:
        return None
    adopted = _read_adoption(text, mentions)
    if adopted or len(text) > _LONGEST:
        return adopted
    labels = [_find_label(text, mentions, at) for at in range(len(mentions))]
    others = _list_other_words(text, mentions)
    if len(others) > _MOST_OTHER_WORDS and not _is_byline_of_parts(text, mentions[0]):
        return None
    if others and not any(labels) and _RUNNING.match(text):
        return None
    if _MONEY_AND_WEATHER.search(text):
        return Dateline(mentions[0], "clock")
    kind = next(wanted for wanted in ("published", "", "updated", "clock", "foreign") if wanted in labels)
    mention = mentions[labels.index(kind)]
    days = {other.edtf for other, label in zip(mentions, labels, strict=True) if not label}
    is_span = len(days) > 1 or any(not other.edtf for other in everything)
    return Dateline(mention, kind or ("several" if is_span else "bare"))


def _is_byline_of_parts(text: str, mention: DateMention) -> bool:
    """Tell whether a line is short parts between bars, one of them a day: "by Jane Doe | 25 June 2009 | News"."""
    parts = [part.strip() for part in _BARS.split(text) if part.strip()]
    alone = any(part.strip(" ,.") == mention.words.strip(" ,.") for part in parts)
    return len(parts) > 1 and alone and all(len(part.split()) <= _MOST_OTHER_WORDS + 1 for part in parts)


def _find_label(text: str, mentions: list[DateMention], at: int) -> str:
    """Return the kind of the label between the mention before and this one, "" when there is none."""
    start = mentions[at - 1].end if at else 0
    labels = list(_LABEL.finditer(text, start, mentions[at].start))
    return str(labels[-1].lastgroup) if labels else ""


def _list_other_words(text: str, mentions: list[DateMention]) -> list[str]:
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    rest = _MONEY_AND_WEATHER.sub(" ", _NOISE.sub(" ", _LABEL.sub(" ", rest)))
    return [word for word in rest.split() if read_weekday(word) is None and read_month(word) is None]


def _read_adoption(text: str, mentions: list[DateMention]) -> Dateline | None:
    """Read "Resolution adopted by the Assembly on 28 July 2022": the deed first, its day at the end."""
    last = mentions[-1]
    closing = _NOISE.sub(" ", text[last.end :]).split()
    if last.day is None or len(closing) > 1 or not _ADOPTED.match(text):
        return None
    return Dateline(last, "adopted")


def is_dateline(text: str) -> bool:
    """Tell whether a line tells a date, in full, and hardly anything else."""
    return read_dateline(text) is not None
