"""Invented mails of many shapes, as programs write them."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from email.policy import SMTP

HEAD = (
    b"Date: Tue, 04 Mar 2025 10:00:00 +0000\r\nFrom: Ana Invented <ana@example.org>\r\n"
    b'To: Ben Fictional <ben@example.net>, "Lee, Cy" <cy@example.net>\r\nMIME-Version: 1.0\r\n'
)


def plain(number: int, text: str = "Dear Ben, how are the islands?", **fields: str) -> bytes:
    """Return a plain mail."""
    head = HEAD + f"Message-ID: <shape-{number}@example.org>\r\nSubject: Shape {number}\r\n".encode()
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items()).encode()
    return head + more + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode() + b"\r\n"


def with_attachment(number: int, size: int) -> bytes:
    """Return a mail with a large attachment."""
    message = EmailMessage(policy=SMTP)
    message["Date"] = "Tue, 04 Mar 2025 10:00:00 +0000"
    message["From"], message["To"] = "Ana Invented <ana@example.org>", "Ben Fictional <ben@example.net>"
    message["Message-ID"], message["Subject"] = f"<large-{number}@example.org>", "The plan"
    message.set_content("Dear Ben, the plan is attached. Could you look?")
    message.add_attachment(b"\0" * size, maintype="application", subtype="pdf", filename='Plän; "the" one.pdf')
    return message.as_bytes()


def shapes() -> list[bytes]:
    """Return mails of every shape that matters: what a mailbox on disk says of them is what IMAP must say."""
    html = "<html><body><p>Dear Ben, <b>how</b> are you?</p><blockquote>old</blockquote></body></html>"
    alternative = EmailMessage(policy=SMTP)
    alternative["Message-ID"] = "<alternative@example.org>"
    alternative["Subject"] = "Grüße von der Fähre"
    alternative.set_content("Dear Ben, how are you? " + "I saw the sea today. " * 40)
    alternative.add_alternative(html, subtype="html")
    blank = EmailMessage(policy=SMTP)
    blank["Message-ID"] = "<blank@example.org>"
    blank.set_content("\n \n")
    blank.add_alternative(html, subtype="html")
    nested = EmailMessage(policy=SMTP)
    nested["Message-ID"] = "<nested@example.org>"
    nested.set_content("See below.")
    nested.add_alternative(html, subtype="html")
    nested.add_attachment(b"PNG", maintype="image", subtype="png", filename="mole.png")
    nested.add_attachment(alternative)
    nested.add_attachment("a,b\n1,2\n", subtype="csv", filename="table.csv")
    invite = EmailMessage(policy=SMTP)
    invite["Message-ID"] = "<invite@example.org>"
    invite.set_content("Tea on the pier?")
    invite.add_alternative("BEGIN:VCALENDAR\nEND:VCALENDAR\n", subtype="calendar")
    made = [HEAD + one.as_bytes() for one in (alternative, blank, nested, invite)]
    flowed = (
        plain(20)
        .replace(b"charset=utf-8", b"charset=utf-8; format=flowed; delsp=yes")
        .replace(b"how are", b"how \r\nare")
    )
    latin = HEAD + (
        b"Message-ID: <latin@example.org>\r\nSubject: Gr\xfc\xdfe\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\nSch\xf6ne Gr\xfc\xdfe\r\n"
    )
    coded = HEAD + (
        b"Message-ID: <coded@example.org>\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes("Liebe Grüße, Ana\n".encode() * 30)
    )
    only_html = HEAD + b"Message-ID: <html@example.org>\r\nContent-Type: text/html\r\n\r\n" + html.encode() + b"\r\n"
    report = HEAD + (
        b"Message-ID: <report@example.org>\r\nAuto-Submitted: auto-replied\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b 1"\r\n\r\n'
        b"--b 1\r\n\r\nNot delivered.\r\n--b 1\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Status: 5.0.0\r\n\r\n--b 1--\r\n"
    )
    odd = HEAD + (
        b"Message-ID: <odd@example.org>\r\nContent-Type: application/pdf; name*=utf-8''Pl%C3%A4n.pdf\r\n\r\n"
        b"JVBERi0=\r\n"
    )
    listed = plain(21, List_Id="<ferry.example.org>", Precedence="list", In_Reply_To="<shape-1@example.org>")
    without_id = plain(22).replace(b"Message-ID: <shape-22@example.org>\r\n", b"")
    dateless = plain(23).replace(b"Date: Tue, 04 Mar 2025 10:00:00 +0000\r\n", b"")
    cut = HEAD + (
        b"Message-ID: <cut@example.org>\r\nContent-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\n\r\nCut off"
    )
    empty = HEAD + b"Message-ID: <empty@example.org>\r\n\r\n"
    return [plain(1), *made, flowed, latin, coded, only_html, report, odd, listed, without_id, dateless, cut, empty]
