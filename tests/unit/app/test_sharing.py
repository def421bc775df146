"""Share: the rhythm from what is known, one idea a week with its evidence, out once, and who reacted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contracts.channels.mastodon_home import MastodonHome
from tests.contracts.networks.serving import serving

from kithly.app.accounts.publishing import add_publisher, find_publisher
from kithly.app.belonging.word import note
from kithly.app.changes import undo
from kithly.app.derived.me import set_me
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.app.outbox.settling import send_and_look
from kithly.app.sharing.out import LINKEDIN_POST, post, prepare_post
from kithly.app.sharing.share import refuse_idea, share
from kithly.app.today.answering import read_note
from kithly.app.today.day import today
from kithly.app.today.rhythm import set_rhythm
from kithly.app.views import ShareIdeaView
from kithly.errors import Conflict, NotFound, Refused, SettingsError, UserError
from kithly.records import Channel, Contact, Identity, IdentityKind, News, NewsKind, Party, Post, Profile
from kithly.sources import Account
from kithly.testing.channels import CANARY
from kithly.testing.store_samples import LINKEDIN, NOW, email, keep, mail, sighted
from kithly.transport.secrets import Secret

WEEK = timedelta(days=7)
WROTE = {
    "ana": "Why is tram signalling so hard? We tried.",
    "ben": "My talk on tram signalling is out.",
    "cy": "Tram signalling, once more!",
    "dora": "A quiet morning at the ferry landing.",
}


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        me = Profile(key="me", name="Me Fictional", identities=(email("me"),))
        people = [
            Contact(key=f"profile/{who}", name=f"{who.title()} Fictional", identities=(email(who), handle(who)))
            for who in WROTE
        ]
        keep(opened.store, "me", [sighted(me), *map(sighted, people)], family=LINKEDIN)
        letters = [mail(who, who, "me", days=number) for number, who in enumerate(WROTE)]
        keep(opened.store, "mail", [sighted(one) for one in letters])
        yield opened


def handle(who: str) -> Identity:
    return Identity(IdentityKind.MASTODON, f"{who}@far.example")


def wrote(who: str, words: str, *, days: float = 3, kind: NewsKind = NewsKind.POST) -> News:
    return News(
        key=f"{who}{days}{kind}",
        kind=kind,
        channel=Channel.MASTODON,
        at=NOW - timedelta(days=days),
        about=Party(name=f"{who.title()} Fictional", identity=handle(who)),
        text=words,
        url=f"https://far.example/@{who}/{int(days)}",
    )


def bring(network: Network, *told: News | Post) -> None:
    keep(network.store, f"told {len(told)}", [sighted(one, one.at or NOW) for one in told], family="mastodon")
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)


def discuss(network: Network) -> None:
    bring(network, *(wrote(who, words) for who, words in WROTE.items()))


def posted(*days_ago: float) -> list[Post]:
    return [Post(key=f"share{days}", kind="share", at=NOW - timedelta(days=days), text="x") for days in days_ago]


def idea(network: Network, *, other: bool = False) -> ShareIdeaView:
    found = share(network, other=other).idea
    assert found is not None
    return found


def later(network: Network, days: float) -> Network:
    return replace(network, now=network.now + timedelta(days=days))


def test_what_several_people_write_about_is_an_idea_with_their_words(network: Network) -> None:
    discuss(network)
    found = idea(network)
    assert (found.kind, found.text) == ("discussed", "3 of your people wrote about tram signalling in the last month.")
    quotes = {one.quote for one in found.evidence}
    assert quotes == {"Why is tram signalling so hard?", WROTE["ben"], WROTE["cy"]}
    assert {one.name for one in found.people} == {"Ana Fictional", "Ben Fictional", "Cy Fictional"}


def test_the_draft_names_no_person_and_no_count(network: Network) -> None:
    discuss(network)
    draft = idea(network).draft
    assert draft.startswith("Tram signalling: ")
    assert not any(word in draft for word in ("Ana", "Ben", "Cy", "3", "people", "wrote"))


def test_what_they_pass_on_and_what_is_grave_is_no_idea(network: Network) -> None:
    bring(network, *(wrote(who, "Tram signalling", kind=NewsKind.SHARED) for who in WROTE))
    bring(network, *(wrote(who, "Tram signalling after my cancer diagnosis", days=4) for who in WROTE))
    view = share(network)
    assert view.idea is None
    assert view.why_none.startswith("There is no idea yet")


def test_the_idea_of_a_week_stays_and_a_refused_one_never_returns(network: Network) -> None:
    set_me(network, [("now", "keeping old trams on time")])
    discuss(network)
    first = idea(network)
    assert idea(later(network, 0.5)).id == first.id
    second = idea(network, other=True)
    assert (second.kind, second.id != first.id) == ("now", True)
    assert "keeping old trams on time" in second.draft.lower()
    assert idea(network).id == second.id
    assert share(network, other=True).idea is None
    assert share(later(network, 14)).idea is None


def test_a_refusal_can_be_taken_back(network: Network) -> None:
    discuss(network)
    first = idea(network)
    refuse_idea(network, first.id)
    assert share(network).idea is None
    undo(network, None)
    assert idea(network).id == first.id
    with pytest.raises(NotFound):
        refuse_idea(network, "no such")


def test_notes_on_people_are_never_an_idea(network: Network) -> None:
    bring(network)
    note(network, "ana", "Tram signalling is what Ana dreams of")
    assert share(network).idea is None


def test_handed_over_it_opens_linkedin_without_words_in_the_link_and_only_once(network: Network) -> None:
    discuss(network)
    ready = prepare_post(network, "linkedin")
    view = post(network, ready)
    assert (view.url, view.text, view.paste, view.state) == (LINKEDIN_POST, ready.text, True, "handed_over")
    taken = share(network)
    assert taken.idea is None
    assert taken.why_none.startswith("This week's is on its way")
    with pytest.raises((Conflict, UserError)):
        post(network, ready)
    undo(network, view.change)
    assert share(network).idea is not None


def test_published_it_is_for_everybody_and_goes_out_once(network: Network) -> None:
    discuss(network)
    with serving(MastodonHome()) as home:
        assert isinstance(home, MastodonHome)
        account = Account(
            kind="mastodon", address="@me@tide.example", host="127.0.0.1", port=home.port, security="none"
        )
        with pytest.raises(Refused, match="No account is set up that sends a post at Mastodon"):
            post(network, prepare_post(network, "mastodon", "Hello trams"))
        add_publisher(network, find_publisher(network, account), Secret(value=CANARY, form="token"), server=account)
        assert [one.key for one in share(network).ways] == ["linkedin", "mastodon", "copy"]
        ready = prepare_post(network, "mastodon")
        view = post(network, ready)
        assert view.outbox
        assert post(network, ready).outbox == view.outbox
        row = send_and_look(network, view.outbox)
        assert (row.state, row.act, row.person) == ("sent", "post", "")
        assert home.published() == [ready.text]
        assert home.own[0]["visibility"] == "public"
        with pytest.raises(Conflict, match="not sent twice"):
            post(network, ready)


def test_words_about_something_else_leave_the_idea_where_it_is(network: Network) -> None:
    discuss(network)
    ready = prepare_post(network, "copy", "A quiet morning.")
    assert (ready.idea, prepare_post(network, "copy", "On tram signalling: it is hard.").idea != "") == ("", True)
    post(network, ready)
    with pytest.raises(Conflict, match="before"):
        post(network, ready)


def test_a_name_left_open_stops_a_post_and_nothing_else_does(network: Network) -> None:
    bring(network)
    with pytest.raises(Refused):
        post(network, prepare_post(network, "copy", "Hi [name], how are you?"))
    assert post(network, prepare_post(network, "copy", "Who can recommend a tram driver for a job?")).text
    with pytest.raises(UserError, match="no words"):
        prepare_post(network, "copy", "  \n")
    with pytest.raises(Refused, match="3,000 characters"):
        prepare_post(network, "linkedin", "x" * 3_001)
    with pytest.raises(SettingsError):
        prepare_post(network, "pigeon", "Hi")


def test_the_rhythm_is_told_from_exports_and_accounts(network: Network) -> None:
    bring(network, *posted(427, 462, 497, 532), Post(key="c", kind="comment", at=NOW - WEEK, text="Nice"))
    view = share(network).posting
    assert view.text == "Your last post was 14 months ago; before that you posted about every 5 weeks."
    assert (view.posts, view.comments, view.usual_gap_days, view.mentioned) == (4, 1, 35, True)
    set_me(network, [("address", "@me@tide.example")])
    me = Party(name="", identity=Identity(IdentityKind.MASTODON, "me@tide.example"))
    bring(network, replace(wrote("me", "Trams"), about=me))
    assert share(network).posting.text.startswith("Your last post was 3 days ago")


def notes(network: Network) -> list[str]:
    return [one.text for one in today(network).notes if one.kind == "share"]


def test_a_day_mentions_it_once_a_week_for_somebody_who_posts(network: Network) -> None:
    bring(network, *posted(50, 85, 120, 155))
    (text,) = notes(network)
    assert text.endswith("If you like, there is an idea: kithly share")
    assert [len(notes(later(network, days))) for days in (1, 3, 7)] == [0, 0, 1]


def test_a_day_says_nothing_to_who_does_not_post_until_it_is_switched_on(network: Network) -> None:
    bring(network)
    assert notes(network) == []
    set_rhythm(network, [("share", "on")])
    assert len(notes(later(network, 1))) == 1
    set_rhythm(network, [("share", "off")])
    assert notes(later(network, 10)) == []
    with pytest.raises(SettingsError):
        set_rhythm(network, [("share", "perhaps")])


def test_a_note_that_was_read_is_gone(network: Network) -> None:
    bring(network, *posted(50, 85, 120, 155))
    (shown,) = (one for one in today(network).notes if one.kind == "share")
    read_note(network, shown.id)
    assert notes(network) == []


def test_who_reacted_to_a_post_is_owed_thanks(network: Network) -> None:
    told = replace(wrote("ana", "liked your post", kind=NewsKind.REACTION), told_by="one@mail.example")
    bring(network, *posted(4), told)
    thanks = share(network).thanks
    assert [one.person.name for one in thanks] == ["Ana Fictional"]
    assert thanks[0].evidence


def test_a_page_is_an_idea_where_it_meets_an_interest_and_of_a_person_only_then(network: Network) -> None:
    article = wrote("ana", "Cable ferries of the north, and who keeps them", kind=NewsKind.ARTICLE)
    bring(network, article)
    follow_for(network, "ana")
    assert share(network).idea is None
    set_me(network, [("interests", "cable ferries")])
    found = idea(network)
    assert found.kind == "reading"
    assert found.text.endswith("by Ana Fictional: you care for “cable ferries”.")
    assert article.text in found.draft
    assert article.url in found.draft
    assert "Ana" not in found.draft


def follow_for(network: Network, who: str) -> None:
    """Keep what somebody publishes as followed, as a sync would find it."""
    with network.store.transaction() as tx:
        change = tx.changes.open("account", "Added", NOW)
        settings = {"identity": f"mastodon:{who}@far.example"}
        tx.accounts.add(change, "0123abcd", "mastodon", {"address": f"@{who}@far.example", "settings": settings})
        refresh(tx, now=NOW)
