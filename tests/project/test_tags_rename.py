"""`briefgen tags --rename`: the tag changes wherever it stands as a tag, and not one other character."""

import json
from pathlib import Path

import pytest

from briefgen.errors import StorageError
from briefgen.files.writing import write_whole
from briefgen.ingest.write import digest_as_written, was_edited
from briefgen.project.place import find_project
from briefgen.project.tags import renaming
from briefgen.project.tags.renaming import RenameOptions, rename_tag
from briefgen_command import run_briefgen

VOCABULARY = """\
# the tags, in the order of the briefs
theme/talks:   # what is said at tables
  label: Talks
  aliases:
    - negotiat*    # a stem
theme/talks/track-two: {label: Track two}
theme/talksy: {label: Another word}
'theme/mediation': {label: Mediation, implies: [theme/talks, "theme/energy"]}
theme/energy:
person/ada-lind: {label: Ada Lind, speaks_for: [{actor: theme/talks, from: 2003}]}
person/bo-berg: {label: Bo Berg, speaks_for: theme/talks}
"""
SOURCE = """\
---
title: "theme/talks in a title"   # theme/talks in a comment
type: webpage
tags: [theme/energy, theme/talks/track-two, "theme/talks"]
text: summary
---
They spoke of theme/talks and of #theme/talks at length.
#theme/talks [actor:: theme/talks] [speaker:: [[theme/talks|The talks]]] [stance:: for towards #theme/talks] ^first

- An item that ends here. #theme/talksy #theme/talks/track-two

> A quotation, `#theme/talks` in code, and \\#theme/talks escaped.
> #theme/energy #theme/talks [note:: theme/talks stays]

```
#theme/talks
```
"""
TOPIC = """\
---
title: Talks
query: |
  tag:theme/talks AND NOT (tag:theme/talksy OR text:theme)
  actor:"theme/talks/track-two"
sections:
  - {heading: A, kind: positions, actors: [theme/talks, theme/talksy]}
  - heading: B
    kind: excerpts
    query: 'tag:theme/talks/*  -tag:theme/energy'
    group: theme/talks
  - {heading: C, kind: excerpts, group: theme}
---
The bottom line on #theme/talks and more.
#theme/talks
"""
NEW = "topic/dialogue"


@pytest.fixture
def talks(desk: Path) -> Path:
    """Give a project in which a tag stands everywhere a tag can stand."""
    write(desk, "corpus/vocabulary.yaml", VOCABULARY)
    write(desk, "corpus/sources/press/one-2020.md", SOURCE)
    write(desk, "corpus/sources/press/_defaults.yaml", "# defaults\ntags:\n- theme/energy\n- theme/talks\n")
    write(desk, "corpus/topics/talks.md", TOPIC)
    return desk


def write(desk: Path, name: str, text: str) -> Path:
    """Write a file of the project as it stands."""
    path = desk / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def read(desk: Path, name: str) -> str:
    """Read a file of the project, line breaks as they are."""
    return (desk / name).read_bytes().decode()


