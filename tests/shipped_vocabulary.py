"""All shipped vocabularies as one, as they would stand in a new project."""

from briefgen.model.vocabulary import Vocabulary
from briefgen.project.tags.stocking import ALL, choose_names, plan_stock
from briefgen.read.implications import list_ancestors


def read_shipped() -> Vocabulary:
    """Read them."""
    terms = {term.tag: term for term in plan_stock(Vocabulary(), choose_names((ALL,))).added}
    return Vocabulary(terms, frozenset(ancestor for tag in terms for ancestor in list_ancestors(tag)))
