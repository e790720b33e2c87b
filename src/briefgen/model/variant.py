"""One of the ways in which a topic is printed: in which form, in whose language, up to which marking."""

from dataclasses import dataclass

from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of a topic's draft; one with nothing said is the topic's own.

    `template` is the form, "" for the topic's. `language` is that of the brief's own words (labels, dates,
    quotation marks), "" for the topic's. `limit` is the highest marking that may be in it, None for no limit:
    what is marked higher is taken out of the data before anything is put together.
    """

    template: str = ""
    language: str = ""
    limit: Marking | None = None

    @property
    def suffix(self) -> str:
        """What its files' names add to the topic's: ``.note.ru.tlp-green``, "" for the topic's own."""
        limit = self.limit.label.lower().replace(":", "-").replace("+", "-") if self.limit is not None else ""
        return "".join(f".{part}" for part in (self.template, self.language, limit) if part)


#: A topic printed as it says itself.
OWN_VARIANT = Variant()
