"""E05 to E14: the vocabulary's rules, templates and settings."""

from bad_project import SETTINGS, SOUND_FILES, Case, Maker

_PAGE = "templates/brief.html.j2"
_VOCABULARY = "corpus/vocabulary.yaml"
_TEMPLATE = "BG-PRINT-003"


def _link(target: str) -> Maker:
    return lambda path: path.symlink_to(target)


def _write(page: str) -> dict[str, bytes]:
    return {_PAGE: page.encode()}


def _set(line: str) -> dict[str, bytes]:
    return {"briefgen.toml": SETTINGS + line.encode()}


_HEAD = '<!DOCTYPE html><html lang="{{ brief.language }}"><title>{{ brief.title }}</title>'
_CYCLE = b"a/x: {label: Quay, implies: [a/y]}\na/y: {label: Mole, implies: [a/x]}\n"

TEMPLATE_CASES = (
    Case(
        "E05",
        "Tags that imply each other are told, and the rest of the vocabulary holds.",
        {_VOCABULARY: SOUND_FILES[_VOCABULARY] + _CYCLE},
        1,
        (f"BG-TAG-003 {_VOCABULARY}:3:1",),
    ),
    Case(
        "E06",
        "An unknown field of a template is told with line and column.",
        _write(_HEAD + "\n{{ brief.nosuch }}"),
        1,
        (f"BG-PRINT-007 {_PAGE}:2:10 | nosuch",),
        fails=("sound",),
    ),
    Case(
        "E06 syntax",
        "A template's syntax is told with its line.",
        _write(_HEAD + "\n{% for %}"),
        1,
        (f"{_TEMPLATE} {_PAGE}:2:1",),
        fails=("sound",),
    ),
    Case(
        "E08",
        "A text of ten gigabytes costs its topic and no more.",
        _write(_HEAD + "{{ brief.title * 10**10 }}"),
        1,
        ("BG-PRINT-005 corpus/topics/sound.md | memory",),
        fails=("sound",),
    ),
    Case(
        "E07 itself",
        "A template that includes itself is told as the template's mistake.",
        _write(_HEAD + "\n{% include 'brief.html.j2' %}"),
        1,
        (f"{_TEMPLATE} {_PAGE}:1:1 | without end",),
        fails=("sound",),
    ),
    Case(
        "E09",
        "A template cannot include a file of the machine.",
        _write(_HEAD + "{% include '/etc/passwd' %}"),
        3,
        (f"BG-PRINT-004 {_PAGE}:1:94 | /etc/passwd",),
        fails=("sound",),
        silent=("root:",),
    ),
    Case(
        "E09 upwards",
        "Nor one above its folder.",
        _write(_HEAD + "{% include '../corpus/vocabulary.yaml' %}"),
        3,
        (f"BG-PRINT-004 {_PAGE}:1:94 | vocabulary",),
        fails=("sound",),
    ),
    Case(
        "E09 a link",
        "Nor one that a link leads to.",
        {**_write(_HEAD + "{% include 'x.j2' %}"), "templates/x.j2": _link("/etc/passwd")},
        3,
        (f"BG-PRINT-004 {_PAGE}:1:94 | x.j2",),
        fails=("sound",),
        silent=("root:",),
    ),
    Case(
        "E10",
        "`|safe` is found before anything is laid out.",
        _write(_HEAD + "\n{{ brief.title|safe }}"),
        1,
        (f"{_TEMPLATE} {_PAGE}:2:16 | safe",),
        fails=("sound",),
    ),
    Case(
        "E11",
        "A page without a title and a language is no accessible one.",
        _write("<!DOCTYPE html><html><p>{{ brief.title }}"),
        1,
        (f"{_TEMPLATE} {_PAGE} | language", f"{_TEMPLATE} {_PAGE} | title"),
        fails=("sound",),
    ),
    Case(
        "E13",
        "An unknown setting ends the command with the known one.",
        _set('anlyst = "x"\n'),
        2,
        says=("briefgen.toml:3:1", "`analyst`"),
        is_report=False,
    ),
    Case(
        "E14",
        "Settings that are no TOML end the command with line and column.",
        _set("language = \n"),
        2,
        says=("briefgen.toml:3:", "TOML"),
        is_report=False,
    ),
    Case(
        "E14 brackets",
        "A hundred thousand brackets in the settings end the command, and do not crash it.",
        _set("x = " + "[" * 100_000),
        2,
        says=("briefgen.toml",),
        is_report=False,
    ),
)
