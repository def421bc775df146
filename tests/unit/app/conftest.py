"""A small network that use cases treat as a large one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kithly.app.derived import refresh as refreshing
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.records import Profile, Sighted
from kithly.store import Store
from kithly.testing.store_samples import LINKEDIN, NOW, contact, email, keep, mail, sighted

PEOPLE = {"ana": "Globex", "ben": "Acme GmbH", "cy": "ACME", "dora": "Acme GmbH", "eve": "", "zoë": "Initech"}


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    """Return a few people in a network that is taken for a large one: nobody else's rows are touched."""
    monkeypatch.setattr(refreshing, "LARGE", 0)
    with Store.open(":memory:") as store:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        keep(store, "profile", [sighted(me)], family=LINKEDIN)
        keep(
            store,
            "people",
            [sighted(contact(who, company=at, mailbox=who)) for who, at in PEOPLE.items()],
            family=LINKEDIN,
        )
        keep(store, "letters", letters())
        with store.transaction() as tx:
            refresh(tx, now=NOW)
        settings = Settings(folder=tmp_path)
        yield Network(store=store, settings=settings, now=NOW, zone=ZoneInfo("UTC"), recall=Recall(store))


def letters() -> list[Sighted]:
    """Return much to and from Ana until lately, a little from Ben long ago, one letter to Cy."""
    ana = [mail(f"ana {day}", *(("me", "ana") if day % 2 else ("ana", "me")), days=day * 9) for day in range(10)]
    return [sighted(one) for one in (*ana, mail("ben", "ben", "me", days=3), mail("cy", "me", "cy", days=50))]
