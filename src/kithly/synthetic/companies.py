"""Invented employers, schools, cities and job titles; every name is fictional, every domain reserved."""

from __future__ import annotations

from random import Random

from kithly.synthetic.model import Company
from kithly.synthetic.names import plain

_FIRST = (
    "Halden", "Norrvik", "Brackwater", "Quarn Hill", "Velmora", "Tarnfield", "Ospringe Point", "Lumenfold",
    "Castellorne", "Dovecombe", "Eastmarrow", "Fennimarsh", "Greyquay", "Hollinmere", "Isenbrook", "Junifer Gate",
    "Kestrelby", "Larkspindle", "Marrowick", "Nightingale Yard", "Orrerby", "Pellworth", "Quaymoor", "Rivermoot",
    "Sablewick", "Tidewhistle", "Umbrafen", "Vantwhistle", "Wickersea", "Yarrowdale", "Zephyrane", "Cinderwath",
    "Brambletye", "Aurochmoor", "Pinnockby", "Windlecote",
)  # fmt: skip
_SECOND = (
    "Marine", "Signalling", "Analytics", "Optics", "Foods", "Logistics", "Health", "Water", "Instruments", "Design",
    "Energy", "Publishing", "Robotics", "Audit", "Textiles", "Museums", "Software", "Rail",
)  # fmt: skip
_LEGAL = ("", "", "", "", "", " Ltd", " GmbH", " AS", ", Inc.", " & Co.")
_CITIES = (
    "Port Ellery", "Norrvik", "Sankt Velm", "Quarn Hill", "Castel Brando", "Vilamar", "Osterby", "Brackwater",
    "Lumenfold Bay", "Tarnfield", "Zielona Rzeka", "Montclair-les-Eaux",
)  # fmt: skip
_TITLES = (
    "Project Manager", "Senior Auditor", "Data Analyst", "Head of Operations", "Product Designer",
    "Signalling Engineer", "Research Lead", "Account Manager", "Software Engineer", "Quality Manager",
    "Head of R&D, Sensors", "Editor",
    "Procurement Lead", "Physiotherapist", "Technical Writer", "Director of Programmes", "Naval Architect",
    "Operations Director, Nordics", "Consultant", "Curator",
)  # fmt: skip
EVENTS = (
    "Harbour Cities Forum", "Quiet Trams Meetup", "Open Ledger Days", "Night School of Data", "Lakeside Design Week",
    "Small Museums Congress",
)  # fmt: skip


def new_company(rng: Random) -> Company:
    """Return one of some thousand invented companies; the same name always has the same domain."""
    first, second = rng.choice(_FIRST), rng.choice(_SECOND)
    # The tail hangs on the name alone: two people drawing one name must work at one company.
    place = len(first) * 7 + len(second) * 5 + ord(first[1]) + ord(second[2])
    name = f"{first} {second}{_LEGAL[place % len(_LEGAL)]}"
    domain = plain(f"{first}-{second}").lower().replace(" ", "-") + ".example"
    return Company(name=name, domain=domain, city=_CITIES[place % len(_CITIES)])


def new_title(rng: Random) -> str:
    """Return a job title."""
    return rng.choice(_TITLES)


def new_city(rng: Random) -> str:
    """Return an invented city."""
    return rng.choice(_CITIES)
