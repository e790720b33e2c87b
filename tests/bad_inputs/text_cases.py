"""B20 to B32 where a gate refuses, and C03 to C09 where nothing has to be printed: the text of a source."""

from bad_project import BAD, Case


def _write(body: str) -> dict[str, bytes]:
    """Make a source whose text begins in line 5."""
    return {BAD: f"---\ntitle: A bad source\ntext: summary\n---\n{body}\n\nThe pier was closed.\n".encode()}


_LIST = "".join(f"{' ' * 2 * level}- a\n" for level in range(600))
_TABLE = "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n"

TEXT_CASES = (
    Case("B20", "A thousand nested elements are refused at their line.", _write("a" + "<div>" * 1000), 1, ("BG-TEXT-002 bad.md:5:1 | deeper than 60",)),
    Case("B21", "A hundred thousand are refused before any parser sees them.", _write("a" + "<div>" * 100_000), 1, ("BG-TEXT-001 bad.md:5:1",), seconds=6),
    Case("B22", "A hundred thousand brackets are refused before any parser sees them.", _write("[" * 100_000), 1, ("BG-TEXT-001 bad.md:5:1",), seconds=6),
    Case("B23", "So are twenty thousand declarations.", _write("<![" * 20_000), 1, ("BG-TEXT-001 bad.md:5:1",), seconds=6),
    Case("B24", "So are fifty thousand tags that are never closed.", _write("<a " * 50_000), 1, ("BG-TEXT-001 bad.md:5:1",), seconds=6),
    Case("B25", "A list of 600 levels is refused.", _write(_LIST), 1, ("BG-TEXT-002 bad.md:6:1 | deeper than 20",)),
    Case("B26", "A line of a megabyte is refused.", _write("pier " * 200_000), 1, ("BG-TEXT-001 bad.md:5:1 | 8,192",)),
    Case("B27", "A table of 20,000 columns is refused.", _write(_TABLE), 1, ("BG-TEXT-001 bad.md:5:1",)),
    Case("B29", "Ten thousand headings are cut at the five hundredth.", _write("# a\n" * 10_000), 1, ("BG-TEXT-005 bad.md:505:1 | 500",)),
)
