"""Write the examples in the description of the door for programs: what a made-up network answers, shortened."""

from __future__ import annotations

import json
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
HOME = "~/.local/share/kithly"
ORIGIN = "http://127.0.0.1:8765"
SENT: Mapping[str, Any] = {
    "check": {"text": "Hi Ana, your talk on tidal turbines was a joy. How did the pilot end?", "kind": "reconnect"},
    "add_note": {"text": "Likes islands; has a daughter at the music school."},
    "take_back": {},
    "weigh_words": {"text": "Dear Ana, how did the pilot at sea end? Best, Robin", "channel": "copy"},
    "draft_by_model": {"kind": "reconnect", "channel": "email"},
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
    client = TestClient(Door(lambda *_: None, network=lambda: network, port=8765), base_url=ORIGIN)  # type: ignore[arg-type,return-value]
    client.headers["authorization"] = f"Bearer {token}"

    def ask(operation: Operation) -> Any:
        path = f"/api/v1{operation.path.format(**names)}"
        sent = {"json": SENT[operation.id]} if operation.id in SENT else {"params": QUERIES.get(operation.id)}
        answer = client.request(operation.method, path, **sent)
        return _short(answer.json()) if answer.status_code == operation.status else None

    person = client.get("/api/v1/people?limit=1&sort=strength").json()["people"][0]
    because = client.get(f"/api/v1/people/{person['id']}").json()["tie"]["because"]
    names = {
        "who": person["id"],
        "touch": client.get("/api/v1/today").json()["touches"][0]["id"],
        "record": next(one["record"] for claim in because for one in claim["evidence"]),
        "key": client.get("/api/v1/eras").json()["eras"][0]["key"],
        "year": str(NOW.year - 1),
        "message": "5f0c2a91",
    }
    answers = {one.id: told for one in OPERATIONS if (told := ask(one)) is not None}
    return {"asked": names, "sent": SENT, "answered": answers}


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
