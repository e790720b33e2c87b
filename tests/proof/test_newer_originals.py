"""What is said of a newer original: only excerpts that it truly no longer bears out are called lost."""

from briefgen.model.evidence import Evidence, TaggedPassage
from briefgen.model.marking import Marking
from briefgen.model.problem import Place
from briefgen.model.source import NewerOriginal, Source
from briefgen.proof.quotation import prepare_original
from briefgen.proof.table_parts import prove_passage
from briefgen.proof.versions import check_newer
from briefgen.read.passages import read_passages

FIRST = "Port Year\nAktau 1963\nBaku 1902\nTurkmenbashi 1896\n\nThe ferry was refitted in the spring of that year.\n"
BODY = "| Port | Year |\n| --- | --- |\n| Baku | 1902 |\n| Turkmenbashi | 1896 |\n"


def test_a_part_of_a_long_table_is_not_called_lost() -> None:
    """A table's second part, with the head repeated, stands in a newer original that keeps the table."""
    [passage] = read_passages(BODY, "ports", "ports.md", 1)[0]
    own, latest = prepare_original(FIRST), prepare_original(FIRST + "A second ferry is being built in the same yard.\n")
    proof = prove_passage(passage, own, {}, "verbatim")
    assert proof.state.value == "exact"
    source = Source("ports", "ports.md", "Ports", Marking.CLEAR)
    evidence = (Evidence(TaggedPassage(passage), source, proof, Marking.CLEAR),)
    [problem] = check_newer(NewerOriginal("b" * 64, "ports.txt"), own, latest, evidence, Place("ports.md"))
    assert "1 paragraph new" in problem.message
    assert "excerpt" not in problem.message
    gone = prepare_original(FIRST.replace("1902", "1903"))
    [problem] = check_newer(NewerOriginal("c" * 64, "ports.txt"), own, gone, evidence, Place("ports.md"))
    assert "1 excerpt does not stand in it any more" in problem.message
