"""Invented people's names, by culture, and their ASCII form.

A name written ``native|latin`` is shown in its own script and has a Latin form for addresses.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

_TABLES: dict[str, tuple[str, str]] = {
    "en": (
        (
            "Amber Bryony Callum Dexter Edwina Fergus Gemma Hollis Imogen Jasper Keira Lowell Maisie Nigel "
            "Orla Piers Rowan Sorrel Tamsin Wilfred"
        ),
        (
            "Ashgrove Bellwether Cobbleshaw Dunmarsh Elderfield Fernsby Gorseley Hawkspool Inkpenny "
            "Larkhollow Mossbank Nettlecombe Otterburne Pebbleton Reedwater Rushmere Starling Thornycroft "
            "Underhill Wrenfield"
        ),
    ),
    "de": (
        (
            "Anneliese Bastian Carlotta Dietmar Elke Florian Gesine Henrik Ilse Jürgen Käthe Lothar Mareike "
            "Norbert Ottilie Ruprecht Sönke Thea Uwe Wiebke"
        ),
        (
            "Ährenbach Birkenstolz Dorfmühler Eichwinkel Federkiel Grünspan Hollerbusch Kieselstein Lindwurm "
            "Moosgräber Nebelhorn Ofenrohr Pfefferkorn Quellental Rabenhügel Sturmfels Tannzapf Uferlos "
            "Weißdorn Zaunkönig"
        ),
    ),
    "es": (
        (
            "Alba Benito Carmela Darío Elvira Fermín Graciela Hernán Inés Joaquín Leire Matías Nuria Óscar "
            "Pilar Ramiro Soledad Tomás Úrsula Vicente"
        ),
        (
            "Alcornoque Brisamar Cantalapiedra Doncel Encinar Fontanar Golondrino Higuerón Junquera "
            "Lagartera Mirasol Nogaleda Olivarejo Peñablanca Quejigal Retamosa Salinero Tejadillo "
            "Valdeáguila Zarzamora"
        ),
    ),
    "fr": (
        (
            "Amandine Bérenger Clémence Désiré Éloïse Fabrice Ghislaine Hervé Ivonne Josselin Léonie Maël "
            "Noémie Odilon Perrine Quentin Rosalie Sylvain Tiphaine Valère"
        ),
        (
            "Aubépin Boisclair Chantemerle Doucefontaine Épinelle Fauvette Grandpré Hérisson Jolibois "
            "Laruelle Malivoire Noisetier Orfèvre Passerose Quatrevaux Roitelet Sauvageon Tournesol Valombre "
            "Vergerin"
        ),
    ),
    "nordic": (
        (
            "Aksel Birgitta Dagny Eskil Frøya Gunnar Hedda Ivar Jorunn Kåre Liv Mikkel Nanna Oddvar Ragnhild "
            "Sigge Tuva Ulrika Vidar Åse"
        ),
        (
            "Askelund Bjørkedal Dalgrav Enebær Fjellrype Granskog Havørn Isbrekke Kråkeby Lyngstrand Måsevik "
            "Nordlys Otervik Rognestad Snøfugl Tjernberg Ulvsund Vintermark Ødegrend Åkerholt"
        ),
    ),
    "pl": (
        (
            "Agnieszka Bogdan Celina Dobrosława Eryk Grażyna Henryk Iwona Jarosław Kalina Łucja Mirosław "
            "Natalia Oskar Paulina Radosław Stanisław Tomira Wanda Zbigniew"
        ),
        (
            "Borsukiewicz Chmurny Dębowska Gołębnik Jaskółka Kalinowiec Leśniak Łabędzki Malinowiec "
            "Niebieszczak Orzech Perłowska Rumianek Słonecznik Świerszczyk Topolski Wierzbówka Wróbelek "
            "Żurawik Źródlak"
        ),
    ),
    "pt": (
        (
            "Afonso Beatriz Caetano Dulce Eduarda Firmino Graça Heitor Inês Jacinto Leonor Márcio Noémia "
            "Otávio Piedade Rui Salomé Tadeu Úrsula Zulmira"
        ),
        (
            "Andorinho Beiramar Carvalhais Dourado Estorninho Fontinha Girassol Horta Junqueiro Limoeiro "
            "Maresia Nevoeiro Orvalho Pinheiral Quintãs Rouxinol Sobreiral Tangerino Vagalume Zimbral"
        ),
    ),
    "it": (
        (
            "Alessio Benedetta Corrado Donatella Ezio Fiammetta Gaspare Ilaria Lapo Mirella Nicolò Ottavia "
            "Piero Rosalba Sandro Teresina Ubaldo Viola Zeno Gioconda"
        ),
        (
            "Acquachiara Boscoverde Cinciallegra Dolcevento Ermellino Fiordaliso Ghiandaia Lucciola "
            "Melograno Nespolo Ortolani Pettirosso Querciola Roveto Solleone Temporale Usignolo Ventimare "
            "Zafferano Zucchetti"
        ),
    ),
    "in": (
        (
            "Aarav Bhavna Chetan Deepika Eshan Gauri Harish Indira Jayant Kavya Lalit Meenal Nikhil Padma "
            "Rohan Sunita Tejas Uma Varun Yamini"
        ),
        (
            "Amaltas Bhatnagarh Champakvale Devgarhia Gulmohari Harsingar Jalpurkar Kadambari Lotuswala "
            "Mayurnath Neemraj Palashkar Rajhans Sandalwar Suryapeth Tulsidharan Vanamala Vrikshaya "
            "Yamunapur Zafranwala"
        ),
    ),
    "ng": (
        (
            "Adaeze Babajide Chiamaka Damilola Emeka Folake Gbenga Ifeoma Kelechi Ngozi Obinna Oyinkan Folasade "
            "Tobenna Uche Yewande Zainab Amara Kunle Nkem"
        ),
        (
            "Abajiola Balobinwa Chukwudara Dadasolu Ekwunemba Fagbamiro Gbadelani Ikwuolisa Kosoladi "
            "Madubara Nwamboro Obiodara Okwukwani Olatanwa Onyebiri Sowanife Tamunoke Udokarime Uzomarah "
            "Yusobade"
        ),
    ),
    "zh": (
        ("伟|Wei 静|Jing 磊|Lei 婷|Ting 浩|Hao 雪|Xue 明|Ming 兰|Lan 峰|Feng 梅|Mei 宁|Ning 强|Qiang"),
        (
            "松石|Songshi 云山|Yunshan 青竹|Qingzhu 白鹭|Bailu 流泉|Liuquan 金桥|Jinqiao 月湖|Yuehu 长风|Changfeng "
            "晓雾|Xiaowu 红枫|Hongfeng"
        ),
    ),
    "ar": (
        (
            "Amal Basim Dunya Farid Ghada Hisham Inaya Jamil Karima Luay Munir Nadira Qasim Rima Salma Tarif "
            "Wafa Yasir Zahra Idris"
        ),
        (
            "Abu-Zaytun Al-Bahri Al-Nakhla Barakush Dar-Yasmin Ghazlani Hamamati Jabalnur Karawan Lawzi "
            "Marjani Nasimi Qamardin Rihanat Sahelani Sunbula Tayyari Wardani Yamamat Zafarani"
        ),
    ),
}
_WEIGHTS = ("en", "en", "en", "de", "de", "es", "fr", "nordic", "nordic", "pl", "pt", "it", "in", "ng", "zh", "ar")
_SPLIT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    culture: (tuple(given.split()), tuple(family.split())) for culture, (given, family) in _TABLES.items()
}
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name.

    Attributes:
        given: Given name in its own script.
        family: Family name in its own script.
        local: ASCII ``given.family`` in lower case.
        culture: Which table it came from.
    """

    given: str
    family: str
    local: str
    culture: str


