"""The words that a brief itself says, in its language: English, Russian, Kazakh; English for any other."""

from functools import lru_cache

#: Each word by language. Counted ones have a form for each plural category of CLDR, parted by "|".
_WORDS: dict[str, dict[str, str]] = {
    "brief": {"en": "Topic brief", "ru": "Тематическая справка", "kk": "Тақырыптық анықтама"},
    "skip": {"en": "Skip to the text", "ru": "К тексту", "kk": "Мәтінге өту"},
    "facts": {"en": "About this edition", "ru": "О выпуске", "kk": "Шығарылым туралы"},
    "edition": {"en": "Edition", "ru": "Выпуск", "kk": "Шығарылым"},
    "cutoff": {"en": "Cut-off", "ru": "Данные на", "kk": "Деректер күні"},
    "no_cutoff": {"en": "none: all sources held", "ru": "нет: все источники корпуса", "kk": "жоқ: корпустағы бәрі"},
    "analyst": {"en": "Author", "ru": "Автор", "kk": "Авторы"},
    "rests_on": {"en": "Rests on", "ru": "Основано на", "kk": "Негізі"},
    "years": {"en": "Years", "ru": "Годы", "kk": "Жылдар"},
    "languages": {"en": "Languages", "ru": "Языки", "kk": "Тілдер"},
    "contact": {"en": "Contact", "ru": "Контакт", "kk": "Байланыс"},
    "may_go": {"en": "May go to", "ru": "Кому можно передать", "kk": "Кімге беруге болады"},
    "marking": {"en": "Marking", "ru": "Гриф", "kk": "Құпиялық белгісі"},
    "contents": {"en": "Contents", "ru": "Содержание", "kk": "Мазмұны"},
    "undated": {"en": "undated", "ru": "без даты", "kk": "күні жоқ"},
    "not_dated": {"en": "not dated", "ru": "без даты", "kk": "күні жоқ"},
    "likelihood": {"en": "Likelihood", "ru": "Вероятность", "kk": "Ықтималдығы"},
    "confidence": {"en": "Confidence", "ru": "Уверенность", "kk": "Сенімділігі"},
    "missing": {"en": "source missing", "ru": "источник не найден", "kk": "дереккөз табылмады"},
    "unchecked": {"en": "not checked", "ru": "не проверено", "kk": "тексерілмеген"},
    "summary": {"en": "our summary", "ru": "наше изложение", "kk": "біздің баяндауымыз"},
    "summary_of": {"en": "Summary of", "ru": "Изложение:", "kk": "Баяндау:"},
    "all_summaries": {
        "en": "Each entry is our summary of its source, in our own words. Nothing here is a quotation.",
        "ru": "Каждая запись — наше изложение источника, нашими словами. Цитат здесь нет.",
        "kk": "Әр жазба — дереккөздің біз жасаған баяндауы, сөзі біздікі. Мұнда дәйексөз жоқ.",
    },
    "all_sources_summarised": {
        "en": "All summarised by us.",
        "ru": "Все изложены нами.",
        "kk": "Бәрін біз баяндадық.",
    },
    "translation": {"en": "Translation", "ru": "Перевод", "kk": "Аударма"},
    "note": {"en": "Note", "ru": "Примечание", "kk": "Ескерту"},
    "page": {"en": "p.", "ru": "с.", "kk": "б."},
    "key": {"en": "key", "ru": "ключевое", "kk": "негізгі"},
    "date": {"en": "Date", "ru": "Дата", "kk": "Күні"},
    "position": {"en": "Position", "ru": "Позиция", "kk": "Ұстаным"},
    "statement": {"en": "What was said", "ru": "Что сказано", "kk": "Не айтылды"},
    "statement_summary": {
        "en": "What was said, in our summary",
        "ru": "Что сказано, в нашем изложении",
        "kk": "Не айтылды, біздің баяндауымызда",
    },
    "silent": {
        "en": "no statement found in this corpus",
        "ru": "в корпусе высказываний не найдено",
        "kk": "корпуста мәлімдеме табылмады",
    },
    "of_source": {"en": "date of the source", "ru": "дата источника", "kk": "дереккөз күні"},
    "for": {"en": "for", "ru": "за", "kk": "қолдайды"},
    "against": {"en": "against", "ru": "против", "kk": "қарсы"},
    "mixed": {"en": "mixed", "ru": "двойственно", "kk": "екіұшты"},
    "sceptical": {"en": "sceptical", "ru": "скептически", "kk": "күмәнді"},
    "neutral": {"en": "neutral", "ru": "нейтрально", "kk": "бейтарап"},
    "no_stance": {"en": "not assessed", "ru": "не оценена", "kk": "бағаланбаған"},
    "towards": {"en": "on", "ru": "к теме", "kk": "тақырып"},
    "precise": {"en": "day known", "ru": "день известен", "kk": "күні белгілі"},
    "imprecise": {
        "en": "only month, year or period known",
        "ru": "известен только месяц, год или период",
        "kk": "тек айы, жылы не кезеңі белгілі",
    },
    "strip_title": {
        "en": "Events on a true scale of years",
        "ru": "События в масштабе лет",
        "kk": "Оқиғалар жылдар ауқымында",
    },
    "gaps": {"en": "What we do not know", "ru": "Чего мы не знаем", "kk": "Біз білмейтін нәрселер"},
    "original": {"en": "Original kept", "ru": "Оригинал сохранён", "kk": "Түпнұсқасы сақталған"},
    "accessed": {"en": "Read on", "ru": "Прочитано", "kk": "Оқылған күні"},
    "used": {"en": "Used", "ru": "Использовано", "kk": "Қолданылған"},
    "volume": {"en": "vol.", "ru": "т.", "kk": "т."},
    "issue": {"en": "no.", "ru": "№", "kk": "№"},
    "reliability": {"en": "Reliability", "ru": "Надёжность", "kk": "Сенімділік"},
    "source_summary": {
        "en": "summarised by us",
        "ru": "изложено нами",
        "kk": "біз баяндаған",
    },
    "about": {"en": "About this brief", "ru": "Об этой справке", "kk": "Осы анықтама туралы"},
    "about_text": {
        "en": "Words between quotation marks stand in the kept original of their source. “Not checked”: verbatim, but"
        " no original is kept. “Our summary”: our wording. Numbers name sources, letters their excerpts. Grades follow"
        " the Admiralty scale: reliability A–F, credibility 1–6. “No statement found” speaks of our corpus only.",
        "ru": "Слова в кавычках есть в сохранённом оригинале источника. «Не проверено»: дословно, но оригинала нет."
        " «Наше изложение»: слова наши. Номера обозначают источники, буквы — выдержки. Оценки — по шкале"
        " Адмиралтейства: надёжность A–F, достоверность 1–6. «Высказываний не найдено» относится только к нашему"
        " корпусу.",
        "kk": "Тырнақшадағы сөздер дереккөздің сақталған түпнұсқасында бар. «Тексерілмеген»: сөзбе-сөз, бірақ"
        " түпнұсқасы жоқ. «Біздің баяндауымыз»: сөзі біздікі. Сандар дереккөзді, әріптер үзіндіні білдіреді. Бағалар —"
        " Адмиралтейство шкаласы: сенімділік A–F, шынайылық 1–6. «Мәлімдеме табылмады» тек біздің корпусқа қатысты.",
    },
    "scale": {"en": "Likelihood terms", "ru": "Шкала вероятности", "kk": "Ықтималдық шкаласы"},
    "made_with": {"en": "Made with briefgen", "ru": "Создано в briefgen", "kk": "briefgen арқылы жасалған"},
    "pinned": {"en": "pinned", "ru": "закреплено", "kk": "бекітілген"},
    "also_in": {"en": "Near-copies held back", "ru": "Близкие копии", "kk": "Ұқсас көшірмелер"},
    "excerpts": {
        "en": "one:{} excerpt|other:{} excerpts",
        "ru": "one:{} выдержка|few:{} выдержки|many:{} выдержек|other:{} выдержки",
        "kk": "other:{} үзінді",
    },
    "sources": {
        "en": "one:{} source|other:{} sources",
        "ru": "one:{} источник|few:{} источника|many:{} источников|other:{} источника",
        "kk": "other:{} дереккөз",
    },
    "independent": {
        "en": "other:{} independent",
        "ru": "one:{} независимый|other:{} независимых",
        "kk": "other:{} тәуелсіз",
    },
    "undated_sources": {"en": "other:{} undated", "ru": "other:{} без даты", "kk": "other:{} күні жоқ"},
    "statements": {
        "en": "one:{} statement|other:{} statements",
        "ru": "one:{} высказывание|few:{} высказывания|many:{} высказываний|other:{} высказывания",
        "kk": "other:{} мәлімдеме",
    },
    "older": {
        "en": "other:({} more not shown)",
        "ru": "other:(ещё {} не показано)",
        "kk": "other:(тағы {} көрсетілмеген)",
    },
}

