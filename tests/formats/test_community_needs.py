import polars as pl
import pytest

from commonweal.errors import TableFaults
from commonweal.formats.community_needs import read_community_needs

WARDS = {
    "ward17_code": ["E05000001", "E05000002"],
    "Community Needs Index score": [90.5, 12.25],
    "Community Needs Index rank": [1, 2],
    "Left Behind Area?": [True, False],
}


def written(folder, columns):
    path = folder / "cni.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path


def test_wards_of_2017_are_the_edition_of_2019(tmp_path):
    found = read_community_needs(written(tmp_path, WARDS))
    assert found.edition == 2019
    assert found.ranks == {"E05000001": 1, "E05000002": 2}
    assert found.scores["E05000002"] == 12.25
    assert found.left_behind == {"E05000001"}
    assert "Local Trust" in found.source.publisher


def test_small_areas_are_the_edition_of_2023(tmp_path):
    columns = {
        "lsoa21_code": ["E01000001"],
        "Community Needs Index 2023 Score": [1.0],
        "Community Needs Index 2023 Rank": [1],
    }
    found = read_community_needs(written(tmp_path, columns))
    assert (found.edition, found.left_behind) == (2023, None)


@pytest.mark.parametrize(
    ("column", "cells", "field"),
    [
        ("ward17_code", ["E05000001", "E05000001"], "ward17_code"),
        ("ward17_code", ["E01000001", "E05000001"], "ward17_code"),
        ("Community Needs Index rank", [1, None], "Community Needs Index rank"),
        ("Community Needs Index rank", [0, 1], "Community Needs Index rank"),
        ("Left Behind Area?", ["yes", "no"], "Left Behind Area?"),
    ],
)
def test_a_bad_table_is_refused(tmp_path, column, cells, field):
    with pytest.raises(TableFaults) as refused:
        read_community_needs(written(tmp_path, {**WARDS, column: cells}))
    assert {fault.field for fault in refused.value.faults} == {field}


def test_a_table_without_codes_is_refused(tmp_path):
    with pytest.raises(TableFaults, match="one column of area codes"):
        read_community_needs(written(tmp_path, {name: WARDS[name] for name in list(WARDS)[1:]}))