def plain(text: str) -> str:
    """Return text in ASCII letters: accents dropped, other scripts dropped.

    Example:
        >>> plain("Łucja Weißdorn")
        'Lucja Weissdorn'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return decomposed.encode("ascii", "ignore").decode("ascii")


def new_name(rng: Random, taken: set[str]) -> Name:
    """Return a name whose local part nobody has yet, and note it as taken."""
    culture = rng.choice(_WEIGHTS)
    givens, families = _SPLIT[culture]
    given, family = rng.choice(givens), rng.choice(families)
    while True:
        name = _compose(given, family, culture)
        if name.local not in taken:
            taken.add(name.local)
            return name
        given, family = rng.choice(givens), f"{rng.choice(families)}-{rng.choice(families)}"


def _compose(given: str, family: str, culture: str) -> Name:
    """Return the shown and the ASCII form of a given and a (maybe double) family name."""
    shown_given, _, latin_given = given.partition("|")
    parts = [part.partition("|") for part in family.split("-")]
    shown_family = ("" if culture == "zh" else "-").join(part[0] for part in parts)
    latin_family = "-".join(part[2] or part[0] for part in parts)
    local = plain(f"{latin_given or shown_given}.{latin_family}").lower()
    return Name(given=shown_given, family=shown_family, local=local, culture=culture)
