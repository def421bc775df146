"""Contract: meetings, which have no sender, whose guests are all told, and which are searched by their titles."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kithly.history import NOBODY
from kithly.records import Channel, Flag, Meeting
from kithly.store import Store
from kithly.testing.store_columns import rows
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import MAY, derived, email, keep, mail, party, sighted


def meeting(key: str, *who: str, days: int = 0, title: str = "") -> Meeting:
    """Return a meeting, ``days`` after May 1st."""
    return Meeting(
        key=key,
        channel=Channel.MEETING,
        at=MAY + timedelta(days=days),
        title=title,
        attendees=tuple(party(name) for name in who),
        attendance=len(who),
    )


class MeetingsContract(StoreFixtures):
    """Meetings as arrays, by time, and by their words."""

    def test_a_meeting_has_no_sender_and_all_guests_and_tells_who_said_no(self, store: Store) -> None:
        told = replace(meeting("1", "me", "ana", "ben"), declined=(party("cy"),), owner=email("me"))
        keep(store, "a", [sighted(told), sighted(replace(meeting("2", "me", "ana"), is_cancelled=True))])
        with store.reading() as kept:
            columns = kept.interactions.columns()
        assert rows(store, columns) == [
            ("1", "-", ["[cy@example.org]", "ana@example.org", "ben@example.org", "ego"]),
            ("2", "-", []),
        ]
        assert columns.sender.tolist() == [NOBODY, NOBODY]
        assert columns.flags.tolist() == [Flag.MUTUAL, Flag.MUTUAL]
        assert columns.recipients.tolist() == [2, 1]

    def test_columns_of_somebody_tell_all_who_were_at_their_meetings(self, store: Store) -> None:
        keep(
            store,
            "a",
            [sighted(meeting("1", "ana", "ben")), sighted(meeting("2", "ben")), sighted(mail("3", "me", "ana", "ben"))],
        )
        with store.reading() as kept:
            part = kept.interactions.columns_of(kept.identities.seq_of([email("ana")]).values())
        assert rows(store, part) == [
            ("1", "-", ["ana@example.org", "ben@example.org", "ego"]),
            ("3", "me@example.org", ["ana@example.org"]),
        ]

    def test_who_was_met_in_a_stretch_of_time_and_when_the_next_meeting_is(self, store: Store) -> None:
        keep(store, "a", [sighted(meeting(str(day), who, days=day)) for day, who in enumerate(("ana", "ben", "cy"))])
        keep(store, "b", [sighted(mail("m", "dee", "me", days=1))])
        days = [int((MAY + timedelta(days=day)).timestamp()) for day in range(4)]
        with store.reading() as kept:
            seqs = kept.identities.seq_of([email("ben"), email("cy")])
            met = kept.interactions.met_between(days[0], days[2])
            begun = kept.records.get(kept.interactions.meetings_between(days[0], days[2]))
            following = [kept.interactions.next_met(at) for at in (days[0] - 1, days[0], days[2])]
        assert set(seqs.values()) <= set(met)
        assert len(met) == 3  # ego among them
        assert [one.record.key for one in begun] == ["1", "2"]
        assert following == [days[0], days[1], None]

    def test_a_meeting_is_found_by_its_title_and_no_more_by_an_older_one(self, store: Store) -> None:
        keep(store, "a", [sighted(meeting("1", "ana", title="Lantern repair"))])
        later = sighted(meeting("1", "ana", title="Harbour walk"))
        keep(store, "b", [replace(later, observed_at=later.observed_at + timedelta(days=90))])
        with store.reading() as kept:
            assert [kept.search.total(words) for words in ("harbour", "lantern")] == [1, 0]

    def test_a_rebuild_derives_meetings_the_same(self, store: Store) -> None:
        keep(store, "a", [sighted(meeting("1", "ana", "ben", title="Lantern"))])
        before = derived(store)
        with store.transaction() as tx:
            tx.interactions.rebuild()
            tx.search.rebuild()
        assert derived(store) == before
        with store.reading() as kept:
            assert kept.search.total("lantern") == 1
