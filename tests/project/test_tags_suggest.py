"""`briefgen tags --suggest`, `--accept` and `--ignore`: what an analyst is offered, and what taking it up writes."""

import json
from pathlib import Path

import pytest

from briefgen.project.looking.looking import find_excerpts, show_source
from briefgen.project.place import find_project
from briefgen.project.tags.accepting import accept_suggestion
from briefgen.project.tags.suggesting import Suggestions, suggest_tags
from briefgen.suggest.acronyms import find_long_name
from briefgen.suggest.proposals import NameProposal
from briefgen_command import run_briefgen

VOCABULARY = """\
# kept
org/river-union: {label: Upper River Union, aliases: [URU]}
person/lindqvist: {label: Ada Lindqvist}
place/lowmouth: {label: Lowmouth}
theme/flood:
  label: Flood protection
  aliases: [flood*]
"""
#: The front matter of an English source.
EN = "language: en\n"


def write_source(desk: Path, name: str, *paragraphs: str, front: str = "") -> None:
    """Write a source of a few paragraphs."""
    text = f"---\ntitle: {name}\ntext: summary\n{front}---\n" + "\n\n".join(paragraphs) + "\n"
    (desk / "corpus" / "sources" / f"{name}.md").write_text(text, encoding="utf-8")


def suggest(desk: Path, *tags: str) -> Suggestions:
    """Make suggestions, twice: the same corpus gives the same ones."""
    project = find_project(desk)
    first = suggest_tags(project, tags)
    assert suggest_tags(project, tags) == first
    return first


def list_names(desk: Path) -> dict[str, NameProposal]:
    """Give the suggested names."""
    return {one.found.name: one for one in suggest(desk).names}


