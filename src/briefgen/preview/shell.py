"""The page round a brief, and the list of briefs: our own templates, with one script and one style sheet of ours.

Both are let in by their digests (Content Security Policy Level 3); everything that comes from the corpus is text to
these templates.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefgen.grammar.phrases import count_things
from briefgen.model.marking import Marking
from briefgen.preview.messages import Board, Card, Notice
from briefgen.preview.showing import Sheet
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.render.typefaces.fonts import FACES, Face, make_face

_PAGES = Path(__file__).parent / "pages"
_LABELS = {marking.label: marking for marking in Marking}
#: Problems that a page lists one by one; the rest are counted.
_LISTED = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the forms or languages in which a topic can be shown."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Problems as a page lists them: the errors, the warnings, and how many more there are."""

    errors: tuple[Notice, ...]
    warnings: tuple[Notice, ...]
    further: int = 0

    @property
    def summary(self) -> str:
        """How many there are, in words."""
        return (
            f"{count_things(len(self.errors), 'error')}, {count_things(len(self.warnings) + self.further, 'warning')}"
        )


class Shell:
    """Writes our own pages; `root` is where the site's addresses begin."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._environment = Environment(
            loader=FileSystemLoader(_PAGES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @cached_property
    def _styles(self) -> str:
        tokens = (find_shipped_templates() / "tokens.css").read_text("utf-8")
        return write_font_links(self._root) + tokens + (_PAGES / "shell.css").read_text("utf-8")

    @cached_property
    def _script(self) -> str:
        return (_PAGES / "shell.js").read_text("utf-8")

    @cached_property
    def policy(self) -> str:
        """The policy of our own pages: our script, our styles, our fonts, the frame, and the reload stream."""
        return (
            f"default-src 'none'; script-src {_digest(self._script)}; style-src {_digest(self._styles)}; "
            "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )

    def write_list(self, board: Board) -> bytes:
        """Write the list of topics."""
        marking = _name_highest(card.marking for card in board.cards)
        return self._write(
            "list", board, title=board.project or "Preview", marking=marking, told=sort_notices(board.notices)
        )

    def write_brief(self, board: Board, name: str, card: Card | None, sheet: Sheet | None) -> bytes:
        """Write the page round one draft."""
        made = sheet.page.notices if sheet else ()
        own = tuple(dict.fromkeys((*made, *(one for one in board.notices if _is_of_topic(one, name)))))
        marking = (sheet.page.marking if sheet else "") or (card.marking if card else "")
        return self._write(
            "brief",
            board,
            title=card.title if card else name,
            marking=marking,
            name=name,
            card=card,
            sheet=sheet,
            told=sort_notices(own),
            elsewhere=sort_notices([one for one in board.notices if one not in own]),
            forms=_list_choices(board, card, name, of_forms=True),
            languages=_list_choices(board, card, name, of_forms=False),
        )

    def _write(self, page: str, board: Board, **names: object) -> bytes:
        template = self._environment.get_template(f"{page}.html.j2")
        shared = {"root": self._root, "styles": self._styles, "script": self._script, "board": board, "name": ""}
        return template.render({**shared, **names}).encode()

    def find_font(self, name: str) -> bytes | None:
        """Find a font by its name; None where there is none of it."""
        face = next((one for one in FACES if one.name == name), None)
        return make_face(face) if face else None


def write_font_links(root: str) -> str:
    """Write the ``@font-face`` rules that load the fonts from the site, whole, so that no page waits for a cut."""
    return "".join(_write_font_link(face, root) for face in FACES)


def _write_font_link(face: Face, root: str) -> str:
    style = "italic" if face.is_italic else "normal"
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{style};font-display:block;'
        f'src:url({root}font/{face.name}.ttf) format("truetype")}}\n'
    )


def sort_notices(notices: Sequence[Notice]) -> Told:
    """Sort problems: errors first, each in the order of files; only so many are listed."""
    errors = tuple(one for one in notices if one.severity == "error")[:_LISTED]
    warnings = tuple(one for one in notices if one.severity != "error")[: _LISTED - len(errors)]
    return Told(errors, warnings, len(notices) - len(errors) - len(warnings))


def _list_choices(board: Board, card: Card | None, name: str, *, of_forms: bool) -> tuple[Choice, ...]:
    """List the forms, or the languages, each with the address of this draft in it."""
    if card is None:
        return ()
    form, language = split_name(card, name, board.forms)
    if of_forms:
        return tuple(Choice(one, name_draft(card, one, language), one == form) for one in board.forms)
    return tuple(Choice(one, name_draft(card, form, one), one == language) for one in board.languages)


def split_name(card: Card, name: str, forms: Sequence[str]) -> tuple[str, str]:
    """Split a draft's name into form and language; what it does not say is the topic's own."""
    form, language = card.form, card.language
    for part in name.split(".")[1:]:
        if part in forms:
            form = part
        else:
            language = part
    return form, language


def name_draft(card: Card, form: str, language: str) -> str:
    """Name a draft by its topic, its form and its language, those that are the topic's own left out."""
    own = (form != card.form and form, language != card.language and language)
    return ".".join((card.slug, *(part for part in own if part)))


def _is_of_topic(notice: Notice, name: str) -> bool:
    """Whether a problem stands in a topic's own file."""
    return notice.place.startswith("corpus/topics/") and f"/{name.partition('.')[0]}.md" in notice.place


def _name_highest(labels: Iterable[str]) -> str:
    """Name the highest of some markings: a list of titles bears it."""
    known = [_LABELS[label] for label in labels if label in _LABELS]
    return max(known).label if known else ""


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
