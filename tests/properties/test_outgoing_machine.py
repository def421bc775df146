"""However a message is pushed about, it is opened once, and again only by the user's own word."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kithly.messages.outgoing import MAY_BE_OUT, ON_ITS_WAY, WAITS, Happened, Outgoing, after, may_happen

SETTLED = frozenset({Outgoing.SENT, Outgoing.TAKEN_BACK})


class Message(RuleBasedStateMachine):
    """One message to which anything may happen in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state = Outgoing.DRAFTED
        self.opened = self.again = self.yes = 0
        self.restored = False
        self.taken = False  # by the other side, as far as anybody told us

    @rule(happened=st.sampled_from(Happened))
    def happen(self, happened: Happened) -> None:
        led = after(self.state, happened)
        if led is None:
            assert happened not in may_happen(self.state)
            return
        self.opened += happened is Happened.OPENED
        self.again += happened is Happened.AGAIN
        self.yes += happened is Happened.APPROVED
        self.restored |= happened is Happened.RESTORED
        self.taken |= happened in {Happened.TOOK, Happened.FOUND, Happened.SAID_SENT}
        self.state = led

    @invariant()
    def it_is_opened_once_for_every_word_of_the_user(self) -> None:
        assert self.opened <= self.yes + self.again

    @invariant()
    def what_was_taken_stays_sent(self) -> None:
        assert (self.state is Outgoing.SENT) == self.taken

    @invariant()
    def what_was_never_opened_is_not_out_as_far_as_this_copy_knows(self) -> None:
        assert self.opened or self.restored or self.state not in MAY_BE_OUT


def test_a_message_is_opened_once_for_every_word_of_the_user() -> None:
    run_state_machine_as_test(Message, settings=settings(max_examples=60, stateful_step_count=30))


def test_one_that_may_be_out_is_opened_again_by_the_users_word_alone() -> None:
    for state in MAY_BE_OUT:
        reached, fresh = {state}, {state}
        while fresh:
            fresh = {
                led for one in fresh for told in Happened if told is not Happened.AGAIN and (led := after(one, told))
            }
            fresh -= reached
            reached |= fresh
        assert reached & {Outgoing.APPROVED, Outgoing.DRAFTED} == set()


def test_nothing_is_stuck_every_state_leads_to_sent_or_taken_back() -> None:
    for state in Outgoing:
        reached = {state}
        for _ in Outgoing:
            reached |= {led for one in reached for told in Happened if (led := after(one, told))}
        assert reached & SETTLED


@given(st.sampled_from(Outgoing))
def test_every_state_waits_or_is_settled(state: Outgoing) -> None:
    assert (state in WAITS) != (state in SETTLED)
    assert MAY_BE_OUT < ON_ITS_WAY
