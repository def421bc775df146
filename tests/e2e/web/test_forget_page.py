"""To forget somebody in the browser: counted first, done after a yes in the box, not on a phone."""

from __future__ import annotations

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.persons.people import list_people
from kithly.interfaces.web.closed import is_open


def test_what_would_go_is_counted_and_only_a_yes_does_it(browser: Browser) -> None:
    person = list_people(browser.network, "", limit=1).people[0]
    page = browser.ok(browser.get(f"/people/{person.id}"))
    assert f'href="/forget/{person.id}"' in page
    told = browser.words(f"/forget/{person.id}")
    assert "What goes" in told
    assert "cannot be undone" in told
    unsaid = words_of(browser.post(f"/forget/{person.id}").text)
    assert "it needs your yes in the box" in unsaid
    assert browser.get(f"/people/{person.id}").status_code == 200
    done = words_of(browser.ok(browser.post(f"/forget/{person.id}", yes="yes")))
    assert "Forgotten:" in done
    assert "Nothing of it is taken in again." in done
    assert browser.get(f"/people/{person.id}").status_code == 404
    assert browser.get(f"/forget/{person.id}").status_code == 404


def test_everybody_who_goes_is_named(browser: Browser) -> None:
    one, other = list_people(browser.network, "", limit=2).people
    told = browser.words(f"/forget/{one.id}?also={other.id}")
    assert f"Forget {one.name} and {other.name} for good" in told
    assert f"With {one.name}: " in told
    assert f"With {other.name}: " in told
    assert "Together:" in told
    assert "Backups Kithly made by itself are replaced by a new one without them." in told


def test_a_phone_may_not() -> None:
    assert not is_open("/forget/0123456789")
