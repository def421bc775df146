"""One hello whole: why, what proves it, the doors, and the words for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import a_day_to_reconnect, write_letters

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.letters.hello import hello
from kithly.app.letters.looking import found
from kithly.app.letters.ready import prepare
from kithly.app.letters.sending import hand_over
from kithly.app.network import Network, open_network
from kithly.app.today.day import today
from kithly.app.today.outcome import done
from kithly.app.views import HelloView
from kithly.errors import NotFound, SettingsError
from kithly.interfaces import wire


@pytest.fixture
def opened(network: Kithly) -> Iterator[Network]:
    """Return an own copy of the imported network, open."""
    with open_network(network.data, now=NOW) as one:
        yield a_day_to_reconnect(one)


def hellos(opened: Network) -> list[HelloView]:
    """Return every hello of a long day, whole."""
    return [hello(opened, touch.id) for touch in today(opened, minutes=60, drafts=False).touches]


def reconnection(opened: Network) -> HelloView:
    """Return the first reconnection of today that has a draft."""
    return next(one for one in hellos(opened) if one.kind == "reconnect" and one.draft)


def test_the_quick_list_has_the_same_hellos_without_their_drafts(opened: Network) -> None:
    quick, whole = today(opened, minutes=60, drafts=False), today(opened, minutes=60)
    assert [one.id for one in quick.touches] == [one.id for one in whole.touches]
    assert {one.draft for one in quick.touches} == {None}
    assert [hello(opened, one.id).draft for one in whole.touches] == [one.draft for one in whole.touches]


def test_a_day_already_written_is_shown_without_writing(opened: Network) -> None:
    today(opened)
    with opened.store.transaction():  # somebody else writes, for long
        assert today(opened).touches


def test_every_reason_shows_its_proof_in_words(opened: Network) -> None:
    for one in hellos(opened):
        assert len(one.proof) == len(one.reason.evidence) > 0
        for proof, evidence in zip(one.proof, one.reason.evidence, strict=True):
            assert (proof.record, proof.quote) == (evidence.record, evidence.quote)
            assert proof.label.startswith(("Their ", "Your ", "LinkedIn export"))


def test_the_silence_is_told_in_words_of_the_pair(opened: Network) -> None:
    days = (replace(opened, now=opened.now + timedelta(days=day)) for day in range(-3, 4))
    told = {one.silence for day in days for one in hellos(day)}
    assert any("You two used to be in touch about every" in one for one in told)
    assert not [one for one in told if "overdue" in one or "you have not" in one]


def test_each_door_has_its_own_words(opened: Network) -> None:
    for one in hellos(opened):
        assert one.channel == one.doors[0].key
        assert one.doors[-1].key == "copy" or one.doors[0].key == "copy"
        for door in one.doors:
            shown = hello(opened, one.id, channel=door.key)
            assert (shown.draft is None) is (shown.why_not is not None)
            if shown.draft:
                assert bool(shown.draft.subject) is (door.key == "email")
                assert door.limit is None or len(shown.draft.text) <= door.limit


def test_a_message_on_linkedin_needs_a_connection_and_a_note_needs_none(opened: Network) -> None:
    keys = [{door.key for door in one.doors} for one in hellos(opened)]
    assert any("linkedin" in one for one in keys)
    assert not [one for one in keys if {"linkedin", "note"} <= one]


def test_an_unknown_hello_and_an_unknown_door_are_told(opened: Network) -> None:
    touch = today(opened, drafts=False).touches[0]
    with pytest.raises(NotFound):
        hello(opened, "ffffffffff")
    with pytest.raises(SettingsError):
        hello(opened, touch.id, channel="pigeon")


TITLE = "Night ferries, and what they carry"


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        (TITLE, f"“{TITLE}”"),
        (f"{TITLE}\nhttps://www.example.org/x/83621", f"“{TITLE}” on example.org"),
        ("https://www.example.org/talks/the-night-ferries", "“the night ferries” on example.org"),
        ("https://www.example.org/x/83621", "a page on example.org"),
        (f"Moved to Lyon last spring.\n{TITLE}", f"“{TITLE}”"),
    ],
)
def test_the_words_are_written_anew_around_what_was_found(opened: Network, pasted: str, said: str) -> None:
    before = reconnection(opened)
    found(opened, before.person.id, pasted)
    after = hello(opened, before.id)
    assert after.draft
    assert before.draft
    assert said in after.draft.text
    assert said not in before.draft.text
    claim = next(one for one in after.draft.claims if said in one.text)
    assert [(one.record, one.used) for one in after.found] == [(claim.evidence[0].record, True)]
    assert after.found[0].text == pasted


@pytest.mark.parametrize("pasted", ["She gave a talk in Jena", "https://www.linkedin.com/in/somebody/"])
def test_a_sentence_about_somebody_stays_a_note_and_says_so(opened: Network, pasted: str) -> None:
    before = reconnection(opened)
    kept = found(opened, before.person.id, pasted)
    after = hello(opened, before.id)
    assert after.draft == before.draft
    assert [one.used for one in after.found] == [False]
    assert "never told to them" in after.found[0].why
    assert "note" in kept.text


def test_what_was_found_is_said_once_and_not_in_the_next_words(opened: Network) -> None:
    one = reconnection(opened)
    found(opened, one.person.id, TITLE)
    done(opened, one.id)
    shown = hello(opened, one.id)
    assert shown.found == ()
    assert shown.draft is None or TITLE not in shown.draft.text


def test_what_became_of_a_hello_is_told_with_its_undo(opened: Network) -> None:
    touch = today(opened, drafts=False).touches[0]
    kept = done(opened, touch.id)
    settled = hello(opened, touch.id).settled
    assert settled
    assert (settled.text, settled.change) == (f"Said hello to {touch.person.name}.", kept.change)
    undo(opened, settled.change)
    assert hello(opened, touch.id).settled is None
    assert touch.id in {one.id for one in today(opened, drafts=False).touches}


def test_words_that_were_taken_along_are_told(opened: Network) -> None:
    one = next(one for one in hellos(opened) if one.draft)
    assert one.handed is None
    hand_over(opened, prepare(opened, one.id), open_it=False)
    handed = hello(opened, one.id).handed
    assert handed
    assert "today at" in handed.text


def test_a_hello_can_be_told_to_programs(opened: Network) -> None:
    document = wire.document("hello", hellos(opened)[0])
    assert '"schema": "kithly/hello/1"' in document


def test_a_personal_talk_gives_no_draft_and_never_unfolds_by_itself(tmp_path: Path) -> None:
    silent = timedelta(days=900)
    told = [(bool(week % 2), silent + timedelta(weeks=week)) for week in range(8)]
    with open_network(tmp_path / "network", now=NOW) as opened:
        text = "I was so sorry to hear that your father died. The funeral was beautiful, and the harbour was still."
        import_paths(opened, [write_letters(tmp_path / "letters.mbox", {"marta": told}, text)])
        (one,) = hellos(opened)
    assert one.draft is None
    assert one.weighed is None
    assert one.why_not == "Your last talk was personal: write this one yourself."
    assert one.proof
    assert all(proof.sensitive and proof.quote is None for proof in one.proof)
    assert "funeral" not in one.reason.text