@pytest.fixture
def river(desk: Path) -> Path:
    """Give a project with names that its vocabulary lacks, in English, Russian and Kazakh."""
    (desk / "corpus" / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    write_source(
        desk,
        "one",
        "President Boris Tadeyev met the Upper River Union in Lowmouth. The Delta Compact (DCO) sent Ada Lindkvist.",
        "However, Tadeyev said that the Delta Compact would come. Monday and Yesterday, and the Russian text is late.",
        "The Upper River Union (UPRU) held talks in Vardania, near the border. A man of the DCO came.",
    )
    write_source(
        desk,
        "two",
        "In Vardania the Delta Compact (DCO) and Ada Lindkvist spoke. However, nobody from Vardania was there.",
        "Mr. Boris Tadeyev of the Delta Compact told reporters in Vardania that the Upper River Union (UPRU) had left.",
        "A letter of the Upper River Union (UPRU) followed. Ada Lindkvist had none.",
    )
    write_source(
        desk,
        "ru",
        "Вчера президент Зураб Мгебришвили приехал в Озёрск. Верховный суд молчит.",
        "По словам Зураба Мгебришвили, в Озёрске решения нет. Решение Верховного суда ждут; Верховный суд думает.",
        "Встреча с Зурабом Мгебришвили прошла. Жители Озёрска ждут. Постановление Верховного суда готово.",
        front="language: ru\n",
    )
    return desk


def test_names_that_match_nothing_are_offered(river: Path) -> None:
    """Each with its count, sources, excerpts and a tag; forms of one name are one, an acronym joins its name."""
    names = list_names(river)
    compact = names["Delta Compact"]
    assert (compact.also, compact.tag, compact.found.sources) == (("DCO",), "org/dco", 2)
    assert names["Boris Tadeyev"].tag == "person/tadeyev"
    vardania = names["Vardania"]
    assert (vardania.tag, vardania.found.passages, vardania.found.sources) == ("place/vardania", 3, 2)
    assert [name.partition("^")[0] for name in vardania.found.examples] == ["one", "two", "two"]
    zurab = names["Зураб Мгебришвили"]
    assert (zurab.tag, zurab.found.passages) == ("person/mgebrishvili", 3)
    assert names["Озёрск"].tag == "place/ozersk"


def test_what_is_known_or_no_name_is_not_offered(river: Path) -> None:
    """Known names and their parts, first words of sentences, days and languages are no suggestions."""
    offered = {name for one in list_names(river).values() for name in (one.found.name, *one.also)}
    assert not offered & {"Upper River Union", "Upper", "River", "Union", "Lowmouth", "However", "Yesterday", "Monday"}
    assert not offered & {"Russian", "The", "Вчера", "Встреча", "По", "URU"}


def test_other_names_of_known_tags_are_told(river: Path) -> None:
    """An acronym in brackets behind a known name, and another spelling, are proposed as aliases."""
    offered = {name: one.alias_of for name, one in list_names(river).items()}
    assert offered["UPRU"] == "org/river-union"
    assert offered["Ada Lindkvist"] == "person/lindqvist"


def test_a_russian_name_of_one_capital_is_whole(river: Path) -> None:
    """Of a name whose first word alone has a capital the small words are found too, in the nominative."""
    assert list_names(river)["Верховный суд"].tag.startswith("org/")


def test_suggestions_are_written_for_readers_and_machines(river: Path) -> None:
    """The table names the next command; `--json` holds the same names."""
    ran = run_briefgen("tags", "--suggest", "--limit", "3", folder=river)
    assert ran.code == 0
    assert "Delta Compact" in ran.out
    assert "--limit shows more" in ran.err
    assert "briefgen tags --accept" in ran.err
    told = json.loads(run_briefgen("tags", "--suggest", "--json", folder=river).out)
    assert [one["name"] for one in told["names"]] == list(list_names(river))
    assert told["total_names"] == len(told["names"])


def test_accepting_a_name_makes_a_tag_or_an_alias(river: Path) -> None:
    """A new tag is appended, a known one gets an alias; comments and all else stay; then it is offered no more."""
    made = run_briefgen("tags", "--accept", "Delta Compact", "--as", "org/delta-compact", folder=river)
    added = run_briefgen("tags", "--accept", "DCO", "--as", "org/delta-compact", folder=river)
    flood = run_briefgen("tags", "--accept", "high water", "--as", "theme/flood", folder=river)
    assert (made.code, added.code, flood.code) == (0, 0, 0), (made.err, added.err, flood.err)
    assert "new tag org/delta-compact" in made.out
    text = (river / "corpus" / "vocabulary.yaml").read_text(encoding="utf-8")
    wanted = VOCABULARY.replace("[flood*]", "[flood*, high water]")
    assert text == wanted + "org/delta-compact: {label: Delta Compact, aliases: [DCO]}\n"
    assert "Delta Compact" not in list_names(river)
    again = run_briefgen("tags", "--accept", "dco", "--as", "org/river-union", folder=river)
    assert again.code == 2
    assert "`org/delta-compact` already" in again.err


def test_the_first_tag_may_come_from_a_suggestion(desk: Path) -> None:
    """A vocabulary of comments alone, as `new` writes it, takes its first entry; the comments stay."""
    before = (desk / "corpus" / "vocabulary.yaml").read_text(encoding="utf-8")
    assert run_briefgen("tags", "--accept", "A: “b”, [c] # d", "--as", "org/odd", folder=desk).code == 0
    after = (desk / "corpus" / "vocabulary.yaml").read_text(encoding="utf-8")
    assert after == before + 'org/odd: {label: "A: “b”, [c] # d"}\n'
    listed = json.loads(run_briefgen("tags", "--json", folder=desk).out)
    assert listed[0]["label"] == "A: “b”, [c] # d"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A text that ends.\n", "A text that ends.\n#theme/flood\n"),
        ("A text that ends. ^here\n", "A text that ends. #theme/flood ^here\n"),
        ("A text.\n#place/lowmouth [key:: yes]\n", "A text.\n#place/lowmouth [key:: yes] #theme/flood\n"),
        ("A text.\n#place/lowmouth ^x\r\n\r\nMore.\n", "A text.\n#place/lowmouth #theme/flood ^x\r\n\r\nMore.\n"),
        ("- An item\n- More\n", "- An item\n  #theme/flood\n- More\n"),
        ("> A quotation\n\nMore.\n", "> A quotation\n#theme/flood\n\nMore.\n"),
        ("| a | b |\n| --- | --- |\n| c | d |\n", "| a | b |\n| --- | --- |\n| c | d |\n\n#theme/flood\n"),
        ("A text without an end of line", "A text without an end of line\n#theme/flood"),
    ],
)
def test_accepting_a_passage_writes_into_its_trailer(river: Path, before: str, after: str) -> None:
    """The tag joins the trailer, before the id; the passage's words, its other tokens and all else stay."""
    path = river / "corpus" / "sources" / "three.md"
    front = "---\ntitle: Three  # kept\ntext: summary\n---\n"
    path.write_bytes((front + before).encode())
    project = find_project(river)
    _, (excerpt, *_) = show_source(project, "three")
    done = accept_suggestion(project, excerpt.name, "theme/flood")
    assert path.read_bytes().decode() == front + after
    assert "#theme/flood" in after.splitlines()[done.line - 5]
    assert [one.name for one in find_excerpts(project, "tag:theme/flood AND source:three", 9).excerpts] == [
        excerpt.name
    ]


