"""Addresses as they are really written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent

from kithly.sources._formats.email import is_robot, parse_parties

CASES = [
    ("ana@example.org", [("", "ana@example.org")]),
    ("Ana Lee <Ana@Example.org>", [("Ana Lee", "ana@example.org")]),
    ('"Lee, Ana" <ana@example.org>', [("Lee, Ana", "ana@example.org")]),
    ('"Ana \\"Pot\\" Lee" <ana@example.org>', [('Ana "Pot" Lee', "ana@example.org")]),
    ("'Ana Lee' <ana@example.org>", [("Ana Lee", "ana@example.org")]),
    ("ana@example.org (Ana Lee)", [("Ana Lee", "ana@example.org")]),
    ("j@example.org (José)", [("José", "j@example.org")]),
    ("stout at teapots.example.org (Ana Lee)", [("Ana Lee", "stout@teapots.example.org")]),
    ("Ana <ana@example.org>, ben@example.com", [("Ana", "ana@example.org"), ("", "ben@example.com")]),
    ("Ana <ana@example.org>; Ben <ben@example.com>", [("Ana", "ana@example.org"), ("Ben", "ben@example.com")]),
    ("=?utf-8?Q?Lee,_Ana?= <ana@example.org>", [("Lee, Ana", "ana@example.org")]),
    ("=?utf-8?B?w4ltaWxl?= <e@example.org>, x@example.org", [("Émile", "e@example.org"), ("", "x@example.org")]),
    ('"=?utf-8?Q?=C3=89mile?=" <e@example.org>', [("Émile", "e@example.org")]),
    ("=?utf-8?Q?Ana_Lee_<ana=40example.org>?=", [("Ana Lee", "ana@example.org")]),
    ("Team: Ana <ana@example.org>, ben@example.com;", [("Ana", "ana@example.org"), ("", "ben@example.com")]),
    ("undisclosed-recipients:;", []),
    ("undisclosed-recipients: ;", []),
    ("", []),
    (" , ,", []),
    ("<@relay.example,@b.example:ana@example.org>", [("", "ana@example.org")]),
    ("Ana <mailto:ana@example.org>", [("Ana", "ana@example.org")]),
    ("ana@example.org <ana@example.org>", [("", "ana@example.org")]),
    ("Ana <ana@example.org", [("Ana", "ana@example.org")]),
    ("Ana ana@example.org", [("Ana", "ana@example.org")]),
    ("Ana (from (the) shop) <ana@example.org>", [("Ana", "ana@example.org")]),
    ("Ana Lee </o=Pots/ou=Here/cn=Recipients/cn=ana>", [("Ana Lee", None)]),
    ("Ana Lee", [("Ana Lee", None)]),
    ("Ana\u202eeeL <ana@example.org>", [("AnaeeL", "ana@example.org")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[repr(case[0]) for case in CASES])
def test_an_address_header_names_these_people(text: str, expected: list[tuple[str, str | None]]) -> None:
    parties, count = parse_parties(text)
    assert [(each.name, each.identity.value if each.identity else None) for each in parties] == expected
    assert count == len(expected)


def test_twenty_thousand_recipients_are_counted_and_five_hundred_kept() -> None:
    text = ", ".join(f"Person {number} <p{number}@example.org>" for number in range(20_000))
    begin = time.process_time()
    parties, count = parse_parties(text)
    assert (len(parties), count) == (500, 20_000)
    assert spent(begin) < 2


@pytest.mark.parametrize("piece", ["(", '"', "<", ",", "\\", " ", "=?", ":;", "a ", "a@", '"a', "=?a?q?", "a at "])
def test_a_hostile_header_takes_no_time(piece: str) -> None:
    begin = time.process_time()
    parse_parties((piece * 65_536)[:65_536])
    assert spent(begin) < 2


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_any_text_gives_parties_without_surrogates(text: str) -> None:
    parties, count = parse_parties(text)
    assert len(parties) <= count
    for party in parties:
        party.name.encode("utf-8")
        assert party.name or party.identity


@given(st.lists(st.sampled_from(["ana", "ben.quince", "cy-d", "dora_e"]), min_size=1, max_size=6))
@settings(max_examples=50)
def test_what_is_written_plainly_is_read_back(names: list[str]) -> None:
    text = ", ".join(f'"{name.title()}" <{name}@example.org>' for name in names)
    parties, count = parse_parties(text)
    assert count == len(names)
    assert [party.identity.value for party in parties if party.identity] == [f"{name}@example.org" for name in names]


@pytest.mark.parametrize(
    "address",
    [
        "no-reply@example.org", "noreply+12@example.org", "mailer-daemon@example.org", "notifications@example.org",
        "bounce-123-x@example.org", "messages-noreply@example.org", "do_not_reply@example.org",
        "newsletter@example.org",
        "jobs-noreply@example.org", "postmaster@example.org", "ne-pas-repondre@example.org",
    ],
)  # fmt: skip
def test_a_machine_is_told_by_its_address(address: str) -> None:
    assert is_robot(address)


@pytest.mark.parametrize(
    "address",
    ["ana@example.org", "newsome@example.org", "ben.alerty@example.org", "norma.reply@example.org", "rob@example.org",
     "abbott@example.org", "cronin@example.org", "daemon.hill@example.org", "info@example.org"],
)  # fmt: skip
def test_a_person_is_no_machine(address: str) -> None:
    assert not is_robot(address)
