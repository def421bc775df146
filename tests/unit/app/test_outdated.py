"""A network kept by an older Kithly gets the derived rows it has none of when it is opened."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from kithly.app.bringing.catching_up import catch_up
from kithly.app.derived.refresh import refresh
from kithly.app.network import MADE_BY, open_network
from kithly.records import Profile
from kithly.testing.store_samples import email, keep, mail, sighted

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)


def derived(folder: Path) -> str:
    with open_network(folder, now=NOW) as network:
        if network.is_outdated():
            catch_up(network)
        assert not network.is_outdated()
        with network.store.reading() as kept:
            return kept.derived()


def test_an_older_network_has_its_rhythms_when_it_is_opened(tmp_path: Path) -> None:
    with open_network(tmp_path, now=NOW) as network:
        keep(network.store, "me", [sighted(Profile(key="me", name="Me Fictional", identities=(email("me"),)))])
        keep(network.store, "a", [sighted(mail(str(number), "ana", "me", days=number)) for number in range(9)])
        with network.store.transaction() as tx:
            refresh(tx, now=NOW)
    before = derived(tmp_path)
    assert "rhythm " in before
    conn = sqlite3.connect(tmp_path / "kithly.db")
    for table in (
        "forgotten",
        "proposals",
        "passes",
        "outbox",
        "pictured",
        "pictures",
        "cursors",
        "accounts",
        "partials",
        "rhythms",
        "renewals",
    ):
        conn.execute(f"DROP TABLE {table}")
    conn.execute("UPDATE alembic_version SET version_num = '0001'")
    conn.commit()
    conn.close()
    assert derived(tmp_path) == before


def test_what_another_kithly_made_is_made_anew_by_the_rules_of_this_one(tmp_path: Path) -> None:
    with open_network(tmp_path, now=NOW) as network:
        assert not network.is_outdated()  # nothing was made yet
        keep(network.store, "me", [sighted(Profile(key="me", name="Me Fictional", identities=(email("me"),)))])
        keep(network.store, "a", [sighted(mail(str(number), "ana", "me", days=number)) for number in range(9)])
        with network.store.transaction() as tx:
            refresh(tx, now=NOW)
    before = derived(tmp_path)
    for older in ("0.0.0", ""):
        with open_network(tmp_path, now=NOW) as network, network.store.transaction() as tx:
            tx.meta.set(MADE_BY, older)
            tx.people.replace([])
        assert derived(tmp_path) == before
