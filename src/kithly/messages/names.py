"""Leftovers of a template, and a wrong or missing name in the greeting: the rule ``unresolved``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_FIELD = (
    r"(?:your|their|his|her|the|my|first|last|full|given|insert|recipient|contact|company|job|sender|event|mutual|"
    r"specific|topic|project|recent|dein|ihr|tu|su|votre|seu|nome|nombre)?[ _.-]?"  # codespell:ignore
    r"(?:name|names|firstname|lastname|fname|lname|first|last|company|employer|firm|role|title|position|job|school|"
    r"university|city|place|event|date|topic|project|insert.{0,30}|something.{0,30}|surname|industry|product|link|"
    r"vorname|nachname|anrede|firma|unternehmen|stelle|anlass|datum|thema|nombre|apellidos?|empresa|cargo|puesto|evento|"
    r"tema|nom|pr[ée]nom|entreprise|soci[ée]t[ée]|poste|sujet|"  # codespell:ignore
    r"nome|sobrenome|apelido|assunto|fecha|data|ciudad|ort|stadt|ville|cidade)"  # codespell:ignore
)
_PLACEHOLDERS = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\{%[^%\n]{0,60}%\}|\$?\{[^\W\d][\w .-]{0,40}\}|\{\}"
    r"|%[A-Za-z_]{2,30}%|\*\|[^|\n]{1,40}\|\*|%\(\w{1,30}\)s|(?<!\w)%s(?!\w)|<<[^<>\n]{1,40}>>"
    rf"|<(?i:{_FIELD})>|<[A-Za-z]{{2,20}}_[A-Za-z_]{{2,20}}>|\((?i:{_FIELD})\)"
    rf"|\[(?i:{_FIELD})(?: [\w ]{{0,30}})?\]|\[[A-Z][\w'-]{{1,20}}(?: [A-Z][\w'-]{{1,20}}){{0,2}}\]"
    r"|(?<=\S )X{3,}(?=[\s.,!?;:])(?=.{0,3}\w)|_{3,}|\b(?:INSERT|TODO|FIRSTNAME|FNAME|LOREM IPSUM)\b"
    r"|(?i:\binsert (?:name|company|here)\b|\byour name here\b|\bname here\b"
    r"|\b(?:hier )?namen? (?:hier )?einfügen\b"
    r"|\b(?:insertar|inserir|insérer) (?:el |o |le )?(?:nombre|nome|nom|prénom)\b)"  # codespell:ignore
    r"|\b(?:VORNAME|NACHNAME|NOMBRE|APELLIDO|PRÉNOM|SOBRENOME)\b"
    r"|(?i:(?<![\w])(?:at|on|for|in|about|of|to|bei|en|à|em) xxx\b)"
)
_FORMS = re.compile(
    r"(?i)\b(?:dear (?:sir|madam|sirs|customer|colleague/friend|user|member|candidate|valued \w+|connection|contact)\b"
    r"(?:[ /]+(?:or )?(?:sir|madam))?|to whom it may concern|sehr geehrte damen und herren"
    r"|sehr geehrte(?:/r|[/*:(]?r\)?/?(?: herr/frau| frau/herr| damen/herren))|liebe(?:/r|\(r\)|[*:]r)(?!\w)"
    r"|werter kunde"
    r"|madame,? monsieur|monsieur/madame|madame/monsieur|cher(?:/chère|\(?[·.-]?e\)?/?)(?= client| contact|,|\b \[)"
    r"|à qui de droit|a quien corresponda|a quem possa interessar"  # codespell:ignore
    r"|(?:estimad|querid)(?:o/a|o\(a\)|@|os/as)|(?:car|prezad|querid)(?:o/a|o\(a\)|a/o)"  # codespell:ignore
    r"|estimad[oa]s? (?:señor(?:es|/a)|cliente)\w*(?:/a)?"  # codespell:ignore
    r"|prezad[oa]\(?[oa]?\)?s? (?:senhor(?:es|/a)|cliente)\w*"  # codespell:ignore
    r"|(?:hi|hello|dear|hey) (?:none|null|undefined|nan|n/a)\b)"
)
_HELLO = (
    r"(?:hi|hello|hey|hiya|dear|dearest|hallo|hallöchen|huhu|moin|servus|grüezi|salü|guten (?:tag|morgen|abend)|"
    r"grüß (?:dich|gott|euch)|(?:mein[e]? )?liebe[rs]?|liebste[rs]?|werte[rs]?|sehr (?:geehrte|verehrte)[rs]?|"
    r"hola|(?:mi |muy )?(?:querid[oa]|estimad[oa]|apreciad[oa])|buenos días|buenas(?: tardes| noches)?|qué tal|"
    r"bonjour|rebonjour|salut|allô|bonsoir|coucou|(?:mon |ma |bien |très )?(?:cher|chère)|"
    r"olá|oi|oie|(?:meu |minha )?(?:car[oa]|prezad[oa]|querid[oa]|estimad[oa])|bo[ma] (?:dia|tarde|noite)|e aí|fala|"
    r"ciao|good (?:morning|afternoon|evening|day)|greetings|"
    r"happy birthday|congratulations|congrats|well done|alles (?:gute|liebe)(?: zum geburtstag)?|"
    r"(?:herzlichen )?glückwunsch(?: zum geburtstag)?|gratuliere|gratulation|"
    r"feliz (?:cumpleaños|cumple)|(?:muchas )?felicidades|felicitaciones|enhorabuena|(?:joyeux|bon) anniversaire|"
    r"(?:toutes mes )?félicitations|bravo|feliz (?:aniversário|níver|niver)|(?:muitos )?parabéns)"
)
_GREETING = re.compile(
    rf"(?im)^[ \t¡¿]*{_HELLO}(?P<gap>,[ \t]*|[ \t]+|(?=[!.]))"
    r"(?P<names>[^\n,!.:;?()–—0-9]{0,60})(?P<end>[,!.:;?–—\n]|$)"
)
_ALONE = re.compile(r"\A\s*(?P<names>[^\W\d_][\w'’-]{1,20}(?: [^\W\d_][\w'’-]{1,20})?)[,!:]?[ \t]*\n")
_SUBJECT = re.compile(r"(?i)\s*(?:subject|betreff|asunto|objet|assunto|oggetto)\s*:[^\n]*\n\s*")  # codespell:ignore
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_FIRST_LINES = 400  # characters in which a greeting is looked for
_NAME_WORDS = 4  # more words than this after a greeting are a sentence
_SHORT_FORM = 3  # letters of a name that make a short form


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What may stand in the greeting."""

    forms: frozenset[str]
    own: frozenset[str]
    has_surname: bool
    common: frozenset[str]


