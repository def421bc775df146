"""The parts of a member's data that are read, and the file of an export that holds the same rows."""

from __future__ import annotations

from collections.abc import Mapping

# Name of the part at LinkedIn (case counts) -> what the user calls it
DOMAINS: Mapping[str, str] = {
    "PROFILE": "Profile",
    "EMAIL_ADDRESSES": "Email Addresses",
    "PHONE_NUMBERS": "PhoneNumbers",
    "POSITIONS": "Positions",
    "EDUCATION": "Education",
    "CONNECTIONS": "Connections",
    "INVITATIONS": "Invitations",
    "INBOX": "messages",
    "ENDORSEMENTS": "Endorsements",
    "RECOMMENDATIONS": "Recommendations",
    "MEMBER_SHARE_INFO": "Shares",
    "ALL_COMMENTS": "Comments",
    "ALL_LIKES": "Reactions",
    "INSTANT_REPOSTS": "InstantReposts",
    "EVENTS": "Events",
    "MEMBER_FOLLOWING": "Member_Follows",
    "CONTACTS": "Contacts",
}

# What a part says may hang on another: an entry of an old address book counts where one connection bears its name.
LEANS_ON: Mapping[str, str] = {"MEMBER_FOLLOWING": "CONNECTIONS", "CONTACTS": "CONNECTIONS"}

# Rows of both directions stand in one part. An export parts them, and so must what is read: by a column that only one
# side has. Of recommendations neither side has one, and nobody can tell who wrote which.
SIDES: Mapping[str, Mapping[str, str]] = {
    "ENDORSEMENTS": {
        "Endorsee First Name": "Endorsement_Given_Info",
        "Endorser First Name": "Endorsement_Received_Info",
    },
    "RECOMMENDATIONS": {},
}
