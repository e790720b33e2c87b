"""The pieces that made-up pages are put together from: a story's body in several manners of markup, boxes, lists."""

import re
from collections.abc import Callable, Sequence
from html import escape
from random import Random

from pages_frames import Frame
from pages_stories import Block, Story

#: A piece of a frame that may stand between two paragraphs of a body.
Inset = Callable[[Story, Frame, Random], str]


def classes(name: str, rng: Random) -> str:
    """Vary a class name as sites do: bare, with a block's prefix, with a builder's hash."""
    forms = (name, f"c-{name}", f"{name} {name}--{rng.choice(('main', 'big', 'v2'))}", f"site-{name} js-{name}")
    return rng.choice(forms)


def hashed(rng: Random) -> str:
    """Make up a class name that tells nothing, as CSS-in-JS does."""
    return f"css-{rng.randrange(16**6):06x}"


def inline(text: str, rng: Random) -> str:
    """Write a paragraph's words with links, emphasis and footnote calls strewn in."""
    html = escape(text, quote=False)
    html = re.sub(r"\[(\d)\]", r'<sup><a href="#fn\1" id="ref\1">[\1]</a></sup>', html)
    words = html.split(" ")
    at = rng.randrange(max(1, len(words) - 2))
    if rng.random() < 0.3 and len(words) > 7 and "<" not in " ".join(words[at : at + 2]):
        mark = rng.choice(('<a href="/t/7">%s</a>', "<em>%s</em>", "<strong>%s</strong>", "<span>%s</span>"))
        words[at : at + 2] = [mark % " ".join(words[at : at + 2])]
    return " ".join(words)


def list_items(values: Sequence[str], rng: Random, tag: str = "ul") -> str:
    """Write a list of links."""
    rows = "".join(f'<li><a href="/{rng.randrange(999)}">{escape(value)}</a></li>' for value in values)
    return f"<{tag}>{rows}</{tag}>"


def in_paragraphs(story: Story, frame: Frame, rng: Random, insets: Sequence[Inset] = ()) -> str:
    """Write a body with the tags that are meant for it."""
    heading = rng.choice(("h2", "h3"))
    return _write(story, frame, rng, insets, lambda kind, text: _tag_block(kind, text, heading, rng))


def in_breaks(story: Story, frame: Frame, rng: Random, insets: Sequence[Inset] = ()) -> str:
    """Write a body as old pages do: running text cut by line breaks, bold headings."""
    return _write(story, frame, rng, insets, lambda kind, text: _break_block(kind, text, rng))


def in_divs(story: Story, frame: Frame, rng: Random, insets: Sequence[Inset] = ()) -> str:
    """Write a body of nothing but divisions, whose classes tell nothing."""
    name = hashed(rng)
    return _write(story, frame, rng, insets, lambda kind, text: _div_block(kind, text, name, rng))


def _write(story: Story, frame: Frame, rng: Random, insets: Sequence[Inset], write: Callable[[str, str], str]) -> str:
    pieces = [write(kind, text) for kind, text in _join_lists(story.blocks)]
    for inset in insets:
        pieces.insert(rng.randint(1, max(1, len(pieces) - 1)), inset(story, frame, rng))
    return "\n".join(pieces)


