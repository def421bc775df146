"""A digest as a letter: the same words as plain text and as a page that loads nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup, escape

from kithly.app.reminding.gathering import Gathered
from kithly.app.show import HELLOS
from kithly.app.views import DigestItem
from kithly.app.when import DAYS
from kithly.ties import spelt
from kithly.ties.words import MONTHS

ANSWER = "Answer this mail with a number and a word: 1 done 2 later 3 not"
ANSWER_MORE = "later: in a week. not: never for this reason. You can say the same in German, French, Spanish and more."
FOOT = "Written by Kithly on your own machine, and sent from it to you alone."
# Control characters, and marks that turn the direction of what follows
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

_PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:1em auto;padding:0 1em">{body}</body></html>'
)
_QUOTE = Markup('<blockquote style="margin:.5em 0;padding-left:1em;border-left:3px solid #999">{}</blockquote>')
_SMALL = Markup('<p style="color:#666;font-size:14px">{}</p>')


def subject_of(day: date, items: Sequence[DigestItem]) -> str:
    """Return the subject: the day and how much there is, and no name, as it stands on locked screens."""
    hellos, owed = sum(not one.owed for one in items), sum(one.owed for one in items)
    told = [f"{hellos} {'hello' if hellos == 1 else 'hellos'}"] if hellos else []
    told += [f"{owed} owed"] if owed else []
    return f"Kithly, {DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}: {', '.join(told) or 'a note'}"


def text_of(found: Gathered, answered: Sequence[str] = ()) -> str:
    """Return a digest as plain text.

    Args:
        found: What it says.
        answered: What became of the answers to earlier ones.
    """
    return "\n".join(safe(line, keep_lines=True) for line in _lines(found, answered)) + "\n"


def _lines(found: Gathered, answered: Sequence[str]) -> Iterator[str]:
    hellos, owed = _parted(found.items)
    if hellos:
        yield lede(found, len(hellos))
        yield from _item_lines(hellos)
    for title, lines in (("Owed", tuple(_item_lines(owed))), *_sections(found, answered)):
        if lines:
            yield from ("", title, *(("", *lines) if title != "Owed" else lines))
    if found.items:
        yield from ("", ANSWER, ANSWER_MORE)
    yield from ("", "-- ", FOOT)


def lede(found: Gathered, hellos: int) -> str:
    """Return the first sentence."""
    count = f"{spelt(hellos).capitalize()} {'hello' if hellos == 1 else 'hellos'}"
    minutes = max(round(found.planned), 1)
    return f"{count}, about {spelt(minutes)} {'minute' if minutes == 1 else 'minutes'}."


def _sections(found: Gathered, answered: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("Ahead", found.ahead), ("Notes", found.notes), ("What you answered", tuple(answered)))


def _item_lines(items: Iterable[DigestItem]) -> Iterator[str]:
    for one in items:
        yield from ("", f"{one.number}. {title_of(one)}", f"   {safe(one.text)}")
        if one.quiet:
            yield f"   {_last(one)}"
        if one.link:
            yield f"   {one.link_text}: {one.link}"
        if one.draft:
            yield from (f"   > {safe(line)}".rstrip() for line in one.draft.splitlines())
        elif one.why_not:
            yield f"   {safe(one.why_not)}"


def _last(one: DigestItem) -> str:
    """Say when the last contact was, and what is usual."""
    silence, _, usual = safe(one.quiet).partition(", usually ")
    return f"Last contact: {silence} ago{f' (usually {usual})' if usual else ''}."


def html_of(found: Gathered, answered: Sequence[str] = ()) -> str:
    """Return the same as a page: no picture, no script, no style or font from anywhere, every foreign word escaped.

    Args:
        found: What it says.
        answered: What became of the answers to earlier ones.
    """
    hellos, owed = _parted(found.items)
    parts = [_paragraph(lede(found, len(hellos)))] if hellos else []
    parts += [_item_html(one) for one in hellos]
    if owed:
        parts += [_heading("Owed"), *(_item_html(one) for one in owed)]
    for title, lines in _sections(found, answered):
        if lines:
            parts += [_heading(title), *(_paragraph(line) for line in lines)]
    if found.items:
        parts += [_paragraph(ANSWER), _SMALL.format(ANSWER_MORE)]
    parts.append(_SMALL.format(FOOT))
    return str(_PAGE.format(title=subject_of(found.date, found.items), body=Markup("").join(parts)))


def _item_html(one: DigestItem) -> Markup:
    lines = [Markup("<b>{}. {}</b>").format(one.number, title_of(one)), escape(safe(one.text))]
    if one.quiet:
        lines.append(escape(_last(one)))
    if one.link.startswith(("mailto:", "sms:", "https://")):
        lines.append(Markup('<a href="{}">{}</a>').format(one.link, one.link_text))
    whole = Markup("<p>{}</p>").format(Markup("<br>").join(lines))
    if one.draft:
        return whole + _QUOTE.format(Markup("<br>").join(escape(safe(line)) for line in one.draft.splitlines()))
    return whole + (_SMALL.format(safe(one.why_not)) if one.why_not else Markup(""))


def title_of(one: DigestItem) -> str:
    """Return what to do, and with whom."""
    who = f", {one.who}" if one.who else ""
    return safe(f"{HELLOS.get(one.kind, one.kind.capitalize())} {one.person.name}{who}")


def _heading(text: str) -> Markup:
    return Markup('<h2 style="font-size:16px;margin:1.5em 0 0">{}</h2>').format(text)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(safe(text))


def _parted(items: Sequence[DigestItem]) -> tuple[list[DigestItem], list[DigestItem]]:
    return [one for one in items if not one.owed], [one for one in items if one.owed]


def safe(text: str, *, keep_lines: bool = False) -> str:
    """Return foreign text without what would change how a mail program shows the rest; on one line unless kept."""
    bare = _UNSAFE.sub(" ", text)
    return bare if keep_lines else " ".join(bare.split())
