"""The etiquette in German, Spanish, French and Portuguese."""

from __future__ import annotations

import re

import pytest

from kithly.messages import Recipient, Sender, Verdict, check
from kithly.messages.language import language_of, lexicon_for
from kithly.messages.phrasebook import phrase_lines
from kithly.messages.reading import read
from kithly.messages.sentences import clauses

LANGUAGES = ("de", "es", "fr", "pt")


def judged(text: str, kind: str = "reconnect") -> Verdict:
    return check(text, kind=kind, channel="email", recipient=Recipient(name="Ana Sol"), sender=Sender(name="Tom"))


def test_french_elisions_are_words_of_their_own() -> None:
    (clause,) = clauses("Aujourd’hui j’ai lu qu'il t'aime.", language="fr")
    assert clause.words == ("aujourd'hui", "j'", "ai", "lu", "qu'", "il", "t'", "aime")
    assert (clause.starts[1], clause.ends[1], clause.starts[2]) == (12, 14, 14)


def test_english_contractions_stay_whole() -> None:
    (clause,) = clauses("D'Arcy didn't call", language="en")
    assert clause.words == ("d'arcy", "didn't", "call")


@pytest.mark.parametrize(
    "text",
    [
        "Liebe Ana, könntest du bitte meinen Lebenslauf an eure Personalabteilung weiterleiten?",
        "Sehr geehrte Frau Sol, dürfte ich Sie als Referenz angeben?",
        "Hallo Ana, falls du von einer freien Stelle hörst, denk an mich.",
        "Ana, ¿me podrías pasar el contacto de tu editora? Sería para mi novela.",
        "Estimada Ana: le agradecería mucho que nos apoyara con un donativo.",
        "Che Ana, ¿conocés a alguien que necesite un diseñador?",
        "Chère Ana, pourriez-vous relire mon manuscrit avant l'été ?",
        "Salut Ana, tu peux m'héberger deux nuits en mai ?",
        "Ana, on cherche des donateurs pour l'école, tu pourrais en parler autour de toi ?",
        "Oi, Ana, você podia dar uma olhada no meu currículo?",
        "Olá, Ana, se souberes de alguma vaga, lembra-te de mim.",
        "Ana, vota em nós, o link está no meu perfil!",
    ],
)
def test_an_open_favour_is_seen(text: str) -> None:
    assert judged(text).labels["asks_favour"]


@pytest.mark.parametrize(
    "text",
    [
        "Liebe Ana, wenn dein Sohn ein Praktikum sucht, zeige ich ihm gern unsere Werkstatt.",
        "Hallo Ana, ich habe eine neue Stelle als Lehrerin und mag sie sehr. Wie läuft deine Arbeit?",
        "Ana, vielen Dank für die Empfehlung bei Frau Keller, sie hat mir die Stelle gegeben.",
        "Ana, si tu hija busca prácticas, aquí tiene la puerta abierta.",
        "Querida Ana: cambié de trabajo en mayo y ahora dirijo una escuela. ¿Sigues en el hospital?",
        "Ana, gracias por recomendarme a la editorial, el libro ya está en las librerías.",
        "Chère Ana, si ton neveu cherche un stage, je peux le prendre à l'atelier.",
        "Ana, j'ai changé de métier, je suis boulanger à Nantes. Et toi, toujours à l'hôpital ?",
        "Merci Ana de m'avoir recommandé à Mme Keller, j'ai eu le poste.",
        "Ana, se a tua filha precisar de um estágio, a minha porta está aberta.",
        "Oi, Ana, mudei de emprego e agora dou aula em Santos. E você, continua no hospital?",
        "Ana, obrigada por me ter recomendado à editora, o livro saiu ontem.",
    ],
)
def test_talk_of_work_thanks_and_offers_ask_nothing(text: str) -> None:
    assert not judged(text).labels["asks_favour"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Liebe Ana, gestern fand ich beim Aufräumen unser Foto vom Rodelberg. Ich leite jetzt ein Heim für Igel in "
            "Passau. Rodelst du noch mit Bertl? Erzähl mir davon, wenn du magst."
        ),
        (
            "Querida Ana: ayer encontré en un cajón la foto del trineo. Ahora dirijo un refugio de erizos en "
            "Huesca. ¿Sigues bajando en trineo con Beltrán? Cuéntame cuando quieras."
        ),
        (
            "Chère Ana, hier, en rangeant, j'ai retrouvé la photo de la luge. Je tiens maintenant un refuge "
            "pour hérissons à Gap. Tu fais encore de la luge avec Bertrand ? Raconte-moi."
        ),
        (
            "Querida Ana, ontem, ao arrumar uma gaveta, encontrei a fotografia do trenó. Agora dirijo "
            "um abrigo de ouriços em Seia. Ainda desces de trenó com o Beltrão? Conta-me quando quiseres."
        ),
    ],
)
def test_a_good_reconnection_is_ok_in_each_language(text: str) -> None:
    verdict = judged(text)
    assert verdict.ok, verdict.breaches


