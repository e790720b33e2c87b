"""Every problem briefgen can name: its stable code, how grave it is, and what it means.

A code is never given a second meaning. README's table of problems is checked against this one.
"""

from briefgen.model.problem import ProblemKind, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_REFUSED = 3
_STORAGE = 5

# Files
FILE_UNREADABLE = ProblemKind("BG-FILE-001", _ERROR, "a file cannot be read", _STORAGE)
FILE_TOO_LARGE = ProblemKind("BG-FILE-002", _ERROR, "a file is over its size limit")
FILE_NOT_UTF8 = ProblemKind("BG-FILE-003", _ERROR, "a file is not UTF-8 text")
FILE_NUL_BYTE = ProblemKind("BG-FILE-004", _ERROR, "a text file holds NUL bytes")
FILE_SKIPPED = ProblemKind("BG-FILE-005", _WARNING, "something that is not an ordinary file was passed over")
FILE_LEADS_OUTSIDE = ProblemKind("BG-FILE-006", _ERROR, "a link leads out of the corpus and was not followed", _REFUSED)
FILE_EMPTY = ProblemKind("BG-FILE-007", _WARNING, "a source holds no text")
FILE_CRASHED_READER = ProblemKind("BG-FILE-008", _ERROR, "reading a file took too long, too much memory, or crashed")
FILE_VANISHED = ProblemKind("BG-FILE-009", _WARNING, "a file vanished while it was read")
FILE_NAME = ProblemKind("BG-FILE-010", _ERROR, "a file's name cannot be an id")
FILE_NAME_TWICE = ProblemKind("BG-FILE-011", _ERROR, "two files have the same id")

# YAML: front matter, vocabulary, folder defaults
YAML_SYNTAX = ProblemKind("BG-YAML-001", _ERROR, "the YAML cannot be read")
YAML_TOO_DEEP = ProblemKind("BG-YAML-002", _ERROR, "the YAML is nested too deeply")
YAML_ALIAS = ProblemKind("BG-YAML-003", _ERROR, "YAML anchors and aliases are not allowed")
YAML_TAG = ProblemKind("BG-YAML-004", _ERROR, "YAML tags such as !x are not allowed")
YAML_DUPLICATE_KEY = ProblemKind("BG-YAML-005", _ERROR, "a key stands twice")
YAML_TOO_LARGE = ProblemKind("BG-YAML-006", _ERROR, "the front matter is over its size limit")
YAML_UNTERMINATED = ProblemKind("BG-YAML-007", _ERROR, "the front matter has no closing ---")
YAML_SHAPE = ProblemKind("BG-YAML-008", _ERROR, "a value has the wrong shape")
YAML_VALUE = ProblemKind("BG-YAML-009", _ERROR, "a value is not one of those allowed")
YAML_UNKNOWN_KEY = ProblemKind("BG-YAML-010", _WARNING, "an unknown key")
YAML_MISSING_KEY = ProblemKind("BG-YAML-011", _ERROR, "a required key is missing")
YAML_DUPLICATE_MARKING = ProblemKind("BG-YAML-012", _ERROR, "a marking stands twice", _REFUSED)
YAML_MISSPELT_KEY = ProblemKind("BG-YAML-013", _ERROR, "an unknown key that is nearly one which decides what prints")

# Dates and markings
DATE_INVALID = ProblemKind("BG-DATE-001", _ERROR, "not an EDTF date")
DATE_CONTRADICTION = ProblemKind("BG-DATE-002", _WARNING, "dates contradict each other")
DATE_FUTURE = ProblemKind("BG-DATE-003", _WARNING, "a date lies in the future")
TLP_INVALID = ProblemKind("BG-TLP-001", _ERROR, "not a TLP 2.0 label", _REFUSED)
TLP_OLD_LABEL = ProblemKind("BG-TLP-002", _WARNING, "TLP:WHITE is TLP 1.0; it is read as TLP:CLEAR")
TLP_DEFAULT_UNSET = ProblemKind("BG-TLP-003", _WARNING, "no default marking is set, so TLP:RED holds")
TLP_ABOVE_LIMIT = ProblemKind("BG-TLP-004", _ERROR, "a topic marked above the limit of a variant", _REFUSED)

