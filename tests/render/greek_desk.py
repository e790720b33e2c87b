"""A desk whose every word is Greek, with a catalogue in which each of briefgen's words is its key between marks.

Whatever Latin letters then stand in a page are words of ours that did not come from the catalogue. Greek is a language
that CLDR knows, so that dates, numbers and names of languages are Greek too, and one that briefgen has no words in.
"""

import hashlib
import re
from pathlib import Path

from briefgen.wording.words import list_keys, load_shipped

LANGUAGE = "el"
_SENTENCE = "η επιτροπή του ποταμού συνεδρίασε στο παλιό λιμάνι και αποφάσισε να μετρά τη στάθμη κάθε εβδομάδα"
_WORDS = _SENTENCE.split(" ")
_ACTORS = {"a": "Λιμεναρχείο", "b": "Ναυτιλιακή", "c": "Αλιείς", "d": "Σιωπηλοί"}
_THEMES = {"water": "Ύδατα", "piers": "Προβλήτες"}


def mark_words() -> str:
    """Write a catalogue whose every word is ``⟦its key⟧``, followed by its values."""
    head = 'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n'
    return head + "".join(_mark_word(key) for key in list_keys())


def _mark_word(key: str) -> str:
    word = load_shipped("en")[key]
    if key.startswith("likelihood."):
        marked = f"⟦{key}⟧"
    else:
        values = dict.fromkeys(value for form in word.forms for value in re.findall(r"\{[a-z_]+\}", form))
        marked = f"⟦{key}⟧" + "".join(f" {value}" for value in values)
    if word.rule:
        return f'\nmsgid "{key}"\nmsgid_plural "{key}"\nmsgstr[0] "{marked}"\n'
    return f'\nmsgid "{key}"\nmsgstr "{marked}"\n'


def write_desk(folder: Path) -> Path:
    """Write the project and return its folder."""
    settings = (
        'analyst = "Ειρήνη"\ndesk = "Γραφείο"\ncontact = "Οδός 1"\nlanguage = "el"\ndefault_tlp = "TLP:CLEAR"\n'
        'address = "urn:0:{slug}"\ntell_withheld = true\n'
    )
    _write(folder / "briefgen.toml", settings)
    _write(folder / "templates/catalogues/el.po", mark_words())
    _write(folder / "corpus/vocabulary.yaml", "".join(_list_terms()))
    for number in range(1, 9):
        _write(folder / f"corpus/sources/s-{number}.md", _make_source(folder, number))
    _write(folder / "corpus/sources/copy-1.md", _make_source(folder, 1).replace("Έκθεση 1", "Αντίγραφο"))
    _write(folder / "corpus/sources/red-1.md", _make_source(folder, 9).replace("---\n", "---\ntlp: TLP:RED\n", 1))
    _write(folder / "corpus/topics/written.md", _WRITTEN.replace(_UNSOUND, ""))
    _write(folder / "corpus/topics/bare.md", "---\ntitle: Ποταμός\nquery: tag:theme/water OR tag:theme/piers\n---\n")
    _write(folder / "corpus/topics/empty.md", _EMPTY)
    return folder


def change_desk(folder: Path) -> None:
    """Change what an edition has printed: a judgement, a source more, one less; and cite what is not there."""
    topic = folder / "corpus/topics/written.md"
    text = _WRITTEN.replace("Πρώτη κρίση", "Άλλη κρίση").replace("⟦likelihood.5⟧", "⟦likelihood.3⟧")
    _write(topic, text.replace("@s-3^p0", "@s-4^p0"))
    (folder / "corpus/sources/s-7.md").unlink()
    _write(folder / "corpus/sources/s-11.md", _make_source(folder, 11))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _say(start: int) -> str:
    words = [_WORDS[(start * 5 + step * (1 + start % 4)) % len(_WORDS)] for step in range(12)]
    return " ".join(words).capitalize() + f" {start}."


def _list_terms() -> list[str]:
    actors = [f"org/{tag}: {{label: {{el: {name}}}, aliases: [{name}ς]}}\n" for tag, name in _ACTORS.items()]
    themes = [f"theme/{tag}: {{label: {{el: {name}}}, implies: [theme/all]}}\n" for tag, name in _THEMES.items()]
    return [
        *actors,
        *themes,
        "theme/all: {label: {el: Όλα}}\n",
        "person/x: {label: {el: Νίκος}, speaks_for: [{actor: org/a}]}\n",
    ]


