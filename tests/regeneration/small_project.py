"""A small project in which much hangs together: what an edit of one file can reach is most of the others.

Eight sources (two with their originals, two that are copies of one story, one withdrawn), ten tags, defaults of two
folders, five topics in three forms and two languages.
"""

import hashlib
from pathlib import Path

_STORY = (
    "The secretary of the league read a long list of unpaid tolls at the old pier in June and asked the members to pay "
    "before winter, for the ferry had been stopped twice and the bridges over the upper river needed planks and paint. "
    "Eleven envoys signed the border treaty in a tent on the northern bank while rain fell, and the youngest of them "
    "said that the valley would now be quiet and the customs house open to carts from both sides on market days."
)
_PAGE = (
    "<html><head><title>Tolls</title></head><body><p>{story}</p><p>The council met twice in spring. Its chair, Anna "
    "Berg, said that no toll would rise before the bridges are mended.</p></body></html>"
)
_LATER = _PAGE.replace("met twice", "met three times")
_ORIGINAL = _PAGE.format(story=_STORY).encode()
_NEWER = _LATER.format(story=_STORY).encode()
SHA = hashlib.sha256(_ORIGINAL).hexdigest()
NEWER = hashlib.sha256(_NEWER).hexdigest()

#: The vocabulary, a tag a line, so that an edit is an edit of a line.
VOCABULARY = """\
org/league: {label: {en: Alpha League, ru: Лига Альфа}, aliases: [league]}
org/union: {label: Beta Union, aliases: [union], implies: [region/valley]}
org/union/council: {label: Council of the Union, aliases: [council]}
person/berg: {label: Anna Berg, speaks_for: [{actor: org/union, from: 2003, to: 2016}]}
person/holt: {label: Ivo Holt, speaks_for: [{actor: org/league}]}
theme/tolls: {label: Tolls, aliases: [toll*]}
theme/bridges: {label: Bridges, aliases: [bridge*, ferry]}
theme/treaty: {label: Treaties, aliases: [treaty]}
place/port: {label: Old Port, aliases: [pier, quay], implies: [region/valley]}
region/valley: {label: The Valley}
"""

_SOURCES = {
    "press/toll-story": f"""\
---
title: A list of unpaid tolls
type: article-newspaper
publisher: River Daily
author: [Jane Doe]
issued: 2011-06-03
URL: https://example.org/tolls
language: en
reliability: B
original: {{name: page.html, sha256: {SHA}}}
---
{_STORY}
#theme/tolls ^story

The council met twice in spring. Its chair, Anna Berg, said that no toll would rise before the bridges are mended.
#org/union/council [speaker:: Anna Berg] [stance:: against towards theme/tolls] [credibility:: 2] [key:: yes] ^no-rise
""",
    "press/toll-copy": f"""\
---
title: Tolls unpaid at the pier
publisher: Valley Wire
issued: 2011-06-04
language: en
---
{_STORY}
#theme/tolls ^story

A second paragraph of the wire about the ferry, which nobody marked.
""",
    "press/holt-2014": """\
---
title: Holt on the treaty
publisher: River Daily
issued: 2014
language: en
reliability: C
tags: [theme/treaty]
---
Ivo Holt said that ==the league will keep the treaty== as long as the union does.
#org/league [speaker:: Ivo Holt] [stance:: for towards theme/treaty] [date:: 2014-03] [credibility:: 3] ^keep

The union asked for a new quay and the league for none.
#org/union [actor:: org/union] [date:: 2014-05-02] [event:: The union asks for a quay] ^quay
""",
    "notes/bridges": """\
---
title: Notes on the bridges
issued: 2016-02
language: en
text: summary
---
The north bridge carries carts and people. ^north

The south bridge has been closed since the flood.
#theme/bridges [credibility:: 1] ^south

- The ferry was stopped in 2010. [date:: 2010] ^ferry
- The ferry sails again. [date:: 2012-04] [tlp:: TLP:AMBER] ^sails
""",
    "notes/closed": """\
---
title: A paper not for everybody
issued: 2015
tlp: TLP:RED
text: summary
---
The union would lower the toll for the league's carts.
#org/union [actor:: org/union] [stance:: for towards theme/tolls] ^lower
""",
    "notes/withdrawn": """\
---
title: A report that was taken back
status: withdrawn
withdrawn: {date: 2013-01-05, reason: the numbers were wrong}
issued: 2012
text: summary
---
Forty carts a day paid the toll. ^forty
""",
    "dogovor-2013": """\
---
title: Договор о мостах
publisher: Речная газета
issued: 2013-09
language: ru
formerly: [dogovor]
text: summary
---
Совет союза обсудил договор и сборы за мосты.
#org/union/council #theme/treaty ^sovet
""",
    "undated": """\
---
title: A leaf without a day
text: summary
not_same_as: [bridges]
---
The treaty names the valley, the pier and nobody's toll. #theme/treaty ^leaf

The union and the league share the customs house. #org/union #org/league ^share
""",
}

