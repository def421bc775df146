"""Forms of replies that mail programs really write, each cut down to its author's own words."""

from __future__ import annotations

import pytest

from kithly.sources._formats.quotes import cut

OWN = "The kiln is cold now.\nI will open it in the morning."
OLD = "Was the kiln opened already?\nI would like to see it.\nAnd the cups.\nAnd the plates."
QUOTED = "> Was the kiln opened already?\n> I would like to see it."

ATTRIBUTIONS = [  # above older mail that bears no marks
    '30.09.2024, 18.30, "Ana - Kiln" <ana@kiln.example>:',
    "On Wed, 14 Nov 2018 08:14:43 -0200 Ana Kiln <ana@kiln.example> wrote",
    "---- On Wed, 24 Feb 2021 14:02:50 +0530 ana@kiln.example wrote ----",
    '11:00 AM, November 17, 2021, "Ana - Kiln" <ana@kiln.example>:',
    "Wednesday, 17 November 2021, 3:32 PM +0300 from ana@kiln.example <ana@kiln.example>:",
    (
        "Sent from TypeApp<http://typeapp.example/r>\nOn Jun 17, 2017, at 14:15, Ana - Kiln <ana@kiln.example<\n"
        "mailto:ana@kiln.example>> wrote:"
    ),
    "pe 20. lokakuuta 2017 klo 17.50 Ana Kiln\n<ana@kiln.example> kirjoitti:",
    "Em 10 de julho de 2017 às 16:32:35, Ana - Kiln (\nana@kiln.example) escreveu:",
    "Le lun. 15 nov. 2021 à 19:42, Ana - Kiln <ana@kiln.example>\na écrit :",
    "ср, 30 апр. 2025 г. в 15:19, Ana <ana@kiln.example>:",
]
BLOCKS = [
    (
        "Télécharger Outlook pour Android<https://aka.example/x>\n\n________________________________\n"
        "From: Ana <ana@kiln.example>\nSent: Wednesday, February 5, 2020\nTo: ben@oven.example\nSubject: Kiln"
    ),
    "-------- Oprindelig besked --------\nFra: Ana <ana@kiln.example>\nDato: 04.07.2024  17.45\nTil: b\nEmne: Kiln",
    "-------- Oprindelig besked --------",
    "----- Eine Überschrift in keiner Tabelle -----\nVon: Ana\nGesendet: heute\nAn: Ben\nBetreff: Ofen",
    "-------- Message d'origine --------\nDe : Ana <ana@kiln.example>\nDate : 23/06/24  10:46\nÀ : b Objet : Four",
    (
        "========================================\n\nMessage du : 12/12/2016 13:20\nDe : Ana <ana@kiln.example>\n"
        "A : ben@oven.example\nCopie à : \nSujet : le four"
    ),
    "From: Human Resources \n<a-really-long@hr.example> \nSent: Monday, August 26, 2019 4:37 PM\nTo: Ben\nSubject: S",
    "________________________________\nFrom: Ana <ana@kiln.example>\nSent: Wednesday\nTo: Ben\nSubject: Kiln",
    "----- Original Message -----",
]
ENDINGS = [  # below which nothing is the author's own
    "Gesendet von Outlook für Android<https://aka.example/x>\n\n" + OLD,
    "Sent from my Wiko RIDGE FAB 4G\n\n" + OLD,
    "Sent from my iPhone",
    "—\nBen Glaze\nCEO at Ovenland\n\n@ovenland",
    "Cheers 🎉\nBen\n\n—————\nBen Glaze\nProduct Manager\n📧 ben@oven.example\n📱 +1 555-0123",
    "Best regards,\nBen\n\n--\nBen Glaze\nSenior Developer\nOven Corp\n\nSent from my iPhone",
    "Kind regards,\n\n\n\n\n\nBen Glaze\n\nHR Administrator\n\n**Oven Partnership**\n\n07700900123\n\n\n\n"
    "**From:** a=b.example@mg.example <checks@mg.example>**On Behalf Of** Checks\n**Sent:** 28 July 2025 15:46\n"
    "**To:** HR Team <hr@oven.example>\n**Subject:** Reference\n\n" + OLD,
]
QUOTES = [
    "Ana Kiln <ana@kiln.example> schrieb am So., 23.\nJuni 2024, 21:08:\n\n",
    "On Wed, Dec 9, Mister Kiln\n<ana@kiln.example>\nwrote:\n",
    "On Dec 15, 2024, Ana &quot;K&quot; Kiln &lt;ana@kiln.example&gt; wrote:\n",
    (
        "On Monday, December 15, 2024, at 3:45:32 PM EST, Ana William Kiln Junior from the Accounting Department "
        "<ana.kiln.jr@averylongdomainname.example> wrote:\n"
    ),
    "On Dec 15, 2024, at 3:45 PM, O'Kiln, Ana (Ana) <a.o'kiln@example.com> wrote:\n",
    "Sent from a magnificent kiln of bricks\n\nOn Dec 16, 2011, at 12:47 PM, Ana\n<ana@kiln.example>\nwrote:\n\n",
]
REPLIES = [
    *(f"{OWN}\n\n{line}\n\n{OLD}" for line in ATTRIBUTIONS),
    *(f"{OWN}\n\n{block}\n\n{OLD}" for block in BLOCKS),
    *(f"{OWN}\n\n{ending}\n" for ending in ENDINGS),
    *(f"{OWN}\n\n{line}{QUOTED}\n" for line in QUOTES),
    f"{OWN}\nOn Dec 15, 2024, at 3:00 PM, Ana <ana@kiln.example> wrote:\n{QUOTED}",
    f"{OWN}\n________________________________\nFrom: Ana\nSent: Wed\nTo: Ben\nSubject: Kiln\n\n{OLD}",
]


@pytest.mark.parametrize("text", REPLIES)
def test_a_reply_is_cut_down_to_its_author_s_words(text: str) -> None:
    assert cut(text).own == OWN


WHOLE = [
    "On the surface, this looks like an introduction.\n\nOn average, it is.\n\nOn a separate note: fine.",
    "```\nsend() {\n  // Sent from my own mailer\n  return {signature: '--\\nBen'};\n}\n```\n\nThat is it.",
    "Mails come from: ana@kiln.example and from: ben@oven.example\n\nThey come From: our kiln, not From: others.",
    "I write with regards to the kiln.\n\nAs regards the time, Friday will do.\n\nIn this regards we must be careful.",
    "My view:\n\n## Points\n----\n\n1. Warmer by half\n2. Less wood\n\n----\n\nAll of it mine.\n\n====\n\nThis too.",
    "The note was sent from my kiln to all.\n\nIt was not Sent from my iPad.\n\nAll are sent from the same place.",
    "Forms:\n\n2024-01-15 14:30:25\n2024/01/15 14:30:25\n15.01.2024 14:30\nJan 15, 2024 at 14:30\n\nMere examples.",
    "I write because of:\n-- the first point, which is open\n-- the second point\n\nWill you look at it?\n\nThanks!",
    "One more\n\nSent from my desk, which is much easier than the telephone.",
    "First the red clay.\n\n—\n\nThen the white one, which is harder to get.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert cut(text).own == text


def test_both_signatures_of_a_mail_are_kept_together() -> None:
    parts = cut("Yes.\n\nBest regards,\nBen\n\n-- \nBen Glaze\nOven Corp")
    assert parts.own == "Yes."
    assert parts.signature == "Best regards,\nBen\n\nBen Glaze\nOven Corp"