# Source text
TEXT_TOO_LONG = ProblemKind("BG-TEXT-001", _ERROR, "a line or passage is over its length limit")
TEXT_TOO_DEEP = ProblemKind("BG-TEXT-002", _ERROR, "blocks are nested too deeply")
TEXT_RUN = ProblemKind("BG-TEXT-003", _ERROR, "one punctuation character is repeated too often")
TEXT_TABLE = ProblemKind("BG-TEXT-004", _ERROR, "a table is too large")
TEXT_HEADINGS = ProblemKind("BG-TEXT-005", _ERROR, "too many headings")
TEXT_FENCE_OPEN = ProblemKind("BG-TEXT-006", _WARNING, "a code fence is never closed")
TEXT_LONG_PASSAGE = ProblemKind("BG-TEXT-007", _WARNING, "a passage is longer than 250 words")
TEXT_HTML_DROPPED = ProblemKind("BG-TEXT-008", _WARNING, "unsafe HTML was left out")
TEXT_CONTROLS = ProblemKind("BG-TEXT-009", _WARNING, "control or direction characters in the text")
TEXT_MIXED_SCRIPT = ProblemKind("BG-TEXT-010", _WARNING, "one word mixes look-alike letters of two scripts")
TEXT_IMAGE = ProblemKind("BG-TEXT-011", _WARNING, "an image was left out")

# Trailers, tags and the vocabulary
TRAILER_FIRST = ProblemKind("BG-TRAIL-001", _ERROR, "a trailer stands before any passage")
TRAILER_KEY = ProblemKind("BG-TRAIL-002", _ERROR, "an unknown field in a trailer")
TRAILER_VALUE = ProblemKind("BG-TRAIL-003", _ERROR, "a trailer's value is not allowed")
TRAILER_ID = ProblemKind("BG-TRAIL-004", _ERROR, "an excerpt id is not allowed here")
TRAILER_ID_TWICE = ProblemKind("BG-TRAIL-005", _ERROR, "two excerpts of a source have the same id")
TRAILER_STRAY = ProblemKind("BG-TRAIL-006", _WARNING, "a tag or field inside the text, not in a trailer")
TAG_UNKNOWN = ProblemKind("BG-TAG-001", _ERROR, "a tag that the vocabulary does not know")
TAG_INVALID = ProblemKind("BG-TAG-002", _ERROR, "not a tag")
TAG_CYCLE = ProblemKind("BG-TAG-003", _ERROR, "a tag implies itself")
TAG_ALIAS_TWICE = ProblemKind("BG-TAG-004", _ERROR, "two tags have the same alias")
TAG_ALIAS_INVALID = ProblemKind("BG-TAG-005", _ERROR, "an alias that cannot match")
TAG_UNKNOWN_SPEAKER = ProblemKind("BG-TAG-006", _WARNING, "a speaker the vocabulary does not know")
TAG_ACTOR_UNCLEAR = ProblemKind("BG-TAG-007", _WARNING, "a speaker who may speak for several actors at that time")
TAG_CONTEXT_IDLE = ProblemKind("BG-TAG-008", _WARNING, "a `not:` context in which no name of its tag stands")
TAG_UNUSED = ProblemKind("BG-TAG-009", _WARNING, "a tag that nothing has and nobody asks for (`check --all`)")
TAG_ALIAS_IDLE = ProblemKind("BG-TAG-010", _WARNING, "aliases that match nothing (`check --all`)")

