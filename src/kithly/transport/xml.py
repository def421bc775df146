"""XML from servers: elements and text; whoever brings a document type or an entity is refused."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MAX_DEPTH = 100
MAX_ELEMENTS = 1_000_000


class XmlRefused(ValueError):
    """XML that is damaged, or more than plain elements and text."""


def parse_xml(data: bytes) -> Element:
    """Return the root element; names of a namespace are written ``{namespace}name``.

    Raises:
        XmlRefused: It is no XML, holds a document type or an entity of its own, or is nested too deep.
    """
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
        return reading.tree.close()
    except expat.ExpatError as error:
        raise XmlRefused(f"not well-formed (line {error.lineno})") from None
    except (AssertionError, LookupError, ValueError) as error:
        raise error if isinstance(error, XmlRefused) else XmlRefused("not well-formed") from None


class _Reading:
    """One document on its way to a tree."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.tree.data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse
        self._depth = self._count = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise XmlRefused("nested too deep or too long")
        self.tree.start(_named(name), {_named(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.tree.end(_named(name))

    @staticmethod
    def _refuse(*_: object) -> int:
        raise XmlRefused("it brings a document type or entities of its own")


def _named(name: str) -> str:
    return "{" + name if "}" in name else name
