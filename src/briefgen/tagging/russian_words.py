"""Russian words as the OpenCorpora dictionary (pymorphy3) has them: how a word can be read, what forms it takes.

The dictionary is loaded when the first Russian name asks for it (0.1 s, 15 MB). Its tags are read once a paradigm:
most words decline like thousands of others.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse
    from pymorphy3.tagset import OpencorporaTag

_DECLINED = frozenset({"NOUN", "ADJF", "PRTF"})
_GENDERS = frozenset({"masc", "femn", "neut", "ms-f", "GNdr"})
_PROPER = frozenset({"Geox", "Surn", "Patr", "Orgn", "Trad"})
# Forms that are another word (новейший, объединивший for объединённый) or that print has left behind.
_APART = frozenset({"voct", "Erro", "Dist", "V-oy", "V-ey", "V-be", "Supr", "actv", "pssv", "past", "pres"})
# How many letters of a known word must stand behind a prefix that makes a compound of it (контр-, кибер-).
_COMPOUNDS = {"KnownPrefixAnalyzer": 2, "UnknownPrefixAnalyzer": 6}
_LONGEST_WORD = 60
#: Pronouns, prepositions, conjunctions, particles and small numerals, ё as е: no form of a name is one of them.
FUNCTION_WORDS = frozenset(
    """
    а без безо будто бы в вам вами вас ваш ваша ваше вашего вашей вашем вашему ваши вашим вашими ваших вашу
    вдоль ведь весь вместо вне внутри во возле вокруг вон вопреки вот впрочем вроде все всего всей всем всеми
    всему всех всю вся вы где да даже два две двум двух для до другая другие другим других другого другое другой
    другом другому другую его ее ей ему если есть еще ею же за зато и ибо из или им именно ими иная иной иным их
    к каждая каждое каждой каждом каждый кажется как какая какие каким каких какого какое какой каком какому
    какую ко кого кое коли коль ком кому которая которое которой котором которую которые который которым которых
    кроме кто куда ли либо лишь меж между меня мне многие многих мной мною моего моей моем моему моею может мои
    моим моими моих мой мою моя мы на над надо нам нами нас наш наша наше нашего нашей нашем нашему наши нашим
    нашими наших нашу не него нее ней некая некий неким некого некоей некому некто нем нему нет нечего нечто нею
    ни никак никакая никакие никаким никаких никакой никем никого никому никто ним ними них ничего ничем ничему
    ничто но ну о об оба обе обо один одна одни одним одних одно одного одной одном одному одну около он она они
    оно от ото перед по под подле пока помимо поскольку после потом почти при про против прочая прочее прочие
    прочий прочим прочих пусть ради раз разве ровно с сам сама сами самим самих само самого самой самом самому
    саму самые самый самым самых сверх свое своего своей своем своему свои своим своими своих свой свою своя
    себе себя сей сквозь со собой собою среди столь столько та так такая также такие таким таких такого такое
    такой таком такому такую там твоего твоей твоем твоему твои твоим твоих твой твою твоя те тебе тебя тем теми
    тех то тобой того тоже той только том тому тот трем трех три ту тут ты у уже хоть хотя чего чей чем чему
    через что чтоб чтобы чуть чье чьей чьи чьим чьих чью чья эта эти этим этими этих это этого этой этом этому
    этот эту я
    """.split()  # noqa: SIM905 - one word a line would fill five screens
)


class Shape(NamedTuple):
    """What a form of a paradigm says: part of speech, case and number as OpenCorpora codes them, kind of name.

    `is_proper`: a place, surname, patronymic or organisation; `is_given`: a given name, which is often an ordinary
    word too (Роман). `paradigm` and `place` are the dictionary's numbers.
    """

    part: str
    case: str
    number: str
    is_declined: bool
    is_proper: bool
    is_given: bool
    paradigm: int
    place: int


class Reading(NamedTuple):
    """One way to read a word: its shape, and the stem that its forms share."""

    shape: Shape
    stem: str

    def list_forms(self) -> Iterator[str]:
        """Yield the forms of the word that agree with this reading, itself among them, in small letters."""
        for prefix, ending in _list_endings(self.shape.paradigm, self.shape.place):
            yield prefix + self.stem + ending


@lru_cache(maxsize=65_536)
def read_word(small: str) -> tuple[Reading, ...]:
    """Return all readings of a word in small letters; none where the dictionary lacks it. е may stand for ё."""
    if len(small) > _LONGEST_WORD:
        return ()
    analyzer = load_analyzer()
    dictionary = analyzer.dictionary
    return tuple(
        Reading(
            _describe_form(paradigm, place),
            str(dictionary.build_stem(dictionary.paradigms[paradigm], place, word)),
        )
        for word, places in dictionary.words.similar_items(small, analyzer.char_substitutes)
        for paradigm, place in places
    )


def guess_forms(small: str, is_compound: bool) -> frozenset[str]:
    """Return the forms of an ordinary word that the dictionary lacks, by its likeness to others; often none.

    With `is_compound` only a known word behind a prefix is taken (контр-, кибер-), whose forms are certain.
    """
    if len(small) > _LONGEST_WORD:
        return frozenset()
    parses = [
        parse for parse in load_analyzer().parse(small) if parse.tag.POS in _DECLINED and parse.tag.case == "nomn"
    ]
    compounds = [parse for parse in parses if _is_compound(parse)]
    chosen = compounds if is_compound or compounds else parses
    pairs = ((form, parse.tag) for parse in chosen[:2] for form in parse.lexeme)
    return frozenset(form.word for form, tag in pairs if _agrees(form.tag, tag, is_proper=False))


def _is_compound(parse: "Parse") -> bool:
    analyzer, *prefix = parse.methods_stack[-1]
    shortest = _COMPOUNDS.get(type(analyzer).__name__)
    is_name = not (_PROPER | {"Name"}).isdisjoint(parse.tag.grammemes)
    return shortest is not None and not is_name and len(parse.word) - len(str(prefix[0])) >= shortest


@cache
def _describe_form(paradigm: int, place: int) -> Shape:
    tag = load_analyzer().dictionary.build_tag_info(paradigm, place)
    is_proper, is_given = not _PROPER.isdisjoint(tag.grammemes), "Name" in tag.grammemes
    is_declined = tag.POS in _DECLINED and "Apro" not in tag.grammemes
    return Shape(str(tag.POS), str(tag.case), str(tag.number), is_declined, is_proper, is_given, paradigm, place)


@cache
def _list_endings(paradigm: int, place: int) -> tuple[tuple[str, str], ...]:
    """Return the prefixes and endings of the forms that agree with the one at `place` of a paradigm."""
    rows = load_analyzer().dictionary.build_paradigm_info(paradigm)
    shape, tag = _describe_form(paradigm, place), rows[place][1]
    is_name = shape.is_proper or shape.is_given
    return tuple(dict.fromkeys((prefix, ending) for prefix, form, ending in rows if _agrees(form, tag, is_name)))


def _agrees(tag: "OpencorporaTag", chosen: "OpencorporaTag", is_proper: bool) -> bool:
    """Whether a form belongs to a name written as `chosen`: its own gender; plurals for ordinary words only."""
    ours, theirs = tag.grammemes, chosen.grammemes
    differing = ours ^ theirs
    if not _APART.isdisjoint(differing) or not _DECLINED.isdisjoint(differing):
        return False
    if "plur" in ours:
        return "plur" in theirs or not is_proper
    return "plur" not in theirs and _GENDERS.isdisjoint(differing)


@cache
def load_analyzer() -> "MorphAnalyzer":
    """Return the OpenCorpora dictionary of Russian, loaded once a process (some 15 MB)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
