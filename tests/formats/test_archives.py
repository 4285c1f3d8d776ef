"""Zips whose bytes depend on nothing but what is in them."""

import io
import zipfile

from commonweal.formats.archives import verifier_archive, zip_bytes


def test_the_verifier_archive_is_the_same_every_time_and_packed_plain() -> None:
    data = verifier_archive()
    assert data == verifier_archive()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {"__main__.py", "verifier/__main__.py", "verifier/chain.py", "verifier/counts.py"} <= set(
            archive.namelist()
        )
        assert not [name for name in archive.namelist() if not name.endswith(".py")]


def test_plain_zips_do_not_depend_on_who_packed_them() -> None:
    assert zip_bytes({"a": b"1" * 99}, packed=False).count(b"1" * 99) == 1