def test_what_cannot_be_accepted_is_refused(river: Path) -> None:
    """No --as, no tag, an unknown excerpt, an unknown tag for an excerpt: exit 2 and a sentence."""
    for words, told in (
        (("--accept", "Unheard Compact"), "--as"),
        (("--accept", "Delta Compact", "--as", "org delta"), "is not a tag"),
        (("--accept", "one^nothing-here", "--as", "theme/flood"), "has no excerpt"),
        (("--accept", "…", "--as", "org/x"), "no letter or digit"),
        (("--suggest", "theme/floods"), "did you mean `theme/flood`"),
        (("--suggest", "--rename", "a", "b"), "exclude each other"),
    ):
        ran = run_briefgen("tags", *words, folder=river)
        assert ran.code == 2, words
        assert told in ran.err


def test_what_is_ignored_stays_away(river: Path) -> None:
    """A dismissed name is written to a list of its own, and offered no more."""
    ran = run_briefgen("tags", "--ignore", "Vardania", folder=river)
    assert ran.code == 0
    assert ran.out.startswith("corpus/ignored.txt:2: ")
    assert "Vardania" not in list_names(river)
    assert run_briefgen("tags", "--ignore", "vardania", folder=river).code == 2


def test_passages_that_lack_a_tag_are_offered_with_the_words(river: Path) -> None:
    """A passage in the words of a tag's others, which does not name it, is offered; others are not."""
    about = ("gauges", "embankment", "sandbags", "levee", "upstream", "dredging", "pumps", "overflow")
    for number in range(12):
        words = " ".join(about[(number + step) % len(about)] for step in range(5))
        write_source(river, f"flood-{number}", f"The flood: {words}. {'x' * (number + 4)}", front=EN)
    for number in range(24):
        concert = f"A concert, a recital and choir number {number}: music for all of them {'y' * (number + 4)}."
        write_source(river, f"other-{number}", concert, front=EN)
    write_source(river, "lacking", "They keep gauges, sandbags and pumps upstream, and mend the levee.", front=EN)
    write_source(river, "few", "They keep gauges, and play music.", front=EN)
    tongue = "They keep gauges, sandbags and pumps upstream, and mend a levee."
    write_source(river, "tongue", tongue, front="language: und\n")
    (found,) = suggest(river).passages
    assert (found.proposal.excerpt.split("^")[0], found.proposal.tag) == ("lacking", "theme/flood")
    assert set(found.proposal.words) <= set(about)
    assert run_briefgen("tags", "--ignore", found.proposal.excerpt, "--as", "theme/flood", folder=river).code == 0
    assert suggest(river, "theme").passages == ()


