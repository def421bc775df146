"""Mails made to hurt: by depth, by number, by length, and by bytes that mean something else than they seem to."""

from __future__ import annotations

HEAD = b"From: Ana <ana@example.org>\nDate: Thu, 9 Aug 2012 18:39:17 +0000\nMessage-ID: <m@x>\n"
NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000))
HOSTILE = {
    "5,000 nested parts": HEAD + NESTED + b"\n\ntext\n",
    "90 nested parts": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(90)),
    "5,000 nested messages": HEAD + b"Content-Type: message/rfc822\n\n" * 5_000,
    "20,000 recipients": HEAD
    + b"To: "
    + b", ".join(b"p%d <p%d@example.org>" % (n, n) for n in range(20_000))
    + b"\n\nHi",
    "330 kB Subject": HEAD + b"Subject: " + b"\n ".join([b"=?utf-8?Q?" + b"=C3=A9" * 10 + b"?="] * 5_000) + b"\n\nHi",
    "5 MB header": HEAD + b"X-A: " + b"a" * 5_000_000 + b"\n\nHi",
    "100,000 headers": HEAD + b"Received: x\n" * 100_000 + b"\nHi",
    "200,000 references": HEAD + b"References: " + b"<a@b> " * 200_000 + b"\n\nHi",
    "100,000 parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n\n" * 100_000,
    "long boundary": HEAD + b"Content-Type: multipart/mixed; boundary=" + b"b" * 100_000 + b"\n\nHi",
    "open comments": HEAD + b"To: " + b"(" * 60_000 + b"\n\nHi",
    "html, 200,000 open tags": HEAD + b"Content-Type: text/html\n\n" + b"<div><!--" * 200_000,
    "html, entities": HEAD + b"Content-Type: text/html\n\n" + b"&#x41;&amp" * 100_000,
    "html, quotes": HEAD + b"Content-Type: text/html\n\n" + b"<blockquote>x" * 50_000,
    "one line of 5 MB": HEAD + b"\n" + b"> " * 2_500_000,
    "1 M short lines": HEAD + b"\n" + b"a:\n" * 1_000_000,
    "underscores": HEAD + b"\n" + b"_" * 1_000_000 + b"\n" + b"__________\n" * 50_000,
    "question marks": HEAD + b"\n" + b"?" * 500_000,
    "signature marks": HEAD + b"\n" + b"-- \n--\n" * 100_000,
    "NUL": HEAD + b"Subject: a\x00b\n\n" + b"\x00" * 1_000_000,
    "8-bit junk": HEAD + b"Subject: \xff\xfe\xfa\n\n" + bytes(range(256)) * 2_000,
    "lone CR": (HEAD + b"\nHi\n").replace(b"\n", b"\r"),
    "parameters": HEAD + b"Content-Type: text/plain" + b"; a*1*=b" * 50_000 + b"\n\nHi",
    "uuencode": HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#0V%T\n`\nend\n",
    "a boundary in each line": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 20_000,
    "the year 100": HEAD.replace(b"Thu, 9 Aug 2012", b"Wed, 14 Jun 100") + b"\nHi\n",
    "a minute that is none": HEAD.replace(b"18:39:17", b"25:61:99") + b"\nHi\n",
    "no such month": HEAD.replace(b"Aug", b"Foo") + b"\nHi\n",
    "a date of 60,000 signs": HEAD.replace(b"Thu, 9 Aug 2012", b"9 " * 30_000) + b"\nHi\n",
    "a name of 1 MB": HEAD.replace(b"Ana <", b'"' + b"A" * 1_000_000 + b'" <') + b"\nHi\n",
    "a file name of 1 MB": HEAD
    + b"Content-Type: application/pdf; name*0="
    + b"a" * 60_000
    + b"".join(b"; name*%d=b" % n for n in range(9_000))
    + b"\n\nx\n",
    "base64 that is none": HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"=A" * 2_000_000,
    "soft breaks": HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 1_000_000,
    "encoded words without end": HEAD + b"Subject: " + b"=?utf-8?B?" * 6_000 + b"\n\nHi\n",
    "utf-7": HEAD + b"Content-Type: text/plain; charset=utf-7\n\n" + b"+AGE-" * 200_000,
    "a charset of many": HEAD + b"Content-Type: text/plain; charset=" + b"x" * 60_000 + b"\n\nH\xff\n",
    "groups in groups": HEAD + b"To: " + b"g:" * 30_000 + b"\n\nHi\n",
    "angles": HEAD + b"To: " + b"<" * 60_000 + b"\n\nHi\n",
    "quotation marks": HEAD + b"To: " + b'"\\' * 30_000 + b"\n\nHi\n",
    "170,000 nested messages": HEAD + b"Content-Type: message/rfc822\n\n" * 170_000,
    "1.3 million parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 1_300_000,
    "one line of 20 MB": HEAD + b"\n" + b"a" * 20_000_000,
}
