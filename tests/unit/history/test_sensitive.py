"""Sensitive words in seven languages."""

from __future__ import annotations

import pytest

from kithly.history import is_sensitive

SENSITIVE = [
    "My father passed away in May.",
    "She was diagnosed with breast cancer last year",
    "we are getting divorced",
    "I got laid off in the last round",
    "they are suing us and my lawyer says wait",
    "I am in debt and cannot pay the rent",
    "Sorry for your loss.",
    "After the chemotherapy I was very tired",
    "I've been let go, 40 of us",
    "Meine Mutter ist gestorben",
    "Ich wurde gekündigt",
    "Wir lassen uns scheiden, die Scheidung läuft",
    "Er liegt im Krankenhaus",
    "Mon père est décédé",
    "J'ai été licencié en mars",
    "elle a un cancer du sein",
    "le divorce est prononcé",
    "Mi madre falleció",
    "me despidieron ayer",
    "está ingresada en el hospital",
    "O meu pai morreu",
    "fui despedido",
    "estou com depressão",
    "Mio padre è morto",
    "ho perso il lavoro",
    "siamo in causa con il condominio",
    "mijn vader is overleden",
    "ik ben ontslagen",
    "we gaan scheiden, de scheiding is rond",
    "L’OPÉRATION: mon opération est lundi",
]
HARMLESS = [
    "The Oslo audit went better than we feared.",
    "Did the trial in Graz really halve the delays?",
    "separation of concerns in the parser",
    "The hospitality sector in Lisbon",
    "Can you diagnose the crash in the build?",
    "os dados que vamos processar amanhã",
    "Der Prozessor ist schneller, er sucht den Fehler",
    "het proces van de vergunning",
    "Ich habe das Diagramm gezeichnet",
    "we talked about the tennis league",
    "I'll bring the books on Friday",
    "La demanda del mercado sube",
    "",
]


@pytest.mark.parametrize("text", SENSITIVE)
def test_a_sensitive_matter_is_seen(text: str) -> None:
    assert is_sensitive(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_sentence_is_left_alone(text: str) -> None:
    assert not is_sensitive(text)


def test_case_and_accents_do_not_hide_a_matter() -> None:
    assert is_sensitive("DÉCÉDÉ")
    assert is_sensitive("decede")
