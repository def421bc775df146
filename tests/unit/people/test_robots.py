"""Which addresses no single human sits behind."""

from __future__ import annotations

import pytest

from kithly.people import Impersonal, impersonal, is_person_address, is_person_contact
from kithly.records import Contact, Identity, IdentityKind


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("ana.lee@acme.example", "Ana Lee"),
        ("jobs.steve@acme.example", ""),
        ("steve.jobs@acme.example", ""),
        ("marketing.ana@acme.example", ""),
        ("ana.dev@acme.example", ""),
        ("jean.l@acme.example", ""),
        ("ana+news@acme.example", ""),
        ("m+lists@acme.example", ""),
        ("123456789@post.example", ""),
        ("4915112345678@post.example", ""),
        ("ana.lee2024@acme.example", ""),
        ("it.lee@acme.example", ""),
        ("info@smith-family.example", "Ana Smith"),
        ("dev@rao.example", "Dev Rao"),
        ("anna-maria.list@acme.example", "Anna-Maria List"),
        ("ana.lee@linkedin.com", "Ana Lee"),
        ("josé@acme.example", "José"),
        ("王@acme.example", "王"),
    ],
)
def test_people_are_people(address: str, name: str) -> None:
    assert is_person_address(address, name)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("no-reply@acme.example", ""),
        ("support@tool.example", "Support Team"),
        ("support@tool.example", "Support"),
        ("sales@acme.example", "Acme Sales"),
        ("info@acme.example", "Info Service"),
        ("NoReply@acme.example", "Ana Lee"),
        ("ne-pas-repondre@acme.example", ""),
        ("MAILER-DAEMON@acme.example", ""),
        ("notifications@github.com", "Ana Lee"),
        ("messages-noreply@linkedin.com", "Ana Lee"),
        ("inmail-hit-reply@linkedin.com", "Ana Lee"),
        ("invitations@linkedin.com", "Ana Lee"),
        ("linkedin@em.linkedin.com", "LinkedIn"),
        ("friendupdate+abc12345@facebookmail.com", "Ana Lee"),
        ("reply+AAB12CD34@reply.github.com", "Ana Lee"),
        ("newsletter@acme.example", "Ana from Acme"),
        ("acme_newsflash@acme.example", ""),
        ("orders-notifications@acme.example", ""),
        ("kontakt@acme.example", ""),
        ("rechnung@acme.example", ""),
        ("facturation@acme.example", ""),
        ("info@acme.example", "Ana Smith"),
        ("info.de@acme.example", ""),
        ("customer-service@acme.example", ""),
        ("help.desk@acme.example", ""),
        ("board-request@acme.example", ""),
        ("owner-board@acme.example", ""),
        ("board-bounces@acme.example", ""),
        ("board-users@acme.example", ""),
        ("board@lists.acme.example", ""),
        ("board@googlegroups.com", "Ana Lee"),
        ("board@acme.example", "Ana Lee via Board"),
        ("bounces+123-ana=acme.example@mailer.example", ""),
        ("c_188abc@group.calendar.google.com", "Board meeting"),
        ("5f3a9c0d1e2b4a7f9c@acme.example", ""),
        ("a1b2c3d4e5f6g7h8@acme.example", ""),
        ("/o=Acme/ou=First/cn=Recipients/cn=ana", "Ana Lee"),
        ("IMCEAEX-_O=ACME_CN=ANA@acme.example", "Ana Lee"),
        ("ana", ""),
        ("@acme.example", ""),
        ("", ""),
    ],
)
def test_robots_lists_and_roles_are_nobody(address: str, name: str) -> None:
    assert not is_person_address(address, name)


def card(*addresses: str, kind: IdentityKind = IdentityKind.EMAIL) -> Contact:
    return Contact(key="c", name="Acme Care", identities=tuple(Identity(kind, address) for address in addresses))


def test_a_card_with_only_a_role_address_is_no_human() -> None:
    assert not is_person_contact(card("support@acme.example"))


def test_a_card_with_a_role_address_beside_an_own_one_is_a_human() -> None:
    assert is_person_contact(card("support@acme.example", "ana@acme.example"))


def test_a_card_without_address_is_a_human() -> None:
    assert is_person_contact(card("+15550100", kind=IdentityKind.PHONE))


@pytest.mark.parametrize(
    ("address", "name", "kind"),
    [
        ("no-reply@acme.example", "Acme", Impersonal.MACHINE),
        ("not an address", "", Impersonal.MACHINE),
        ("ana@acme.example", "Ana via Acme Share", Impersonal.MACHINE),
        ("owner-foo@acme.example", "", Impersonal.LIST),
        ("foo-users@acme.example", "", Impersonal.LIST),
        ("info@acme.example", "Acme", Impersonal.ROLE),
        ("support@acme.example", "Support Team", Impersonal.ROLE),
        ("ana.lee@acme.example", "Ana Lee", None),
        ("info@smith-family.example", "Ana Smith", None),
    ],
)
def test_why_nobody_sits_behind_an_address_is_told(address: str, name: str, kind: Impersonal | None) -> None:
    assert impersonal(address, name) is kind
    assert is_person_address(address, name) is (kind is None)
