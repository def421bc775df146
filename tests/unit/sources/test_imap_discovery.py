"""Where a mail account may be: said, known, told by its domain, or guessed; and nothing foreign is believed blindly."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import dns.message
import dns.resolver
import dns.rrset
import pytest

from kithly.errors import SourceFormatError
from kithly.sources import Account
from kithly.sources.imap import Imap, discovery
from kithly.sources.imap.autoconfig import Server, servers_of
from kithly.sources.imap.dns import mail_exchangers, service_servers
from kithly.sources.imap.providers import provider_of_domain, provider_of_exchanger, providers
from kithly.transport.http import Answer

ME = "ana.lee@example.org"
PAGE = """<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="example.org"><domain>example.org</domain>{servers}
<outgoingServer type="smtp"><hostname>smtp.example.org</hostname><port>465</port></outgoingServer>
</emailProvider></clientConfig>"""
ONE = (
    "<incomingServer type='{type}'><hostname>{host}</hostname><port>{port}</port>"
    "<socketType>{security}</socketType><username>{user}</username></incomingServer>"
)


def page(*servers: dict[str, str], status: int = 200) -> Answer:
    usual = {"type": "imap", "host": "imap.example.org", "port": "993", "security": "SSL", "user": "%EMAILADDRESS%"}
    body = PAGE.format(servers="".join(ONE.format(**{**usual, **one}) for one in servers))
    return Answer(status=status, url="https://autoconfig.example.org/", headers={}, body=body.encode())


def test_a_domain_describes_its_servers_the_safest_first() -> None:
    told = page({"port": "143", "security": "STARTTLS"}, {"user": "%EMAILLOCALPART%"}, {"type": "pop3"})
    assert servers_of(told, ME) == (
        Server(host="imap.example.org", user="ana.lee"),
        Server(host="imap.example.org", port=143, security="starttls"),
    )
    assert servers_of(page({"host": "mail.%EMAILDOMAIN%"}), ME) == (Server(host="mail.example.org"),)


@pytest.mark.parametrize(
    "one",
    [
        {"security": "plain"},
        {"port": "0"},
        {"port": "99999"},
        {"port": "9x"},
        {"host": ""},
        {"host": "a b"},
        {"host": "imap.example.org/x"},
        {"host": "user@imap.example.org"},
        {"host": "x" * 300},
        {"type": "exchange"},
    ],
)
def test_a_server_described_wrongly_or_without_encryption_is_none(one: dict[str, str]) -> None:
    assert servers_of(page(one), ME) == ()


@pytest.mark.parametrize(
    "answer",
    [
        page({}, status=404),
        Answer(status=200, url="", headers={}, body=b"<html><p>not found"),
        Answer(status=200, url="", headers={}, body=b'<!DOCTYPE x [<!ENTITY a "b">]><clientConfig>&a;</clientConfig>'),
        Answer(status=200, url="", headers={}, body=b""),
    ],
)
def test_a_page_that_is_none_describes_nothing(answer: Answer) -> None:
    assert servers_of(answer, ME) == ()


ROWS: dict[tuple[str, str], tuple[str, ...]] = {
    ("_imaps._tcp.example.org.", "SRV"): ("20 0 993 late.example.org.", "10 1 993 light.example.org.",
                                          "10 9 1993 heavy.example.org."),
    ("_imap._tcp.example.org.", "SRV"): ("0 0 143 open.example.org.",),
    ("_imaps._tcp.none.example.", "SRV"): ("0 0 0 .",),
    ("example.org.", "MX"): ("20 mx2.example.net.", "10 ASPMX.L.GOOGLE.COM."),
}  # fmt: skip


@pytest.fixture
def resolver() -> Iterator[dns.resolver.Resolver]:
    """Yield a resolver that asks a name server of ours on this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                try:
                    data, who = sock.recvfrom(4096)
                except OSError:
                    return
                if not data:
                    return
                sock.sendto(_answered(data), who)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        asking = dns.resolver.Resolver(configure=False)
        asking.nameservers, asking.port = ["127.0.0.1"], sock.getsockname()[1]
        yield asking
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", sock.getsockname())
        thread.join(5)


