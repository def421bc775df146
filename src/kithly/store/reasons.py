"""Reasons, as derived: why now, why this person."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_

from kithly.people import PersonId
from kithly.reasons import Reason, ReasonKind, TouchKind
from kithly.records import Channel, Evidence
from kithly.store import schema
from kithly.store.scope import Row, Scope, plain

UNREAD = (Evidence(record="kept", source="kept"),)
_BRIEFLY = (
    "SELECT person, kind, key, starts, ends, worth, value FROM reasons WHERE ego_id = ?"
    " AND coalesce(starts, '') <= ? AND coalesce(ends, '9999') >= ? ORDER BY worth DESC, person, kind, key"
)
_COLUMNS = ("ego_id", "person", "kind", "key", "starts", "ends", "worth", "value")


class Reasons:
    """The derived reasons."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def replace(self, reasons: Iterable[Reason]) -> None:
        """Put these reasons in the place of all."""
        table = schema.reasons
        self._scope.conn.execute(table.delete().where(table.c.ego_id == self._scope.ego))
        self._add(reasons)

    def replace_for(self, people: Collection[PersonId], reasons: Iterable[Reason]) -> None:
        """Put these reasons in the place of all reasons of some people."""
        ego = self._scope.ego
        self._scope.each("DELETE FROM reasons WHERE person = ? AND ego_id = ?", [(person, ego) for person in people])
        self._add(reasons)

    def active(self, day: date) -> tuple[Reason, ...]:
        """Return the reasons that are timely on a day, worth most first."""
        table = schema.reasons.c
        query = _query(self._scope.ego).where(
            or_(table.starts.is_(None), table.starts <= day.isoformat()),
            or_(table.ends.is_(None), table.ends >= day.isoformat()),
        )
        return self._found(query)

    def briefly(self, day: date) -> tuple[Reason, ...]:
        """Return the reasons that are timely on a day, worth most first, without their words and evidence.

        What stands for the evidence is `UNREAD`: there is some, and it was not read. For many at once, of which few are
        looked at.
        """
        text = day.isoformat()
        return tuple(_briefly(*row) for row in self._scope.raw(_BRIEFLY, (self._scope.ego, text, text)))

    def of(self, person: PersonId) -> tuple[Reason, ...]:
        """Return all reasons of one person, timely or not, worth most first."""
        return self._found(_query(self._scope.ego).where(schema.reasons.c.person == person))

    def of_kinds(self, kinds: Collection[ReasonKind]) -> tuple[Reason, ...]:
        """Return all reasons of some kinds, timely or not, worth most first."""
        names = sorted(kind.value for kind in kinds)
        return self._found(_query(self._scope.ego).where(schema.reasons.c.kind.in_(names)))

    def all(self) -> tuple[Reason, ...]:
        """Return all reasons, timely or not, worth most first."""
        return self._found(_query(self._scope.ego))

    def _add(self, reasons: Iterable[Reason]) -> None:
        rows: list[Row] = [
            (
                self._scope.ego,
                reason.person,
                reason.kind.value,
                plain(reason.key),
                reason.starts.isoformat() if reason.starts else None,
                reason.ends.isoformat() if reason.ends else None,
                reason.worth,
                plain(json.dumps(_encode(reason), ensure_ascii=False, separators=(",", ":"))),
            )
            for reason in reasons
        ]
        self._scope.add(schema.reasons, rows, *_COLUMNS, instead="update")

    def _found(self, query: Select[Any]) -> tuple[Reason, ...]:
        return tuple(_decode(*row) for row in self._scope.conn.execute(query))


def _query(ego: int) -> Select[Any]:
    table = schema.reasons.c
    return (
        schema.reasons.select()
        .with_only_columns(table.person, table.kind, table.key, table.starts, table.ends, table.worth, table.value)
        .where(table.ego_id == ego)
        .order_by(table.worth.desc(), table.person, table.kind, table.key)
    )


def _encode(reason: Reason) -> dict[str, Any]:
    return {
        "text": reason.text,
        "touch": reason.touch.value,
        "channel": reason.channel.value if reason.channel else None,
        "on": reason.on.isoformat() if reason.on else None,
        **({"begins": reason.begins.isoformat()} if reason.begins else {}),
        **({"turns": [at.isoformat() for at in reason.turns]} if reason.turns else {}),
        "evidence": [
            [item.record, item.source, item.at.isoformat() if item.at else None, item.quote, item.url]
            for item in reason.evidence
        ],
    }


def _decode(person: str, kind: str, key: str, *rest: Any) -> Reason:
    starts, ends, worth, text = rest
    value = json.loads(text)
    return Reason(
        person=PersonId(person),
        kind=ReasonKind(kind),
        key=key,
        text=value["text"],
        touch=TouchKind(value["touch"]),
        channel=Channel(value["channel"]) if value["channel"] else None,
        on=_day(value["on"]),
        starts=_day(starts),
        ends=_day(ends),
        begins=datetime.fromisoformat(value["begins"]) if value.get("begins") else None,
        turns=tuple(datetime.fromisoformat(at) for at in value.get("turns", ())),
        worth=worth,
        evidence=tuple(_evidence(*item) for item in value["evidence"]),
    )


def _evidence(record: str, source: str, at: str | None, quote: str | None, url: str | None) -> Evidence:
    return Evidence(record=record, source=source, at=datetime.fromisoformat(at) if at else None, quote=quote, url=url)


def _briefly(person: str, kind: str, key: str, *rest: Any) -> Reason:
    starts, ends, worth, text = rest
    channel, on = _told(text, "channel"), _told(text, "on")
    return Reason(
        person=PersonId(person),
        kind=ReasonKind(kind),
        key=key,
        text="",
        touch=TouchKind(_told(text, "touch") or ""),
        channel=Channel(channel) if channel else None,
        on=_day(on),
        starts=_day(starts),
        ends=_day(ends),
        worth=worth,
        evidence=UNREAD,
    )


def _told(text: str, name: str) -> str | None:
    """Return one plain word out of a row's JSON without reading all of it; inside other words quotes are escaped."""
    _, found, rest = text.partition(f'"{name}":"')
    return rest[: rest.index('"')] if found else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
