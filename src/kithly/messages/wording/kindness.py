"""Thanks for a wish, a comment, a mention, a click: each names what it was, in their words where they are known."""

from __future__ import annotations

from collections.abc import Mapping

from kithly.messages.brief import Brief
from kithly.messages.occasion import Sign, SignKind
from kithly.messages.wording import answer, thank
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.memory import say_with_memory
from kithly.messages.wording.page import Page
from kithly.messages.wording.repeating import say_words

_LISTS: Mapping[SignKind, str] = {
    SignKind.BIRTHDAY: "wave.birthday",
    SignKind.CONGRATULATION: "wave.congratulation",
    SignKind.UNDER_POST: "wave.under_post",
    SignKind.COMMENT: "wave.comment",
    SignKind.MENTION: "wave.mention",
    SignKind.KINDNESS: "wave.kindness",
}


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of thanks; for a recommendation, an endorsement or a letter there are others."""
    sign = brief.sign
    if sign is not None and sign.kind is SignKind.ANSWER:
        answer.write(page, brief)
        return
    if sign is None:
        thank.write(page, brief)
        return
    if not _say_words(page, sign):
        _say_sign(page, sign)
        if not say_with_memory(page, brief):
            return
    page.say("wave.close", spare=2)


def _say_words(page: Page, sign: Sign) -> bool:
    """Thank in their words; a click has none of its own."""
    name = _LISTS.get(sign.kind)
    return name is not None and say_words(page, f"{name}_words", sign)


def _say_sign(page: Page, sign: Sign) -> None:
    if sign.kind is SignKind.CLICK:
        page.say("wave.click" if sign.place else "wave.click_somewhere", sign.evidence, place=sign.place)
    elif sign.kind in _LISTS:
        page.say(_LISTS[sign.kind], sign.evidence)


KIND = Kind(write=write, subject="subject.thank")
