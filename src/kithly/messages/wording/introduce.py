"""One side is asked whether an introduction is welcome: who it is, what fits, and that a no is as good."""

from __future__ import annotations

from kithly.messages.brief import Brief, given_name, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page


def write(page: Page, brief: Brief) -> None:
    """Say the sentences; nothing where either side's part is unknown or unfit to be told."""
    other = brief.other
    if other is None or other.fits is None:
        return
    name, what, fits = usable(other.name), usable(other.what.words), usable(other.fits.words)
    if not (name and what and fits):
        return
    given = given_name(name.split()[0]) or name
    if other.helps:
        page.say("introduce.helper", *other.evidence, need=fits, what=what, other=name)
        page.say("introduce.helper_close", other_given=given)
    else:
        page.say("introduce.needy", *other.evidence, need=what, what=fits, other=name)
        page.say("introduce.needy_close", other_given=given)


KIND = Kind(write=write, subject="subject.introduce")