def _answered(data: bytes) -> bytes:
    asked: Any = dns.message.from_wire(data)
    answer: Any = dns.message.make_response(asked)
    question = asked.question[0]
    kind = dns.rdatatype.to_text(question.rdtype)
    rows = ROWS.get((question.name.to_text().lower(), kind))
    if rows:
        answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *rows))
    else:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return bytes(answer.to_wire())


def test_a_domain_names_its_servers_in_dns(resolver: dns.resolver.Resolver) -> None:
    assert service_servers("example.org", resolver) == (
        Server(host="heavy.example.org", port=1993),
        Server(host="light.example.org"),
        Server(host="late.example.org"),
        Server(host="open.example.org", port=143, security="starttls"),
    )
    assert service_servers("none.example", resolver) == ()
    assert mail_exchangers("example.org", resolver) == ("aspmx.l.google.com", "mx2.example.net")
    assert mail_exchangers("other.example", resolver) == ()


def test_a_domain_whose_mail_a_provider_receives_is_that_providers(resolver: dns.resolver.Resolver) -> None:
    found = provider_of_exchanger(mail_exchangers("example.org", resolver))
    assert found is not None
    assert found.name == "Gmail"
    assert provider_of_exchanger(["mx.notgoogle.com", "google.com.evil.example"]) is None


def asked(address: str, **given: Any) -> Account:
    return Account(kind="imap", address=address, **given)


@pytest.mark.parametrize(
    ("address", "host", "asks"),
    [
        ("me@gmail.com", "imap.gmail.com", "app password"),
        ("Me@GMail.com", "imap.gmail.com", "app password"),
        ("me@icloud.com", "imap.mail.me.com", "app password"),
        ("me@gmx.de", "imap.gmx.net", "password"),
        ("me@web.de", "imap.web.de", "password"),
        ("me@pm.me", "127.0.0.1", "app password"),
        ("me@hotmail.com", "outlook.office365.com", "password"),
        ("me@posteo.de", "posteo.de", "password"),
        ("me@libero.it", "imapmail.libero.it", "password"),
        ("me@orange.fr", "imap.orange.fr", "password"),
    ],
)
def test_known_providers_are_found_without_asking_anybody(
    address: str, host: str, asks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", None)  # whoever opened one would fail
    found = Imap().find(asked(address))
    (account,) = found.accounts
    assert (account.host, found.asks) == (host, asks)
    assert bool(found.page) == (asks == "app password")
    assert found.words


def test_a_server_the_user_names_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    (account,) = Imap().find(asked("me@gmail.com", host="mail.home.example")).accounts
    assert (account.host, account.port, account.settings) == ("mail.home.example", 993, {"named": "yes"})
    (other,) = Imap().find(asked("name-only", host="mail.home.example", security="starttls", user="me")).accounts
    assert (other.port, other.login) == (143, "me")


def test_what_is_not_found_is_tried_under_its_usual_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mail_exchangers", "described", "service_servers"):
        monkeypatch.setattr(discovery, name, lambda *_: ())
    found = Imap().find(asked("me@tarn.example"))
    assert [one.host for one in found.accounts] == ["imap.tarn.example", "mail.tarn.example", "tarn.example"]
    assert "named" not in found.accounts[0].settings
    assert "does not say" in found.words[0]


@pytest.mark.parametrize("address", ["", "me", "me@", "@example.org", "me@exa mple.org", "me@a/b", "me@[1.2.3.4]"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(SourceFormatError, match="is no mail address"):
        Imap().find(asked(address))


def test_the_table_of_providers_is_sound() -> None:
    everything = [domain for one in providers() for domain in one.domains]
    assert len(everything) == len(set(everything)) > 100
    for one in providers():
        assert one.host == one.host.lower()
        assert one.security in {"tls", "starttls"}
        assert not one.page or one.page.startswith("https://")
        assert bool(one.page) == bool(one.steps)
        assert all(text.endswith(".") for text in (*one.steps, *one.notes))
        assert one.domains or one.exchangers
        assert all(provider_of_domain(domain) is one for domain in one.domains)
