"""What a pass may be used for."""

from __future__ import annotations

from collections.abc import Mapping

PROGRAM, DEVICE = "program", "device"
READ, WRITE, SEND = "read", "write", "send"

SCOPES: Mapping[str, str] = {
    READ: "see whatever you see",
    WRITE: "keep and change what you say of people and of your days, have a page of somebody's asked for, "
    "and have your language model draft words",
    SEND: "say your yes to a message, so that it goes out",
}
