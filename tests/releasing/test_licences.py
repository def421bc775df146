"""Every licence is known and goes with Kithly's own, and what the wheel holds of others brings its licence along."""

from __future__ import annotations

import pytest
from hatch_build import LICENCES
from supply.licences import RULES, Licence, every, findings, is_allowed, spdx_of
from supply.locks import ROOT, Pin, vendored
from supply.pages import USED

TEXTS = ROOT / "src/kithly/interfaces/web/static/vendor/licences"
WORDS = {
    "0BSD": "with or without fee is hereby granted",
    "ISC": "Permission to use, copy, modify, and/or distribute this software for any",
    "MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy",
    "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1",
}


def test_every_licence_is_known_and_goes_with_ours() -> None:
    found = every()
    assert len(found) > 150
    assert findings(found) == []


def test_a_package_nobody_knows_is_a_finding() -> None:
    strange = Pin(name="no-such-package-of-anybody", version="1", marker="", hashes=())
    assert "no-such-package-of-anybody: unknown (not installed)" in findings(every([strange], ()))


def test_another_version_than_the_locked_one_tells_nothing() -> None:
    other = Pin(name="click", version="0.0.1", marker="", hashes=())
    assert any(line.startswith("click: unknown (") for line in findings(every([other], ())))


def test_a_tool_under_the_gpl_is_refused_to_users() -> None:
    as_tool, as_part = (
        Licence(name="radicale", version="1", spdx="GPL-3.0-only", told_by="metadata", is_for_users=users)
        for users in (False, True)
    )
    assert "radicale: GPL-3.0-only" not in findings([as_tool])
    assert "radicale: GPL-3.0-only" in findings([as_part])


@pytest.mark.parametrize(
    ("spdx", "is_fine"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("(MIT OR GPL-3.0-only) AND AGPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("Some Words", False),
        ("", False),
    ],
)
def test_of_alternatives_one_is_enough_of_all_that_bind_each_must_do(spdx: str, is_fine: bool) -> None:  # noqa: FBT001
    assert is_allowed(spdx, RULES["users"]) is is_fine


def test_what_the_wheel_holds_of_others_brings_its_licence_along() -> None:
    shipped = {one.name: spdx_of(one) for one in vendored() if USED[one.name]}
    assert set(LICENCES) == set(shipped)
    for name, spdx in shipped.items():
        text = " ".join((TEXTS / f"{name.rpartition('/')[2]}.txt").read_text("utf-8").split())
        assert WORDS[spdx].lower() in text.lower(), name
