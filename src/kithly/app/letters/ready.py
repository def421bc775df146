"""Words made ready to go out: the user's own or the draft's, for one door, checked."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.drafts.answered import NETWORKS, answered_page
from kithly.app.drafts.doors import EMAIL, door_view
from kithly.app.figures import day_words
from kithly.app.letters.bounces import ANOTHER, bounced, nobody_at
from kithly.app.letters.hints import Stop, stop_of
from kithly.app.letters.weighing import Letter, desk_of, normal, one_line_of, verdict_of
from kithly.app.letters.writing_desk import WritingDesk, sit_down
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.today.settled import last_handed, settled_view
from kithly.app.today.touches import find_touch
from kithly.app.views import NamedView
from kithly.errors import Conflict, Refused, UserError
from kithly.messages import WORDLESS, Act, NoDraft, Verdict
from kithly.messages.approve import is_seen
from kithly.messages.outgoing import ON_ITS_WAY
from kithly.plan import Outcome, Touch
from kithly.reasons import TouchKind
from kithly.store import Reading

DRAFT = "kithly send ID --text FILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What the user wants to send, and how.

    Attributes:
        text: Their words; None for those of the draft.
        subject: For mail; empty for none, None for the draft's. Without one, a first line ``Subject: ...`` of the text
            is taken for it.
        channel: The door; None for the first of the hello's.
        to: One of the person's mail addresses; None for the best.
        not_a_favour: Whether the user says "this is not a favour".
        act: A like, or passing it on, without words; None for words, or for what a click alone is.
    """

    text: str | None = None
    subject: str | None = None
    channel: str | None = None
    to: str | None = None
    not_a_favour: bool = False
    act: Act | None = None


