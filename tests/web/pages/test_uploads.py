"""What is uploaded: a table of people and nothing else, never larger than a form, and never kept as it was sent."""

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.web.pages.fields import Upload
from commonweal.web.pages.refusals import LARGEST
from tests.web.pages.voting import officers
from tests.web.pages.voting.officers import Officers
from tests.web.pages.voting.voter import at, page

WHERE_IT_WAS_TAKEN = b"GPSLatitude 53.4084 N"
ADDRESS = "/work/take-register/r1/"


@pytest.fixture
def ready(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Officers:
    del stored_place
    at(monkeypatch, officers.BEFORE)
    return officers.reviewed()


def photograph() -> bytes:
    """Give the beginning of a photograph that says where it was taken."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + WHERE_IT_WAS_TAKEN
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xd9"


def huge_picture() -> bytes:
    """Give a picture that states 100,000 by 100,000 dots, which would fill the memory of whoever draws it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + b"\0\0\0\0"


def zip_bomb() -> bytes:
    """Give a zip of a few kilobytes that unpacks to ten million."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("register.csv", b"0" * 10_000_000)
    return out.getvalue()


def upload(client: Client, name: str, data: bytes) -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize(
    "data",
    [photograph(), huge_picture(), zip_bomb(), b"%PDF-1.7 \xe2\xe3\xcf\xd3", b"\x1f\x8b\x08\0" + bytes(range(256))],
    ids=["photograph", "huge picture", "zip bomb", "PDF", "gzip"],
)
def test_a_picture_a_zip_bomb_and_every_other_file_that_is_no_table_is_refused_and_not_kept(
    ready: Officers, data: bytes
) -> None:
    from commonweal.web import environment
    from commonweal.web.store import models

    for name in ("register.csv", "../../etc/passwd", "<script>alert(1)</script>.csv", "r\u202evsc.exe"):
        refused = upload(ready.returning, name, data)
        assert refused.status_code == 409
        assert "this is not UTF-8 text" in page(refused)
        assert "<script>alert" not in page(refused)
        assert "passwd" not in page(refused)
    assert not models.RegisterRow.objects.exists()
    kept = environment.kept_folder(environment.place_folder())
    files = [file for file in kept.parent.rglob("*") if file.is_file()]
    assert not [file for file in files if WHERE_IT_WAS_TAKEN in file.read_bytes() or file.name == "register.csv"]


def test_a_register_tables_of_money_and_a_scheme_are_the_only_files_that_any_form_takes_and_no_picture_is_opened(
    ready: Officers,
) -> None:
    from django.forms import FileField

    from commonweal.web.pages.work.every_act import ACTS
    from tests.conventions.sources import imported, product_files

    takes = {
        (act.name, name): type(field)
        for act in ACTS.values()
        for name, field in act.form.base_fields.items()
        if isinstance(field, FileField)
    }
    assert takes == {
        (act, "file"): Upload for act in ("take_register", "allocate_stream", "open_award", "decide_scored_award")
    }
    assert not [
        file.name for file in product_files() if {"PIL", "imghdr"} & {m.split(".")[0] for m in imported(file.tree)}
    ]


def test_a_file_larger_than_20_megabytes_is_refused(ready: Officers) -> None:
    from commonweal.web.store import models

    told = upload(ready.returning, "register.csv", officers.REGISTER + b"\n" * Upload.LARGEST)
    assert "This file is larger than 20 MB" in page(told)
    assert not models.RegisterRow.objects.exists()


class Unread:
    """What is sent, of which nothing must be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError

    readline = read


@pytest.mark.parametrize(
    "address", ["/urgent/", "/ideas/r1/new/", "/vote/r1/", "/account/sign-in/", ADDRESS, "/nothing/"]
)
def test_who_sends_too_much_fills_no_disk_signed_in_or_not(ready: Officers, address: str) -> None:
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": Unread()}
    for client in (Client(), ready.returning):
        for length in (LARGEST + 1, 10**15, 10**60):
            answer = client.generic("POST", address, CONTENT_LENGTH=str(length), **sent)  # type: ignore[arg-type]
            assert answer.status_code == 413
            assert "larger than 20 MB" in page(answer)


def test_words_without_a_file_are_fewer_still(ready: Officers) -> None:
    sent = Client().post("/urgent/", {"words": "x" * 3_000_000})
    assert sent.status_code in {200, 400}
    many = Client().post("/urgent/", {f"field{n}": "x" for n in range(2_000)})
    assert many.status_code == 400
    assert "We could not read that request" in page(many)
