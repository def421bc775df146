"""A brief: the facts a draft may use, each with its proof."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from kithly.messages.occasion import Sign, Stay
from kithly.people import Person
from kithly.reasons import TouchKind
from kithly.records import Evidence, clean_name

MOST_WORDS_OF_FACT = 104  # letters of a topic, company or quote; longer is text pasted into a field
MOST_GIVEN = 30  # letters of a given name
_HOSTILE = re.compile(r"https?:|www\.|[{}<>\[\]=|\\@%*_~^`$\"“”„«»]|\d{5,}|^[+\-=@#/]")
_DOT = "[.\u2024\u3002\uff0e\uff61]"  # and what names of servers are read with as if it were one
_ENDS = (  # of names of servers that mail programs make links of; a file ending (md, py, rs) is none of them
    "com net org edu gov info biz name io co me app dev ai ly gl gg tv xyz site online shop store top club link click "
    "live page website space cloud icu pro eu uk de at ch fr es pt it nl be lu ie pl cz se no dk fi ru ua su cn in jp "
    "kr br mx ar us ca au nz za tk ml ga cf gq example test рф 中国"
)
_ADDRESS = re.compile(  # with a scheme or a path, or in letters of its own
    rf"[a-z][a-z0-9+.\-]{{1,15}}://|\b(?:mailto|javascript|vbscript|data|file|tel|sms):\S|\bxn--"
    rf"|[^\W_]{_DOT}[^\W\d_]{{2,24}}(?::\d+)?/\S|\d{{1,3}}(?:\.\d{{1,3}}){{3}}",
    re.IGNORECASE,
)
_SITE = re.compile(rf"[^\W_]{_DOT}(?:{'|'.join(_ENDS.split())})(?!\w)", re.IGNORECASE)
_GIVEN = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A former talk with the recipient.

    Attributes:
        at: When, aware; None if unknown.
        topic: What it was about: exact words of the record.
        evidence: The message, with the words as its quote.
        channel: ``mail``, ``linkedin`` ...
        outgoing: Whether the words are ego's own.
        is_subject: True for a subject, which is quoted; False for a name of a thing out of a sentence
            ("the lighthouse novel"), which stands in the running text.
    """

    at: datetime | None
    topic: str
    evidence: Evidence
    channel: str = "mail"
    outgoing: bool = False
    is_subject: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Where the recipient works now.

    Attributes:
        company: Exactly as the record has it.
        evidence: The record.
        title: Position, or empty.
        before: Company at the time of the last talk, or empty; needs evidence in `before_evidence`.
        before_evidence: The record of the former company.
        is_fresh: True if they changed lately (an occasion); False if they are merely elsewhere than
            when you last spoke (a topic).
        is_promotion: True if what changed is the title, at the same company.
    """

    company: str
    evidence: Evidence
    title: str = ""
    before: str = ""
    before_evidence: Evidence | None = None
    is_fresh: bool = False
    is_promotion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something they said or did, in the words of its record.

    Attributes:
        words: Exact words: a question, a line of a recommendation, a skill, a place; "…" at the end where cut.
        evidence: The record that holds them.
    """

    words: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the user found when looking them up.

    Attributes:
        words: Its title; empty where only the page is known.
        host: Where it stands, as one would say it; empty where nobody knows.
        evidence: The user's own word, with the link.
    """

    words: str
    host: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedYears:
    """Years at one place that the user confirmed to have shared with the recipient.

    Attributes:
        place: Employer or school, as the user's answer names it.
        evidence: The user's answer.
        studied: True for a school, False for work.
    """

    place: str
    evidence: Evidence
    studied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something the recipient shared, or something of others that is passed on to them.

    Attributes:
        title: Its title or first words, exactly; empty where only the page is known.
        kind: What it is: the name of a kind of news (``post``, ``article``, ``release``, ``talk`` ...).
        evidence: The record of it.
        url: Its page; empty if there is none.
        author: Who made it, where that is neither side; empty else.
        topic: The word or phrase of a past talk with them that it fits; empty where nothing is known.
        topic_evidence: The record of that talk.
        is_topic_theirs: Whether they said it; else ego did.
    """

    title: str
    kind: str
    evidence: Evidence
    url: str = ""
    author: str = ""
    topic: str = ""
    topic_evidence: Evidence | None = None
    is_topic_theirs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody ego could put the recipient in contact with, if both want.

    Attributes:
        name: As they are called.
        what: What they offer or look for that fits the recipient, in the words of a record.
        evidence: The records that say so, of either side.
        fits: What of the recipient's it fits: what they look for, or could offer; None where nothing tells.
        helps: Whether the other could help the recipient; else the recipient could help the other.
        by_work: Whether nothing but a position tells what the one who could help would do.
    """

    name: str
    what: Fact
    evidence: tuple[Evidence, ...] = ()
    fits: Fact | None = None
    helps: bool = True
    by_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time at which ego is free to talk.

    Attributes:
        starts: Aware, in ego's zone.
        minutes: How long.
    """

    starts: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How ego writes, learned from what ego sent; never leaves the machine.

    Attributes:
        greeting: As ego begins, the given name as ``{given}`` or the surname as ``{surname}``: ``Hi {given},``; empty
            where nothing is known.
        sign_off: As ego ends, above the name: ``Best wishes``; empty where nothing is known.
        signs_as: The name ego signs with; empty where nothing is known.
        words: Middle length of ego's messages, in words; 0 where nothing is known.
    """

    greeting: str = ""
    sign_off: str = ""
    signs_as: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ego:
    """Who writes.

    Attributes:
        name: Full name; may be empty.
        given: Given name for the signature; may be empty.
        now: What ego does now, in ego's own words; empty if not told.
        position: Ego's present title, or headline; empty if unknown.
        company: Ego's present company; empty if unknown.
    """

    name: str = ""
    given: str = ""
    now: str = ""
    position: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything a draft may say. What is None or empty is not known, and is not said.

    Attributes:
        recipient: Whom.
        kind: What for.
        channel: Where it will go: ``mail``, ``linkedin`` ...
        ego: Who writes.
        talk: The last real talk.
        news: Where they work now.
        question: Their question that waits for an answer.
        recommendation: A line of the recommendation they wrote.
        endorsement: The skill they endorsed.
        met_at: Where you met.
        met_about: What you talked about then.
        found: What the user found when looking them up.
        shared: Years the two shared, by the user's own word.
        is_birthday: Whether a greeting is for a birthday.
        is_late: Whether that birthday is over.
        was_asked: Whether the talk was opened by a question of theirs that ego never answered, where the question
            itself is not to be repeated.
        is_answered: Whether ego wrote to them after that talk: then no apology is due for a late answer.
        now: The present, aware; None if the age of what is answered shall not be told.
        is_personal: Whether the last talk touched a sensitive matter: then nothing is drafted.
        language: ISO 639-1 code of what the two write to each other: ``en``, ``de``, ``es``, ``fr`` or ``pt``.
        is_formal: Whether they address each other formally (German, Spanish, French and Portuguese tell).
        voice: How ego writes, to them or in that language.
        why: Kind of the reason that led here, by name; empty without one.
        on: The day that reason is about.
        item: What they shared, or what is shared with them.
        other: Whom ego could introduce to them.
        through: Whom they put ego in contact with, by name.
        sign: What one side said or did, on which the reason rests.
        stay: The town in which they are by now, ego will be, or the two met.
        slots: Times to propose for a talk.
        years: How many years an anniversary is for, or a first contact lies back; 0 if unknown.
    """

    recipient: Person
    kind: TouchKind
    channel: str
    ego: Ego
    talk: Talk | None = None
    news: News | None = None
    question: Fact | None = None
    recommendation: Fact | None = None
    endorsement: Fact | None = None
    met_at: Fact | None = None
    met_about: Fact | None = None
    found: Found | None = None
    shared: SharedYears | None = None
    is_birthday: bool = False
    is_late: bool = False
    was_asked: bool = False
    is_answered: bool = False
    now: datetime | None = None
    is_personal: bool = False
    language: str = "en"
    is_formal: bool = False
    voice: Voice = Voice()
    why: str = ""
    on: date | None = None
    item: Item | None = None
    other: Other | None = None
    through: Fact | None = None
    sign: Sign | None = None
    stay: Stay | None = None
    slots: tuple[Slot, ...] = ()
    years: int = 0


