"""The feed by the command line: what notices tell, once, with its way out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.e2e.conftest import NOW, Kithly
from tests.e2e.feed_shapes import FEED, FEED_NOT
from tests.e2e.shapes import misfits


def notice(folder: Path, network: Kithly, name: str, words: str, *, number: int = 1) -> Path:
    """Write a notice of somebody's post, as it lies in ego's mailbox."""
    me = next(one["value"] for one in network.view("me")["identities"] if one["kind"] == "email")
    head = [
        "From: LinkedIn <notifications-noreply@linkedin.com>",
        f"To: <{me}>",
        f"Subject: {name} shared a post: {words}",
        f"Date: Sun, {number} Mar 2026 09:30:00 +0000",
        f"Message-ID: <{number}.2.JavaMail.app@lva1-app3333.prod.linkedin.com>",
        "DKIM-Signature: v=1; a=rsa-sha256; d=linkedin.com; s=x; b=AA",
    ]
    path = folder / f"notice {number}.eml"
    path.write_text("\n".join([*head, "", "See the post."]), "utf-8")
    return path


def somebody(network: Kithly) -> str:
    """Return a name that one person alone bears."""
    names = [row["name"] for row in network.view("people", "--limit", "1000")["people"]]
    return str(next(name for name in names if names.count(name) == 1 and " " in name))


def test_a_notice_is_an_item_of_the_feed_until_the_day_is_over(network: Kithly, tmp_path: Path) -> None:
    name = somebody(network)
    network.ok("import", notice(tmp_path, network, name, "Night ferries, and what they carry"))
    view = network.view("feed")
    assert misfits(view, FEED) == []
    (item,) = [one for one in view["items"] if one["title"].startswith("Night ferries")]
    assert item["person"]["name"] == name
    assert "Night ferries" in network.ok("feed")
    later = NOW + timedelta(days=1)
    assert network.view("feed", now=later)["items"] == []
    told = network.ok("feed", now=later)
    assert "Nothing new." in told
    assert "kithly feed --all" in told
    assert [one["id"] for one in network.view("feed", "--all", now=later)["items"]] == [item["id"]]


def test_an_item_can_be_left_out_and_brought_back(network: Kithly, tmp_path: Path) -> None:
    network.ok("import", notice(tmp_path, network, somebody(network), "Night ferries"))
    (item,) = network.view("feed")["items"]
    done = network.view("feed", "--not", item["id"][:8])
    assert misfits(done, FEED_NOT) == []
    assert network.view("feed", "--all")["items"] == []
    network.ok("undo")
    assert len(network.view("feed")["items"]) == 1
    refused = network("feed", "--not", "no such")
    assert (refused.code, refused.out) == (1, "")
    assert "kithly feed --all" in refused.err


def test_an_empty_feed_says_what_could_be_followed(kithly: Kithly) -> None:
    told = kithly.ok("feed")
    assert "Nothing is shared yet" in told
    assert "kithly follow" in told
