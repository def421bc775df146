"""The live look at a text while the user edits it: parts, hints, what stops it, and what records hold of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kithly.app.derived.proof import Proofs
from kithly.app.drafts.doors import NOTE, WRITTEN_FOR
from kithly.app.letters.hints import SHOWN, hints_of, stop_of
from kithly.app.letters.known_words import TRUE, about_me_claim, held_at, said_true
from kithly.app.letters.writing import reason_for, touch_kind
from kithly.app.letters.writing_desk import Errand, WritingDesk, desk_for, sit_down
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.show import named
from kithly.app.today.planning import reasons_of
from kithly.app.today.touches import find_touch, touch_named
from kithly.app.views import DoneView, MarkView, PartView, WeighedView
from kithly.errors import UserError
from kithly.messages import (
    MAX_NOTE,
    Draft,
    Mark,
    NoDraft,
    Recipient,
    Sender,
    Verdict,
    check,
    marks,
    note_length,
    parts,
)
from kithly.messages import take_out as without
from kithly.messages.wording import masked, unblamed
from kithly.plan import Touch
from kithly.reasons import TouchKind
from kithly.store import Reading

MAX_TEXT = 20_000  # characters; more is no message
MAX_SUBJECT = 300  # characters
ONLY_YOU = "Only you know this"


def weigh(
    network: Network,
    touch_id: str,
    text: str,
    *,
    channel: str | None = None,
    subject: str | None = None,
    not_a_favour: bool = False,
) -> WeighedView:
    """Weigh the words of a hello as they stand.

    Args:
        network: Whose.
        touch_id: The hello.
        text: The words as the user has them now; any line ends.
        channel: The door; None for the first of the hello's.
        subject: For mail.
        not_a_favour: Whether the user said "this is not a favour".

    Raises:
        NotFound: There is no such hello.
        SettingsError: There is no such door.
        UserError: The text is far too long for a message.
    """
    with network.store.reading() as kept:
        touch = find_touch(kept, network, touch_id)
        desk = sit_down(kept, network, touch)
        door = desk.door(channel)
        draft = draft_now(network, touch, door)
        return weighed(desk, door, text, subject, draft=draft, not_a_favour=not_a_favour)


def draft_now(network: Network, touch: Touch, door: str) -> Draft | NoDraft:
    """Return the draft of a hello for a door, written once a day and state of the store."""

    def make() -> Draft | NoDraft:
        with network.store.reading() as kept:
            return sit_down(kept, network, touch).draft(door)

    return network.recall.get(("draft", touch.id, door, network.today), make)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message without a hello.

    Attributes:
        who: To whom: a name, address or id.
        kind: A touch or message kind; None for what the best reason suggests, else a reconnection.
    """

    who: str
    kind: str | None = None


def weigh_for(
    network: Network,
    letter: Letter,
    text: str,
    *,
    channel: str | None = None,
    subject: str | None = None,
    not_a_favour: bool = False,
) -> WeighedView:
    """Weigh words to a person without a hello, as `writing.write` drafts them.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: The kind or door is unknown.
        UserError: The text is far too long for a message.
    """
    with network.store.reading() as kept:
        desk = desk_of(kept, network, letter)
        return weighed(desk, desk.door(channel), text, subject, not_a_favour=not_a_favour)


def desk_of(kept: Reading, network: Network, letter: Letter) -> WritingDesk:
    """Return the desk for a message without a hello.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: The kind is unknown.
    """
    wanted = None if letter.kind is None else touch_kind(letter.kind)
    person = find_person(kept, letter.who)
    reason = reason_for(reasons_of(kept, network, person.id), wanted)
    chosen = wanted or (reason.touch if reason else TouchKind.RECONNECT)
    return desk_for(kept, network, person.id, Errand(kind=chosen, reason=reason))


def it_is_true(network: Network, touch_id: str, phrase: str) -> DoneView:
    """Keep that words no record holds are true: within this hello they are not asked about again.

    Raises:
        NotFound: There is no such hello.
        UserError: There are no words.
    """
    touch = touch_named(network, touch_id)
    return _true(network, touch.person, phrase, touch=touch.id)


def it_is_true_to(network: Network, letter: Letter, phrase: str) -> DoneView:
    """Keep the same for a message without a hello: to that person they are not asked about again today.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        UserError: There are no words.
    """
    return _true(network, letter.who, phrase, touch="")


def _true(network: Network, who: str, phrase: str, *, touch: str) -> DoneView:
    words = " ".join(normal(phrase).split())
    if not words:
        raise UserError("Which words are true? There are none.", hint="Choose the marked words.")
    value = {"touch": touch, "phrase": words, "on": network.today.isoformat()}
    with network.store.transaction() as tx:
        person = find_person(tx, who)
        sentence = f"You know it is true, to {person.name}: “{words}”."
        change, _ = decide(tx, network, TRUE, [(person.id, value)], sentence)
    return done_view(change, sentence, person)


def take_out(text: str, start: int, end: int) -> str:
    """Return a text without a stretch that `weigh` named, tidied; places count in `WeighedView.text`.

    Raises:
        UserError: There is no such stretch.
    """
    plain = normal(text)
    if not 0 <= start < end <= len(plain):
        raise UserError("These words do not stand in the text any more.", hint="Look at the text as it is now.")
    return without(plain, start, end)


