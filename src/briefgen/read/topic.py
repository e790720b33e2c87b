"""One topic file, read: its front matter typed, its queries parsed, the analyst's text under its sections."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from briefgen.grammar.citations import read_citation_name
from briefgen.grammar.front_matter import decode_source, normalise_breaks, split_front_matter
from briefgen.grammar.ids import describe_bad_id, is_source_id, make_slug
from briefgen.grammar.phrases import show_value
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.query import Everything
from briefgen.model.settings import Settings
from briefgen.model.topic import WRITTEN_KINDS, Citation, SectionPlan, Topic
from briefgen.read.analyst_text import read_analyst_text
from briefgen.read.fields import FieldSpec, has_bad_marking, read_fields
from briefgen.read.sections import default_sections, locate_text, read_query_value, read_sections
from briefgen.read.values import Reading, read_edtf, read_items, read_language, read_text, read_tlp

#: How the place of each recipient is noted.
_RECIPIENT = "recipients: "


def read_topic(data: bytes, path: str, settings: Settings) -> tuple[Topic | None, tuple[Problem, ...]]:
    """Read a topic's file, given its bytes and its path from the project's folder, with slashes.

    Returns the topic, and everything that is wrong with it in order of place. The topic is None where the
    file cannot be used: not text, a name that is no id, a front matter that cannot be read. A topic without
    a query asks for everything, one without ``sections`` gets `default_sections`. With a misspelt key that decides
    what prints it has no query, as with a bad one, and is not printed. The marking is its own, else the settings',
    else TLP:RED; with a bad label anywhere in the file it is TLP:RED.
    """
    slug = PurePosixPath(path).stem
    name_problems = _check_name(slug, path)
    text, problems = decode_source(data, path)
    if text is None:
        return None, (*name_problems, *problems)
    front, problems = split_front_matter(text, path)
    reading = Reading(path, [*name_problems, *problems])
    if front.is_broken or name_problems:
        return None, tuple(reading.problems)
    lines = normalise_breaks(text).split("\n")
    values = read_fields(front.root, _make_fields(lines), reading, settings.ignore_keys)
    _fill_gaps(values, front.root, reading, slug, settings)
    planned = values.pop("sections", ())
    sections = planned if isinstance(planned, tuple) and planned else default_sections(path, str(values["language"]))
    written = read_analyst_text(front.body, path, front.body_line, sections)
    reading.problems.extend(written.problems)
    if has_bad_marking(written.problems):
        values["marking"] = Marking.RED
    kept = tuple(plan for plan in written.sections if _is_kept(plan))
    topic = Topic(slug=slug, path=path, sections=kept, summary=written.summary, **values)  # type: ignore[arg-type]  # as their specs have them
    return topic, tuple(sorted(reading.problems, key=lambda problem: problem.place))


def _check_name(slug: str, path: str) -> tuple[Problem, ...]:
    if is_source_id(slug):
        return ()
    message = f"The file's name cannot be a topic's id: {describe_bad_id(slug)}."
    return (Problem(kinds.FILE_NAME, message, Place(path), f"rename it to {make_slug(slug)}.md"),)


def _fill_gaps(
    values: dict[str, object], root: YamlNode | None, reading: Reading, slug: str, settings: Settings
) -> None:
    """Put in what the front matter leaves out."""
    if "title" not in values:
        if root is None or root.kind == "mapping":
            place = reading.places.get("title", Place(reading.file, 1, 1))
            hint = "write title: … between two lines ---"
            reading.problems.append(Problem(kinds.YAML_MISSING_KEY, "The topic has no title.", place, hint))
        values["title"] = slug
    if root is None or root.get("query") is None:
        values["query"] = Everything()
    query = root.get("query") if root else None
    values["query_text"] = query.value.strip() if query else ""
    values["query_place"] = reading.places.get("query", Place(reading.file))
    template = root.get("template") if root else None
    values["template_place"] = template.place(reading.file) if template else Place(reading.file)
    names = [one for one in reading.places if one.startswith(_RECIPIENT)]
    values["recipients"] = tuple(one.removeprefix(_RECIPIENT) for one in names)
    values["recipient_places"] = tuple(reading.places[one] for one in names)
    values["marking_place"] = reading.places.get("tlp", Place(reading.file, 1, 1))
    if any(one.kind is kinds.YAML_MISSPELT_KEY for one in reading.problems):
        values["query"] = None  # what it would print is not what was meant; its last draft stays
    values.setdefault("query", None)
    values.setdefault("language", settings.language)
    values.setdefault("marking", Marking.RED if settings.default_tlp is None else settings.default_tlp)
    if has_bad_marking(reading.problems):
        values["marking"] = Marking.RED


def _is_kept(plan: SectionPlan) -> bool:
    return bool(plan.text) or not plan.is_default or plan.kind not in WRITTEN_KINDS


def _read_citations(node: YamlNode, key: str, reading: Reading) -> tuple[Citation, ...]:
    """Read a list of ``source^id`` or ``source``."""
    citations = []
    for item in read_items(node, key, reading):
        citation = read_citation_name(item.value, item.place(reading.file)) if item.kind == "scalar" else None
        if citation:
            citations.append(citation)
        else:
            what = show_value(item.value) if item.kind == "scalar" else f"a {item.kind}"
            message = f"`{key}`: {what} names no excerpt and no source."
            reading.report(kinds.CITE_FORM, message, item, "write source^id, or the source's id alone")
    return tuple(citations)


def _read_recipients(node: YamlNode, key: str, reading: Reading) -> tuple[str, ...]:
    """Read a list of names, none twice, and note the place of each."""
    if node.kind == "sequence" and not node.items:
        message = f"`{key}` is an empty list, so that nobody would get the brief."
        reading.report(kinds.RECIPIENT_NOBODY, message, node, "name somebody, or leave the key out")
    for item in read_items(node, key, reading):
        name = read_text(item, key, reading)
        if name:
            reading.places.setdefault(f"{_RECIPIENT}{name}", item.place(reading.file))
    return ()


def _make_fields(lines: list[str]) -> Mapping[str, FieldSpec]:
    """Return the table of a topic's keys; `lines` are the file's, to place what is wrong with a query."""

    def read_topic_query(node: YamlNode, _key: str, reading: Reading) -> object:
        reading.places["query"] = locate_text(node, reading.file, lines)
        return Everything() if node.is_null else read_query_value(node, reading, lines)

    def read_topic_sections(node: YamlNode, _key: str, reading: Reading) -> tuple[SectionPlan, ...]:
        return read_sections(node, reading, lines)

    specs = (
        FieldSpec("title", "title", read_text, "the brief's title; required"),
        FieldSpec("query", "query", read_topic_query, "what the brief is about, in Lucene's syntax", decides=True),
        FieldSpec("cutoff", "cutoff", read_edtf, "later sources are left out, in EDTF", decides=True),
        FieldSpec("tlp", "marking", read_tlp, "the marking of title, headings and query, a TLP 2.0 label"),
        FieldSpec("language", "language", read_language, "the brief's language, a BCP 47 code"),
        FieldSpec("template", "template", read_text, "its form: brief (default), note, dossier, or your own template"),
        FieldSpec(
            "sections", "sections", read_topic_sections, "the sections in order: heading, kind and more", decides=True
        ),
        FieldSpec("pin", "pin", _read_citations, "excerpts that always print, as source^id or source", decides=True),
        FieldSpec(
            "exclude", "exclude", _read_citations, "excerpts that never print, as source^id or source", decides=True
        ),
        FieldSpec(
            "recipients",
            "recipients",
            _read_recipients,
            "who receives it, by the names of recipients.yaml",
            decides=True,
        ),
        FieldSpec("author", "author", read_text, "who signs it"),
        FieldSpec("deck", "deck", read_text, "the line below the title"),
    )
    return {spec.name: spec for spec in specs}


#: The keys of a topic's front matter, with what each means, for README.
TOPIC_KEYS: Mapping[str, str] = {name: spec.meaning for name, spec in _make_fields([]).items()}
