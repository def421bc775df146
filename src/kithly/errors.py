"""Every failure Kithly raises on purpose.

```
KithlyError                     message = what happened, .hint = what to do next
|-- UserError                   the user can mend it; shown as one sentence
|   |-- NotFound                no such person, touch, change ...
|   |-- Conflict                several answers, or not possible in this state
|   |   `-- ChangedMeanwhile    what was to be overwritten was changed elsewhere since it was shown
|   `-- SettingsError           a setting has an unusable value
|-- SourceError                 input: file or account
|   |-- SourceUnavailable       retry later
|   |-- SourceAuthError         sign in again
|   `-- SourceFormatError       this file is not what it seems
|-- ChannelError                output
|   |-- ChannelUnavailable
|   |   `-- Unsure              given up, and nobody knows whether it went out
|   |-- ChannelAuthError
|   `-- Refused                 the rules said no
|       `-- NobodyThere         the other side knows nobody at that address
`-- StoreError                  the database
    |-- SchemaTooNew
    |-- StoreBusy
    `-- StoreDamaged
```

Flaws of data are `records.Problem` values, and a rule's "no" is a `messages.Breach`: neither is
an exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class KithlyError(Exception):
    """What happened, in one sentence, with the next step.

    Attributes:
        hint: What to do next, usually a command; empty where nothing helps.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UserError(KithlyError):
    """Something only the user can mend."""


class NotFound(UserError):
    """A name, id or file that leads nowhere.

    Attributes:
        kind: What was looked for, for example ``person``.
        id: The word the user gave.
    """

    def __init__(self, kind: str, id: str, *, message: str = "", hint: str = "") -> None:  # noqa: A002
        super().__init__(message or f"There is no {kind} {id!r}.", hint=hint)
        self.kind = kind
        self.id = id


class Conflict(UserError):
    """Several answers fit, or the present state forbids the step.

    Attributes:
        kind: What was asked about.
        id: The word the user gave.
        candidates: What it could mean, for the user to choose from.
    """

    def __init__(
        self,
        kind: str,
        id: str,  # noqa: A002
        *,
        message: str,
        hint: str = "",
        candidates: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
        self.id = id
        self.candidates = candidates


class ChangedMeanwhile(Conflict):
    """What was to be overwritten was changed elsewhere since it was shown.

    Attributes:
        current: What is kept now, by field: of the fields that were to be changed.
        yours: What was asked for, by the same fields.
        clashing: The fields on which the two do not agree.
        version: The version of what is kept now; who asks again with it overwrites knowingly.
    """

    def __init__(  # noqa: PLR0913 - what and which, in words, and both sides
        self,
        kind: str,
        id: str,  # noqa: A002
        *,
        message: str,
        current: Mapping[str, Any],
        yours: Mapping[str, Any],
        clashing: tuple[str, ...],
        version: str,
    ) -> None:
        super().__init__(kind, id, message=message, hint="Look at both, and keep one of them.")
        self.current = dict(current)
        self.yours = dict(yours)
        self.clashing = clashing
        self.version = version


class SettingsError(UserError):
    """A setting, option or environment variable with an unusable value.

    Attributes:
        key: Which one.
    """

    def __init__(self, key: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.key = key


class SourceError(KithlyError):
    """Input could not be read.

    Attributes:
        source: The source's name.
        at: The file, account or place in it.
    """

    def __init__(self, source: str, at: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.source = source
        self.at = at


class SourceUnavailable(SourceError):
    """Try again later."""


class SourceAuthError(SourceError):
    """Sign in again."""


class SourceFormatError(SourceError):
    """The input is not of the format it seemed to be, or breaks a safety limit."""


class ChannelError(KithlyError):
    """A message could not go out.

    Attributes:
        channel: The channel's name.
    """

    def __init__(self, channel: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.channel = channel


class ChannelUnavailable(ChannelError):
    """Try again later."""


class Unsure(ChannelUnavailable):
    """It was given up whole, and the other side never said whether it took it."""


class ChannelAuthError(ChannelError):
    """Sign in again."""


class Refused(ChannelError):
    """The rules of good outreach, or the user's own word, forbid this message."""


class NobodyThere(Refused):
    """The other side says that nobody is at that address, and takes nothing for it."""


class StoreError(KithlyError):
    """The database cannot be used as it is."""


class SchemaTooNew(StoreError):
    """The database was made by a newer Kithly.

    Attributes:
        found: The schema revision in the file.
        known: The newest revision this Kithly knows.
    """

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"This network was last opened by a newer Kithly (schema {found}, known here {known}).",
            hint="Update Kithly, then run this again.",
        )
        self.found = found
        self.known = known


class StoreBusy(StoreError):
    """Another Kithly holds the lock this step needs."""


class StoreDamaged(StoreError):
    """The file is not a sound database."""
