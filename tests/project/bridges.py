"""A small project of one topic and one source, from which variants and editions are made."""

from pathlib import Path

TOPIC = """---
title: Bridges of the river
query: tag:theme/bridges
tlp: TLP:CLEAR
---
Two bridges stand. [@bridge-report^north]

# Key judgements

- A third bridge is unlikely. [@bridge-report^north; @bridge-report^south]
  [likelihood:: unlikely] [confidence:: low, one source] ^third
"""
SOURCE = """---
title: The bridges
type: report
publisher: River Office
issued: 2024-05-09
language: en
reliability: B
tlp: TLP:CLEAR
text: summary
---
The north bridge carries carts and people. #theme/bridges ^north

The south bridge has been closed since the flood. #theme/bridges ^south
"""


def write_bridges(folder: Path, topic: str = TOPIC) -> Path:
    """Write the project into a folder and return it."""
    (folder / "corpus/topics").mkdir(parents=True)
    (folder / "corpus/sources").mkdir()
    (folder / "corpus/topics/bridges.md").write_text(topic, "utf-8")
    (folder / "corpus/sources/bridge-report.md").write_text(SOURCE, "utf-8")
    (folder / "corpus/vocabulary.yaml").write_text("theme/bridges: {label: Bridges}\n", "utf-8")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', "utf-8")
    return folder
