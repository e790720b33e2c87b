"""How well copies are found: pairs of sources in one group against the recipe of `made_copies`, over five seeds.

Each corpus is written as a project's sources and opened as every command opens it; what is compared is what
`briefgen check --copies` shows.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from made_copies import Document, MadeCorpus, make_corpus
from quality_rows import QualityRow

from briefgen.grammar.plain_text import escape_text
from briefgen.model.copies import CopyGroup
from briefgen.project.place import find_project
from briefgen.project.reading.corpus import use_corpus

SEEDS = (1, 2, 3, 4, 5)


def measure() -> tuple[QualityRow, ...]:
    """Measure recall and precision of pairs, all seeds together."""
    totals, missed, false = Counter[str](), Counter[str](), Counter[str]()
    for seed in SEEDS:
        made = make_corpus(seed)
        found = list_pairs(group_documents(made))
        counted = found - made.either
        totals += Counter(right=len(counted & made.copies), found=len(counted), wanted=len(made.copies))
        missed += Counter(tell_steps(pair, made) for pair in made.copies - found)
        false += Counter(tell_collections(pair, made) for pair in counted - made.copies)
    cases = f"{totals['wanted']:,} pairs in {len(SEEDS)} corpora"
    return (
        QualityRow(
            "near-copy groups, recall of pairs",
            cases,
            totals["right"] / totals["wanted"],
            0.95,
            note=f"missed {sum(missed.values())}: {_tell(missed)}",
        ),
        QualityRow(
            "near-copy groups, precision of pairs",
            cases,
            totals["right"] / totals["found"],
            0.98,
            note=f"false {sum(false.values())}: {_tell(false)}",
        ),
    )


def group_documents(made: MadeCorpus) -> tuple[CopyGroup, ...]:
    """Write the documents as sources of a project, and give the groups that opening it finds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
        (folder / "corpus" / "sources").mkdir(parents=True)
        for document in made.documents.values():
            write_source(document, folder / "corpus" / "sources")
        return use_corpus(find_project(folder), lambda corpus: corpus.index.copies())


def write_source(document: Document, folder: Path) -> None:
    """Write a document as a source."""
    issued = f"issued: {document.issued}\n" if document.issued else ""
    front = f"---\ntitle: {document.name}\n{issued}---\n"
    body = "\n\n".join(map(escape_text, document.paragraphs))
    (folder / f"{document.name}.md").write_text(f"{front}{body}\n", encoding="utf-8")


def list_pairs(groups: Iterable[CopyGroup]) -> set[frozenset[str]]:
    """List all pairs of sources that share a group."""
    return {frozenset(pair) for group in groups for pair in combinations(group.sources, 2)}


def tell_steps(pair: frozenset[str], made: MadeCorpus) -> str:
    """Tell by which steps the two of a pair were made."""
    steps = sorted("+".join(made.documents[name].steps) or "story" for name in pair)
    return " and ".join(steps)


def tell_collections(pair: frozenset[str], made: MadeCorpus) -> str:
    """Tell what the two of a pair are."""
    return " with ".join(sorted(made.documents[name].collection for name in pair))


def _tell(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common(6)) or "none"