def test_the_tag_changes_wherever_it_is_a_tag(talks: Path) -> None:
    """Trailers, front matter, defaults, queries, actors, groups and the vocabulary; all else stays to the byte."""
    ran = run_briefgen("tags", "--rename", "theme/talks", NEW, folder=talks)
    assert ran.code == 0, ran.err
    lines = SOURCE.split("\n")
    lines[3] = 'tags: [theme/energy, topic/dialogue/track-two, "topic/dialogue"]'
    lines[7] = (
        "#topic/dialogue [actor:: topic/dialogue] [speaker:: [[topic/dialogue|The talks]]]"
        " [stance:: for towards #topic/dialogue] ^first"
    )
    lines[9] = "- An item that ends here. #theme/talksy #topic/dialogue/track-two"
    lines[12] = "> #theme/energy #topic/dialogue [note:: theme/talks stays]"
    assert read(talks, "corpus/sources/press/one-2020.md") == "\n".join(lines)
    assert read(talks, "corpus/sources/press/_defaults.yaml") == "# defaults\ntags:\n- theme/energy\n- topic/dialogue\n"
    topic = read(talks, "corpus/topics/talks.md")
    assert topic == (
        TOPIC.replace("tag:theme/talks ", "tag:topic/dialogue ")
        .replace('"theme/talks/track-two"', '"topic/dialogue/track-two"')
        .replace("[theme/talks,", "[topic/dialogue,")
        .replace("tag:theme/talks/*", "tag:topic/dialogue/*")
        .replace("group: theme/talks", "group: topic/dialogue")
        .replace("\n#theme/talks\n", "\n#topic/dialogue\n")
    )
    vocabulary = read(talks, "corpus/vocabulary.yaml")
    assert vocabulary == VOCABULARY.replace("theme/talks", NEW).replace(f"{NEW}y:", "theme/talksy:")
    checked = json.loads(run_briefgen("check", "--json", folder=talks).out)
    assert [one for one in checked if one["severity"] == "error"] == []


def test_a_trial_shows_each_place_and_writes_nothing(talks: Path) -> None:
    """`--dry-run` lists file and line of every change."""
    before = {path: path.read_bytes() for path in (talks / "corpus").rglob("*") if path.is_file()}
    ran = run_briefgen("tags", "--rename", "theme/talks", NEW, "--dry-run", folder=talks)
    assert ran.code == 0
    assert "corpus/topics/talks.md:4: theme/talks → topic/dialogue" in ran.out
    assert "corpus/sources/press/one-2020.md:4: theme/talks/track-two → topic/dialogue/track-two" in ran.out
    assert "would change" in ran.err
    assert {path: path.read_bytes() for path in (talks / "corpus").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("theme/talk", NEW), "did you mean `theme/talks`"),
        (("theme/talks", "theme/energy"), "--merge"),
        (("theme/talks", "theme/talks/new"), "below it"),
        (("theme/talks", "theme talks"), "is not a tag"),
    ],
)
def test_what_cannot_be_meant_is_refused(talks: Path, words: tuple[str, str], told: str) -> None:
    """An unknown tag, one that is there, one below itself and what is no tag: exit 2, nothing written."""
    ran = run_briefgen("tags", "--rename", *words, folder=talks)
    assert ran.code == 2
    assert told in ran.err
    assert read(talks, "corpus/vocabulary.yaml") == VOCABULARY


def test_merging_joins_the_names(talks: Path) -> None:
    """`--merge` gives the other tag the names, takes the entry away, and leaves no tag twice in a trailer."""
    ran = run_briefgen("tags", "--rename", "theme/talks", "theme/energy", "--merge", folder=talks)
    assert ran.code == 0, ran.err
    vocabulary = read(talks, "corpus/vocabulary.yaml")
    assert "theme/energy: {aliases: [Talks, negotiat*]}\n" in vocabulary.replace('"negotiat*"', "negotiat*")
    assert "theme/talks:" not in vocabulary
    assert "theme/energy/track-two: {label: Track two}" in vocabulary
    assert "> #theme/energy [note:: theme/talks stays]" in read(talks, "corpus/sources/press/one-2020.md")


