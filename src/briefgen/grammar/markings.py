"""Markings as text: the labels of TLP 2.0 (FIRST, August 2022), read strictly.

A marking says who may read a text, so nothing is guessed: a label that is not written as the standard
writes it is refused with the right form, and the caller treats the text as TLP:RED.
"""

import re
import unicodedata

from briefgen.grammar.phrases import show_value
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem

LABELS: tuple[str, ...] = tuple(marking.label for marking in Marking)

_BY_LABEL = {marking.label: marking for marking in Marking}
_OLD_LABEL = "TLP:WHITE"
#: What people write where ``tlp`` belongs.
_MEANT_FOR_TLP = frozenset(
    {"tlp", "tpl", "ltp", "tlp-label", "max-tlp", "tlp-max", "marking", "max-marking", "classification"}
)
#: Slips of the pen in ``tlp``, and other words for it: meant for a marking where a label's word follows.
_NEAR_KEY = re.compile(r"[tlp]{2,5}|sensitivity|secrecy|protection|handling|caveat|distribution")
_SEPARATORS = re.compile(r"[\s:;,.+/_&|-]+")
#: What breaks a label into lines and pieces without being seen: blanks, the word joiner, a soft hyphen.
_UNSEEN = re.compile("[\\s\u200b\u2060\u00ad]")
# Letters of other scripts that look like those of the labels; only for suggestions, never for reading.
_LOOK_ALIKES = str.maketrans("АВСЕНІКМОРТԌᎡᎢᏟᎬАаВсеіорԁгτтΑΒΕΗΙΜΡΤ", "ABCEHIKMOPTGRTCEAABCEIOPDRTTABEHIMPT")


def read_marking(text: str) -> Marking | str:
    """Return the marking that `text` names, else a sentence fragment on what is wrong with it.

    Only the labels of TLP 2.0 are read, in capitals and without blanks; TLP 1.0's ``TLP:WHITE`` is
    TLP:CLEAR (see `is_old_label`).
    """
    if text == _OLD_LABEL:
        return Marking.CLEAR
    found = _BY_LABEL.get(text)
    if found is not None:
        return found
    return f"{show_value(text)} is not a TLP 2.0 label{_name_foreign_letters(text)}"


def is_meant_for_marking(key: str, value: str) -> bool:
    """Tell whether an unknown key, or its value, shows that a marking was meant: that is never passed over."""
    if value.upper().startswith("TLP:") or is_written_label(value) or is_key_of_marking(key):
        return True
    return bool(_NEAR_KEY.fullmatch(key.strip().casefold()) and suggest_marking(value))


def is_key_of_marking(key: str) -> bool:
    """Tell whether `key` is what people write where ``tlp`` belongs, in any case, with look-alikes or unseen signs."""
    if not key.isascii():
        seen = "".join(c for c in unicodedata.normalize("NFKC", key) if unicodedata.category(c) != "Cf")
        key = seen if seen.isascii() else seen.translate(_LOOK_ALIKES)
    return key.strip().casefold().replace("_", "-") in _MEANT_FOR_TLP


def is_closing_label(text: str) -> bool:
    """Tell whether `text` is nothing but a label that closes something, as people write them: a tag's too."""
    return text.strip()[:3].upper() == "TLP" and suggest_marking(text) not in {"", Marking.CLEAR.label}


def is_written_label(text: str) -> bool:
    """Tell whether `text` is a closing label with the standard's colon, or a blank: `tlp-red` names many a thing."""
    written = text.strip()
    return is_closing_label(written) and (written[3:4] == ":" or written.startswith("TLP "))


def is_old_label(text: str) -> bool:
    """Tell whether `text` is TLP 1.0's name of TLP:CLEAR."""
    return text == _OLD_LABEL


def suggest_marking(text: str) -> str:
    """Return the label that `text` may have been meant for, or "" where it is none of them."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES).upper()
    words = [word for word in _SEPARATORS.split(plain) if word and word != "TLP"]
    label = "TLP:" + "+".join(words).replace("WHITE", "CLEAR")
    return label if label in _BY_LABEL else ""


def read_marking_value(text: str, place: Place) -> tuple[Marking | None, tuple[Problem, ...]]:
    """Return the marking of a ``tlp`` value at `place`, with what is wrong with it.

    The marking is None when the label is bad: the caller then takes TLP:RED.
    """
    marking = read_marking(text)
    if isinstance(marking, str):
        return None, (describe_bad_marking(text, place),)
    if is_old_label(text):
        message = "`TLP:WHITE` is the label of TLP 1.0; it is read as TLP:CLEAR."
        return marking, (Problem(kinds.TLP_OLD_LABEL, message, place, "write TLP:CLEAR"),)
    return marking, ()


def describe_bad_marking(text: str, place: Place) -> Problem:
    """Return the problem of a value that stands where a marking belongs and is none."""
    wrong = f"{show_value(text)} is not a TLP 2.0 label{_name_foreign_letters(text)}; TLP:RED holds until it is mended."
    meant = suggest_marking(text)
    hint = f"did you mean {meant}?" if meant else f"write one of {', '.join(LABELS)}"
    return Problem(kinds.TLP_INVALID, wrong, place, hint)


def _name_foreign_letters(text: str) -> str:
    foreign = sorted({c for c in text if ord(c) > 127}) if len(text) <= 60 else []
    named = [f"U+{ord(c):04X} ({unicodedata.name(c, 'unnamed')})" for c in foreign]
    return f"; it contains {', '.join(named[:4])}" if named else ""


def shows_label(text: str, label: str) -> bool:
    """Whether a text shows a marking's label, in whichever case and however it is broken into lines and pieces."""
    return label.casefold() in _UNSEEN.sub("", text).casefold()