def unresolved(
    text: str, *, recipient: str, sender: str, facts: tuple[str, ...], common: frozenset[str]
) -> tuple[tuple[int, int], ...]:
    """Return the places (start, end) of template leftovers and of wrong or missing names.

    Args:
        text: The whole message.
        recipient: Their name as known; empty if unknown (then only leftovers are found).
        sender: Ego's name; naming oneself is no wrong greeting.
        facts: What is known of the recipient; a name in it (a nickname) is accepted.
        common: Lower-case words that are no names although they stand where a name stands.
    """
    places = [(match.start(), match.end()) for match in _PLACEHOLDERS.finditer(text)]
    places += [(match.start(), match.end()) for match in _FORMS.finditer(text)]
    own = frozenset(fold(word) for word in _WORD.findall(recipient))
    forms = name_forms(" ".join((recipient, sender, *facts)))
    known = _Known(forms=forms, own=own, has_surname=len(own) > 1, common=common)
    return tuple(sorted(set(places + _greetings(text, known))))


def _greetings(text: str, known: _Known) -> list[tuple[int, int]]:
    start = _after_subject(text)
    head = text[start : start + _FIRST_LINES]
    places = []
    for match in _GREETING.finditer(head):
        names, gap = match.group("names"), match.group("gap")
        if not names.strip() and gap.isspace() and match.group("end") in {",", "!", ":"}:
            places.append((start + match.start(), start + match.end()))
        elif _is_wrong(names, known):
            places.append((start + match.start("names"), start + match.start("names") + len(names.rstrip())))
    alone = _ALONE.match(head)
    if alone and _is_wrong(alone.group("names"), known):
        places.append((start + alone.start("names"), start + alone.end("names")))
    return places


def _after_subject(text: str) -> int:
    match = _SUBJECT.match(text)
    return match.end() if match else 0


def _is_wrong(names: str, known: _Known) -> bool:
    """Whether the words after the greeting are a name, and none that belongs to the recipient."""
    words = _WORD.findall(names)
    if not words or not known.own or len(words) > _NAME_WORDS or words[0] in _words("no_name_follows"):
        return False
    if not known.has_surname and any(fold(word) in _words("titles") for word in words):
        return False  # a surname that nobody told us
    candidates = [
        word for word in words if not {fold(word), word.lower()} & (_words("titles") | _words("joins") | known.common)
    ]
    if any(fold(word) in known.forms or _is_short(fold(word), known.own) for word in candidates):
        return False
    return any(word[0].isupper() or fold(word) in _families() for word in candidates)


def _is_short(word: str, known: frozenset[str]) -> bool:
    """Whether a word is the beginning of an own name, perhaps with a tender ending, or an initial."""
    stem = word[:-1] if word.endswith(("y", "i")) else word.removesuffix("ie")
    if len(word) == 1:
        return any(name.startswith(word) for name in known)
    return len(stem) >= _SHORT_FORM and any(name.startswith((word, stem)) for name in known)


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Return a word fit to compare: without case, accents and apostrophes.

    Example:
        >>> fold("José")
        'jose'
    """
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in decomposed if character.isalnum() or character == "-")


def name_forms(name: str) -> frozenset[str]:
    """Return every form a person of that name may be greeted by, folded."""
    forms: set[str] = set()
    for word in _WORD.findall(name):
        for part in {word, *word.split("-")}:
            key = fold(part)
            forms |= {key, *_families().get(key, ())}
            forms.add(fold(part.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")))  # codespell:ignore
    return frozenset(forms - {""})


@cache
def _families() -> dict[str, frozenset[str]]:
    text = files("kithly.messages").joinpath("lexicons", "nicknames.txt").read_text("utf-8")
    found: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            full, _, short = (part.split() for part in line.partition(":"))
            shorts = frozenset(fold(word) for word in short)
            for word in map(fold, full):
                found[word] = found.get(word, frozenset()) | shorts
            for word in shorts:
                found[word] = found.get(word, frozenset()) | shorts | {fold(name) for name in full}
    return found


@cache
def _words(name: str) -> frozenset[str]:
    text = files("kithly.messages").joinpath("lexicons", "greetings.toml").read_text("utf-8")
    words = tomllib.loads(text)[name].split()
    return frozenset(words) | frozenset(map(fold, words))