def test_an_interrupted_rename_is_completed_by_the_next(
    talks: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whichever file the first run stops before, the second run ends as one run alone would have."""
    options = RenameOptions()
    wanted = run_alone(tmp_path / "alone", talks, options)
    real = write_whole
    for stop in range(4):
        copy = copy_project(talks, tmp_path / f"stopped-{stop}")
        written: list[Path] = []

        def write_some(path: Path, data: bytes, written: list[Path] = written, stop: int = stop) -> None:
            if len(written) == stop:
                raise StorageError("the disk is full")
            written.append(path)
            real(path, data)

        monkeypatch.setattr(renaming, "write_whole", write_some)
        with pytest.raises(StorageError):
            rename_tag(find_project(copy), "theme/talks", NEW, options)
        monkeypatch.setattr(renaming, "write_whole", real)
        rename_tag(find_project(copy), "theme/talks", NEW, options)
        assert list_texts(copy) == wanted


def copy_project(project: Path, folder: Path) -> Path:
    """Copy a project's own files."""
    for path in sorted(project.rglob("*")):
        if path.is_file() and ".briefgen" not in path.parts:
            write(folder, path.relative_to(project).as_posix(), path.read_bytes().decode())
    return folder


def run_alone(folder: Path, project: Path, options: RenameOptions) -> dict[str, str]:
    """Rename in a copy, and give what the files hold then."""
    rename_tag(find_project(copy_project(project, folder)), "theme/talks", NEW, options)
    return list_texts(folder)


def list_texts(folder: Path) -> dict[str, str]:
    """Give the corpus' files."""
    found = (folder / "corpus").rglob("*")
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in found if path.is_file()}


def test_line_ends_and_byte_order_marks_stay(talks: Path) -> None:
    """A file from Windows keeps its CRLF and its mark."""
    text = "\ufeff" + SOURCE.replace("\n", "\r\n")
    write(talks, "corpus/sources/press/one-2020.md", text)
    write(talks, "corpus/vocabulary.yaml", VOCABULARY.replace("\n", "\r\n"))
    assert run_briefgen("tags", "--rename", "theme/talksy", "theme/other", folder=talks).code == 0
    assert read(talks, "corpus/sources/press/one-2020.md") == text.replace("#theme/talksy", "#theme/other")
    assert "\r\ntheme/other: {label: Another word}\r\n" in read(talks, "corpus/vocabulary.yaml")


def test_a_source_as_add_wrote_it_stays_one(talks: Path) -> None:
    """The stamp of `add` is renewed with the tag; a source that a person edited keeps its stamp as it is."""
    text = "---\ntitle: T\ntags: [theme/talks]\noriginal: {name: a.txt, sha256: " + "a" * 64 + "}\n---\n\nA text.\n"
    stamped = text.replace("}\n---", f", written: {digest_as_written(text)}" + "}\n---")
    assert not was_edited(stamped)
    write(talks, "corpus/sources/as-added.md", stamped)
    write(talks, "corpus/sources/by-hand.md", stamped + "\nMore.\n")
    assert run_briefgen("tags", "--rename", "theme/talks", NEW, folder=talks).code == 0
    assert not was_edited(read(talks, "corpus/sources/as-added.md"))
    assert f"tags: [{NEW}]" in read(talks, "corpus/sources/as-added.md")
    assert read(talks, "corpus/sources/by-hand.md") == (stamped + "\nMore.\n").replace("theme/talks", NEW)


def test_a_tag_in_disguise_stops_everything(talks: Path) -> None:
    """A tag written with an escape is named with its place, and no file is changed."""
    write(talks, "corpus/sources/odd.md", '---\ntitle: T\ntags: ["theme\\/talks", theme/talks]\n---\nA text.\n')
    before = list_texts(talks)
    ran = run_briefgen("tags", "--rename", "theme/talks", NEW, folder=talks)
    assert ran.code == 1
    assert "corpus/sources/odd.md:3:8" in ran.err
    assert list_texts(talks) == before


def test_a_file_that_cannot_be_read_is_named(talks: Path) -> None:
    """What another mistake hides is left as it is, and told."""
    write(talks, "corpus/sources/broken.md", "---\ntitle: [\n---\nA text. #theme/talks\n")
    ran = run_briefgen("tags", "--rename", "theme/talks", NEW, folder=talks)
    assert ran.code == 0
    assert "corpus/sources/broken.md: its YAML cannot be read" in ran.err
    assert "#theme/talks" in read(talks, "corpus/sources/broken.md")
    assert NEW in read(talks, "corpus/vocabulary.yaml")