_TOPICS = {
    "bridges": """\
---
title: Bridges of the river
query: tag:theme/bridges
---
Two bridges stand. [@bridges^north]

# Key judgements

- A third bridge is unlikely. [@bridges^north; @toll-story^no-rise]
  [likelihood:: unlikely] [confidence:: low, one source] ^third
""",
    "tolls": """\
---
title: Tolls
query: tag:theme/tolls OR toll*
tlp: TLP:GREEN
cutoff: 2020-01-01
sections:
  - heading: Key judgements
    kind: judgements
  - heading: Positions
    kind: positions
    actors: [org/union, org/league]
  - heading: Timeline
    kind: timeline
    whole_corpus: true
  - heading: Evidence
    kind: excerpts
    group: theme
    limit: 3
  - heading: The port
    kind: excerpts
    query: tag:place/port
    limit: 2
pin: [undated^leaf]
exclude: [withdrawn^forty]
---
# Key judgements

- Tolls are likely to stay. [@toll-story^no-rise; @toll-copy^story] [likelihood:: likely] [confidence:: moderate, two]
- The union may lower them. [@closed^lower] [likelihood:: roughly even chance] [confidence:: low, one paper]
""",
    "council": """\
---
title: The council
query: tag:org/union
template: dossier
sections:
  - heading: Positions
    kind: positions
  - heading: Years
    kind: chart
  - heading: All of the treaty
    kind: excerpts
    query: tag:theme/treaty
    whole_corpus: true
  - heading: Gaps
    kind: gaps
  - heading: Sources
    kind: sources
---
""",
    "soyuz": """\
---
title: Союз и лига
query: tag:org/league AND issued:[2010 TO 2016]
language: ru
template: note
tlp: TLP:AMBER
---
Лига и союз. [@dogovor-2013^sovet]
""",
    "quiet": """\
---
title: Quiet matters
query: reliability:B AND NOT tag:place/port
---
""",
}


def list_files() -> dict[str, bytes]:
    """Give the project's files by path."""
    texts = {
        "briefgen.toml": 'analyst = "R. Ferry"\ndefault_tlp = "TLP:CLEAR"\nlanguage = "en"\n',
        "corpus/vocabulary.yaml": VOCABULARY,
        "corpus/sources/press/_defaults.yaml": "reliability: C\ntype: article-newspaper\n",
        "corpus/sources/notes/_defaults.yaml": "tags: [place/port]\n",
        **{f"corpus/sources/{name}.md": text for name, text in _SOURCES.items()},
        **{f"corpus/topics/{name}.md": text for name, text in _TOPICS.items()},
    }
    originals = {f"corpus/originals/{SHA}.html": _ORIGINAL, f"corpus/originals/{NEWER}.html": _NEWER}
    return {name: text.encode() for name, text in texts.items()} | originals


def write_project(folder: Path) -> Path:
    """Write the project into a folder and return it."""
    for name, data in list_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
