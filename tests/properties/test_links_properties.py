"""Links to people lead to nobody else, whatever their names, addresses and subjects hold."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st
from tests.e2e.hostile_words import marked, payloads

from kithly.app.persons.joined import link_to
from kithly.channels import mailto, pages, profile_link
from kithly.errors import Refused
from kithly.records import Identity, IdentityKind, email_identity, linkedin_identity

HOSTILE = st.sampled_from([marked(one, "link", number) for number, one in enumerate(payloads())])
ODD = st.sampled_from(
    ["\r\n", "%0d%0a", "?bcc=", "&cc=", "&body=", ",", ";", "%3f", "%26", "@", "\u2028", "..", "/", "\\"]
)
TEXT = st.one_of(st.text(max_size=40), HOSTILE, ODD)
WORDS = st.lists(TEXT, max_size=4).map("".join)
ADDRESS = st.builds(
    "{}@{}.{}".format, WORDS, WORDS, st.sampled_from(["example", "org", "рф", "org?bcc=eve@evil.example"])
)


def mail_of(link: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the recipient and the fields of a mail link, as a mail program reads them (RFC 6068)."""
    to, _, asked = link.removeprefix("mailto:").partition("?")
    return unquote(to), parse_qsl(asked, keep_blank_values=True, strict_parsing=bool(asked))


@given(to=ADDRESS, subject=WORDS, body=WORDS)
@example(to="ana@example.org?bcc=eve@evil.example", subject="", body="")
@example(to="ana%0d%0abcc%3aeve@example.org", subject="", body="")
@example(to="r&d@example.org", subject="&bcc=eve@evil.example", body="%0d%0abcc:eve@evil.example")
def test_a_mail_goes_to_one_person_and_has_no_other_fields(to: str, subject: str, body: str) -> None:
    try:
        link = mailto(to, subject=subject, body=body)
    except Refused:
        return
    told, fields = mail_of(link)
    assert told == to.strip()
    assert [name for name, _ in fields] == [name for name, text in (("subject", subject), ("body", body)) if text]
    assert dict(fields).get("subject", "") == subject
    assert not set("\r\n\0?") & set(unquote(told)), "not even for a program that decodes twice"
    assert link.isascii()
    assert not set("\r\n \"'<>") & set(link)


@given(slug=WORDS)
@example(slug="..")
@example(slug="%2e%2e")
@example(slug="x%2f..%2f..%2fevil")
@example(slug="x?next=//evil.example#y")
def test_a_profile_stays_on_linkedin(slug: str) -> None:
    for found in (Identity(IdentityKind.LINKEDIN, slug), linkedin_identity(f"https://www.linkedin.com/in/{slug}")):
        if found is None:
            continue
        try:
            link = profile_link(found.value)
        except Refused:
            continue
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("https", "www.linkedin.com", "", "")
        assert parts.path.startswith("/in/")
        assert [part for part in parts.path.split("/") if part][1:] == [parts.path.split("/")[2]]
        assert unquote(parts.path.split("/")[2]) == found.value
        assert unquote(parts.path.split("/")[2]) not in {"", ".", ".."}
        assert not set("\r\n\\\"'<> ") & set(link)


@given(kind=st.sampled_from(list(IdentityKind)), value=st.one_of(WORDS, ADDRESS))
def test_whatever_names_somebody_becomes_a_safe_link_or_none(kind: IdentityKind, value: str) -> None:
    identity = email_identity(value) if kind is IdentityKind.EMAIL else Identity(kind, value)
    if identity is None or kind is IdentityKind.PHONE:  # digits by its own rule
        return
    links = [link_to(identity), *(one.url for one in pages([identity], name=value, company=value))]
    for link in filter(None, links):
        assert link.startswith(("https://", "mailto:"))
