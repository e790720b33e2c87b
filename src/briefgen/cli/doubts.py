"""The doubts of a run of `add`: each with the names of the files that it concerns, those of many files told once."""

import re
from collections import Counter
from collections.abc import Sequence

import click

from briefgen.cli.printing import clean_text
from briefgen.grammar.phrases import count_things

#: With more files than this, a doubt of one file is only counted.
_FEW_FILES = 10
_SHOWN_NAMES = 3
_MOST_SHOWN = 12
#: So many different doubts are told apart; of a run of thousands the rest is counted.
_MOST_KEPT = 2_000
_QUOTED = re.compile(r"'[^']*'|“[^”]*”|\"[^\"]*\"")


class Doubts:
    """Collects the doubts of all files, and writes them to stderr in the end."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._names: dict[str, list[str]] = {}
        self._first: dict[str, str] = {}
        self._others = 0

    def note(self, name: str, doubts: Sequence[str]) -> None:
        """Note the doubts of one file, by its short name; sentences that differ in what they quote count as one."""
        for told in dict.fromkeys(doubts):
            doubt = _QUOTED.sub("…", told)
            if doubt not in self._counts and len(self._counts) >= _MOST_KEPT:
                self._others += 1
                continue
            self._counts[doubt] += 1
            self._first.setdefault(doubt, told)
            names = self._names.setdefault(doubt, [])
            if len(names) < _SHOWN_NAMES:
                names.append(name)

    def print(self, files: int) -> None:
        """Write what was noted in a run of so many files, the commonest first."""
        told = [one for one in self._counts.most_common() if one[1] > 1 or files <= _FEW_FILES]
        shown = told if files <= _FEW_FILES else told[:_MOST_SHOWN]
        for doubt, count in shown:
            click.echo(_tell(self._first[doubt] if count == 1 else doubt, count, self._names[doubt]), err=True)
        left = self._counts.total() + self._others - sum(count for _, count in shown)
        if left:
            told_where = "; --explain tells each with its file"
            click.echo(f"{count_things(left, 'other doubt')}{told_where}", err=True)


def tell_doubts(name: str, doubts: Sequence[str]) -> None:
    """Write the doubts of one file to stderr, right behind its line."""
    for doubt in doubts:
        click.echo(_tell(doubt, 1, [name]), err=True)


def _tell(doubt: str, count: int, names: Sequence[str]) -> str:
    if count == 1:
        return clean_text(f"    {names[0]}: {doubt}")
    more = f" and {count - len(names)} more" if count > len(names) else ""
    return clean_text(f"    {count_things(count, 'file')}: {doubt} ({', '.join(names)}{more})")
