"""HTML pages made from shared/data at run time: real paragraphs between menus, boxes and scripts, 20 to 100 kB each."""

import html
import random
from collections.abc import Iterator
from pathlib import Path

from made_sources import data_or_exit, make_texts

_SITES = 40
_WORDS = (
    *("World", "Business", "Politics", "Economy", "Region", "Energy", "Transport", "Culture", "Sport", "Science"),
    *("Health", "Opinion", "Letters", "Archive", "Weather", "Markets", "Video", "Photo", "Podcasts", "Events"),
    *("Jobs", "Contacts", "Advertising", "Subscribe", "Partners", "Elections", "Analysis"),
)


def make_pages(folder: Path, count: int) -> int:
    """Make `count` pages of forty sites in `folder`, the same ones every time; give their size in bytes."""
    chance = random.Random(20261122)
    size = 0
    for number, text in enumerate(make_texts(data_or_exit(), count)):
        path = folder / f"site-{number % _SITES:02}" / f"story-{number:05}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(_make_page(number, list(_list_paragraphs(text)), chance).encode())
    return size


def _list_paragraphs(text: str) -> Iterator[str]:
    _, _, body = text.partition("\n---\n")
    for block in body.split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#theme")]
        if plain := " ".join(lines).replace("\\", "").strip():
            yield plain


def _make_page(number: int, paragraphs: list[str], chance: random.Random) -> str:
    site = number % _SITES
    title = " ".join(paragraphs[0].split()[:9])
    issued = f"{chance.randint(1995, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    story = "\n".join(f"<p>{html.escape(one)}</p>" for one in paragraphs * chance.choice((1, 1, 2)))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} | Made-up Daily {site}</title>
<meta property="og:title" content="{html.escape(title)}"><meta property="og:site_name" content="Made-up Daily {site}">
<meta property="article:published_time" content="{issued}T09:00:00Z">
<link rel="canonical" href="https://daily-{site}.example/{number}">
<style>{_make_noise(chance, 2_000, 9_000)}</style><script>{_make_noise(chance, 3_000, 30_000)}</script></head>
<body><header><nav>{_make_menu(chance.randint(40, 160), site)}</nav></header>
<main><article><h1>{html.escape(title)}</h1><p class="byline">By Jane Doe</p><time datetime="{issued}">{issued}</time>
<div class="share"><a href="#f">Share</a> <a href="#t">Tweet</a> <a href="#m">Mail</a></div>
{story}
</article></main>
<aside><h2>Most read</h2><ul>{_make_menu(chance.randint(10, 40), site)}</ul></aside>
<footer><nav>{_make_menu(chance.randint(30, 90), site)}</nav>
<p>© Made-up Daily {site}. All rights reserved.</p></footer>
<script>{_make_noise(chance, 3_000, 20_000)}</script></body></html>
"""


def _make_menu(count: int, site: int) -> str:
    names = (f"{_WORDS[at % len(_WORDS)]} {at // len(_WORDS) or ''}".strip() for at in range(count))
    return "".join(f'<li class="menu-item"><a href="/{site}/{at}">{name}</a></li>' for at, name in enumerate(names))


def _make_noise(chance: random.Random, least: int, most: int) -> str:
    piece = "window.dataLayer=window.dataLayer||[];function track(a,b){return a+b;}/* tag */"
    return piece * (chance.randint(least, most) // len(piece))
