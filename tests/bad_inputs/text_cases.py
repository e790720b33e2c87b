"""B20 to B32 where a gate refuses, and C03 to C09 where nothing has to be printed: the text of a source."""

from bad_project import BAD, Case


def _write(body: str) -> dict[str, bytes]:
    """Make a source whose text begins in line 5."""
    return {BAD: f"---\ntitle: A bad source\ntext: summary\n---\n{body}\n\nThe pier was closed.\n".encode()}


def _head(line: str) -> dict[str, bytes]:
    """Make a source whose third line is this one."""
    return {BAD: f"---\ntitle: A bad source\n{line}\ntext: summary\n---\nThe pier was closed.\n".encode()}


_LIST = "".join(f"{' ' * 2 * level}- a\n" for level in range(600))
_TABLE = "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n"

TEXT_CASES = (
    Case(
        "B20",
        "A thousand nested elements are refused at their line.",
        _write("a" + "<div>" * 1000),
        1,
        ("BG-TEXT-002 bad.md:5:1 | deeper than 60",),
    ),
    Case(
        "B21",
        "A hundred thousand are refused before any parser sees them.",
        _write("a" + "<div>" * 100_000),
        1,
        ("BG-TEXT-001 bad.md:5:1",),
        seconds=6,
    ),
    Case(
        "B22",
        "A hundred thousand brackets are refused before any parser sees them.",
        _write("[" * 100_000),
        1,
        ("BG-TEXT-001 bad.md:5:1",),
        seconds=6,
    ),
    Case(
        "B23", "So are twenty thousand declarations.", _write("<![" * 20_000), 1, ("BG-TEXT-001 bad.md:5:1",), seconds=6
    ),
    Case(
        "B24",
        "So are fifty thousand tags that are never closed.",
        _write("<a " * 50_000),
        1,
        ("BG-TEXT-001 bad.md:5:1",),
        seconds=6,
    ),
    Case("B25", "A list of 600 levels is refused.", _write(_LIST), 1, ("BG-TEXT-002 bad.md:6:1 | deeper than 20",)),
    Case("B26", "A line of a megabyte is refused.", _write("pier " * 200_000), 1, ("BG-TEXT-001 bad.md:5:1 | 8,192",)),
    Case("B27", "A table of 20,000 columns is refused.", _write(_TABLE), 1, ("BG-TEXT-001 bad.md:5:1",)),
    Case(
        "B29",
        "Ten thousand headings are cut at the five hundredth.",
        _write("# a\n" * 10_000),
        1,
        ("BG-TEXT-005 bad.md:505:1 | 500",),
    ),
    Case(
        "B31",
        "Twenty thousand tags that nothing closes are refused before any parser sees them.",
        _write("<b>a " * 20_000),
        1,
        ("BG-TEXT-001 bad.md:5:1",),
        seconds=6,
    ),
    Case(
        "B31 in lines",
        "Nor do they pass line by line.",
        _write("<b>pier\n" * 20_000),
        1,
        ("BG-TEXT-001 bad.md:5:1",),
        seconds=6,
    ),
    Case(
        "B32",
        "A hundred thousand ampersands are refused.",
        _write("&" * 100_000),
        1,
        ("BG-TEXT-001 bad.md:5:1",),
        seconds=6,
    ),
    Case(
        "B37",
        "A code fence that is never closed is a warning, and the rest is code.",
        _write("```\ncode"),
        0,
        ("BG-TEXT-006 bad.md:5:1 | never closed",),
    ),
    Case(
        "C04",
        "An address of look-alike letters is a warning that shows where it leads.",
        _head("URL: https://ex\u0430mple.org/a"),
        0,
        ("BG-TEXT-010 bad.md:3:6 | xn--",),
    ),
    Case(
        "C06",
        "A half pair in the front matter is refused or replaced, not printed.",
        _head('publisher: "a\\uD800b"'),
        1,
        ("BG-YAML-001 bad.md:3:16 | Unicode",),
    ),
    Case(
        "C12",
        "Control characters in a title are a warning.",
        _head('publisher: "a\\x08b\\e[1m"'),
        0,
        ("BG-TEXT-009 bad.md:3:12 | U+0008, U+001B",),
    ),
    Case(
        "brackets never closed",
        "Three thousand image openers are refused before any parser sees them.",
        _write("![ \n" * 3_000),
        1,
        ("BG-TEXT-003 bad.md:5:1",),
        seconds=6,
    ),
    Case(
        "quotations",
        "Three hundred levels of quotation are refused.",
        _write("> " * 300 + "a"),
        1,
        ("BG-TEXT-002 bad.md:5:1",),
    ),
    Case(
        "a passage of 70 KiB",
        "A passage over 64 KiB is refused.",
        _write("the pier was closed again\n" * 2_800),
        1,
        ("BG-TEXT-001 bad.md:5:1 | 65,536",),
    ),
)
