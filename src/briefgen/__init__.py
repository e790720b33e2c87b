"""briefgen assembles topic briefs from a corpus of tagged excerpts."""

__version__ = "0.1.0"
