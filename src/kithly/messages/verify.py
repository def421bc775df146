"""Does every claim of a draft still stand in its records?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kithly.history import without_ellipsis
from kithly.messages.draft import Claim, Draft
from kithly.messages.on_record import month_names
from kithly.messages.phrasebook import capital_words
from kithly.messages.quotations import QUOTED, quoted
from kithly.records import Evidence, one_line

Lookup = Callable[[str], Iterable[str] | None]

_NAME = re.compile(r"[^\W\d_][\w'’&.-]*[\w]|[^\W\d_]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STARTS = re.compile(r"(?:^|[.!?:“¿¡]\s*|[.!?…]”\s*)$")
_ENDS = (".", "!", "?", "…")
_PLAIN = frozenset({"I", "I'd", "I'm", "I've"})


def verify(draft: Draft, lookup: Lookup) -> tuple[str, ...]:
    """Return what is wrong with a draft's claims; empty if every one is proven.

    A claim stands in the draft word for word, has evidence, each record exists and holds its quote, and the
    names, quotations and years in the claim occur in those records. A quotation may end in "…" where it was cut,
    or in a full stop of ours.

    Args:
        draft: Claims with evidence.
        lookup: Gives the texts of a record by its id, or None if there is no such record.
    """
    return tuple(problem for claim in draft.claims for problem in _problems(claim, draft, lookup))


def _problems(claim: Claim, draft: Draft, lookup: Lookup) -> list[str]:
    if claim.text not in draft.text:
        return [f"the draft does not say “{claim.text}”"]
    if not claim.evidence:
        return [f"nothing proves “{claim.text}”"]
    found, held = [], []
    for evidence in claim.evidence:
        texts = lookup(evidence.record)
        if texts is None:
            found.append(f"record {evidence.record} of “{claim.text}” is gone")
            continue
        told = (*texts, evidence.source, *_month(evidence))  # the source proves that it was on LinkedIn
        record = " ".join(_flat(one) for one in told)
        held.append(record)
        if evidence.quote and _flat(evidence.quote) not in record:
            found.append(f"record {evidence.record} does not hold “{evidence.quote}”")
    return found or _unheld(claim, " ".join(held), _PLAIN | capital_words(draft.language))


def _month(evidence: Evidence) -> list[str]:
    """Return the month in which a record says that something happens, as each language calls it."""
    return [names[evidence.at.month - 1] for names in month_names()] if evidence.at else []


def _unheld(claim: Claim, held: str, plain: frozenset[str]) -> list[str]:
    """Return names, quotations and years of the claim that no record holds; plain words are no names."""
    wrong_quotes = [
        words for words in quoted(claim.text) if _flat(without_ellipsis(words).removesuffix(".").rstrip()) not in held
    ]
    rest = QUOTED.sub(_mark_only, claim.text)
    names = [
        match.group()
        for match in _NAME.finditer(rest)
        if match.group()[0].isupper()
        and match.group() not in plain
        and not _STARTS.search(rest[: match.start()])
        and _flat(match.group()) not in held
    ]
    years = {str(evidence.at.year) for evidence in claim.evidence if evidence.at}
    wrong = [year for year in _YEAR.findall(rest) if year not in years and year not in held]
    return [f"no record of “{claim.text}” holds “{words}”" for words in (*wrong_quotes, *names, *wrong)]


def _mark_only(match: re.Match[str]) -> str:
    """Return a quotation as the mark it ends with, which tells whether a sentence begins after it."""
    words = "".join(filter(None, match.groups())).rstrip()
    return f"“{words[-1:] if words.endswith(_ENDS) else ''}”"


def _flat(text: str) -> str:
    return one_line(text).casefold()
