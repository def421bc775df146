"""What an export says to whoever finds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SAYS: Final[Mapping[str, str]] = {
    "people": """people.vcf
  Everybody you know as cards (vCard 4.0): names, addresses, work, birthdays, circles, notes, pictures. Any address
  book takes them.
""",
    "calendar": """calendar.ics
  Meetings that were read and birthdays, as a calendar (iCalendar). Any calendar takes it.
""",
    "mail": """mail.mbox
  Mails as one mailbox file (mboxrd), rebuilt from what was kept: the text, who, when, the thread. Markup and
  attachments were never kept; of attachments the names stand in the heads. Mail programs import it.
""",
    "tables": """tables/ and spreadsheets/
  People, what happened with them, your notes, and what you sent, as tables (CSV, UTF-8). Open those in spreadsheets/
  with a spreadsheet: there, an apostrophe stands before every cell, and every line in a cell, that a spreadsheet could
  take for a formula. Those in tables/ are exact, for programs.
""",
    "lines": """lines/
  Everything that was kept, a line of JSON each (JSON Lines, UTF-8), a file for each kind of thing, and beside each the
  JSON Schema of its lines. From these another Kithly takes everything back:
    kithly import THIS_FOLDER --data NEW_FOLDER
  "number" names a line within this export; where another file refers to it, the schema says so.
""",
}

HEAD: Final = """This is everything that was in a Kithly network, for you and your other programs.

"""
TAIL: Final = """export.json
  The list of these files with their SHA-256 sums.

Not in it: passwords and keys, and what is worked out from the rest (ties, reasons), which is made anew. Nothing is
encrypted: whoever has these files can read them.
"""


def readme(parts: tuple[str, ...]) -> bytes:
    """Return the text for an export with these parts."""
    return (HEAD + "\n".join(SAYS[part] for part in SAYS if part in parts) + "\n" + TAIL).encode()
