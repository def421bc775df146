"""record, joined: what stands behind what is shown."""

from __future__ import annotations

from collections.abc import Iterable

import click

from kithly.app.views import FieldView, JoinedPartView, JoinedView, PartyView, RecordView
from kithly.interfaces.cli.called import value_of
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import block, command_line, plural, say
from kithly.interfaces.cli.verb import Verb

FEW = 12  # recipients that are named


@click.command(
    "record", cls=Verb, help="One record whole, as every piece of evidence names it: what it says, and where."
)
@click.argument("record", metavar="ID")
def record(record: str) -> None:
    """Show a record, or the user's own word."""
    from kithly.app.persons.record_page import show_record

    with network() as opened:
        view = show_record(opened, record)
    show("record", view, _record_text)


def _record_text(view: RecordView) -> None:
    say(view.title + (f": {view.subject}" if view.subject and not view.sensitive else ""))
    for word, parties in (("From", (view.sender,) if view.sender else ()), ("To", view.to), ("Copy", view.copied)):
        if parties:
            more = f" and {len(parties) - FEW + (view.others if word == 'To' else 0)} more"
            say(
                f"{word}: {', '.join(map(_party, parties[:FEW]))}{more if len(parties) > FEW else ''}", indent=2, hang=2
            )
    _fields(view.fields)
    if view.text:
        say()
        block(view.text, indent=2)
    elif view.is_unread:
        say("Only its head is read so far. Its words follow with: kithly sync", indent=2)
    if view.attachments:
        say(f"With it came {', '.join(view.attachments)}; only the names are kept.", indent=2)
    for told in view.before:
        say(f"Before, {told.at:%-d %B %Y}:")
        _fields(told.fields)
    for one in view.read_in:
        say(f"Read in {one.file}" + (f", {one.place}" if one.place else "") + f" ({one.source}, {one.at:%-d %B %Y})")
    if view.told_by:
        say(f"The mail that told it: kithly record {view.told_by}")


def _party(one: PartyView) -> str:
    name = "you" if one.is_you else one.name
    return f"{name} <{one.address}>" if name and one.address else name or one.address or "nobody named"


def _fields(fields: Iterable[FieldView]) -> None:
    for one in fields:
        say(f"{one.label}: {value_of(one.value)}", indent=2, hang=2)


@click.command(
    "joined", cls=Verb, help="What a person is joined from, and why; --split takes one record or address off again."
)
@click.argument("who", nargs=-1, required=True)
@click.option(
    "--split", "part", metavar="PART", help="Take this record or address off: it becomes a person of its own."
)
def joined(who: tuple[str, ...], part: str | None) -> None:
    """Show the parts of a person, or take one off."""
    from kithly.app.persons.joined import joined as parts_of
    from kithly.app.persons.splitting import split

    with network() as opened:
        if part:
            show("different", split(opened, " ".join(who), part), done)
            return
        view = parts_of(opened, " ".join(who))
    show("joined", view, _joined_text)


def _joined_text(view: JoinedView) -> None:
    say(f"{view.person.name}. {view.text}.")
    for one in view.parts:
        say(_part_called(one), indent=2)
        for field in one.says:
            say(f"{field.label}: {value_of(field.value)}", indent=4, hang=2)
        for why in one.why:
            say(f"- {why}", indent=4, hang=2)
        if one.can_split:
            say("Somebody else?", indent=4)
            command_line(f"kithly joined {view.person.id} --split {one.record or one.key}", indent=4)
    if len(view.parts) > 1:
        say(f"{plural(len(view.parts), 'part')}; what was joined wrongly is taken off with --split.")


def _part_called(one: JoinedPartView) -> str:
    when = f", {one.at:%-d %B %Y}" if one.at else ""
    return ": ".join(filter(None, (f"{one.source}{when}", one.name)))


COMMANDS = {"record": record, "joined": joined}
