"""Hostile pages, by the entry of the list of bad inputs that they are for."""

from ingest_pages import SENTENCE

PARAGRAPH = f"<p>{SENTENCE * 2}</p>"

#: Markup that is too deep, too long or never ends (B20–B32), and some of our own.
MARKUP = {
    "B20 divisions in a thousand divisions": "<div>" * 1_000 + PARAGRAPH,
    "B21 divisions in a hundred thousand": "<div>" * 100_000 + PARAGRAPH,
    "B22 brackets": PARAGRAPH + "[" * 100_000,
    "B23 marked sections never closed": "<![" * 20_000 + PARAGRAPH,
    "B24 links never closed": "<a " * 50_000 + PARAGRAPH,
    "B25 lists in lists": "<ul><li>" * 600 + "x" + PARAGRAPH,
    "B26 a line of a megabyte": f"<p>{'word ' * 200_000}</p>",
    "B27 a table of twenty thousand columns": f"<table><tr>{'<td>x</td>' * 20_000}</tr></table>{PARAGRAPH}",
    "B28 a cell over a million columns": "<table><tr><td colspan=1000000 rowspan=65000>x</td><td>y</td></tr>"
    f"<tr><td>1</td><td>2</td></tr></table>{PARAGRAPH}",
    "B29 ten thousand headings": f"<h2>Heading</h2>{PARAGRAPH}" * 10_000,
    "B30 a list that begins at 99999999999": f"{PARAGRAPH}<ol start=99999999999><li>{SENTENCE}</li></ol>{PARAGRAPH}",
    "B31 tags never closed": "<b><i><p><td>" * 5_000 + PARAGRAPH,
    "B32 ampersands": PARAGRAPH + "&" * 100_000,
    "spans in spans": "<span>" * 100_000 + PARAGRAPH,
    "tables in tables": "<table><tr><td>" * 3_000 + PARAGRAPH,
    "bold and italics": "<b><i>" * 20_000 + PARAGRAPH,
    "paragraphs of a letter": PARAGRAPH + "<p>x" * 20_000,
    "line breaks": PARAGRAPH + "x<br>" * 50_000,
    "bold lines": "<b>A heading line</b><br>" * 20_000 + PARAGRAPH,
    "bullets behind line breaks": f"<div>{'&#8226; An item of the list<br>' * 20_000}</div>{PARAGRAPH}",
    "notes": PARAGRAPH + "".join(f"<p id=fn{number}>[{number}] See above.</p>" for number in range(20_000)),
    "links": f"<h3><a href=/a>A headline of four words</a></h3>{PARAGRAPH}" * 5_000,
    "articles in articles": "<article>" * 20_000 + PARAGRAPH * 50,
    "articles beside articles": f"<article><h1>A headline of it</h1><p>1 May 2008</p>{PARAGRAPH}</article>" * 3_000,
    "a class of four hundred kilobytes": f'<p class="{"nav-" * 100_000}">x</p>{PARAGRAPH}',
    "brackets in JSON-LD": f'<script type="application/ld+json">{"[" * 100_000}</script>{PARAGRAPH}',
    "a title of three hundred kilobytes": f"<title>{'T' * 300_000}</title>{PARAGRAPH}",
}

#: Flattened text that is long, repetitive or crooked.
TEXT = {
    "words without end": "word " * 200_000,
    "a word of a megabyte": "x" * 1_000_000,
    "quotation marks": "“" * 300_000,
    "dates": "1 May 2008 " * 50_000,
    "commas": "a," * 200_000,
    "licences": "creative commons " * 30_000,
    "rights": "copyright © " * 30_000,
    "sentences without a line's end": SENTENCE * 10_000,
    "lines of a letter": "x\n" * 100_000,
    "the same sentence on forty thousand lines": f"{SENTENCE}\n" * 40_000,
    "pairs of headline and sentence": f"A headline of four words\n{SENTENCE}\n" * 10_000,
    "lists of stories": f"Read also\nA headline of four words\n{SENTENCE}\n" * 8_000,
    "notes": f"{SENTENCE[:-2]}.[1]\n" * 5_000 + "[1] See above, note 3.\n" * 20_000,
    "wrapped lines": ("words that a program wrapped at seventy columns as programs once did so\n" * 30_000),
    "wildcards' food": "read more " * 90 + "\n" + SENTENCE * 3,
    "colons": "a: b? " * 40_000,
}

#: Characters that hide, turn or mislead (C01–C12): the text, and a word of the doubt (`` where none is due).
CHARACTERS = {
    "C01 a direction turned in the title": ("The \u202etreaty\u202c of the lake", "U+202E"),
    "C02 isolates that never end": ("The \u2067lake \u2067and the hills", "U+2067"),
    "C03 a blank of no width in a word": ("The Or\u200bganisation of the lake", ""),
    "C05 characters of no shape": ("The lake\U000e0041\U000e0042 and the hills", "U+E0041"),
    "C06 a surrogate alone": ("The lake &#xD800; and the hills", ""),
    "C07 two thousand accents on a letter": ("The lake" + "\u0301" * 2_000 + " and the hills", ""),
    "C10 letters without a font": ("ทะเลสาบ 湖 🏞 and the hills", ""),
    "C11 text from right to left": ("قال الأمين العام إن المحادثات ستستأنف", ""),
    "C12 controls": ("The lake\x08\x1b and the hills", ""),
}
