"""The ballots of a round in which few voted are given to auditors, on their desk, and to nobody else."""

import io
import zipfile
from pathlib import Path

from django.test import Client

from tests.web.pages.acting import page
from tests.web.pages.signed import sign_in
from tests.web.procedures import voting
from tests.web.reads.test_downloads import opened

ADDRESS = "/work/whole-bundle.zip"


def test_an_auditor_takes_the_whole_bundle_from_their_desk(place_on_sqlite: Path) -> None:
    from commonweal.web.reads import downloads

    opened(2)
    auditor = sign_in("auditor", at=voting.CLOSED)
    assert f'href="{ADDRESS}"' in page(auditor.get("/work/"))
    answer = auditor.get(ADDRESS)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="whole-bundle.zip"'
    assert "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    assert files == downloads.whole_bundle()
    assert "rounds/r1/opened.jsonl" in files
    with zipfile.ZipFile(io.BytesIO(Client().get("/bundle.zip").content)) as bundle:
        assert "rounds/r1/opened.jsonl" not in bundle.namelist()


def test_nobody_else_is_given_it(place_on_sqlite: Path) -> None:
    opened(2)
    for role in ("steward", "board secretary", "returning officer"):
        client = sign_in(role, at=voting.CLOSED)
        assert ADDRESS not in page(client.get("/work/"))
        assert client.get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code == 302
