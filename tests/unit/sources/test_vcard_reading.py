"""One thing after the other that cards say, in every way they say it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.sources.cards import card, contacts, handles, item, one, outcomes

from kithly.records import Problem, Sighted
from kithly.sources.base import Siblings
from kithly.sources.vcard import VCard

BIRTHDAYS = {
    "BDAY:1990-01-15": "1990-01-15",
    "BDAY:19900115": "1990-01-15",
    "BDAY;VALUE=date:1990-01-15": "1990-01-15",
    "BDAY:1990-01-15T00:00:00Z": "1990-01-15",
    "BDAY:1990-01-15T23:30:00-08:00": "1990-01-15",
    "BDAY;VALUE=date-and-or-time:19900115T120000Z": "1990-01-15",
    "BDAY:1990-01-15 00:00:00": "1990-01-15",
    "BDAY:--0412": "--04-12",
    "BDAY:--04-12": "--04-12",
    "BDAY: --03-07": "--03-07",
    "BDAY:--0229": "--02-29",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12": "--04-12",
    "BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1804:1804-04-12": "--04-12",
    "BDAY:1604-06-15": "--06-15",
    "BDAY:0000-06-15": "--06-15",
    "BDAY:1990-04": "1990-04",
    "BDAY:1990": "1990",
    "BDAY:--04": "--04-00",
    "BDAY:12.04.1990": "1990-04-12",
    "BDAY:24/12/1990": "1990-12-24",
    "BDAY:12/24/1990": "1990-12-24",
    "BDAY:1990/4/2": "1990-04-02",
    "BDAY:19900115T": "1990-01-15",
    "BDAY:1990-01-15+02:00": "1990-01-15",
}
NO_BIRTHDAYS = [
    "BDAY;VALUE=text:circa 1800",
    "BDAY:",
    "BDAY:0000",
    "BDAY:19723101",
    "BDAY:1990-02-30",
    "BDAY:04/05/1990",
    "BDAY:T102200",
    "BDAY:---12",
    "BDAY:0100-01-01",
    "BDAY;CALSCALE=chinese:19900115",
]


@pytest.mark.parametrize("line", BIRTHDAYS)
def test_a_birthday_is_the_day_that_is_written(line: str) -> None:
    found = one(line).birthday
    assert found is not None
    assert found.iso() == BIRTHDAYS[line]


@pytest.mark.parametrize("line", NO_BIRTHDAYS)
def test_what_is_no_day_for_certain_is_no_birthday(line: str) -> None:
    assert one(line).birthday is None


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("item1.X-ABDATE:2004-06-06", "item1.X-ABLabel:_$!<Anniversary>!$_"), "anniversary 2004-06-06"),
        (("X-ABDATE;type=Hochzeitstag:2004-06-06",), "anniversary 2004-06-06"),
        (("ITEM1.X-ABDATE:20190707", "ITEM1.X-ABLABEL:Hochzeitstag"), "anniversary 2019-07-07"),
        (("ANNIVERSARY:20090808T1430-0500",), "anniversary 2009-08-08"),
        (("X-ANNIVERSARY:2009-08-08",), "anniversary 2009-08-08"),
        (("X-WAB-WEDDING_ANNIVERSARY:20001224",), "anniversary 2000-12-24"),
        (("X-EVOLUTION-ANNIVERSARY:2000-12-24",), "anniversary 2000-12-24"),
        (("item1.X-ABDATE:2004-06-06", "item1.X-ABLabel:boat bought"), "boat bought 2004-06-06"),
        (("X-ABDATE:2004-06-06",), "other 2004-06-06"),
    ],
)
def test_a_named_day_keeps_its_name_in_english_where_known(lines: tuple[str, ...], told: str) -> None:
    (day,) = one(*lines).days
    assert f"{day.label} {day.day.iso()}" == told


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("item6.X-ABRELATEDNAMES;type=pref:Jane", "item6.X-ABLabel:_$!<Spouse>!$_"), "spouse Jane"),
        (("item9.X-ABRELATEDNAMES:Coach Carter", "item9.X-ABLabel:Coach"), "Coach Coach Carter"),
        (("X-ABRELATEDNAMES;TYPE=Ehefrau:Jane",), "spouse Jane"),
        (("RELATED;TYPE=friend;VALUE=text:Jane",), "friend Jane"),
        (("RELATED;VALUE=text;TYPE=co-worker:Jane",), "colleague Jane"),
        (("X-SPOUSE:Jane",), "spouse Jane"),
        (("RELATED;TYPE=father:text:Jane",), "father Jane"),
        (("X-EVOLUTION-ASSISTANT:Jane",), "assistant Jane"),
        (("AGENT:BEGIN:VCARD\\nFN:Jane\\nTEL:+1-919-555-\\nEND:VCARD\\n",), "assistant Jane"),
    ],
)
def test_whom_a_card_names_beside_its_person_is_a_relation(lines: tuple[str, ...], told: str) -> None:
    (relation,) = one(*lines).relations
    assert f"{relation.label} {relation.name}" == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("EMAIL;TYPE=INTERNET: Zita@Boats.Example ", "email:zita@boats.example"),
        ("EMAIL:mailto:zita@boats.example", "email:zita@boats.example"),
        ("EMAIL:Zita Quill <zita@boats.example>", "email:zita@boats.example"),
        ("TEL;VALUE=uri:tel:+33-01-55-50-10-01", "phone:+33155501001"),
        ("TEL;CELL:0555 0100", "phone:05550100"),
        ("IMPP;X-SERVICE-TYPE=Skype;type=HOME;type=pref:skype:zita.q", "other:skype:zita.q"),
        ("IMPP;X-SERVICE-TYPE=Signal:x-apple:+15550100", "phone:+15550100"),
        ("IMPP;X-SERVICE-TYPE=Telegram:x-apple:@zita_q", "telegram:zita_q"),
        ("IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:+15550100", "whatsapp:+15550100"),
        ("IMPP:xmpp:zita@chat.example", "other:xmpp:zita@chat.example"),
        ("X-SKYPE:zita.q", "other:skype:zita.q"),
        ("X-SOCIALPROFILE;type=linkedin;x-user=zita-q:http://www.linkedin.com/in/zita-q", "linkedin:zita-q"),
        ("X-SOCIALPROFILE;type=twitter:https://twitter.com/zita", "url:https://x.com/zita"),
        ("X-SOCIALPROFILE;type=facebook;x-user=zita.q:x-apple:zita.q", "facebook:zita.q"),
        ("SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://tide.example/@zita", "mastodon:zita@tide.example"),
        ("URL:https\\://github.com/zita-q", "github:zita-q"),
        ("URL:boats.example", "url:https://boats.example"),
        ("TEL;TYPE=WhatsApp:+15550100", "whatsapp:+15550100"),
    ],
)
def test_what_names_the_person_is_an_identity_of_its_kind(line: str, told: str) -> None:
    assert told in handles(one(line))


@pytest.mark.parametrize(
    "line",
    [
        "EMAIL;TYPE=X400:/o=Boats/cn=zita",
        "TEL;TYPE=WORK,FAX:+15550100",
        "item1.TEL:+15550100\r\nitem1.X-ABLabel:homeFax",
        "item1.TEL:+15550100\r\nitem1.X-ABLabel:AssistantPhone",
        "TEL:call the office",
        "URL:javascript:alert(1)",
        "URL:file:///etc/x",
        "EMAIL:",
    ],
)
def test_what_names_nobody_is_no_identity(line: str) -> None:
    assert handles(one(line)) == []


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:Quill;Zita;Mae;;",), "Zita Mae Quill"),
        (("FN:Quill, Zita", "N:Quill;Zita;;;"), "Zita Quill"),
        (("FN:Dr. Zita Quill", "N:Quill;Zita;;Dr.;"), "Zita Quill"),
        (("FN:zita@boats.example", "N:Quill;Zita;;;"), "Zita Quill"),
        (("FN:Zit", "NICKNAME:Zit", "N:Quill;Zita;;;"), "Zita Quill"),
        (("N:山田;花子;;;",), "山田花子"),
        (("N;ALTID=1:;;;;", "N;ALTID=1:Quill;Zita;;;"), "Zita Quill"),
        (("FN;PREF=2:Z.", "FN;PREF=1:Zita Quill"), "Zita Quill"),
        (("FN:Mr. John Q. Public\\, Esq.",), "Mr. John Q. Public, Esq."),
    ],
)
def test_the_name_is_the_fullest_a_card_gives(lines: tuple[str, ...], name: str) -> None:
    (found,) = contacts(card(*lines))
    assert found.name == name


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("ORG:Boats Ltd",), "an organisation, not a person"),
        (("FN:Boats Ltd", "ORG:Boats Ltd"), "an organisation, not a person"),
        (("FN:Boats Ltd", "N:Ltd;Boats;;;", "ORG:Boats Ltd"), "an organisation, not a person"),
        (("FN:Boats", "KIND:org", "EMAIL:a@boats.example"), "an organisation, not a person"),
        (("FN:Room 5", "KIND:location"), "an organisation, not a person"),
        (("FN:Boats", "X-ABShowAs:COMPANY", "EMAIL:a@boats.example"), "an organisation, not a person"),
        (("FN:Choir", "KIND:group", "MEMBER:urn:uuid:x"), "a group: its name is kept as a label of its members"),
        (("NOTE:nobody",), "no name and no address"),
    ],
)
def test_what_is_no_person_is_counted_with_its_reason(lines: tuple[str, ...], reason: str) -> None:
    (problem,) = outcomes(card(*lines))
    assert isinstance(problem, Problem)
    assert (problem.at, problem.reason) == ("card at line 1", reason)


def test_a_person_whose_firm_bears_their_name_is_a_person() -> None:
    (found,) = contacts(card("FN:Zita Quill", "N:Quill;Zita;;;", "ORG:Zita Quill"))
    assert found.company == "Zita Quill"


def test_a_picture_elsewhere_is_left_there() -> None:
    for line in ("PHOTO:https://pictures.example/a.jpg", "PHOTO;VALUE=URI:http://x.example/a", "PHOTO:file:///a.png"):
        assert not one(line).photo


@pytest.mark.parametrize(
    ("version", "lines"),
    [
        ("3.0", "PHOTO;ENCODING=b;TYPE=PNG:{}"),
        ("3.0", "PHOTO;ENCODING=b;TYPE=PNG:{0[:9]}"),
        ("2.1", "PHOTO;ENCODING=BASE64;PNG:\r\n {}\r\n"),
        ("2.1", "PHOTO;BASE64:{}"),
        ("4.0", "PHOTO:data:image/png;base64,{}"),
        ("4.0", "PHOTO:data:image/png;base64\\,{}"),
        ("3.0", "PHOTO;VALUE=uri:data:image/png;base64,{}"),
        ("2.1", "X-MS-CARDPICTURE;TYPE=PNG;ENCODING=BASE64:\r\n {}\r\n"),
    ],
)
def test_a_picture_is_read_however_it_is_packed(version: str, lines: str) -> None:
    data = "iVBORw0KGgoAAAANSUhEUgAA"
    text = lines.replace("{0[:9]}", "{}").replace("{}", data[:12] + "\r\n " + data[12:-2] if "[:9]" in lines else data)
    (found,) = outcomes(card("FN:Zita", text, "NOTE:after", version=version))
    assert isinstance(found, Sighted)
    assert found.photo.startswith(b"\x89PNG")
    assert contacts(card("FN:Zita", text, "NOTE:after", version=version))[0].note == "after"


def test_words_of_several_encodings_in_one_file_are_read() -> None:
    def old(name: str, town: str, charset: str) -> bytes:
        lines = f"BEGIN:VCARD\nVERSION:2.1\nFN:{name}\nADR;CHARSET={charset}:;;;{town};;;\nEND:VCARD\n"
        return lines.encode(charset)

    data = (
        old("Jörg", "Köln", "windows-1252") + old("Сергей", "Город", "windows-1251") + old("花子", "東京", "shift_jis")
    )
    assert [found.name for found in contacts(data)] == ["Jörg", "Сергей", "花子"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_file_in_any_encoding_with_any_line_ends_is_read(encoding: str, end: str) -> None:
    text = end.join(["BEGIN:VCARD", "VERSION:3.0", "FN:Jörg Grün", "NOTE:Größe", "END:VCARD", ""])
    data = text.encode(encoding)
    assert VCard().recognises(item(data))
    (found,) = contacts(data)
    assert (found.name, found.note) == ("Jörg Grün", "Größe")


def test_a_letter_torn_by_a_fold_is_whole_again() -> None:
    name = "Zoë".encode()
    data = b"BEGIN:VCARD\r\nFN:" + name[:3] + b"\r\n " + name[3:] + b"\r\nEND:VCARD\r\n"
    assert contacts(data)[0].name == "Zoë"


def test_quoted_printable_goes_on_over_soft_breaks_even_past_an_empty_row() -> None:
    lines = (
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=BC=",
        "",
        "=C3=9Fe=0D=0Aan Ann=",
        "TEL:",
        "EMAIL:z@q.example",
    )
    found = one(*lines, version="2.1")
    assert found.note == "Grüße\nan AnnTEL:"
    assert handles(found) == ["email:z@q.example"]


def test_cards_that_were_pasted_or_put_together_are_read() -> None:
    indented = b"".join(b"  " + row + b"\n" for row in card("FN:Ann", "NOTE:a", "  b").split(b"\r\n"))
    marked = b"\xef\xbb\xbf" + card("FN:Bo") + b"\xef\xbb\xbf" + card("FN:Cy")
    assert [(found.name, found.note) for found in contacts(indented)] == [("Ann", "a b")]
    assert [found.name for found in contacts(marked)] == ["Bo", "Cy"]


def test_what_is_no_card_is_not_recognised() -> None:
    for data in (b"", b"\n\n", b"BEGIN:VCALENDAR\nBEGIN:VCARD\n", b"From a\nBEGIN:VCARD\n", b"FN:Zita\n", b"\x00\x01"):
        assert not VCard().recognises(item(data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("PHN2Zy8+" * 20, "its picture is not kept: it is no PNG, JPEG, GIF or WebP"),
        ("iVBORw0KGgoA" + "AAAA" * (2 << 20), "its picture is not kept: it is larger than 5 MB"),
    ],
)
def test_a_picture_that_is_not_kept_is_told_and_the_card_is_read(data: str, reason: str) -> None:
    record, problem = outcomes(card("FN:Zita", f"PHOTO;ENCODING=b:{data}"))
    assert isinstance(record, Sighted)
    assert isinstance(problem, Problem)
    assert (record.photo, problem.reason) == (b"", reason)
    assert contacts(card("FN:Zita", f"PHOTO;ENCODING=b:{data}"))[0].photo == ""


@pytest.mark.parametrize(
    ("container", "name", "beside", "is_read"),
    [
        ("WhatsApp Chat - Ben.zip", "00000012-Ann Reed.vcf", "_chat.txt", False),
        ("WhatsApp Chat with Ben.zip", "Ann Reed.vcf", "WhatsApp Chat with Ben.txt", False),
        ("Downloads", "Ann Reed.vcf", "WhatsApp Chat with Ben.txt", True),
        ("Downloads", "00000012-Ann Reed.vcf", "_chat.txt", False),
        ("ChatExport", "chats/chat_01/contacts/contact_1.vcard", "result.json", False),
        ("backup.zip", "contacts/contact_1.vcard", "readme.txt", True),
        ("backup.zip", "contacts.vcf", "notes.txt", True),
    ],
)
def test_a_card_sent_in_a_chat_is_nobodys_address_book(
    container: str, name: str, beside: str, *, is_read: bool
) -> None:
    siblings = Siblings()
    one = replace(item(card("FN:Ann Reed"), name), container=container, siblings=siblings)
    siblings |= {name: one, beside: replace(one, name=beside)}
    assert VCard().recognises(one) is is_read
    assert (VCard().not_read(one) is None) is is_read
