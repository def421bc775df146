"""Approval is the only way out."""

from __future__ import annotations

import pytest

from kithly.errors import Refused
from kithly.messages import Approved, Envelope, Recipient, Sender, Verdict, approve, check

MAIL = Envelope(kind="reconnect", channel="mail", to="ana@example.org", subject="Oslo")
ASKING = "Hi Ana, could you refer me to your boss?"


def verdict(text: str) -> Verdict:
    return check(text, kind="reconnect", channel="email", recipient=Recipient(name="Ana"), sender=Sender(name="Tom"))


def test_words_with_a_yes_are_approved_as_they_are() -> None:
    approved = approve("Hi Ana, how is Oslo?", verdict("Hi Ana, how is Oslo?"), MAIL, yes=True)
    assert (approved.text, approved.to, approved.subject) == ("Hi Ana, how is Oslo?", "ana@example.org", "Oslo")


@pytest.mark.parametrize(("text", "yes"), [("Hi Ana", False), ("  \n", True), (ASKING, True), ("Hi Eva,\nhello", True)])
def test_without_yes_or_words_or_with_a_favour_nothing_goes_out(text: str, yes: bool) -> None:  # noqa: FBT001 - a case
    with pytest.raises(Refused):
        approve(text, verdict(text), MAIL, yes=yes)


@pytest.mark.parametrize("text", [" \u200b\n", "\u2066\u2069", "\ufeff", "\ud800", "\x00", "\u3164", "\u2800 \u00ad"])
def test_what_nobody_would_see_is_nothing_to_send(text: str) -> None:
    with pytest.raises(Refused, match="nothing to send"):
        approve(text, verdict(text), MAIL, yes=True, allowed_favour=True)


def test_a_single_sign_is_something_to_send() -> None:
    assert approve("\u2764\ufe0f", verdict("\u2764\ufe0f"), MAIL, yes=True).text


def test_this_is_not_a_favour_lets_it_pass_and_is_kept() -> None:
    assert approve(ASKING, verdict(ASKING), MAIL, yes=True, allowed_favour=True).allowed_favour


def test_nobody_else_can_make_an_approved() -> None:
    with pytest.raises(TypeError):
        Approved(text="x", subject=None, kind="reply", channel="mail", to="", allowed_favour=False, token=object())
