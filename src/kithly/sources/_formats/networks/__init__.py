"""What the readers of open social networks share: the interface, plain text, profiles, and reading newest first."""

from kithly.sources._formats.networks.client import Api, Network, Refused, Reply, turns
from kithly.sources._formats.networks.profile import COMPANY, PLACE, profile_news
from kithly.sources._formats.networks.reading import (
    FIRST_READ,
    IDENTITY,
    NAMED,
    OWN_ID,
    PERSON,
    at_server,
    keeping,
    known_settings,
    with_identity,
)
from kithly.sources._formats.networks.state import MOST_SEEN, State
from kithly.sources._formats.networks.walk import Entry, Page, Walk
from kithly.sources._formats.networks.words import (
    instant,
    line,
    name,
    page,
    plain,
    plain_markdown,
    shown,
    tidy,
    topics,
    website,
)

__all__ = [
    "COMPANY",
    "FIRST_READ",
    "IDENTITY",
    "MOST_SEEN",
    "NAMED",
    "OWN_ID",
    "PERSON",
    "PLACE",
    "Api",
    "Entry",
    "Network",
    "Page",
    "Refused",
    "Reply",
    "State",
    "Walk",
    "at_server",
    "instant",
    "keeping",
    "known_settings",
    "line",
    "name",
    "page",
    "plain",
    "plain_markdown",
    "profile_news",
    "shown",
    "tidy",
    "topics",
    "turns",
    "website",
    "with_identity",
]
