"""In which language, how politely and in whose manner a draft is written: as the two have written so far."""

from __future__ import annotations

from dataclasses import replace

from kithly.app.derived.me import OWN_SAMPLE
from kithly.app.derived.own_voice import kept_voices
from kithly.app.said.decisions import Word
from kithly.history import newest_first
from kithly.history.eras import Role
from kithly.messages import Brief, Voice
from kithly.messages.language import language_of
from kithly.messages.voice import (
    ENGLISH,
    LANGUAGES,
    Said,
    Sample,
    for_everybody,
    is_formal_between,
    joined,
    language_between,
    samples_in,
    voice_of,
)
from kithly.messages.wording.addressing import surname_of
from kithly.reasons import Facts
from kithly.store import Reading

CLOSE = frozenset({Role.COWORKERS, Role.CLASSMATES})
ONE = 1  # message that shows how the user greets the very person it went to


class Voices:
    """How the user writes: read once, asked for each draft."""

    def __init__(self, kept: Reading) -> None:
        self._by_language = kept_voices(kept) | _told(kept)
        self._usual = next(iter(kept_voices(kept)), next(iter(self._by_language), ENGLISH))

    def voiced(self, brief: Brief, facts: Facts, word: Word | None) -> Brief:
        """Return a brief with the language, the form of address and the voice of its draft.

        Args:
            brief: What may be said.
            facts: What is known of the recipient.
            word: The user's word about them.
        """
        exchanges = [one for one in newest_first(facts.exchanges) if one.is_personal]
        said = [Said(text=one.own, outgoing=one.outgoing) for one in exchanges]
        alone = [Said(text=one.own, outgoing=one.outgoing) for one in exchanges if one.alone]
        language = language_between(said, usual=self._usual)
        language = language if language in LANGUAGES else ENGLISH
        is_close = word is not None and any(one.role in CLOSE for one in word.eras.values())
        given, surname = facts.person.given, surname_of(facts.person.name)
        sent = [
            Sample(text=one.own, signature=one.signature, given=given, surname=surname)
            for one in exchanges
            if one.outgoing and one.alone and language_of(one.own) == language
        ]
        names = [brief.ego.given, brief.ego.name]
        near = replace(voice_of(sent, names=names, least=ONE, share=0), words=0)
        return replace(
            brief,
            language=language,
            is_formal=is_formal_between(alone, language, close=is_close),
            voice=joined(near, self._by_language.get(language, Voice())),
        )


def _told(kept: Reading) -> dict[str, Voice]:
    """Return the voice of the sample the user gave, by the language of its messages; it stands above what was learned.

    One message is enough: the user said that it is theirs.
    """
    told = [str(one.value) for one in kept.decisions.all("me") if one.subject == OWN_SAMPLE]
    by_language: dict[str, list[Sample]] = {}
    for sample in samples_in(told[-1]) if told else ():
        by_language.setdefault(language_of(sample.text), []).append(sample)
    learned = kept_voices(kept)
    found = {}
    for language, samples in by_language.items():
        names = [samples[0].text.strip().splitlines()[-1]]
        own = for_everybody(voice_of(samples, names=names, least=ONE), language)
        found[language] = joined(own, learned.get(language, Voice()))
    return found
