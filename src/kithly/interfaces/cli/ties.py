"""A tie in words: one clause for lists, a paragraph for a page."""

from __future__ import annotations

from kithly.interfaces.cli.text import say
from kithly.ties import BAND_WORDS, Band, Tie
from kithly.ties.words import duration

SILENCE = ("quiet for", "in contact within the last day")  # how the fact begins that the first line tells


def in_words(tie: Tie | None) -> str:
    """Return a tie in one clause: ``going quiet, 7 months``."""
    if tie is None or tie.band is Band.UNKNOWN:
        return tie.because[0].text if tie and tie.because else BAND_WORDS[Band.UNKNOWN]
    silent = f", {duration(tie.silent_days)}" if tie.silent_days is not None else ""
    return BAND_WORDS[tie.band] + silent


def tenths(probability: float) -> str:
    """Return a probability as people say it: ``about 7 in 10``."""
    count = round(probability * 10)
    if count == 0:
        return "less than 1 in 10"
    return "nearly always" if count == 10 else f"about {count} in 10"


def tie_text(tie: Tie | None) -> None:
    """Print what is known of a tie, with what moved it."""
    if tie and tie.band is Band.UNKNOWN and tie.because:
        say(f"{tie.because[0].text.capitalize()}: kept, and left in peace.")
        return
    if tie is None or tie.band is Band.UNKNOWN:
        say("No contact seen in anything imported: how you stand cannot be told yet.")
        return
    usual = f", usually {duration(tie.usual_gap_days)}" if tie.usual_gap_days and tie.band is not Band.FAINT else ""
    say(f"{BAND_WORDS[tie.band].capitalize()}: quiet for {duration(tie.silent_days or 0)}{usual}.")
    if tie.reply is not None and tie.strength is not None:
        say(
            f"They would answer within a week: {tenths(tie.reply)}. In touch within 90 days if things go on as "
            f"usual: {tenths(tie.strength)}."
        )
    for one in tie.because:
        if one.text.startswith(SILENCE):
            continue
        say(f"- {one.text}", indent=2)
