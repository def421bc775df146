"""The door to use: where the talk was or they last answered, else mail, LinkedIn, a number, else any other."""

from __future__ import annotations

from kithly.people import Person
from kithly.reasons import Reason
from kithly.records import Channel, IdentityKind

EMAIL, LINKEDIN, PHONE, OTHER = "email", "linkedin", "phone", "other"
NETWORKS = frozenset((Channel.MASTODON, Channel.BLUESKY, Channel.WEB))
"""Places where what somebody published is answered in the open, beneath it."""
CHATS = frozenset(
    (Channel.WHATSAPP, Channel.TELEGRAM, Channel.FACEBOOK, Channel.INSTAGRAM, Channel.SLACK, Channel.SIGNAL)
)
"""Places whose name is their door: whoever talked there can be written to there."""
_DOOR = {
    Channel.MAIL: EMAIL,
    Channel.LINKEDIN: LINKEDIN,
    Channel.SMS: PHONE,
    **{place: place.value for place in CHATS | NETWORKS},
}


def door(reason: Reason, person: Person, answered_on: Channel | None) -> str:
    """Return the door for a touch: ``email``, ``linkedin``, ``phone``, a chat or network by name, ``web``, ``other``.

    Args:
        reason: Its channel comes first, if it can be used.
        person: Who, with identities.
        answered_on: Where they last wrote; None if never.
    """
    kinds = {identity.kind for identity in person.identities}
    for channel in (reason.channel, answered_on):
        wanted = _DOOR.get(channel) if channel else None
        if wanted and (wanted != EMAIL or IdentityKind.EMAIL in kinds):
            return wanted
    if IdentityKind.EMAIL in kinds:
        return EMAIL
    if IdentityKind.LINKEDIN in kinds or person.connected_on is not None:
        return LINKEDIN
    return PHONE if IdentityKind.PHONE in kinds else OTHER
