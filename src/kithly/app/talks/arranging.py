"""A talk arranged: kept, so that it is prepared and asked about, and told to both calendars by a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from secrets import token_hex

from icalendar import Calendar, Event, vCalAddress

from kithly.app.derived.ego import kept_ego
from kithly.app.derived.next_meeting import keep_next_meeting
from kithly.app.derived.refresh import refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.show import named
from kithly.app.views import DoneView, TalkView
from kithly.errors import NotFound, Refused, SettingsError
from kithly.people import Person, PersonId
from kithly.reasons import day_in_words
from kithly.records import Identity, IdentityKind, Meeting, one_line
from kithly.store import Decision, Reading

TALK, OFF = "talk", "talk_off"  # kinds of the decisions
MINUTES = 30
LONGEST = 12 * 60  # minutes
MOST_AHEAD = timedelta(days=730)
MAX_TEXT = 300  # characters of a place, and of what a talk is about
MADE_BY = "-//Kithly//Talks//EN"
UID_BYTES = 12


def arrange(
    network: Network, who: str, at: datetime, *, minutes: int = MINUTES, place: str = "", about: str = ""
) -> TalkView:
    """Keep that a talk is arranged: two days before it is to be prepared, and afterwards asked about once.

    Args:
        network: Whose.
        who: With whom.
        at: When it begins; a time without a zone is in the user's.
        minutes: How long it shall take.
        place: Where: a room, a number, the address of a call.
        about: What about.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        Refused: They are left in peace.
        SettingsError: The time is over, or far off, or the length is none.
    """
    starts = _checked(network, at, minutes)
    where, what = one_line(place)[:MAX_TEXT], one_line(about)[:MAX_TEXT]
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        if person.quiet or person.remembered:
            raise Refused("talk", f"{person.name} is left in peace.", hint=f"kithly person {person.id}")
        busy = _busy(tx, network, starts, minutes)
        value = {
            "at": starts.astimezone(UTC).isoformat(),
            "minutes": minutes,
            "place": where,
            "about": what,
            "uid": f"kithly-{token_hex(UID_BYTES)}",
        }
        local = starts.astimezone(network.zone)
        sentence = f"You talk with {person.name} on {local:%A}, {day_in_words(starts, network.zone)} at {local:%H:%M}."
        change, (kept,) = decide(tx, network, TALK, [(person.id, value)], sentence)
        refresh_people(tx, (person.id,), now=network.now)
        keep_next_meeting(tx, now=network.now, some=True)
        file = _invitation(tx, network, person, value)
    return TalkView(
        id=kept,
        person=named(person),
        at=starts,
        minutes=minutes,
        place=where,
        about=what,
        text=sentence,
        busy=busy,
        invitation=file,
        change=change,
    )


def call_off(network: Network, who: str) -> DoneView:
    """Keep that the next arranged talk with somebody will not take place.

    Raises:
        NotFound: Nobody is called so, or no talk is arranged.
        Conflict: Several are called so.
    """
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        first = next_talk(tx, network, person.id)
        if first is None:
            hint = f"kithly prepare {person.id}"
            raise NotFound("talk", person.name, message=f"No talk with {person.name} is arranged.", hint=hint)
        sentence = f"The talk with {person.name} is off."
        change, _ = decide(tx, network, OFF, [(person.id, {"talk": first.id})], sentence)
        refresh_people(tx, (person.id,), now=network.now)
    return done_view(change, sentence, person)


def next_talk(kept: Reading, network: Network, person: PersonId) -> Decision | None:
    """Return the next talk with somebody that was arranged here and not called off; None for none."""
    off = {one.value["talk"] for one in kept.decisions.all(OFF)}
    ahead = [
        one
        for one in kept.decisions.all(TALK)
        if kept.assignments.resolve(PersonId(one.subject)) == person
        and one.id not in off
        and datetime.fromisoformat(one.value["at"]) > network.now
    ]
    return min(ahead, key=lambda one: str(one.value["at"]), default=None)


def invitation(network: Network, talk: str) -> str:
    """Return an arranged talk as an iCalendar file.

    Raises:
        NotFound: There is no such talk.
    """
    with network.store.reading() as kept:
        told = next((one for one in kept.decisions.all(TALK) if one.id == talk), None)
        person = find_person(kept, told.subject) if told else None
        if told is None or person is None:
            raise NotFound("talk", talk, message="This talk is not kept any more.", hint="kithly changes")
        return _invitation(kept, network, person, told.value)


def _checked(network: Network, at: datetime, minutes: int) -> datetime:
    """Return the moment a talk begins.

    Raises:
        SettingsError: It is over, or far off, or the length is none.
    """
    starts = at if at.tzinfo else at.replace(tzinfo=network.zone)
    if not 0 < minutes <= LONGEST:
        raise SettingsError("minutes", f"{minutes} minutes are no talk.", hint="--minutes 30")
    if starts <= network.now:
        raise SettingsError("at", "That time is over.", hint="A talk that took place: kithly talked NAME 'about what'")
    if starts > network.now + MOST_AHEAD:
        raise SettingsError("at", "That is more than two years ahead.", hint="Say the day with its year: 2026-12-24")
    return starts


def _busy(kept: Reading, network: Network, starts: datetime, minutes: int) -> str:
    """Return the meeting that stands in a calendar at that time, as a sentence; empty for none."""
    ends = starts + timedelta(minutes=minutes)
    since = starts - timedelta(minutes=LONGEST)
    numbers = kept.interactions.meetings_between(int(since.timestamp()), int(ends.timestamp()) - 1)
    for stored in kept.records.get(numbers):
        one = stored.record
        if isinstance(one, Meeting) and one.at is not None and not one.is_all_day and not one.is_cancelled:
            length = timedelta(minutes=max(one.minutes, 1))
            if one.at < ends and one.at + length > starts:
                called = f"“{one_line(one.title)[:60]}”" if one.title else "A meeting"
                return f"{called} stands in your calendar from {one.at.astimezone(network.zone):%H:%M}."
    return ""


def _invitation(kept: Reading, network: Network, person: Person, value: dict[str, object]) -> str:
    """Return the talk as an iCalendar file (RFC 5545): an invitation where both mail addresses are known."""
    ego = kept_ego(kept)
    own, theirs = _mail(ego.identities), _mail(person.identities)
    calendar, event = Calendar(), Event()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST" if own and theirs else "PUBLISH")
    starts = datetime.fromisoformat(str(value["at"]))
    event.add("uid", value["uid"])
    event.add("dtstamp", network.now.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=int(str(value["minutes"]))))
    names = " and ".join(name for name in (ego.name, person.name) if name)
    event.add("summary", value["about"] or names)
    if value["place"]:
        event.add("location", value["place"])
    if own and theirs:
        event.add("organizer", _party(own, ego.name))
        event.add("attendee", _party(theirs, person.name, asked=True))
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _party(address: str, name: str, *, asked: bool = False) -> vCalAddress:
    party = vCalAddress(f"mailto:{address}")
    if name:
        party.params["CN"] = one_line(name).replace('"', "'")
    if asked:
        party.params["RSVP"] = "TRUE"
        party.params["PARTSTAT"] = "NEEDS-ACTION"
    return party


def _mail(identities: tuple[Identity, ...]) -> str:
    return next((one.value for one in identities if one.kind is IdentityKind.EMAIL), "")
