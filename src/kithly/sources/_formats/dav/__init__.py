"""What address books and calendars on DAV servers share: where they are, who signs in, what was read."""

from kithly.sources._formats.dav.client import opened, start_of
from kithly.sources._formats.dav.places import find
from kithly.sources._formats.dav.state import State

__all__ = ["State", "find", "opened", "start_of"]
