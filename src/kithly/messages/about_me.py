"""What ego does now, as one sentence of a draft that reads right for any headline."""

from __future__ import annotations

import re

from kithly.messages.brief import Ego, usable

_HEADS = re.compile(
    r"(?:head|chief|(?:co-?)?director|president|vice|[se]?vp|c[etfoims]{1,2}o|(?:co-?)?(?:founder|owner|chair)|partner"
    r"|chair(?:man|woman|person)?|dean|principal|managing|executive)\b",
    re.IGNORECASE,
)  # titles that take no article
_CALLING = re.compile(r"(?:er|or|ist|ant|ian|yst|ect|eur|nurse|chef|cook|pilot|clerk|coach|scientist|surgeon|smith)$")
_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,4}")
_SPELT_LIKE_A_VOWEL = frozenset("AEFHILMNORSX")
_FIRST_PERSON = frozenset({"I", "I'm", "I’m", "I've", "I’ve", "My", "We", "We're", "We’re", "Our"})


def about_me(ego: Ego) -> str:
    """Return what ego does now as a sentence, or empty if nothing is known.

    Args:
        ego: Who writes.

    Example:
        >>> about_me(Ego(position="Harbour engineer", company="Quay Two"))
        'I work as a harbour engineer at Quay Two now.'
    """
    now = usable(ego.now, sites=True)
    if now:
        return f"{_in_first_person(now)}."
    position, company = usable(ego.position.split("|")[0]), usable(ego.company, sites=True)
    if not position:
        return f"I am at {company} now." if company else ""
    place = f" at {company}" if company and company.casefold() not in position.casefold() else ""
    is_plain = _PLAIN.fullmatch(position) is not None
    if is_plain and _HEADS.match(position):
        return f"I am {position}{place} now."
    if is_plain and _CALLING.search(position.lower()):
        return f"I work as {_with_article(position)}{place} now."
    return f"My work these days: {position}{place}."


def _with_article(position: str) -> str:
    """Return ``a QA engineer``; capitals stay only in short forms."""
    plain = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in position.split())
    first = plain[0].upper() in _SPELT_LIKE_A_VOWEL if plain.split()[0].isupper() else plain[0] in "aeiou"
    return f"an {plain}" if first and not plain.startswith(("uni", "use", "eu")) else f"a {plain}"


def _in_first_person(now: str) -> str:
    first = now.split(maxsplit=1)[0]
    if first in _FIRST_PERSON:
        return now
    if first.lower() in {"a", "an", "the"} or first.endswith("ing"):
        return f"I am {now[0].lower()}{now[1:]} these days"
    return f"My work these days: {now}" if first[0].isupper() else f"These days I {now}"
