"""Zips, tars and packed files made to hurt: bombs, names that lead out, links, lists without end, wrong sizes."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zita Quarrenhold\r\nEMAIL:zita@lantern.example\r\nEND:VCARD\r\n"
MEGABYTE = 1 << 20
MANY = 100_500  # entries of a list: more than are read
OUTSIDE = ("../../evil.vcf", "/evil.vcf", "C:\\evil.vcf", "a/../../evil.vcf", "..\\..\\evil.vcf", "~/evil.vcf")


def zeros(megabytes: int, *, wrapping: int = -15, line: bytes = b"") -> bytes:
    """Return that many megabytes of zeros as a deflate stream, each packed only once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wrapping)
    first = packer.compress(line.ljust(MEGABYTE, b"\0")) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (megabytes - 1) + b"\x03\x00"


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


def raw_zip(*members: tuple[bytes, bytes, int], told: int | None = None, flags: int = 0) -> bytes:
    """Return a zip of members whose packed bytes are given, with the size each shall claim."""
    body, listed = bytearray(), bytearray()
    for name, packed, size in members:
        crc = zlib.crc32(CARD if size == len(CARD) else b"")
        fixed = struct.pack("<HHHHHIIIHH", 20, flags, 8, 0, 0x21, crc, len(packed), size, len(name), 0)
        listed += b"PK\x01\x02\x14\x00" + fixed + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + fixed + name + packed
    count = min(0xFFFF, len(members)) if told is None else told
    return bytes(body + listed) + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(body), 0)


def overlapping() -> bytes:
    """Return a zip whose thousand members all are the same packed bytes."""
    packed = zeros(20)
    name = b"0000.vcf"
    fixed = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(packed), 20 * MEGABYTE, len(name), 0)
    entry = b"PK\x01\x02\x14\x00" + fixed + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    listed = b"".join(entry + b"%04d.vcf" % number for number in range(1_000))
    body = b"PK\x03\x04" + fixed + name + packed
    return body + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1_000, 1_000, len(listed), len(body), 0)


def nested(depth: int = 6, width: int = 16) -> bytes:
    """Return a zip of zips of zips, at whose bottom lie 16 MB of zeros each."""
    data = raw_zip((b"zeros.vcf", zeros(16), 16 * MEGABYTE))
    for _ in range(depth):
        data = zipped(*((f"{number}.zip", data) for number in range(width)))
    return data


def tarred(*members: tarfile.TarInfo, body: bytes = CARD, mode: str = "w") -> bytes:
    """Return a tar of these members, each with the same content where it is a file."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]  # the mode is a variable
        for member in members:
            member.size = len(body) if member.isfile() else 0
            archive.addfile(member, io.BytesIO(body) if member.isfile() else None)
    return target.getvalue()


def named(
    name: str, kind: bytes = tarfile.REGTYPE, link: str = "", pax: dict[str, str] | None = None
) -> tarfile.TarInfo:
    """Return an entry of a tar."""
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, link
    found.pax_headers = pax or {}
    return found


def gzipped(megabytes: int, line: bytes) -> bytes:
    """Return a packed file of that size that begins with a line."""
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + zeros(megabytes, line=line) + bytes(8)


def _huge_tar() -> bytes:
    """Return a packed tar whose one member is 2 GB of zeros."""
    member = tarfile.TarInfo("zeros.vcf")
    member.size = 2_000 * MEGABYTE
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(member.tobuf()) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + head + zeros(2_000) + bytes(8)


def _crowd() -> Iterator[tarfile.TarInfo]:
    yield from (named(f"{number}.vcf") for number in range(MANY))


LINE = b"From ana@example.org Thu Aug  9 18:39:17 2012\nFrom: Ana <ana@example.org>\n\n"
LINKS = (
    named("link.vcf", tarfile.SYMTYPE, "/etc/passwd"),
    named("hard.vcf", tarfile.LNKTYPE, "../../../etc/passwd"),
    named("pipe.vcf", tarfile.FIFOTYPE),
    named("device.vcf", tarfile.CHRTYPE),
)


def symlinks() -> bytes:
    """Return a zip of a link that leads out, and of a file under the name of a link."""
    link = zipfile.ZipInfo("link.vcf")
    link.external_attr = 0o120777 << 16
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("link.vcf/evil.vcf", CARD)
        archive.writestr("good.vcf", CARD)
    return target.getvalue()


Make = Callable[[], bytes]
BOMBS: dict[str, Make] = {
    "1 to 1,000.zip": lambda: raw_zip((b"zeros.vcf", zeros(1_000), 1_000 * MEGABYTE)),
    "1 to 1,000, and says less.zip": lambda: raw_zip((b"zeros.vcf", zeros(1_000), MEGABYTE)),
    "many small bombs.zip": lambda: raw_zip(*((b"%d.vcf" % n, zeros(60), 60 * MEGABYTE) for n in range(100))),
    "overlapping.zip": overlapping,
    "nested.zip": nested,
    "packed.mbox.gz": lambda: gzipped(1_000, LINE),
    "packed.tgz": _huge_tar,
}
NAMES: dict[str, Make] = {
    "leads out.zip": lambda: zipped(*((name, CARD) for name in OUTSIDE), ("good.vcf", CARD)),
    "leads out.tar": lambda: tarred(*map(named, OUTSIDE), named("good.vcf")),
    "leads out.tgz": lambda: tarred(*map(named, OUTSIDE), named("good.vcf"), mode="w:gz"),
    "links.zip": symlinks,
    "links.tar": lambda: tarred(*LINKS, named("good.vcf")),
    "a long name by PAX.tar": lambda: tarred(named("a", pax={"path": "a/" * 60_000 + "evil.vcf"}), named("good.vcf")),
    "other letters.zip": lambda: raw_zip(
        ("K\u00f6nig.vcf".encode("cp437"), zlib.compress(CARD)[2:-4], len(CARD)),
        ("K\u00f6nig.vcf".encode(), zlib.compress(CARD)[2:-4], len(CARD)),
        (b"good.vcf", zlib.compress(CARD)[2:-4], len(CARD)),
    ),
}
LISTS: dict[str, Make] = {
    "five million, it says.zip": lambda: raw_zip((b"good.vcf", zlib.compress(CARD)[2:-4], len(CARD)), told=65_535),
    "a list without end.zip": lambda: raw_zip(*((b"%d.vcf" % number, b"\x03\x00", 0) for number in range(MANY))),
    "a list without end.tgz": lambda: tarred(*_crowd(), mode="w:gz"),
    "wrong sizes.zip": lambda: raw_zip((b"good.vcf", zlib.compress(CARD)[2:-4], 1 << 31)),
}


def write_all(folder: Path) -> None:
    """Write every one of them."""
    folder.mkdir(parents=True)
    for name, make in {**BOMBS, **NAMES, **LISTS}.items():
        (folder / name).write_bytes(make())
