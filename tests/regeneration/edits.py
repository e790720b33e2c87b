"""Edits of a project, each chosen by a name and two numbers, so that a sequence of them is a table that can be read.

An edit finds what it needs among the files that are there and does nothing where there is none: any part of a sequence
is a sequence too.
"""

from collections.abc import Callable
from typing import TypeAlias

import edition_edits
import file_edits
import project_edits
import source_edits
from project_files import Files

Edit: TypeAlias = Callable[[Files, int, int], None]

#: All edits by name, and how often each is drawn against the others.
EDITS: dict[str, tuple[Edit, int]] = {
    "change_word": (source_edits.change_word, 6),
    "replace_file": (source_edits.replace_file, 2),
    "add_passage": (source_edits.add_passage, 4),
    "drop_passage": (source_edits.drop_passage, 3),
    "turn_passages": (source_edits.turn_passages, 1),
    "add_lines": (source_edits.add_lines, 2),
    "tag": (source_edits.tag, 5),
    "untag": (source_edits.untag, 3),
    "set_field": (source_edits.set_field, 6),
    "set_front": (source_edits.set_front, 10),
    "add_source": (source_edits.add_source, 4),
    "copy_story": (source_edits.copy_story, 4),
    "delete_source": (source_edits.delete_source, 4),
    "rename_source": (source_edits.rename_source, 3),
    "move_source": (source_edits.move_source, 3),
    "twin": (source_edits.twin, 3),
    "take_id": (source_edits.take_id, 3),
    "swap_ids": (source_edits.swap_ids, 2),
    "edit_unseen": (source_edits.edit_unseen, 5),
    "edit_topic_unseen": (project_edits.edit_topic_unseen, 2),
    "edit_other_unseen": (file_edits.edit_other_unseen, 2),
    "touch": (file_edits.touch, 3),
    "edit_and_date": (source_edits.edit_and_date, 2),
    "restore": (file_edits.restore, 6),
    "restore_all": (file_edits.restore_all, 2),
    "set_vocabulary": (project_edits.set_vocabulary, 8),
    "turn_vocabulary": (project_edits.turn_vocabulary, 1),
    "comment_vocabulary": (project_edits.comment_vocabulary, 1),
    "delete_vocabulary": (project_edits.delete_vocabulary, 1),
    "set_topic": (project_edits.set_topic, 8),
    "judge": (project_edits.judge, 5),
    "write_topic": (project_edits.write_topic, 2),
    "add_topic": (project_edits.add_topic, 2),
    "delete_topic": (project_edits.delete_topic, 2),
    "rename_topic": (project_edits.rename_topic, 2),
    "twin_topic": (project_edits.twin_topic, 1),
    "set_defaults": (project_edits.set_defaults, 3),
    "delete_defaults": (project_edits.delete_defaults, 2),
    "set_settings": (project_edits.set_settings, 3),
    "drop_setting": (project_edits.drop_setting, 1),
    "set_recipients": (project_edits.set_recipients, 5),
    "set_style": (project_edits.set_style, 5),
    "set_template": (project_edits.set_template, 4),
    "edit_template": (project_edits.edit_template, 1),
    "delete_template": (project_edits.delete_template, 2),
    "alter_original": (file_edits.alter_original, 2),
    "delete_original": (file_edits.delete_original, 2),
    "keep_version": (file_edits.keep_version, 1),
    "alter_output": (file_edits.alter_output, 3),
    "delete_output": (file_edits.delete_output, 3),
    "touch_output": (file_edits.touch_output, 1),
    "take_variant": (file_edits.take_variant, 1),
    "alter_edition": (edition_edits.alter_edition, 3),
    "alter_record": (edition_edits.alter_record, 2),
    "delete_edition": (edition_edits.delete_edition, 3),
    "copy_edition": (edition_edits.copy_edition, 2),
    "delete_state": (file_edits.delete_state, 1),
    "damage_state": (file_edits.damage_state, 2),
}
