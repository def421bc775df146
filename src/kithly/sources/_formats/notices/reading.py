"""From a mail to what it tells of somebody: is it a notice, whose, and by which template?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kithly.records import Flag, Message, News, Sighted
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.notices.alerts import told_by_google, told_by_scholar
from kithly.sources._formats.notices.fields import read_fields
from kithly.sources._formats.notices.github import told_by_github
from kithly.sources._formats.notices.letter import Letter
from kithly.sources._formats.notices.names import is_name
from kithly.sources._formats.notices.newsletters import seems_hosted, told_by_newsletter
from kithly.sources._formats.notices.proof import is_proven
from kithly.sources._formats.notices.senders import Notifier, notifier_of
from kithly.sources._formats.notices.telling import told

_BULK, _LIST = int(Flag.BULK), int(Flag.LIST)

_READERS: Mapping[str, Callable[[Notifier, Letter], tuple[News, ...]]] = {
    "github": told_by_github,
    "google_alerts": told_by_google,
    "google_scholar": told_by_scholar,
}


def with_news(sighted: Sighted, raw: bytes) -> tuple[Sighted, ...]:
    """Return a mail that was read, and behind it what it tells of others, if it is a notice.

    They stand or fall together: all bear the raw hash of the mail, so that a file that shows the mail
    again shows them too, and only behind the last of them can reading go on.

    Args:
        sighted: The mail.
        raw: Its bytes, without mbox separator.
    """
    message = sighted.record
    if not isinstance(message, Message):
        return (sighted,)
    news = attempt(lambda: notices(raw, message))
    if not news or isinstance(news, str):
        return (sighted,)
    told = [replace(sighted, record=one, resume=None) for one in news]
    told[-1] = replace(told[-1], resume=sighted.resume)
    return (replace(sighted, resume=None), *told)


def notices(raw: bytes, message: Message) -> tuple[News, ...]:
    """Return what a mail tells of others as a notice; nothing for all other mail.

    For mail that is no notice this is one look into a table of senders.

    Args:
        raw: The mail, without mbox separator.
        message: Its record.
    """
    sender = message.sender
    if sender is None or sender.identity is None:
        return ()
    notifier = notifier_of(sender.identity.value)
    if notifier is None:
        flags = int(message.flags)
        if not flags & (_BULK | _LIST) or not is_name(sender.name) or (flags & _LIST and not seems_hosted(raw)):
            return ()
        return told_by_newsletter(Letter(message=message, fields=read_fields(raw), raw=raw))
    fields = read_fields(raw)
    if not is_proven(fields, notifier.signers, notifier.own_fields):
        return ()
    return _READERS.get(notifier.key, told)(notifier, Letter(message=message, fields=fields, raw=raw))
