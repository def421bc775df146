"""Forms of replies that mail programs really write, each cut down to its author's own words."""

from __future__ import annotations

import time

import pytest
from tests.pace import spent

from kithly.sources._formats.email.html import html_to_text
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


LATER = [  # more forms; what is the author's own is `OWN`, on one line or two
    f"{OWN}\n\nSent from Samsung MobileName <ana@kiln.example> wrote:\n\n{QUOTED}",
    f"{OWN}\n\n2014-10-17 11:28 GMT+03:00 Ana <\nana.kiln@a.very.long.name.kiln.example>:\n\n{QUOTED}",
    f'{OWN}\n On Mar 8, 2012 9:59 AM, "Kiln" <\nr+7f1b094ceb90e18cca93d53d@kiln.example> wrote:\n\n\n{QUOTED}',
    f"{OWN}\n\nOn 11-Apr-2011, at 6:54 PM, Ana Kiln <ana@kiln.example> sent:\n\n{QUOTED}",
    f"{OWN} On Wed, Apr 4, 2012 at 3:59 PM, ana@kiln.example wrote:\n{QUOTED}",
    f"{OWN}--- On Wed, Apr 4, 2012 at 3:59 PM, ana@kiln.example wrote:\n{QUOTED}",
    f"{OWN}\n\n-----Antwort Nachricht-----\n\n{OLD}",
    f"{OWN}\n\n------On 12/29/1987 17:32 PM, Ana Kiln wrote-----\n\n{OLD}",
    f"{OWN}\n2011/4/7 Ana \u0438ova <ana@kiln.example>\n\n{QUOTED}",
    f"{OWN}\n\nOp 17-feb.-2015, om 13:18 heeft Ana <ana@kiln.example> het volgende geschreven:\n\n{OLD}",
    f"{OWN}\n\nOn 25 October 2012, Ana wrote:\n\n>\n> See\n>\n (http://kiln.example/c/YzOT) >\n> there.\n>\n",
    f"{OWN}\n\nOn 24 September 2012, ana wrote:\n\n> See (http://kiln.example/a\n_b=3dd518)\n>\n",
    f"{OWN}\n\nDate: Wed, 16 May 2012 00:15:02 -0600\nTo: ben@oven.example",
    f"{OWN}\n\nОт: Ana\nОтправлено: четверг, 26 июня 2014 г. 15:05\nКому: Ben\n\n{OLD}",
    f"On 04/19/2011 07:10 AM, Ana Kiln wrote:\n\n>\n> Test\n{OWN}",
]


@pytest.mark.parametrize("text", LATER)
def test_a_reply_in_a_rarer_form_is_cut_too(text: str) -> None:
    assert cut(text).own == OWN


PAGES = [  # replies in HTML, as programs write them
    "<br><br>Thu, 26 Jun 2014 14:00:51 +0400 от Ana &lt;a@kiln.example&gt;:<br><blockquote>Hello</blockquote>",
    (
        '<div><hr id="stopSpelling">Date: Thu, 26 Jun 2014 13:53:45 +0400<br>Subject: Test<br>From: a@kiln.example<br>'
        "To: b@oven.example<br><br><div>Hello</div></div>"
    ),
    (
        '<hr id="zwchr"><b>From: </b>a@kiln.example<br><b>To: </b>b@oven.example<br><b>Sent: </b>Monday, 5:44 PM<br>'
        "<b>Subject: </b>Test<br><br>Hi<br>"
    ),
    "<div>-- <br></div><div>Ben</div><p>On April 3, 2012 at 4:55 PM, Ana wrote:</p><blockquote>Hi</blockquote>",
    (
        '<div class="gmail_quote"><div class="gmail_attr">On Apr 1, 2024 at 2:00 PM Ana &lt;a@kiln.example&gt; wrote:'
        "<br></div><blockquote><div>Hello</div></blockquote></div>"
    ),
    (
        '<div id="divRplyFwdMsg"><b>From:</b> Ana &lt;a@kiln.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Ben<br>'
        "<b>Subject:</b> Kiln</div><div>Hello</div>"
    ),
]


@pytest.mark.parametrize("page", PAGES)
def test_a_reply_in_html_is_cut(page: str) -> None:
    own = "<div>The kiln is cold now.</div><div>I will open it in the morning.</div>"
    assert cut(html_to_text(f"<body>{own}{page}</body>")).own == OWN


def test_an_answer_between_two_questions_is_kept() -> None:
    text = "> Was it?\nYes.\n> And where?\nhttps://kiln.example/where\n> Which one?\nred/blue\n> Thanks"
    assert cut(text).own == "Yes.\nhttps://kiln.example/where\nred/blue"


WHOLE = [
    "What we know:\n- in 2012 at 10:30 she wrote\n- in 2013 she drew\n\nAnd then?",
    "Hello,\n\nSent via courier this morning\n\nIt should be with you tomorrow.\nTell me.\n\nThere is more.",
    "— Come in, said the potter.\n— Is it 10:30?\n— Not yet.",
    "From: Oslo\nTo: Bergen\nDate: tomorrow at noon",
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


@pytest.mark.parametrize(
    "piece",
    ["https://", "/", "_=", "> a\n_x=1)\n", "On Apr 1 2012, b@c.d wrote:", "\u2014\nabc\n", "Sent from a b\n\n"],
)
def test_twisted_text_takes_little_time(piece: str) -> None:
    text = f"> x\n{piece * 20_000}\n> y\n"
    begin = time.process_time()
    cut(text)
    assert spent(begin) < 1
