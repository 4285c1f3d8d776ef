"""The folder of a scored award: read back as written, and refused with every fault at once."""

from pathlib import Path

import pytest

from commonweal.errors import FileMissing, SchemeFaults, TableFaults
from commonweal.formats.award_folder import AwardFolder, read_award, read_scheme
from commonweal.formats.award_writing import write_award
from commonweal.samples.awards import sample_award, sample_scheme


def held(seed=1, bids=5):
    scheme, offered, panel = sample_award(seed, bids)
    return AwardFolder(scheme, scheme.sha256(), "2027-03-01", offered, panel)


@pytest.fixture
def folder(tmp_path):
    for name, data in write_award(held()).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_is_read_back(tmp_path, seed):
    for name, data in write_award(held(seed, 2 + seed)).items():
        (tmp_path / name).write_bytes(data)
    assert read_award(tmp_path) == held(seed, 2 + seed)


SCHEME = {
    "an unknown key": ('overflow = "skip"', 'overflov = "skip"', {"there is no key overflov; the nearest is overflow"}),
    "an unknown table": ("[lot]", "[lottery]", {"there is no table lottery"}),
    "a missing key": ("most_awards = 3\n", "", {"the key most_awards is missing"}),
    "a word that is none of the list": ('overflow = "skip"', 'overflow = "jump"', {"this must be skip or stop"}),
    "a weight that is no whole number": ("weight = 40", "weight = 40.5", {"this must be a whole number, 1 or more"}),
    "weights that do not add up": ("weight = 40", "weight = 45", {"the weights add up to 105, not to 100"}),
    "a weight below nothing": ("weight = 40", "weight = -40", {"this must be a whole number, 1 or more"}),
    "a level that is no number": (
        "{ 0 =",
        "{ low =",
        {"this must be a table of whole points and what each stands for"},
    ),
    "a level without a meaning": ('0 = "Not said"', '0 = ""', {"this must be a table of whole points"}),
    "a minimum off the scale": ("minimum = 2", "minimum = 9", {"this must be on the scale from 0 to 5"}),
    "another formula": ('formula = "lowest', 'formula = "highest', {'this must be "lowest price / price"'}),
    "a hash that is none": ('sha256 = "', 'sha256 = "x', {"this must be 64 digits from 0 to f, between quotes"}),
    "a day in quotes": ("on = 2027-01-11", 'on = "2027-01-11"', {"this must be a date written YYYY-MM-DD"}),
    "a seed with a blank": ('seed = "2027-', 'seed = "2027 ', {"this must be up to 64 letters"}),
    "ties without a lot": (', "lot"]', "]", {"this must name each word once and end with lot"}),
    "no TOML": ("[scheme]", "[scheme", {"this is not TOML"}),
}


@pytest.mark.parametrize("name", SCHEME)
def test_a_scheme_at_fault_is_refused_with_its_line(folder, name):
    old, new, said = SCHEME[name]
    edit(folder / "scheme.toml", old, new)
    with pytest.raises(SchemeFaults) as refused:
        read_scheme(folder)
    told = [str(fault) for fault in refused.value.faults]
    assert all(any(what in one for one in told) for what in said), told
    assert all(one.startswith("scheme.toml, line ") for one in told), told


def test_a_scheme_that_is_not_locked_is_told_its_hash(folder):
    locked = held().locked
    edit(folder / "scheme.toml", f'sha256 = "{locked}"\n', "")
    with pytest.raises(SchemeFaults, match=f"publish its hash {locked} and write it here"):
        read_scheme(folder)


TABLES = {
    "a bid twice": (
        "bids.csv",
        "\nquay-menders,",
        "\nharbour-kitchen,",
        "bids.csv, line 3, id: harbour-kitchen stands",
    ),
    "a price of nothing": (
        "bids.csv",
        ",22000,22000,",
        ",0,22000,",
        "line 3, price_pounds: 0 is not a sum above 0",
    ),
    "a fraction of a penny": ("bids.csv", ",22000,22000,", ",22000.005,22000,", "line 3, price_pounds: 22000.005"),
    "no bidder": ("bids.csv", ",Quay Menders,", ",,", "line 3, bidder: the cell is blank"),
    "a promise of nobody": (
        "promises.csv",
        "harbour-kitchen,",
        "harbour-kitchn,",
        "line 2, bid: harbour-kitchn is not",
    ),
    "a promise without a day": ("promises.csv", "2027-09-30", "soon", "line 2, due: soon is not a date"),
    "an unknown interest": ("interests.csv", ",none", ",no", "interest: no is not none, employee, trustee, member,"),
    "a declaration twice": (
        "interests.csv",
        "assessor-1,ferry-",
        "assessor-1,east-side-carers,none\nassessor-1,ferry-",
        "stands already at line 2",
    ),
    "an assessor by name": ("scores.csv", "assessor-1,", "Jo Bloggs,", "Jo Bloggs is not a role and a number, such as"),
    "a score off its scale": ("scores.csv", ",people,5,", ",people,6,", "points: 6 is not on the scale from 0 to 5"),
    "half a point": ("scores.csv", ",people,5,", ",people,4.5,", "points: 4.5 is not a whole number"),
    "a score for the price": ("scores.csv", ",people,5,", ",price,5,", "criterion: price is not known"),
    "a score without a reason": ("scores.csv", "It is shown well, with examples.", "", "reason: the cell is blank"),
    "a score twice": ("scores.csv", ",running,", ",people,", "assessor-1, east-side-carers, people stands already at"),
    "a column missing": ("scores.csv", ",reason\n", ",why\n", "line 1, reason: the column is missing"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_at_fault_is_refused_with_file_line_and_column(folder, name):
    file, old, new, said = TABLES[name]
    edit(folder / file, old, new)
    with pytest.raises(TableFaults) as refused:
        read_award(folder)
    told = [str(fault) for fault in refused.value.faults]
    assert any(one.startswith(f"{file}, line ") and said in one for one in told), told


def test_faults_of_all_tables_are_gathered(folder):
    for name in ("a price of nothing", "an unknown interest", "a score off its scale", "a promise without a day"):
        file, old, new, _ = TABLES[name]
        edit(folder / file, old, new)
    with pytest.raises(TableFaults) as refused:
        read_award(folder)
    assert {fault.file for fault in refused.value.faults} == {"bids.csv", "interests.csv", "scores.csv", "promises.csv"}


def test_costs_that_are_not_known_stay_unknown(folder):
    edit(folder / "bids.csv", ",22000,22000,2200,", ",22000,22000,,")
    [bid] = [one for one in read_award(folder).bids if one.id == "quay-menders"]
    assert bid.full_cost.overheads is None
    assert bid.full_cost.total is None


@pytest.mark.parametrize("name", ["scheme.toml", "bids.csv", "interests.csv", "scores.csv", "promises.csv"])
def test_a_missing_file_is_refused_and_social_value_asks_for_promises(folder, name):
    (folder / name).unlink()
    with pytest.raises(FileMissing, match=name):
        read_award(folder)


def test_without_a_criterion_of_social_value_there_need_be_no_promises(folder):
    (folder / "promises.csv").unlink()
    edit(folder / "scheme.toml", '"social_value"', '"quality"')
    assert all(bid.promises == () for bid in read_award(folder).bids)


def test_the_scheme_of_the_documentation_is_the_sample_and_its_hash_is_right(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "scored-awards.md").read_text("utf-8")
    text = page.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "scheme.toml").write_text(text, "utf-8")
    scheme, locked, seed = read_scheme(tmp_path)
    assert (scheme, locked, seed) == (sample_scheme(), sample_scheme().sha256(), "")
