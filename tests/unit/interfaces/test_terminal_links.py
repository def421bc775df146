"""Links in a terminal: only to pages and mail, and nothing that a record says can break out of one."""

from __future__ import annotations

import re

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.app.views import IdentityView
from kithly.interfaces.cli.called import handles, page_of
from kithly.interfaces.cli.links import address, linked, mail
from kithly.interfaces.cli.text import clean, wrap

ESCAPE, C1_OSC, C1_ST, BELL = "\x1b", "\x9d", "\x9c", "\x07"
BIDI = "\u202e\u2066\u200f"
NASTY = st.sampled_from(
    [
        ESCAPE,
        f"{ESCAPE}]8;;",
        f"{ESCAPE}\\",
        f"{ESCAPE}[2J",
        f"{ESCAPE}]52;c;Zm9v{BELL}",
        C1_OSC,
        C1_ST,
        "\x9b31m",
        BELL,
        "\r",
        "\n",
        "\x00",
        *BIDI,
        ";",
        "\\",
    ]
)
FOREIGN = st.lists(st.one_of(NASTY, st.text(alphabet=st.characters(), max_size=12)), max_size=8).map("".join)
WHOLE = re.compile(r"\x1b\]8;;(?P<url>[\x21-\x7e]+)\x1b\\(?P<words>[^\x1b]+)\x1b\]8;;\x1b\\")


@given(name=FOREIGN, url=st.one_of(FOREIGN, FOREIGN.map(lambda told: f"https://example.org/{told}")))
def test_whatever_a_name_and_an_address_hold_a_link_is_whole_and_the_rest_is_harmless(name: str, url: str) -> None:
    shown = linked(wrap(f"Greet {name}, Pilot"), {clean(name): url})
    rest = WHOLE.sub(lambda found: found["words"], shown)
    assert rest == wrap(f"Greet {name}, Pilot")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)
    for found in WHOLE.finditer(shown):
        assert found["url"].lower().startswith(("http://", "https://", "mailto:"))


@given(FOREIGN)
def test_an_address_is_plain_letters_of_a_known_kind_or_nothing(told: str) -> None:
    for one in (address(told), address(f"https://{told}"), address(f"mailto:{told}"), mail(told), mail(f"a@{told}")):
        assert one == "" or re.fullmatch(r"(https?://|mailto:)[\x21-\x7e]+", one, re.IGNORECASE)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:hit()",
        "file:///etc/passwd",
        "data:text/html,x",
        "ssh://host",
        "vscode://x",
        "//example.org",
        "https://",
        "",
    ],
)
def test_nothing_but_pages_and_mail_is_linked(url: str) -> None:
    assert address(url) == ""
    assert linked("Zita", {"Zita": url}) == "Zita"


def test_letters_of_other_scripts_are_written_as_browsers_do() -> None:
    assert address("https://example.org/café?q=明") == "https://example.org/caf%C3%A9?q=%E6%98%8E"
    assert address("https://example.org/a%20b") == "https://example.org/a%20b"


def test_a_label_over_the_end_of_a_line_is_linked_on_both_and_the_indent_is_not() -> None:
    shown = linked("Greet Zita\n    Fennimarsh, Pilot", {"Zita Fennimarsh": "https://a.example/"})
    link = "\x1b]8;;https://a.example/\x1b\\{}\x1b]8;;\x1b\\"
    assert shown == f"Greet {link.format('Zita')}\n    {link.format('Fennimarsh')}, Pilot"


def test_the_longer_of_two_names_wins_and_none_is_linked_within_another() -> None:
    shown = linked("Ana Lee-Ann", {"Ana": "https://a.example/1", "Ana Lee-Ann": "https://a.example/2"})
    assert shown.count("https://") == 1
    assert "https://a.example/2" in shown


@pytest.mark.parametrize(
    ("kind", "value", "page"),
    [
        ("email", "zita@a.example", "mailto:zita@a.example"),
        ("email", "zita@a.example?bcc=x@y.example", "mailto:zita@a.example%3Fbcc%3Dx@y.example"),
        ("linkedin", "zita-quarren", "https://www.linkedin.com/in/zita-quarren/"),
        ("linkedin", "../../evil", "https://www.linkedin.com/in/..%2F..%2Fevil/"),
        ("mastodon", "zita@social.example", "https://social.example/@zita"),
        ("github", "zita", "https://github.com/zita"),
        ("url", "https://zita.example/", "https://zita.example/"),
        ("url", "javascript:hit()", ""),
        ("phone", "+15550100", ""),
    ],
)
def test_a_handle_leads_to_its_page(kind: str, value: str, page: str) -> None:
    assert page_of(IdentityView(kind=kind, value=value)) == page


def test_handles_have_words_and_those_only_programs_use_are_left_out() -> None:
    told = handles(
        [
            IdentityView(kind="uid", value="4f"),
            IdentityView(kind="slack", value="U012"),
            IdentityView(kind="other", value="x"),
        ]
    )
    assert [text for text, _ in told] == ["Slack: U012", "Also: x"]
