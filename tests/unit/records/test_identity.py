"""What names a person, in its normal form."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.records import Identity, IdentityKind, email_identity, linkedin_identity, phone_identity

FOREIGN = st.text(max_size=80) | st.text("[]:/@?#.%-abc0+ \x1b", max_size=40)


@given(FOREIGN)
def test_any_text_is_an_identity_or_none(text: str) -> None:
    for make, kind in (
        (email_identity, IdentityKind.EMAIL),
        (linkedin_identity, IdentityKind.LINKEDIN),
        (phone_identity, IdentityKind.PHONE),
    ):
        found = make(text)
        assert found is None or (found.kind is kind and found.value)


@given(FOREIGN)
def test_the_normal_form_of_an_address_is_its_own_normal_form(text: str) -> None:
    found = email_identity(text)
    assert found is None or email_identity(found.value) == found


@pytest.mark.parametrize("text", ["[", "http://[", "//[x", "https://[::1/in/zita", "\x1b[31m"])
def test_brackets_that_hold_no_address_are_no_link(text: str) -> None:
    assert linkedin_identity(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://www.linkedin.com/in/Zita-Q/",
        "linkedin.com/in/zita-q",
        "http://no.linkedin.com/in/zita-q?trk=x",
        " https://www.linkedin.com/pub/zita-q/1/2/3 ",
    ],
)
def test_a_profile_is_the_same_however_it_is_written(text: str) -> None:
    assert linkedin_identity(text) == Identity(IdentityKind.LINKEDIN, "zita-q")
