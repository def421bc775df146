"""XML from servers: what is read, and what is refused."""

from __future__ import annotations

import pytest

from kithly.transport.xml import XmlRefused, parse_xml

LAUGHS = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def test_elements_text_and_namespaces_are_read() -> None:
    root = parse_xml(b'<?xml version="1.0"?><D:a xmlns:D="DAV:" xmlns="x" e="1"><D:b>t&amp;&#228;</D:b><c/>tail</D:a>')
    assert root.tag == "{DAV:}a"
    assert root.attrib == {"e": "1"}
    assert root.findtext("{DAV:}b") == "t&ä"
    assert root.find("{x}c") is not None


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS,
        OUTSIDE,
        b'<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>',
        b"<!DOCTYPE a><a/>",
        b"<a>&b;</a>",
        b"<a><b></a>",
        b"",
        b"<a/><b/>",
        b"no xml",
        b"<a>" * 101 + b"</a>" * 101,
        "<a/>".encode("utf-16")[:-3],
        b'<?xml version="1.0" encoding="none-such"?><a/>',
    ],
)
def test_damage_document_types_and_depth_are_refused(data: bytes) -> None:
    with pytest.raises(XmlRefused):
        parse_xml(data)
