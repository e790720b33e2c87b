"""Made-up pages after the layouts of real ones: each puts a story in the frame of some kind of site."""

from collections.abc import Callable
from html import escape
from random import Random

from pages_frames import Frame
from pages_markup import (
    INSETS,
    advert,
    classes,
    comment_list,
    figure,
    hashed,
    in_breaks,
    in_divs,
    in_paragraphs,
    list_items,
    menu_bar,
    nag,
    page_footer,
    page_head,
    plain_caption,
    pull_quote,
    related_box,
    related_line,
    share_bar,
    teaser_card,
    teaser_list,
)
from pages_stories import STORIES, Story

Layout = Callable[[Story, Frame, Random], str]


def _page(story: Story, frame: Frame, rng: Random, body: str) -> str:
    return f'<!DOCTYPE html><html lang="{story.language}">{page_head(story, frame, rng)}<body>{body}</body></html>'


def _byline(story: Story, tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in (story.author, story.date) if text)


def wordpress(story: Story, frame: Frame, rng: Random) -> str:
    """A blog: entry content, sharing buttons, related posts, comments, a sidebar of widgets."""
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<div id="content" class="site-content"><main>
<article class="post hentry"><header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1>
<div class="entry-meta">{_byline(story, "span")}</div></header><div class="entry-content">
{in_paragraphs(story, frame, rng, (figure,))}<div class="sharedaddy"><h3>{frame.share[0]}</h3>{share_bar(frame, rng)}</div>
<div id="jp-relatedposts">{teaser_list(frame, rng, 3)}</div></div></article>{comment_list(frame, rng)}</main>
<aside class="widget-area"><section class="widget">{teaser_list(frame, rng)}</section><section class="widget">
{list_items(frame.tags, rng)}</section></aside></div>{page_footer(frame, rng)}""",
    )


def drupal(story: Story, frame: Frame, rng: Random) -> str:
    """A ministry's or institute's site: regions, fields, views blocks."""
    return _page(
        story,
        frame,
        rng,
        f"""<div class="region region-header">{menu_bar(frame, rng)}</div>
<div class="region region-content"><div class="block-system-main"><div class="node node--type-news"><h1 class="page-header">
<span>{escape(story.title)}</span></h1><div class="field field--name-created">{story.date}</div><div class="field field--name-body
field--type-text-with-summary">{in_paragraphs(story, frame, rng, (related_box,))}</div>
<div class="field field--name-field-tags">{list_items(frame.tags, rng)}</div></div></div></div>
<div class="region region-sidebar-second"><div class="views-element-container">{teaser_list(frame, rng, 4)}</div></div>
{page_footer(frame, rng)}""",
    )


def old_tables(story: Story, frame: Frame, rng: Random) -> str:
    """A page of the nineties: nested tables, font tags, line breaks."""
    menu = "".join(
        f'<tr><td><a href="/{i}"><font size=1>{name}</font></a></td></tr>'
        for i, name in enumerate(frame.draw("menu", 12, rng))
    )
    news = "".join(f"<tr><td><b>{a}</b><br><font size=1>{b}</font></td></tr>" for a, b in frame.draw("teasers", 4, rng))
    return f"""<html><head><title>{story.title}</title></head><body bgcolor=white><table width=100% border=0><tr><td colspan=3>
<font size=5>{frame.site}</font></td></tr><tr><td width=150 valign=top><table>{menu}</table></td><td valign=top><font size=4><b>
{story.title}</b></font><br><font size=1>{story.date}</font><br><br>{in_breaks(story, frame, rng)}</td>
<td width=180 valign=top><table>{news}</table></td></tr><tr><td colspan=3 align=center><font size=1>{frame.footer[-2]}</font>
</td></tr></table></body></html>"""


def amp(story: Story, frame: Frame, rng: Random) -> str:
    """The fast copy of a news page."""
    return _page(
        story,
        frame,
        rng,
        f"""<amp-sidebar id="sidebar"><ul>{list_items(frame.draw("menu", 10, rng), rng)}</ul></amp-sidebar>
