"""What each form prints of a topic: the brief its sections, the note what fits two pages, the dossier all."""

from briefgen.model.topic import Topic


def shape_topic(topic: Topic, form: str) -> Topic:
    """Give the topic with the sections that its form prints, in the form's order."""
    return topic
