"""One hello sent or handed over, after its own yes."""

from __future__ import annotations

from dataclasses import replace

from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.letters.weighing import weigh
from kithly.app.network import Network
from kithly.app.outbox.going import go, goes_by_itself, refuse_what_went
from kithly.app.outbox.setting_aside import words_set_aside
from kithly.app.outbox.setting_up import hint_once
from kithly.app.views import HelloView, SendView
from kithly.interfaces.cli.one_by_one.keys import as_usual, yes
from kithly.interfaces.cli.one_by_one.walk import Said
from kithly.interfaces.cli.sending import delivered, kept_if_refused, ready_text
from kithly.interfaces.cli.text import address_line, block, say
from kithly.interfaces.cli.words import breaches_text

AS_IT_WAS = Said(text="Nothing was sent.", settles=False)


def send_off(network: Network, hello: HelloView, *, open_it: bool) -> Said:
    """Check the words, ask, and let them go.

    Args:
        network: Whose.
        hello: Which hello.
        open_it: Whether the user's mail program or browser may be opened here.

    Raises:
        Refused: Etiquette stops them, or they fit no door.
        Conflict: They went out, or were taken along.
    """
    refuse_what_went(network, hello.id)
    own = words_set_aside(network, hello.id)
    words = OwnWords() if own is None else OwnWords(text=own.text, subject=own.subject)
    if _may_pass(network, hello, words):
        if not yes("Is it no favour you ask for?"):
            return Said(text="Nothing was sent; e edits the words.", settles=False)
        words = replace(words, not_a_favour=True)
    with kept_if_refused(network, hello.id, words):
        ready = prepare(network, hello.id, words)
        ready_text(ready)
        breaches_text(ready.verdict.breaches)
        goes = goes_by_itself(network, ready.channel)
        if not yes("Send it?" if goes else "Hand it over?"):
            return AS_IT_WAS
        view = go(network, ready, open_it=open_it)
        if view.outbox:
            with as_usual():  # Ctrl-C takes it back
                sent = delivered(network, ready, view.outbox, at_once=False)
            return _on_its_way(sent, hello)
    return _in_hand(network, view, hello)


def _may_pass(network: Network, hello: HelloView, words: OwnWords) -> bool:
    """Say what stops the user's words, and whether "this is not a favour" lets them pass."""
    if words.text is None:
        return False
    weighed = weigh(network, hello.id, words.text, channel=hello.channel, subject=words.subject)
    if weighed.stopped and weighed.may_pass:
        say(weighed.stopped)
        for hint in weighed.hints:
            if hint.rule == weighed.stopped_by:
                say(f"“{hint.quoted}”: {hint.text}" if hint.quoted else hint.text, indent=2)
    return bool(weighed.stopped and weighed.may_pass)


def _on_its_way(view: SendView, hello: HelloView) -> Said:
    """Return how a message stands that Kithly sends itself."""
    if view.state == "sent":
        return Said(text=view.handed_over, minutes=hello.minutes)
    return Said(text=f"{view.handed_over} To see it: kithly outbox show {view.outbox}", settles=False)


def _in_hand(network: Network, view: SendView, hello: HelloView) -> Said:
    """Show what the user's own program is given; the hello stays until they say that it is done."""
    say(view.handed_over)
    if view.url:
        address_line(view.url)
    else:
        block(view.text, indent=0)
    hint = hint_once(network, view.channel)
    if hint:
        say(hint)
    return Said(
        text=f"Once it is sent, press d; {hello.person.name} stays here until then.", change=view.change, settles=False
    )