<header class="amp-header"><a href="/">{frame.site}</a></header><article class="amp-article"><h1>{escape(story.title)}</h1>
<div class="amp-meta">{_byline(story, "div")}</div><amp-social-share type="x"></amp-social-share><div class="amp-content">
{in_paragraphs(story, frame, rng, (advert,))}</div></article><amp-list>{teaser_list(frame, rng, 3)}</amp-list>
{page_footer(frame, rng)}""",
    )


def live_blog(story: Story, frame: Frame, rng: Random) -> str:
    """A live blog: each paragraph an entry with its time."""
    entries = "".join(
        f'<div class="liveblog-entry"><time>{8 + at}:{rng.randrange(60):02d}</time><p>{escape(text.replace("|", " "))}</p></div>'
        for at, (kind, text) in enumerate(story.blocks)
        if kind == "p"
    )
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<main><h1>{escape(story.title)}</h1>{_byline(story)}
{share_bar(frame, rng)}<section class="liveblog">{entries}</section></main><aside>{teaser_list(frame, rng)}</aside>
{page_footer(frame, rng)}""",
    )


def div_soup(story: Story, frame: Frame, rng: Random) -> str:
    """A page built by a script framework: divisions with hashed class names only."""
    menu = "".join(
        f'<div class="{hashed(rng)}"><a href="/{i}">{name}</a></div>'
        for i, name in enumerate(frame.draw("menu", 12, rng))
    )
    cards = "".join(teaser_card(story, frame, rng) for _ in range(5))
    return _page(
        story,
        frame,
        rng,
        f"""<div id="__next"><div class="{hashed(rng)}">{menu}</div><div class="{hashed(rng)}">
<div class="{hashed(rng)}">{escape(story.title)}</div><div class="{hashed(rng)}">{_byline(story, "div")}</div>
<div class="{hashed(rng)}">{in_divs(story, frame, rng, (plain_caption, teaser_card))}</div></div>
<div class="{hashed(rng)}">{cards}</div><div class="{hashed(rng)}">{"".join(f"<div>{x}</div>" for x in frame.footer)}</div></div>""",
    )


def news_portal(story: Story, frame: Frame, rng: Random) -> str:
    """A Cyrillic news portal: currency, a feed beside the text, an inset to read too, a tag cloud, an address for misprints."""
    feed = "".join(
        f'<div class="feed-item"><span>{9 + i}:1{i}</span> <a href="/{i}">{a}</a></div>'
        for i, (a, _) in enumerate(frame.teasers)
    )
    lines = "".join(f"<div>{escape(text)}</div>" for text in frame.nags)
    return _page(
        story,
        frame,
        rng,
        f"""<div class="top-informer">{"".join(f"<span>{x}</span> " for x in frame.menu[10:])}</div>
{menu_bar(frame, rng)}<div class="left-col">{feed}</div><div class="content"><div class="breadcrumbs"><a href="/">{frame.menu[0]}</a> /
<a href="/r">{frame.rubrics[0]}</a></div><h1>{escape(story.title)}</h1><div class="news-date">{story.date}</div>
<div class="news-text">{in_paragraphs(story, frame, rng, (related_line, figure))}</div>{lines}<div class="tag-cloud">
{"".join(f'<a href="/tag/{i}">{x}</a> ' for i, x in enumerate(frame.tags))}</div>{share_bar(frame, rng)}</div>
<div class="right-col">{teaser_list(frame, rng, 6)}</div>{page_footer(frame, rng)}""",
    )


def government(story: Story, frame: Frame, rng: Random) -> str:
    """A government portal: accessibility panel, languages, contacts, one narrow column."""
    panel = "".join(f"<button>{x}</button>" for x in ("A", "A+", "A++"))
    return _page(
        story,
        frame,
        rng,
        f"""<div class="accessibility">{panel}</div>{menu_bar(frame, rng)}<section class="press-release">
<div class="article__header"><h1>{escape(story.title)}</h1><span>{story.date}</span></div><div class="article__body">
<div>{in_paragraphs(story, frame, rng)}</div></div></section><div class="contacts"><p>{escape(frame.about)}</p>
<p>8 (7172) 74-00-00</p><p>press@example.org</p></div>{list_items([a for a, _ in frame.teasers], rng)}{page_footer(frame, rng)}""",
    )


