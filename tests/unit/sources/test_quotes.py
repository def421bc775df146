"""The author's own words are kept, everybody else's are cut, in the main languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent

from kithly.sources._formats.quotes import cut

OLD = "> That is what you said.\n> And more of it.\n"
ATTRIBUTIONS = [
    "On Thu, Aug 9, 2012 at 6:39 PM, Ana Lee <ana@example.org> wrote:",
    "On Thu, Aug 9, 2012 at 6:39 PM, Ana Lee\n<ana@example.org> wrote:",
    "On 9 Aug 2012,\nat 18:39,\nAna Lee <ana@example.org>\nwrote:",
    "Ana Lee wrote:",
    "Ana Lee <ana@example.org> writes:",
    "Am 09.08.2012 um 18:39 schrieb Ana Lee <ana@example.org>:",
    "Ana Lee schrieb am 9. August 2012:",
    "Le 9 août 2012 à 18:39, Ana Lee <ana@example.org> a écrit :",
    "El jue., 9 ago. 2012 a las 18:39, Ana Lee (<ana@example.org>) escribió:",
    "Il giorno gio 9 ago 2012 alle ore 18:39 Ana Lee <ana@example.org> ha scritto:",
    "Em qui., 9 de ago. de 2012 às 18:39, Ana Lee <ana@example.org> escreveu:",
    "Op do 9 aug. 2012 om 18:39 schreef Ana Lee <ana@example.org>:",
    "W dniu 9 sierpnia 2012 18:39 użytkownik Ana Lee <ana@example.org> napisał:",
    "Den tors 9 aug. 2012 kl 18:39 skrev Ana Lee <ana@example.org>:",
    "tor. 9. aug. 2012 kl. 18:39 skrev Ana Lee <ana@example.org\n>:",
    "to 9. elok. 2012 klo 18.39 Ana Lee (ana@example.org) kirjoitti:",
    "Dne čt 9. 8. 2012 18:39 uživatel Ana Lee <ana@example.org> napsal:",
    "чт, 9 авг. 2012 г. в 18:39, Ana Lee <ana@example.org>:",
    "9 августа 2012 г., 18:39 пользователь Ana Lee написал:",
    "2012年8月9日(木) 18:39 Ana Lee <ana@example.org>:",
    "2012年8月9日 18:39、Ana Lee <ana@example.org>のメール:",
    "Ana Lee <ana@example.org> 于2012年8月9日周四 18:39写道：",
    "2012년 8월 9일 (목) 오후 6:39, Ana Lee <ana@example.org>님이 작성:",
    "\u202bבתאריך יום ה׳, 9 באוג׳ 2012 ב-18:39 מאת Ana Lee <ana@example.org>:\u202c",
    "2012/8/9 Ana Lee <ana@example.org>",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_a_line_that_names_the_author_goes_with_the_quotation(line: str) -> None:
    assert cut(f"Thank you, I will.\n\n{line}\n\n{OLD}").own == "Thank you, I will."


HEADER_BLOCKS = [
    "From: Ana Lee <ana@example.org>\nSent: Thursday, August 9, 2012 6:39 PM\nTo: Ben\nSubject: Pots",
    "*From:* Ana Lee [mailto:ana@example.org]\n*Sent:* Thursday, August 9, 2012\n*To:* Ben\n*Subject:* Pots",
    "Von: Ana Lee\nGesendet: Donnerstag, 9. August 2012 18:39\nAn: Ben\nBetreff: Pots",
    "De : Ana Lee <ana@example.org>\nEnvoyé : jeudi 9 août 2012\nÀ : Ben\nObjet : Pots",
    "De: Ana Lee\nEnviado el: jueves, 9 de agosto\nPara: Ben\nAsunto: Pots",
    "Da: Ana Lee\nInviato: giovedì 9 agosto\nA: Ben\nOggetto: Pots",
    "Van: Ana Lee\nVerzonden: donderdag 9 augustus\nAan: Ben\nOnderwerp: Pots",
    "Från: Ana Lee\nSkickat: den 9 augusti 2012\nTill: Ben\nÄmne: Pots",
    "От: Ana Lee\nОтправлено: 9 августа\nКому: Ben\nТема: Pots",
    "差出人: Ana Lee\n送信日時: 2012年8月9日\n宛先: Ben\n件名: Pots",
    "发件人： Ana Lee\n发送时间： 2012年8月9日\n收件人： Ben\n主题： Pots",
    "-----Original Message-----\nFrom: Ana Lee",
    "-----Ursprüngliche Nachricht-----\nVon: Ana Lee",
    "---------- Forwarded message ---------\nFrom: Ana Lee <ana@example.org>",
    "-------- Message original --------\nSujet: Pots",
    "________________________________\nFrom: Ana Lee\nSent: today",
    "On Thu, Aug 9, 2012 at 6:39 PM, Ana Lee <ana@example.org> wrote:",
]


@pytest.mark.parametrize("block", HEADER_BLOCKS)
def test_older_mail_below_is_cut_even_without_quote_marks(block: str) -> None:
    assert cut(f"Thank you, I will.\n\n{block}\n\nThat is what you said.\nAnd more.").own == "Thank you, I will."


KEPT = [
    "He wrote:\n\nthe book on pots, in 2012 pages.",
    "Three things:\n- one\n- two\n\nOne thing I wrote: pots.",
    "From: Oslo\nTo: Bergen\nDeparts at noon.",
    "Date: tomorrow\nPlace: here",
    "a > b and b > c",
    "Title\n-----\nText under a line",
    "I sent from my desk what you asked for.",
    "On Thursday:\n\nI proposed a pot.",
    "The best\npot is blue and this sentence is about it, with quite a number of words in one line of text.",
]


@pytest.mark.parametrize("text", KEPT)
def test_words_that_only_look_like_quotations_stay(text: str) -> None:
    assert cut(text).own == text
    assert not cut(text).signature


def test_an_interleaved_reply_keeps_its_own_lines() -> None:
    text = f"Hi Ana,\n\n{OLD}\nYes, I did.\n\n{OLD}\nNo, never.\n"
    assert cut(text).own == "Hi Ana,\n\nYes, I did.\n\nNo, never."


def test_a_quoted_line_broken_by_a_mail_program_is_still_quoted() -> None:
    text = "Yes.\n\n> This line was so long that a program broke it in two pieces\nright here.\n> The next.\n"
    assert cut(text).own == "Yes."


@pytest.mark.parametrize(
    ("text", "own", "signature"),
    [
        ("Hi.\n\n-- \nAna\nPots", "Hi.", "Ana\nPots"),
        ("Hi.\n--\nAna", "Hi.", "Ana"),
        (f"Hi.\n\n-- \nAna\n\nOn 9 Aug 2012, Ben wrote:\n{OLD}", "Hi.", "Ana"),
        ("Hi.\n\nSent from my iPhone", "Hi.", "Sent from my iPhone"),
        ("Hallo.\n\nVon meinem iPhone gesendet", "Hallo.", "Von meinem iPhone gesendet"),
        ("Salut.\n\nEnvoyé de mon iPhone", "Salut.", "Envoyé de mon iPhone"),
        (f"Hi.\n\nGet Outlook for iOS\n{OLD}", "Hi.", "Get Outlook for iOS"),
        (
            "Hi Ben,\n\nyes.\n\nBest regards,\nAna Lee\nPot Works",
            "Hi Ben,\n\nyes.",
            "Best regards,\nAna Lee\nPot Works",
        ),
        ("Hallo,\n\nja.\n\nViele Grüße\nAna", "Hallo,\n\nja.", "Viele Grüße\nAna"),
        ("Hi,\n\nyes.\n\nMany thanks,\nAna\nPots", "Hi,\n\nyes.\n\nMany thanks,", "Ana\nPots"),
        ("Thanks!", "Thanks!", ""),
        ("Hi\n\n-- \n" + "long\n" * 60, "Hi\n\n--\n" + "long\n" * 59 + "long", ""),
    ],
)
def test_a_signature_is_cut_off_and_kept(text: str, own: str, signature: str) -> None:
    parts = cut(text)
    assert (parts.own, parts.signature) == (own, signature)


def test_a_list_s_footer_is_nobody_s_words() -> None:
    footer = "\n_______________________________________________\nPots mailing list\nhttps://example.org/mailman/listinfo/pots"
    assert cut("Hi." + footer).own == "Hi."


@pytest.mark.parametrize(
    "text",
    ["> x\n" * 200_000, "On " * 200_000 + "wrote:", "a:\n" * 200_000, "-" * 700_000, "--\n" * 100_000, " " * 700_000,
     "From: x\n" * 100_000, "x" * 700_000 + ":", "\n" * 700_000, "> " * 300_000, "_____________\n" * 50_000],
)  # fmt: skip
def test_the_time_grows_with_the_text_only(text: str) -> None:
    begin = time.process_time()
    cut(text)
    assert spent(begin) < 2


@given(
    st.lists(
        st.sampled_from(["word", "", "> quoted", "-- ", "Ana wrote:", "From: a@b", "Sent: x", "To: y"]), max_size=30
    )
)
@settings(max_examples=100)
def test_every_own_line_stands_in_the_text_and_none_is_quoted(lines: list[str]) -> None:
    text = "\n".join(lines)
    for line in cut(text).own.split("\n"):
        assert line in {"", "--", *(each.rstrip() for each in lines)}
        assert not line.startswith(">")
