"""Gold for recognising people: invented people, each seen by two or three sources, with known truth.

The noise is fixed by `Noise` and was fixed before the matcher was written. Companies, addresses and
the rarer names are composed from syllables, so that nothing in here is anybody real.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from kithly.people.commonness import name_tables
from kithly.people.nicknames import nickname_lines
from kithly.records import Contact, Identity, IdentityKind, PartialDate, email_identity, linkedin_identity

COUNTRIES = {
    "en": 40,
    "de": 10,
    "fr": 8,
    "es": 9,
    "it": 6,
    "nl": 4,
    "pl": 4,
    "pt": 5,
    "ru": 3,
    "cn": 4,
    "in": 5,
    "se": 2,
}
RARE_FAMILIES = 20_000  # composed names behind the head of each table
RARE_GIVENS = 600
FREE_MAIL = ("mail.example", "post.example", "webmail.example", "inbox.example")
TITLES = (
    "Engineer", "Senior Engineer", "Product Manager", "Designer", "Consultant", "Director of Sales", "Founder",
    "Data Scientist", "Marketing Manager", "Accountant", "Research Fellow", "Head of Operations", "Teacher",
    "Architect", "Nurse", "Project Manager", "Partner", "Editor", "Analyst", "Lecturer",
)  # fmt: skip
LEGAL_FORMS = ("Inc", "GmbH", "Ltd", "SA")
ONSETS = ("b", "br", "d", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z")
VOWELS = ("a", "e", "i", "o", "u", "au", "ei")
CODAS = ("", "n", "r", "l", "s", "nd", "rt", "ck", "m", "lt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How often a source differs from the truth; shares, 0 to 1.

    Attributes:
        mail_missing: A card without mail address.
        phone_missing: A card without phone.
        employer_changed: A card with another employer than the first.
        nickname: A short form instead of the given name.
        typo: One letter of the family name wrong.
        namesakes: People who bear another one's full name.
        turned: Mail display names written ``Family, Given``.
        nameless: Mail senders without display name.
        shared_mail: People whose private address is another one's too (a couple's).
    """

    mail_missing: float = 0.40
    phone_missing: float = 0.60
    employer_changed: float = 0.30
    nickname: float = 0.15
    typo: float = 0.05
    namesakes: float = 1 / 250
    turned: float = 0.10
    nameless: float = 0.05
    shared_mail: float = 1 / 500


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One person as one source sees them.

    Attributes:
        truth: Number of the person, the same in all views.
        source: ``linkedin``, ``mail`` or ``phonebook``.
        contact: What it says; for mail the display name and one address.
    """

    truth: int
    source: str
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class _Soul:
    """One invented person as they are."""

    given: str
    family: str
    company: str
    next_company: str
    title: str
    work_mail: str
    private_mail: str
    phone: str
    slug: str
    birthday: PartialDate


def gold(people: int = 10_000, *, seed: int = 7, noise: Noise | None = None) -> tuple[View, ...]:
    """Return all views of ``people`` invented people, the same for the same seed."""
    rng = Random(seed)  # noqa: S311 - no secret: a world that must be the same again
    noise = noise or Noise()
    souls = tuple(_souls(rng, people, noise))
    nicknames = _nicknames()
    views: list[View] = []
    for truth, soul in enumerate(souls):
        sources = ["linkedin", "mail", "phonebook"]
        if rng.random() < 0.5:
            sources.remove(rng.choice(sources))
        views.extend(_view(rng, soul, source=source, truth=truth, noise=noise, short=nicknames) for source in sources)
    return tuple(views)


def _souls(rng: Random, count: int, noise: Noise) -> Iterator[_Soul]:
    """Invent people; now and then one bears the name of an earlier one."""
    draw = _Names(rng)
    companies = _Zipf([f"{_word(rng, 2).title()} {rng.choice(LEGAL_FORMS)}" for _ in range(count // 5 + 1)])
    earlier: list[tuple[str, str]] = []
    taken: set[str] = set()
    shared = ""
    for number in range(count):
        full = rng.choice(earlier) if earlier and rng.random() < noise.namesakes else draw.full_name()
        earlier.append(full)
        soul = _soul(rng, full, number=number, companies=companies)
        if soul.work_mail in taken:
            soul = replace(soul, work_mail=f"{number}.{soul.work_mail}")
        if shared and rng.random() < noise.shared_mail:
            soul = replace(soul, private_mail=shared)
        shared = soul.private_mail
        taken.add(soul.work_mail)
        yield soul


def _soul(rng: Random, full: tuple[str, str], *, number: int, companies: _Zipf) -> _Soul:
    """Give a name a life."""
    given, family = full
    company, later = companies.draw(rng), companies.draw(rng)
    domain = company.split()[0].lower() + ".example"
    local = rng.choices((f"{given}.{family}", f"{given[0]}{family}", given, _word(rng, 3)), (5, 2, 1, 2))[0]
    return _Soul(
        given=given.title(),
        family=family.title(),
        company=company,
        next_company=later,
        title=rng.choice(TITLES),
        work_mail=f"{local}@{domain}",
        private_mail=f"{local}{rng.randrange(100)}.{number}@{rng.choice(FREE_MAIL)}",
        phone=f"+1555{number:07d}",
        slug=f"{given}-{family}-{number:x}",
        birthday=PartialDate(month=rng.randint(1, 12), day=rng.randint(1, 28)),
    )


def _view(rng: Random, soul: _Soul, *, source: str, truth: int, noise: Noise, short: dict[str, list[str]]) -> View:
    """Look at a person through one source."""
    given, family = _written(rng, soul, noise, short)
    mail = soul.work_mail if rng.random() < 0.5 else soul.private_mail
    if source == "mail":
        contact = _mail_view(rng, (given, family), mail=mail, noise=noise, truth=truth)
        return View(truth=truth, source=source, contact=contact)
    identities = [linkedin_identity(f"https://www.linkedin.com/in/{soul.slug}")] if source == "linkedin" else []
    if rng.random() >= noise.mail_missing:
        identities.append(email_identity(mail))
    if rng.random() >= noise.phone_missing:
        identities.append(Identity(IdentityKind.PHONE, soul.phone))
    contact = Contact(
        key=f"{source}-{truth}",
        name=f"{given} {family}",
        given=given,
        identities=tuple(identity for identity in identities if identity is not None),
        company=soul.next_company if rng.random() < noise.employer_changed else soul.company,
        title=soul.title if rng.random() < 0.7 else rng.choice(TITLES),
        birthday=soul.birthday if source == "phonebook" and rng.random() < 0.2 else None,
    )
    return View(truth=truth, source=source, contact=contact)


def _mail_view(rng: Random, full: tuple[str, str], *, mail: str, noise: Noise, truth: int) -> Contact:
    """Return what a mailbox knows: an address and perhaps a display name."""
    given, family = full
    style = rng.random()
    name = f"{family}, {given}" if style < noise.turned else f"{given} {family}"
    name = "" if style > 1 - noise.nameless else name
    identity = email_identity(mail)
    return Contact(key=f"mail-{truth}", name=name, identities=(identity,) if identity else ())


def _written(rng: Random, soul: _Soul, noise: Noise, short: dict[str, list[str]]) -> tuple[str, str]:
    """Return given and family name as one source writes them."""
    given, family = soul.given, soul.family
    forms = short.get(given.lower())
    if forms and rng.random() < noise.nickname:
        given = rng.choice(forms).title()
    if rng.random() < noise.typo:
        family = _mistyped(rng, family)
    return given, family


def _mistyped(rng: Random, word: str) -> str:
    """Swap, drop, double or replace one letter, not the first."""
    if len(word) < 4:
        return word
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    return word[:at] + (word[at] * 2 if kind == 2 else rng.choice("aeionrst")) + word[at + 1 :]


def _nicknames() -> dict[str, list[str]]:
    """Return the short forms of each given name."""
    forms: dict[str, list[str]] = {}
    for full, *short in nickname_lines():
        forms.setdefault(full, []).extend(short)
    return forms


def _word(rng: Random, syllables: int) -> str:
    """Compose a word that sounds like a name and is none."""
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(syllables))


class _Zipf:
    """Draws words so that the first are drawn most (weight 1 / rank ** 0.6)."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._sums = list(accumulate(1 / rank**0.6 for rank in range(1, len(words) + 1)))

    def draw(self, rng: Random) -> str:
        """Return one word."""
        return self._words[bisect(self._sums, rng.random() * self._sums[-1])]


class _Names:
    """Draws full names with the frequencies of the shipped tables and a composed rest."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._tables = {
            (table.sort, table.country): (table.names, list(accumulate(table.shares))) for table in name_tables()
        }
        self._rest = {
            "given": _Zipf([_word(rng, 2) for _ in range(RARE_GIVENS)]),
            "family": _Zipf([_word(rng, rng.choice((2, 2, 3))) for _ in range(RARE_FAMILIES)]),
        }

    def full_name(self) -> tuple[str, str]:
        """Return a given and a family name of one country, lower case."""
        country = self._rng.choices(tuple(COUNTRIES), tuple(COUNTRIES.values()))[0]
        return self._name("given", country), self._name("family", country)

    def _name(self, sort: str, country: str) -> str:
        names, sums = self._tables[sort, country]
        at = bisect(sums, self._rng.random())
        return names[at] if at < len(names) else self._rest[sort].draw(self._rng)