# What sources leave unsaid
SOURCE_UNDATED = ProblemKind("BG-SRC-001", _WARNING, "sources without a date that nobody has checked")
SOURCE_UNRATED = ProblemKind("BG-SRC-002", _WARNING, "sources without a reliability")
SOURCE_NO_RIGHTS = ProblemKind("BG-SRC-003", _WARNING, "verbatim sources without rights")
QUOTE_TOO_LONG = ProblemKind("BG-SRC-004", _WARNING, "an excerpt longer than its source's owner allows", 3)
QUOTE_SHARE = ProblemKind("BG-SRC-006", _WARNING, "an edition that quotes more of a source than its owner allows", 3)
RIGHTS_ENDED = ProblemKind("BG-SRC-007", _WARNING, "a source that its owner no longer lets be quoted", 3)
SOURCE_NO_ADDRESS = ProblemKind("BG-SRC-005", _WARNING, "sources that a reader cannot find again")

# Proof
PROOF_MISSING = ProblemKind("BG-PROOF-001", _ERROR, "the words do not stand in the original")
PROOF_CHANGED = ProblemKind("BG-PROOF-002", _ERROR, "the words differ from the original's")
PROOF_AMBIGUOUS = ProblemKind("BG-PROOF-003", _ERROR, "several places of the original are nearly alike")
PROOF_NO_ORIGINAL = ProblemKind("BG-PROOF-004", _WARNING, "verbatim text without a kept original")
PROOF_ORIGINAL_GONE = ProblemKind("BG-PROOF-005", _ERROR, "the original is not in corpus/originals", 7)
PROOF_ORIGINAL_DIFFERS = ProblemKind("BG-PROOF-006", _ERROR, "the kept original is not the file on record", 7)
PROOF_ORIGINAL_UNREADABLE = ProblemKind("BG-PROOF-007", _WARNING, "an original of a type whose text cannot be read")
PROOF_NEWER_ORIGINAL = ProblemKind("BG-PROOF-008", _WARNING, "a newer original of an edited source says something else")
PROOF_VERSIONS = ProblemKind("BG-PROOF-009", _WARNING, "a line of the originals' versions cannot be read")

# Citations
CITE_FORM = ProblemKind("BG-CITE-001", _ERROR, "a citation in a form that briefgen does not read")
CITE_UNKNOWN_SOURCE = ProblemKind("BG-CITE-002", _ERROR, "a citation of a source that does not exist")
CITE_UNKNOWN_EXCERPT = ProblemKind("BG-CITE-003", _ERROR, "a citation of an excerpt that does not exist")
CITE_CHANGED = ProblemKind("BG-CITE-004", _ERROR, "a cited text has changed since it was cited")
CITE_WITHDRAWN = ProblemKind("BG-CITE-005", _ERROR, "a cited source is withdrawn")
CITE_REFUTED = ProblemKind("BG-CITE-006", _ERROR, "a cited excerpt's words are not those of its original")
CITE_WHOLE_SOURCE = ProblemKind("BG-CITE-007", _WARNING, "a judgement cites a whole source")
CITE_REFUSED = ProblemKind("BG-CITE-009", _WARNING, "a pinned or cited excerpt may not print in this topic")
CITE_NONE = ProblemKind("BG-CITE-008", _ERROR, "a judgement cites nothing")

# Copies
COPY_UNKNOWN = ProblemKind("BG-COPY-001", _WARNING, "a source named as a copy, or as none, does not exist")
COPY_CONTRADICTION = ProblemKind("BG-COPY-002", _ERROR, "two sources are said to be the same and not to be")

# Queries
QUERY_SYNTAX = ProblemKind("BG-QUERY-001", _ERROR, "a query that cannot be read")
QUERY_OPERATOR = ProblemKind("BG-QUERY-002", _ERROR, "an operator in a form that briefgen does not read")
QUERY_FIELD = ProblemKind("BG-QUERY-003", _ERROR, "an unknown field in a query")
QUERY_VALUE = ProblemKind("BG-QUERY-004", _ERROR, "a value that its field does not take")
QUERY_NEGATIVE = ProblemKind("BG-QUERY-005", _ERROR, "a query that only excludes")
QUERY_TOO_LARGE = ProblemKind("BG-QUERY-006", _ERROR, "a query that is too long or too deep")

