"""The published shapes of accounts: added, listed, removed, read."""

from __future__ import annotations

from tests.e2e.shapes import (
    BEFORE_AFTER,
    COUNTS,
    NAMED,
    count,
    instant,
    maybe,
    nothing,
    number,
    one_of,
    schema,
    text,
    words,
    yes_no,
)

ACCOUNT = {
    **dict.fromkeys(("id", "kind", "title", "address", "user"), words),
    "server": text,
    "secret": one_of("keyring", "file", "nowhere"),
    "added_at": instant,
    "parts": [words],
    "person?": maybe(NAMED),
    "settings?": lambda value: isinstance(value, dict) and all(map(text, value.values())),
}
ACCOUNTS = {"schema": schema("accounts"), "accounts": [ACCOUNT]}
ACCOUNT_ADD = {
    "schema": schema("account_add"),
    "change": maybe(words),
    "text": words,
    "account": ACCOUNT,
    "words": [words],
}
ACCOUNT_SET = {**ACCOUNT_ADD, "schema": schema("account_set"), "change": nothing}
ACCOUNT_REMOVE = {"schema": schema("account_remove"), "change": words, "text": words, "person": nothing}
SYNC = {
    "schema": schema("sync"),
    "change": maybe(words),
    "accounts": [
        {
            **dict.fromkeys(("id", "kind", "address"), words),
            "outcome": one_of("done", "retry", "sign_in", "stop", "stopped"),
            "text": text,
            "remedy": text,
            "parts": [
                {
                    "path": words,
                    "part": text,
                    **COUNTS,
                    "filled": count,
                    "gone": count,
                    "problems": [{"at": words, "reason": words, "question?": maybe(words)}],
                }
            ],
            "totals": COUNTS,
            "asked?": yes_no,
        }
    ],
    "totals": COUNTS,
    "people": BEFORE_AFTER,
    "interactions": BEFORE_AFTER,
    "seconds": number,
    "hints": [words],
    "answered": [words],
    "stopped": yes_no,
}