def usable_quote(text: str) -> str:
    """Return a quote fit to stand in a draft, or empty; its "…" and its "?" stay.

    Example:
        >>> usable_quote("the Oslo audit, and…")
        'the Oslo audit, and…'
    """
    words = usable(text)
    return f"{words}…" if words and text.rstrip().endswith("…") else words


def usable(text: str, *, sites: bool = False) -> str:
    """Return words out of a record fit to stand in a draft, or empty.

    One line without control and bidi characters. Links, addresses, markup, template marks, long numbers,
    formulas and overlong text are not words to repeat to anybody.

    Args:
        text: The words.
        sites: Whether the bare name of a site may be among them: companies and pages are called so.

    Example:
        >>> usable("the  Oslo audit")
        'the Oslo audit'
        >>> usable("[Company]")
        ''
        >>> usable("Fares at boats.example"), usable("Boats.com", sites=True)
        ('', 'Boats.com')
    """
    text = clean_name(text).strip(" .,;:!-–—…'‘’")
    if not text or len(text) > MOST_WORDS_OF_FACT or _HOSTILE.search(text) or text.startswith(("'", "+")):
        return ""
    if _ADDRESS.search(text) or (not sites and _SITE.search(text)):
        return ""
    return text if sum(character.isalpha() for character in text) * 2 >= len(text) else ""


def given_name(text: str) -> str:
    """Return a given name fit for a greeting, or empty where the field holds something else."""
    text = clean_name(text)
    if len(text) > MOST_GIVEN or not _GIVEN.fullmatch(text):
        return ""
    return text if not any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text) else ""
