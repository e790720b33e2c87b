"""What stands around an edition's files where a person reads it, as text and as HTML: the label first and last."""

from markupsafe import escape

from briefgen.deliver.channel import Letter
from briefgen.deliver.headers import clean_header, clean_line
from briefgen.wording.dates import write_day


def clean_letter(letter: Letter) -> Letter:
    """Put each of a letter's texts on one line: a break within one could pass for the end of the marked text."""
    title, label, language = clean_line(letter.title), clean_line(letter.label), clean_header(letter.language)
    points = tuple(map(clean_line, letter.points))
    return Letter(title, label, language, clean_line(letter.date), points, clean_line(letter.contact))


def write_plain(letter: Letter, where: str = "") -> str:
    """Write a letter as plain text; `where` says where the files are, "" where there are none."""
    lines = [letter.label, "", letter.title, write_day(letter.date, letter.language), ""]
    lines += [line for point in letter.points for line in (f"- {point}", "")]
    lines += [where, ""] if where else []
    lines += [letter.contact, ""] if letter.contact else []
    return "\n".join([*lines, letter.label, ""])


def write_html(letter: Letter, where: str = "", link: str = "") -> str:
    """Write a letter as a page of HTML; with `link` the files stand there."""
    label = f"<p><strong>{escape(letter.label)}</strong></p>"
    title = escape(letter.title)
    points = "".join(f'<li dir="auto">{escape(point)}</li>\n' for point in letter.points)
    told = f'<a href="{escape(link)}">{escape(link)}</a>' if link else escape(where)
    contact = f"<p>{escape(letter.contact)}</p>\n" if letter.contact else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(letter.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(letter.label)} {title}</title></head><body>\n{label}\n"
        f'<h1 dir="auto">{title}</h1>\n<p>{escape(write_day(letter.date, letter.language))}</p>\n'
        f"{f'<ul>{chr(10)}{points}</ul>{chr(10)}' if points else ''}{f'<p>{told}</p>{chr(10)}' if told else ''}"
        f"{contact}{label}\n</body></html>\n"
    )
