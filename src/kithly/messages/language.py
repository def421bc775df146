"""Which language a text is in, among those with a lexicon."""

from __future__ import annotations

import re
from functools import cache

from kithly.messages.lexicon import Lexicon, lexicon

DEFAULT = "en"
_SAMPLE = 4000  # characters that decide
_WORD = re.compile(r"[^\W\d_]+")
# The commonest words that tell these languages apart; words shared by two of them are left out.
_COMMON = {
    "en": "the and you your of to is was for with that this have are it my we i'd at on from hi dear just would how",
    "de": "und der die das ich du dir dich ist nicht mit für ein eine "
    "zu auf den dem wir dein deine hast habe bin war noch wie liebe",
    "es": "el los las que y tu te es muy con para por una "
    "del al hola cómo está estás pero más años mi gracias qué ha he",
    "fr": "le les des et est je tu vous pour avec une du dans "
    "ton votre ta que bonjour au sur cher suis ai pas ce mais merci",
    "pt": "o os as que e você não com para uma do da em "
    "um seu sua olá mas mais está muito no na obrigado parabéns foi te",
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language a text is most likely in; English if in doubt.

    Example:
        >>> language_of("Ich hoffe, es geht dir gut und der Garten blüht.")
        'de'
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    counts = {language: sum(word in known for word in words) for language, known in _SETS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts[DEFAULT] else DEFAULT


@cache
def lexicon_for(language: str) -> Lexicon:
    """Return the lexicon of a language."""
    return lexicon(language)
