"""Only words that keep the rules Kithly asks others to keep are let out."""

from __future__ import annotations

from collections.abc import Iterable

from kithly.history import is_sensitive
from kithly.messages.brief import Brief, given_name
from kithly.messages.draft import Breach, Claim, Draft
from kithly.messages.etiquette import Recipient, Sender, Verdict, check
from kithly.messages.kinds import HINTS, MAX_NOTE, MessageKind, note_length
from kithly.messages.places import MISSING
from kithly.messages.quotations import quoted
from kithly.messages.wording.kind import GENERIC, PERSONAL, Kind, NoDraft
from kithly.messages.wording.layout import laid_out, subject_of
from kithly.messages.wording.page import Page
from kithly.reasons import TouchKind

MOST_WORDS = 120  # of a draft
ABOUT_ME = "has_about_me"
_LEFT_TO_USER = frozenset({ABOUT_ME})  # only the user knows what they do now
_OF_QUOTES = frozenset({"asks_favour", "is_generic", "has_topic"})  # what repeated words must not be blamed for
_ENDS = (".", "?", "!", "…")
NEUTRAL = "Opus Quarrenhold"


def checked(page: Page, brief: Brief, kind: Kind) -> Draft | NoDraft:
    """Return a page as a draft, or why it may not be one."""
    text = laid_out(page, brief, kind)
    if not page.claims:
        return NoDraft(reason=GENERIC)
    verdict = _verdict(text, brief, kind)
    wrong = _wrong(page, brief, kind, text, verdict)
    if not wrong <= _LEFT_TO_USER:
        return NoDraft(reason=GENERIC)
    subject = subject_of(page, brief, kind)
    if is_sensitive(" ".join([*(claim.text for claim in page.claims), subject or ""])):
        return NoDraft(reason=PERSONAL)
    return Draft(
        text=text,
        subject=subject,
        language=page.book.language,
        claims=page.claims,
        breaches=(*(one for one in verdict.breaches if one.rule in wrong), *_untold(page, verdict)),
    )


def _untold(page: Page, verdict: Verdict) -> tuple[Breach, ...]:
    """Return that nothing is said of ego, where the rules took some other sentence for it."""
    if page.tells_of_ego or not verdict.labels.get(ABOUT_ME):
        return ()
    return (Breach(rule=ABOUT_ME, start=0, end=0, text="", hint=MISSING[ABOUT_ME]),)


def broken_rules(page: Page, brief: Brief, kind: Kind) -> frozenset[str]:
    """Return the rules that a page breaks and no draft may, by name."""
    text = laid_out(page, brief, kind)
    return _wrong(page, brief, kind, text, _verdict(text, brief, kind)) - _LEFT_TO_USER


def _wrong(page: Page, brief: Brief, kind: Kind, text: str, verdict: Verdict) -> frozenset[str]:
    wrong = {breach.rule for breach in verdict.breaches}
    if wrong & _OF_QUOTES:
        wrong -= _OF_QUOTES - {breach.rule for breach in _verdict(masked(text, page.claims), brief, kind).breaches}
    if len(text.split()) > MOST_WORDS or (kind.is_note and note_length(text) > MAX_NOTE):
        wrong.add("too_long")
    return frozenset(wrong)


def masked(text: str, claims: Iterable[Claim]) -> str:
    """Return a draft with a neutral name where it repeats proven words in quotation marks of any language.

    Those words are the recipient's, not ours: they ask for nothing on our behalf, and fit nobody else.

    Args:
        text: The draft.
        claims: What it says with proof.
    """
    for quote in {quote for claim in claims for quote in quoted(claim.text)}:
        text = text.replace(quote, NEUTRAL + (quote[-1] if quote.endswith(_ENDS) else ""))
    return text


def unblamed(verdict: Verdict, without: Verdict) -> Verdict:
    """Return a verdict on words of one's own without what words repeated from a record are alone to blame for.

    Args:
        verdict: On the text.
        without: On the text as `masked` gives it.
    """
    gone = {rule for rule in _OF_QUOTES if verdict.labels.get(rule) and not without.labels.get(rule)}
    left = tuple(breach for breach in verdict.breaches if breach.rule not in gone)
    return Verdict(
        ok=verdict.ok or all(breach.rule in HINTS for breach in left),
        labels=verdict.labels | dict.fromkeys(gone, False),
        breaches=left,
    )


def _verdict(text: str, brief: Brief, kind: Kind) -> Verdict:
    person = brief.recipient
    return check(
        text,
        kind=kind.judged_as or _as(brief),
        channel="email" if brief.channel == "mail" else brief.channel,
        recipient=Recipient(name=given_name(person.given) or person.name),
        sender=Sender(name=brief.ego.given or brief.ego.name),
        own_draft=True,
    )


def _as(brief: Brief) -> str:
    if brief.kind is TouchKind.GREET and not brief.is_birthday:
        return MessageKind.ANNIVERSARY
    return brief.kind
