"""Acts in the open: a like, a boost, an answer beneath what somebody published, a post; each through the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from kithly.app.derived.ego import kept_ego
from kithly.app.letters.weighing import normal
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.outbox.approving import Going, put_going
from kithly.app.show import named
from kithly.app.today.touches import touch_named
from kithly.messages import WORDLESS, Act, Recipient, Sender, Verdict, check
from kithly.people import Person
from kithly.plan import Touch
from kithly.reasons import TouchKind
from kithly.store import OutboxRow

_KINDS = {Act.REPLY: TouchKind.COMMENT, Act.LIKE: TouchKind.LIKE, Act.BOOST: TouchKind.SHARE, Act.POST: TouchKind.POST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What the user wants to do in the open.

    Attributes:
        act: A reply, a like, a boost or a post.
        channel: ``mastodon`` or ``bluesky``: where the user's own account was set up to publish.
        target: Address of what is answered, liked or boosted; empty for a post.
        text: The words of a reply or post.
        touch: The hello it settles; empty for none.
        who: Whose it is, without a hello: a name, address or id; empty for nobody known.
        not_a_favour: Whether the user says "this is not a favour".
    """

    act: Act
    channel: str
    target: str = ""
    text: str = ""
    touch: str = ""
    who: str = ""
    not_a_favour: bool = False


def put_deed(network: Network, deed: Deed) -> OutboxRow:
    """Approve an act in the open, after the user's yes; it goes out as any message of the outbox does.

    Raises:
        NotFound: There is no such hello, or nobody is called so.
        Refused: No account publishes there, or etiquette or the user's own word forbids it.
        Conflict: It is on its way, or was done.
    """
    touch = touch_named(network, deed.touch) if deed.touch else None
    with network.store.reading() as kept:
        who = touch.person if touch else deed.who
        person = find_person(kept, who) if who else None
        ego = kept_ego(kept).name
    text = "" if deed.act in WORDLESS else normal(deed.text).strip()
    going = Going(
        channel=deed.channel,
        kind=_KINDS[deed.act].value,
        text=text,
        verdict=_verdict(deed, text, person, ego),
        key=_key(network, deed, touch, text),
        person=named(person) if person else None,
        touch=touch,
        act=deed.act,
        target=deed.target,
        allowed_favour=deed.not_a_favour,
    )
    return put_going(network, going)


def _verdict(deed: Deed, text: str, person: Person | None, ego: str) -> Verdict:
    name = (person.given or person.name) if person else ""
    kind = _KINDS[deed.act].value
    return check(text, kind=kind, channel=deed.channel, recipient=Recipient(name=name), sender=Sender(name=ego))


def _key(network: Network, deed: Deed, touch: Touch | None, text: str) -> str:
    """Return what goes out at most once: one mark on one thing, one answer of one hello, the same words on one day."""
    if deed.act in WORDLESS:
        return f"{deed.act}:{deed.channel}:{deed.target}"
    if touch is not None:
        return f"{deed.act}:{touch.id}"
    told = f"{deed.target}\x1f{text}".encode("utf-8", "replace")
    mark = blake2b(told, digest_size=8).hexdigest()
    return f"{deed.act}:{deed.channel}:{network.today.isoformat()}:{mark}"
