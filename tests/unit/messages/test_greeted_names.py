"""Leftovers of templates, and names that are not the recipient's."""

from __future__ import annotations

import pytest

from kithly.messages import Recipient, Sender, check


def is_unresolved(text: str, name: str = "Elena Rossi", facts: tuple[str, ...] = ()) -> bool:
    recipient = Recipient(name=name, facts=facts)
    return check(text, kind="reconnect", channel="email", recipient=recipient, sender=Sender(name="Pim")).labels[
        "unresolved"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hi {{first_name}}, how are you?",
        "Hi {name}, how are you?",
        "Dear <first_name>, hello",
        "Hello %FNAME%, hello",
        "Congrats on joining [Company]!",
        "Your work at XXX, I hear, goes well.",
        "Dear Sir/Madam, hello",
        "Hi ,\nhow are you?",
        "INSERT greeting here",
        "Best,\n[Your Name]",
        "Liebe {Vorname}, wie geht es?",
        "Hi *|FNAME|*, hello",
    ],
)
def test_leftovers_of_a_template_are_unresolved(text: str) -> None:
    assert is_unresolved(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Elena", "Dear Helen,\nhello"),
        ("John", "Hi Jon,\nhello"),
        ("Kathrin", "Hi Catherine,\nhello"),
        ("Marta Vega", "Happy birthday, Marco!"),
        ("Daniel", "Hey Daniela, long time"),
        ("Ana", "Liebe Anja,\nhallo"),
        ("Ana", "Robert,\nhow are you?"),
    ],
)
def test_another_name_is_wrong(name: str, text: str) -> None:
    assert is_unresolved(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Michael", "Hi Mike,\nhello"),
        ("José", "Hi Jose,\nhello"),
        ("Jürgen", "Lieber Juergen,\nhallo"),
        ("Elena Rossi", "Dear Ms. Rossi,\nhello"),
        ("Elena", "Dear Ms Rossi,\nhello"),
        ("Elena", "Hey stranger, long time!"),
        ("Elena", "Hi!\nLong time."),
        ("Elena", "Hey you, guess what"),
        ("Elena", "Congratulations on joining Globex!"),
        ("Elena", "Congrats to you and the Oslo team!"),
        ("Elena", "Good morning from Bergen, Elena!"),
        ("Elena", "Hi Elena and Tom,\nhello"),
        ("Alexandra", "Hi Alex, hello"),
        ("Elena", "I passed by [sorry, typing on phone] your house."),
        ("Elena", "Love,\nPim xxx"),
        ("", "Hi Robert,\nhello"),
    ],
)
def test_short_forms_titles_and_greetings_without_a_name_are_fine(name: str, text: str) -> None:
    assert not is_unresolved(text, name)


def test_a_known_nickname_is_fine() -> None:
    assert is_unresolved("Hi Bunny,\nhello", "Rolf")
    assert not is_unresolved("Hi Bunny,\nhello", "Rolf", ("everybody calls him Bunny",))
