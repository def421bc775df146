"""Chats as phones of many countries export them, with the records they hold beside them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.sources.telling import item_of, items_in, read, told_by

from kithly.records import Flag, Gesture, Message, Problem, Profile, Sighted
from kithly.sources.base import Item
from kithly.sources.whatsapp import WhatsApp

GOLDEN = Path(__file__).parents[2] / "golden" / "whatsapp"
SAMPLES = sorted(GOLDEN.rglob("*.txt"))
GERMAN = next(path for path in SAMPLES if "Zulmira" in path.name)


def sample(path: Path) -> Item:
    container = path.parent.name if path.parent != GOLDEN else ""
    return item_of(path.name, path.read_bytes(), container=container)


def messages(text: str, name: str = "_chat.txt", **more: dict[str, str]) -> list[Message]:
    found = read(WhatsApp(), item_of(name, text.encode(), **more))  # type: ignore[arg-type]
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_gives_the_records_written_beside_it(path: Path) -> None:
    assert WhatsApp().recognises(sample(path))
    assert told_by(WhatsApp(), sample(path)) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_reading_goes_on_at_every_message_with_the_same_records(path: Path) -> None:
    whole = read(WhatsApp(), sample(path))
    for place, outcome in enumerate(whole):
        if isinstance(outcome, Sighted) and outcome.resume is not None:
            assert read(WhatsApp(), sample(path), resume=outcome.resume) == whole[place + 1 :]


def test_a_later_and_longer_export_of_a_chat_holds_the_same_keys_and_more() -> None:
    lines = GERMAN.read_bytes().decode().splitlines(keepends=True)
    later = "".join([*lines, "02.01.24, 08:00 - Zulmira Estorninho: Ja\n"])
    earlier, more = (messages(text, GERMAN.name) for text in ("".join(lines), later))
    assert more[:-1] == earlier
    assert len({one.key for one in more}) == len(more)


def test_whether_pictures_were_exported_changes_no_key() -> None:
    with_files = "[1/13/24, 9:15:00 PM] Ana Lux: \u200e<attached: 00000009-PHOTO.jpg>\n[1/13/24, 9:16:00 PM] B: hm\n"
    without = "[1/13/24, 9:15:00 PM] Ana Lux: \u200eBild weggelassen\n[1/13/24, 9:16:00 PM] B: hm\n"
    assert [one.key for one in messages(with_files)] == [one.key for one in messages(without)]


def test_equal_words_of_one_minute_are_two_messages() -> None:
    found = messages("13.01.24, 21:15 - Ana: Ja\n13.01.24, 21:15 - Ana: Ja\n13.01.24, 21:16 - Bo: Ja\n")
    assert len({one.key for one in found}) == 3


def test_the_name_of_the_file_names_the_other_and_so_tells_who_ego_is() -> None:
    found = messages("13.01.24, 21:15 - Ana Lux: hm\n13.01.24, 21:16 - Bo Ode: ja\n", "Chat WhatsApp con Ana Lux.txt")
    assert [Flag.SENT in one.flags for one in found] == [False, True]


def test_you_is_ego_unless_it_is_somebody_s_name() -> None:
    pair = "13.01.24, 21:15 - Tú: hm\n13.01.24, 21:16 - Bo Ode: ja\n"
    assert [Flag.SENT in one.flags for one in messages(pair)] == [True, False]
    assert [Flag.SENT in one.flags for one in messages(pair, "WhatsApp Chat with Tú.txt")] == [False, True]
    assert not [one for one in messages(pair + "13.01.24, 21:17 - Cy: so\n") if Flag.SENT in one.flags]


def test_an_answer_tells_who_ego_is_and_changes_no_key() -> None:
    text = "13.01.24, 21:15 - Ana Lux: hm\n13.01.24, 21:16 - Bo Ode: ja\n"
    asked = next(one for one in read(WhatsApp(), item_of("x.txt", text.encode())) if isinstance(one, Problem))
    assert asked.question is not None
    assert [one.value for one in asked.question.choices] == ["Ana Lux", "Bo Ode"]
    before, after = messages(text, "x.txt"), messages(text, "x.txt", answers={asked.question.key: "Bo Ode"})
    assert [one.key for one in before] == [one.key for one in after]
    assert [Flag.SENT in one.flags for one in after] == [False, True]


def test_an_answer_in_one_chat_tells_who_ego_is_in_another() -> None:
    found = messages("13.01.24, 21:15 - Cy: hm\n13.01.24, 21:16 - Bo Ode: ja\n", answers={"who:other": "Bo Ode"})
    assert [Flag.SENT in one.flags for one in found] == [False, True]


@pytest.mark.parametrize(("answer", "month"), [("day-first", 3), ("month-first", 2)])
def test_an_answer_tells_day_from_month(answer: str, month: int) -> None:
    item = sample(GOLDEN / "two ways.txt")
    asked = [one.question for one in read(WhatsApp(), item) if isinstance(one, Problem) and one.at != "the whole file"]
    assert len(asked) == 3
    assert asked[0] is not None
    told = read(WhatsApp(), replace(item, answers={asked[0].key: answer}))
    found = [one.record for one in told if isinstance(one, Sighted) and isinstance(one.record, Message)]
    assert found[0].at is not None
    assert found[0].at.month == month
    assert len(found) == 3


def test_a_date_that_would_lie_in_the_future_is_read_the_other_way() -> None:
    assert messages("7/12/26, 9:00 PM - Ana: hm\n7/12/26, 9:01 PM - Bo: ja\n")[0].at.month == 7  # type: ignore[union-attr]


def test_an_old_chat_pasted_into_a_message_stays_part_of_it() -> None:
    text = "13.01.2024, 21:15 - Ana: he wrote:\n[1.9.19, 00:00:00] Cy: hello\n13.01.2024, 21:16 - Bo: so\n"
    found = messages(text + "13.01.2024, 21:17 - Ana: yes\n")
    assert [one.text for one in found] == ["he wrote:\n[1.9.19, 00:00:00] Cy: hello", "so", "yes"]


def test_a_name_may_hold_a_colon() -> None:
    lines = [f"13.01.24, 21:1{n} - Dr: Strangelove: hm {n}\n" for n in range(4)]
    assert {one.sender.name for one in messages("".join(lines)) if one.sender} == {"Dr: Strangelove"}


def test_a_notice_may_hold_a_colon_and_is_no_message() -> None:
    text = '13.01.24, 21:15 - Ana changed the subject from "A: b" to "C: d"\n13.01.24, 21:16 - Bo: so\n'
    assert [one.text for one in messages(text)] == ["so"]


def test_somebody_called_by_an_emoji_alone_is_a_person() -> None:
    found = messages("13.01.24, 21:15 - 🌊: hm\n13.01.24, 21:16 - Bo: ja\n", "WhatsApp Chat with 🌊.txt")
    assert [Flag.SENT in one.flags for one in found] == [False, True]
    assert found[0].sender is not None
    assert found[0].sender.identity is not None


def test_of_a_large_group_nobody_is_named_beside_ego() -> None:
    lines = [f"13.01.24, 21:{n:02} - Person {n}: hm\n" for n in range(40)]
    found = messages("".join(lines))
    assert {one.recipients for one in found} == {40}
    assert {len(one.to) for one in found} == {1}


def test_who_exported_a_chat_is_ego_in_it_by_whatever_name() -> None:
    found = read(WhatsApp(), sample(GERMAN))
    profile = next(one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Profile))
    assert [one.value for one in profile.identities] == ["whatsapp:(reader)", "whatsapp:ottokar fabelhaft"]
    assert not profile.name


def test_a_picture_beside_a_chat_is_named_as_sent_in_it(tmp_path: Path) -> None:
    (tmp_path / "_chat.txt").write_bytes(GERMAN.read_bytes())
    for name in ("IMG-20240113-WA0007.jpg", "holiday.jpg"):
        (tmp_path / name).write_bytes(b"\xff\xd8\xff")
    reasons = {item.name: WhatsApp().not_read(item) for item in items_in(tmp_path)}
    assert reasons["IMG-20240113-WA0007.jpg"] == "sent in the chat: it is named there, not opened"
    assert reasons["holiday.jpg"] is None


def test_a_log_and_the_text_of_signal_are_no_chats_of_whatsapp() -> None:
    assert not WhatsApp().recognises(item_of("x.log", b"2024-01-13 21:15 - INFO: started\n"))
    assert not WhatsApp().recognises(item_of("chat.md", b"[2019-12-24, 12:23] Jane: Hello\n"))


IOS_GROUP = """[1/14/24, 7:02:11 PM] Kite flyers: \u200eMessages and calls are end-to-end encrypted.
[1/14/24, 7:02:11 PM] Ana Lux: \u200eAna Lux created this group
[1/14/24, 7:02:12 PM] ~ Fermín: \u200e~ Fermín joined using this group's invite link
[1/14/24, 7:03:00 PM] Ana Lux: \u200eimage omitted
[1/14/24, 7:03:30 PM] Bo Ode: \u200e<attached: 00000004-STICKER-2024-01-14-19-03-30.webp>
[1/14/24, 7:04:00 PM] Ana Lux: My plan.pdf • \u200e2 pages \u200edocument omitted
[1/14/24, 7:05:00 PM] Ana Lux: \u200eשלום, what do you think?
"""


def test_a_group_on_an_iphone_is_called_as_its_notices_are() -> None:
    found = messages(IOS_GROUP)
    assert {one.subject for one in found} == {"Kite flyers"}
    assert [(one.sender.name if one.sender else "", one.text, Flag.LIGHT in one.flags) for one in found] == [
        ("Ana Lux", "", False),
        ("Bo Ode", "", True),
        ("Ana Lux", "", False),
        ("Ana Lux", "שלום, what do you think?", False),
    ]


def test_somebody_who_only_sends_pictures_is_a_person() -> None:
    text = """[1/14/24, 7:02:11 PM] Ana Lux: \u200eMessages and calls are end-to-end encrypted.
