"""A life in a few lines: positions, connections and letters, written as real exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

EGO = "Marit Hagen"
HOME, WORK = "marit.hagen@gmail.com", "marit@halden.example"

POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On",
    "Nordlys Kraft,Head of Planning,,,Jan 2018,",
    "Halden Marine AS,Lead,,,Jun 2015,Dec 2017",
    "Halden Marine,Planner,,,Mar 2013,May 2015",
)
SCHOOLS = ("School Name,Start Date,End Date,Notes,Degree Name,Activities", "Tarn University,2007,2012,,MSc,")
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "Mehmet,Yildiz,https://www.linkedin.com/in/mehmet-y,mehmet@halden.example,Globex,Engineer,03 May 2014",
    "Pat,O'Rourke,https://www.linkedin.com/in/pat-o,,Initech,Buyer,07 Jun 2016",
    "Rasmus,Kjaer,https://www.linkedin.com/in/rasmus-k,,Nordlys Kraft,Analyst,09 Sep 2020",
)
MEHMET, ADAEZE, DARYA = "mehmet@halden.example", "adaeze@halden.example", "Darya Kovaleva <darya@volga.example>"
LETTERS = (
    ("2013-04-02", f"Mehmet Yildiz <{MEHMET}>", f"{EGO} <{WORK}>"),
    ("2013-04-03", f"{EGO} <{WORK}>", f"Mehmet Yildiz <{MEHMET}>"),
    ("2017-10-02", f"Mehmet Yildiz <{MEHMET}>", f"{EGO} <{WORK}>"),
    ("2014-02-02", f"Adaeze Okonkwo <{ADAEZE}>", f"{EGO} <{WORK}>"),
    ("2014-02-03", f"{EGO} <{WORK}>", f"Adaeze Okonkwo <{ADAEZE}>"),
    ("2015-08-08", DARYA, f"{EGO} <{WORK}>"),
    ("2015-08-09", f"{EGO} <{WORK}>", DARYA),
)
LATER = (("2016-11-05", "Olu Adeyemi <olu@halden.example>", f"{EGO} <{WORK}>"),)
Letter = tuple[str, str, str]


def write_export(
    folder: Path,
    *,
    positions: Sequence[str] = POSITIONS,
    schools: Sequence[str] = SCHOOLS,
    connections: Sequence[str] = CONNECTIONS,
) -> Path:
    """Write a LinkedIn export as an unpacked folder."""
    folder.mkdir(parents=True, exist_ok=True)
    given, family = EGO.split()
    files = {
        "Profile.csv": ("First Name,Last Name,Headline", f"{given},{family},Planner"),
        "Email Addresses.csv": ("Email Address,Confirmed,Primary,Updated On", f"{HOME},Yes,Yes,", f"{WORK},Yes,No,"),
        "Positions.csv": positions,
        "Education.csv": schools,
        "Connections.csv": connections,
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def write_letters(path: Path, letters: Sequence[Letter] = LETTERS) -> Path:
    """Write an mbox; what ego wrote lies under Sent."""
    text = ""
    for number, (day, sender, to) in enumerate(letters):
        when = datetime.fromisoformat(day)
        hour = f"{when:%H:%M:%S}" if "T" in day else "09:00:00"
        label = "Sent" if sender.startswith(EGO) else "Inbox"
        text += (
            f"From - {when:%a %b %d} {hour} {when:%Y}\nX-Gmail-Labels: {label}\nFrom: {sender}\nTo: {to}\n"
            f"Subject: The harbour plan\nDate: {when:%d %b %Y} {hour} +0000\n"
            f"Message-ID: <{path.stem}{number}@fjord.example>\n\nThe harbour plan is nearly done.\n\n"
        )
    path.write_text(text, "utf-8")
    return path
