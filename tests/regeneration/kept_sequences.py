"""Sequences of edits that once made the two paths part, shortened, and some that every build must survive.

A step is an edit or a command by its name (`edits.py`, `two_paths.py`) with the two numbers that choose what it does.
"""

from two_paths import Step

KEPT: dict[str, tuple[Step, ...]] = {
    "a source is edited, its size and time kept": (("edit_unseen", 6, 1), ("build", 0, 0), ("edit_unseen", 6, 2)),
    "an edit is taken back before the build": (("change_word", 6, 2), ("restore_all", 0, 0), ("build", 1, 1)),
    "an id moves to another file": (("take_id", 3, 1), ("build", 0, 0), ("take_id", 5, 2), ("build", 1, 0)),
    "two files have one id, then one": (
        ("twin", 6, 0),
        ("build", 0, 0),
        ("twin", 6, 1),
        ("build", 0, 1),
        ("delete_source", 0, 0),
        ("build", 1, 1),
    ),
    "a citation waits for its source": (
        ("judge", 1, 1),
        ("build", 0, 0),
        ("add_source", 1, 0),
        ("build", 0, 1),
        ("delete_source", 1, 0),
        ("build", 1, 2),
    ),
    "a copy comes and goes": (("copy_story", 7, 1), ("build", 0, 0), ("delete_source", 1, 0), ("build", 1, 0)),
    "a third source says that two are one, on which a judgement rests": (("set_front", 4, 41), ("build", 0, 0)),
    "a person's word is taken back": (("set_front", 4, 41), ("build", 0, 0), ("set_front", 4, 18), ("build", 1, 0)),
    "a build is killed while it prints": (("set_settings", 0, 0), ("kill", 9, 1), ("build", 1, 2)),
    "a build is killed at its first file": (("set_vocabulary", 0, 1), ("kill", 0, 0), ("kill", 3, 0), ("build", 0, 0)),
    "the index is damaged behind an edit": (("change_word", 1, 1), ("damage_state", 0, 3), ("build", 0, 0)),
    "a topic goes and comes back": (("delete_topic", 4, 0), ("build", 0, 0), ("restore_all", 0, 0), ("build", 1, 1)),
}