#: What the label of the Traffic Light Protocol 2.0 allows, in the standard's sense and our words.
_MAY_GO: dict[str, dict[str, str]] = {
    "CLEAR": {"en": "anyone", "ru": "всем", "kk": "кез келген адамға"},
    "GREEN": {
        "en": "your community, not the public",
        "ru": "своему сообществу, не публично",
        "kk": "өз қауымдастығыңызға, жарияланбайды",
    },
    "AMBER": {
        "en": "your organisation and its clients, on a need-to-know basis",
        "ru": "своей организации и её клиентам, по необходимости",
        "kk": "ұйымыңызға және клиенттеріне, қажеттілікке қарай",
    },
    "AMBER_STRICT": {
        "en": "your organisation only, on a need-to-know basis",
        "ru": "только своей организации, по необходимости",
        "kk": "тек өз ұйымыңызға, қажеттілікке қарай",
    },
    "RED": {"en": "the named recipients only", "ru": "только названным получателям", "kk": "тек аталған адамдарға"},
}

#: Kinds of source (CSL 1.0.2) that desks meet; any other is named by its CSL word.
_KINDS: dict[str, dict[str, str]] = {
    "article-newspaper": {"en": "newspaper article", "ru": "статья в газете", "kk": "газет мақаласы"},
    "article-journal": {"en": "journal article", "ru": "статья в журнале", "kk": "журнал мақаласы"},
    "article-magazine": {"en": "magazine article", "ru": "статья в журнале", "kk": "журнал мақаласы"},
    "webpage": {"en": "web page", "ru": "веб-страница", "kk": "веб-бет"},
    "post-weblog": {"en": "blog post", "ru": "запись в блоге", "kk": "блог жазбасы"},
    "report": {"en": "report", "ru": "доклад", "kk": "баяндама"},
    "speech": {"en": "speech", "ru": "выступление", "kk": "сөйлеген сөз"},
    "interview": {"en": "interview", "ru": "интервью", "kk": "сұхбат"},
    "book": {"en": "book", "ru": "книга", "kk": "кітап"},
    "chapter": {"en": "chapter", "ru": "глава", "kk": "тарау"},
    "thesis": {"en": "thesis", "ru": "диссертация", "kk": "диссертация"},
    "treaty": {"en": "treaty", "ru": "договор", "kk": "шарт"},
    "legislation": {"en": "legislation", "ru": "закон", "kk": "заң"},
    "broadcast": {"en": "broadcast", "ru": "передача", "kk": "хабар"},
    "document": {"en": "document", "ru": "документ", "kk": "құжат"},
}