AS_DRAFTED = OwnWords()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Words that may go out once the user says yes.

    Attributes:
        touch: What it settles; None without a hello.
        person: To whom.
        kind: What it is, by name of its touch kind.
        text: The words.
        subject: For mail.
        channel: The door.
        to: Address or profile slug; empty if it is pasted by hand.
        verdict: What etiquette says of exactly these words.
        allowed_favour: Whether the user said that this is not a favour.
        again: Whether it may go out though it did before.
        act: What goes out.
        target: The page of what is answered, liked or passed on; empty for none.
    """

    touch: Touch | None
    person: NamedView
    kind: str
    text: str
    subject: str | None
    channel: str
    to: str
    verdict: Verdict
    allowed_favour: bool
    again: bool = False
    act: Act = Act.MESSAGE
    target: str = ""


def prepare(network: Network, touch_id: str, words: OwnWords = AS_DRAFTED, *, again: bool = False) -> Ready:
    """Return the words of a hello, checked. Nothing is kept yet.

    Args:
        network: Whose.
        touch_id: The hello.
        words: The user's own; what they leave open is the draft's.
        again: Whether it may go out though it did before.

    Raises:
        NotFound: There is no such hello.
        Conflict: It was handed over or done before.
        UserError: There is no draft and no text, or no address.
        SettingsError: There is no such door.
        Refused: Etiquette stops it, or it does not fit the door.
    """
    with network.store.reading() as kept:
        touch = find_touch(kept, network, touch_id)
        if not again:
            refuse_twice(kept, network, touch)
        return _ready(sit_down(kept, network, touch), words, again=again)


def prepare_letter(network: Network, letter: Letter, words: OwnWords, *, again: bool = False) -> Ready:
    """Return words to a person without a hello, checked. Nothing is kept yet.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        UserError: There is no draft and no text, or no address.
        SettingsError: The kind or door is unknown.
        Refused: Etiquette stops it, or it does not fit the door.
    """
    with network.store.reading() as kept:
        return _ready(desk_of(kept, network, letter), words, again=again)


def _ready(desk: WritingDesk, words: OwnWords, *, again: bool) -> Ready:
    door = desk.door(words.channel)
    act, target = _act(desk, door, words)
    text, subject = ("", None) if act in WORDLESS else _words(desk, door, words)
    verdict = verdict_of(desk, door, text, subject).verdict
    kind = desk.kind_at(door).value
    stop = stop_of(verdict, desk.judged_as(door), door, text, not_a_favour=words.not_a_favour)
    if stop is not None:
        raise _stopped(door, verdict, stop)
    return Ready(
        touch=desk.errand.touch,
        person=named(desk.facts.person),
        kind=kind,
        text=text,
        subject=subject,
        channel=door,
        to=_address(desk, door, words.to),
        verdict=verdict,
        allowed_favour=words.not_a_favour,
        again=again,
        act=act,
        target=target,
    )


def _act(desk: WritingDesk, door: str, words: OwnWords) -> tuple[Act, str]:
    """Return what goes out by a door, and the page it is beneath.

    Raises:
        Refused: There is nothing of theirs at that network to answer.
    """
    if door not in NETWORKS:
        if words.act is not None:
            raise Refused(door, "Only what somebody published can be liked or passed on.", hint="Write a line instead.")
        return Act.MESSAGE, ""
    target = answered_page(desk.errand.touch, door)
    if not target:
        said = f"This hello answers nothing of theirs at {door.title()}."
        raise Refused(door, said, hint="Take another way: --channel copy")
    is_click = desk.errand.kind is TouchKind.LIKE and not (words.text or "").strip()
    return words.act or (Act.LIKE if is_click else Act.REPLY), target


def refuse_twice(kept: Reading, network: Network, touch: Touch) -> None:
    """Refuse a hello whose words were taken along or go out by themselves, or that is done.

    Raises:
        Conflict: It was so before.
    """
    going = kept.outbox.of_touch(touch.id)
    if going is not None and going.state in ON_ITS_WAY:
        said = "It is in your outbox: it went out, or is about to."
        raise Conflict("hello", touch.id, message=said, hint="kithly outbox")
    before = last_handed(kept, touch.id)
    if before is not None:
        raise _handed_before(touch, day_words(before.at.astimezone(network.zone).date()))
    settled = settled_view(kept, network, touch)
    if settled is not None and settled.outcome == Outcome.DONE:
        raise Conflict("hello", touch.id, message="This hello is done already.", hint="Undo that first: kithly changes")


def _handed_before(touch: Touch, day: str) -> Conflict:
    return Conflict(
        "hello",
        touch.id,
        message=f"You took this one along on {day}; it is not handed over twice.",
        hint=f"Sent: kithly done {touch.id}   Not sent: kithly send {touch.id} --again",
    )


def _words(desk: WritingDesk, door: str, words: OwnWords) -> tuple[str, str | None]:
    """Return text and subject: the user's own, and the draft's for what they left open."""
    text, subject = words.text, words.subject
    if text is not None and subject is None:
        text, subject = _without_subject(text)
    if text is not None and (subject is not None or door != EMAIL):
        return _own(text), one_line_of(subject) if door == EMAIL else None
    draft = desk.draft(door)
    if text is not None:
        return _own(text), None if isinstance(draft, NoDraft) else one_line_of(draft.subject)
    if isinstance(draft, NoDraft):
        raise UserError(f"There is no draft: {draft.reason}.", hint=DRAFT)
    return draft.text, one_line_of(draft.subject if subject is None else subject)


def _own(text: str) -> str:
    """Return the user's own text, fit to be handed over.

    Raises:
        UserError: There is none, or far too much.
    """
    words = normal(text).strip()
    if not is_seen(words):
        raise UserError("There is nothing to send: the text is empty.", hint=DRAFT)
    return words


def _without_subject(text: str) -> tuple[str, str | None]:
    """Return a text and the subject of its first line ``Subject: ...``, if there is one."""
    first, _, rest = text.strip().partition("\n")
    if first.lower().startswith("subject:") and rest.strip():
        return rest.strip(), one_line_of(first[len("subject:") :])
    return text, None


def _stopped(door: str, verdict: Verdict, stop: Stop) -> Refused:
    """Say what stops the words and how to mend it."""
    breach = next((one for one in verdict.breaches if one.rule == stop.rule), None)
    mend = breach.hint if breach else "Shorten it."
    if stop.rule == "asks_favour":
        mend = f"{mend} Not a favour? Say so: --not-a-favour"
    return Refused(door, stop.sentence, hint=mend)


def _address(desk: WritingDesk, door: str, wanted: str | None) -> str:
    """Return where the words go: an address or profile of the person's own, never another.

    Raises:
        UserError: There is none.
        Refused: What was asked for is not theirs.
    """
    view = door_view(door, desk.facts.person, desk.errand.touch)
    if door != EMAIL:
        return view.to
    if not view.to:
        raise UserError(f"No mail address of {desk.facts.person.name} is known.", hint="Copy the words instead.")
    if wanted is not None and wanted not in view.addresses:
        raise Refused(door, "That is no address of this person.", hint=f"Known: {', '.join(view.addresses)}")
    return wanted or _alive(desk, door, view.addresses)


def _alive(desk: WritingDesk, door: str, addresses: tuple[str, ...]) -> str:
    """Return the first address of which nobody said that nobody is there.

    Raises:
        Refused: There is none.
    """
    whys = {one: bounced(desk.kept, one) for one in addresses}
    alive = next((one for one, why in whys.items() if not why), None)
    if alive is None:
        raise Refused(door, nobody_at(addresses[0], whys[addresses[0]]), hint=ANOTHER)
    return alive
