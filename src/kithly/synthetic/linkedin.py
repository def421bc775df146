"""Writes a world as a LinkedIn data export of any era, as of any day."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from kithly.synthetic import linkedin_ego as own
from kithly.synthetic import linkedin_people as others
from kithly.synthetic.linkedin_cells import Era
from kithly.synthetic.linkedin_messages import messages
from kithly.synthetic.model import World

_MEMBER_ID = "10000019"
_FIRST_DAYS: tuple[tuple[date, Era], ...] = (
    (date(2026, 3, 1), "2026"),
    (date(2023, 10, 1), "2024"),
    (date(2021, 7, 1), "2023"),
    (date(2020, 3, 1), "2021"),
)


def era_of(day: date) -> Era:
    """Return the form that exports of a day have."""
    return next((era for first, era in _FIRST_DAYS if day >= first), "2018")


def linkedin_file_name(on: date, *, complete: bool) -> str:
    """Return the name LinkedIn gives the export of a day."""
    return f"{'Complete' if complete else 'Basic'}_LinkedInDataExport_{on:%m-%d-%Y}.zip"


def write_linkedin(world: World, path: Path, *, on: date, era: Era, complete: bool) -> Path:
    """Write the export of a day; the same world, day and era give the same bytes.

    Two exports of one world differ by the job changes and connections between their days. A category without data
    has no file.

    Args:
        world: Whose network.
        path: The zip to write, or a folder to write it into under LinkedIn's own name.
        on: Day of the export; nothing in it is later.
        era: Form of the tables; `era_of` tells the usual one of a day.
        complete: Also the files of the larger archive: posts, comments, reactions, notes, follows.

    Returns:
        The zip written.
    """
    target = path / linkedin_file_name(on, complete=complete) if path.is_dir() else path
    files = linkedin_files(world, on=on, era=era, complete=complete)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, date_time=(on.year, on.month, on.day, 6, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same bytes on every platform
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compresslevel=6)
    return target


def linkedin_files(world: World, *, on: date, era: Era, complete: bool) -> dict[str, bytes]:
    """Return the files of an export by name."""
    files = {
        "Connections.csv": others.connections(world, on, era),
        "Messages.csv" if era == "2018" else "messages.csv": messages(world, on, era),
        "Invitations.csv": others.invitations(world, on, era),
        "Profile.csv": own.profile(world, era),
        "Positions.csv": own.positions(world, on),
        "Education.csv": own.education(world),
        "Email Addresses.csv": own.email_addresses(world, on),
        "PhoneNumbers.csv": own.phone_numbers(world),
        "Recommendations_Received.csv": others.recommendations_received(world, on),
        "Recommendations_Given.csv": others.recommendations_given(world, on),
        "Endorsement_Received_Info.csv": others.endorsements(world, on, era, received=True),
        "Endorsement_Given_Info.csv": others.endorsements(world, on, era, received=False),
        "Skills.csv": own.skills(),
        "Languages.csv": own.languages(),
        "Company Follows.csv": own.company_follows(world, on),
    }
    if complete:
        files |= _complete_files(world, on, era)
    return {name: content for name, content in files.items() if _has_rows(content)}


def _complete_files(world: World, on: date, era: Era) -> dict[str, bytes]:
    """Return the files that only the larger archive has."""
    numbered = f"_{_MEMBER_ID}" if era == "2026" else ""
    files = {
        f"Shares{numbered}.csv": own.shares(world, on, era),
        f"Comments{numbered}.csv": own.comments(world, on),
        "Reactions.csv": own.reactions(world, on),
        "Member_Follows.csv": own.member_follows(world, on),
    }
    if era == "2026":
        files |= {"Notes.csv": others.notes(world, on), "guide_messages.csv": own.guide_messages(on)}
    return files


def _has_rows(content: bytes) -> bool:
    """Say whether a table holds more than its header."""
    ends = content.rstrip(b"\r\n\x00").count(b"\n")
    return ends > 0
