"""Contract: pictures of people, kept once and as long as something names them."""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from kithly.records import Sighted
from kithly.records.pictures import MAX_PICTURE
from kithly.store import ChangeId, Store
from kithly.testing.store_fixtures import StoreFixtures
from kithly.testing.store_samples import JUNE, MAY, NOW, canonical, contact, keep, sighted

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
JPEG = b"\xff\xd8\xff" + bytes(range(256))


def hash_of(picture: bytes) -> str:
    """Return what a picture is named by."""
    return sha256(picture).hexdigest()


def shown(name: str, picture: bytes, at: object = MAY) -> Sighted:
    """Return a contact with a picture."""
    record = replace(contact(name), photo=hash_of(picture))
    return replace(sighted(record, JUNE if at is JUNE else MAY), photo=picture)


def undo(store: Store, change: ChangeId) -> None:
    """Take an import back."""
    with store.transaction() as tx:
        tx.imports.undo(change)
        tx.changes.mark_undone(change, NOW)


def kept_type(store: Store, picture: bytes) -> str | None:
    """Return the media type under which a picture is kept; None if it is not."""
    with store.reading() as kept:
        found = kept.pictures.get(hash_of(picture))
        assert kept.pictures.has(hash_of(picture)) == (found is not None)
    assert found is None or found.data == picture
    return found.type if found else None


class PicturesContract(StoreFixtures):
    """`Pictures`."""

    @pytest.mark.parametrize(
        ("picture", "kind"),
        [
            (PNG, "image/png"),
            (JPEG, "image/jpeg"),
            (b"GIF89a" + bytes(20), "image/gif"),
            (b"RIFF\0\0\0\0WEBP" + bytes(20), "image/webp"),
            (b"<svg onload='x'/>", None),
            (b"", None),
            (JPEG + bytes(MAX_PICTURE), None),
        ],
        ids=["png", "jpeg", "gif", "webp", "svg", "nothing", "too large"],
    )
    def test_a_picture_is_kept_under_the_type_its_bytes_tell(
        self, store: Store, picture: bytes, kind: str | None
    ) -> None:
        keep(store, "a.vcf", [shown("ana", picture)], family="cards")
        assert kept_type(store, picture) == kind

    def test_what_is_no_hash_is_no_picture(self, store: Store) -> None:
        with store.reading() as kept:
            for photo in ("", "zz", "00", "' OR 1=1", "ab" * 32):
                assert kept.pictures.get(photo) is None

    def test_a_picture_goes_with_the_last_version_that_names_it(self, store: Store) -> None:
        before = canonical(store)
        first, _ = keep(store, "a.vcf", [shown("ana", PNG), shown("ben", PNG)], family="cards")
        second, _ = keep(store, "b.vcf", [shown("ana", JPEG, JUNE)], family="cards")
        third, _ = keep(store, "c.vcf", [shown("ben", PNG)], family="cards")
        undo(store, second)
        assert (kept_type(store, PNG), kept_type(store, JPEG)) == ("image/png", None)
        undo(store, first)
        assert kept_type(store, PNG) == "image/png"
        undo(store, third)
        assert kept_type(store, PNG) is None
        assert canonical(store) == before

    def test_pictures_of_one_batch_are_kept_once(self, store: Store) -> None:
        batch = [shown("ana", PNG), shown("ana", PNG), shown("ben", PNG), sighted(contact("cy"))]
        keep(store, "a.vcf", batch, family="cards")
        assert canonical(store).count("\npicture ") == 1

    def test_a_picture_comes_late_to_a_version_that_is_known(self, store: Store) -> None:
        keep(store, "a.vcf", [replace(shown("ana", PNG), photo=b"")], family="cards")
        assert kept_type(store, PNG) is None
        keep(store, "b.vcf", [shown("ana", PNG)], family="cards")
        assert kept_type(store, PNG) == "image/png"
