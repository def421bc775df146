"""A PostgreSQL database for each test, copied from an empty template."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from kithly.store import Store

_NUMBERS = count(1)


def _server_module() -> ModuleType:
    """Load the module beside this file; test folders are no packages."""
    name = "kithly_tests_postgresql_server"
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("postgresql_server.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    """Yield the address of a running server, ``{database}`` left open."""
    server = _server_module()
    programs = server.programs()
    if programs is None:
        message = f"There is no PostgreSQL server here. {server.INSTALL}"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(message)
        pytest.skip(message)
    with server.running_server(programs) as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_template(postgresql_address: str) -> str:
    """Return the name of a database that has all tables and no rows."""
    name = "kithly_template"
    with _admin(postgresql_address) as conn:
        _create(conn, name, "template0")
    Store.open(postgresql_address.format(database=name)).close()
    return name


@pytest.fixture
def postgresql_empty(postgresql_address: str) -> Iterator[str]:
    """Yield the address of a database without tables."""
    with _database(postgresql_address, "template0") as address:
        yield address


@pytest.fixture
def postgresql_prepared(postgresql_address: str, postgresql_template: str) -> Iterator[str]:
    """Yield the address of a database with all tables."""
    with _database(postgresql_address, postgresql_template) as address:
        yield address


@contextmanager
def _database(address: str, template: str) -> Iterator[str]:
    name = f"kithly_{next(_NUMBERS)}"
    with _admin(address) as conn:
        _create(conn, name, template)
        yield address.format(database=name)
        conn.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _admin(address: str) -> Connection[tuple[object, ...]]:
    return Connection.connect(address.format(database="postgres"), autocommit=True)


def _create(conn: Connection[tuple[object, ...]], name: str, template: str) -> None:
    names = Identifier(name), Identifier(template)
    conn.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
