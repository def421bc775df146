"""The words by which the user says how much somebody matters, and where they belong."""

from __future__ import annotations

from kithly.people import Place

IMPORTANCE = {"low": 0.5, "normal": 1.0, "high": 2.0, "highest": 4.0}
PLACES = {
    "network": Place.NETWORK,
    "family": Place.FAMILY,
    "service": Place.SERVICE,
    "leave-out": Place.LEFT_OUT,
}
