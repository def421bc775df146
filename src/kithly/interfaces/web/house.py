"""The house: what all rooms share for as long as the server runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from kithly.app.bringing.tray import Tray
from kithly.app.chosen import Watched
from kithly.app.network import Network, zone_of
from kithly.interfaces.web.assets import Assets
from kithly.interfaces.web.doorbell import Bell
from kithly.interfaces.web.guests import Doorkeeper
from kithly.interfaces.web.keeper import Keeper
from kithly.interfaces.web.memory import Stirred
from kithly.interfaces.web.pages import Pages
from kithly.interfaces.web.phone_door import PhoneDoor
from kithly.interfaces.web.postman import Postman


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What all rooms share for as long as the server runs.

    Attributes:
        network: The user's network; its present moves with each visit.
        settings: How Kithly behaves; what is written into their file holds at once.
        doorkeeper: Who is in.
        assets: Style sheet, scripts, fonts.
        pages: Makes pages out of templates.
        bell: Where it listens, and what a second start shows to get in.
        tray: Files that wait for a word, and the desk where they are read.
        clock: The present.
        postman: Sends what was approved.
        keeper: Sees to it that every day has its backup.
        phone: The door for paired phones; closed until the user opens it.
        stirred: Whether anything was asked lately.
    """

    network: Network
    settings: Watched
    doorkeeper: Doorkeeper
    assets: Assets
    pages: Pages
    bell: Bell
    tray: Tray
    clock: Callable[[], datetime]
    postman: Postman
    keeper: Keeper
    phone: PhoneDoor
    stirred: Stirred = field(default_factory=Stirred)

    @property
    def cookie(self) -> str:
        """Name of the cookie: browsers do not tell ports apart."""
        return f"kithly-{self.bell.port}"

    def way_in(self) -> str:
        """Return an address that lets one browser in, once."""
        return f"http://127.0.0.1:{self.bell.port}/enter/{self.doorkeeper.ticket()}"

    def network_now(self) -> Network:
        """Return the network as of this moment."""
        zone = self.network.recall.get("zone", lambda: zone_of(self.network.store))
        now = self.clock().astimezone(UTC)
        return replace(self.network, now=now, zone=zone, settings=self.settings.now())


def present() -> datetime:
    """Return the present of the system's clock, aware."""
    return datetime.now(UTC)
