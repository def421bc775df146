"""The map of the network as the script that draws it reads it: JSON of short rows."""

from __future__ import annotations

import json
from typing import Final

import numpy as np

from kithly.app.views.map import MapView
from kithly.interfaces.pictures.map_places import Ground, placed
from kithly.ties import BANDS

FLAT: Final = (",", ":")  # no space between
DIGITS: Final = 2  # of a place


def map_data(view: MapView) -> bytes:
    """Return the map with everybody's place on it.

    ``people``: id, name, band (its place in ``bands``), circle (-1 for none), x, y, links. ``ties``: the one, the
    other, records, three numbers each. ``circles``: number, label, size, x, y, radius. ``ways``: name, text, who is
    there, who of them would answer, who leads there.
    """
    circle = np.array([-1 if one.circle is None else one.circle for one in view.people], np.int64)
    numbers = {one.number: place for place, one in enumerate(view.circles)}
    ground = Ground(
        circle=np.array([numbers.get(number, -1) for number in circle.tolist()], np.int64),
        a=np.array([one.a for one in view.ties], np.int64),
        b=np.array([one.b for one in view.ties], np.int64),
        weight=np.array([one.weight for one in view.ties], np.float64),
    )
    stood = placed(ground)
    bands = {band.value: number for number, band in enumerate(BANDS)}
    places = stood.people.round(DIGITS).tolist()
    told = {
        "bands": [band.value for band in BANDS],
        "people": [
            [one.id, one.name, bands[one.band], circle, *place, int(one.links)]
            for one, circle, place in zip(view.people, circle.tolist(), places, strict=True)
        ],
        "ties": [number for one in view.ties for number in (one.a, one.b, one.records)],
        "circles": [
            [one.number, one.label, one.size, *place, radius]
            for one, place, radius in zip(
                view.circles, stood.centres.round(DIGITS).tolist(), stood.radii.round(DIGITS).tolist(), strict=True
            )
        ],
        "ways": [[one.name, one.text, one.people, one.would, one.through] for one in view.ways],
    }
    return json.dumps(told, ensure_ascii=False, separators=FLAT).encode()
