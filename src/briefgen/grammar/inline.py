"""Inline Markdown taken off a text: the characters a reader sees, and where each came from.

CommonMark's inlines, plus ``==marks==`` and ``[^footnote]`` calls. Links keep their words, images and
HTML tags go, escapes and entities become their character. Reference links and ``[[wiki links]]`` stay as
they are: blocks are read and printed one by one.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from html.entities import html5

#: What a backslash makes text: all ASCII punctuation (CommonMark 2.4).
ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

_ORDINARY = re.compile(r"[^\\`*_\[\]<&=!]+")
_BACKTICKS = re.compile(r"`+")
_RUN = re.compile(r"\*+|_+|=+")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
_ADDRESS = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*)>", re.ASCII
)
_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*)\s*/?>"
)
_DECLARATION = re.compile(r"<![A-Za-z][^<>]*>")
_UNSEEN = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_LINK_END = re.compile(
    r"\(\s*(?:<[^<>\n]*>|(?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*\))*)"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)",
    re.DOTALL,
)
_FOOTNOTE_CALL = re.compile(r"\[\^[^\s\[\]]+\](?!:)")
_DROPPED = {"script", "style"}
_BREAKING = {"br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "hr", "dd", "dt", "blockquote"}


@dataclass(frozen=True, slots=True)
class Visible:
    """The seen characters of a text, for each its offset in the Markdown, and the marked spans among them."""

    text: str
    offsets: tuple[int, ...]
    marks: tuple[tuple[int, int], ...] = ()
    images: int = 0


@dataclass(slots=True)
class _Delimiter:
    character: str
    start: int
    length: int
    original: int
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Bracket:
    output: int
    delimiters: int
    is_image: bool
    is_active: bool = True


def read_inline(markdown: str) -> Visible:
    """Take the inline markup off one paragraph's Markdown (lines joined by a line feed)."""
    if _ORDINARY.fullmatch(markdown):
        return Visible(markdown, tuple(range(len(markdown))))
    return _Scanner(markdown).scan()