# Topics and briefs
TOPIC_SECTION = ProblemKind("BG-TOPIC-001", _ERROR, "a heading without a section")
TOPIC_KIND = ProblemKind("BG-TOPIC-002", _ERROR, "an unknown kind of section")
TOPIC_EMPTY = ProblemKind("BG-TOPIC-003", _WARNING, "a topic that matches nothing")
TOPIC_TIMELINE_ITEM = ProblemKind("BG-TOPIC-004", _WARNING, "a timeline item without a date")
TOPIC_TEMPLATE = ProblemKind("BG-TOPIC-005", _ERROR, "a topic names a template that is not there")
BRIEF_GLYPH = ProblemKind("BG-PRINT-001", _WARNING, "no font has a character, so it would print as a box")
BRIEF_RENDERER = ProblemKind("BG-PRINT-002", _WARNING, "the PDF library complained")
BRIEF_TEMPLATE = ProblemKind("BG-PRINT-003", _ERROR, "a template is broken")
BRIEF_TEMPLATE_PATH = ProblemKind("BG-PRINT-004", _ERROR, "a template asks for a file outside templates/", _REFUSED)
BRIEF_FAILED = ProblemKind("BG-PRINT-005", _ERROR, "printing took too long, too much memory, or crashed")
BRIEF_FETCH_DENIED = ProblemKind("BG-PRINT-006", _WARNING, "a file or address was asked for and denied")
TEMPLATE_FIELD = ProblemKind("BG-PRINT-007", _ERROR, "a template asks for a name or field that is not there")
TEMPLATE_IMAGE = ProblemKind("BG-PRINT-008", _ERROR, "an image in a template has no alternative text")
TEMPLATE_HEADING = ProblemKind("BG-PRINT-009", _ERROR, "a page's headings skip a level")
TEMPLATE_FLEX = ProblemKind("BG-PRINT-010", _WARNING, "flex or grid boxes are nested deeper than printing bears")
BRIEF_CITATION_STYLE = ProblemKind("BG-PRINT-011", _ERROR, "a citation style (CSL) cannot be used")
STYLE_TOKEN_MISSING = ProblemKind("BG-PRINT-012", _ERROR, "a style sheet uses a token that none sets")
STYLE_TOKEN_UNUSED = ProblemKind("BG-PRINT-013", _WARNING, "a style sheet sets a token that none uses")
STYLE_VALUE = ProblemKind("BG-PRINT-014", _ERROR, "a value in a style sheet is none, or no colour or length")
STYLE_SYNTAX = ProblemKind("BG-PRINT-015", _ERROR, "a brace, colon or semicolon is missing in a style sheet")
TEMPLATE_ORDER = ProblemKind("BG-PRINT-017", _ERROR, "a template's order of sections names no kind, or one twice")
BRIEF_KEPT = ProblemKind("BG-PRINT-018", _WARNING, "a file of a topic that is gone stays, for a person has changed it")
BRIEF_LOGO = ProblemKind("BG-PRINT-016", _WARNING, "a logo is not used, or is one of several")

# Editions
EDITION_UNREADABLE = ProblemKind("BG-EDITION-001", _ERROR, "an issued edition's record cannot be read", 7)
EDITION_CUT_SHORT = ProblemKind("BG-EDITION-002", _WARNING, "what a killed `issue` left cannot be put right")

# Words of the brief
WORDS_FILE = ProblemKind("BG-WORDS-001", _ERROR, "a catalogue of words cannot be read")
WORDS_UNKNOWN = ProblemKind("BG-WORDS-002", _WARNING, "a catalogue has a word that no brief says")
WORDS_FORM = ProblemKind("BG-WORDS-003", _ERROR, "a word of a catalogue has other values or forms than it needs")
WORDS_UNSURE = ProblemKind("BG-WORDS-004", _WARNING, "a word of a catalogue is marked fuzzy")
WORDS_LACKING = ProblemKind("BG-WORDS-005", _WARNING, "a language without some or all of its words")

