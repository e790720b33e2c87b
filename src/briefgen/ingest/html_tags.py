"""HTML's elements, by what they do to a page's text."""

#: Elements whose content is never text of the page.
SILENT = frozenset(
    {"script", "style", "template", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "map", "head"}
    | {"input", "progress", "meter", "title"}
)
#: Elements whose content a reader sees only sometimes, and why it is left out.
ASIDE = {
    "noscript": "shown without scripts only",
    "select": "form",
    "datalist": "form",
    "option": "form",
    "optgroup": "form",
    "textarea": "form",
    "dialog": "dialogue",
}
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
    }
    | {"i", "img", "ins", "kbd", "label", "mark", "math", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small"}
    | {"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
BOLD = frozenset({"b", "strong"})
LISTS = frozenset({"ul", "ol"})
KINDS = {"p": "paragraph", "pre": "paragraph", "dd": "paragraph", "figcaption": "caption", "caption": "caption"}
