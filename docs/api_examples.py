"""Write the examples in the description of the door for programs: what a made-up network answers, shortened."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import Network, open_network
from kithly.app.passes.keeping import make_pass
from kithly.app.passes.scopes import SCOPES
from kithly.interfaces.rest.door import Door
from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations import OPERATIONS
from kithly.synthetic import make_world, write_linkedin, write_mbox
from kithly.synthetic.linkedin import era_of
from kithly.synthetic.model import Shape

TARGET = Path(__file__).parent.parent / "src/kithly/interfaces/rest/examples.json"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEED, PEOPLE, YEARS = 7, 40, 6
MOST_ITEMS, MOST_NUMBERS, MOST_TEXT = 2, 6, 300  # of a list, of one of numbers, of a text
_NAME = re.compile(r"\{(\w+)\}")
HOME = "~/.local/share/kithly"
ORIGIN = "http://127.0.0.1:8765"
SENT: Mapping[str, Any] = {
    "check": {"text": "Hi Ana, your talk on tidal turbines was a joy. How did the pilot end?", "kind": "reconnect"},
    "add_note": {"text": "Likes islands; has a daughter at the music school."},
    "take_back": {},
    "weigh_words": {"text": "Dear Ana, how did the pilot at sea end? Best, Robin", "channel": "copy"},
    "draft_by_model": {"kind": "reconnect", "channel": "email"},
    "keep_done": {"at": "2026-03-01T18:30:00Z"},
    "keep_snoozed": {"days": 7},
    "keep_skipped": {"person": False},
    "snooze_the_rest": {"days": 1},
    "log_contact": {"text": "The pilot at sea", "incoming": True, "day": "2026-02-27"},
    "answer_whether_sent": {"answer": "yes"},
    "answer_whether_died": {"answer": "no"},
    "arrange_talk": {"at": "2026-03-09T14:00:00Z", "minutes": 30, "place": "Quay 4", "about": "The pilot"},
    "keep_talked": {"text": "The pilot went well.", "mine": {"text": "send the report", "due": "2026-03-06"}},
    "keep_met": {"name": "Zita Quarrenhold", "where": "Harbour days", "about": "Tide tables"},
    "keep_same": {"a": "{who}", "b": "{other}"},
    "keep_different": {"a": "{who}", "b": "{other}"},
    "accept_merges": {"score": 0.95},
    "split_off": {"part": "ana@an-older-address.example"},
    "answer_one_era": {"answer": "pick", "people": ["{who}"], "role": "coworkers"},
    "put_into_era": {"people": ["{who}"], "belong": True},
    "place_people": {"places": {"{who}": "network"}},
    "change_person": {"importance": "high", "cadence": {"days": 90}, "looks_for": "a flat in Lyon"},
    "change_note": {"text": "Likes islands, and lakes."},
    "add_found": {"text": "Gives a talk on tidal turbines in May."},
    "begin_hello_about": {"who": "{who}"},
    "words_are_true": {"phrase": "the pilot in May"},
    "send_hello": {
        "yes": True,
        "text": "Hi, your talk on tidal turbines was a joy. How did the pilot end?",
        "subject": "The pilot",
    },
    "send_message_again": {"yes": True, "text": "Hi, your talk on tidal turbines was a joy. How did the pilot end?"},
    "change_rhythm": {"minutes": "15", "quiet_hours": "19-8", "limits": ["linkedin=3"]},
    "go_away": {"until": "2026-03-20"},
    "change_circle": {"importance": "high"},
    "change_me": {"now": "building tidal turbines"},
    "tell_own_address": {"address": "me@other.example"},
    "answer_held": {"answer": "me"},
    "name_those": {"lines": ["Ana Lee, who taught me to sail"], "seen": []},
    "follow_page": {"address": "https://ana.example/feed.xml"},
    "follow_not": {"address": "https://ana.example/feed.xml"},
}
QUERIES = {"search_words": {"text": "you"}, "one_year": {"limit": "1"}}


def main() -> None:
    """Make the network, ask everything, and write what it answered."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder, open_network(Path(folder) / "network", now=NOW) as network:
        import_paths(network, _exports(Path(folder)))
        told = _asked(network)
    text = json.dumps(told, ensure_ascii=False, indent=1).replace(str(Path(folder)), HOME)
    TARGET.write_text(text + "\n", "utf-8")
    sys.stdout.write(f"{len(told['answered'])} examples in {TARGET.name}\n")


def _exports(folder: Path) -> tuple[Path, ...]:
    world = make_world(SEED, today=NOW.date(), shape=Shape(people=PEOPLE, years=YEARS))
    on = NOW.date()
    archive = write_linkedin(world, folder / "linkedin.zip", on=on, era=era_of(on), complete=False)
    write_mbox(world, folder / "mail.mbox", style="takeout", until=on)
    return archive, folder / "mail.mbox"


def _asked(network: Network) -> dict[str, Any]:
    from starlette.testclient import TestClient  # noqa: PLC0415 - a tool of the tests

    token = make_pass(network, "examples", tuple(SCOPES)).token
    client = TestClient(Door(lambda *_: None, network=lambda: network, port=8765, log=network.doors), base_url=ORIGIN)  # type: ignore[arg-type,return-value]
    client.headers["authorization"] = f"Bearer {token}"

    def filled(told: Any) -> Any:
        return json.loads(_NAME.sub(lambda found: names[found[1]], json.dumps(told)))

    def ask(operation: Operation) -> Any:
        path = f"/api/v1{operation.path.format(**names)}"
        sent = {"json": filled(SENT[operation.id])} if operation.id in SENT else {"params": QUERIES.get(operation.id)}
        seen = {"if-match": "*"} if operation.overwrites else {}
        answer = client.request(operation.method, path, headers=seen, **sent)
        return _short(answer.json()) if answer.status_code == operation.status else None

    person, other = client.get("/api/v1/people?limit=2&sort=strength").json()["people"]
    client.put(f"/api/v1/people/{person['id']}/circles/Choir")
    client.post(f"/api/v1/people/{person['id']}/notes", json={"text": "Sails."})
    because = client.get(f"/api/v1/people/{person['id']}").json()["tie"]["because"]
    names = {
        "who": person["id"],
        "other": other["id"],
        "touch": client.get("/api/v1/today").json()["touches"][0]["id"],
        "record": next(one["record"] for claim in because for one in claim["evidence"]),
        "key": client.get("/api/v1/eras").json()["eras"][0]["key"],
        "year": str(NOW.year - 1),
        **dict.fromkeys(("message", "item", "idea", "question"), "5f0c2a91"),
        "note": client.get(f"/api/v1/people/{person['id']}").json()["notes"][0]["id"],
        "circle_name": "Choir",
        "day": "12-25",
    }
    # All looks before anything is changed; what is done can be put off no more.
    in_order = sorted(OPERATIONS, key=lambda one: (one.method != "GET", one.id == "keep_done"))
    answers = {one.id: told for one in in_order if (told := ask(one)) is not None}
    return {"asked": names, "sent": {name: filled(body) for name, body in SENT.items()}, "answered": answers}


def _short(told: Any) -> Any:
    """Return a document with lists of two, and texts that do not fill a page."""
    if isinstance(told, list):
        is_numbers = all(isinstance(one, int | float) for one in told)
        return [_short(one) for one in told[: MOST_NUMBERS if is_numbers else MOST_ITEMS]]
    if isinstance(told, dict):
        return {key: _short(one) for key, one in told.items()}
    return f"{told[:MOST_TEXT]}…" if isinstance(told, str) and len(told) > MOST_TEXT else told


if __name__ == "__main__":
    main()
