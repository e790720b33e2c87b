"""Blocks that several pages of one site have: its menus, boxes and notices, told from text by their repetition.

How a run uses it: read each page without knowing (`ingest.draft.read_page`); for each site (`name_site`) count
on how many pages each key (`list_keys`) stands; ask `find_repeated`; read again, with
``PageOptions(repeated=…)``, those drafts that keep such a block. Keys are short and stable, so that counts can be
kept between runs. Pure functions.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from briefgen.ingest.identity import name_host
from briefgen.ingest.lines import fold_words
from briefgen.ingest.page import Draft

#: On fewer pages than this a block may be one story told twice.
_LEAST_PAGES = 3
#: Of the site's pages, this share has a block that belongs to the site; a section of it may be small.
_LEAST_SHARE = 0.02
#: In lines of up to this many words numbers are counters ("1204 views"): they do not make two lines differ.
_COUNTER_WORDS = 12
#: Only so much of a block is compared: what is dropped is not kept at any length.
_LONGEST_COMPARED = 1500
_KEY_BYTES = 6
_NUMBER = re.compile(r"\d+")
_MIRROR = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


@lru_cache(maxsize=4096)  # the menus of a site are the same on all its pages
def make_key(text: str) -> str:
    """Return a block's key: twelve hexadecimal digits of its folded words; "" for a text without words."""
    words = fold_words(text[:_LONGEST_COMPARED])
    if len(words.split()) <= _COUNTER_WORDS:
        words = _NUMBER.sub("0", words)
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=_KEY_BYTES).hexdigest() if words else ""


def list_keys(draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the keys of a page's blocks, each once, in the page's order: of its text's, and of what was dropped only."""
    kept = dict.fromkeys(make_key(block.text) for block in draft.blocks)
    dropped = dict.fromkeys(make_key(one.text) for one in draft.dropped)
    return tuple(filter(None, kept)), tuple(key for key in dropped if key and key not in kept)


def name_site(draft: Draft) -> str:
    """Name the site a page is of: its address's host without "www.", else its publisher, folded.

    "" where the page tells neither: then the folder that the files came from is the next best thing.
    """
    return _MIRROR.sub("", name_host(draft.url)) or fold_words(str(draft.fields.get("publisher", "")))


def find_repeated(counts: Mapping[str, int], pages: int) -> frozenset[str]:
    """Return the keys that belong to a site: on three of its pages at least, and on one in fifty.

    `counts` tells on how many pages of the site each key stands, `pages` how many pages of it were read.
    """
    least = max(_LEAST_PAGES, _LEAST_SHARE * pages)
    return frozenset(key for key, count in counts.items() if count >= least)
