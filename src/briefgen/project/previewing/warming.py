"""A brief of our own, read and laid out once before the first save: what workers are forked from has it all loaded.

A library that is imported, a pattern that is compiled or a table that is filled in a worker is lost with it, and the
next save's worker would begin anew. Nothing of a user's or a stranger's is read here.
"""

import os
from pathlib import Path

from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.index.entries import IndexEntry, prepare_entry
from briefgen.model.evidence import Evidence, Proof, ProofState
from briefgen.model.inputs import Inputs
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.reading.relating import sketch_evidence
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source
from briefgen.read.topic import read_topic
from briefgen.refresh.run import RefreshOptions, Task, make_draft
from briefgen.render.html import LayoutOptions, warm_up_layout
from briefgen.tagging.check import check_tags
from briefgen.tagging.matcher import compile_matcher
from briefgen.tagging.tags import tag_source

_DATE = "2000-01-01"
_SOURCE = b"""---
title: The ferry and the bridge
author: A. Writer
publisher: The Quay
issued: 2000-01-01
type: report
language: en
reliability: B
tlp: TLP:CLEAR
---
The ferry has run since the spring of that year, and a bridge is planned beside it.
[speaker:: A. Writer] [date:: 2000-01-01] [credibility:: 2] ^ferry

Whoever wants to cross after dark has to wait for the bridge, which nobody has begun.
[date:: 2001-05] ^bridge
"""
_TOPIC = b"""---
title: The crossing
query: ferry AND NOT tag:theme/bridges
tlp: TLP:CLEAR
language: en
sections:
  - heading: Judgements
    kind: judgements
  - heading: Timeline
    kind: timeline
  - heading: Evidence
    kind: excerpts
  - heading: Sources
    kind: sources
---
The ferry runs [@ferry^ferry].

# Judgements

- A bridge is unlikely. [@ferry^bridge] [likelihood:: unlikely] [confidence:: low, one source]
"""


def warm_up(language: str) -> None:
    """Read, tag, assemble and lay out the brief of our own; `language` is the one that most briefs speak."""
    warm_up_layout(language)
    settings, vocabulary = Settings(), Vocabulary()
    matcher = compile_matcher(vocabulary)
    read = read_source(_SOURCE, "corpus/sources/ferry.md", FolderDefaults(), settings)
    topic, _ = read_topic(_TOPIC, "corpus/topics/crossing.md", settings)
    assert read.source and topic  # noqa: S101 - they are ours
    check_tags(read.source, read.passages, vocabulary, matcher)
    tagged = tag_source(read.source, read.passages, vocabulary, matcher)
    proof = Proof(ProofState.UNPROVEN)
    evidence = tuple(Evidence(one, read.source, proof, Marking.CLEAR) for one in tagged)
    prepare_entry(IndexEntry(read.source.path, "", read.source, evidence, sketch=sketch_evidence(evidence)))
    findings = Findings(
        found=evidence, cited={"ferry": evidence}, sources={"ferry": read.source}, source_ids=("ferry",)
    )
    options = RefreshOptions(
        AssemblyOptions(vocabulary, settings, _DATE),
        LayoutOptions((), font_rules=" "),
        Path(os.devnull),
        force=True,
        html_only=True,
    )
    make_draft(Task(topic, findings, None, Inputs()), options)