def find_literal_spans(markdown: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of code and HTML tags, whose characters are no text (start, end), in order."""
    spans, position, closers = [], 0, _index_backticks(markdown)
    for match in re.finditer(r"\\.|`+|<", markdown):
        if match.start() < position or match[0][0] == "\\":
            continue
        end = _end_code(match, closers) if match[0][0] == "`" else _end_tag(markdown, match.start())
        if end:
            spans.append((match.start(), end))
        position = end or match.end()
    return tuple(spans)


def is_inside(offset: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether `offset` lies in one of the ordered `spans`."""
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index >= 0 and spans[index][0] <= offset < spans[index][1]


def _index_backticks(markdown: str) -> dict[int, list[int]]:
    closers: dict[int, list[int]] = {}
    for match in _BACKTICKS.finditer(markdown):
        closers.setdefault(len(match[0]), []).append(match.start())
    return closers


def _end_code(opening: re.Match[str], closers: dict[int, list[int]]) -> int:
    """Return where the code span that `opening` begins ends, 0 where nothing closes it."""
    length = len(opening[0])
    places = closers.get(length, [])
    index = bisect_right(places, opening.start())
    return places[index] + length if index < len(places) else 0


def _end_tag(markdown: str, start: int) -> int:
    match = _TAG.match(markdown, start) or _ADDRESS.match(markdown, start)
    return match.end() if match else _end_unseen(markdown, start)


def _end_unseen(markdown: str, start: int) -> int:
    """Return where the comment, instruction or declaration that begins at `start` ends, 0 where it is none."""
    for opening, closing in _UNSEEN.items():
        if markdown.startswith(opening, start):
            end = markdown.find(closing, start + len(opening))
            return end + len(closing) if end >= 0 else 0
    match = _DECLARATION.match(markdown, start)
    return match.end() if match else 0


def _is_blank(character: str) -> bool:
    return not character or character.isspace()


def _is_punctuation(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


@dataclass(slots=True)
class _Scanner:
    """One pass over the text; emphasis is paired afterwards, as CommonMark's appendix describes."""

    markdown: str
    output: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    dead: set[int] = field(default_factory=set)
    delimiters: list[_Delimiter] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    open_mark: int | None = None
    images: int = 0
    closers: dict[int, list[int]] = field(default_factory=dict)

    def scan(self) -> Visible:
        """Read all of the text."""
        self.closers = _index_backticks(self.markdown)
        readers = {"\\": self.read_escape, "`": self.read_code, "*": self.read_run, "_": self.read_run}
        readers |= {"=": self.read_run, "[": self.read_bracket, "!": self.read_image, "]": self.read_end}
        readers |= {"<": self.read_angle, "&": self.read_entity}
        position = 0
        while position < len(self.markdown):
            ordinary = _ORDINARY.match(self.markdown, position)
            read = readers[self.markdown[position]] if not ordinary else None
            position = read(position) if read else self.keep(position, ordinary.end() if ordinary else position + 1)
        self.pair_emphasis(0)
        return self.finish()

    def finish(self) -> Visible:
        """Leave out what turned out to be markup."""
        if not self.dead:
            return Visible("".join(self.output), tuple(self.offsets), tuple(self.marks), self.images)
        alive = [index for index in range(len(self.output)) if index not in self.dead]
        places = {index: place for place, index in enumerate(alive)}
        marks = []
        for start, end in self.marks:
            inside = [places[index] for index in range(start, end) if index in places]
            if inside:
                marks.append((inside[0], inside[-1] + 1))
        text = "".join(self.output[index] for index in alive)
        return Visible(text, tuple(self.offsets[index] for index in alive), tuple(marks), self.images)

    def keep(self, start: int, end: int) -> int:
        """Take characters as they are."""
        self.output.extend(self.markdown[start:end])
        self.offsets.extend(range(start, end))
        return end

    def put(self, text: str, offset: int) -> None:
        """Write characters that all come from one place."""
        self.output.extend(text)
        self.offsets.extend([offset] * len(text))

    def read_escape(self, position: int) -> int:
        """Take the character after a backslash as text; a backslash that ends a line breaks it."""
        following = self.markdown[position + 1 : position + 2]
        if following and following in ESCAPABLE:
            return self.keep(position + 1, position + 2)
        return position + 1 if following == "\n" else self.keep(position, position + 1)

    def read_code(self, position: int) -> int:
        """Keep the words of a code span literally."""
        opening = _BACKTICKS.match(self.markdown, position)
        if opening is None:
            return position + 1
        end = _end_code(opening, self.closers)
        if not end:
            return self.keep(position, opening.end())
        start, stop = opening.end(), end - len(opening[0])
        inner = self.markdown[start:stop]
        if inner[:1] in (" ", "\n") and inner[-1:] in (" ", "\n") and inner.strip():
            start, stop = start + 1, stop - 1
        self.keep(start, stop)
        return end

    def read_run(self, position: int) -> int:
        """Note a run of ``*``, ``_`` or ``=`` that may turn out to be markup."""
        run = _RUN.match(self.markdown, position)
        if run is None:
            return position + 1
        before, after = self.markdown[position - 1 : position], self.markdown[run.end() : run.end() + 1]
        start = len(self.output)
        self.keep(position, run.end())
        if run[0][0] == "=":
            self.pair_mark(run[0], start, before, after)
        else:
            self.note_delimiter(run[0], start, before, after)
        return run.end()

    def note_delimiter(self, run: str, start: int, before: str, after: str) -> None:
        """Work out which way a run leans (CommonMark 6.2)."""
        left = not _is_blank(after) and (not _is_punctuation(after) or _is_blank(before) or _is_punctuation(before))
        right = not _is_blank(before) and (not _is_punctuation(before) or _is_blank(after) or _is_punctuation(after))
        opens, closes = left, right
        if run[0] == "_":
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
        self.delimiters.append(_Delimiter(run[0], start, len(run), len(run), opens, closes))

    def pair_mark(self, run: str, start: int, before: str, after: str) -> None:
        """Open or close a mark; only two equals signs are one."""
        if len(run) != 2:
            return
        if self.open_mark is not None and not _is_blank(before) and start > self.open_mark + 2:
            self.dead.update((self.open_mark, self.open_mark + 1, start, start + 1))
            self.marks.append((self.open_mark + 2, start))
            self.open_mark = None
        elif not _is_blank(after):
            self.open_mark = start

    def read_bracket(self, position: int) -> int:
        """Open a link, or leave a footnote call out."""
        call = _FOOTNOTE_CALL.match(self.markdown, position)
        if call:
            return call.end()
        self.brackets.append(_Bracket(len(self.output), len(self.delimiters), is_image=False))
        return self.keep(position, position + 1)

    def read_image(self, position: int) -> int:
        """Open an image."""
        if self.markdown[position + 1 : position + 2] != "[" or self.markdown[position + 1 : position + 3] == "[^":
            return self.keep(position, position + 1)
        self.brackets.append(_Bracket(len(self.output), len(self.delimiters), is_image=True))
        return self.keep(position, position + 2)

    def read_end(self, position: int) -> int:
        """Close a link or an image; a bracket that is neither is text."""
        bracket = self.brackets.pop() if self.brackets else None
        link = _LINK_END.match(self.markdown, position + 1)
        if bracket is None or not bracket.is_active or not link:
            return self.keep(position, position + 1)
        if bracket.is_image:
            self.drop_image(bracket)
        else:
            self.pair_emphasis(bracket.delimiters)
            self.dead.add(bracket.output)
            for other in self.brackets:
                other.is_active = other.is_image
        return link.end()

    def drop_image(self, bracket: _Bracket) -> None:
        """There are no images in briefs: nothing of one is text."""
        self.dead.update(range(bracket.output, len(self.output)))
        del self.delimiters[bracket.delimiters :]
        self.images += 1

    def read_entity(self, position: int) -> int:
        """Put an entity's character in its place."""
        match = _ENTITY.match(self.markdown, position)
        if not match or (match[0][1] != "#" and match[0][1:] not in html5):
            return self.keep(position, position + 1)
        self.put(html.unescape(match[0]), position)
        return match.end()

    def read_angle(self, position: int) -> int:
        """Keep an address in angle brackets, leave a tag out, with a script's and a style's content."""
        address = _ADDRESS.match(self.markdown, position)
        if address:
            self.keep(position + 1, address.end() - 1)
            return address.end()
        tag = _TAG.match(self.markdown, position)
        if not tag:
            return _end_unseen(self.markdown, position) or self.keep(position, position + 1)
        name = tag[2].lower()
        if name in _BREAKING:
            self.put(" ", position)
        if name == "img":
            self.images += 1
        return self.skip_content(name, tag.end()) if name in _DROPPED and not tag[1] else tag.end()

    def skip_content(self, name: str, position: int) -> int:
        """Return where the element ends; one that is never closed hides the rest, as in a browser."""
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.markdown, position)
        return closing.end() if closing else len(self.markdown)

    def pair_emphasis(self, bottom: int) -> None:
        """Pair the runs noted since `bottom` and leave them out (CommonMark, "process emphasis")."""
        stack: list[_Delimiter] = []
        floors: dict[tuple[str, bool, int], int] = {}
        for closer in self.delimiters[bottom:]:
            key = (closer.character, closer.opens, closer.original % 3)
            while closer.closes and closer.length:
                index = self.find_opener(stack, closer, floors.get(key, 0))
                if index is None:
                    floors[key] = len(stack)
                    break
                self.join_pair(stack[index], closer)
                del stack[index + 1 if stack[index].length else index :]
                floors = {key: min(floor, len(stack)) for key, floor in floors.items()}
            if closer.opens and closer.length:
                stack.append(closer)
        del self.delimiters[bottom:]

    @staticmethod
    def find_opener(stack: list[_Delimiter], closer: _Delimiter, floor: int) -> int | None:
        """Return the nearest run that `closer` can close, searching down to `floor`."""
        for index in range(len(stack) - 1, min(floor, len(stack)) - 1, -1):
            opener = stack[index]
            if opener.character != closer.character:
                continue
            is_ambiguous = opener.closes or closer.opens
            if is_ambiguous and (opener.original + closer.original) % 3 == 0 and closer.original % 3:
                continue
            return index
        return None

    def join_pair(self, opener: _Delimiter, closer: _Delimiter) -> None:
        """Leave out one pair of delimiters, two characters each where both have them."""
        used = 2 if opener.length >= 2 and closer.length >= 2 else 1
        end = opener.start + opener.length
        self.dead.update(range(end - used, end))
        self.dead.update(range(closer.start, closer.start + used))
        opener.length -= used
        closer.start += used
        closer.length -= used
