import json
from datetime import date

import pytest

from commonweal.errors import RecordsRefused, TableFaults
from commonweal.evidence.spending import A_PERSON
from commonweal.formats.ocds_releases import NO_DAY, NO_POSTCODE, NO_VALUE, read_releases
from commonweal.formats.spending_tables import CONTRACTS, read_contracts, write_contracts
from commonweal.terms.sources import Unknown


def supplier(name="Kelp Ltd", **told):
    return {"id": f"S-{name}", "name": name, **told}


def award(**told):
    value = {"amount": 1234.5, "currency": "GBP"}
    return {
        "id": "1",
        "status": "active",
        "date": "2025-04-03T00:00:00Z",
        "value": value,
        "suppliers": [supplier()],
        **told,
    }


def release(n=1, **told):
    party = {
        **supplier(),
        "identifier": {"scheme": "GB-COH", "id": "01234567", "legalName": "Kelp Ltd"},
        "address": {"postalCode": "M1 1AA"},
        "contactPoint": {"name": "A Person", "email": "person@kelp.example"},
        "roles": ["supplier"],
        "details": {"scale": "sme", "vcse": False},
    }
    return {
        "ocid": f"ocds-x-{n}",
        "id": f"r{n}",
        "date": "2025-04-04T00:00:00Z",
        "tag": ["award"],
        "initiationType": "tender",
        "parties": [party],
        "buyer": {"id": "B", "name": "Harbour Council"},
        "tender": {"id": "t", "title": "Repairs"},
        "awards": [award()],
        **told,
    }


@pytest.fixture
def package(tmp_path):
    def written(*releases, **told):
        about = {"uri": "https://x.example/p", "version": "1.1", "publishedDate": "2025-05-01T00:00:00Z"}
        whole = {**about, "publisher": {"name": "Harbour"}, "releases": list(releases), **told}
        path = tmp_path / "releases.json"
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    return written


def only(path, **how):
    [contract] = read_releases(path, **how).contracts
    return contract


def test_an_award_is_read_with_who_buys_who_delivers_and_for_how_much(package):
    one = only(package(release()), locate={"M1 1AA": "E01"}.get)
    assert (one.id, one.on, one.buyer, one.supplier) == (
        "ocds-x-1/1",
        date(2025, 4, 3),
        "Harbour Council",
        "Kelp Ltd",
    )
    assert (one.supplier_id, one.title, one.pence, one.area) == ("GB-COH-01234567", "Repairs", 123_450, "E01")
    assert (one.small, one.voluntary) == (True, False)


def test_a_postcode_may_stand_in_the_street(package):
    party = supplier(address={"streetAddress": "Flat M2 2BB House, 1 Quay Street, Harbour M1 1AA"})
    assert only(package(release(parties=[party])), locate={"M1 1AA": "E01"}.get).area == "E01"
    party["address"] = {"streetAddress": "1 Quay Street, m1 1aa"}
    assert only(package(release(parties=[party])), locate={"M1 1AA": "E01"}.get).area == NO_POSTCODE


def test_no_contact_is_read(package):
    assert "erson" not in repr(read_releases(package(release())).contracts)


def test_a_supplier_who_is_a_person_is_not_named(package):
    told = award(suppliers=[supplier("Mr A Example")])
    assert only(package(release(awards=[told]))).supplier == A_PERSON


@pytest.mark.parametrize(
    ("change", "pence"),
    [
        ({"value": {}}, NO_VALUE),
        ({"value": {"amount": None}}, NO_VALUE),
        ({"value": {"amount": 0}}, 0),
        ({"value": {"amount": 5, "currency": "EUR"}}, Unknown("its value is published in EUR")),
        ({"value": {"amount": 5.005, "currency": "GBP"}}, None),
        ({"suppliers": [supplier("A"), supplier("B")]}, None),
    ],
)
def test_a_value_is_exact_or_not_known(package, change, pence):
    found = read_releases(package(release(awards=[award(**change)]))).contracts
    assert all(one.pence == pence or (pence is None and isinstance(one.pence, Unknown)) for one in found)
    assert len({one.id for one in found}) == len(found) == len(change.get("suppliers", [1]))


