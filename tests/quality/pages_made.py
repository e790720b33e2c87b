"""Made-up pages with their truth: every layout with several stories, as HTML and flattened."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from pages_flat import FLATTENERS
from pages_frames import FRAMES
from pages_frames_unseen import UNSEEN_FRAMES
from pages_layouts import LAYOUTS, ONLY_PARAGRAPHS, Layout
from pages_stories import STORIES, Story


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page: `name` ends in .html or .txt, `excerpts` and `headings` are what a reader should get of it."""

    name: str
    text: str
    story: Story
    excerpts: tuple[str, ...]
    headings: tuple[str, ...]


def make_pages(seed: int, stories_each: int = 2, unseen: bool = False) -> Iterator[MadePage]:
    """Make pages: each layout with `stories_each` stories, as HTML and in one manner of flattened text each.

    The same seed gives the same pages; stories, markup, boxes and their places vary with it. With `unseen` their
    frames are those that the product's phrases were not written for.
    """
    frames = UNSEEN_FRAMES if unseen else FRAMES
    for at, layout in enumerate(LAYOUTS):
        rng = Random(zlib.crc32(f"{layout.__name__} {seed}".encode()))
        for nth, story in enumerate(rng.sample(STORIES, stories_each)):
            page = layout(story, frames[story.language], rng)
            name = f"{layout.__name__}-{seed}-{nth}-{story.language}"
            yield _name_truth(f"{name}.html", page, story, layout)
            flatten = FLATTENERS[(at + nth + seed) % len(FLATTENERS)]
            yield _name_truth(f"{name}-{flatten.__name__}.txt", flatten(page), story, layout)


def make_site(layout: Layout) -> list[MadePage]:
    """Make the flattened pages of one English site: the same frame around each story, teasers drawn anew."""
    pages = []
    flatten = FLATTENERS[LAYOUTS.index(layout) % len(FLATTENERS)]
    for at, story in enumerate(story for story in STORIES if story.language == "en"):
        page = layout(story, UNSEEN_FRAMES["en"], Random(zlib.crc32(f"{layout.__name__} {at}".encode())))
        pages.append(_name_truth(f"{layout.__name__}-{at}-{flatten.__name__}.txt", flatten(page), story, layout))
    return pages


def _name_truth(name: str, text: str, story: Story, layout: Layout) -> MadePage:
    blocks = [block for block in story.blocks if layout.__name__ not in ONLY_PARAGRAPHS or block[0] == "p"]
    excerpts = tuple(_read_excerpt(kind, words) for kind, words in blocks if kind != "h")
    return MadePage(name, text, story, excerpts, tuple(words for kind, words in blocks if kind == "h"))


def _read_excerpt(kind: str, words: str) -> str:
    if kind == "table":
        return " ".join(words.replace("|", ";").split(";"))
    return words.split("|", 1)[1] if kind == "note" else words
