"""Scripts: names in other alphabets, romanised and in one order; and skeletons, equal however they are romanised."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

REMEMBERED = 1 << 15  # names and words
LONGEST = 6  # characters of a name written as one word

# Family names of two characters; others have one.
_TWO_HAN = frozenset({
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "东方", "東方", "皇甫", "尉迟", "公孙", "公孫", "慕容",
    "司徒", "令狐", "夏侯", "端木", "百里", "南宫", "南宮",
})  # fmt: skip
_TWO_HANGUL = frozenset(["남궁", "황보", "제갈", "선우", "독고", "사공", "서문"])
_KOREAN_FAMILIES = {
    "김": "kim", "이": "lee", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho", "윤": "yoon",
    "장": "jang", "임": "lim", "한": "han", "오": "oh", "서": "seo", "신": "shin", "권": "kwon", "황": "hwang",
    "안": "ahn", "송": "song", "류": "ryu", "유": "yoo", "전": "jeon", "홍": "hong", "고": "ko", "문": "moon",
    "양": "yang", "손": "son", "배": "bae", "백": "baek", "허": "heo", "남": "nam", "심": "shim", "노": "noh",
    "하": "ha", "곽": "kwak", "성": "sung", "차": "cha", "주": "joo", "우": "woo", "구": "koo", "민": "min",
    "진": "jin", "지": "ji", "엄": "eom", "원": "won", "천": "chun", "방": "bang", "공": "kong", "현": "hyun",
}  # fmt: skip
_DOTS = re.compile("[\u00b7\u30fb\u2027\uff65]")  # between the parts of a foreign name in Chinese or Japanese
_ARTICLE = "\u0627\u0644"  # al-, the Arabic article
_SERVANT = "\u0639\u0628\u062f"  # Abd, which never stands alone
_DIGRAPHS = (
    ("shch", "s"), ("sch", "s"), ("tch", "s"), ("chr", "kr"), ("ch", "s"), ("kh", "k"), ("gh", "k"), ("ph", "p"),
    ("th", "t"), ("dh", "t"), ("bh", "p"), ("zh", "s"), ("sh", "s"), ("ts", "s"), ("tz", "s"), ("dz", "s"),
    ("dj", "s"), ("ng", "n"), ("ck", "k"), ("ce", "se"), ("ci", "si"), ("x", "ks"),
)  # fmt: skip
_CLASSES = str.maketrans({
    **dict.fromkeys("gkqc", "k"), **dict.fromkeys("bpvf", "p"), **dict.fromkeys("dt", "t"), **dict.fromkeys("jsz", "s"),
    **dict.fromkeys("aeiouyw`'-", None),
})  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


def is_foreign(text: str) -> bool:
    """Say whether a text holds letters of another alphabet than the Latin one."""
    return not text.isascii() and any(_is_foreign(char) for char in text)


def _is_foreign(char: str) -> bool:
    return char > "\u036f" and not "\u1e00" <= char <= "\u1eff" and char.isalpha()


def _is_table(char: str) -> bool:
    """Whether a letter is Greek or Cyrillic, which `folding.fold` reads by itself."""
    return "\u0370" <= char <= "\u052f" or "\u1f00" <= char <= "\u1fff"


@lru_cache(REMEMBERED)
def romanised(text: str) -> str:
    """Return a name in Latin letters, the given name first, where its own script tells; else the text itself.

    Greek and Cyrillic stay as they are. Chinese, Japanese and Korean names stand family name first and are
    parted; foreign names in them, whose parts are set off by dots, stand as they are.

    Example:
        >>> romanised("김민수"), romanised("山田 太郎"), romanised("אבי לוי")
        ('minsu kim', 'tailang shantian', 'vy lvy')
    """
    if not any(_is_foreign(char) and not _is_table(char) for char in text):
        return text
    words = _DOTS.sub(" ", text).replace("\u3000", " ").replace(",", " ").split()
    if _DOTS.search(text):
        return " ".join(map(latin, words))
    if all(map(_is_east_asian, words)):
        return _family_first(words)
    return " ".join(filter(None, map(latin, _joined(words))))


def _is_east_asian(word: str) -> bool:
    return all("\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or _is_hangul(char) for char in word)


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _family_first(words: list[str]) -> str:
    """Return an East Asian name with its parts in Latin order."""
    if len(words) == 1:
        words = _parted(words[0])
    family, given = words[0], "".join(words[1:])
    told = _KOREAN_FAMILIES.get(family) or latin(family)
    return f"{latin(given)} {told}".strip()


def _parted(word: str) -> list[str]:
    """Return family and given name of a name written as one word: Japanese ones have two characters each, or more."""
    if not 2 <= len(word) <= LONGEST:
        return [word]
    two = _TWO_HANGUL if _is_hangul(word[0]) else _TWO_HAN
    cut = 2 if (len(word) > 2 and word[:2] in two) or len(word) > 3 else 1
    return [word[:cut], word[cut:]]


def _joined(words: list[str]) -> list[str]:
    """Return words with Abd and its second half as one, and without the article before a name."""
    found: list[str] = []
    for word in words:
        bare = word[2:] if word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 1 else word
        if found and found[-1] == _SERVANT:
            found[-1] += bare
        else:
            found.append(bare)
    return found


def latin(word: str) -> str:
    """Return a word in plain small Latin letters."""
    return "".join(char for char in anyascii(word).lower() if char.isalnum())


@lru_cache(REMEMBERED)
def skeleton(word: str) -> str:
    """Return the classes of a word's consonants, which every way of romanising it leaves alike.

    Example:
        >>> skeleton("mohammed") == skeleton("mhmd"), skeleton("yusuf") == skeleton("youssef")
        (True, True)
    """
    for letters, sound in _DIGRAPHS:
        word = word.replace(letters, sound)
    word = word.replace("w", "v", 1) if word.startswith("w") else word
    bones = _TWICE.sub(r"\1", word.translate(_CLASSES))
    return bones.rstrip("h") or bones