def test_what_is_not_said_is_unknown(package):
    told = award(suppliers=[{"id": "S9"}])
    del told["date"]
    one = only(package(release(awards=[told], parties=[], buyer={})))
    assert (one.on, one.area, one.supplier, one.small, one.voluntary) == (NO_DAY, NO_POSTCODE, "S9", None, None)


def test_the_last_word_on_an_award_counts(package):
    later = release(id="r2", date="2025-06-01T00:00:00Z", awards=[award(value={"amount": 9, "currency": "GBP"})])
    assert only(package(release(), later)).pence == 900
    assert only(package(later, release())).pence == 900
    gone = release(id="r3", date="2025-07-01T00:00:00Z", awards=[award(status="cancelled")])
    assert read_releases(package(release(), gone)).contracts == ()


def test_other_buyers_may_be_left(package):
    other = release(2, buyer={"name": "Elsewhere Council"})
    found = read_releases(package(release(), other), buyers=["HARBOUR council"])
    assert ([one.buyer for one in found.contracts], found.others, found.read) == (["Harbour Council"], 1, 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": ""}, "releases[1].id"),
        ({"date": "2025-04-04"}, "releases[1].date"),
        ({"tag": ["awarded"]}, "releases[1].tag[1]"),
        ({"tag": []}, "releases[1].tag"),
        ({"initiationType": "vote"}, "releases[1].initiationType"),
        ({"awards": [award(status="open")]}, "releases[1].awards[1].status"),
        ({"awards": [award(value={"amount": "5"})]}, "releases[1].awards[1].value.amount"),
        ({"awards": [award(value={"currency": "POUND"})]}, "releases[1].awards[1].value.currency"),
        ({"awards": [award(), award()]}, "releases[1].awards"),
        ({"awards": [award(items=[])]}, "releases[1].awards[1].items"),
        ({"tender": {"id": "t", "title_cy": 5}}, "releases[1].tender.title_cy"),
        ({"buyer": {"name": ""}}, "releases[1].buyer.name"),
        ({"parties": [{"details": []}]}, "releases[1].parties[1].details"),
    ],
)
def test_a_release_at_fault_is_refused_with_its_member(package, change, field):
    with pytest.raises(RecordsRefused) as refused:
        read_releases(package(release(**change)))
    assert [fault.field for fault in refused.value.faults] == [field]


@pytest.mark.parametrize("change", [{"uri": "x y"}, {"version": "one"}, {"publisher": {}}, {"publishedDate": "2025"}])
def test_a_package_at_fault_is_refused(package, change):
    with pytest.raises(RecordsRefused):
        read_releases(package(release(), **change))


def test_a_release_that_stands_twice_is_a_fault(package):
    with pytest.raises(RecordsRefused, match="twice"):
        read_releases(package(release(), release()))


def test_sound_releases_may_be_taken_without_the_others(package):
    found = read_releases(package(release(), release(2, id=None)), leave_faulty=True)
    assert ([one.id for one in found.contracts], len(found.left)) == (["ocds-x-1/1"], 1)


def test_what_the_standard_does_not_name_is_counted(package):
    found = read_releases(package(release(), release(2, awards=[], tender={"id": "t", "lots": [{}]})))
    assert found.unnamed == {"tender.lots": 1}


def test_what_is_no_json_is_refused(tmp_path):
    path = tmp_path / "releases.json"
    path.write_text('{"releases": [')
    with pytest.raises(TableFaults):
        read_releases(path)


def test_the_table_of_the_place_gives_back_what_was_put_into_it(package, tmp_path):
    many = award(id=2, suppliers=[supplier("=A"), supplier("B")])
    found = read_releases(package(release(awards=[award(), many])), locate={"M1 1AA": "E01"}.get)
    (tmp_path / CONTRACTS).write_bytes(write_contracts(found.contracts, found.rows))
    assert read_contracts(tmp_path)[0] == found.contracts
    assert found.rows == (1, 1, 1)


@pytest.mark.real_data
def test_real_releases_are_refused_with_their_faults_and_the_sound_ones_read(data_folder):
    path = data_folder / "contracts" / "contractsfinder_releases_2024_2025.json"
    with pytest.raises(RecordsRefused) as refused:
        read_releases(path)
    assert len({fault.field.split(".")[0] for fault in refused.value.faults}) >= 90
    found = read_releases(path, leave_faulty=True)
    assert found.read == 380
    assert found.contracts
    assert all(one.supplier for one in found.contracts)
