"""What a reason says of excerpts and of the vocabulary, told of drafts as they are assembled."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.files.digest import digest_text
from briefgen.model.evidence import Evidence, Tagging
from briefgen.model.inputs import Inputs
from briefgen.model.marking import Marking
from briefgen.model.query import And, Value
from briefgen.model.record import NO_FILE, Record
from briefgen.model.settings import Settings
from briefgen.model.source import Trailer
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Term, Vocabulary
from briefgen.refresh.inputs import complete_inputs
from briefgen.refresh.plan import explain_staleness
from briefgen.refresh.scenes import find_lost, set_scene
from samples import date, make_evidence, make_plan, make_source, make_topic

NATO, CSTO = "org/nato", "org/csto"
TERMS = {
    NATO: Term(NATO, (("en", "NATO"), ("ru", "НАТО")), ("Nato", "North Atlantic Treaty Organization")),
    CSTO: Term(CSTO, (("en", "CSTO"),), ("Collective Security Treaty Organization",)),
}
ASKING = make_topic(make_plan("excerpts"), query=And((Value("tag", NATO), Value("tag", CSTO))))
ROOTS = make_evidence("a^roots", "The first meeting was held in spring.", NATO, CSTO)
LATER = make_evidence("b^later", "The second meeting was held in autumn.", NATO, CSTO)


@dataclass(frozen=True)
class State:
    """A topic, what its query finds, what else stands in the corpus, and the vocabulary."""

    found: tuple[Evidence, ...] = (ROOTS, LATER)
    beside: tuple[Evidence, ...] = ()
    topic: Topic = ASKING
    terms: dict[str, Term] = field(default_factory=lambda: dict(TERMS))

    @property
    def findings(self) -> Findings:
        """What the assembly is given."""
        return Findings(found=self.found, source_ids=tuple({one.source.id for one in (*self.found, *self.beside)}))

    @property
    def options(self) -> AssemblyOptions:
        """The vocabulary and settings."""
        vocabulary = Vocabulary(self.terms, frozenset(self.terms), digest_text(repr(self.terms)))
        return AssemblyOptions(vocabulary, Settings(), "2026-11-22")

    def assemble(self) -> Assembly:
        """Assemble the brief."""
        return assemble_brief(self.topic, self.findings, self.options)

    def take_inputs(self) -> Inputs:
        """Take what goes on record."""
        return complete_inputs(Inputs(vocabulary=self.options.vocabulary.digest), self.assemble(), self.options)


def explain(before: State, now: State) -> list[str]:
    """Give the reasons why a draft printed in one state is stale in the other."""
    record = Record("sample", "Sample", "TLP:CLEAR", "old", "2026-11-22", 1, NO_FILE, NO_FILE, before.take_inputs())
    corpus = [*now.found, *now.beside]

    def list_evidence(source: str) -> Iterable[Evidence]:
        return (one for one in corpus if one.source.id == source)

    lost = find_lost(record, now.findings, list_evidence)
    scene = set_scene(record, now.assemble(), now.findings, lost, now.options.vocabulary)
    return [str(one) for one in explain_staleness(record, "new", now.take_inputs(), is_whole=True, scene=scene)]


def tagged(evidence: Evidence, *tags: str, reason: str = "written in the trailer") -> Evidence:
    """Give an excerpt with other tags."""
    taggings = tuple(Tagging(tag, reason.startswith("written"), reason) for tag in tags)
    return replace(evidence, tagged=replace(evidence.tagged, taggings=taggings))


def test_new_excerpts_and_their_sources_are_named() -> None:
    """An excerpt that newly matches is new, and so is a source that the brief did not use."""
    assert explain(State((ROOTS,)), State()) == ["+ 1 excerpt new (b^later)", "+ 1 source new (b)"]


def test_an_excerpt_of_a_withdrawn_source_says_so() -> None:
    """What a withdrawal took away is told as such, and so is the source."""
    source = make_source("b", status="withdrawn")
    withdrawn = replace(LATER, source=source)
    told = ["- 1 excerpt gone: its source is withdrawn (b^later)", "- 1 source withdrawn (b)"]
    assert explain(State(), State((ROOTS, withdrawn))) == told
    assert explain(State(), State((ROOTS,), (withdrawn,))) == told


def test_an_excerpt_whose_source_is_gone_says_so() -> None:
    """A source whose file is no more is told as gone."""
    assert explain(State(), State((ROOTS,))) == [
        "- 1 excerpt gone: its source is gone (b^later)",
        "- 1 source gone (b)",
    ]


def test_an_excerpt_that_lost_its_tag_says_which() -> None:
    """A passage that still stands in its source and bears a tag no more that the topic asks for is told by that tag."""
    without = tagged(LATER, NATO)
    assert explain(State(), State((ROOTS,), (without,))) == [
        "- 1 excerpt gone: no longer tagged org/csto (b^later)",
        "- 1 source no longer used (b)",
    ]


def test_a_passage_that_is_gone_from_its_source_says_so() -> None:
    """Where the source stands and the passage does not, that is the reason."""
    other = make_evidence("b^unlike", "Quite another thing.", NATO, CSTO, ordinal=7)
    assert explain(State((ROOTS, LATER)), State((ROOTS,), (other,))) == [
        "- 1 excerpt gone: no longer in its source (b^later)",
        "- 1 source no longer used (b)",
    ]


def test_an_excerpt_beyond_the_limit_says_so() -> None:
    """What a section's limit cuts off now is told with the limit; the section's plan is named."""
    narrow = replace(ASKING, sections=(make_plan("excerpts", limit=1),))
    told = explain(State(), State(topic=narrow))
    assert told[0] == "- 1 excerpt gone: beyond the limit of 1 (b^later)"
    assert "~ the topic was edited (section “Excerpts”)" in told


def test_several_excerpts_share_a_reason() -> None:
    """Excerpts that went for the same reason are told together."""
    gone = (ROOTS, replace(ROOTS, tagged=make_evidence("a^other", "Another.", NATO, CSTO).tagged))
    assert explain(State((*gone, LATER)), State((LATER,)))[0] == (
        "- 2 excerpts gone: their source is gone (a^other, a^roots)"
    )


def test_a_derived_id_that_changed_with_the_words_is_one_excerpt() -> None:
    """An excerpt that was re-worded and so has another derived id is changed, neither new nor gone."""
    before = make_evidence("b^second-meeting-held-aaaaa", "The second meeting was held in autumn.", NATO, CSTO)
    after = make_evidence("b^second-meeting-held-bbbbb", "The second meeting was held in winter.", NATO, CSTO)
    assert explain(State((ROOTS, before)), State((ROOTS, after))) == [
        "~ 1 excerpt re-worded (b^second-meeting-held-aaaaa → second-meeting-held-bbbbb)"
    ]


def test_an_excerpt_that_was_given_an_id_is_one_excerpt() -> None:
    """`cite` fixes an id: the excerpt has another name and says the same."""
    before = make_evidence("b^second-meeting-held-aaaaa", LATER.passage.plain, NATO, CSTO, ordinal=3)
    assert explain(State((ROOTS, before)), State()) == [
        "~ 1 excerpt under another id (b^second-meeting-held-aaaaa → later)"
    ]


def test_a_passage_that_still_stands_is_no_other_ones_former_self() -> None:
    """A new excerpt in the place of one that is still in the source is new."""
    moved = tagged(replace(LATER, tagged=replace(LATER.tagged, passage=replace(LATER.passage, ordinal=1))), NATO)
    new = make_evidence("b^new", "A third meeting is planned.", NATO, CSTO)
    assert explain(State(), State((ROOTS, new), (moved,))) == [
        "+ 1 excerpt new (b^new)",
        "- 1 excerpt gone: no longer tagged org/csto (b^later)",
    ]


def test_excerpts_are_told_by_what_changed_of_them() -> None:
    """Marking, date and tags of an excerpt are told apart from its words."""
    trailer = Trailer(marking=Marking.GREEN, date=date("2012"), event="a meeting")
    edited = make_evidence("b^later", LATER.passage.plain, NATO, CSTO, "theme/transit", trailer=trailer)
    told = explain(State(), State((ROOTS, edited)))
    assert told[0] == "~ 1 excerpt re-tagged, re-marked and re-dated (b^later)"


def test_a_source_is_told_by_what_changed_of_its_description() -> None:
    """A source with another date and grade is told by these, once, however many excerpts it has."""
    source = make_source("b", "2012", reliability="B")
    told = explain(State(), State((ROOTS, replace(LATER, source=source))))
    assert told == ["~ 1 excerpt re-ordered (a^roots)", "~ 1 source with another date and grade (b)"]


def test_an_alias_that_brought_an_excerpt_is_named() -> None:
    """An alias added to the vocabulary is named where an excerpt came by it, and only that alias."""
    came = tagged(LATER, NATO, CSTO, reason="matches “North-Atlantic Alliance”")
    aliases = (*TERMS[NATO].aliases, "North-Atlantic Alliance", "Brussels bloc")
    now = State((ROOTS, came), terms={**TERMS, NATO: replace(TERMS[NATO], aliases=aliases)})
    told = explain(State((ROOTS,)), now)
    assert told[-1] == "~ the vocabulary was edited (org/nato: alias “North-Atlantic Alliance” added)"
    assert told[0] == "+ 1 excerpt new (b^later)"


def test_an_alias_that_brought_nothing_is_not_named() -> None:
    """An edit of the vocabulary that reached no excerpt of the topic is no reason, even beside another one."""
    terms = {**TERMS, CSTO: replace(TERMS[CSTO], aliases=("Tashkent Treaty",))}
    edited = make_evidence("b^later", "The second meeting was held in winter.", NATO, CSTO)
    assert explain(State(), State((ROOTS, edited), terms=terms)) == ["~ 1 excerpt re-worded (b^later)"]


def test_an_alias_that_was_taken_away_is_named() -> None:
    """The name by which an excerpt was found is on record, and is told when it is gone with it."""
    alias = "Collective Security Treaty Organization"
    by_alias = replace(LATER, tagged=tagged(LATER, NATO, CSTO, reason=f"matches “{alias}”").tagged)
    terms = {**TERMS, CSTO: replace(TERMS[CSTO], aliases=())}
    told = explain(State((ROOTS, by_alias)), State((ROOTS,), (tagged(LATER, NATO),), terms=terms))
    assert told[0] == "- 1 excerpt gone: no longer tagged org/csto (b^later)"
    assert told[-1] == f"~ the vocabulary was edited (org/csto: alias “{alias}” removed)"


def test_an_alias_that_is_a_publisher_is_named() -> None:
    """The name of a source's publisher makes origins one: it is told where it comes to an entry, and where it goes."""
    published = replace(LATER, source=replace(LATER.source, publisher="River  Daily"))
    house = Term("org/house", (("en", "The House"),), ("Old House",))
    plain, named = {**TERMS, house.tag: house}, {**TERMS, house.tag: replace(house, aliases=("river daily", "Valley"))}
    without, with_name = State((ROOTS, published), terms=plain), State((ROOTS, published), terms=named)
    name = "org/house: alias “river daily”"
    assert explain(without, with_name) == [f"~ the vocabulary was edited ({name} added)"]
    assert explain(with_name, without) == [f"~ the vocabulary was edited ({name} removed)"]
    idle = {**named, CSTO: replace(TERMS[CSTO], aliases=("Tashkent Treaty",))}
    assert "org/house" not in str(explain(State((ROOTS,), terms=idle), with_name))


def test_a_label_that_shows_is_named_then_and_now() -> None:
    """A label in the brief's language is told whatever it matched; one in another language is not."""
    labels = (("en", "CSTO (Moscow)"), ("ru", "ОДКБ"))
    terms = {**TERMS, CSTO: replace(TERMS[CSTO], labels=labels)}
    assert explain(State(), State(terms=terms)) == [
        "~ the vocabulary was edited (org/csto: label (en) “CSTO (Moscow)” added, org/csto: label (en) “CSTO” removed)"
    ]


def test_a_term_that_was_taken_out_is_named() -> None:
    """A tag that the vocabulary knows no more and that excerpts bore is told."""
    told = explain(State(), State((ROOTS,), (tagged(LATER, NATO),), terms={NATO: TERMS[NATO]}))
    assert told[-1] == "~ the vocabulary was edited (org/csto taken out)"


def test_the_record_of_an_excerpt_is_small() -> None:
    """An excerpt takes at most 60 bytes on record beside its name: there may be a hundred thousand."""
    assert max(map(len, State().take_inputs().excerpts.values())) <= 60
