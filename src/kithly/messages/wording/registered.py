"""The kinds of draft that are written: one line each.

A new kind is a module with a `Kind`, its phrases in every table of `messages/phrases`, and a line here. Where the
reason tells it apart from others of the same touch (an anniversary from a birthday), the line names that reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from kithly.messages.brief import Brief
from kithly.messages.wording import birthday, congratulate, connect, follow_up, reconnect, reply, thank
from kithly.messages.wording.kind import Kind
from kithly.reasons import TouchKind

ANY = ""  # whatever the reason

KINDS: Mapping[tuple[TouchKind, str], Kind] = {
    (TouchKind.RECONNECT, ANY): reconnect.KIND,
    (TouchKind.REPLY, ANY): reply.KIND,
    (TouchKind.THANK, ANY): thank.KIND,
    (TouchKind.CONGRATULATE, ANY): congratulate.KIND,
    (TouchKind.FOLLOW_UP, ANY): follow_up.KIND,
    (TouchKind.CONNECT, ANY): connect.KIND,
    (TouchKind.GREET, ANY): birthday.KIND,
}


def kind_of(brief: Brief) -> Kind | None:
    """Return the kind of draft of a brief's reason, else that of its touch; None where none is written."""
    return KINDS.get((brief.kind, brief.why)) or KINDS.get((brief.kind, ANY))
