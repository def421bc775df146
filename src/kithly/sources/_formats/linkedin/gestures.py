"""Invitations, recommendations and endorsements: what was done besides writing."""

from __future__ import annotations

from hashlib import sha256

from kithly.records import Channel, Gesture, GestureKind, Party, PersonNote, name_key
from kithly.sources._formats.linkedin.connections import MAX_TITLE
from kithly.sources._formats.linkedin.dates import instant_token
from kithly.sources._formats.linkedin.export import Export, day_token
from kithly.sources._formats.linkedin.names import whole_name
from kithly.sources._formats.linkedin.parties import party
from kithly.sources._formats.linkedin.words import plain_text
from kithly.sources._formats.table import Row


def read_invitation(row: Row, export: Export) -> Gesture | str:
    """Return the invitation of one row, or why there is none."""
    direction = row.get("direction").upper()
    if direction not in {"OUTGOING", "INCOMING"}:
        return "the direction is missing"
    outgoing = direction == "OUTGOING"
    other = party(
        row.get("to" if outgoing else "from"), row.get("inviteeprofileurl" if outgoing else "inviterprofileurl")
    )
    if not other.identity:
        return "no name and no profile"
    at = export.instant(row.get("sentat"))
    return Gesture(
        key=_key("invitation", direction.lower(), other, instant_token(row.get("sentat"))),
        kind=GestureKind.INVITATION,
        channel=Channel.LINKEDIN,
        outgoing=outgoing,
        other=other,
        at=at,
        text=plain_text(row.get("message")),
    )


def read_recommendation(row: Row, export: Export, *, outgoing: bool) -> Gesture | str:
    """Return the recommendation of one row, or why there is none."""
    other = _person(row, "firstname", "lastname")
    if not other.identity:
        return "no name"
    return Gesture(
        key=_key("recommendation", "given" if outgoing else "received", other, day_token(row.get("creationdate"))),
        kind=GestureKind.RECOMMENDATION,
        channel=Channel.LINKEDIN,
        outgoing=outgoing,
        other=other,
        at=export.instant(row.get("creationdate")),
        text=plain_text(row.get("text")),
        company=plain_text(row.get("company"))[:MAX_TITLE],
        title=plain_text(row.get("jobtitle"))[:MAX_TITLE],
        status=row.get("status").lower()[:40],
    )


def read_endorsement(row: Row, export: Export) -> Gesture | str:
    """Return the endorsement of one row, or why there is none."""
    outgoing = "endorseefirstname" in row.cells
    side = "endorsee" if outgoing else "endorser"
    other = _person(row, f"{side}firstname", f"{side}lastname", row.get(f"{side}publicurl"))
    if not other.identity:
        return "no name and no profile"
    skill = plain_text(row.get("skillname"))
    return Gesture(
        key=_key("endorsement", "given" if outgoing else "received", other, skill.casefold()),
        kind=GestureKind.ENDORSEMENT,
        channel=Channel.LINKEDIN,
        outgoing=outgoing,
        other=other,
        at=export.instant(row.get("endorsementdate")),
        text=skill,
        status=row.get("endorsementstatus").lower()[:40],
    )


def read_note(row: Row, export: Export) -> PersonNote | str:
    """Return the member's note on a person, or why there is none."""
    other = _person(row, "connectionfirstname", "connectionlastname", row.get("connectionprofileurl"))
    text = plain_text(row.get("note"))
    if not other.identity:
        return "no name and no profile"
    if not text:
        return "an empty note"
    created = export.instant(row.get("createdon"))
    return PersonNote(
        key=_key("note", "own", other, instant_token(row.get("createdon"))),
        other=other,
        text=text,
        at=export.instant(row.get("editedon")) or created,
    )


def _person(row: Row, first: str, last: str, url: str = "") -> Party:
    return party(whole_name(row.get(first), row.get(last)), url)


def _key(what: str, side: str, other: Party, told: str) -> str:
    """Return a key that an export without profile addresses gives as well."""
    who = name_key(other.name) or (other.identity.value if other.identity else "")
    digest = sha256(told.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{what}|{side}|{who}|{digest}"
