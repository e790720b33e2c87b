"""Which language a page is written in, and which of its passages are in another."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from briefgen.ingest.page import Claim, DraftBlock

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: The languages that are told apart (ISO 639-1): what an analyst of Eurasia meets, and the large ones beside.
_LANGUAGES = (
    "en ru kk ky uz tg tr az hy ka uk be mn fa ar he zh ja ko hi ur ps de fr es it pt nl pl cs sk sv no da fi et lv lt "
    "ro bg sr hr sl hu el"
)
_SAMPLE = 1500
_SAMPLE_BLOCKS = 60
_PASSAGE_SAMPLE = 600
_SCRIPT_SAMPLE = 200
_MOSTLY = 0.8
_SHORTEST = 40
_LEAST_SURE = 0.5
_PASSAGE_SURE = 0.95
#: Passages whose words a reader may take for either: names and shared roots decide too much.
_NEAR_KIN = ({"ru", "uk", "be", "bg", "sr"}, {"kk", "ky"}, {"hr", "sl", "sr"}, {"cs", "sk"}, {"no", "da", "sv"},
             {"es", "pt", "it"}, {"tr", "az"}, {"fa", "ur", "ps", "ar"}, {"mn", "ru"})  # fmt: skip
_KIN_SURE = 0.999
_KIN_LETTERS = 120
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SCRIPTS = (
    ("Latn", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
    ("Cyrl", "\u0400-\u052f"),
    ("Arab", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff"),
    ("Hani", "\u3040-\u30ff\u3400-\u9fff"),
    ("Armn", "\u0530-\u058f"),
    ("Geor", "\u10a0-\u10ff"),
    ("Hebr", "\u0590-\u05ff"),
    ("Grek", "\u0370-\u03ff"),
    ("Hang", "\uac00-\ud7af"),
    ("Deva", "\u0900-\u097f"),
)
_SCRIPT_LETTERS = tuple((name, re.compile(f"[{letters}]")) for name, letters in _SCRIPTS)
#: Words of a language's frame: a passage of its script with two of them is in it, and need not be asked about.
_FRAME_WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in that for is was with as by on it from at be have not are his which",
        "ru": "и с по это как из был была были его или что который которые также только чтобы этого",
        "kk": "және мен бен пен үшін туралы бір бұл деп да де осы ол еді болып арқылы дейін бойынша",
        "de": "der die das und von zu mit den ist im auf für nicht des dem ein eine als",
        "fr": "le la les des et du dans que pour une est qui sur au par pas avec",
        "es": "el la los de que y en del las por con una para como más",
        "uk": "і та що на з до не у за це від як для його про був",
    }.items()
}
_FRAME_SHARE = 0.12
_DAY_FIRST_REGIONS = frozenset({"GB", "IE", "AU", "NZ", "IN", "ZA", "PK", "NG", "KE", "SG", "HK", "MT"})


@dataclass(frozen=True, slots=True)
class LanguageFound:
    """A page's language (BCP 47, "" where it cannot be told), where it was read, and doubts."""

    code: str = ""
    evidence: str = ""
    doubts: tuple[str, ...] = ()


def choose_language(claims: Iterable[Claim], blocks: Sequence[DraftBlock]) -> LanguageFound:
    """Name the language of the text; the page's own word counts where the text is too short or agrees."""
    tolds = [replace(claim, value=_spell(claim.value)) for claim in claims if is_language(claim.value)]
    read = name_language(_take_sample(blocks))
    fitting = [claim for claim in tolds if not read or _root(claim.value) == read]
    if fitting:
        # en-US says more than en, from whichever claim it comes; the first such one counts.
        best = max(fitting, key=lambda claim: "-" in claim.value) if read else fitting[0]
        return LanguageFound(best.value, best.evidence)
    if not read:
        return LanguageFound()
    doubts = tuple(f"the page calls itself {told.value!r}, but its text reads as {read!r}" for told in tolds[:1])
    return LanguageFound(read, "the text's words", doubts)


def _take_sample(blocks: Sequence[DraftBlock]) -> str:
    """Join the blocks in the script that most of the text is in: a quotation in another must not decide."""
    texts = [block.text for block in blocks[:_SAMPLE_BLOCKS] if block.kind != "heading"] or [b.text for b in blocks]
    scripts = [name_script(text) for text in texts]
    letters: Counter[str] = Counter()
    for script, text in zip(scripts, texts, strict=True):
        letters[script] += len(text)
    main = letters.most_common(1)[0][0] if letters else ""
    return " ".join(text for script, text in zip(scripts, texts, strict=True) if script == main)