def normal(text: str) -> str:
    """Return a text as places in it are counted: line feeds alone, composed characters, nothing unsayable.

    Raises:
        UserError: It is far too long for a message.
    """
    if len(text) > MAX_TEXT:
        raise UserError(f"The text is longer than {MAX_TEXT:,} characters: that is no message.", hint="Shorten it.")
    plain = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)


def one_line_of(subject: str | None) -> str | None:
    """Return a subject on one line without control characters; None if nothing is left."""
    if subject is None:
        return None
    plain = "".join(" " if unicodedata.category(one) in {"Cc", "Zl", "Zp", "Cs"} else one for one in subject)
    return " ".join(plain.split())[:MAX_SUBJECT] or None


def weighed(
    desk: WritingDesk,
    door: str,
    text: str,
    subject: str | None,
    *,
    draft: Draft | NoDraft | None = None,
    not_a_favour: bool = False,
) -> WeighedView:
    """Weigh words at a desk.

    Args:
        desk: What lies ready.
        door: Where they go.
        text: The words.
        subject: For mail.
        draft: The draft of that door, if it is at hand.
        not_a_favour: Whether the user said "this is not a favour".
    """
    plain, line = normal(text), one_line_of(subject) if door == "email" else None
    kind = desk.kind_at(door).value
    written = draft if draft is not None else desk.draft(door)
    judged = verdict_of(desk, door, plain, line, written if isinstance(written, Draft) else None)
    found = _marks(desk, plain, written)
    judged_as = desk.judged_as(door)
    stop = stop_of(judged.verdict, judged_as, door, plain, not_a_favour=not_a_favour)
    hints = hints_of(judged.verdict, found, offset=judged.offset, not_a_favour=not_a_favour)
    return WeighedView(
        touch=desk.errand.touch.id if desk.errand.touch else None,
        person=named(desk.facts.person),
        kind=kind,
        channel=door,
        text=plain,
        subject=line,
        parts=_parts(judged.verdict, judged_as),
        hints=hints,
        shown=min(SHOWN, len(hints)),
        more=max(len(hints) - SHOWN, 0),
        stopped=stop.sentence if stop else None,
        stopped_by=stop.rule if stop else None,
        may_pass=stop is not None and stop.rule == "asks_favour",
        marks=_views(desk, found),
        length=note_length(plain) if door == NOTE else len(plain),
        limit=MAX_NOTE if door == NOTE else None,
    )


def _parts(verdict: Verdict, judged_as: str) -> tuple[PartView, ...]:
    found = parts(verdict, judged_as)
    return tuple(PartView(key=one.key, label=one.label, present=one.present) for one in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict on subject and text.

    Attributes:
        verdict: Its places count in the subject line and the text after it.
        offset: Where the text begins there.
    """

    verdict: Verdict
    offset: int


def verdict_of(desk: WritingDesk, door: str, text: str, subject: str | None, draft: Draft | None = None) -> Judged:
    """Return what etiquette says of words, the subject included.

    What they repeat with proof is not blamed for it, and a draft nobody changed is judged as it was written.

    Args:
        desk: What lies ready.
        door: Where they go.
        text: The words.
        subject: For mail.
        draft: The draft they began with; None for none.
    """
    head = f"Subject: {subject}\n" if subject else ""
    is_own = draft is not None and text == draft.text
    verdict = _checked(desk, door, head + text, is_own=is_own)
    repeated = masked(text, draft.claims) if draft else text
    if repeated != text and not verdict.ok:
        verdict = unblamed(verdict, _checked(desk, door, head + repeated, is_own=is_own))
    return Judged(verdict=verdict, offset=len(head))


def _checked(desk: WritingDesk, door: str, text: str, *, is_own: bool) -> Verdict:
    person, ego = desk.facts.person, desk.drafter.ego()
    return check(
        text,
        kind=desk.judged_as(door),
        channel=WRITTEN_FOR.get(door, door).replace("mail", "email"),
        recipient=Recipient(name=person.given or person.name),
        sender=Sender(name=ego.given or ego.name),
        own_draft=is_own,
    )


def _marks(desk: WritingDesk, text: str, draft: Draft | NoDraft) -> tuple[Mark, ...]:
    claims = () if isinstance(draft, NoDraft) else draft.claims
    own = "" if isinstance(draft, NoDraft) else draft.text
    person, ego = desk.facts.person, desk.drafter.ego()
    names = [person.name, person.given, ego.name, ego.given]
    return marks(text, [*claims, *about_me_claim(desk), *said_true(desk)], held_at(desk), own=own, names=names)


def _views(desk: WritingDesk, found: tuple[Mark, ...]) -> tuple[MarkView, ...]:
    proofs = Proofs(desk.kept, desk.network)
    views = []
    for one in found:
        proof = proofs.of(one.evidence)
        label = proof[0].label if proof else ONLY_YOU
        views.append(
            MarkView(kind=one.kind.value, start=one.start, end=one.end, text=one.text, label=label, proof=proof)
        )
    return tuple(views)
