"""Whether words touch what is nobody's business in a draft: illness, divorce, death, layoff, law, money.

The lists err on the careful side: a harmless sentence that is taken for sensitive costs a quote, the
opposite costs a friend.
"""

from __future__ import annotations

from kithly.history.lexicon import folded, holds

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
_LISTS = tuple(f"sensitive/{language}" for language in LANGUAGES)


def is_sensitive(text: str) -> bool:
    """Say whether a text touches illness, divorce, death, layoff, law or somebody's money.

    Args:
        text: Words in English, German, French, Spanish, Portuguese, Italian or Dutch; no language is guessed,
            all lists are looked through.

    Example:
        >>> is_sensitive("My father passed away in May.")
        True
        >>> is_sensitive("The audit in Oslo went well.")
        False
    """
    plain = folded(text)
    return holds(plain, *_LISTS)
