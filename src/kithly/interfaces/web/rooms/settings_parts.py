"""The parts of the settings, in the order of their list: a page each, or the way to the page that has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kithly.app.derived.me import show_me
from kithly.app.passes.at_doors import at_doors
from kithly.interfaces.web.rooms.asked import web_shown
from kithly.interfaces.web.rooms.door import door_shown
from kithly.interfaces.web.rooms.owning import backups_shown
from kithly.interfaces.web.rooms.phone import phone_shown
from kithly.interfaces.web.rooms.settings_days import days_shown
from kithly.interfaces.web.rooms.settings_programs import programs_shown
from kithly.interfaces.web.visit import Visit

Shown = Callable[[Visit], Mapping[str, Any]]


def _nothing(visit: Visit) -> Mapping[str, Any]:
    del visit
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the settings.

    Attributes:
        key: Its name in addresses: ``/settings/KEY``; also where older links to a place on the one page lead.
        word: Its heading.
        about: What it holds, in a line.
        template: What is shown beneath the heading; empty where another page has it.
        shown: What the template is given, besides what every page has.
        elsewhere: The address of the page that has it, where it is none of these.
    """

    key: str
    word: str
    about: str
    template: str = ""
    shown: Shown = _nothing
    elsewhere: str = ""

    @property
    def address(self) -> str:
        """Where it is."""
        return self.elsewhere or f"/settings/{self.key}"


def _me(visit: Visit) -> Mapping[str, Any]:
    return {"me": show_me(visit.network)}


def _doors(visit: Visit) -> Mapping[str, Any]:
    return {"doors": at_doors(visit.network)}


PARTS: Final[tuple[Part, ...]] = (
    Part(
        key="you",
        word="You",
        about="Your name, what you do and look for, your addresses, your time zone.",
        template="settings_you.html",
        shown=_me,
    ),
    Part(
        key="accounts",
        word="Accounts",
        about="Mail, calendars and address books that are read where they are.",
        elsewhere="/accounts",
    ),
    Part(
        key="days",
        word="Your days",
        about="Minutes, quiet hours, days off and away, how much one place bears.",
        template="settings_days.html",
        shown=days_shown,
    ),
    Part(
        key="circles",
        word="Your circles",
        about="How often you want to be in touch with each of them.",
        template="settings_circles.html",
        shown=days_shown,
    ),
    Part(
        key="reminders",
        word="Reminders",
        about="The daily mail, a calendar file, and what runs by itself.",
        template="settings_reminders.html",
        shown=days_shown,
    ),
    Part(
        key="sending",
        word="Sending",
        about="Whether Kithly sends your mail itself, after your yes.",
        template="settings_sending.html",
        shown=days_shown,
    ),
    Part(
        key="writer",
        word="Who writes drafts",
        about="The rules alone, or a language model beside them.",
        template="settings_writer.html",
        shown=days_shown,
    ),
    Part(
        key="phone",
        word="Your phone",
        about="Let a phone in your network do the day’s work. Off unless you say so.",
        template="settings_phone.html",
        shown=phone_shown,
    ),
    Part(
        key="programs",
        word="Programs that may ask",
        about="Scripts of yours that ask Kithly on this computer, with a token each.",
        template="settings_programs.html",
        shown=programs_shown,
    ),
    Part(
        key="proposals",
        word="What your assistant proposes",
        about="Nothing of it is done before your yes.",
        elsewhere="/proposals",
    ),
    Part(
        key="backup",
        word="Backups and export",
        about="One file with everything, made every day, that proves itself; and your data as files to take along.",
        template="settings_backup.html",
        shown=backups_shown,
    ),
    Part(
        key="web",
        word="What is asked of the web",
        about="Whether a page you found is read, and which engine may be asked.",
        template="settings_web.html",
        shown=web_shown,
    ),
    Part(
        key="look",
        word="How the pages look",
        about="Light or dark, and single-letter keys.",
        template="settings_look.html",
    ),
    Part(
        key="doors",
        word="At the doors",
        about="Who came in, and who was refused.",
        template="settings_doors.html",
        shown=_doors,
    ),
    Part(
        key="door",
        word="Signing out",
        about="Close Kithly for this browser, and when it closes by itself.",
        template="settings_door.html",
        shown=door_shown,
    ),
    Part(
        key="place",
        word="Where it lies",
        about="The one folder that holds everything.",
        template="settings_place.html",
    ),
)