def un_release(story: Story, frame: Frame, rng: Random) -> str:
    """A press release of an international organisation: symbol, rubric, "for information media"."""
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<div id="main-content"><div class="symbol">GA/12{rng.randrange(99)}</div>
<div>{story.date}</div><h1>{escape(story.title)}</h1><div class="body">{in_paragraphs(story, frame, rng)}</div>
<div class="disclaimer"><em>For information media. Not an official record.</em></div></div><div class="more">{teaser_list(frame, rng, 3)}
</div>{page_footer(frame, rng)}""",
    )


def think_tank(story: Story, frame: Frame, rng: Random) -> str:
    """An institute's paper: notes, the author's life, other publications."""
    bio = (
        f'<div class="author-bio"><h4>About the author</h4><p>{escape(frame.about)}</p></div>'
        if story.language == "en"
        else ""
    )
    return _page(
        story,
        frame,
        rng,
        f"""<header>{menu_bar(frame, rng)}</header><div class="container"><div class="publication">
<div class="pub-type">{frame.rubrics[2 % len(frame.rubrics)]}</div><h1>{escape(story.title)}</h1>{_byline(story, "div")}
<a class="btn" href="/a.pdf">PDF (1.2 MB)</a><div class="rich-text">{in_paragraphs(story, frame, rng, (pull_quote,))}</div>{bio}</div>
<div class="grid">{teaser_list(frame, rng, 4, "article")}</div></div>{page_footer(frame, rng)}""",
    )


def cookie_wall(story: Story, frame: Frame, rng: Random) -> str:
    """A page behind a notice about cookies, which stands first in the file."""
    wall = "".join(f"<p>{escape(text)}</p>" for text in frame.cookies)
    return _page(
        story,
        frame,
        rng,
        f"""<div class="{rng.choice(("cmp-wrapper", "qc-cmp2-container", "cookie-wall"))}" role="dialog">{wall}</div>
{menu_bar(frame, rng)}<article><h1>{escape(story.title)}</h1>{_byline(story)}{in_paragraphs(story, frame, rng, (nag, figure))}</article>
{page_footer(frame, rng)}""",
    )


def endless(story: Story, frame: Frame, rng: Random) -> str:
    """A page that goes on with the next story when the reader comes to the end."""
    others = [other for other in STORIES if other.language == story.language and other is not story]
    other = rng.choice(others)
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<div class="feed"><article class="story" data-index="0">
<h1>{escape(story.title)}</h1>{_byline(story)}{share_bar(frame, rng)}{in_paragraphs(story, frame, rng, (advert,))}</article>
<article class="story" data-index="1"><h1>{escape(other.title)}</h1>{_byline(other)}{share_bar(frame, rng)}
{in_paragraphs(other, frame, rng)}</article></div>{page_footer(frame, rng)}""",
    )


def broadcaster(story: Story, frame: Frame, rng: Random) -> str:
    """A broadcaster's page: captions, boxes of related stories and pull quotes inside the body, top stories after it."""
    return _page(
        story,
        frame,
        rng,
        f"""<header role="banner">{menu_bar(frame, rng)}</header><main id="main-content"><article>
<header><h1 id="main-heading">{escape(story.title)}</h1><div>{_byline(story, "span")}</div></header>
{in_paragraphs(story, frame, rng, (figure, related_box, pull_quote, figure, nag))}</article>
<section aria-label="{frame.related[1]}">{teaser_list(frame, rng, 6)}</section></main>{page_footer(frame, rng)}""",
    )


