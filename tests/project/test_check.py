"""`briefgen check`: silent on what is sound, all mistakes at once where there are some."""

import json
from pathlib import Path

from briefgen_command import run_briefgen
from edited_files import edit_text

NOTE = "corpus/sources/press/csto-nato-no-prospects.md"
TOPIC = "corpus/topics/nato-csto.md"


def test_the_shipped_corpus_is_silent(shipped: Path) -> None:
    """No error, no warning, no word."""
    ran = run_briefgen("check", "--strict", folder=shipped)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_ten_planted_mistakes_are_all_named(shipped: Path) -> None:
    """Ten mistakes in ten places: each is named with its code, file, line and column, in one run."""
    sources = shipped / "corpus" / "sources"
    topic = shipped / TOPIC
    euobserver = sources / "press" / "euobserver-2009-nato-forum-astana.md"
    factbook = sources / "us-government" / "factbook-armenia.md"
    planted: dict[str, tuple[str, int, int]] = {}

    def plant(code: str, path: Path, before: str, after: str, offset: int = 0) -> None:
        line, column = edit_text(path, before, after)
        planted[code] = (path.relative_to(shipped).as_posix(), line, column + offset)

    plant("BG-YAML-010", shipped / NOTE, "title:", "titel: x\ntitle:")
    plant("BG-TAG-001", shipped / NOTE, "#theme/", "#themes/")
    plant("BG-TRAIL-002", euobserver, "[speaker:: ", "[speeker:: ")
    plant("BG-DATE-001", euobserver, "issued: 2009-06?", "issued: 2009-13?", len("issued: "))
    plant("BG-TLP-001", factbook, "tlp: TLP:CLEAR", "tlp: TLP:CLAER", len("tlp: "))
    plant("BG-CITE-003", topic, "^no-contacts", "^no-kontacts", -len("@csto-nato-no-prospects"))
    plant("BG-QUERY-002", shipped / "corpus" / "topics" / "un-eurasian-bodies.md", " AND ", " and ", 1)
    plant("BG-TOPIC-001", shipped / "corpus" / "topics" / "astana-hub.md", "\n# ", "\n# Not ", 0)
    plant("BG-TRAIL-003", factbook, "[credibility:: 2]", "[credibility:: 9]")
    vocabulary = shipped / "corpus" / "vocabulary.yaml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "\norg/twice: {label: NATO}\n", encoding="utf-8")
    planted["BG-TAG-004"] = ("corpus/vocabulary.yaml", vocabulary.read_text(encoding="utf-8").count("\n"), 0)

    ran = run_briefgen("check", "--json", folder=shipped)
    found = {(one["code"], one["file"], one["line"]): one for one in json.loads(ran.out)}
    assert len(planted) == 10
    for code, (file, line, column) in planted.items():
        lines = {line, line + 1} if code == "BG-TOPIC-001" else {line}
        hits = [one for key, one in found.items() if key[:2] == (code, file) and key[2] in lines]
        assert hits, (code, file, line, sorted(found))
        assert hits[0]["column"] >= 1
        if column > 1 and code not in ("BG-TOPIC-001", "BG-TRAIL-002", "BG-TRAIL-003"):
            assert hits[0]["column"] == column, (code, hits[0])
        assert hits[0]["hint"] or hits[0]["message"]
    assert ran.code == 3
