"""What stands around an edition's files where a person reads it, as text and as HTML: the label first and last."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from briefgen.deliver.channel import Letter
from briefgen.deliver.headers import clean_header, clean_line
from briefgen.wording.dates import write_day
from briefgen.wording.labels import say

#: Colours of TLP 2.0 on black, by how a label begins; the others are white.
_COLOURS = {"TLP:RED": "#ff2b2b", "TLP:AMBER": "#ffc000", "TLP:GREEN": "#33ff00"}
#: How the page looks. Many mail programs drop style sheets, and keep what stands on the elements.
_PAGE = "max-width:38em;margin:1.5em;font-family:Georgia,'Times New Roman',serif;line-height:1.5;color:#1a1a1a"
_SANS = "font-family:'Segoe UI',Helvetica,Arial,sans-serif"
_LABEL = f"display:inline-block;background:#000;padding:.2em .6em;{_SANS};font-weight:bold"
_TITLE = "margin:.8em 0 .2em;font-size:1.7em;line-height:1.2;font-weight:bold"
_FACTS = f"margin:0 0 1.2em;{_SANS};font-size:.9em;color:#595959"
_LINK = f"{_SANS};font-size:.9em"


def clean_letter(letter: Letter) -> Letter:
    """Put each of a letter's texts on one line: a break within one could pass for the end of the marked text."""
    return replace(
        letter,
        title=clean_line(letter.title),
        label=clean_line(letter.label),
        language=clean_header(letter.language),
        date=clean_line(letter.date),
        points=tuple(map(clean_line, letter.points)),
        contact=clean_line(letter.contact),
    )


def write_plain(letter: Letter, where: str = "") -> str:
    """Write a letter as plain text; `where` says where the files are, "" where there are none."""
    lines = [letter.label, "", letter.title, _tell_facts(letter), ""]
    lines += [line for point in letter.points for line in (f"- {point}", "")]
    lines += [where, ""] if where else []
    lines += [letter.contact, ""] if letter.contact else []
    return "\n".join([*lines, letter.label, ""])


def write_html(letter: Letter, where: str = "", link: str = "") -> str:
    """Write a letter as a page of HTML; with `link` the files stand there."""
    title = escape(letter.title)
    label = _write_label(letter.label)
    told = Markup('<a href="{0}">{0}</a>').format(link) if link else escape(where)
    parts = [
        label,
        Markup('<h1 dir="auto" style="{}">{}</h1>').format(_TITLE, title),
        Markup('<p style="{}">{}</p>').format(_FACTS, _tell_facts(letter)),
        *_write_points(letter.points),
        *(Markup('<p style="{}">{}</p>').format(_LINK, text) for text in (told, letter.contact) if text),
        label,
    ]
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(letter.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(letter.label)} {title}</title></head>\n"
        f'<body><div style="{_PAGE}">\n{body}\n</div></body></html>\n'
    )


def _tell_facts(letter: Letter) -> str:
    """Tell which edition it is, and of which day."""
    day = write_day(letter.date, letter.language)
    return f"{say('edition_number', letter.language, number=letter.number)}, {day}" if letter.number else day


def _write_label(label: str) -> Markup:
    colour = next((colour for start, colour in _COLOURS.items() if label.startswith(start)), "#fff")
    style = f"{_LABEL};color:{colour}"
    return Markup('<p><strong style="{}">{}</strong></p>').format(style, label)


def _write_points(points: Sequence[str]) -> Iterator[Markup]:
    """Write what the letter says: a single point needs no list."""
    if len(points) == 1:
        yield Markup('<p dir="auto">{}</p>').format(points[0])
    elif points:
        listed = (Markup('<li dir="auto" style="margin-bottom:.6em">{}</li>').format(point) for point in points)
        yield Markup('<ul style="padding-left:1.2em">\n{}\n</ul>').format(Markup("\n").join(listed))
