"""Places where a site could be: read exactly, and every fault told with its line and column."""

import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.evidence.siting_inputs import Candidate, Spot
from commonweal.formats.candidates_table import read_candidates

HEAD = "id,name,easting,northing,people_at_most,kept"


def written(tmp_path, *rows, head=HEAD):
    path = tmp_path / "candidates.csv"
    path.write_text("\n".join([head, *rows, ""]), "utf-8")
    return path


def test_points_are_kept_to_the_millimetre_and_what_is_left_out_has_its_default(tmp_path):
    path = written(tmp_path, "hall,The Hall,338052.8966769,394049.612,120,yes", "barn,The Barn,1000.0004,2000,,")
    found, source = read_candidates(path, 50)
    assert found == (
        Candidate("hall", "The Hall", Spot(338_052_897, 394_049_612), 120, kept=True),
        Candidate("barn", "The Barn", Spot(1_000_000, 2_000_000), 50, kept=False),
    )
    assert source.file == "candidates.csv"
    bare, _ = read_candidates(written(tmp_path, "hall,The Hall,1000,2000", head="id,name,easting,northing"))
    assert bare == (Candidate("hall", "The Hall", Spot(1_000_000, 2_000_000)),)


BAD = {
    "hall,The Hall,-2.9340,53.4395,,": ("easting", "look like degrees"),
    "hall,The Hall,-1000,5000,,": ("easting", "outside the British National Grid"),
    "hall,The Hall,700001,5000,,": ("easting", "outside the British National Grid"),
    "hall,The Hall,1000,1300001,,": ("easting", "outside the British National Grid"),
    "hall,The Hall,,2000,,": ("easting", "blank"),
    "hall,The Hall,1000,north,,": ("northing", "is not a decimal number"),
    "hall,The Hall,1000,2000,-5,": ("people_at_most", "is not a whole number"),
    "hall,The Hall,1000,2000,,perhaps": ("kept", "is not yes or no"),
    ",The Hall,1000,2000,,": ("id", "blank"),
}


@pytest.mark.parametrize("row", BAD)
def test_a_bad_row_is_told_with_its_line_and_column(tmp_path, row):
    field, what = BAD[row]
    with pytest.raises(TableFaults) as found:
        read_candidates(written(tmp_path, "barn,The Barn,1000,2000,,", row))
    (fault,) = found.value.faults
    assert (fault.line, fault.field) == (3, field)
    assert what in str(fault)


def test_all_faults_are_told_at_once_and_a_missing_file_is_one(tmp_path):
    with pytest.raises(TableFaults) as found:
        read_candidates(written(tmp_path, *BAD, "barn,B,1,2,,", "barn,B,1000,2000,,"))
    assert len(found.value.faults) >= len(BAD)
    with pytest.raises(FileMissing):
        read_candidates(tmp_path / "nowhere.csv")
