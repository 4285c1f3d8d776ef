"""Tables made safe, as published: accepted as they are, refused mutation by mutation, with hashes mended."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.evidence.disclosure_rules import RULES
from commonweal.evidence.linked import protect_tables
from commonweal.formats.folders import with_manifest, write_folder
from commonweal.formats.safe_tables import PROOF, WITNESSES, read_released, safe_files
from commonweal.terms.canon import encode
from commonweal.verifier import disclosure
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.evidence.counted import arrays, axis, nested, table

LEAVES = np.array([[[3, 20], [40, 0]], [[12, 9], [31, 18]], [[25, 6], [17, 2]]])
AXES = [nested("area", (2, 1)), axis("age", 2), axis("sex", 2)]
FOUND = protect_tables(RULES["nhs-sub-national"], [table(LEAVES, AXES)])
FILES = safe_files(FOUND)
TABLE = "tables/t.csv"


def codes(files):
    return {found.code for found in check_folder(Folder(files))}


def mended(files):
    return with_manifest("safe-tables", {name: data for name, data in files.items() if name != "manifest.json"})


def with_proof(change):
    value = json.loads(FILES[PROOF])
    change(value)
    return mended(FILES | {PROOF: encode(value)})


def with_rows(name, change):
    rows = FILES[name].decode().splitlines()
    change(rows)
    return mended(FILES | {name: ("\n".join(rows) + "\n").encode()})


def test_what_is_published_is_accepted():
    assert codes(FILES) == set()
    assert FOUND.safe.hidden.any()


@settings(max_examples=12, deadline=None)
@given(arrays((2, 3)), st.sampled_from(sorted(RULES)))
def test_whatever_is_protected_is_accepted(leaves, name):
    assert codes(safe_files(protect_tables(RULES[name], [table(leaves)]))) == set()


def test_the_verifier_knows_the_rules_by_itself():
    ours = {rule.name: (rule.few, rule.step, rule.hidden_values, rule.rounded_values) for rule in RULES.values()}
    assert dict(disclosure.RULES) == ours


def forget(value, key):
    del value[key]


PROOF_LIES = {
    "another form": (lambda v: v.update(format="commonweal/2"), "V901"),
    "another kind": (lambda v: v.update(kind="tables"), "V901"),
    "a weaker rule": (
        lambda v: (v["rule"].update(hidden_values=2), v["tables"][0]["rule"].update(hidden_values=2)),
        "V901",
    ),
    "a rule of its own": (
        lambda v: (v["rule"].update(name="mine"), v["tables"][0]["rule"].update(name="mine")),
        "V901",
    ),
    "a table by another rule": (lambda v: v["tables"][0]["rule"].update(few=3), "V901"),
    "no table": (lambda v: v.update(tables=[]), "V108"),
    "a group twice": (lambda v: v["tables"][0]["axes"][1].update(labels=["age0", "age0", "all"]), "V901"),
    "no total": (lambda v: v["tables"][0]["axes"][1].update(whole=["all", None, None]), "V901"),
    "a total of nothing known": (lambda v: v["tables"][0]["axes"][1].update(whole=["x", "all", None]), "V901"),
    "groups in a ring": (lambda v: v["tables"][0]["axes"][1].update(whole=["age1", "age0", None]), "V901"),
    "one name for two axes": (lambda v: v["tables"][0]["axes"][1].update(name="sex"), "V901"),
    "another order": (lambda v: v["tables"][0]["axes"][1].update(labels=["age1", "age0", "all"]), "V902"),
    "an area in another neighbourhood": (
        lambda v: v["tables"][0]["axes"][0]["whole"].__setitem__(0, "area1"),
        "V903",
    ),
    "fewer witnesses": (lambda v: v.update(witnesses=v["witnesses"] - 1), "V903"),
    "nothing said of witnesses": (lambda v: forget(v, "witnesses"), "V106"),
}


@pytest.mark.parametrize(("change", "code"), PROOF_LIES.values(), ids=PROOF_LIES.keys())
def test_a_proof_that_says_something_else_is_refused(change, code):
    assert code in codes(with_proof(change))


def test_every_single_witness_is_needed():
    """With any one of them taken away some hidden count is no longer shown to be uncertain."""
    many = json.loads(FILES[PROOF])["witnesses"]
    for gone in range(many):
        rows = [row.split(",") for row in FILES[WITNESSES].decode().splitlines()]
        rows[0] = ["", *[str(k) for k in range(1, many)]]
        kept = "\n".join(
            ",".join(cell for k, cell in enumerate(row) if k != (0 if nth == 0 else gone))
            for nth, row in enumerate(rows)
        )
        value = json.loads(FILES[PROOF]) | {"witnesses": many - 1}
        assert codes(mended(FILES | {PROOF: encode(value), WITNESSES: (kept + "\n").encode()})) == {"V904"}


def test_a_witness_changed_in_any_cell_is_refused():
    rows = FILES[WITNESSES].decode().splitlines()
    for line in range(1, len(rows)):
        for column in range(len(rows[0].split(","))):

            def one_more(told, line=line, column=column):
                cells = told[line].split(",")
                cells[column] = str(int(cells[column]) + 1)
                told[line] = ",".join(cells)

            assert "V903" in codes(with_rows(WITNESSES, one_more))


def test_a_hidden_count_shown_or_a_shown_one_changed_is_refused():
    rows = FILES[TABLE].decode().splitlines()
    for line in range(1, len(rows)):
        labels, _, count = rows[line].rpartition(",")
        for other in ("10", "45", "*", "0", "3", "5", "-5", "5.0", "", "ten", "00", "²"):
            if other != count:
                changed = codes(
                    with_rows(TABLE, lambda told, line=line, new=f"{labels},{other}": told.__setitem__(line, new))
                )
                assert changed & {"V902", "V903", "V904"} or (count == "0" and changed), (line, other)


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.pop(),
        lambda rows: rows.append(rows[-1]),
        lambda rows: rows.insert(1, rows.pop(2)),
        lambda rows: rows.__setitem__(0, rows[0].replace("sex", "age")),
        lambda rows: rows.__setitem__(1, rows[1].replace("sex0", "other")),
    ],
)
def test_a_table_that_is_not_every_group_crossed_is_refused(change):
    assert codes(with_rows(TABLE, change)) & {"V902", "V903", "V105", "V106"}


@pytest.mark.parametrize("name", [TABLE, PROOF, WITNESSES, "account.txt"])
def test_a_file_that_is_missing_or_is_too_many_is_refused(name):
    assert codes(mended({one: data for one, data in FILES.items() if one != name})) - {"V104"}
    assert codes(mended(FILES | {"raw.csv": b"a,count\n"})) == {"V108"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_folder_of_changed_bytes_stops_the_check(data):
    name = data.draw(st.sampled_from(sorted(FILES)))
    at = data.draw(st.integers(0, len(FILES[name]) - 1))
    new = FILES[name][:at] + data.draw(st.binary(max_size=3)) + FILES[name][at + 1 :]
    found = codes(FILES | {name: new})
    assert found or new == FILES[name]


def test_what_was_published_before_is_part_of_the_proof(tmp_path):
    """The same people by area alone were shown before: a cell hidden now and shown then is known from then."""
    areas = [AXES[0]]
    before = protect_tables(RULES["nhs-sub-national"], [table(LEAVES.sum(axis=(1, 2)), areas, "areas.csv")])
    write_folder(tmp_path / "before", safe_files(before))
    earlier = read_released(tmp_path / "before")
    found = protect_tables(RULES["nhs-sub-national"], [table(LEAVES, AXES)], earlier)
    files = safe_files(found)
    assert codes(files) == set()
    assert "earlier/1.csv" in files
    told = json.loads(files[PROOF])
    told["earlier"] = []
    gone = mended({name: data for name, data in files.items() if name != "earlier/1.csv"} | {PROOF: encode(told)})
    assert codes(gone) <= {"V903"}  # the sums of the earlier table are of cells that this one has too