def print_version(story: Story, frame: Frame, rng: Random) -> str:
    """A page for the printer: hardly any frame."""
    return f"""<html><head><title>{story.title}</title></head><body onload="window.print()"><div>{frame.site}</div><hr><h1>{story.title}</h1>
<p><small>{story.date}</small></p>{in_paragraphs(story, frame, rng)}<hr><p><small>Source URL: http://courier.example/node/71</small></p>
</body></html>"""


def blogspot(story: Story, frame: Frame, rng: Random) -> str:
    """A blog with its text in one division, and a long archive beside it."""
    months = [
        f"{month} ({rng.randrange(1, 30)})" for month in ("2019", "2018", "December", "November", "October", "2017")
    ]
    return _page(
        story,
        frame,
        rng,
        f"""<div class="main section"><h2 class="date-header">{story.date}</h2><div class="post hentry">
<h3 class="post-title">{escape(story.title)}</h3><div class="post-body entry-content" itemprop="articleBody">
{in_breaks(story, frame, rng)}</div><div class="post-footer">{list_items(frame.tags, rng)}</div></div>{comment_list(frame, rng)}</div>
<div class="sidebar section">{list_items(months, rng)}{list_items([a for a, _ in frame.teasers], rng)}</div>""",
    )


def teasers_first(story: Story, frame: Frame, rng: Random) -> str:
    """A page that shows five other stories with their summaries before its own."""
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<div class="top">{teaser_list(frame, rng, 5)}</div>
<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{escape(story.title)}</h1>{_byline(story)}
<div itemprop="articleBody">{in_paragraphs(story, frame, rng, (figure,))}</div></div>{share_bar(frame, rng)}
<div class="bottom">{teaser_list(frame, rng, 3)}</div>{page_footer(frame, rng)}""",
    )


def opinions_beside(story: Story, frame: Frame, rng: Random) -> str:
    """A page with other authors' texts in a column beside, longer than a short story."""
    columns = "".join(
        f"<div><h4>{escape(a)}</h4><p>{escape(b)} {escape(c)}</p></div>"
        for (a, b), (_, c) in zip(frame.teasers, frame.comments, strict=False)
    )
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<div class="row"><div class="col-8"><h1>{escape(story.title)}</h1>{_byline(story)}
{in_paragraphs(story, frame, rng, (rng.choice(INSETS),))}</div><div class="col-4"><h3>{frame.rubrics[-1]}</h3>{columns}</div></div>
{page_footer(frame, rng)}""",
    )


def joomla(story: Story, frame: Frame, rng: Random) -> str:
    """A Joomla site: article info, tools, pager."""
    return _page(
        story,
        frame,
        rng,
        f"""<div id="top">{menu_bar(frame, rng)}</div><div class="item-page"><h2>{escape(story.title)}</h2>
<dl class="article-info"><dt>Details</dt><dd>Written by {story.author or "Super User"}</dd><dd>Category: {frame.rubrics[0]}</dd>
<dd>Published: {story.date}</dd><dd>Hits: 3071</dd></dl>{in_paragraphs(story, frame, rng)}<ul class="pager"><li><a href="/1">Prev</a></li>
<li><a href="/2">Next</a></li></ul></div><div class="moduletable"><h3>{frame.related[-1]}</h3>{list_items([a for a, _ in frame.teasers], rng)}
</div>{page_footer(frame, rng)}""",
    )


def agency(story: Story, frame: Frame, rng: Random) -> str:
    """An agency's page: text blocks as divisions, each followed by its own tools."""
    return _page(
        story,
        frame,
        rng,
        f"""<div class="page">{menu_bar(frame, rng)}<div class="layout-article"><div class="article__title">
{escape(story.title)}</div><div class="article__info-date">{story.date}</div>
<div class="article__body">{in_divs(story, frame, rng, (related_box, plain_caption))}</div>{share_bar(frame, rng)}
<div class="article__tags">{list_items(frame.tags, rng)}</div></div><div class="lenta">{list_items([a for a, _ in frame.teasers], rng)}</div>
{comment_list(frame, rng)}</div>{page_footer(frame, rng)}""",
    )


