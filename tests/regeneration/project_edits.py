"""Edits of topics, the vocabulary, defaults, settings and templates."""

import re

from edit_values import DEFAULTS, JUDGEMENTS, RECIPIENTS, SETTINGS, STYLES, TEMPLATES, TOPIC_FRONT, VOCABULARY
from project_files import Files
from text_changes import edit_block, pick, set_key, swap_letter, swap_word


def edit_topic_unseen(files: Files, a: int, b: int) -> None:
    """Change a letter of a topic and keep its size and its time."""
    files.keep_times(files.pick(files.list_topics(), a), lambda text: swap_letter(text, b))


def set_vocabulary(files: Files, a: int, b: int) -> None:
    """Edit a line of the vocabulary: alias, label, implication, speaker; rename or delete the tag."""
    name, line = VOCABULARY[b % len(VOCABULARY)]
    files.change(
        "corpus/vocabulary.yaml",
        lambda text: re.sub(rf"(?m)^{re.escape(name)}:.*\n", line + "\n" if line else "", text),
    )


def turn_vocabulary(files: Files, a: int, b: int) -> None:
    """Move the vocabulary's first tags to its end: groups are printed in its order."""

    def turn(text: str) -> str:
        lines = text.splitlines(keepends=True)
        place = a % max(len(lines), 1)
        return "".join(lines[place:] + lines[:place])

    files.change("corpus/vocabulary.yaml", turn)


def comment_vocabulary(files: Files, a: int, b: int) -> None:
    """Add a comment to the vocabulary: nothing changes."""
    files.change("corpus/vocabulary.yaml", lambda text: text + f"# note {b % 3}\n")


def delete_vocabulary(files: Files, a: int, b: int) -> None:
    """Delete the vocabulary, or all of its lines."""
    if b % 2:
        files.remove("corpus/vocabulary.yaml")
    else:
        files.change("corpus/vocabulary.yaml", lambda text: "")


def set_topic(files: Files, a: int, b: int) -> None:
    """Set or take out a key of a topic."""
    key, value = TOPIC_FRONT[b % len(TOPIC_FRONT)]
    files.change(files.pick(files.list_topics(), a), lambda text: set_key(text, key, value))


def judge(files: Files, a: int, b: int) -> None:
    """Add a judgement or a paragraph to a topic, some of which cite what is not there (yet)."""
    line = pick(JUDGEMENTS, b)
    heading = ("", "# Key judgements\n\n", "# Background\n\n")[a % 3]

    def add(text: str) -> str:
        return f"{text}\n{'' if heading and heading in text else heading}{line}\n"

    files.change(files.pick(files.list_topics(), a), add)


def write_topic(files: Files, a: int, b: int) -> None:
    """Change a word of what the analyst wrote."""
    files.change(files.pick(files.list_topics(), a), lambda text: edit_block(text, b, lambda x: swap_word(x, a, b)))


def add_topic(files: Files, a: int, b: int) -> None:
    """Add a topic."""
    query = TOPIC_FRONT[b % 12][1]
    files.write(f"corpus/topics/topic-{a % 3}.md", f"---\ntitle: Topic {a}\nquery: {query}\n---\n")


def delete_topic(files: Files, a: int, b: int) -> None:
    """Delete a topic."""
    files.remove(files.pick(files.list_topics(), a))


def rename_topic(files: Files, a: int, b: int) -> None:
    """Rename a topic's file, and with it its slug."""
    files.move(files.pick(files.list_topics(), a), f"corpus/topics/topic-{b % 3}.md")


def twin_topic(files: Files, a: int, b: int) -> None:
    """Put a second topic of the same slug into a folder below."""
    path = files.pick(files.list_topics(), a)
    if path:
        text = set_key(files.read(path), "title", "A twin")
        files.write(f"corpus/topics/{('aaa', 'zzz')[b % 2]}/{path.rpartition('/')[2]}", text)


def set_defaults(files: Files, a: int, b: int) -> None:
    """Write a folder's defaults."""
    folder = ("", "press/", "notes/", "aaa/")[a % 4]
    files.write(f"corpus/sources/{folder}_defaults.yaml", pick(DEFAULTS, b))


def delete_defaults(files: Files, a: int, b: int) -> None:
    """Delete a folder's defaults."""
    files.remove(files.pick(files.list_below("corpus/sources", "_defaults.yaml"), a))


def set_settings(files: Files, a: int, b: int) -> None:
    """Set a setting."""
    key, value = SETTINGS[b % len(SETTINGS)]
    files.change("briefgen.toml", lambda text: re.sub(rf"(?m)^{key} =.*\n", "", text) + f"{key} = {value}\n")


def drop_setting(files: Files, a: int, b: int) -> None:
    """Take a line out of the settings."""

    def drop(text: str) -> str:
        lines = text.splitlines(keepends=True)
        return "".join(line for place, line in enumerate(lines) if place != a % max(len(lines), 1))

    files.change("briefgen.toml", drop)


def set_recipients(files: Files, a: int, b: int) -> None:
    """Write who receives what, and mostly let a topic be for some of them; or delete it."""
    if b % 8 == 7:
        files.remove("corpus/recipients.yaml")
        return
    files.write("corpus/recipients.yaml", pick(RECIPIENTS, b))
    if a % 4:
        topic = files.pick(files.list_topics(), a)
        files.change(topic, lambda text: set_key(text, "recipients", ("[desk]", "[press]", "[everyone]")[a % 3]))


def set_style(files: Files, a: int, b: int) -> None:
    """Write the citation style and name it in the settings, or leave the name, delete the file, keep its time."""
    name = "styles/own.csl"
    if a % 6 == 5:
        files.remove(name)
        return
    if a % 6 == 4 and name in files.list_below("styles"):
        files.keep_times(name, lambda text: text.replace(" / ", " – ").replace('"."', '"!"'))
        return
    files.write(name, pick(STYLES, b))
    files.change("briefgen.toml", lambda text: re.sub(r"(?m)^csl =.*\n", "", text) + f'csl = "{name}"\n')


def set_template(files: Files, a: int, b: int) -> None:
    """Write a template, a part, a style sheet or a catalogue of one's own."""
    path, text = TEMPLATES[b % len(TEMPLATES)]
    files.write(path, text)


def edit_template(files: Files, a: int, b: int) -> None:
    """Add a line to a template of one's own."""
    files.change(files.pick(files.list_below("templates"), a), lambda text: f"{text}\n")


def delete_template(files: Files, a: int, b: int) -> None:
    """Delete a template of one's own, or all of them."""
    files.remove(files.pick(files.list_below("templates"), a) if b % 4 else "templates")
