"""A project in which everything marked above TLP:GREEN bears a word of its own, and an oracle that looks for them.

The words are invented, so that where one stands in a file it was put there. `PLANTED` names each by where it was put.
"""

from pathlib import Path

from readable_texts import read_texts, squeeze

PLANTED = {
    "source id": "zibrello",
    "source title": "quandrivo",
    "source publisher": "plovnikar",
    "source author": "drasmelu",
    "source descriptor": "wexotrin",
    "source holder": "fulqadir",
    "source address": "skomperal",
    "excerpt": "bruxomanta",
    "excerpt id": "hivoltasq",
    "note": "ketrulopa",
    "translation": "mizdoraf",
    "translator": "yanquveta",
    "speaker": "oltrabexi",
    "event": "nuvogarth",
    "page": "pagzedrim",
    "tag label": "teklumoro",
    "tag": "tegulfax",
    "excerpt of an open source": "chavromil",
    "note of an open source": "dlonquira",
    "actor label": "velmotrask",
    "judgement": "jurqalefo",
    "judgement id": "jidwomper",
    "confidence": "cofzulani",
    "open words on closed evidence": "gropvelin",
    "bottom line": "sumtraxil",
    "background": "bagrovelt",
    "heading over nothing else": "hedmoquar",
    "table": "tabligrex",
    "footnote": "fotnuvala",
    "alternative text": "altquorim",
    "link": "linkvestor",
    "timeline item": "timbraxol",
    "near-copy": "copvurnel",
    "gone source": "gonmaxtel",
}
_W = PLANTED

_VOCABULARY = f"""
org/harbour: {{label: Harbour League, aliases: [harbour]}}
org/{_W["tag"]}: {{label: {_W["tag label"]}}}
org/hidden: {{label: {_W["actor label"]}}}
person/open: {{label: Ada Openhand, speaks_for: [{{actor: org/harbour}}]}}
theme/pier: {{label: Piers, aliases: [pier]}}
"""
_STORY = "The harbour league met at the old pier in June and its secretary read out a long list of unpaid tolls"
_CLOSED = f"""---
title: "{_W["source title"]} tells of the harbour"
type: article-newspaper
publisher: {_W["source publisher"]}
author: [{_W["source author"]}]
descriptor: "{_W["source descriptor"]}"
rights: {{licence: none, holder: {_W["source holder"]}}}
URL: https://example.org/{_W["source address"]}
issued: 2011-02-03
language: en
reliability: B
tlp: TLP:RED
text: summary
---
The harbour gave way, says {_W["excerpt"]}.
#org/harbour #org/{_W["tag"]} #theme/pier [speaker:: {_W["speaker"]}] [actor:: org/hidden]
[date:: 2010-05] [event:: {_W["event"]}] [page:: {_W["page"]}] [note:: {_W["note"]}]
[translation:: {_W["translation"]}] [translator:: {_W["translator"]}] ^{_W["excerpt id"]}

{_STORY}, writes {_W["near-copy"]}.
#org/harbour #theme/pier ^list
"""
_OPEN = f"""---
title: Harbour notes
publisher: Open Daily
issued: 2012-06
language: en
reliability: C
tlp: TLP:CLEAR
same_as: [{_W["source id"]}-2011]
text: summary
---
{_STORY}, writes the daily.
#org/harbour #theme/pier [speaker:: Ada Openhand] [date:: 2012-06-01] ^tolls

A clause on the harbour is not public: {_W["excerpt of an open source"]}.
#org/harbour [speaker:: Ada Openhand] [tlp:: TLP:RED] [note:: {_W["note of an open source"]}] [date:: 2012] ^clause
"""
_GREEN = """---
title: Harbour review
publisher: Second Weekly
issued: 2013
language: en
reliability: B
tlp: TLP:GREEN
text: summary
---
The pier was mended in May, and the harbour paid.
#org/harbour #theme/pier [speaker:: Ada Openhand] [date:: 2013-05] ^mended
"""
_TOPIC = f"""---
title: The harbour league
query: tag:org/harbour
tlp: TLP:CLEAR
cutoff: 2026-11-20
sections:
  - {{heading: Key judgements, kind: judgements}}
  - {{heading: Background, kind: background}}
  - {{heading: Positions, kind: positions, actors: [org/harbour, org/hidden]}}
  - {{heading: Timeline, kind: timeline}}
  - {{heading: Figures, kind: chart}}
  - {{heading: What changed, kind: changes}}
  - {{heading: Evidence, kind: excerpts, group: theme}}
  - {{heading: Gaps, kind: gaps}}
  - {{heading: Sources, kind: sources}}
pin: [{_W["source id"]}-2011^{_W["excerpt id"]}, open-2012^tolls]
---
The league is likely to mend the pier. [@green-2013^mended]

The bottom line is {_W["bottom line"]}. [tlp:: TLP:AMBER]

# Key judgements

- The league is likely to pay. [@green-2013^mended; @open-2012^tolls]
  [likelihood:: likely] [confidence:: moderate, two sources] ^pays

- A closed view is likely: {_W["judgement"]}. [@open-2012^tolls]
  [tlp:: TLP:RED] [likelihood:: likely] [confidence:: low, {_W["confidence"]}] ^{_W["judgement id"]}

- Words that look open are likely: {_W["open words on closed evidence"]}. [@open-2012^clause]
  [likelihood:: likely] ^looks-open

- A source that is gone is likely. [@{_W["gone source"]}-2010^x] ^gone

- The pier is likely to stand. [@open-2012^tolls] [likelihood:: likely] [confidence:: low, one source] ^stands

# Background

The league is old. [@open-2012^tolls]

## {_W["heading over nothing else"]}

Nobody may read of {_W["background"]}. [@{_W["source id"]}-2011] It has a note.[^1]
![{_W["alternative text"]}](x.png) [see](https://example.org/{_W["link"]})

| Year | {_W["table"]} |
|---|---|
| 2010 | 3 |

[tlp:: TLP:AMBER+STRICT]

[^1]: A note on {_W["footnote"]}.

## What is open

The piers are three.

# Timeline

- 2001: The league is founded.
- 2002: {_W["timeline item"]} is signed. [tlp:: TLP:RED]

# Gaps

- Who paid in 2013.
"""
FILES = {
    "briefgen.toml": 'analyst = "Tests"\ndefault_tlp = "TLP:CLEAR"\n',
    "corpus/vocabulary.yaml": _VOCABULARY,
    f"corpus/sources/{PLANTED['source id']}-2011.md": _CLOSED,
    "corpus/sources/open-2012.md": _OPEN,
    "corpus/sources/green-2013.md": _GREEN,
    "corpus/topics/harbour.md": _TOPIC,
}


def make_marked_project(folder: Path) -> Path:
    """Make the project."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def find_planted(folder: Path) -> list[str]:
    """Look for the planted words in all files below a folder, their names too; give "where: word" for each."""
    found = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        squeezed = [squeeze(path.relative_to(folder).as_posix()), *map(squeeze, read_texts(path))]
        for where, word in PLANTED.items():
            if any(word in text for text in squeezed):
                found.add(f"{path.relative_to(folder).as_posix()}: {where} ({word})")
    return sorted(found)
