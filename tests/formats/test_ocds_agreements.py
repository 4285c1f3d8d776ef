import json
from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import FileMissing, RecordBroken
from commonweal.formats.bundle import About, Published, bundle_files, bundle_zip
from commonweal.formats.ocds_agreements import agreements
from commonweal.formats.ocds_releases import read_releases
from commonweal.formats.published_record import read_record
from commonweal.terms.parties import Organisation
from tests.verifier.bundles import added

LIGHTS = Organisation("lights", "Harbour Lights", "charity", registered="GB-CHC-1000001")
PROMISE = {"giver": "lights", "receiver": "Harbour board", "promise": "A warm hall", "due": "2027-03-31"}


@pytest.fixture
def record():
    opened = {"place": "Harbour", "board": "Harbour board", "accountable_body": "Harbour council"}
    entries = added([], "place_opened", opened)
    entries = added(entries, "undertaking_given", {"id": "u1", **PROMISE, "award_pence": 123_450, "round": "r1"})
    entries = added(entries, "undertaking_given", {"id": "u2", **PROMISE, "giver": "kelp"})
    return added(entries, "undertaking_answered", {"id": "u1", "state": "kept"})


def releases(*arguments):
    return json.loads(agreements(*arguments).data)["releases"]


def test_each_undertaking_is_an_award_with_its_contract(record):
    first, second = releases(record, (LIGHTS,))
    [award], [contract] = first["awards"], first["contracts"]
    assert (first["ocid"], award["value"]) == ("harbour-u1", {"amount": 1234.5, "currency": "GBP"})
    assert award["suppliers"] == [{"id": "harbour-org-lights", "name": "Harbour Lights"}]
    assert (contract["awardID"], contract["status"]) == (award["id"], "terminated")
    assert contract["period"] == {"endDate": "2027-03-31T23:59:59Z"}
    assert first["buyer"]["name"] == "Harbour council"
    assert first["parties"][1]["identifier"] == {"scheme": "GB-CHC", "id": "1000001"}
    assert ("value" in second["awards"][0], second["contracts"][0]["status"]) == (False, "pending")
    assert second["parties"][1]["name"] == "kelp"


def test_what_is_written_is_read_again(record, tmp_path):
    made = agreements(record, (LIGHTS,))
    (tmp_path / "a.json").write_bytes(made.data)
    found = read_releases(tmp_path / "a.json")
    assert (made.count, found.contracts[0].pence, found.unnamed) == (2, 123_450, {})
    assert found.contracts[0].supplier_id == "GB-CHC-1000001"


def test_a_record_without_undertakings_gives_none(record):
    assert agreements(record[:1]).count == 0
    assert agreements([]).count == 0


def test_a_published_record_is_read_from_a_folder_or_a_zip(record, tmp_path):
    files = bundle_files(About("Harbour", "Harbour board", "Harbour council"), record, Published({}, {}, {}, {}))
    for folder in ("bundle", "site/bundle"):
        path = tmp_path / folder / "record"
        path.mkdir(parents=True)
        (path / "entries.jsonl").write_bytes(files["record/entries.jsonl"])
    (tmp_path / "bundle.zip").write_bytes(bundle_zip(files))
    for path in ("bundle", "site", "bundle.zip"):
        assert read_record(tmp_path / path) == tuple(record)
    with pytest.raises(FileMissing):
        read_record(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"warm", b"cold"),
        lambda text: b"x\n" + text,
        lambda text: text[text.index(b"\n") + 1 :],
    ],
)
def test_a_record_that_somebody_changed_is_refused(record, tmp_path, change):
    files = bundle_files(About("Harbour", "Harbour board", "Harbour council"), record, Published({}, {}, {}, {}))
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "entries.jsonl").write_bytes(change(files["record/entries.jsonl"]))
    with pytest.raises(RecordBroken):
        read_record(tmp_path)


def test_money_is_exact_to_the_penny(record):
    for pence in (1, 10, 99, 100, 123_456_789):
        entries = added(record[:1], "undertaking_given", {"id": "u", **PROMISE, "award_pence": pence})
        amount = releases(entries)[0]["awards"][0]["value"]["amount"]
        assert Fraction(str(amount)) * 100 == pence
    assert date.fromisoformat(releases(record)[0]["date"][:10])
