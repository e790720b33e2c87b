"""What goes wrong on the user's side, as sentences with an exit code.

The author's mistakes are `Problem` values, collected and printed together; ours are tracebacks.
In between stand the user's: no project here, an unknown topic, a full disk. They are raised and
caught once, at the top::

    BriefgenError            1  something in the content stops this one command
     ├─ UsageError           2  the command's words, or the settings
     ├─ PolicyError          3  refused: a marking, a right, a path that leads outside
     ├─ LockedError          4  another build is running
     ├─ StorageError         5  disk or network
     └─ IntegrityError       7  a record is not as it was written
"""


class BriefgenError(Exception):
    """A mistake that the user can mend; its text is a whole sentence for a terminal."""

    exit_code = 1


class UsageError(BriefgenError):
    """The command line or the settings ask for what cannot be done."""

    exit_code = 2


class PolicyError(BriefgenError):
    """Refused by a rule on markings, rights or paths."""

    exit_code = 3


class LockedError(BriefgenError):
    """Another build holds the project's lock."""

    exit_code = 4


class StorageError(BriefgenError):
    """The disk or the network did not do what was asked."""

    exit_code = 5


class IntegrityError(BriefgenError):
    """What is on record is not as it was written."""

    exit_code = 7
