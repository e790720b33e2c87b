"""A project small enough to be built hundreds of times: two topics, three sources, and one form of its own."""

from pathlib import Path

from own_pages import MARKED

DATE = "2026-11-22"

_SETTINGS = """\
analyst = "Tests"
default_tlp = "TLP:CLEAR"
"""
_VOCABULARY = """\
org/alpha:
  label: {en: Alpha Pact}
org/beta:
  label: {en: Beta Union}
"""
_SOURCE = """\
---
title: Page {number}
type: webpage
publisher: Example Wire
issued: 2026-0{number}-01
language: en
reliability: B
text: summary
---
The Alpha Pact held its meeting number {number} in spring. [credibility:: 2] ^meeting

The Beta Union answered letter {number} of the Alpha Pact. [credibility:: 2] ^letter
"""
_TOPIC = """\
---
title: {title}
query: |
  {query}
template: plain
tlp: TLP:CLEAR
sections:
  - heading: All of it
    kind: excerpts
---
"""
_FORM = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ brief.title }}</title></head>
<body>MARKED<h1>{{ brief.title }}</h1>
{% for section in brief.sections %}{% for group in section.groups %}{% for excerpt in group.entries -%}
<p>{{ excerpt.name }}: {{ excerpt.parts|join(" ") }}</p>
{% endfor %}{% endfor %}{% endfor %}<p>{{ brief.edition }}, {{ brief.printed|day }}</p></body></html>
"""


def write_project(folder: Path) -> Path:
    """Write the project into a new folder and give it."""
    files = {
        "briefgen.toml": _SETTINGS,
        "corpus/vocabulary.yaml": _VOCABULARY,
        **{f"corpus/sources/page-{number}.md": _SOURCE.format(number=number) for number in (1, 2, 3)},
        "corpus/topics/alpha.md": _TOPIC.format(title="The Alpha Pact", query="tag:org/alpha"),
        "corpus/topics/beta.md": _TOPIC.format(title="The Beta Union", query="tag:org/beta"),
        "templates/plain.html.j2": _FORM.replace("MARKED", MARKED),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page on {subject}</title>
<link rel="canonical" href="https://example.org/{subject}">
<meta property="article:published_time" content="2026-05-0{day}"></head>
<body><article><h1>A page on {subject}</h1><p>The Alpha Pact spoke of {subject} on day {day}, at length and in public,
and those who were there heard every word of it twice.</p></article></body></html>"""


def write_pages(folder: Path, day: int) -> None:
    """Write two pages to be added, as they stand on a day."""
    folder.mkdir(exist_ok=True)
    for subject in ("rivers", "roads"):
        (folder / f"{subject}.html").write_text(_PAGE.format(subject=subject, day=day), encoding="utf-8")
