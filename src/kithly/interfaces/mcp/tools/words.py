"""Tools about words: a draft with its proof, and the verdict of good manners. Nothing leaves by them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kithly.app.letters.checking import check_text
from kithly.app.letters.writing import write
from kithly.app.network import Network
from kithly.interfaces.mcp import small
from kithly.interfaces.mcp.answers import Breach, Checked, Draft, Fact
from kithly.interfaces.mcp.asked import Who
from kithly.interfaces.mcp.foreign import MOST_WHOLE, seen, told

Kind = Annotated[
    str, Field(max_length=40, description="reconnect, congratulate, thank, reply ...; empty for the best.")
]
Channel = Annotated[str, Field(max_length=20, description="email, linkedin, sms ...; empty for where the two talked.")]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
RULES = "rules"  # the writer that asks nobody: a language model of the user's is never asked by an assistant
MOST_BREACHES = 12


def draft(network: Network, *, who: Who, kind: Kind = "", channel: Channel = "") -> Draft:
    """Write a draft for somebody, with the records behind each statement. The user looks at it; it is not sent."""
    view = write(network, who, kind=kind or None, channel=channel or None, writer=RULES)
    words = view.draft
    claims = words.claims if words else ()
    return Draft(
        person=small.person(view.person),
        kind=view.kind,
        channel=view.channel,
        subject=told(words.subject) if words and words.subject else None,
        text=told(words.text, MOST_WHOLE, keep_lines=True) if words else "",
        claims=tuple(Fact(text=told(one.text), records=small.records(one.evidence)) for one in claims),
        why_not=view.why_not or "",
    )


def check(network: Network, *, text: Text, kind: Kind = "reconnect", channel: Channel = "email") -> Checked:
    """Check any text for good manners: no favour asked, nothing pushy, how one came on them, something to talk of."""
    del network
    line = check_text(text, kind=kind or "reconnect", channel=channel or "email")
    breaches = (Breach(rule=one.rule, words=seen(one.text), hint=one.hint) for one in line.breaches[:MOST_BREACHES])
    return Checked(ok=line.ok, breaches=tuple(breaches))
