import pytest

from commonweal.errors import TableFaults
from commonweal.evidence.named_groups import HandTagged, Tag
from commonweal.formats.tags_table import COLUMNS, read_tags, write_tags

HEAD = ",".join(COLUMNS) + "\n"
TAGS = (
    Tag("BE101", "Refugees", r"\b(asylum|refugees?)\b", r"\brefuge\b", HandTagged(21, 1, 9, 4172), ("families", "men")),
    Tag("AR1", "Arts, crafts", r"\barts?\b", "", HandTagged(0, 0, 0, 0)),
)


def test_what_is_written_is_read_again(tmp_path):
    (tmp_path / "tags.csv").write_bytes(write_tags(TAGS))
    found, source = read_tags(tmp_path, {"families", "men"})
    assert found == TAGS
    assert source.file == "tags.csv"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("BE1,A,(a+)+b,,1,1,1,1,", "line 2, include: (a+)+b is not an expression that is sure to be found in time"),
        ("BE1,A,a,(?=a),1,1,1,1,", "line 2, exclude: (?=a) is not"),
        ("BE1,A,,,1,1,1,1,", "line 2, include: the cell is blank"),
        ("BE1,A,a,,1,,1,1,", "line 2, missed: the cell is blank"),
        ("BE1,A,a,,1,-1,1,1,", "line 2, missed: -1 is not a whole number"),
        ("BE1,A,a,,1,1,1,1,women", "line 2, groups: women is not a group of needs.csv"),
        ("BE1,A,a,,1,1,1,1,;", "line 2, groups: ; is not names with ; between them"),
        ("BE1,A,a,,1,1,1,1,\nBE1,B,b,,1,1,1,1,", "line 3, code: BE1 stands already at line 2"),
    ],
)
def test_a_bad_row_is_refused_by_line_and_column(tmp_path, row, fault):
    (tmp_path / "tags.csv").write_text(HEAD + row + "\n", encoding="utf-8")
    with pytest.raises(TableFaults) as refused:
        read_tags(tmp_path, {"men"})
    assert fault in str(refused.value)
