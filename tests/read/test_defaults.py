"""A folder's defaults reach its sources, and never lower a marking that could not be read."""

from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.model.source import Rights
from briefgen.read.defaults import FolderDefaults, find_defaults, read_defaults

PATH = "corpus/sources/press/_defaults.yaml"


def read(text: str) -> tuple[FolderDefaults, list[str]]:
    """Read a defaults file; return it with the codes of its problems."""
    defaults, problems = read_defaults(text.encode(), PATH, Settings())
    return defaults, [problem.kind.code for problem in problems]


def test_defaults_are_typed_like_front_matter() -> None:
    """Each value comes out as the source's field would, and knows its place."""
    defaults, codes = read(
        "tlp: TLP:GREEN\nreliability: B\ntags: [org/nato]\ntext: summary\npublisher: Example Daily\n"
    )
    assert codes == []
    assert defaults.values == {
        "marking": Marking.GREEN,
        "reliability": "B",
        "tags": ("org/nato",),
        "wording": "summary",
        "publisher": "Example Daily",
    }
    assert str(defaults.places["tlp"]) == f"{PATH}:1:6"
    assert str(defaults.places["#org/nato"]) == f"{PATH}:3:8"


def test_what_belongs_to_one_source_is_no_default() -> None:
    """A title, an id or an original for a whole folder is told as a mistake and not used."""
    defaults, codes = read("title: x\noriginal: {sha256: a}\nDOI: 10.1/2\n")
    assert codes == ["BG-YAML-010"] * 3
    assert defaults.values == {}


def test_an_unreadable_file_makes_its_folder_red() -> None:
    """What a broken file said of the marking is not known, so the highest holds."""
    for text in ("a: [", "tlp: TLP:PINK\n", "- tlp: TLP:GREEN\n", "tlp: TLP:RED\ntlp: TLP:CLEAR\n", "TLP: TLP:CLEAR\n"):
        defaults, codes = read(text)
        assert codes, text
        assert defaults.values == {"marking": Marking.RED, "is_unsure": True}
    assert read_defaults(b"\xff\xfe", PATH, Settings())[0].values == {"marking": Marking.RED, "is_unsure": True}


def test_an_empty_file_says_nothing() -> None:
    """An empty defaults file is no mistake and no marking."""
    assert read("# nothing yet\n") == (FolderDefaults(), [])


def test_the_nearest_folder_wins_and_tags_add_up() -> None:
    """A folder within replaces what the one above says, except that tags add up and rights are joined."""
    above, _ = read("tlp: TLP:RED\ntags: [a, b]\nlanguage: ru\nrights: {licence: MIT, max_quote_words: 50}\n")
    within, _ = read("tlp: TLP:CLEAR\ntags: [b, c]\nrights: {holder: Example}\n")
    folders = {"corpus/sources": above, "corpus/sources/press": within, "corpus/sources/other": FolderDefaults()}
    found = find_defaults("corpus/sources/press/deep/a.md", folders)
    assert found.values == {
        "marking": Marking.CLEAR,
        "tags": ("a", "b", "c"),
        "language": "ru",
        "rights": Rights("MIT", "Example", 50),
    }
    assert find_defaults("corpus/sources/b.md", folders) == above


def test_a_sources_own_rights_leave_its_folders_in_force() -> None:
    """Rights are joined entry by entry, each of them: a licence of its own does not set a source free."""
    above, _ = read("rights: {licence: MIT, max_quote_share: 10%, expires: 2026-11, may_distribute: no}\n")
    filled = above.fill({"rights": Rights(licence="CC-BY-4.0", max_quote_words=20)})["rights"]
    assert (filled.licence, filled.max_quote_words, filled.max_quote_share) == ("CC-BY-4.0", 20, 0.1)
    assert (str(filled.expires), filled.may_distribute) == ("2026-11", False)
    assert above.fill({"rights": Rights(may_distribute=True)})["rights"].may_distribute is True