def _join_lists(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for kind, text in blocks:
        if joined and kind == joined[-1][0] and kind in {"ul", "ol", "note"}:
            joined[-1] = (kind, joined[-1][1] + "\n" + text)
        else:
            joined.append((kind, text))
    return joined


def _tag_block(kind: str, text: str, heading: str, rng: Random) -> str:
    if kind == "h":
        return f"<{heading}>{escape(text)}</{heading}>"
    if kind == "q":
        return f"<blockquote><p>{inline(text, rng)}</p></blockquote>"
    if kind in {"ul", "ol"}:
        return f"<{kind}>" + "".join(f"<li>{inline(item, rng)}</li>" for item in text.split("\n")) + f"</{kind}>"
    if kind == "table":
        rows = [row.split(";") for row in text.split("|")]
        return "<table>" + "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows) + "</table>"
    if kind == "note":
        return f'<hr><{(tag := rng.choice(("ol", "div")))} class="footnotes">{_tag_notes(text, tag)}</{tag}>'
    return f"<p>{inline(text, rng)}</p>"


def _tag_notes(text: str, tag: str) -> str:
    notes = [note.split("|", 1) for note in text.split("\n")]
    if tag == "ol":
        return "".join(f'<li id="fn{n}">{escape(words)} <a href="#ref{n}">↩</a></li>' for n, words in notes)
    return "".join(f'<p id="fn{n}"><a href="#ref{n}">[{n}]</a> {escape(words)}</p>' for n, words in notes)


def _break_block(kind: str, text: str, rng: Random) -> str:
    if kind == "h":
        return f"<b>{escape(text)}</b><br><br>"
    if kind in {"ul", "ol"}:
        return "".join(f"&#8226; {escape(item)}<br>" for item in text.split("\n")) + "<br>"
    if kind == "note":
        return "".join("[{}] {}<br>".format(*note.split("|", 1)) for note in text.split("\n"))
    if kind == "table":
        return _tag_block(kind, text, "h3", rng) + "<br>"
    return f"{inline(text, rng)}<br><br>"


def _div_block(kind: str, text: str, name: str, rng: Random) -> str:
    if kind == "h":
        return f'<div class="{hashed(rng)}"><span><strong>{escape(text)}</strong></span></div>'
    if kind in {"table", "ul", "ol"}:
        return f'<div class="{name}">{_tag_block(kind, text, "h3", rng)}</div>'
    if kind == "note":
        return "".join('<div class="{}">[{}] {}</div>'.format(name, *note.split("|", 1)) for note in text.split("\n"))
    return f'<div class="{name}"><div>{inline(text, rng)}</div></div>'


# Insets: what sites put between the paragraphs of a story.


def figure(story: Story, frame: Frame, rng: Random) -> str:
    """A picture with its caption."""
    return f'<figure><img src="a.jpg" alt=""><figcaption>{escape(rng.choice(frame.captions))}</figcaption></figure>'


def plain_caption(story: Story, frame: Frame, rng: Random) -> str:
    """A picture whose caption is a division."""
    return (
        f'<div class="image"><img src="b.jpg"><div class="image__text">{escape(rng.choice(frame.captions))}</div></div>'
    )


def related_box(story: Story, frame: Frame, rng: Random) -> str:
    """A box with links to other stories."""
    links = [headline for headline, _ in frame.draw("teasers", 3, rng)]
    head = escape(rng.choice(frame.related))
    return f'<div class="{classes("related", rng)}"><h4>{head}</h4>{list_items(links, rng)}</div>'


def related_line(story: Story, frame: Frame, rng: Random) -> str:
    """A paragraph that is a link to another story."""
    headline, _ = rng.choice(frame.teasers)
    return f'<p><strong>{escape(frame.related[0])}: <a href="/s/1">{escape(headline)}</a></strong></p>'


def teaser_card(story: Story, frame: Frame, rng: Random) -> str:
    """A card with another story's headline and summary."""
    headline, summary = rng.choice(frame.teasers)
    return (
        f'<a class="{hashed(rng)}" href="/s/2"><div>{escape(frame.related[1])}</div><div>{escape(headline)}</div>'
        f"<div>{escape(summary)}</div></a>"
    )


def advert(story: Story, frame: Frame, rng: Random) -> str:
    """An advertisement's label and slot."""
    return f'<div class="{classes("ad", rng)}"><span>{escape(frame.nags[-1] if story.language == "en" else frame.nags[0])}</span></div>'


def nag(story: Story, frame: Frame, rng: Random) -> str:
    """A box that asks for money or a subscription."""
    words = "".join(
        f"<p>{escape(line)}</p>" for line in (*frame.draw("nags", 2, rng), *frame.draw("subscribe", 2, rng))
    )
    return f'<div class="{rng.choice((hashed(rng), "piano-inline", "newsletter-box"))}">{words}</div>'


def pull_quote(story: Story, frame: Frame, rng: Random) -> str:
    """A sentence of the story, said again in large letters."""
    long = [text for kind, text in story.blocks if kind == "p" and len(text) > 120] or [story.blocks[0][1]]
    sentence = re.split(r"(?<=[.!?])\s", rng.choice(long))[0]
    return f'<aside class="pullquote"><p>{escape(sentence)}</p></aside>'


INSETS: tuple[Inset, ...] = (figure, plain_caption, related_box, related_line, advert, nag, pull_quote)


def share_bar(frame: Frame, rng: Random) -> str:
    """The buttons for passing a story on."""
    return f'<div class="{classes("share", rng)}">{list_items(frame.draw("share", 6, rng), rng)}</div>'


def menu_bar(frame: Frame, rng: Random) -> str:
    """A site's menu."""
    tag = rng.choice(("nav", "div", "header"))
    return f'<{tag} class="{classes("menu", rng)}">{list_items(frame.draw("menu", 14, rng), rng)}</{tag}>'


def teaser_list(frame: Frame, rng: Random, most: int = 5, tag: str = "div") -> str:
    """Other stories with their summaries."""
    rows = "".join(
        f'<{tag}><h3><a href="/n/{rng.randrange(99)}">{escape(headline)}</a></h3><p>{escape(summary)}</p></{tag}>'
        for headline, summary in frame.draw("teasers", most, rng)
    )
    return f"<h2>{escape(rng.choice(frame.related))}</h2>{rows}"


def comment_list(frame: Frame, rng: Random) -> str:
    """What readers wrote."""
    rows = "".join(f"<li><b>{escape(who)}</b><p>{escape(words)}</p></li>" for who, words in frame.comments)
    return f'<div id="comments" class="comments-area"><h3>{frame.comments_head} (3)</h3><ol>{rows}</ol></div>'


def page_footer(frame: Frame, rng: Random) -> str:
    """The end of a page."""
    return f"<footer>{''.join(f'<p>{escape(line)}</p>' for line in frame.draw('footer', 7, rng))}</footer>"


def page_head(story: Story, frame: Frame, rng: Random) -> str:
    """A page's head, with more or less in it."""
    metas = (
        f'<meta property="og:title" content="{escape(story.title)}">',
        f'<meta property="og:site_name" content="{escape(frame.site)}">',
        '<meta name="description" content="News and views">',
    )
    kept = "".join(meta for meta in metas if rng.random() < 0.6)
    return f'<head><meta charset="utf-8"><title>{escape(story.title)} | {escape(frame.site)}</title>{kept}</head>'
