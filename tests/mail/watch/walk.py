"""The journey of somebody without accounts, each process of it watched: verbs, the pages, programs, an assistant.

Usage: walk.py FOLDER STEPS.json DATA NOW ALONE: with ALONE ``1`` the network of this machine is none but its own loop.
What each process said lies in FOLDER/said afterwards.
"""

from __future__ import annotations

import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

UP, GET_FLAGS, SET_FLAGS = 0x1, 0x8913, 0x8914  # of Linux (netdevice.7)
PATIENCE = 60.0
PAGES = ("/today", "/people", "/inbox", "/network/map", "/settings", "/health", "/start", "/search?q=quibblefrost")
ASKED = ("start", "people", "today", "inbox", "strength")
TALK: tuple[dict[str, Any], ...] = (
    {
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    },
    {"method": "notifications/initialized"},
    {"id": 2, "method": "tools/list", "params": {}},
    {"id": 3, "method": "tools/call", "params": {"name": "read_today", "arguments": {}}},
    {"id": 4, "method": "tools/call", "params": {"name": "read_person", "arguments": {"who": "Tamsinara"}}},
    {"id": 5, "method": "tools/call", "params": {"name": "read_person", "arguments": {"who": "nobody-of-this-name"}}},
)


def main() -> None:
    """Walk."""
    folder, steps, data, now, alone = sys.argv[1:]
    said, here = Path(folder) / "said", Path(__file__).parent
    if alone == "1":
        loop_up()
    run(said, "verbs", [sys.executable, str(here / "verbs.py"), steps, data, now])
    kithly = [sys.executable, "-m", "kithly", "--data", data, "--now", now]
    with (said / "web.err").open("wb") as err:
        words = [*kithly, "web", "--no-browser"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=err, text=True, umask=0) as server:
            try:
                look(server, said)
            finally:
                server.terminate()
    with (said / "mcp.err").open("wb") as err:
        words = [*kithly, "mcp"]
        with subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=err, text=True, umask=0
        ) as one:
            (said / "mcp.out").write_text("".join(talk(one)), "utf-8")


def talk(assistant: subprocess.Popen[str]) -> Iterator[str]:
    """Say one thing after the other, and return what is answered."""
    assert assistant.stdin is not None
    assert assistant.stdout is not None
    for one in TALK:
        assistant.stdin.write(json.dumps({"jsonrpc": "2.0", **one}) + "\n")
        assistant.stdin.flush()
        if "id" in one:
            yield assistant.stdout.readline()
    assistant.stdin.close()


def loop_up() -> None:
    """Let this machine speak to itself, in a network that is empty."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_one:
        name = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(any_one, GET_FLAGS, name))[1]
        fcntl.ioctl(any_one, SET_FLAGS, struct.pack("16sh", b"lo", flags | UP))


def run(said: Path, name: str, words: list[str]) -> None:
    """Run one process to its end."""
    with (said / f"{name}.out").open("wb") as out, (said / f"{name}.err").open("wb") as err:
        subprocess.run(words, stdout=out, stderr=err, umask=0, timeout=PATIENCE, check=False)


def look(server: subprocess.Popen[str], said: Path) -> None:
    """Look at pages, hand a file over and wait until it is read, and ask as a program."""
    assert server.stdout is not None
    entry = next(line.strip() for line in server.stdout if line.startswith("http://"))
    origin = entry.partition("/enter/")[0]
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    pages = [opener.open(entry, timeout=PATIENCE).read().decode()]
    pages += [opener.open(origin + path, timeout=PATIENCE).read().decode() for path in PAGES]
    token = re.findall(r'name="token" value="([^"]+)"', pages[-2])[0]
    body, kind = form(token, "later.vcf", (said.parent / "later.vcf").read_bytes())
    brought = {"origin": origin, "content-type": kind}
    for path, sent, head in (("/files", body, brought), ("/files/keep", f"token={token}".encode(), {"origin": origin})):
        opener.open(urllib.request.Request(origin + path, sent, head), timeout=PATIENCE).read()  # noqa: S310 - our own
    for _ in range(200):
        pages.append(opener.open(f"{origin}/people?q=Wendeline", timeout=PATIENCE).read().decode())
        if "Wendeline Blorpheim" in pages[-1]:
            break
        time.sleep(0.1)
    token = re.findall(r'"token": "([^"]+)"', (said / "verbs.out").read_text("utf-8"))[0]
    bearer = {"authorization": f"Bearer {token}"}
    for name in ASKED:
        asked = urllib.request.Request(f"{origin}/api/v1/{name}", headers=bearer)  # noqa: S310 - our own
        pages.append(opener.open(asked, timeout=PATIENCE).read().decode())
    (said / "pages").write_text("\n".join(pages), "utf-8")


def form(token: str, name: str, content: bytes) -> tuple[bytes, str]:
    """Return a form with a file, and its kind."""
    mark = "----a-part-of-it"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'.encode(),
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode(),
        content,
        f"\r\n--{mark}--\r\n".encode(),
    ]
    return b"".join(parts), f"multipart/form-data; boundary={mark}"


if __name__ == "__main__":
    main()
