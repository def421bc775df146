"""No secret lies in the tree, and the search for them finds one of every form."""

from __future__ import annotations

import pytest
from supply.leaks import FORMS, in_text, in_tree
from supply.waivers import open_findings, waivers

# Put together here, so that this file holds none.
LONG = "q7Zk2Vx9Lm4Rt8Wb6Yc1Nd5Pf3Hs0Jg"
CANARIES = {
    "private-key": f"-----BEGIN RSA {'PRIVATE'} KEY-----\n{LONG}{LONG}\n",
    "aws": "id = AK" + "IA" + "QXZJ7WTKPL2MVNR5",
    "github": "gh" + "p_" + LONG[:18] * 2,
    "gitlab": "gl" + "pat-" + LONG[:20],
    "slack": "xo" + "xb-" + "123456789012-" + LONG[:24],
    "google": "AI" + "za" + (LONG + LONG)[:35],
    "stripe": "sk_" + "live_" + LONG[:24],
    "model": "sk-" + "ant-" + LONG + LONG,
    "hugging-face": "hf" + "_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH",
    "registry": "npm" + "_" + (LONG + LONG)[:36],
    "jwt": "ey" + "J" + LONG[:20] + "." + "ey" + "J" + LONG + "." + LONG,
    "kithly": "kith" + "ly_" + (LONG + LONG)[:43],
    "address": "post" + "gres://ana:" + LONG + "@db.example/kithly",
    "assigned": "api_" + 'key = "' + LONG + '"',
}


def test_no_secret_lies_in_the_tree() -> None:
    assert open_findings(in_tree(), waivers("secrets")) == []


def test_there_is_a_canary_of_every_form() -> None:
    assert set(CANARIES) == {form.rule for form in FORMS}


@pytest.mark.parametrize("rule", CANARIES)
def test_a_canary_is_found_where_it_stands_and_not_repeated(rule: str) -> None:
    found = list(in_text(f"first line\nsecond = {CANARIES[rule]}\n", "src/kithly/somewhere.py"))
    assert rule in {one.rule for one in found}
    assert {one.line for one in found} == {2}
    assert LONG[:12] not in "".join(map(str, found))
    assert open_findings(found, waivers("secrets")) != []


@pytest.mark.parametrize(
    "text",
    ['token = "the-name-it-is-kept-under"', "https://example.org/a:b@c", 'password = "{password}"', "sk-1234"],
)
def test_plain_words_are_no_secret(text: str) -> None:
    assert list(in_text(text, "a.py")) == []
