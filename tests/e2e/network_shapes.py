"""The published shape of `kithly network --json`."""

from __future__ import annotations

from tests.e2e.shapes import (
    BANDS,
    EVIDENCE,
    EXPECTATION,
    NAMED,
    count,
    maybe,
    number,
    one_of,
    schema,
    share,
    words,
)

SHAPE_PERSON = {**NAMED, "band": one_of(*BANDS), "strength": maybe(share), "reply": maybe(share)}
SHAPE_WITH = {**SHAPE_PERSON, "evidence": [EVIDENCE]}
WAY_IN = {
    "name": words,
    "text": words,
    "size": count,
    "unknown": count,
    "answer": EXPECTATION,
    "would": count,
    "only": maybe(NAMED),
    "people": [SHAPE_WITH],
    "second_hand": [{"person": SHAPE_WITH, "records": count, "people": [NAMED], "evidence": [EVIDENCE]}],
}
REACHED = dict.fromkeys(("total", "several", "one", "unlikely", "unknown"), count)
NETWORK = {
    "schema": schema("network"),
    "text": words,
    "people": dict.fromkeys(("total", "in_circles", "in_pairs", "alone"), count),
    "circles": [
        {
            "number": count,
            "label": words,
            "kind": one_of("circle", "company", "era", "school", "domain", "place", "connected", "unknown"),
            "shared": [
                {**dict.fromkeys(("kind", "name", "text"), words), "count": count, "of": count, "evidence": [EVIDENCE]}
            ],
            "size": count,
            "answer": EXPECTATION,
            "would": count,
            "people": [SHAPE_WITH],
            "evidence": [EVIDENCE],
        }
    ],
    "own_circles": [{"name": words, "size": count, "answer": EXPECTATION, "would": count}],
    "companies": [WAY_IN],
    "places": [WAY_IN],
    "bridges": [
        {
            "person": SHAPE_WITH,
            "text": words,
            "participation": share,
            "circles": [{"number": count, "label": words, "share": share}],
            "only_between": [[count]],
            "beside": count,
            "evidence": [EVIDENCE],
        }
    ],
    "hangs_on": [
        {
            "person": SHAPE_WITH,
            "text": words,
            "count": count,
            "companies": [words],
            "places": [words],
            "circles": [count],
            "people": [NAMED],
            "people_total": count,
        }
    ],
    "coverage": dict.fromkeys(("people", "companies", "places", "circles"), REACHED),
    "nodes": [{**NAMED, "band": one_of(*BANDS), "strength": maybe(share), "circle": maybe(count)}],
    "edges": [{"a": words, "b": words, "weight": number, "records": count, "evidence": [EVIDENCE]}],
    "totals": dict.fromkeys(
        ("circles", "own_circles", "companies", "places", "bridges", "hangs_on", "nodes", "edges"), count
    ),
}
