"""Who may receive a brief: a person, or a list of them, and up to which marking."""

from dataclasses import dataclass, field

from briefgen.model.marking import Marking
from briefgen.model.problem import Place
from briefgen.model.variant import Variant


@dataclass(frozen=True, slots=True)
class Recipient:
    """One entry of ``recipients.yaml``.

    `marking` is the highest that may reach it. TLP:RED is for persons who are named (TLP 2.0), so it reaches one only
    for the topics of `named_for`, by slug. `form` and `language` are "" for the topic's own. `members` names the others
    that a list stands for: then theirs count, and it has no marking of its own. `channel` and `address` say how it is
    reached, `note` is for the desk alone. With `is_numbered` it gets a copy of its own: number and name stand on each
    page.
    """

    name: str
    marking: Marking = Marking.CLEAR
    label: str = ""
    organisation: str = ""
    form: str = ""
    language: str = ""
    named_for: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    channel: str = ""
    address: str = ""
    note: str = ""
    is_numbered: bool = False
    place: Place = field(default=Place(""), compare=False)

    @property
    def known_as(self) -> str:
        """What people call it: its label, else the organisation, else the name in the file."""
        return self.label or self.organisation or self.name

    def choose_limit(self, slug: str) -> Marking | None:
        """Choose the highest marking that may reach it of a topic, None where everything may."""
        if self.marking is not Marking.RED:
            return self.marking
        return None if slug in self.named_for else Marking.AMBER_STRICT

    def choose_variant(self, slug: str) -> Variant:
        """Choose the variant of a topic that it receives."""
        return Variant(self.form, self.language, self.choose_limit(slug))


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everybody in the file by name, in its order; `is_sound` tells whether no entry has an error."""

    by_name: dict[str, Recipient] = field(default_factory=dict)
    is_sound: bool = True

    def resolve(self, names: tuple[str, ...]) -> tuple[Recipient, ...]:
        """Give those whom some names mean, each once: lists stand for their members, unknown names for nobody."""
        found: dict[str, Recipient] = {}
        waiting, seen = list(reversed(names)), set()
        while waiting:
            one = self.by_name.get(waiting.pop())
            if one is None or one.name in seen:
                continue
            seen.add(one.name)
            if one.members:
                waiting.extend(reversed(one.members))
            else:
                found[one.name] = one
        return tuple(found.values())
