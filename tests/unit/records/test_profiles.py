"""Profiles and handles: one account is one identity, however it is written."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.records import Identity, IdentityKind, handle_identity, phone_identity, profile_identity

FOREIGN = st.text(max_size=80) | st.text("[]:/@?#.%-abc0+ \x1b", max_size=40)

PAGES = {
    "https://github.com/Zita-Q": ("github", "zita-q"),
    "github.com/zita-q/": ("github", "zita-q"),
    "https://github.com/zita-q/boats": ("url", "https://github.com/zita-q/boats"),
    "https://github.com/settings": ("url", "https://github.com/settings"),
    "https://www.linkedin.com/in/zita-q": ("linkedin", "zita-q"),
    "https://www.linkedin.com/company/boats": ("url", "https://www.linkedin.com/company/boats"),
    "https://tide.example/@Zita": ("mastodon", "zita@tide.example"),
    "https://medium.com/@zita": ("url", "https://medium.com/@zita"),
    "https://bsky.app/profile/zita.example": ("bluesky", "zita.example"),
    "https://t.me/zita_q": ("telegram", "zita_q"),
    "https://t.me/joinchat/AAA": ("url", "https://t.me/joinchat/AAA"),
    "https://wa.me/4915550100": ("whatsapp", "+4915550100"),
    "https://api.whatsapp.com/send?phone=4915550100": ("whatsapp", "+4915550100"),
    "https://www.facebook.com/zita.q": ("facebook", "zita.q"),
    "https://facebook.com/profile.php?id=1000": ("facebook", "1000"),
    "https://www.facebook.com/groups/boats": ("url", "https://www.facebook.com/groups/boats"),
    "https://twitter.com/Zita_Q": ("url", "https://x.com/zita_q"),
    "HTTP://Boats.example/": ("url", "http://boats.example"),
    "www.boats.example/zita": ("url", "https://www.boats.example/zita"),
    "mailto:Zita@boats.example?subject=x": ("email", "zita@boats.example"),
}
HANDLES = {
    ("Skype", "Zita.Q"): ("other", "skype:zita.q"),
    ("Telegram", "@Zita_Q"): ("telegram", "zita_q"),
    ("WhatsApp", "+49 1555 0100"): ("whatsapp", "+4915550100"),
    ("Signal", "+15550100"): ("phone", "+15550100"),
    ("iMessage", "Zita@boats.example"): ("email", "zita@boats.example"),
    ("yahoo", "@zita"): ("other", "yahoo:zita"),
    ("twitter", "@zita"): ("url", "https://x.com/zita"),
    ("LinkedIn", "zita-q"): ("linkedin", "zita-q"),
    ("Mastodon", "@zita@tide.example"): ("mastodon", "zita@tide.example"),
    ("GitHub", "https://github.com/zita"): ("github", "zita"),
    ("Facebook", "zita.q"): ("facebook", "zita.q"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_the_account_it_shows(page: str) -> None:
    kind, value = PAGES[page]
    assert profile_identity(page) == Identity(IdentityKind(kind), value)


@pytest.mark.parametrize("handle", HANDLES)
def test_a_handle_belongs_to_its_service(handle: tuple[str, str]) -> None:
    kind, value = HANDLES[handle]
    assert handle_identity(*handle) == Identity(IdentityKind(kind), value)


@pytest.mark.parametrize(
    "text", ["", "javascript:alert(1)", "file:///etc/x", "a b", "https://", "x", "https://u:p@h.example/"]
)
def test_what_is_no_page_on_the_web_is_no_identity(text: str) -> None:
    assert profile_identity(text) is None


@given(FOREIGN)
def test_any_text_is_a_profile_or_none(text: str) -> None:
    for found in (profile_identity(text), handle_identity("skype", text), handle_identity("mastodon", text)):
        assert found is None or found.value


@given(FOREIGN)
def test_the_normal_form_of_a_page_is_its_own_normal_form(text: str) -> None:
    found = profile_identity(text)
    assert found is None or found.kind is not IdentityKind.URL or profile_identity(found.value) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+49 (0)30 555-0100", "+49305550100"),
        ("0049 (0) 30 5550100", "+49305550100"),
        ("+39 (0)6 5550100", "+3906555 0100"),
    ],
)
def test_the_zero_dialled_at_home_is_no_part_of_a_number_abroad(text: str, value: str) -> None:
    assert phone_identity(text) == Identity(IdentityKind.PHONE, value.replace(" ", ""))
