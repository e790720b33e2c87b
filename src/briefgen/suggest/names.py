"""The names of a corpus that match nothing, counted: forms of one name together, over passages and sources."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefgen.suggest.cues import list_calendar_words, list_cues, list_territory_beginnings
from briefgen.suggest.nominative import find_base, is_adjective, may_be_nominative
from briefgen.suggest.runs import Run, drop_first, find_runs, list_small_words
from briefgen.suggest.stems import cut_ending

#: How many names are remembered while counting; beyond, those met once are forgotten.
_REMEMBERED = 300_000
_EXAMPLES = 3
#: A word that is written small this often for each capital is no name.
_SMALL_SHARE = 0.25
#: So much of the occurrences of a name must go on with one small word for it to belong to the name.
_GOES_ON = 0.7
_LEAST = 3
_NUMERAL = re.compile("[IVXLCDM]+")
#: How English adjectives of peoples, faiths and schools end.
_ADJECTIVES = ("ish", "ian", "ean", "ese", "ist", "ic")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextToRead:
    """A passage as names are sought in it: its name ``source^id``, its independent source, its words.

    `taken` are the spans of the names that match already.
    """

    name: str
    source: str
    plain: str
    language: str = ""
    taken: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Seen:
    """What is known of one name while counting."""

    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    inside: int = 0
    opening: int = 0
    sources: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    goes_on: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=Counter)
    brackets: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name that matches nothing: its commonest form, how often it stands in how many passages and sources.

    `forms` are all the forms met, commonest first; `examples` up to three excerpts; `before` and `after` the
    small words around it with their numbers; `brackets` what stands in brackets behind it; `is_ordinary` tells that
    one of its words is as often written small; `language` is the commonest of the passages (BCP 47, or "").
    """

    words: tuple[str, ...]
    forms: tuple[str, ...]
    passages: int
    source_ids: frozenset[str]
    examples: tuple[str, ...]
    before: Counter[str]
    after: Counter[str]
    brackets: tuple[str, ...] = ()
    is_ordinary: bool = False
    language: str = ""

    @property
    def sources(self) -> int:
        """How many independent sources have it."""
        return len(self.source_ids)

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return " ".join(self.words)


class NameCounter:
    """Takes passages one by one, and tells in the end which names they have."""

    def __init__(self) -> None:
        self._seen: dict[Key, _Seen] = {}
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        # In how many passages a word is part of a longer name, or has a capital behind it.
        self._parts: Counter[str] = Counter()
        self._languages: dict[str, set[str]] = {}

    @property
    def sources_by_language(self) -> dict[str, int]:
        """How many independent sources there are in each language (its first subtag, or "")."""
        return {language: len(sources) for language, sources in self._languages.items()}

    def take(self, text: TextToRead) -> None:
        """Count the names of one passage, each once."""
        self._small.update({cut_ending(word, text.language) for word in list_small_words(text.plain)})
        self._languages.setdefault(_cut_language(text.language), set()).add(text.source)
        counted: set[Key] = set()
        parts: set[str] = set()
        for run in find_runs(text.plain, text.taken):
            if len(run.words) > 1 or _has_capital_behind(run):
                parts.update(cut_ending(_clean(word), text.language) for word in run.words)
            # The first capital may be the sentence's own.
            sure = run.words[1:] if run.starts_sentence else run.words
            self._capital.update(cut_ending(_clean(word), text.language) for word in sure)
            shorter = drop_first(run) if run.starts_sentence else None
            for part in (run, shorter):
                if part:
                    self._count(part, text, counted)
        self._parts.update(parts)
        if len(self._seen) > _REMEMBERED:
            self._seen = {key: seen for key, seen in self._seen.items() if seen.inside + seen.opening > 1}

    def _count(self, run: Run, text: TextToRead, counted: set[Key]) -> None:
        words = tuple(map(_clean, run.words))
        key = tuple(cut_ending(word, text.language) for word in words if len(word) > 1)
        if not key or key in counted:
            return
        counted.add(key)
        seen = self._seen.setdefault(key, _Seen())
        seen.forms[words] += 1
        if run.starts_sentence:
            seen.opening += 1
        else:
            seen.inside += 1
        seen.sources.add(text.source)
        seen.languages[_cut_language(text.language)] += 1
        if len(seen.examples) < _EXAMPLES:
            seen.examples.append(text.name)
        seen.before[run.before] += 1
        seen.after.update(run.after[:1])
        if run.bracket:
            seen.brackets[run.bracket] += 1
        if run.after and not words[0].isascii() and (len(words) == 1 or _is_head(words[0])):
            seen.goes_on[words, run.after] += 1

    def list_names(self, known_parts: frozenset[str]) -> list[NameFound]:
        """List the names met in three passages or two sources at least, the commonest first.

        `known_parts` are the stems of the words of names that are known: alone, they are no new name.
        """
        found = [self._finish(key, seen, known_parts) for key, seen in self._seen.items()]
        kept = [name for name in found if name]
        return sorted(_drop_parts(kept), key=lambda name: (-name.sources, -name.passages, name.name))

    def _finish(self, key: Key, seen: _Seen, known_parts: frozenset[str]) -> NameFound | None:
        count = seen.inside + (seen.opening if seen.inside or len(key) > 1 else 0)
        if count < _LEAST and (len(seen.sources) < 2 or count < 2):
            return None
        words = _choose_form(seen.forms)
        if all(part in known_parts for part in key) or self._is_noise(key, words, seen):
            return None
        longer = _choose_longer(words, seen, count)
        if not longer and len(words) == 1 and is_adjective(words[0]):
            return None
        return NameFound(
            words=longer or words,
            forms=tuple(" ".join(form) for form, _ in seen.forms.most_common(8)),
            passages=count,
            source_ids=frozenset(seen.sources),
            examples=tuple(seen.examples),
            before=seen.before,
            after=seen.after,
            brackets=tuple(sign for sign, number in seen.brackets.most_common(2) if number > 1),
            is_ordinary=any(map(self._is_small, key)),
            language=seen.languages.most_common(1)[0][0],
        )

    def _is_noise(self, key: Key, words: tuple[str, ...], seen: _Seen) -> bool:
        """Tell ordinary words, months, languages, adjectives of countries, and abbreviations that name nobody."""
        folded = " ".join(words).casefold()
        if list_cues("noise").has(folded) or folded in list_calendar_words() or _NUMERAL.fullmatch(words[0]):
            return True
        if self._is_small(key[0]) and (len(key) == 1 or seen.inside < seen.opening or len(words[0]) < 4):
            # The first word owes its capital to the sentence; without it the name is counted by itself.
            return True
        if list_cues("person").has(words[-1].casefold()):
            return True
        if len(key) > 1:
            return all(self._is_small(part) or part in list_calendar_words() for part in key)
        if _is_of_country(folded) or list_cues("event").has(folded) or self._is_fragment(key[0], words[0], seen):
            return True
        is_head = _is_head(words[0]) or _is_head(folded.removesuffix("s"))
        return is_head and (words[0].isascii() or not _choose_longer(words, seen, seen.inside))

    def _is_fragment(self, stem: str, word: str, seen: _Seen) -> bool:
        """Tell a single word that mostly opens sentences, is mostly part of longer names, or says what another is.

        An acronym is none of these, and a last name is told by the whole name that it belongs to.
        """
        if word.isupper():
            return False
        count = seen.inside + seen.opening
        followed = sum(number for after, number in seen.after.items() if after[:1].islower())
        is_adjective_like = word.isascii() and word.endswith(_ADJECTIVES) and followed > _GOES_ON * count
        cut_off = sum(number for after, number in seen.after.items() if after[:1].isupper())
        is_part = 2 * cut_off > count or self._parts[stem] > 2 * count
        return seen.opening > seen.inside or is_adjective_like or is_part

    def _is_small(self, stem: str) -> bool:
        return self._small[stem] > _SMALL_SHARE * self._capital[stem]