def nbsp_indented(story: Story, frame: Frame, rng: Random) -> str:
    """A page whose paragraphs are indented with hard blanks, in spans in fonts."""
    body = "".join(
        f'<p><span style="font-family:Times"><font>&nbsp;&nbsp;&nbsp;&nbsp;{escape(text)}</font></span></p>'
        for kind, text in story.blocks
        if kind == "p"
    )
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<div id="wrap"><span class="title">{escape(story.title)}</span>
<span id="pubtime">{story.date}</span><span id="content">{body}</span><div>[ Editor: huang ]</div></div>
{list_items([a for a, _ in frame.teasers], rng)}{page_footer(frame, rng)}""",
    )


def speech(story: Story, frame: Frame, rng: Random) -> str:
    """An organisation's speech page: "last updated", languages, downloads, related videos."""
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<ul class="lang"><li>English</li><li>French</li><li>Russian</li></ul>
<div class="col-main"><ul class="meta"><li>{story.date}</li><li>Last updated: 14 Sep. 2013 10:22</li></ul><h1>{escape(story.title)}</h1>
<section class="content">{in_paragraphs(story, frame, rng)}</section><h3>Related videos</h3><div>{list_items(["Opening statement, part 1", "Questions and answers"], rng)}
</div></div>{page_footer(frame, rng)}""",
    )


def encyclopedia(story: Story, frame: Frame, rng: Random) -> str:
    """A wiki's page: an infobox, edit links, categories."""
    body = in_paragraphs(story, frame, rng).replace(
        "</h2>", ' <span class="mw-editsection">[<a href="/e">edit</a>]</span></h2>'
    )
    return _page(
        story,
        frame,
        rng,
        f"""<div id="mw-navigation">{list_items(frame.draw("menu", 9, rng), rng)}</div><div id="content" class="mw-body">
<h1 id="firstHeading">{escape(story.title)}</h1><div id="siteSub">From {frame.site}</div><div id="mw-content-text">{body}</div>
<div id="catlinks">{list_items(frame.tags, rng)}</div></div>{page_footer(frame, rng)}""",
    )


def widgets_between(story: Story, frame: Frame, rng: Random) -> str:
    """A page with every kind of inset in its body."""
    return _page(
        story,
        frame,
        rng,
        f"""{menu_bar(frame, rng)}<div class="{classes("story", rng)}"><h1>{escape(story.title)}</h1>{_byline(story)}
{in_paragraphs(story, frame, rng, INSETS)}</div><div class="after">{teaser_list(frame, rng, 3)}{comment_list(frame, rng)}</div>
{page_footer(frame, rng)}""",
    )


def mail_letter(story: Story, frame: Frame, rng: Random) -> str:
    """A newsletter's web copy: tables all the way down."""
    body = in_paragraphs(story, frame, rng)
    return _page(
        story,
        frame,
        rng,
        f"""<table width="600"><tr><td>View this email in your browser</td></tr><tr><td><table><tr><td><h1>
{escape(story.title)}</h1></td></tr><tr><td>{body}</td></tr></table></td></tr><tr><td>
{"".join(f"<p>{escape(x)}</p>" for x in frame.subscribe[:2])}<p>Unsubscribe | Update preferences</p><p>{frame.footer[-3]}</p></td></tr></table>""",
    )


LAYOUTS: tuple[Layout, ...] = (
    wordpress,
    drupal,
    old_tables,
    amp,
    live_blog,
    div_soup,
    news_portal,
    government,
    un_release,
    think_tank,
    cookie_wall,
    endless,
    broadcaster,
    print_version,
    blogspot,
    teasers_first,
    opinions_beside,
    joomla,
    agency,
    nbsp_indented,
    speech,
    encyclopedia,
    widgets_between,
    mail_letter,
)
#: Layouts that show a story's paragraphs only.
ONLY_PARAGRAPHS = frozenset({"live_blog", "nbsp_indented"})
