"""A brief that nobody asked for: every kind of section, hostile texts, four scripts, long addresses, many excerpts.

All names, facts and quotations are invented for the tests.
"""

from dataclasses import replace

from briefgen.compose.source_citations import write_citation
from briefgen.grammar.dates import read_date
from briefgen.model.bibliography import SourceEntry
from briefgen.model.brief import Brief, GapEntry, JudgementEntry, Section, Statistics
from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.printed_excerpt import ActorPositions, ExcerptEntry, ExcerptGroup, Statement, TimelineEntry
from briefgen.model.prose import CitationMark, Prose

ENGLISH = "The forum had no formal contact with the council and did not need it, its secretary said in 1986."
RUSSIAN = "Генеральный секретарь заявил, что объём встреч вырос: «ещё три раунда», а не один."
KAZAKH = "Әріптестер Қарағандыда кездесіп, өңірлік қауіпсіздік пен үнсіз ұғыныстықты талқылады, ғой һәм ілгерілеу."
GREEK = "Η γραμματεία ανακοίνωσε ότι οι δύο πλευρές δεν υπέγραψαν καμία συμφωνία έως το 2009."
HOSTILE = "He wrote <script>alert(1)</script> & {{ 7*7 }} {% raw %} `|safe` [x](javascript:alert(1)) 5*3*2 #NATO."
LONG_ADDRESS = (
    "https://archive.example.org/central-asia/2009/06/communiques/a-very-long-file-name-without-any-blank_"
    "0123456789abcdef0123456789abcdef.html?session=a1b2c3d4e5f6&language=ru&print=yes"
)
_TEXTS = ((ENGLISH, "en"), (RUSSIAN, "ru"), (KAZAKH, "kk"), (GREEK, "el"), (HOSTILE, "en"))


def day(text: str) -> PartialDate:
    """Read a date that is known to be good."""
    date = read_date(text)
    assert isinstance(date, PartialDate), date
    return date


def mark(number: int, letter: str = "") -> CitationMark:
    """Make the mark of an excerpt, or of a source where no letter is given."""
    return CitationMark(f"{number}{letter}", f"e{number}{letter}" if letter else f"s{number}", f"Source {number}")


