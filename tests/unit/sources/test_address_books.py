"""Address books in tables: own samples against the records they hold, and what a re-import makes of them."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kithly.records import Contact, PartialDate, Problem, Sighted
from kithly.sources import FileSource
from kithly.sources._formats.archive import items
from kithly.sources.base import GlancingSource, Item
from kithly.sources.contacts_csv import ContactsCsv
from kithly.sources.google_contacts import GoogleContacts
from kithly.sources.outlook_csv import OutlookCsv
from kithly.sources.thunderbird_csv import ThunderbirdCsv

GOLDEN = Path(__file__).parents[2] / "golden"
SOURCES: tuple[FileSource, ...] = (ContactsCsv(), GoogleContacts(), OutlookCsv(), ThunderbirdCsv())
SAMPLES = [path for source in SOURCES for path in sorted((GOLDEN / source.name).glob("*.csv"))]
IDS = [f"{path.parent.name}-{path.stem}" for path in SAMPLES]
ON = datetime(2026, 3, 6, tzinfo=UTC)
GOOGLE = "First Name,Last Name,Organization Name,Labels,Birthday,E-mail 1 - Value,Phone 1 - Value\n"
OUTLOOK = "First Name,Last Name,E-mail Address,Mobile Phone,Business Phone,Home Phone,Birthday\n"


def item_of(text: str | bytes, name: str = "contacts.csv") -> Item:
    data = text if isinstance(text, bytes) else text.encode()
    return Item(path=name, name=name, size=len(data), modified=ON, container="", opener=lambda: io.BytesIO(data))


def source_of(item: Item) -> FileSource | None:
    found = [source for source in SOURCES if source.recognises(item)]
    assert len(found) < 2, [source.name for source in found]
    return found[0] if found else None


def read(text: str | bytes) -> list[Sighted | Problem]:
    item = item_of(text)
    source = source_of(item)
    assert source is not None
    return [one for one in source.read(item) if isinstance(one, (Sighted, Problem))]


def contacts(text: str | bytes) -> list[Contact]:
    return [one.record for one in read(text) if isinstance(one, Sighted) and isinstance(one.record, Contact)]


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if one not in ("", None, (), False, 0)}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def told(item: Item) -> list[dict[str, Any]]:
    source = source_of(item)
    assert source is not None
    rows = [
        {"at": one.at, "problem": one.reason, "held": one.held}
        if isinstance(one, Problem)
        else {"at": one.at, **plain(asdict(one.record))}
        for one in source.read(item)
    ]
    return json.loads(json.dumps(rows))  # type: ignore[no-any-return]  # json returns Any


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_a_sample_gives_the_contacts_written_beside_it(path: Path) -> None:
    (item,) = items(path)
    source = source_of(item)
    assert source is not None
    assert source.name == path.parent.name
    assert told(item) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_the_same_sample_twice_gives_the_same_records_under_keys_of_their_own(path: Path) -> None:
    (item,) = items(path)
    rows = told(item)
    assert rows == told(item)
    keys = [row["key"] for row in rows if "key" in row]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("path", SAMPLES, ids=IDS)
def test_a_glance_counts_the_rows(path: Path) -> None:
    (item,) = items(path)
    source = source_of(item)
    assert isinstance(source, GlancingSource)
    assert source.glance(item).counts == {"contacts": len(told(item))}


def test_several_values_in_one_cell_are_several() -> None:
    (one,) = contacts(
        GOOGLE + "Ana,Ruiz,,* myContacts ::: Work,,a@a.example ::: b@b.example,+1 555 0100 ::: +1 555 0101\n"
    )
    assert [identity.value for identity in one.identities][:4] == [
        "a@a.example",
        "b@b.example",
        "+15550100",
        "+15550101",
    ]
    assert one.labels == ("Work",)


def test_a_changed_phone_is_the_same_record_a_year_later() -> None:
    (before,) = contacts(GOOGLE + "Ana,Ruiz,,,,a@a.example,+1 555 0100\n")
    (after,) = contacts(GOOGLE + "Ana,Ruiz,,,,a@a.example,+1 555 0199\n")
    assert before.key == after.key
    assert before != after


def test_two_namesakes_without_anything_else_stay_two() -> None:
    first, second = contacts(GOOGLE + "Sam,Twin,,Work,,,\nSam,Twin,,Choir,,,\n")
    assert first.key != second.key
    assert [one.key for one in contacts(GOOGLE + "Sam,Twin,,Choir,,,\nSam,Twin,,Work,,,\n")] == [second.key, first.key]


def test_a_row_listed_twice_is_one_record() -> None:
    first, second = contacts(GOOGLE + "Sam,Twin,,Work,,,\nSam,Twin,,Work,,,\n")
    assert first == second


def test_two_people_of_one_address_are_two_records() -> None:
    first, second = contacts(GOOGLE + "Ana,Ruiz,,,,home@a.example,\nLeo,Ruiz,,,,home@a.example,\n")
    assert {first.key, second.key} == {"home@a.example|ana ruiz", "home@a.example|leo ruiz"}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1987-10-06", PartialDate(year=1987, month=10, day=6)),
        (" --03-07", PartialDate(month=3, day=7)),
        ("--0307", PartialDate(month=3, day=7)),
        ("19871006", PartialDate(year=1987, month=10, day=6)),
        ("1604-02-29", PartialDate(month=2, day=29)),
        ("0000-05-01", PartialDate(month=5, day=1)),
        ("6 October 1987", PartialDate(year=1987, month=10, day=6)),
        ("October 6, 1987", PartialDate(year=1987, month=10, day=6)),
        ("6. März", PartialDate(month=3, day=6)),
        ("1987年10月6日", PartialDate(year=1987, month=10, day=6)),
        ("06.10.1987", PartialDate(year=1987, month=10, day=6)),
        ("1987-10-06T00:00:00Z", PartialDate(year=1987, month=10, day=6)),
        ("2001-02-29", None),
        ("0/0/00", None),
        ("soon", None),
    ],
)
def test_a_birthday_is_read_in_every_form(written: str, day: PartialDate | None) -> None:
    (one,) = contacts(GOOGLE + f'Ana,Ruiz,,,"{written}",a@a.example,\n')
    assert one.birthday == day


def test_one_day_beyond_the_twelfth_decides_for_the_whole_file() -> None:
    rows = "Ana,Ruiz,a@a.example,,,,3/4/1985\nBen,Ode,b@a.example,,,,25/4/1985\n"
    assert [one.birthday for one in contacts(OUTLOOK + rows)] == [
        PartialDate(year=1985, month=4, day=3),
        PartialDate(year=1985, month=4, day=25),
    ]
    american = rows.replace("25/4", "4/25")
    assert contacts(OUTLOOK + american)[0].birthday == PartialDate(year=1985, month=3, day=4)


def test_two_digits_of_a_year_never_lie_in_the_future() -> None:
    rows = "Ana,Ruiz,a@a.example,,,,4/25/30\nBen,Ode,b@a.example,,,,4/25/12\n"
    item = item_of(OUTLOOK + rows)
    for one in (item, replace(item, modified=datetime(1970, 1, 1, tzinfo=UTC))):  # a browser may not tell the time
        found = [seen.record for seen in OutlookCsv().read(one) if isinstance(seen, Sighted)]
        birthdays = [contact.birthday for contact in found if isinstance(contact, Contact)]
        assert [day.year for day in birthdays if day] == [1930, 2012]


def test_days_that_nothing_decides_wait_for_an_answer_and_then_are_read() -> None:
    text = OUTLOOK + "Ana,Ruiz,a@a.example,,,,3/4/1985\nBen,Ode,b@a.example,,,,\n"
    waiting, known = read(text)
    assert isinstance(waiting, Problem)
    assert waiting.held
    assert waiting.question is not None
    assert isinstance(known, Sighted)
    for value, month in (("day-first", 4), ("month-first", 3)):
        item = replace(item_of(text), answers={waiting.question.key: value})
        found = [one.record for one in OutlookCsv().read(item) if isinstance(one, Sighted)]
        birthdays = [one.birthday for one in found if isinstance(one, Contact)]
        assert birthdays[0] == PartialDate(year=1985, month=month, day=7 - month)


def test_a_directory_address_of_exchange_is_no_address() -> None:
    (one,) = contacts(OUTLOOK + "In,House,/o=ExchangeLabs/ou=Group/cn=Recipients/cn=inhouse,,,,\n")
    assert [identity.kind for identity in one.identities] == ["name"]
    assert not one.note


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_a_book_is_read_in_every_encoding(encoding: str) -> None:
    text = OUTLOOK + "Zoë,Größe,zoe@a.example,,,,\nJürgen,Ångström,j@a.example,,,,\nRenée,Señor,r@a.example,,,,\n"
    data = ("\ufeff" + text if encoding == "utf-16-be" else text).encode(encoding)
    assert [one.name for one in contacts(data)] == ["Zoë Größe", "Jürgen Ångström", "Renée Señor"]


def test_a_japanese_outlook_writes_columns_and_names_in_its_own_code_page() -> None:
    header = "名,姓,会社名,役職,会社電話,携帯電話,電子メール アドレス,電子メールの種類,誕生日,メモ\n"
    rows = "一郎,見本,見本商事,部長,03-0000-0000,090-0000-0000,ichiro@mihon.example,SMTP,1980/3/15,お茶が好き\n"
    (one,) = contacts((header + rows).encode("cp932"))
    assert (one.name, one.given, one.company, one.title) == ("見本一郎", "一郎", "見本商事", "部長")
    assert one.birthday == PartialDate(year=1980, month=3, day=15)


@pytest.mark.parametrize(
    ("written", "number", "line"),
    [
        ("+49 (0)30 000000", "+4930000000", ""),
        ("(555) 010-0001 ext. 12", "5550100001", "Phone: (555) 010-0001 ext. 12"),
        ("tel:+1-555-010-0001", "+15550100001", ""),
        ("Tel. 030 000000", "030000000", ""),
        ("'+1 555 010 0001", "+15550100001", ""),
        ("after six", "", "Phone: after six"),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, number: str, line: str) -> None:
    (one,) = contacts(GOOGLE + f'Ana,Ruiz,,,,a@a.example,"{written}"\n')
    assert [identity.value for identity in one.identities if identity.kind == "phone"] == [number] * bool(number)
    assert one.note == line


@pytest.mark.parametrize(
    ("first", "last", "name", "given"),
    [
        ("Zara", "Okafor", "Zara Okafor", "Zara"),
        ('"Okafor, Zara"', "", "Zara Okafor", "Zara"),
        ('"Acme, Inc"', "", "Acme, Inc", ""),
        ("", "Okafor", "Okafor", ""),
        ("민수", "김", "김민수", "민수"),
        ("Mary Ann", "Ode", "Mary Ann Ode", "Mary Ann"),
        ("Z.", "Okafor", "Z. Okafor", ""),
    ],
)
def test_a_name_is_made_of_its_parts(first: str, last: str, name: str, given: str) -> None:
    (one,) = contacts(GOOGLE + f"{first},{last},,,,a@a.example,\n")
    assert (one.name, one.given) == (name, given)


def test_a_row_without_anybody_is_told() -> None:
    (one,) = read(GOOGLE + ",,Only A Company,,,,\n")
    assert isinstance(one, Problem)
    assert one.reason == "no name and no address"


def test_rows_longer_and_shorter_than_the_header_are_read() -> None:
    rows = "Ana,Ruiz\nBen,Ode,,,,b@a.example,,,extra\nCy,Ex,,,,c@a.example"
    assert [one.name for one in contacts(GOOGLE + rows)] == ["Ana Ruiz", "Ben Ode", "Cy Ex"]


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "Date,Description,Amount,Balance",
        "FirstName,MiddleName,LastName,NickName,Title,Emails,PhoneNumbers,CreatedAt",
        "id,name,value",
    ],
)
def test_tables_of_others_are_refused(header: str) -> None:
    assert source_of(item_of(header + "\n" + "a," * 5 + "\n")) is None
