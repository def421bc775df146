"""How the user writes, learned from what they sent, reaches the brief of a draft."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kithly.app.derived.closely import Untold, look
from kithly.app.derived.me import set_me
from kithly.app.derived.own_voice import kept_voices
from kithly.app.derived.refresh import refresh
from kithly.app.drafts.briefing import brief_of
from kithly.app.drafts.voiced import Voices
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import words_of
from kithly.messages import Brief, Draft, Ego, SharedYears, Voice, compose
from kithly.reasons import TouchKind
from kithly.records import Evidence
from kithly.testing.store_samples import NOW, keep, mail, sighted

GERMAN = "Hallo {},\nder Garten blüht und ich hoffe, es geht dir gut.\n\nHerzlich\nMe"


def written(network: Network, who: str, text: str, *, days: int) -> None:
    keep(network.store, f"to {who}", [sighted(mail(f"own {who} {days}", "me", who, text=text, days=days))])
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)


def brief(network: Network, who: str) -> Brief:
    with network.store.reading() as kept:
        words = words_of(kept)
        (facts,) = look(kept, [find_person(kept, who).id], Untold(), words, now=NOW)
        plain = brief_of(facts, TouchKind.RECONNECT, "mail", Ego(name="Me Fictional", given="Me"), reason=None)
        return Voices(kept).voiced(plain, facts, words.get(facts.person.id))


def test_the_voice_is_learned_by_language_at_each_rebuild(network: Network) -> None:
    for days, who in enumerate(("ana", "ben", "cy")):
        written(network, who, GERMAN.format(who.capitalize()), days=60 + days)
    with network.store.reading() as kept:
        voice = kept_voices(kept)["de"]
    assert voice == Voice(greeting="Hallo {given},", sign_off="Herzlich", signs_as="Me", words=14)


def test_a_draft_follows_the_language_and_address_of_the_thread(network: Network) -> None:
    written(network, "ana", "Guten Tag Ana,\nich danke Ihnen, dass Sie an den Garten gedacht haben.\nMe", days=84)
    found = brief(network, "ana")
    assert (found.language, found.is_formal, found.voice.greeting) == ("de", True, "Guten Tag {given},")
    assert (brief(network, "ben").language, brief(network, "ben").is_formal) == ("en", False)


def test_the_users_own_sample_stands_above_what_was_learned(network: Network, tmp_path: Path) -> None:
    sample = tmp_path / "mine.txt"
    sample.write_text("Ahoy Zoë,\nthe boat is dry and so am I.\n\nFair winds,\nMe\n", "utf-8")
    set_me(network, [("voice", str(sample))])
    sample.unlink()
    voice = brief(network, "zoë").voice
    assert replace(voice, words=0) == Voice(greeting="Ahoy {given},", sign_off="Fair winds", signs_as="Me")


def test_a_formal_thread_begins_as_it_began(network: Network) -> None:
    text = "Sehr geehrte Frau Fictional,\nich danke Ihnen, dass Sie an den Garten gedacht haben.\nMe"
    written(network, "ana", text, days=84)
    found = brief(network, "ana")
    assert (found.is_formal, found.voice.greeting) == (True, "Sehr geehrte Frau {surname},")
    years = SharedYears(place="Acme", evidence=Evidence(record="x", source="self"))
    draft = compose(replace(found, shared=years), seed=0)
    assert isinstance(draft, Draft)
    assert draft.text.startswith("Sehr geehrte Frau Fictional,\n")
