"""A01 to A27: front matter and YAML."""

from bad_project import BAD, Case

_VOCABULARY = "corpus/vocabulary.yaml"
_TOPIC = "corpus/topics/bad.md"


def _write(lines: str, body: str = "The pier was closed.") -> dict[str, bytes]:
    """Make a source whose third line is the first of `lines`; 'title' and 'text' are sound."""
    return {BAD: f"---\ntitle: A bad source\n{lines}\ntext: summary\n---\n{body}\n".encode()}


_LAUGHS = "a: &a [lol, lol]\n" + "\n".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
_MERGES = "a: &a {x: 1}\nb: &b {<<: *a}\nc: {<<: [*a, *b]}"

FRONT_MATTER_CASES = (
    Case(
        "A01",
        "A hundred thousand brackets, which crash libyaml's own loader, are refused by their size.",
        _write("tags: " + "[" * 100_000),
        1,
        ("BG-YAML-006 bad.md:2:1 | at most 65,536",),
    ),
    Case(
        "A01 below the size limit",
        "Sixty thousand brackets are nested deeper than 20, at line and column.",
        _write("tags: " + "[" * 60_000),
        1,
        ("BG-YAML-002 bad.md:3:26 | nested deeper than 20",),
    ),
    Case(
        "A01 in a topic",
        "The brackets cost a topic its brief, and no other.",
        {_TOPIC: b"---\nquery: " + b"[" * 60_000 + b"\n---\n"},
        1,
        (f"BG-YAML-002 {_TOPIC}:2:27 | nested deeper than 20",),
        topics=("bad", "sound"),
        fails=("bad",),
    ),
    Case(
        "A01 in the vocabulary",
        "The brackets cost the vocabulary its tags, so no brief is printed anew and none is lost.",
        {_VOCABULARY: b"a: " + b"[" * 100_000},
        1,
        (f"BG-YAML-002 {_VOCABULARY}:1:23 | nested deeper than 20",),
        fails=("sound",),
    ),
    Case(
        "A02",
        "Aliases are refused, so nine of them cannot grow.",
        _write(_LAUGHS),
        1,
        (
            "BG-YAML-003 bad.md:3:4 | anchor &a",
            "BG-YAML-003 bad.md:4:8 | alias *a",
            "BG-YAML-001 bad.md:9:1 | Too many",
        ),
        many="BG-YAML-003",
    ),
    Case(
        "A03",
        "A merge key is refused.",
        _write(_MERGES),
        1,
        ("BG-YAML-003 bad.md:3:4 | anchor", "BG-YAML-003 bad.md:4:12 | alias *a"),
        many="BG-YAML-003",
    ),
    Case(
        "A04",
        "An anchor without an alias is refused.",
        _write("publisher: &p Daily"),
        1,
        ("BG-YAML-003 bad.md:3:12 | &p",),
    ),
    Case(
        "A05",
        "A tag that names a Python function runs nothing.",
        _write('publisher: !!python/object/apply:os.system ["touch ../owned"]'),
        1,
        ("BG-YAML-004 bad.md:3:12 | python/object",),
    ),
    Case(
        "A06", "A tag of one's own is refused.", _write("publisher: !x Daily"), 1, ("BG-YAML-004 bad.md:3:12 | '!x'",)
    ),
    Case(
        "A07",
        "Two markings are refused by policy, both lines named.",
        _write("tlp: TLP:CLEAR\ntlp: TLP:RED"),
        3,
        ("BG-YAML-012 bad.md:4:1 | lines 3 and 4",),
    ),
    Case(
        "A07 another key",
        "Any key that stands twice is an error.",
        _write("volume: 1\nvolume: 2"),
        1,
        ("BG-YAML-005 bad.md:4:1 | lines 3 and 4",),
    ),
    Case("A08", "`no` is no label and no truth value.", _write("tlp: no"), 3, ("BG-TLP-001 bad.md:3:6 | 'no'",)),
    Case(
        "A09",
        "A label with a blank is refused with the right one.",
        _write("tlp: amber strict"),
        3,
        ("BG-TLP-001 bad.md:3:6 | TLP:AMBER+STRICT",),
    ),
    Case(
        "A09 a blank after the colon",
        "A label is one word.",
        _write('tlp: "TLP: AMBER"'),
        3,
        ("BG-TLP-001 bad.md:3:6 | TLP:AMBER",),
    ),
    Case(
        "A09 unquoted",
        "An unquoted label with a blank breaks the YAML, and is a bad marking first of all.",
        _write("tlp: TLP: AMBER"),
        3,
        ("BG-TLP-001 bad.md:3:6 | TLP:AMBER", "BG-YAML-001 bad.md:3:9"),
    ),
    Case(
        "A10",
        "TLP:WHITE is read as TLP:CLEAR with a warning.",
        _write("tlp: TLP:WHITE"),
        0,
        ("BG-TLP-002 bad.md:3:6 | TLP:CLEAR",),
    ),
    Case(
        "A10 strict",
        "With --strict the warning counts.",
        _write("tlp: TLP:WHITE"),
        1,
        ("BG-TLP-002 bad.md:3:6",),
        words=("build", "--json", "--strict"),
    ),
    Case("A11", "A source without a marking bears the project's default, without a word.", _write("volume: 1"), 0),
    Case(
        "A12",
        "A label with a Cyrillic letter is refused, the letter named.",
        _write("tlp: TLP:\u0421LEAR"),
        3,
        ("BG-TLP-001 bad.md:3:6 | U+0421",),
    ),
    Case("A13", "A day that no month has is told.", _write("issued: 2026-02-30"), 1, ("BG-DATE-001 bad.md:3:9 | 30",)),
    Case("A14", "A year of five digits is told.", _write("issued: 99999"), 1, ("BG-DATE-001 bad.md:3:9 | '99999'",)),
    Case(
        "A15",
        "A tab as indentation is told with its column.",
        _write("rights:\n\tlicence: x"),
        1,
        ("BG-YAML-001 bad.md:4:1 | tab",),
    ),
    Case(
        "A16",
        "Front matter that is never closed is told.",
        {BAD: b"---\ntitle: A bad source\n\nThe pier.\n"},
        1,
        ("BG-YAML-007 bad.md:1:1",),
    ),
    Case(
        "A17",
        "A byte order mark and CRLF are read like any other file.",
        {BAD: b"\xef\xbb\xbf---\r\ntitle: t\r\ntext: summary\r\n---\r\nThe pier.\r\n"},
        0,
    ),
    Case(
        "A18",
        "UTF-16 is named, at byte 0.",
        {BAD: "---\ntitle: t\n---\nThe pier.\n".encode("utf-16")},
        1,
        ("BG-FILE-003 bad.md:1:1 | UTF-16 | not UTF-8 | byte 0",),
    ),
    Case(
        "A19",
        "A byte that is no UTF-8 is told with its line and offset.",
        {BAD: b"---\ntitle: t\n---\nThe pi\xffer.\n"},
        1,
        ("BG-FILE-003 bad.md:4:1 | byte 0xff at byte 23 | line 4",),
    ),
    Case(
        "A20",
        "A NUL byte is told with its line.",
        {BAD: b"---\ntitle: t\n---\nThe pi\0er.\n"},
        1,
        ("BG-FILE-004 bad.md:4:1 | NUL",),
    ),
    Case(
        "A21",
        "A number of 5,000 digits is never computed.",
        _write("rights: {max_quote_words: " + "9" * 5000 + "}"),
        1,
        ("BG-YAML-009 bad.md:3:27 | whole number",),
    ),
    Case(
        "A22",
        "Infinity is no number of words.",
        _write("rights: {max_quote_words: .inf}"),
        1,
        ("BG-YAML-009 bad.md:3:27 | '.inf'",),
    ),
    Case(
        "A22 nan",
        "Nor is what is not a number.",
        _write("rights: {max_quote_words: .nan}"),
        1,
        ("BG-YAML-009 bad.md:3:27 | '.nan'",),
    ),
    Case(
        "A23",
        "Front matter of 70 KiB is refused.",
        _write("descriptor: " + "x" * 70_000),
        1,
        ("BG-YAML-006 bad.md:2:1 | at most 65,536",),
    ),
    Case(
        "A24",
        "A list where keys are expected is told.",
        {BAD: b"---\n- title\n---\nThe pier.\n"},
        1,
        ("BG-YAML-008 bad.md:2:1", "BG-YAML-011 bad.md:1:1", "BG-PROOF-004 bad.md"),
    ),
    Case(
        "A25",
        "An unknown key is a warning with the known one.",
        _write("publsher: Daily"),
        0,
        ("BG-YAML-010 bad.md:3:1 | `publisher`",),
    ),
    Case("A26", "An empty file is passed over with a warning.", {BAD: b""}, 0, ("BG-FILE-007 bad.md",)),
    Case(
        "A27", "A file of front matter alone is a warning.", {BAD: b"---\ntitle: t\n---\n"}, 0, ("BG-FILE-007 bad.md",)
    ),
)
