"""What edits put into a project's files: right and wrong values of every kind of file."""

from small_project import NEWER, SHA

from own_pages import MARKED

WORDS = ("toll", "bridge", "league", "union", "treaty", "ferry", "pier", "council", "mended", "closed", "valley")
TAGS = ("org/league", "org/union", "theme/tolls", "theme/bridges", "theme/treaty", "place/port", "org/union/council")
FIELDS = (
    "[credibility:: 1]",
    "[credibility:: 5]",
    "[key:: yes]",
    "[date:: 2012]",
    "[date:: 2015-06-01]",
    "[actor:: org/union]",
    "[actor:: org/league]",
    "[stance:: for]",
    "[stance:: against towards theme/tolls]",
    "[speaker:: Anna Berg]",
    "[speaker:: Ivo Holt]",
    "[speaker:: Nobody Known]",
    "[tlp:: TLP:GREEN]",
    "[tlp:: TLP:RED]",
    "[note:: a note of the analyst]",
    "[translation:: in other words]",
    "[event:: The event]",
    "[text:: summary]",
    "[unknown:: key]",
)
FRONT = (
    ("issued", "2010"),
    ("issued", "2019-12-31"),
    ("issued", "2021"),
    ("issued", "2031"),
    ("issued", None),
    ("tlp", "TLP:AMBER"),
    ("tlp", "TLP:RED"),
    ("tlp", "TLP:CLEAR"),
    ("tlp", "TLP:BLUE"),
    ("tlp", None),
    ("status", "withdrawn"),
    ("status", None),
    ("withdrawn", "{date: 2014-01-01, reason: it was wrong}"),
    ("formerly", "[bridges]"),
    ("formerly", "[toll-story, dogovor]"),
    ("formerly", None),
    ("same_as", "[holt-2014]"),
    ("same_as", "[bridges, undated]"),
    ("same_as", None),
    ("not_same_as", "[toll-story]"),
    ("not_same_as", None),
    ("reliability", "A"),
    ("reliability", "F"),
    ("reliability", None),
    ("title", "Another title"),
    ("title", None),
    ("publisher", "River Daily"),
    ("publisher", None),
    ("author", "[Jane Doe, Max Roe]"),
    ("language", "ru"),
    ("text", "summary"),
    ("text", None),
    ("tags", "[theme/bridges]"),
    ("tags", "[org/league, theme/tolls]"),
    ("tags", None),
    ("rights", "{licence: CC-BY-4.0, holder: River Daily, max_quote_words: 10}"),
    ("original", f"{{name: page.html, sha256: {SHA}}}"),
    ("original", f"{{name: page.html, sha256: {NEWER}}}"),
    ("original", None),
    ("x-mine", "anything"),
    ("isued", "2010"),
    ("same_as", "[bridges, toll-story]"),
)
TOPIC_FRONT = (
    ("query", "tag:theme/treaty"),
    ("query", "tag:theme/bridges OR ferry"),
    ("query", "tag:org/leage"),
    ("query", "tag:region/valley"),
    ("query", "speaker:berg"),
    ("query", "reliability:[A TO B]"),
    ("query", "issued:[2010 TO 2013]"),
    ("query", "tlp:red OR status:withdrawn"),
    ("query", "source:bridges"),
    ("query", "proof:exact"),
    ("query", "carts AND"),
    ("query", "title:bridges"),
    ("cutoff", "2012-06"),
    ("cutoff", "2018"),
    ("cutoff", None),
    ("tlp", "TLP:RED"),
    ("tlp", "TLP:CLEAR"),
    ("tlp", None),
    ("template", "note"),
    ("template", "dossier"),
    ("template", "card"),
    ("template", "nowhere"),
    ("template", None),
    ("language", "kk"),
    ("language", None),
    ("title", "A title anew"),
    ("pin", "[bridges^ferry]"),
    ("pin", "[holt-2014^keep, gone^one]"),
    ("pin", None),
    ("exclude", "[toll-story^story, bridges^south]"),
    ("exclude", "[toll-copy]"),
    ("exclude", None),
    ("recipients", "[desk]"),
    ("recipients", "[everyone, press]"),
    ("recipients", None),
    ("sections", "[{heading: Mine, kind: excerpts, limit: 1}, {heading: Gaps, kind: gaps}]"),
    ("sections", "[{heading: All, kind: excerpts, whole_corpus: true, limit: 4}]"),
    ("sections", "[{heading: New, kind: changes}, {heading: Where, kind: positions, actors: [org/union/council]}]"),
)
JUDGEMENTS = (
    "- The league will pay. [@holt-2014^keep] [likelihood:: likely] [confidence:: low, one]",
    "- Nobody will pay. [@missing-paper^one] [likelihood:: unlikely]",
    "- The paper says so. [@new-1]",
    "- It was so once. [@dogovor^sovet] [likelihood:: very likely]",
    "- The valley is quiet. [@undated^share; @bridges^sails] [tlp:: TLP:AMBER]",
    "- The taken back report errs. [@withdrawn^forty]",
    "Words without a citation.",
    "- Reviewed. [@bridges^south] [reviewed:: 2026-10-30 ffffff] ^old",
)
VOCABULARY = (
    ("theme/tolls", "theme/tolls: {label: Tolls, aliases: [toll*, paid]}"),
    ("theme/tolls", "theme/tolls: {label: Tolls and dues, aliases: [toll*]}"),
    ("theme/tolls", "theme/tolls: {label: Tolls, aliases: []}"),
    ("theme/bridges", "theme/bridges: {label: Bridges, aliases: [bridge*], implies: [theme/tolls]}"),
    ("theme/bridges", "theme/spans: {label: Bridges, aliases: [bridge*, ferry]}"),
    ("theme/treaty", "theme/treaty: {label: {en: Treaties, ru: Договоры}, aliases: [treaty, договор*]}"),
    ("place/port", "place/port: {label: Old Port, aliases: [pier, quay, customs house]}"),
    ("place/port", ""),
    ("person/berg", "person/berg: {label: Anna Berg, speaks_for: [{actor: org/league}]}"),
    ("person/berg", "person/berg: {label: Anna Berg, speaks_for: [{actor: org/union, from: 2012}]}"),
    ("person/berg", ""),
    ("org/union/council", "org/council: {label: Council of the Union, aliases: [council, совет*]}"),
    ("org/league", "org/league: {label: {en: The League, ru: Лига}, aliases: [league, лига]}"),
    ("org/union", "org/union: {label: Beta Union, aliases: [union]}"),
    ("org/union", "org/union: {label: [broken"),
    ("region/valley", "region/valley: {label: The Valley, aliases: [valley]}"),
    ("region/valley", "region/valley: {label: The Valley}\nstatus/new: {label: New, aliases: [nothing at all]}"),
)
RECIPIENTS = (
    "desk: {tlp: TLP:AMBER}\npress: {tlp: TLP:CLEAR, language: ru}\neveryone: {members: [desk, press]}\n",
    "desk: {tlp: TLP:GREEN, form: note}\npress: {tlp: TLP:CLEAR}\neveryone: {members: [desk, press]}\n",
    "desk: {label: The desk, tlp: TLP:RED, named_for: [bridges, tolls]}\neveryone: {members: [desk]}\n",
    "press: {tlp: TLP:CLEAR}\n",
    "desk: {tlp: TLP:BLUE}\neveryone: {members: [desk, everyone]}\npress: {form: nowhere}\n",
    "desk: [broken\n",
    "",
)
_STYLE = """\
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="."><group delimiter=" / ">
<names variable="author"><name/></names><text variable="title"/>
<date variable="issued"><date-part name="year"/></date></group></layout></bibliography>
</style>
"""
STYLES = (
    _STYLE,
    _STYLE.replace(" / ", " – "),
    _STYLE.replace('suffix="."', 'suffix="!"'),
    _STYLE.replace('<text variable="title"/>\n<date', '<text variable="publisher"/>\n<date'),
    _STYLE.replace("</layout></bibliography>", ""),
    "no style",
)
SETTINGS = (
    ("analyst", '"S. Pier"'),
    ("language", '"ru"'),
    ("paper", '"letter"'),
    ("quotes", '"proven"'),
    ("max_quote_share", "0.01"),
    ("default_tlp", '"TLP:AMBER"'),
    ("tell_withheld", "true"),
    ("desk", '"Valley desk"'),
    ("address", '"https://example.org/{slug}"'),
    ("ignore_keys", '["isued"]'),
    ("paper", '"foolscap"'),
)
DEFAULTS = (
    "reliability: A\n",
    "tlp: TLP:AMBER\n",
    "tags: [theme/treaty]\n",
    "publisher: A house\nlanguage: ru\n",
    "text: summary\n",
    "reliability: [\n",
)
TEMPLATES = (
    (
        "templates/card.html.j2",
        f'<!DOCTYPE html><html lang="en"><head><title>{{{{ brief.title }}}}</title></head><body>{MARKED}'
        "{{ brief.title }}: "
        "{{ brief.statistics.excerpts }} of {{ brief.statistics.sources }}</body></html>",
    ),
    ("templates/brief.css", "h1 { color: #333 }\n"),
    ("templates/print.css", "h2 { color: #222 }\n"),
    ("templates/parts/gaps.html.j2", "<p>No gaps are told.</p>\n"),
    ("templates/parts/sources.html.j2", "<p>{{ nothing.here }}</p>\n"),
    (
        "templates/note.html.j2",
        "<!DOCTYPE html><html><head><title>n</title></head><body>{{ brief.title }}</body></html>",
    ),
    ("templates/nowhere.html.j2", "<!DOCTYPE html><html><head><title>w</title></head><body>w</body></html>"),
    ("templates/card.html.j2", "{% for one in %}"),
    (
        "templates/catalogues/en.po",
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Sources"\nmsgstr "Whence"\n',
    ),
)
