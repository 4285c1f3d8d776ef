import csv
import io

import pytest

from commonweal.formats.table_appending import appended, rows_of


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_what_stands_is_kept_to_the_byte(end):
    old = f'id,mine,name\r\na,"x, ""y""", spaced {end}'.encode()
    new = appended(old, ("id",), [{"id": "b", "name": "=1", "left": None}])
    assert new.startswith(old)
    assert new[len(old) :].strip() == b"b,,'=1"


def test_a_column_that_is_missing_is_joined_at_the_right():
    assert appended(b"id\na\n", ("id",), [{"id": "b", "more": 1}]) == b"id,more\na,\nb,1\n"


def test_a_new_table_has_every_column():
    assert appended(b"", ("id", "name"), [{"id": "b"}]) == b"id,name\nb,\n"


def test_rows_are_read_as_texts():
    assert rows_of(b"id,name\nb,\n") == [{"id": "b", "name": ""}]


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    new = appended(b"\xef\xbb\xbfid,name\na,x\n", ("id",), [{"id": "b", "more": 2}])
    rows = list(csv.DictReader(io.StringIO(new.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["a", "b"]
