"""A project with editions on its shelf and people to send them to, made without printing anything."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.model.edition import Edition, IssuedJudgement
from briefgen.model.marking import Marking

_LIMITS = (Marking.CLEAR, Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT)
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main id="text"><h1>{title}</h1>
{paragraphs}</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made: topics, editions of each, people, and bytes of a PDF."""

    topics: int = 20
    editions: int = 1
    people: int = 1000
    pdf: int = 100_000


def make_editions(folder: Path, size: Size, port: int, words: tuple[str, ...]) -> None:
    """Make the project: everybody receives each topic, by mail, and a public site receives all."""
    slugs = [f"topic-{number:04}" for number in range(size.topics)]
    people = "".join(_write_person(number) for number in range(size.people))
    _write(folder / "briefgen.toml", 'analyst = "Bench"\ndefault_tlp = "TLP:CLEAR"\norganisation = "House"\n')
    _write(folder / "corpus/vocabulary.yaml", "org/one: {label: One}\n")
    _write(folder / "corpus/recipients.yaml", f"{people}public: {{tlp: TLP:CLEAR, channel: library}}\n")
    _write(
        folder / "corpus/channels.yaml",
        f'post: {{kind: mail, server: "127.0.0.1:{port}", security: none, from: desk@example.org}}\n'
        "library: {kind: site, path: ../site}\n",
    )
    (folder / "corpus/sources").mkdir(parents=True, exist_ok=True)
    (folder / "output/editions").mkdir(parents=True, exist_ok=True)
    (folder.parent / "site").mkdir(exist_ok=True)
    named = ", ".join([*(f"person-{number:04}" for number in range(size.people)), "public"])
    for slug in slugs:
        _write(
            folder / f"corpus/topics/{slug}.md",
            f"---\ntitle: About {slug}\nquery: tag:org/one\ntlp: TLP:CLEAR\nrecipients: [{named}]\n---\n",
        )
    for number in range(1, size.editions + 1):
        shelve_edition(folder, slugs, number, size, words)


def shelve_edition(folder: Path, slugs: list[str], number: int, size: Size, words: tuple[str, ...]) -> None:
    """Put one more edition of each topic on the shelf, in each variant that somebody needs."""
    limits = _LIMITS if size.people else _LIMITS[:1]
    for slug in slugs:
        place_editions(folder / "output/editions", [_freeze(slug, number, limit, size, words) for limit in limits])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_person(number: int) -> str:
    label = _LIMITS[number % len(_LIMITS)].label
    name = f"person-{number:04}"
    return f"{name}: {{tlp: {label}, organisation: House, channel: post, address: {name}@example.org}}\n"


def _freeze(slug: str, number: int, limit: Marking, size: Size, words: tuple[str, ...]) -> Frozen:
    text = list(_take_words(f"{slug} {number}", words))
    judged = tuple(IssuedJudgement(f"j{at}", one) for at, one in enumerate(text[:3], 1))
    day = f"2026-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    edition = Edition(slug, number, day, f"About {slug}", limit.label, judgements=judged)
    page = _PAGE.format(title=f"About {slug}", paragraphs="".join(f"<p>{one}</p>\n" for one in text))
    noise = hashlib.shake_256(f"{slug} {number} {limit}".encode()).digest(size.pdf)
    files = {f"{slug}.html": page.encode(), f"{slug}.pdf": b"%PDF-1.7\n" + noise}
    variant = f"brief.en.tlp-{limit.label.removeprefix('TLP:').lower().replace('+', '-')}"
    return Frozen(edition, variant, files, MadeWith({"briefgen": "0"}))


def _take_words(seed: str, words: tuple[str, ...]) -> Iterator[str]:
    """Take twenty sentences of a text, others for each seed."""
    start = int(hashlib.sha256(seed.encode()).hexdigest()[:8], 16)
    for at in range(20):
        begin = (start + at * 7919) % max(len(words) - 20, 1)
        yield f"{' '.join(words[begin : begin + 20]).capitalize()}."