def test_a_name_is_accepted_under_the_proposed_tag(river: Path) -> None:
    """Without --as a suggestion gets the tag that is proposed; what is proposed nowhere needs one."""
    assert run_briefgen("tags", "--accept", "Vardania", folder=river).code == 0
    assert "place/vardania: {label: Vardania}" in (river / "corpus" / "vocabulary.yaml").read_text(encoding="utf-8")
    ran = run_briefgen("tags", "--accept", "Nowhere Island", folder=river)
    assert (ran.code, "needs --as TAG" in ran.err) == (2, True)


def test_an_acronym_brings_its_long_name(river: Path) -> None:
    """An acronym in brackets is accepted together with the words whose first letters it is made of."""
    write_source(river, "board", "The Joint Coordination and Monitoring Board (JCMB) met. The JCMB will meet again.")
    ran = run_briefgen("tags", "--accept", "JCMB", "--as", "org/jcmb", folder=river)
    assert "`Joint Coordination and Monitoring Board` and `JCMB` are the new tag org/jcmb" in ran.out
    written = (river / "corpus" / "vocabulary.yaml").read_text(encoding="utf-8")
    assert "org/jcmb: {label: Joint Coordination and Monitoring Board, aliases: [JCMB]}" in written


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("Talks of the Organization for Security and Co-operation (OSCE) failed.", "OSCE", ""),
        ("Вчера Совет по делам молодёжи (СДМ) собрался.", "СДМ", "Совет по делам молодёжи"),
        ("He said, and (so) the Small Arms Board («SAB») agreed.", "SAB", "Small Arms Board"),
        ("Nothing stands before (ABC) here.", "ABC", ""),
        ("a big cat (ABC) is no name.", "ABC", ""),
    ],
)
def test_the_long_name_of_an_acronym_is_found(text: str, acronym: str, name: str) -> None:
    """Each letter is a word's first one, small words aside, and the first word has a capital."""
    assert find_long_name(text, acronym) == name


def test_words_too_many_are_refused(river: Path) -> None:
    """A tag before the excerpt, a tag in the place of a name, or a name with --as is a mistake, and writes nothing."""
    for words in (
        ("--ignore", "theme/flood", "one^abc"),
        ("--ignore", "theme/flood"),
        ("--ignore", "Delta Compact", "--as", "org/dco"),
        ("--accept", "theme/flood", "--as", "theme/flood"),
    ):
        ran = run_briefgen("tags", *words, folder=river)
        assert (ran.code, bool(ran.err.strip())) == (2, True), words
    assert not (river / "corpus" / "ignored.txt").exists()


def test_languages_take_turns(desk: Path) -> None:
    """A third of the sources has a third of the suggestions, however common the names of the others are."""
    for number in range(6):
        places = " ".join(f"He saw {name} there." for name in ("Avaria", "Belmora", "Corvinia", "Dorvath"))
        write_source(desk, f"en-{number}", f"{places} So it was {'x' * (number + 3)}.", front=EN)
    for number in range(3):
        text = f"Вчера поезд прибыл в Озёрск {'ж' * (number + 3)}."
        write_source(desk, f"ru-{number}", text, front="language: ru\n")
    assert [one.found.name for one in suggest(desk).names].index("Озёрск") in (1, 2)


def test_fragments_are_no_names(desk: Path) -> None:
    """What has a capital behind it, is an adjective, or is a last name without a first is not offered."""
    vocabulary = "org/court: {label: Grand Court}\ntheme/theft: {label: Child Theft}\n"
    (desk / "corpus" / "vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
    texts = (
        "The High Grand Court heard Mr. Ombarov, who said little of the Zorish people.",
        "Both the High Grand Court and Mr. Ombarov, who said more, know the Zorish people.",
        "They signed the Tamar Convention on the Civil Aspects of International Child Theft at once.",
        "In it the Tamar Convention on the Civil Aspects of International Child Theft is quoted.",
    )
    for number, text in enumerate(texts * 2):
        write_source(desk, f"s-{number}", f"{'x' * (number + 3)} {text}", front=EN)
    names = list_names(desk)
    assert "Tamar Convention on the Civil Aspects of International Child Theft" in names
    assert not names.keys() & {"High", "Ombarov", "Zorish"}