[1/14/24, 7:03:00 PM] Ana Lux: \u200eimage omitted
[1/14/24, 7:04:00 PM] Bo Ode: nice
"""
    assert [(one.sender.name if one.sender else "", Flag.SENT in one.flags) for one in messages(text)] == [
        ("Ana Lux", False),
        ("Bo Ode", True),
    ]


def test_a_caption_stays_and_the_name_of_a_document_is_none() -> None:
    text = """[1/14/24, 7:03:00 PM] Ana Lux: our plan • final \u200e<attached: 00000004-PHOTO.jpg>
[1/14/24, 7:04:00 PM] Ana Lux: My plan.pdf • \u200e2 pages \u200e<attached: 00000005-My plan.pdf>
[1/14/24, 7:05:00 PM] Bo Ode: ok
"""
    assert [one.text for one in messages(text)] == ["our plan • final", "", "ok"]


def test_a_call_that_was_taken_is_one_and_a_missed_one_is_a_notice() -> None:
    text = """[1/14/24, 7:02:11 PM] Ana Lux: \u200eMessages and calls are end-to-end encrypted.
[1/14/24, 7:03:00 PM] Ana Lux: \u200eVoice call, \u200e1 hr 3 min
[1/14/24, 7:04:00 PM] Bo Ode: \u200eVideo call. \u200e45 sec
[1/14/24, 7:05:00 PM] Ana Lux: \u200eMissed voice call, \u200eTap to call back
[1/14/24, 7:06:00 PM] Bo Ode: \u200eVoice call, \u200eNo answer
[1/14/24, 7:07:00 PM] Bo Ode: Voice call, 5 minutes?
"""
    found = [one.record for one in read(WhatsApp(), item_of("_chat.txt", text.encode())) if isinstance(one, Sighted)]
    calls = [(one.outgoing, one.text, one.other.name) for one in found if isinstance(one, Gesture)]
    assert calls == [(False, "1 hr 3 min", "Ana Lux"), (True, "45 sec", "Ana Lux")]
    assert [one.text for one in found if isinstance(one, Message)] == ["Voice call, 5 minutes?"]
