"""`briefgen check` names characters that deceive, wherever a reader is shown a value (BAD_INPUTS C01–C12)."""

import json
from pathlib import Path

from briefgen_command import run_briefgen

RLO, PDI, ZWSP, TAG_A = "\u202e", "\u2069", "\u200b", "\U000e0061"
MIXED = "NАTO"  # the second letter is Cyrillic
FRONT = "issued: 2020\nreliability: A\ntext: summary\n"


def write(desk: Path, name: str, text: str) -> None:
    """Write a file of the corpus."""
    path = desk / "corpus" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def check(desk: Path) -> list[tuple[str, str, int, int, str]]:
    """Run `check --json`; give code, file, line, column and message of each problem."""
    ran = run_briefgen("check", "--json", folder=desk)
    assert ran.code in (0, 1), ran.err
    keys = ("code", "file", "line", "column", "message")
    return [tuple(one[key] for key in keys) for one in json.loads(ran.out)]


KEYS = ("title", "publisher", "author", "place", "section", "descriptor")
VALUES = (
    (f"Report {RLO}fdp.exe", "BG-TEXT-009", "U+202E"),
    (f"Report {PDI}x", "BG-TEXT-009", "U+2069"),
    (f"Re{ZWSP}port", "BG-TEXT-009", "U+200B"),
    (f"Report{TAG_A}", "BG-TEXT-009", "U+E0061"),
    (f"The {MIXED} report", "BG-TEXT-010", MIXED),
)


def test_a_sources_values_are_looked_at(desk: Path) -> None:
    """C01, C05: direction, zero-width and tag characters and words of two alphabets are named at the value."""
    wanted = {}
    for key in KEYS:
        for number, (value, code, told) in enumerate(VALUES):
            title = "" if key == "title" else "title: T\n"
            write(desk, f"sources/{key}-{number}.md", f"---\n{title}{key}: {value}\n{FRONT}---\nText.\n")
            place = (f"corpus/sources/{key}-{number}.md", 2 if key == "title" else 3, len(key) + 3)
            wanted[place] = (code, f"`{key}`", told)
    found = {one[1:4]: (one[0], one[4]) for one in check(desk)}
    assert found.keys() == wanted.keys()
    for place, (code, key, told) in wanted.items():
        assert found[place][0] == code
        assert key in found[place][1]
        assert told in found[place][1]


def test_a_look_alike_host_is_shown_in_its_ascii_form(desk: Path) -> None:
    """C04: an address whose host only looks like another is named with what it really is."""
    write(desk, "sources/one.md", f"---\ntitle: T\nURL: https://www.nаto.int/x\n{FRONT}---\nText.\n")
    (found,) = check(desk)
    assert found[:4] == ("BG-TEXT-010", "corpus/sources/one.md", 3, 6)
    assert f"{'nаto'.encode('idna').decode()}.int" in found[4]
    write(desk, "sources/one.md", f"---\ntitle: T\nURL: https://x.int/a{ZWSP}b\n{FRONT}---\nText.\n")
    assert [one[0] for one in check(desk)] == ["BG-TEXT-009"]


def test_a_topics_title_is_looked_at(desk: Path) -> None:
    """A brief's own title and deck and its headings are held to the same."""
    write(
        desk,
        "topics/t.md",
        f"---\ntitle: {MIXED} talks\ndeck: x{RLO}y\nquery: x\n"
        f"sections:\n- {{heading: 'a{ZWSP}b', kind: excerpts}}\n---\n",
    )
    found = {(one[0], one[2]) for one in check(desk)}
    assert {("BG-TEXT-010", 2), ("BG-TEXT-009", 3), ("BG-TEXT-009", 6)} <= found


def test_the_vocabularys_names_are_looked_at(desk: Path) -> None:
    """C03: a zero-width blank inside an alias, and a label of two alphabets, are named where they stand."""
    write(desk, "vocabulary.yaml", f"org/x:\n  label: {MIXED}\n  aliases: [fine, a{ZWSP}b]\n")
    found = [one[:4] for one in check(desk)]
    place = "corpus/vocabulary.yaml"
    assert found == [("BG-TEXT-010", place, 2, 10), ("BG-TEXT-009", place, 3, 19)]


def test_the_text_is_looked_at_once(desk: Path) -> None:
    """C02, C05, C12: of a body the first deceptive character is placed, and all of them are named."""
    write(desk, "sources/one.md", f"---\ntitle: T\n{FRONT}---\nFine.\n\nA {RLO}b{TAG_A} c{ZWSP}\x08.\n")
    (found,) = check(desk)
    assert found[:4] == ("BG-TEXT-009", "corpus/sources/one.md", 9, 3)
    for name in ("U+0008", "U+200B", "U+202E", "U+E0061"):
        assert name in found[4]


def test_a_lone_surrogate_is_an_error_with_its_place(desk: Path) -> None:
    """C06: half a character in the file's bytes is named with its line; the other sources are read."""
    write(desk, "sources/one.md", f"---\ntitle: T\n{FRONT}---\nA \ud800 b.\n")
    write(desk, "sources/two.md", f"---\ntitle: T\n{FRONT}---\nText.\n")
    (found,) = check(desk)
    assert found[0] == "BG-FILE-003"
    assert found[2] == 7
    assert "U+D800" in found[4]


def test_a_tower_of_accents_is_text(desk: Path) -> None:
    """C07: two thousand combining marks on one letter are read, and quickly."""
    write(desk, "sources/one.md", f"---\ntitle: T\n{FRONT}---\nA" + "\u0301" * 2000 + " b.\n")
    assert check(desk) == []


def test_two_names_for_one_file_are_told(desk: Path) -> None:
    """C08, C09: names that differ by capitals or by how an accent is encoded are no ids, so that none can collide."""
    for name in ("One.md", "cafe\u0301.md", "café.md"):
        write(desk, f"sources/{name}", f"---\ntitle: T\n{FRONT}---\nText.\n")
    assert {one[0] for one in check(desk)} == {"BG-FILE-010"}
