"""Signs: what two persons may agree or differ in."""

from __future__ import annotations

from enum import StrEnum


class Sign(StrEnum):
    """One agreement or conflict between two persons."""

    NAME = "name"
    NICKNAME = "nickname"
    TYPO = "typo"
    INITIAL = "initial"
    SWAPPED = "swapped"
    DOUBLE = "double"
    INNER = "inner"  # goes by the middle name
    ROMANISED = "romanised"
    ADDRESS_NAME = "address name"
    RENAMED = "renamed"
    SINGLE = "single"
    HANDLE = "handle"
    ALIKE = "alike"  # addresses built alike out of the name
    MAIL = "mail"
    PHONE = "phone"
    PHOTO = "photo"
    ORGANISATION = "organisation"
    TITLE = "title"
    MIDDLE = "middle"
    BIRTHDAY = "birthday"
    BORN = "born"  # the same full birthday, year included
    OTHER_PROFILE = "other profile"
    OTHER_BIRTHDAY = "other birthday"
    OTHER_MIDDLE = "other middle"
    OTHER_GENERATION = "other generation"
    OTHER_ORGANISATION = "other organisation"
    RELATED = "related"  # one is named beside the other, as a partner or an assistant is
