"""Schemathesis finds nothing: odd questions, odd bodies, other methods, no pass, and one operation after another."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import schemathesis
import uvicorn
from schemathesis.engine import Status, events, from_schema
from tests.e2e.conftest import NOW
from tests.e2e.rest.conftest import ROOT, pages

from kithly.app.network import open_network
from kithly.app.passes.keeping import make_pass
from kithly.app.passes.scopes import SCOPES
from kithly.interfaces.rest.door import Door
from kithly.interfaces.web.serve import listen

FEW, MANY = 2, 60  # examples an operation
# 400: what is known forbids it (a talk in the past, a note of blanks), which no schema can tell.
ACCEPTED = ["2xx", "3xx", "400", "401", "403", "404", "409"]
NO_VERSION = ["428"]  # RFC 6585, 3: what overwrites must tell which version it saw
SLOWEST = 10.0  # seconds an answer may take, on a machine that does much else
# It asks servers elsewhere: what they answer, or that they do not (503), is not ours.
ASKS_OTHERS = ("follow_page",)
# The phase that goes through every bound of every parameter is long: here for one operation of each make.
BOUNDS = ("plan_of_today", "list_people", "one_person", "one_year", "check", "add_note", "take_back", "change_person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A door that is served on the loopback address.

    Attributes:
        address: Where.
        token: A pass that may do anything.
    """

    address: str
    token: str

    def found(self, phases: Sequence[str], *, examples: int, only: Sequence[str] = ()) -> list[str]:
        """Return what schemathesis finds, a line each."""
        headers = {"Authorization": f"Bearer {self.token}"}
        schema = schemathesis.openapi.from_url(f"{self.address}{ROOT}/openapi.json", headers=headers)
        schema.config.update(headers=headers)
        schema.config.generation.update(max_examples=examples, database="none")
        schema.config.checks.positive_data_acceptance.expected_statuses = ACCEPTED
        schema.config.checks.missing_required_header.expected_statuses = NO_VERSION
        schema.config.checks.update(max_response_time=SLOWEST)
        schema.config.phases.update(phases=list(phases))
        chosen = schema.include(operation_id=list(only)) if only else schema.exclude(operation_id=list(ASKS_OTHERS))
        return list(_failures(chosen))


def _failures(schema: schemathesis.BaseSchema) -> Iterator[str]:
    seen = 0
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            seen += len(event.recorder.cases)
            for checks in event.recorder.checks.values():
                for one in checks:
                    if one.status is Status.FAILURE and one.failure_info is not None:
                        told = one.failure_info
                        yield f"{event.recorder.label}: {one.name}: {told.failure}\n{told.code_sample}"
        elif isinstance(event, events.NonFatalError | events.FatalError):
            yield f"schemathesis itself: {event}"
    assert seen > 0


@contextmanager
def serving(folder: Path) -> Generator[Served]:
    """Serve the door over a data folder."""
    with open_network(folder, now=NOW) as network, listen(0) as listening:
        port = listening.getsockname()[1]
        token = make_pass(network, "a fuzzer", tuple(SCOPES)).token
        door = Door(pages, network=lambda: replace(network, now=NOW), port=port, log=network.doors)
        server = uvicorn.Server(uvicorn.Config(door, log_config=None, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=lambda: server.run(sockets=[listening]))
        thread.start()
        try:
            _wait(port)
            yield Served(address=f"http://127.0.0.1:{port}", token=token)
        finally:
            server.should_exit = True
            thread.join()


def _wait(port: int) -> None:
    """Wait until the server takes connections: it listens already, so that the first one only has to be taken."""
    socket.create_connection(("127.0.0.1", port), timeout=30).close()


@pytest.fixture
def served(imported: Path, tmp_path: Path) -> Iterator[Served]:
    """Return a door over an own copy of the imported network."""
    shutil.copytree(imported, tmp_path / "network")
    with serving(tmp_path / "network") as one:
        yield one


@pytest.mark.filterwarnings("ignore")
def test_a_few_odd_questions_to_every_operation_find_nothing(served: Served) -> None:
    assert served.found(["examples", "fuzzing"], examples=FEW) == []


@pytest.mark.filterwarnings("ignore")
def test_the_bounds_of_every_make_of_parameter_find_nothing(served: Served) -> None:
    assert served.found(["coverage", "stateful"], examples=FEW, only=BOUNDS) == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_many_odd_questions_find_nothing(served: Served) -> None:
    assert served.found(["examples", "coverage", "fuzzing", "stateful"], examples=MANY) == []
