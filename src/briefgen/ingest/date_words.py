"""Months and weekdays as pages write them, with their endings: in the languages of Eurasia and the large ones beside.

English, Russian, Kazakh, Kyrgyz, Uzbek (both scripts), Tajik, Ukrainian, Turkish, German, French, Spanish, Italian
and Portuguese; forms as in Unicode CLDR, endings from the grammars. One dictionary each, made at the first look-up.
"""

from collections.abc import Iterator
from functools import cache

#: January to December. English words first, then whole words of other languages in Latin letters.
_LATIN_MONTHS = (
    ("january jan", "januar jänner janvier enero gennaio janeiro ocak yanvar"),
    ("february feb", "februar février fevrier febrero febbraio fevereiro şubat fevral"),
    ("march mar", "märz marz mars marzo março marco mart"),
    ("april apr", "avril abril aprile nisan aprel"),
    ("may", "mai mayo maggio maio mayıs"),
    ("june jun", "juni juin junio giugno junho haziran iyun"),
    ("july jul", "juli juillet julio luglio julho temmuz iyul"),
    ("august aug", "août aout agosto ağustos agustos avgust"),
    ("september sept sep", "septembre septiembre setiembre settembre setembro eylül eylul sentyabr sentabr"),
    ("october oct", "oktober octobre octubre ottobre outubro ekim oktyabr oktabr"),
    ("november nov", "novembre noviembre novembro kasım kasim noyabr"),
    ("december dec", "dezember décembre decembre diciembre dicembre dezembro aralık aralik dekabr"),
)
#: Abbreviations that are words of their own, or of another language: read only between a day and a year.
_SHORT_MONTHS = (
    "janv ene gen oca yan січ қаң",
    "févr fev febr şub лют ақп",
    "mär mrz бер нау",
    "avr abr nis кві квіт сәу",
    "mag трав мам",
    "giu haz iyn черв мау",
    "juil lug tem iyl лип шіл",
    "ago ağu avg серп там",
    "set eyl верес вер қыр",
    "okt ott out eki жовт қаз",
    "kas noy лист қар",
    "déc dez dic ara dek груд жел",
)
#: Cyrillic months: stems that take the endings of `_ENDINGS`, then whole words.
_CYRILLIC_MONTHS = (
    ("январ", "янв січня січень січні"),
    ("феврал", "фев февр лютого лютий лютому"),
    ("март", "мар березня березень березні"),
    ("апрел", "апр квітня квітень квітні"),
    ("май", "мая мае маю маем травня травень травні"),
    ("июн", "червня червень червні"),
    ("июл", "липня липень липні"),
    ("август", "авг серпня серпень серпні"),
    ("сентябр", "сен сент вересня вересень вересні"),
    ("октябр", "окт жовтня жовтень жовтні"),
    ("ноябр", "ноя нояб листопада листопад листопаді"),
    ("декабр", "дек грудня грудень грудні"),
)
_ENDINGS = (
    "ь я е ю ем ём а у ом и й ы ьда ьдан ьдагы ьдин ьнинг да дан дагы дин дын га ге де ден деги нинг "
    "ынын унун ында унда инда ида йда йдан йнинг ининг идаги ынан унан уна ына ину ына ыга уга"
)
_KAZAKH_MONTHS = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
_LONGEST_ENDING = 6
#: Monday to Sunday.
_WEEKDAYS = (
    "monday mon понедельник понедельника понедельнику понедельником пн дүйсенбі дүйшөмбү душанба душанбе dushanba "
    "понеділок понеділка pazartesi montag lundi lunes lunedì segunda-feira",
    "tuesday tues tue вторник вторника вторнику вторником вт сейсенбі шейшемби сешанба сешанбе seshanba вівторок "
    "вівторка salı dienstag mardi martes martedì terça-feira",
    "wednesday wed среда среды среду среде ср сәрсенбі шаршемби чоршанба чоршанбе chorshanba середа середу середи "
    "çarşamba mittwoch mercredi miércoles mercoledì quarta-feira",
    "thursday thurs thur thu четверг четверга четвергу четвергом чт бейсенбі бейшемби пайшанба панҷшанбе payshanba "
    "четвер четверга perşembe donnerstag jeudi jueves giovedì quinta-feira",
    "friday fri пятница пятницы пятницу пятнице пт жұма жума ҷумъа juma cuma п’ятниця п’ятницю п'ятниця п'ятницю "
    "пʼятниця пʼятницю "
    "freitag vendredi viernes venerdì sexta-feira",
    "saturday sat суббота субботы субботу субботе сб сенбі ишемби шанба шанбе shanba субота суботу cumartesi samstag "
    "samedi sábado sabato",
    "sunday sun воскресенье воскресенья воскресенью вс жексенбі жекшемби якшанба якшанбе yakshanba неділя неділю "
    "pazar sonntag dimanche domingo domenica",
)
_KAZAKH_WEEKDAYS = "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"
_KAZAKH_ENDINGS = ("", "де", "да", "ден", "дан", "нің", "ның", "дегі", "дағы")
_UZBEK_ENDINGS = ("", "da", "dan", "ning", "dagi", "ga", "i")