def make_entry(number: int, letter: str, text: str, language: str, **changes: object) -> ExcerptEntry:
    """Make one excerpt of an invented daily."""
    entry = ExcerptEntry(
        mark=mark(number, letter),
        name=f"example-{number}^part-{letter}",
        kind="paragraph",
        parts=(text,),
        markdown=text,
        manner="quotation",
        language=language,
        speaker="Nina Exampleva",
        actor="Northern Council",
        date=day("2009-06-25"),
        issued=day("2009-07"),
        publisher="Example Daily",
        source_title=f"What the papers said, part {number}",
        source_number=number,
        grade="B2",
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def _make_entries() -> list[ExcerptEntry]:
    entries = []
    for number in range(1, 15):
        for letter in "abc":
            text, language = _TEXTS[(number + ord(letter)) % len(_TEXTS)]
            longer = " ".join([text] * (1 + (number * 7 + ord(letter)) % 4))
            entries.append(make_entry(number, letter, longer, language))
    entries[1] = replace(entries[1], manner="unchecked", speaker="", actor="", grade="F6")
    entries[2] = replace(
        entries[2], manner="summary", markdown="The paper tells of *two* meetings and doubts the third.", issued=None
    )
    entries[4] = replace(
        entries[4],
        translation="The secretary general said that the number of meetings had grown.",
        translator="A. Analyst",
        note="Said at a press conference; the recording is not kept.",
        stance="sceptical",
    )
    entries[6] = replace(
        entries[6], parts=("had no formal contact", "did not need it"), copies=("copy-1^a", "copy-2^b"), page="3"
    )
    entries[8] = replace(
        entries[8], kind="table", markdown="| Year | Meetings |\n|---|---|\n| 2008 | 3 |\n| 2009 | 11 <b>x</b> |"
    )
    entries[10] = replace(
        entries[10],
        publisher="Institute for the Comparative Study of Unusually Long Publishers' Names, Department of Proceedings",
        speaker="Maximiliana-Alexandrovna Longname-Exampleva, Deputy Secretary for Interinstitutional Correspondence",
    )
    return entries


def _make_sources() -> tuple[SourceEntry, ...]:
    sources = [
        SourceEntry(
            number=number,
            anchor=f"s{number}",
            id=f"example-{number}",
            title=f"What the papers said, part {number}",
            author=("Jane Doe",) if number % 2 else (),
            publisher="Example Daily",
            publisher_place="Bishkek",
            type="article-newspaper",
            issued=day("2009-07") if number % 3 else None,
            accessed=day("2026-11-03"),
            url=f"https://www.example.org/a/{number}.html",
            language=("en", "ru", "kk", "el")[number % 4],
            reliability="B",
            original_sha256="1a2b" + "0" * 56 + "ee9f",
            excerpts=tuple(mark(number, letter) for letter in "abc"),
        )
        for number in range(1, 15)
    ]
    sources[2] = replace(sources[2], url=LONG_ADDRESS, title=RUSSIAN, descriptor="State news agency; no byline.")
    sources[3] = replace(sources[3], is_summary=True, original_sha256="", doi="10.1234/example.5678/abcd-efgh")
    sources[4] = replace(sources[4], title=HOSTILE, volume="12", issue="3", page="45–67", issn="1234-5678")
    # An entry has all the fields of a source that a citation is written from.
    cited = [write_citation(source, source.url, "en") for source in sources]  # type: ignore[arg-type]
    return tuple(replace(source, citation=citation) for source, citation in zip(sources, cited, strict=True))


_MARKS = {f"example-{n}^part-{c}": mark(n, c) for n in range(1, 15) for c in "abc"} | {"example-3": mark(3)}


def prose(markdown: str, kind: str = "paragraph", level: int = 0, *, ordered: bool = False) -> Prose:
    """Make one block of the analyst's text; every excerpt can be cited."""
    return Prose(kind, markdown, _MARKS | {"gone^x": CitationMark("gone^x", "", is_missing=True)}, level, ordered)


def _judge(number: int, text: str, likelihood: str, confidence: str, **changes: object) -> JudgementEntry:
    entry = JudgementEntry(
        number, f"j{number}", prose(text, "item"), likelihood, confidence, (mark(1, "a"),), excerpts=5, sources=3
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


_JUDGEMENTS = (
    _judge(
        1,
        "A formal link between the two organisations is unlikely before 2028."
        " [@example-1^part-a; @example-2^part-b, p. 3]",
        "unlikely",
        "moderate, two independent sources",
    ),
    _judge(
        2,
        "Working contact through third forums is likely to go on at a low level. [@example-3^part-c]",
        "likely",
        "low, one origin only",
        excerpts=1,
        sources=1,
    ),
    _judge(
        3,
        "Members outside the north almost certainly prefer bilateral programmes. [@gone^x]",
        "almost certainly",
        "high, the same account in four sources",
        warning="source missing",
    ),
)

_BACKGROUND = (
    prose("The two organisations have never concluded a formal agreement, although officials on one side proposed talks"
          " in several years. [@example-1^part-a] Practical contact remained limited to training and to statements at"
          " third-party forums, and member states differ on how far it should go. [@example-4^part-b; @example-3]"),
    prose("1986. That was the year of the first letter, and ==nobody== marked it. Analysts who follow the region"
          " describe the relationship as parallel rather than cooperative, and note that the record rests on few"
          " independent accounts; see [the archive](https://archive.example.org/x) for the letters."),
    prose("What the members want", "heading", 2),
    prose("the first of them asks for training, and *says so* often;", "item"),
    prose("the second asks for nothing. [@example-5^part-a]", "item"),
    prose("| Year | Meetings | Place |\n|---|---|---|\n| 2008 | 3 | Astana |\n| 2009 | 11 | Bishkek |", "table"),
    prose("A sentence that the analyst sets apart, without a claim of proof.", "quotation"),
)  # fmt: skip

_EVENTS = (
    TimelineEntry(day("2001-10-07"), "", prose=prose("The first letter is sent. [@example-1^part-a]")),
    TimelineEntry(day("2004"), "The council proposes talks", "", "en", mark(2, "a")),
    TimelineEntry(day("2005-06/2007-03"), "Three rounds of expert meetings", "", "en", mark(3, "a")),
    TimelineEntry(day("2009-06-25"), ENGLISH, "quotation", "en", mark(6, "b")),
    TimelineEntry(day("2010-01"), RUSSIAN, "unchecked", "ru", mark(7, "a")),
    TimelineEntry(day("2014-04-01"), "Practical work is suspended", "", "en", mark(4, "b")),
    TimelineEntry(day("2019~"), "A statement on contacts, its day unknown", "summary", "en", mark(5, "c")),
    TimelineEntry(day("2022-01-06"), "A deployment begins", "", "en", mark(5, "b")),
)


def _say(text: str, language: str, where: CitationMark, **changes: object) -> Statement:
    statement = Statement(text, "quotation", where, "Nina Exampleva", "for", "", day("2012-09-18"), language=language)
    return replace(statement, **changes)  # type: ignore[arg-type]


_POSITIONS = (
    ActorPositions(
        "Northern Council",
        "org/northern",
        (
            _say(ENGLISH, "en", mark(1, "a"), stance="against", towards="Formal link"),
            _say(RUSSIAN, "ru", mark(2, "b"), stance="sceptical", date=day("2009"), is_date_of_source=True),
        ),
    ),
    ActorPositions("Southern Forum", "org/southern", (_say(KAZAKH, "kk", mark(4, "a"), stance="mixed", speaker=""),)),
    ActorPositions("Greece", "place/greece", (_say(GREEK, "el", mark(8, "a"), manner="unchecked", date=None),)),
    ActorPositions("Kazakhstan", "place/kazakhstan", ()),
    ActorPositions("Observers", "org/observers", (_say("They stay away", "en", mark(9, "a"), manner="summary"),)),
)


def make_short_brief(**changes: object) -> Brief:
    """Make the made-up brief with its judgements alone, some of its fields changed: it prints in a seventh."""
    brief = make_brief(**changes)
    return replace(brief, sections=brief.sections[:1])


def make_brief(**changes: object) -> Brief:
    """Make the made-up brief, with some of its fields changed."""
    entries = _make_entries()
    groups = tuple(
        ExcerptGroup(heading, f"g{position}", tuple(entries[start:end]))
        for position, (heading, start, end) in enumerate(
            (("Mediation", 0, 12), ("Training and exercises", 12, 25), ("Other", 25, 42)), 1
        )
    )
    sections = (
        Section("judgements", "Key judgements", "part-1", judgements=_JUDGEMENTS),
        Section("background", "Contact has stayed thin since 2009", "part-2", prose=_BACKGROUND),
        Section("positions", "Positions", "part-3", positions=_POSITIONS),
        Section("timeline", "Timeline", "part-4", timeline=_EVENTS),
        Section("excerpts", "Evidence", "part-5", prose=(prose("By theme."),), groups=groups),
        Section("excerpts", "Evidence from the south", "part-6", empty_note="The corpus holds no excerpt for this."),
        Section(
            "gaps",
            "What we do not know",
            "part-7",
            gaps=(
                GapEntry("actor", "No statement found in the corpus: Kazakhstan."),
                GapEntry("source", "Judgement 2 rests on one source alone.", (mark(3),)),
                GapEntry("period", "No source of the years 2015–2018."),
            ),
        ),
        Section("sources", "Sources", "part-8", sources=_make_sources()),
    )
    brief = Brief(
        slug="made-up",
        title="Northern Council and Southern Forum: relations",
        marking=Marking.AMBER,
        sections=sections,
        statistics=Statistics(42, 14, 9, 4, 2001, 2022, ("en", "ru", "kk", "el")),
        deck="Sample text to test the layout: one sentence says what changed and why it matters now.",
        analyst="A. Analyst",
        desk="Central Asia desk",
        contact="desk@example.org",
        cutoff=day("2026-11-20"),
        printed="2026-11-22",
    )
    return replace(brief, **changes)  # type: ignore[arg-type]
