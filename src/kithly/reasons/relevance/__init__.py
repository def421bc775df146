"""What fits whom: items against what was said with each person, by words and by meaning."""

from kithly.reasons.relevance.closeness import closeness
from kithly.reasons.relevance.fitting import MOST_FITS, Fit, Item, Profiles, fitting
from kithly.reasons.relevance.keywords import Keywords
from kithly.reasons.relevance.meaning import Meaning, Vectors
from kithly.reasons.relevance.profile import MOST_PIECES, Piece, PieceKind, Profile, profile_of
from kithly.reasons.relevance.terms import bag, terms

__all__ = [
    "MOST_FITS",
    "MOST_PIECES",
    "Fit",
    "Item",
    "Keywords",
    "Meaning",
    "Piece",
    "PieceKind",
    "Profile",
    "Profiles",
    "Vectors",
    "bag",
    "closeness",
    "fitting",
    "profile_of",
    "terms",
]