#: Quotation marks by language (CLDR); English ones for any other.
_QUOTES = {"ru": "«»", "kk": "«»", "ky": "«»", "uk": "«»", "be": "«»", "el": "«»", "fr": "«»", "de": "„“", "pl": "„”"}

#: The likelihood terms of ICD 203 with their ranges in per cent.
LIKELIHOODS = (
    (("almost no chance", "remote", "a remote chance"), "1–5 %"),
    (("very unlikely", "highly improbable"), "5–20 %"),
    (("unlikely", "improbable"), "20–45 %"),
    (("roughly even chance", "roughly even odds"), "45–55 %"),
    (("likely", "probable", "probably"), "55–80 %"),
    (("very likely", "highly probable"), "80–95 %"),
    (("almost certain", "almost certainly", "nearly certain"), "95–99 %"),
)


def say(word: str, language: str) -> str:
    """Say one of the brief's own words in `language` (BCP 47)."""
    forms = _WORDS[word]
    return forms.get(_primary(language), forms["en"])


def say_count(number: int, word: str, language: str) -> str:
    """Say a number with its noun in the right plural: "3 sources"."""
    spoken = language if _primary(language) in _WORDS[word] else "en"
    forms = dict(form.split(":", 1) for form in say(word, spoken).split("|"))
    return forms.get(_find_plural(number, _primary(spoken)), forms["other"]).format(number)


def say_audience(marking: str, language: str) -> str:
    """Say to whom a text with this marking (its name, ``AMBER_STRICT``) may go."""
    forms = _MAY_GO[marking]
    return forms.get(_primary(language), forms["en"])


def find_quotes(language: str) -> tuple[str, str]:
    """Return the opening and closing quotation mark of a language."""
    marks = _QUOTES.get(_primary(language), "“”")
    return marks[0], marks[1]


def find_range(likelihood: str) -> str:
    """Return the range in per cent of a likelihood term, "" where it is not one of the scale's."""
    wanted = likelihood.strip().casefold()
    return next((span for terms, span in LIKELIHOODS if wanted in terms), "")


def name_kind(kind: str, language: str) -> str:
    """Name a CSL type: "newspaper article"; an unknown one by its own word."""
    forms = _KINDS.get(kind)
    return forms.get(_primary(language), forms["en"]) if forms else kind.replace("-", " ").replace("_", " ")


def name_language(code: str, language: str) -> str:
    """Name the language `code` in `language`: "Russian"; the code itself where it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(_primary(code)).get_display_name(_primary(language))
    except (UnknownLocaleError, ValueError, TypeError):
        return code
    return name or code


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-", 1)[0].lower()


@lru_cache(maxsize=512)
def _find_plural(number: int, language: str) -> str:
    from babel import Locale

    return str(Locale.parse(language).plural_form(number))
