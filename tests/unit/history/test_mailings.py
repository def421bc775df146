"""What kind of mail each sender sends."""

from __future__ import annotations

from tests.unit.history.test_interactions import ANA, BEN, ME, STRANGER, Box, Row

from kithly.history import MASS_MAIL, Mailing, mailings
from kithly.records import Flag


def sent(*rows: Row, by: int) -> dict[Mailing, int]:
    """Return how many messages of each kind somebody sent."""
    counts = mailings(Box(list(rows)).columns(), STRANGER + 1)[by]
    return {kind: int(counts[kind]) for kind in Mailing if counts[kind]}


def test_each_message_is_of_one_kind_and_a_newsletter_before_all() -> None:
    assert sent(Row(sender=ANA), by=ANA) == {Mailing.PERSONAL: 1}
    assert sent(Row(sender=ANA, flags=Flag.LIST), by=ANA) == {Mailing.LIST: 1}
    assert sent(Row(sender=ANA, flags=Flag.LIST | Flag.AUTOMATIC), by=ANA) == {Mailing.AUTOMATIC: 1}
    assert sent(Row(sender=ANA, flags=Flag.LIST | Flag.AUTOMATIC | Flag.BULK), by=ANA) == {Mailing.BULK: 1}


def test_mail_to_very_many_is_mass_mail() -> None:
    rows = Row(sender=ANA, recipients=MASS_MAIL + 1), Row(sender=ANA, recipients=MASS_MAIL)
    assert sent(*rows, by=ANA) == {Mailing.BULK: 1, Mailing.PERSONAL: 1}


def test_each_sender_has_their_own_counts_and_what_ego_sent_counts_for_nobody() -> None:
    rows = [Row(sender=BEN), Row(sender=BEN), Row(sender=-1), Row(sender=ME, flags=Flag.SENT), Row(sender=STRANGER)]
    assert sent(*rows, by=BEN) == {Mailing.PERSONAL: 2}
    assert sent(*rows, by=STRANGER) == {Mailing.PERSONAL: 1}
    assert sent(*rows, by=ME) == {}
    assert mailings(Box([]).columns(), 3).shape == (3, len(Mailing))
