"""What is new with somebody: shown with whom it is about, with nobody else, and never as contact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kithly.app.changes import undo
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.persons.news import sentence
from kithly.app.persons.people import list_people, show_person
from kithly.app.persons.person_page import person_page
from kithly.app.persons.record_page import show_record
from kithly.records import Channel, Identity, IdentityKind, News, NewsKind
from kithly.testing.store_news import news
from kithly.testing.store_samples import MAIL, NOW, contact, keep, mail, sighted

ANA = Identity(IdentityKind.LINKEDIN, "ana")
STRANGER = Identity(IdentityKind.LINKEDIN, "ana-2")


def brought(network: Network, *told: News) -> str:
    letter = mail("told", "robot", "me")
    change, _ = keep(network.store, "notices", [sighted(letter), *map(sighted, told)], family=MAIL)
    with network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return change


def texts(network: Network, who: str) -> list[str]:
    return [one.text for one in show_person(network, who).news]


def test_news_is_shown_with_the_person_of_its_profile_newest_first(network: Network) -> None:
    job = replace(news("job", who=ANA, days=3), title="Head of Ovens", company="Teapot Works")
    brought(network, news("old", who=ANA), job)
    assert texts(network, "ana") == [
        "Started a new position as Head of Ovens at Teapot Works.",
        "Started a new position.",
    ]
    assert texts(network, "ben") == []


def test_news_without_a_profile_is_theirs_who_alone_bears_the_name(network: Network) -> None:
    brought(network, news("bare", "BEN fictional"))
    assert len(texts(network, "ben")) == 1


def test_news_without_a_profile_is_nobodys_where_two_bear_the_name(network: Network) -> None:
    keep(network.store, "twin", [sighted(replace(contact("ben-2"), name="Ben Fictional"))], family="linkedin")
    brought(network, news("bare", "Ben Fictional"))
    people = [one for one in list_people(network, "ben").people if one.name == "Ben Fictional"]
    assert len(people) == 2
    assert [show_person(network, one.id).news for one in people] == [(), ()]


def test_news_of_another_profile_is_not_theirs_though_the_name_is(network: Network) -> None:
    brought(network, news("namesake", "Ana Fictional", STRANGER))
    assert texts(network, "ana") == []


def test_news_of_an_unknown_address_is_theirs_who_alone_bears_the_name(network: Network) -> None:
    letter = Identity(IdentityKind.EMAIL, "ana@letters.example")
    brought(network, replace(news("post", "Ana Fictional", letter), kind=NewsKind.POST, channel=Channel.WEB))
    assert texts(network, "ana") == ["Published something."]


def test_a_single_word_is_no_name_to_go_by(network: Network) -> None:
    keep(network.store, "short", [sighted(replace(contact("solo"), name="Solo"))], family="linkedin")
    brought(network, news("bare", "Solo"))
    assert texts(network, "solo") == []


def test_news_makes_no_person_and_no_contact(network: Network) -> None:
    before = {one.id: one.name for one in list_people(network, limit=100).people}
    touched = show_person(network, "ana").interactions
    brought(network, news("ana", who=ANA), news("stranger", "Eve Nobody", STRANGER), news("bare", "Zed Nobody"))
    assert {one.id: one.name for one in list_people(network, limit=100).people} == before
    assert show_person(network, "ana").interactions == touched


def test_an_undone_import_leaves_nothing_new(network: Network) -> None:
    change = brought(network, news("job", who=ANA))
    assert texts(network, "ana")
    undo(network, change)
    assert texts(network, "ana") == []


def test_the_page_of_news_leads_to_the_mail_and_the_person(network: Network) -> None:
    brought(network, replace(news("job", who=ANA), title="Head of Ovens"))
    (shown,) = person_page(network, "ana").person.news
    page = show_record(network, shown.record)
    assert page.person is not None
    assert page.person.name == "Ana Fictional"
    assert ("Position", "Head of Ovens") in [(one.label, one.value) for one in page.fields]
    assert show_record(network, page.told_by).subject == "About told"


@pytest.mark.parametrize("kind", list(NewsKind))
def test_every_kind_of_news_has_a_sentence(kind: NewsKind) -> None:
    told = replace(news("any", who=ANA), kind=kind, company="Teapot Works")
    assert sentence(told)[0].isupper()
    assert not sentence(told).endswith(".")


def test_years_and_places_are_told_in_words() -> None:
    anniversary = replace(news("any"), kind=NewsKind.WORK_ANNIVERSARY, company="Teapot Works")
    assert sentence(replace(anniversary, years=1)) == "One year at Teapot Works"
    assert sentence(replace(anniversary, years=12)) == "12 years at Teapot Works"
    assert sentence(anniversary) == "Work anniversary at Teapot Works"
    comment = replace(news("any"), kind=NewsKind.COMMENT, channel=Channel.WEB, url="https://github.com/a/b/pull/7")
    assert sentence(comment) == "Commented on something of yours, or that you follow on GitHub"
    assert sentence(replace(comment, told_by="")) == "Answered or commented on GitHub"
    assert sentence(replace(news("any"), kind=NewsKind.BIRTHDAY)) == "Had a birthday"


@pytest.mark.parametrize(
    ("title", "company", "said"),
    [
        ("Seeking new opportunities", "Open to work", "says “Seeking new opportunities, Open to work”"),
        ("Retired", "", "says “Retired”"),
        ("Head of Ovens", "Teapot Works", "Started a new position as Head of Ovens at Teapot Works"),
        ("", "", "Started a new position"),
    ],
)
def test_a_notice_of_a_new_position_that_names_no_work_is_told_as_what_a_profile_says(
    title: str, company: str, said: str
) -> None:
    assert said in sentence(replace(news("any"), kind=NewsKind.JOB, title=title, company=company))
    assert ("Started" in said) == sentence(replace(news("any"), title=title, company=company)).startswith("Started")
