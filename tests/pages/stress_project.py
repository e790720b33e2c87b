"""A project of topics that strain the layout, each in its own way: what a desk's worst week could ask of a page.

Everything is made here, from few words and by fixed rules, so that the same pages come out each time. Verbatim
sources keep their original, so that their quotations are proven and print between quotation marks.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Every topic, with what it strains.
TOPICS = {
    "none": "a query that matches nothing",
    "one": "one excerpt and nothing else",
    "many": "two hundred excerpts",
    "short-title": "a title of one word",
    "long-title": "a title of three lines and a deck of two",
    "russian": "Russian words, labels and quotations only",
    "kazakh-english": "Kazakh and English words in one line",
    "arabic": "quotations in Arabic, with numbers and Latin names in them",
    "forty-actors": "forty actors with a position, some of them silent",
    "long-address": "an address of 2,000 characters and a word of 300",
    "long-table": "a table of ninety rows",
    "undated": "sources without a date only",
    "red": "everything TLP:RED",
    "unwritten": "no word of the analyst's",
    "much-written": "long text of the analyst's with lists, tables, quotations and many citations",
    "one-day": "twelve events on one day, and one nine hundred years before",
    "long-quotations": "quotations of three hundred words each",
    "changed": "an edition before this one, and everything different since",
    "cjk": "Chinese and Japanese words",
}

_EN = (
    "the river commission met in the old harbour town and agreed that water levels should be measured every week by "
    "both banks while the ferry company kept its licence for another season and promised to repair the northern pier "
    "before the autumn floods although the miller and the fishermen doubted whether the money would last"
)
_RU = (
    "речная комиссия собралась в старом портовом городе и решила что уровень воды следует измерять каждую неделю на "
    "обоих берегах а паромная компания сохранила лицензию ещё на один сезон и обещала починить северный причал до "
    "осенних паводков хотя мельник и рыбаки сомневались хватит ли денег"
)
_KK = (
    "өзен комиссиясы ескі порт қаласында жиналып су деңгейін екі жағалауда да апта сайын өлшеу керек деп шешті ал "
    "паром компаниясы лицензиясын тағы бір маусымға сақтап қалды және солтүстік айлақты күзгі тасқынға дейін жөндеуге "
    "уәде берді"
)
_AR = (
    "اجتمعت لجنة النهر في مدينة الميناء القديمة واتفقت على قياس مستوى المياه كل أسبوع على الضفتين واحتفظت شركة "
    "العبارات برخصتها لموسم آخر ووعدت بإصلاح الرصيف الشمالي قبل فيضانات الخريف"
)
_ZH = "河流委员会在旧港口城镇开会，同意两岸每周测量水位，渡轮公司保留了一个季度的许可证，并承诺在秋季洪水之前修复北码头"
_WORDS = {
    **{language: text.split() for language, text in (("en", _EN), ("ru", _RU), ("kk", _KK), ("ar", _AR))},
    "zh": list(_ZH),
    "ja": list(_ZH),
}
_THEME_WORDS = {
    "water": ("Вода", "Су"),
    "ferries": ("Паромы", "Паромдар"),
    "piers": ("Причалы", "Айлақтар"),
    "floods": ("Паводки", "Тасқындар"),
}
_THEMES = tuple(_THEME_WORDS)
#: Likelihood and confidence of the two judgements of a topic, by its language.
_ESTIMATES = {
    "en": ("likely", "moderate, two sources", "unlikely", "low, one source"),
    "ru": ("вероятно", "средняя, два источника", "маловероятно", "низкая, один источник"),
    "kk": ("ықтимал", "орташа, екі дереккөз", "ықтималдығы төмен", "төмен, бір дереккөз"),
}


def write_project(folder: Path) -> Path:
    """Write the whole project into `folder` and return it."""
    _write(folder / "briefgen.toml", 'analyst = "A. Reader"\ndesk = "River desk"\ndefault_tlp = "TLP:CLEAR"\n')
    _write(folder / "corpus/vocabulary.yaml", "\n".join(_list_terms()) + "\n")
    for name, text in _list_sources(folder):
        _write(folder / f"corpus/sources/{name}.md", text)
    for name, text in _list_topics():
        _write(folder / f"corpus/topics/{name}.md", text)
    return folder


def change_sources(folder: Path) -> None:
    """Let time pass over the topic `changed`: one source goes, one comes, and passages of two are graded anew."""
    sources = folder / "corpus/sources"
    (sources / "changed-4.md").unlink()
    name, text = _make_source(folder, "changed", 5, "en")
    _write(sources / f"{name}.md", text)
    for number, old, new in ((1, "credibility:: 6", "credibility:: 2"), (3, "stance:: mixed", "stance:: against")):
        path = sources / f"changed-{number}.md"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def say(language: str, seed: str, words: int) -> str:
    """Say a sentence of so many words; another `seed` gives another sentence."""
    pool = _WORDS[language]
    joint = "" if language in ("zh", "ja") else " "
    picks = hashlib.shake_128(f"{language} {seed}".encode()).digest(words)
    text = joint.join(pool[pick % len(pool)] for pick in picks)
    return f"{text[:1].upper()}{text[1:]}{'.' if joint else '。'}"


def speak(language: str, seed: str, sentences: int, words: int = 17) -> str:
    """Say several sentences, of different lengths."""
    joint = "" if language in ("zh", "ja") else " "
    return joint.join(say(language, f"{seed} {step}", words + step * 5 % 9 - 4) for step in range(sentences))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _list_terms() -> Iterator[str]:
    for theme in _THEMES:
        russian, kazakh = _THEME_WORDS[theme]
        yield f"theme/{theme}: {{label: {{en: {theme.title()}, ru: {russian}, kk: {kazakh}}}}}"
    for number in range(1, 41):
        yield f"org/actor-{number}: {{label: {{en: River Office No. {number}, ru: Речное управление № {number}}}}}"
    for name in TOPICS:
        yield f"case/{name}: {{label: Case {name}}}"


def _head(folder: Path, body: str, fields: str) -> str:
    """Write a source whose original is kept: front matter, then the paragraphs with their trailers."""
    words = "\n\n".join(block.split("\n#", 1)[0].removeprefix("> ") for block in body.split("\n\n"))
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    _write(folder / f"corpus/originals/{sha256}.txt", words)
    return f"---\n{fields}original: {{name: page.txt, sha256: {sha256}}}\n---\n{body}\n"


def _fields(title: str, language: str, issued: str, more: str = "") -> str:
    dated = f"issued: {issued}\n" if issued else ""
    about = f"title: {title}\ntype: report\npublisher: Office of {title}\n{dated}"
    return f"{about}language: {language}\nreliability: B\n{more}"


@dataclass(frozen=True)
class Shape:
    """What is particular about the sources of a case. `day` dates all their events, else each has a year."""

    passages: int = 2
    sentences: int = 2
    is_dated: bool = True
    is_acted: bool = True
    day: str = ""
    more: str = ""


def _make_source(
    folder: Path,
    case: str,
    number: int,
    language: str,
    shape: Shape = Shape(),
) -> tuple[str, str]:
    """Make a source with some verbatim passages of a case."""
    blocks = [_make_passage(case, number * 11 + step, step, language, shape) for step in range(shape.passages)]
    issued = f"{2004 + number % 20}-{1 + number % 12:02}" if shape.is_dated else ""
    fields = _fields(f"Report {number} on {case.replace('-', ' ')}", language, issued, shape.more)
    return f"{case}-{number}", _head(folder, "\n\n".join(blocks), fields)


def _make_passage(case: str, place: int, step: int, language: str, shape: Shape) -> str:
    theme, stance = _THEMES[place % 4], ("for", "against", "mixed", "neutral")[place % 4]
    actor = f" [actor:: org/actor-{1 + place % 40}] [stance:: {stance}]" if shape.is_acted else ""
    day = shape.day or (str(2004 + place % 20) if step == 0 else "")
    dated = f" [date:: {day}]" if day else ""
    words = speak(language, f"{case} {place}", shape.sentences)
    return f"{words}\n#case/{case} #theme/{theme}{actor}{dated} [credibility:: {1 + place % 6}] ^p{step}"


def _list_sources(folder: Path) -> Iterator[tuple[str, str]]:
    yield _make_source(folder, "one", 1, "en", Shape(passages=1))
    for number in range(1, 21):
        yield _make_source(folder, "many", number, ("en", "ru", "kk")[number % 3], Shape(passages=10))
        yield _make_source(folder, "forty-actors", number, "en")
    for number in range(1, 5):
        for case in ("short-title", "long-title", "unwritten", "much-written", "changed"):
            yield _make_source(folder, case, number, "en")
        yield _make_source(folder, "russian", number, "ru")
        yield _make_source(folder, "kazakh-english", number, ("kk", "en")[number % 2])
        yield _make_source(folder, "arabic", number, "ar", Shape(is_acted=False))
        yield _make_source(folder, "cjk", number, ("zh", "ja")[number % 2], Shape(is_acted=False))
        yield _make_source(folder, "undated", number, "en", Shape(is_dated=False))
        yield _make_source(folder, "red", number, "en", Shape(more="tlp: TLP:RED\n"))
        yield _make_source(folder, "long-quotations", number, "en", Shape(sentences=18))
    for number in range(1, 7):
        yield _make_source(folder, "one-day", number, "en", Shape(day="2012-09-18"))
    yield _make_source(folder, "one-day", 7, "en", Shape(passages=1, day="1112~"))
    address = "https://river.example/" + "/".join(f"section-{step}" for step in range(180)) + "?q=" + "a" * 150
    yield _make_source(folder, "long-address", 1, "en", Shape(more=f"URL: {address}\n"))
    word = "Donaudampfschifffahrt" * 15
    yield (
        "long-address-2",
        _head(folder, f"A word stands here: {word}.\n#case/long-address ^word", _fields("A word", "de", "2015")),
    )
    rows = "\n".join(f"| Gauge {step} | {1990 + step % 30} | {step * 37 % 900} cm |" for step in range(90))
    table = f"| Gauge | Year | Level |\n| --- | --- | --- |\n{rows}\n\n#case/long-table #theme/water ^levels"
    yield "long-table-1", f"---\n{_fields('Levels', 'en', '2020')}text: summary\n---\n{table}\n"


def _list_topics() -> Iterator[tuple[str, str]]:
    titles = {
        "short-title": "Water",
        "long-title": "The river commission, the ferry company and the fishermen of the northern bank after the autumn "
        "floods: who measures, who pays, and who decides about the repair of the old pier and its harbour",
        "russian": "Река и порт: кто измеряет уровень воды",
        "kazakh-english": "Өзен мен порт: the river commission және паром компаниясы",
        "arabic": "The river in Arabic sources",
        "cjk": "The river in East Asian sources",
    }
    for name in TOPICS:
        language = {"russian": "ru", "kazakh-english": "kk"}.get(name, "en")
        lines = [
            f'title: "{titles.get(name, "Case " + name.replace("-", " "))}"',
            f"query: tag:case/{name}",
            f"language: {language}",
        ]
        lines += ["tlp: TLP:RED"] if name == "red" else ["tlp: TLP:CLEAR"]
        lines += ["deck: " + say("en", "3", 40)] if name == "long-title" else []
        lines += ["cutoff: 2026-11-20"] if name in ("long-title", "many", "undated") else []
        lines += ["cutoff: 2026-09-30"] if name == "changed" else []
        yield name, "---\n" + "\n".join(lines) + "\n" + _add_sections(name) + "---\n" + _write_text(name, language)


def _add_sections(name: str) -> str:
    if name != "forty-actors":
        return ""
    actors = ", ".join(f"org/actor-{number}" for number in range(1, 41))
    return (
        f"sections:\n  - {{heading: Positions, kind: positions, limit: 2, actors: [{actors}]}}\n"
        "  - {heading: Evidence, kind: excerpts, group: theme, limit: 10}\n  - {heading: Gaps, kind: gaps}\n"
        "  - {heading: Sources, kind: sources}\n"
    )


def _write_text(name: str, language: str) -> str:
    """Write the analyst's text: a bottom line and two judgements; much of it for one topic, none for some."""
    if name in ("none", "one", "unwritten", "forty-actors"):
        return ""
    source = {"long-table": "long-table-1^levels"}.get(name, f"{name}-1^p0")
    heading = {"ru": "Ключевые выводы", "kk": "Негізгі тұжырымдар"}.get(language, "Key judgements")
    other = source if name in ("long-address", "long-table") else f"{name}-2^p0"
    text = f"{say(language, '5', 18)} [@{source}]\n\n# {heading}\n\n"
    likely, moderate, unlikely, low = _ESTIMATES[language]
    text += f"- {say(language, '9', 14)} [@{source}; @{other}]\n"
    text += f"  [likelihood:: {likely}] [confidence:: {low if other == source else moderate}] ^first\n\n"
    text += f"- {say(language, '13', 16)} [@{source}]\n  [likelihood:: {unlikely}] [confidence:: {low}] ^second\n\n"
    return text + (_write_much(source, other) if name == "much-written" else "")


def _write_much(source: str, other: str) -> str:
    paragraphs = "\n\n".join(f"{speak('en', str(step), 6)} [@{source}; @{other}]" for step in range(9))
    items = "\n".join(f"- {say('en', str(step), 12)} [@{other}]" for step in range(6))
    rows = "\n".join(f"| {2000 + step} | {say('en', str(step), 5)} | {step * 13} |" for step in range(8))
    return (
        f"# Background\n\n{paragraphs}\n\n## What was agreed\n\n{items}\n\n## In figures\n\n| Year | What | cm |\n"
        f"| --- | --- | --- |\n{rows}\n\n> {speak('en', '30', 3)}\n\n### Further down\n\n"
        f"1. {say('en', '2', 9)}\n2. {say('en', '4', 9)}\n"
    )
