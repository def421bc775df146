"""Labels, breaches and what stops a message."""

from __future__ import annotations

import pytest

from kithly.messages import MessageKind, Recipient, Sender, Verdict, check, message_kind, stops

GOOD = (
    "Hi Elena,\n\nI was clearing out the cellar and found our old kite from Ameland. I run a small bakery in "
    "Groningen now. Do you still fly yours?\n\nPim"
)


def judged(
    text: str, *, kind: str = "reconnect", channel: str = "email", name: str = "Elena", own: bool = False
) -> Verdict:
    recipient = Recipient(name=name)
    return check(text, kind=kind, channel=channel, recipient=recipient, sender=Sender(name="Pim"), own_draft=own)


def test_a_good_reconnection_is_ok() -> None:
    verdict = judged(GOOD)
    assert verdict.ok
    assert verdict.breaches == ()


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_gets_all_its_labels(kind: MessageKind) -> None:
    labels = judged(GOOD, kind=kind).labels
    assert {"asks_favour", "is_generic", "too_long", "unresolved", "pushy"} <= set(labels)
    assert ("on_occasion" in labels) == (kind not in {"reconnect", "follow_up_invite", "connect"})


def test_touch_kinds_map_to_message_kinds() -> None:
    assert message_kind("thank") is MessageKind.THANKS
    assert message_kind("follow_up") is MessageKind.FOLLOW_UP_INVITE
    with pytest.raises(ValueError, match="serenade"):
        message_kind("serenade")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "Hi Elena, it has been six years. I run a bakery in Groningen. Do you still fly the kite from Ameland?",
            "has_discovery",
        ),
        ("Hi Elena, I was looking at old photos and saw you. Things are good. How was Ameland?", "has_about_me"),
        (
            "Hi Elena, I found the Ameland kite in our cellar today. I run a bakery in Groningen. Take care!",
            "has_follow_up",
        ),
    ],
)
def test_what_a_reconnection_lacks_is_said(text: str, missing: str) -> None:
    assert {one.rule for one in judged(text).breaches} == {missing}


def test_a_text_that_fits_anybody_is_generic() -> None:
    assert judged("Hi Elena, it's been a while, hope you are doing great. Let's catch up soon!").labels["is_generic"]
    assert not judged("Hi Elena, my knee still remembers Zermatt and your purple skis.").labels["is_generic"]


def test_more_than_180_words_are_too_long() -> None:
    assert not judged("word " * 180).labels["too_long"]
    verdict = judged("word " * 180 + "last")
    assert verdict.labels["too_long"]
    assert verdict.breaches[-1].text == "last"


def test_a_connection_note_is_counted_in_characters() -> None:
    assert not judged("x" * 200, kind="connect", channel="linkedin").labels["too_long"]
    assert judged("x" * 201, kind="connect", channel="linkedin").labels["too_long"]


@pytest.mark.parametrize(
    "text",
    [
        "This is my third message, please respond by Friday.",
        "After all I did for you I expected at least a word.",
        "I've put you in my calendar for Tuesday, confirm asap.",
        "Why have you not answered? Don't let me down.",
    ],
)
def test_pressure_is_pushy(text: str) -> None:
    assert judged(text).labels["pushy"]


@pytest.mark.parametrize(
    "text",
    [
        "I'm in Madrid from 4 to 6 May, if you like.",
        "My fault entirely for going silent.",
        "You still owe me a rematch!",
        "No rush at all.",
    ],
)
def test_no_pressure_is_not_pushy(text: str) -> None:
    assert not judged(text).labels["pushy"]


def test_the_wrong_occasion_is_not_on_occasion() -> None:
    assert judged("Happy birthday, Elena!", kind="birthday").labels["on_occasion"]
    assert not judged("Happy birthday, Elena!", kind="congrats_promotion").labels["on_occasion"]
    assert not judged("Great post!", kind="comment").labels["on_occasion"]


def test_kept_records_and_private_matters_are_hints_only() -> None:
    text = GOOD.replace("Do you", "It has been 2,314 days since you wrote. I am sorry about your divorce. Do you")
    verdict = judged(text)
    assert verdict.labels["watchful"]
    assert verdict.labels["sensitive"]
    assert verdict.ok
    assert not judged(text, own=True).ok


def test_only_favours_and_names_stop_the_users_own_words() -> None:
    weak = judged("Hi Elena, let's catch up soon!")
    assert not weak.ok
    assert not stops(weak, "reconnect")
    asking = judged("Hi Elena, could you refer me to your boss?")
    assert stops(asking, "reconnect")
    assert not stops(asking, "reconnect", allowed_favour=True)
    assert not stops(asking, "reply")
    assert stops(judged("Hi [Name], how is Ameland?"), "connect", allowed_favour=True)


def test_a_huge_text_is_read_in_linear_time() -> None:
    verdict = judged("Could you please, if you hear of anything, " * 1000)
    assert verdict.labels["too_long"]