@pytest.mark.parametrize(
    "text",
    [
        "Alles Gute zum Geburtstag, viel Glück und Gesundheit!",
        "¡Feliz cumpleaños! Te deseo mucha salud y éxitos.",
        "Joyeux anniversaire ! Plein de bonheur et de réussite.",
        "Feliz aniversário! Muita saúde e sucesso.",
    ],
)
def test_a_wish_that_fits_anybody_is_generic_and_on_its_occasion(text: str) -> None:
    labels = judged(text, "birthday").labels
    assert labels["is_generic"]
    assert labels["on_occasion"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hey Ana, wie läuft's im neuen Job?", "de"),
        ("Salut Ana, tu peux passer en mai ?", "fr"),
        ("Hola Ana, ¿vienes el martes?", "es"),
        ("Oi Ana, vamos tomar um café?", "pt"),
        ("Hi Ana, fancy a pint next week?", "en"),
        ("Hi Ana, voilà, j'ai fini mon livre sur les ponts.", "fr"),
        ("", "en"),
        ("42", "en"),
    ],
)
def test_a_few_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_word_list_and_a_reason_for_every_favour(language: str) -> None:
    book, english = lexicon_for(language), lexicon_for("en")
    assert set(english.words) <= set(book.words)
    silent = [group for group, told in book.texts.items() if group.startswith("favour.") and not told.get("reason")]
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_our_own_drafts_asks_or_touches_what_is_private(language: str) -> None:
    book = lexicon_for(language)
    lines = [re.sub(r"\{\w+\}", "Bergen", line) for line in dict.fromkeys(phrase_lines(language))]
    read_ = [read(line, names=frozenset(), merged=frozenset(), language=language, lexicon=book) for line in lines]
    found = [one.text for one in read_ if one.favours or one.of("hint.sensitive") or one.of("hint.watchful")]
    assert len(lines) > 100
    assert found == []


@pytest.mark.parametrize(
    ("name", "text", "is_wrong"),
    [
        ("Georg Mayr", "Servus Schorsch, wie geht's?", False),
        ("Guadalupe Ruiz", "Querida Lupe: ¿qué tal?", False),
        ("Francisco Gil", "¡Hola, Paco! ¿Qué tal?", False),
        ("Geneviève Roy", "Salut Ginette, ça va ?", False),
        ("António Sá", "Caro Toninho, tudo bem?", False),
        ("Renate Vogt", "Sehr geehrte Frau Dr. Vogt,\nwie geht es Ihnen?", False),
        ("Leonor Falcão", "Cara Professora Falcão,\ncomo está?", False),
        ("Beate Funk", "Alles Gute zum Geburtstag, Renate!", True),
        ("Belén Sanz", "¡Feliz cumpleaños, Rebeca!", True),
        ("Hugo Petit", "Cher/Chère client,\nbonjour", True),
        ("Inés Gil", "Estimado/a cliente:", True),
        ("Ana Sol", "Querida [Nombre]:", True),
        ("Ana Sol", "Prezada [Nome],", True),
        ("Ana Sol", "Liebe/r Ana,", True),
    ],
)
def test_names_are_known_in_each_language(name: str, text: str, *, is_wrong: bool) -> None:
    verdict = check(
        text, kind="reconnect", channel="email", recipient=Recipient(name=name), sender=Sender(name="Tom Reed")
    )
    assert verdict.labels["unresolved"] is is_wrong