def _cut_language(language: str) -> str:
    return language.partition("-")[0]


def _has_capital_behind(run: Run) -> bool:
    return bool(run.after) and run.after[0][:1].isupper()


def _clean(word: str) -> str:
    """Take a closing apostrophe and the English possessive off a word, and make its hyphens plain."""
    bare = word.replace("\u2011", "-").replace("\u2010", "-").rstrip("'’ʼ&+-")
    return bare[:-2] if bare[-2:] in ("'s", "’s") and len(bare) > 3 else bare


def _choose_form(forms: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """Choose the form to show: the commonest of those that look like the base form, if they are not rare."""
    most = forms.most_common(1)[0][1]
    frequent = [form for form, number in forms.items() if number * 8 >= most]
    chosen = min(frequent, key=lambda form: (_judge_ending(form), -forms[form], sum(map(len, form)), form))
    return find_base(chosen) if len(chosen) <= 2 and _judge_ending(chosen) else chosen


def _judge_ending(form: Sequence[str]) -> int:
    """Rate how far a Cyrillic form is from a nominative: 0 for one."""
    if form[0].isascii():
        return 0
    return sum(not may_be_nominative(word) for word in form)


def _choose_longer(words: tuple[str, ...], seen: _Seen, count: int) -> tuple[str, ...]:
    """Add the small words that most occurrences go on with: Совет безопасности, Верховный суд; () where none do.

    In Cyrillic only the first word of such a name has a capital. Of single words it goes for heads and adjectives.
    """
    if not seen.goes_on or not (_is_head(words[0]) or is_adjective(words[0])):
        return ()
    longest: Counter[tuple[str, ...]] = Counter()
    for length in range(1, 6):
        ways: dict[Key, Counter[tuple[str, ...]]] = {}
        for (form, after), number in seen.goes_on.items():
            if len(after) >= length:
                key = tuple(map(cut_ending, after[:length]))
                ways.setdefault(key, Counter())[(*form, *after[:length])] += number
        best = max(ways.values(), key=lambda way: (way.total(), sorted(way)), default=Counter())
        if best.total() < max(_GOES_ON * count, 2):
            break
        longest = best
    if not longest:
        return ()
    chosen = min(longest, key=lambda form: (not may_be_nominative(form[0]), -longest[form], form))
    return chosen if len(chosen[-1]) > 2 else ()


def _is_head(word: str) -> bool:
    return list_cues("organisation").has(word.casefold())


def _is_of_country(word: str) -> bool:
    """Tell an English adjective or plural of a country: Afghan, Syrians, Iraqi."""
    stem = word.removesuffix("s")
    return word.isascii() and stem[:4] in list_territory_beginnings() and stem.endswith(("an", "i", "ese", "ish", "sh"))


def _drop_parts(names: list[NameFound]) -> list[NameFound]:
    """Leave out a name that mostly stands inside a longer one that is listed too."""
    longer: dict[str, int] = {}
    for name in names:
        for word in name.words if len(name.words) > 1 else ():
            longer[word] = max(longer.get(word, 0), name.passages)
    return [one for one in names if len(one.words) > 1 or longer.get(one.words[0], 0) < 2 * one.passages]