def _make_source(folder: Path, number: int) -> str:
    """Make a source: proven, unchecked or our own summary, dated in all ways, with and without a speaker."""
    blocks = [_say(number * 3 + step) for step in range(3)]
    original = ""
    if number % 3 != 2:
        words = "\n\n".join(blocks)
        sha256 = hashlib.sha256(words.encode()).hexdigest()
        _write(folder / f"corpus/originals/{sha256}.txt", words)
        original = f"original: {{name: page.txt, sha256: {sha256}}}\n"
    kind = ("report", "article-journal", "webpage", "treaty", "unheard-of")[number % 5]
    kind = "report" if kind == "unheard-of" else kind
    issued = ("2004", "2011-03", "2012-09-18", "2015~", "", "2019-21", "201X")[number % 7]
    fields = [
        f'title: "Έκθεση {number}"',
        f"type: {kind}",
        f"publisher: Υπηρεσία {number % 4}",
        "author: [Άννα Μαρή, Πέτρος Λίνος]" if number % 2 else "",
        "editor: [Ζωή Κώστα]" if number % 4 == 0 else "",
        "volume: 3\nissue: 2\npage: 14-19" if number % 5 == 1 else "",
        "DOI: 10.1000/182" if number % 5 == 1 else "",
        f"URL: https://παράδειγμα.ελ/{number}" if number % 2 else "",
        f"issued: {issued}" if issued else "",
        "accessed: 2026-11-03",
        f"language: {('el', 'el', 'ru')[number % 3]}",
        f"reliability: {'ABCDEF'[number % 6]}" if number % 4 else "",
        "text: summary" if number % 3 == 2 and number % 2 else "",
        "rights: {licence: Άδεια, holder: Κάτοχος}",
        "descriptor: Εφημερίδα του λιμανιού",
    ]
    trailers = (
        f"#theme/water [actor:: org/a] [stance:: {('for', 'against', 'mixed')[number % 3]}]"
        f" [date:: 20{number:02}-0{1 + number % 9}] [credibility:: 2] ^p0",
        "#theme/piers [speaker:: Νίκος] [stance:: sceptical towards theme/piers] [date:: 2009~] [page:: 3]"
        " [translation:: Μετάφραση των λέξεων] [translator:: Μεταφραστής] [note:: Σημείωση] ^p1",
        f"#theme/water [actor:: org/{'bc'[number % 2]}] [stance:: neutral] [event:: Γεγονός {number}]"
        " [date:: 2010-05/2011-06] [key:: yes] ^p2",
    )
    passages = "\n\n".join(f"{block}\n{trailer}" for block, trailer in zip(blocks, trailers, strict=True))
    return "---\n" + "\n".join(filter(None, fields)) + f"\n{original}---\n{passages}\n"


_UNSOUND = """- Τρίτη κρίση.

- Τέταρτη κρίση. [@nothing^x] [tlp:: TLP:GREEN]

"""
_WRITTEN = """---
title: "Το λιμάνι"
deck: Ποιος μετρά
query: tag:theme/water OR tag:theme/piers
cutoff: 2026-11-20
sections:
  - {heading: Κρίσεις, kind: judgements}
  - {heading: Αλλαγές, kind: changes}
  - {heading: Ιστορικό, kind: background}
  - {heading: Θέσεις, kind: positions, actors: [org/a, org/b, org/c, org/d], limit: 2}
  - {heading: Χρόνος, kind: timeline}
  - {heading: Σχήματα, kind: chart}
  - {heading: Τεκμήρια, kind: excerpts, group: theme}
  - {heading: Έτη, kind: excerpts, group: year, whole_corpus: yes, limit: 6}
  - {heading: Δρώντες, kind: excerpts, group: actor, whole_corpus: yes}
  - {heading: Κενά, kind: gaps}
  - {heading: Πηγές, kind: sources}
---
Το συμπέρασμα. [@s-1^p0, σ. 3]

# Κρίσεις

- Πρώτη κρίση. [@s-1^p0; @s-3^p0]
  [likelihood:: ⟦likelihood.5⟧] [confidence:: μέτρια, δύο πηγές] ^one

- Δεύτερη κρίση. [@s-2^p1]
  ^two

{unsound}# Ιστορικό

Κείμενο. [@s-4]

# Χρόνος

- 2009-06-25: συνάντηση [@s-5^p0]
""".replace("{unsound}", _UNSOUND)
_EMPTY = """---
title: Κενό
query: tag:theme/water AND tag:org/d
sections:
  - {heading: Α, kind: judgements}
  - {heading: Β, kind: positions}
  - {heading: Γ, kind: timeline}
  - {heading: Δ, kind: chart}
  - {heading: Ε, kind: excerpts}
  - {heading: Ζ, kind: gaps}
  - {heading: Η, kind: changes}
  - {heading: Θ, kind: background}
  - {heading: Ι, kind: sources}
---
"""