def is_language(value: str) -> bool:
    """Tell whether a value is a language's code (BCP 47, or with an underscore)."""
    return _CODE.fullmatch(value) is not None


def _spell(code: str) -> str:
    root, *rest = code.replace("_", "-").split("-")
    return "-".join((root.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)))


def _root(code: str) -> str:
    return code.replace("_", "-").split("-")[0].lower()


def find_day_order(language: str, claims: Iterable[Claim]) -> bool | None:
    """Tell whether a page's language writes 3 April as 03/04; None where it may be either.

    English does both, and ``en-US`` is what publishing programs write where nobody chose; other regions are chosen.
    """
    if _root(language) != "en":
        return True if language else None
    regions = {_spell(claim.value).rpartition("-")[2] for claim in claims if is_language(claim.value)}
    return True if regions & _DAY_FIRST_REGIONS and "US" not in regions else None


def name_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or "" when it is too short or not clear.

    py3langid's model, restricted to a list of languages; the first call takes half a second to load it.
    """
    code, sureness = _classify(text[:_SAMPLE])
    return code if sureness >= _LEAST_SURE else ""


def _classify(text: str) -> tuple[str, float]:
    sample = " ".join(text.split())
    if sum(c.isalpha() for c in sample) < _SHORTEST:
        return "", 0.0
    code, sureness = _identifier().classify(sample)
    return ("", 0.0) if code == "und" else (str(code), float(sureness))


def mark_languages(blocks: Sequence[DraftBlock], language: str) -> tuple[DraftBlock, ...]:
    """Give each block that is clearly in another language than the source's (`language`, BCP 47) its own.

    Clearly: 40 letters or more, mostly of another script or none of the language's everyday words, and the
    model sure; between near kin (Russian and Ukrainian) surer still. Headings keep the source's.
    """
    if not language:
        return tuple(blocks)
    return tuple(_mark_block(block, _root(language)) for block in blocks)


def _mark_block(block: DraftBlock, language: str) -> DraftBlock:
    if block.kind == "heading" or block.language or len(block.text) < _SHORTEST or _reads_as(block.text, language):
        return block
    code, sureness = _classify(block.text[:_PASSAGE_SAMPLE])
    if code in {"", language} or sureness < _PASSAGE_SURE:
        return block
    if name_script(block.text) == _find_script(language) and not _is_sure_of_kin(block.text, code, language, sureness):
        return block
    return replace(block, language=code)


def _reads_as(text: str, language: str) -> bool:
    """Tell, without the model, that a text is in a language: its everyday words are there."""
    frame = _FRAME_WORDS.get(language)
    words = text[:_PASSAGE_SAMPLE].casefold().split()
    return frame is not None and sum(word in frame for word in words) >= max(2, _FRAME_SHARE * len(words))


def _is_sure_of_kin(text: str, code: str, language: str, sureness: float) -> bool:
    """Tell whether a passage in the source's own script may be called another language's: no list of names."""
    letters = sum(c.isalpha() for c in text)
    lower = sum(word[:1].islower() for word in text.split())
    if 2 * lower < len(text.split()) or letters < _KIN_LETTERS / 2:
        return False
    return not any({code, language} <= kin for kin in _NEAR_KIN) or (sureness >= _KIN_SURE and letters >= _KIN_LETTERS)


def name_script(text: str) -> str:
    """Return the script (ISO 15924) of most letters of `text`, or ""."""
    sample = text[:_SCRIPT_SAMPLE]
    if len(sample.encode("ascii", "ignore")) > _MOSTLY * len(sample):
        return "Latn" if any(c.isalpha() for c in sample) else ""
    counts = {name: len(letters.findall(sample)) for name, letters in _SCRIPT_LETTERS}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


_CYRILLIC = frozenset({"ru", "kk", "ky", "tg", "uk", "be", "bg", "sr", "mn"})
_OTHERS = {"fa": "Arab", "ar": "Arab", "ur": "Arab", "ps": "Arab", "he": "Hebr", "zh": "Hani", "ja": "Hani",
           "ko": "Hang", "hy": "Armn", "ka": "Geor", "el": "Grek", "hi": "Deva"}  # fmt: skip


def _find_script(language: str) -> str:
    return "Cyrl" if language in _CYRILLIC else _OTHERS.get(language, "Latn")


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in _LANGUAGES.split() if code in identifier.nb_classes])
    return identifier
