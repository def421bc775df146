"""Any table of people: what its columns are taken for, what is never taken for one, and the user's word."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithly.errors import SourceFormatError
from kithly.records import Contact, PartialDate, Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources._formats.table import column_name
from kithly.sources.base import Item
from kithly.sources.contacts_csv import ContactsCsv
from kithly.sources.contacts_csv.cells import cadence, values
from kithly.sources.contacts_csv.lexicon import field_of

GOLDEN = Path(__file__).parents[2] / "golden"
ON = datetime(2026, 3, 6, tzinfo=UTC)
SOURCE = ContactsCsv()
VAGUE = "Wer;Kanal;Takt\nUma Untold;0171 0000000;monatlich\nVic Vague;0171 0000001;\n"


def item_of(text: str) -> Item:
    data = text.encode()
    return Item(path="a.csv", name="a.csv", size=len(data), modified=ON, container="", opener=lambda: io.BytesIO(data))


def contacts(item: Item) -> list[Contact]:
    found = [one.record for one in SOURCE.read(item) if isinstance(one, Sighted)]
    return [one for one in found if isinstance(one, Contact)]


def fields(text: str) -> dict[str, str]:
    found = SOURCE.columns(item_of(text))
    assert found is not None
    return {column.title: column.field for column in found.columns}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("First Name", "first"),
        ("first_name", "first"),
        ("Vorname", "first"),
        ("Prénom", "first"),
        ("Apellidos", "last"),
        ("Cognome", "last"),
        ("Achternaam", "last"),
        ("Nome completo", "name"),
        ("Work Email", "email"),
        ("email_home", "email"),
        ("E-Mail (privat) 2", "email"),
        ("Correo electrónico", "email"),
        ("Primary Phone Number", "phone"),
        ("Téléphone portable", "phone"),
        ("Telefone celular", "phone"),
        ("LinkedIn Profile URL", "linkedin"),
        ("Twitter / X", "twitter"),
        ("Last contacted", "last-contact"),
        ("Letzter Kontakt", "last-contact"),
        ("Laatst gesproken", "last-contact"),
        ("Keep-in-touch interval", "cadence"),
        ("How we met", "how-met"),
        ("Introduced by", "introduced-by"),
        ("Data di nascita", "birthday"),
        ("Étiquettes", "tags"),
        ("Observações", "note"),
        ("Mailing City", "place"),
        ("Record ID - Contact", "ignore"),
    ],
)
def test_columns_are_known_by_their_names_in_seven_languages(title: str, field: str) -> None:
    found = field_of(column_name(title))
    assert found is not None
    assert found[0] == field


def test_a_column_of_addresses_is_known_whatever_it_is_called() -> None:
    text = "Who,Where to write\nUma Untold,uma@untold.example\nVic Vague,vic@vague.example\n"
    assert fields(text) == {"Who": "name", "Where to write": "email"}
    assert SOURCE.recognises(item_of(text))


def test_a_column_whose_cells_contradict_its_name_is_not_believed() -> None:
    text = "Name,Email,Phone\nUma Untold,yes,uma@untold.example\nVic Vague,no,vic@vague.example\n"
    assert fields(text) == {"Name": "name", "Email": "line", "Phone": "email"}


@pytest.mark.parametrize(
    "text",
    [
        "Date,Name,Amount,IBAN\n2024-01-01,Shop Ltd,-12.00,DE00\n",
        "Buchungstag;Name Zahlungsbeteiligter;Verwendungszweck;Betrag\n01.01.24;Max Muster;Miete;-700\n",
        "Name,Email,Financial Status,Total\n#1001,a@b.example,paid,12\n",
        "timestamp,level,user,ip\n2024,info,a@b.example,1.1.1.1\n",
        "Name,Size,Type\nfoo.txt,12,text\n",
        "Name,Title,Year\nAbba,Waterloo,1974\n",
        "name,url,username,password\nBank,https://a.example,me@a.example,x\n",
        "Subject,Start Date,Location\nTea,2024-01-01,Home\n",
        "From,To,Date,Subject,Content,Direction,Folder\nA,B,1,2,3,4,5\n",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,,,,08 Feb 2024\n",
        "FirstName,LastName,URL,Company,Position\nA,B,https://www.linkedin.com/in/ab,C,D\n",
        "id,name,value\n1,Uma Untold,3\n",
        "a,b\n1,2\n",
        "",
    ],
)
def test_no_other_table_is_taken_for_people(text: str) -> None:
    assert not SOURCE.recognises(item_of(text))


def test_passwords_are_not_even_offered_to_be_read() -> None:
    item = item_of("name,url,username,password\nBank,https://a.example,me@a.example,x\n")
    assert SOURCE.not_read(item) is None
    assert SOURCE.columns(item) is None
    with pytest.raises(SourceFormatError):
        list(SOURCE.read(item))


def test_every_sample_of_every_other_source_is_refused() -> None:
    for folder in GOLDEN.iterdir():
        if folder.is_dir() and folder.name != SOURCE.name:
            for item in items(folder):
                assert not SOURCE.recognises(item), item.path


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a, b;c|d ::: e\nf", ("a", "b", "c", "d", "e", "f")),
        ('["a", {"email": "b"}]', ("a", "b")),
        ("Mock Studio (https://www.notion.so/Mock-0123)", ("Mock Studio",)),
        ("[", ("[",)),
        ("", ()),
    ],
)
def test_a_cell_may_hold_several_values(cell: str, found: tuple[str, ...]) -> None:
    assert values(cell) == found


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("Monthly", 30),
        ("every 3 months", 90),
        ("90", 90),
        ("Every 2 weeks", 14),
        ("alle 6 Wochen", 42),
        ("tous les 3 mois", 90),
        ("cada 2 meses", 60),
        ("vierteljährlich", 90),
        ("6w", 42),
        ("whenever", 0),
        ("0", 0),
        ("99999", 0),
        ("", 0),
    ],
)
def test_a_cadence_is_read_in_words_and_numbers(cell: str, days: int) -> None:
    assert cadence(cell) == days


def test_what_a_tool_says_of_the_last_contact_is_a_line_of_the_note_and_no_contact() -> None:
    (one,) = contacts(item_of('Name,Email,Last contacted\nUma Untold,uma@a.example,"February 1, 2026"\n'))
    assert one.note == "Last contacted: 2026-02-01"
    assert one.days == ()


def test_columns_that_belong_together_are_one_place() -> None:
    header = "Name,Email,Mailing Street,Mailing City,Other City\n"
    (one,) = contacts(item_of(header + "Uma Untold,uma@a.example,1 Quay,Nowhere,Elsewhere\n"))
    assert one.places == ("1 Quay, Nowhere", "Elsewhere")


def test_a_word_in_a_column_of_profiles_makes_nobody_one_person() -> None:
    text = "Name,Email,LinkedIn,Twitter\nUma Untold,u@a.example,yes,n/a\nVic Vague,v@a.example,yes,@vic\n"
    first, second = contacts(item_of(text))
    assert {identity.kind.value for identity in first.identities} == {"email", "name"}
    assert "Linkedin: yes" in first.note
    assert "twitter:vic" in [identity.value for identity in second.identities]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Name;Vorname;E-Mail\nRuiz;Ana;ana@a.example\n", "Ana Ruiz"),
        ("Name;Vorname;E-Mail\nAna Ruiz;Ana;ana@a.example\n", "Ana Ruiz"),
        ("Nom;Prénom;Courriel\nRuiz;Ana;ana@a.example\n", "Ana Ruiz"),
    ],
)
def test_the_name_beside_a_first_name_is_the_familys_or_the_whole(text: str, name: str) -> None:
    assert [one.name for one in contacts(item_of(text))] == [name]


def test_columns_called_home_and_work_are_numbers_where_they_hold_numbers() -> None:
    (one,) = contacts(item_of("First,Last,Email,Home,Work\nAna,Ruiz,a@a.example,+1 555 010 0101,+1 555 010 0102\n"))
    assert [identity.value for identity in one.identities][1:3] == ["+15550100101", "+15550100102"]


def test_what_a_report_writes_under_itself_is_no_person() -> None:
    text = "First Name,Last Name,Email,Phone\nAna,Ruiz,a@a.example,\nVic,Vague,v@a.example,\nUma,Untold,u@a.example,\n"
    found = list(SOURCE.read(item_of(text + "\nConfidential Information - Do Not Distribute\n")))
    assert [one.reason for one in found if isinstance(one, Problem)] == ["a line beside the table: one cell alone"]
    assert len(found) == 4


def test_a_text_that_shows_a_table_is_none() -> None:
    prose = "".join(f"Line {n} of a text that tells how to write such a table.\n" for n in range(9))
    assert not SOURCE.recognises(item_of(f"# How to\n\nName,Email\nAna Ruiz,ana@a.example\n\n{prose}"))


def test_two_columns_of_one_name_are_both_read() -> None:
    (one,) = contacts(item_of("Name,Email,Email\nUma Untold,uma@a.example,uma@b.example\n"))
    assert [identity.value for identity in one.identities][:2] == ["uma@a.example", "uma@b.example"]


def test_the_words_of_the_user_make_a_vague_table_one_of_people() -> None:
    item = item_of(VAGUE)
    assert not SOURCE.recognises(item)
    guess = SOURCE.columns(item)
    assert guess is not None
    word = SOURCE.word(item, {"Wer": "name", "Kanal": "phone", "Takt": "cadence"})
    first, second = contacts(replace(item, answers={guess.key: word}))
    assert (first.name, first.key, first.cadence_days) == ("Uma Untold", "01710000000", 30)
    assert second.name == "Vic Vague"


def test_the_words_of_the_user_hold_for_the_next_export_and_for_no_other_table() -> None:
    first, second = SOURCE.columns(item_of(VAGUE)), SOURCE.columns(item_of(VAGUE + "Xi Xample;0171 0000002;\n"))
    other = SOURCE.columns(item_of(VAGUE.replace("Takt", "Takte")))
    assert first is not None
    assert second is not None
    assert other is not None
    assert first.key == second.key != other.key


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(SourceFormatError, match="no column") as raised:
        SOURCE.word(item_of(VAGUE), {"Wann": "birthday"})
    assert "Wer, Kanal, Takt" in raised.value.hint


def test_the_words_of_the_user_come_before_the_guess() -> None:
    item = item_of("Name,Email,Ort\nUma Untold,uma@a.example,Chor\n")
    guess = SOURCE.columns(item)
    assert guess is not None
    (one,) = contacts(replace(item, answers={guess.key: SOURCE.word(item, {"Ort": "tags"})}))
    assert (one.labels, one.places) == (("Chor",), ())


def test_damaged_words_are_none() -> None:
    item = item_of("Name,Email\nUma Untold,uma@a.example\n")
    guess = SOURCE.columns(item)
    assert guess is not None
    for word in ("{", "[]", '{"name": "no such field"}', "null"):
        (one,) = contacts(replace(item, answers={guess.key: word}))
        assert one.name == "Uma Untold"


def test_birthdays_in_a_table_decide_day_and_month_together() -> None:
    text = "Name,Email,Birthday\nUma,u@a.example,3/4/1985\nVic,v@a.example,4/25/1985\n"
    assert [one.birthday for one in contacts(item_of(text))] == [
        PartialDate(year=1985, month=3, day=4),
        PartialDate(year=1985, month=4, day=25),
    ]