#: What a month may look like, before it is looked up.
MONTH = r"[^\W\d_]{3,17}"
#: What a weekday may look like; `read_weekday` decides.
WEEKDAY = r"[^\W\d_]{2,13}(?:[’'ʼ-][^\W\d_]{2,6})?"


def read_month(word: str) -> int | None:
    """Return the month (1–12) that `word` names, in any case and with its ending; None when it names none."""
    folded = word.casefold().rstrip(".")
    return _list_months().get(folded) or _read_kazakh(folded)


def read_weekday(word: str) -> int | None:
    """Return the weekday that `word` names, Monday being 0 as in `datetime`; None when it names none."""
    return _list_weekdays().get(word.casefold().rstrip("."))


def needs_capital(word: str) -> bool:
    """Tell whether a month's word is a verb or another everyday word of English unless it is capitalised."""
    return word in _list_english()


def needs_day_and_year(word: str) -> bool:
    """Tell whether a month's word is read only between a day and a year: a short form, or a planet ("Mars 2020")."""
    return word.casefold().rstrip(".") in _list_short() or word == "Mars"


@cache
def _list_english() -> frozenset[str]:
    return frozenset(word for english, _others in _LATIN_MONTHS for word in english.split())


@cache
def _list_short() -> frozenset[str]:
    return frozenset(word for words in _SHORT_MONTHS for word in words.split()) | {"мар", "сен"}


@cache
def _list_months() -> dict[str, int]:
    return {word: number for number in range(12, 0, -1) for word in _spell_month(number)}


def _spell_month(number: int) -> Iterator[str]:
    english, others = _LATIN_MONTHS[number - 1]
    stem, words = _CYRILLIC_MONTHS[number - 1]
    yield from english.split()
    for word in others.split():
        yield from (word + ending for ending in _UZBEK_ENDINGS) if word.endswith(("r", "l", "n", "t")) else (word,)
    if number == 5:  # "may" is Uzbek too, its endings make it so
        yield from ("may" + ending for ending in _UZBEK_ENDINGS if len(ending) > 1)
    yield from _SHORT_MONTHS[number - 1].split()
    yield from words.split()
    yield from (stem + ending for ending in ("", *_ENDINGS.split()))


def _read_kazakh(word: str) -> int | None:
    for number, stem in enumerate(_KAZAKH_MONTHS.split(), 1):
        if word.startswith(stem) and len(word) <= len(stem) + _LONGEST_ENDING:
            return number
    return None


@cache
def _list_weekdays() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, words in enumerate(_WEEKDAYS):
        for word in words.split():
            endings = _KAZAKH_ENDINGS if word in _KAZAKH_WEEKDAYS.split() else ("",)
            found.update((word + ending, number) for ending in endings)
    return found