# Reviews
REVIEW_SUSPECT = ProblemKind("BG-REVIEW-001", _WARNING, "a judgement or its evidence changed since its review")
REVIEW_STAMP = ProblemKind("BG-REVIEW-002", _WARNING, "a review stamp that nobody can read")
REVIEW_NEVER = ProblemKind("BG-REVIEW-003", _WARNING, "judgements that were never reviewed (`check --all`)")

# Tradecraft
CRAFT_ROWS = ProblemKind("BG-CRAFT-001", _WARNING, "likelihood terms of both rows of ICD 203 in one brief")
CRAFT_TERM = ProblemKind("BG-CRAFT-002", _WARNING, "a likelihood that is no term of the scale")
CRAFT_TERM_DIFFERS = ProblemKind("BG-CRAFT-003", _WARNING, "a judgement whose sentence and likelihood differ")
CRAFT_CONFIDENCE = ProblemKind("BG-CRAFT-004", _WARNING, "likelihood and confidence in one sentence")
CRAFT_ONE_SOURCE = ProblemKind("BG-CRAFT-005", _WARNING, "a judgement that rests on one source and does not say so")
CRAFT_UNDATED = ProblemKind("BG-CRAFT-006", _WARNING, "the current situation rests on undated evidence alone")
CRAFT_QUOTES = ProblemKind("BG-CRAFT-007", _WARNING, "too much of the analyst's text is others' words")
CRAFT_EMPTY = ProblemKind("BG-CRAFT-008", _WARNING, "a section that was asked for is empty")
CRAFT_MARKING = ProblemKind("BG-CRAFT-009", _WARNING, "a topic marked below what it prints")
CRAFT_LONG = ProblemKind("BG-CRAFT-010", _WARNING, "a judgement's sentence of more than 35 words")
CRAFT_MANY = ProblemKind("BG-CRAFT-011", _WARNING, "more than five judgements")
CRAFT_COUNT = ProblemKind("BG-CRAFT-012", _WARNING, "a confidence that tells another number of independent sources")

# Recipients
RECIPIENT_UNKNOWN = ProblemKind("BG-RECV-001", _ERROR, "a recipient that recipients.yaml does not know")
RECIPIENT_TOPIC = ProblemKind("BG-RECV-002", _WARNING, "a recipient is named for a topic that is not there")
CHANNEL_UNKNOWN = ProblemKind("BG-RECV-003", _ERROR, "a recipient is reached by a channel that channels.yaml lacks")
RECIPIENT_ADDRESS = ProblemKind("BG-RECV-004", _ERROR, "a recipient has no address that its channel could reach")
RECIPIENT_NOBODY = ProblemKind("BG-RECV-005", _ERROR, "a list of recipients names nobody")
RECIPIENT_MAILBOX = ProblemKind("BG-RECV-006", _WARNING, "two recipients have the same mailbox")
RECIPIENT_DOMAIN = ProblemKind("BG-RECV-007", _WARNING, "an address whose domain looks like another")
CHANNEL_PLACE = ProblemKind(
    "BG-RECV-008", _ERROR, "two channels or recipients have one place or name, or a channel shows the project"
)
RECIPIENT_LONG_NAME = ProblemKind("BG-RECV-009", _WARNING, "a name that a numbered copy has no room for in one line")

#: What may be otherwise the next time though no file changed (a machine under load, a device's fault): nothing that was
#: found out beside such a problem may be held to last.
PASSING = (FILE_UNREADABLE.code, FILE_VANISHED.code, FILE_CRASHED_READER.code)

#: All kinds by code, for README, `check --json` and tests.
ALL_KINDS = {kind.code: kind for kind in list(vars().values()) if isinstance(kind, ProblemKind)}
