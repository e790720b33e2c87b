"""Who is to receive a topic, and what recipients.yaml does not tell of them."""

from collections.abc import Collection

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipients
from briefgen.model.topic import Topic


def every_recipient_is_known(topic: Topic, recipients: Recipients, file: str) -> tuple[Problem, ...]:
    """A topic names only recipients that stand in `file`."""
    places = topic.recipient_places
    return tuple(
        Problem(
            kinds.RECIPIENT_UNKNOWN,
            f"the recipient `{name}` is not in {file}",
            place,
            ask_whether(name, recipients.by_name) or f"give it an entry there: {name}: {{tlp: TLP:GREEN}}",
        )
        for name, place in zip(topic.recipients, places, strict=True)
        if name not in recipients.by_name
    )


def every_topic_named_for_is_there(recipients: Recipients, slugs: Collection[str]) -> tuple[Problem, ...]:
    """Recipients are named for topics that there are."""
    return tuple(
        Problem(
            kinds.RECIPIENT_TOPIC,
            f"`{one.name}` is named for the topic `{slug}`, which is not there",
            one.place,
            ask_whether(slug, slugs) or "`briefgen status` lists the topics",
        )
        for one in recipients.by_name.values()
        for slug in one.named_for
        if slug not in slugs
    )


def every_form_received_is_there(recipients: Recipients, forms: Collection[str]) -> tuple[Problem, ...]:
    """Recipients have forms that there is a template for."""
    return tuple(
        Problem(
            kinds.TOPIC_TEMPLATE,
            f"`{one.name}` receives the form `{one.form}`, for which there is no template",
            one.place,
            ask_whether(one.form, forms) or f"the forms are {', '.join(forms)}",
        )
        for one in recipients.by_name.values()
        if one.form and one.form not in forms
    )
