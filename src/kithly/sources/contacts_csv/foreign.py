"""Tables that look like people's and are another source's, or nobody's address book."""

from __future__ import annotations

from kithly.sources._formats.book.layouts import known_layout
from kithly.sources._formats.table import Columns

# Any of these sets of columns is a file of a LinkedIn export
_LINKEDIN = tuple(
    frozenset(names.split())
    for names in (
        "connectedon",
        "firstname lastname headline summary",
        "firstname lastname text creationdate",
        "endorsementdate",
        "endorsementstatus",
        "connectionfirstname",
        "connectionprofileurl",
        "conversationid",
        "inviterprofileurl",
        "date status fullname",
        "source firstname companies emails",
        "companies createdat fullname",
        "phonenumbers createdat emails",
        "emailaddress confirmed primary",
        "firstname middlename lastname emails phonenumbers createdat",
        "applicationdate jobtitle",
        "verificationtype",
    )
)
# With one of these, a table holds what opens doors: it is never read, whatever else it says
_SECRETS = frozenset(
    word
    for line in (
        "password passwort motdepasse contrasena senha wachtwoord passphrase totp otp otpauth logintotp",
        "loginpassword secret apikey cvv cvc cardnumber pin privatekey",
    )
    for word in line.split()
)
_SAME = {"linkedinurl": "url", "linkedinprofileurl": "url", "profileurl": "url", "email": "emailaddress"}
_CONNECTIONS = frozenset(["firstname", "lastname", "url", "emailaddress", "company", "position"])


def holds_secrets(columns: Columns) -> bool:
    """Say whether a table has a column of passwords or card numbers."""
    return bool(_SECRETS & set(columns))


def is_foreign(columns: Columns) -> bool:
    """Say whether columns are those of a table that another source reads, in any language it knows."""
    names = frozenset(_SAME.get(column, column) for column in columns)
    if holds_secrets(columns) or known_layout(columns) is not None:
        return True
    if {"firstname", "lastname", "company", "position", "url"} <= names <= _CONNECTIONS:
        return True  # LinkedIn's connections, opened in a spreadsheet that lost the day
    return any(known <= names for known in _LINKEDIN)
