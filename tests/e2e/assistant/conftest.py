"""An assistant in the same process: the protocol's own client before the server."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import anyio
import jsonschema
import pytest
from mcp import Client
from mcp.server import MCPServer
from mcp.types import CallToolResult, TextContent
from tests.e2e.conftest import Kithly

from kithly.app.network import Network, open_network
from kithly.interfaces.mcp.server import build

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """Somebody's assistant.

    Attributes:
        network: The network behind it, to look at directly.
        server: What it speaks with.
    """

    network: Network
    server: MCPServer[Any]

    def ask(self, talk: Callable[[Client], Awaitable[Told]]) -> Told:
        """Hold one conversation."""

        async def talked() -> Told:
            async with Client(self.server) as client:
                return await talk(client)

        return anyio.run(talked)

    def call(self, tool: str, **asked: Any) -> Any:
        """Call a tool that must answer, by its own schema; return what it told."""
        answer = self.ask(lambda client: called(client, tool, asked))
        assert not answer.is_error, words_of(answer)
        jsonschema.validate(answer.structured_content, schemas()[tool])
        return answer.structured_content

    def refused(self, tool: str, **asked: Any) -> str:
        """Call a tool that must not answer; return its sentence."""
        answer = self.ask(lambda client: called(client, tool, asked))
        assert answer.is_error
        return words_of(answer)


@cache
def schemas() -> Mapping[str, dict[str, Any]]:
    """Return what each tool says its answers look like."""

    async def listed() -> Mapping[str, dict[str, Any]]:
        async with Client(build(lambda: None)) as client:  # type: ignore[arg-type,return-value] # none is called
            return {one.name: one.output_schema or {} for one in (await client.list_tools()).tools}

    return anyio.run(listed)


async def called(client: Client, tool: str, asked: dict[str, Any]) -> CallToolResult:
    """Call a tool."""
    answer = await client.call_tool(tool, asked)
    assert isinstance(answer, CallToolResult)
    return answer


def words_of(answer: CallToolResult) -> str:
    """Return the words of an answer."""
    return "\n".join(one.text for one in answer.content if isinstance(one, TextContent))


@contextmanager
def assisting(kithly: Kithly, now: datetime | None = None) -> Iterator[Assistant]:
    """Let an assistant into a network."""
    with open_network(kithly.data, now=now or kithly.now) as opened:
        yield Assistant(network=opened, server=build(lambda: replace(opened)))


@pytest.fixture
def assistant(network: Kithly) -> Iterator[Assistant]:
    with assisting(network) as one:
        yield one


@pytest.fixture(scope="module")
def reader(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Return an assistant before a network that its tests leave as it is."""
    folder = tmp_path_factory.mktemp("read") / "network"
    shutil.copytree(imported, folder)
    with assisting(Kithly(data=folder)) as one:
        yield one
