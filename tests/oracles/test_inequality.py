"""OHID's published values: slope and relative index of inequality, quantiles, and crude rates."""

from collections.abc import Iterator

import pytest

from commonweal.errors import GroupsRefused
from commonweal.evidence.quantiles import quantiles
from commonweal.evidence.rates import crude_rate
from commonweal.evidence.slope import RankedGroup, SlopeSpec, error_from_limits, slope_index
from commonweal.terms.sources import Unknown

pytestmark = pytest.mark.real_data

KINDS = {0: "plain", 1: "rate", 2: "proportion"}
NUMBER = {"Quartile": 4, "Septile": 7, "Decile": 10}
NOT_SAID = Unknown("not said")


def sheets(folder, name):
    """The rows of each sheet of an expected-values file, as mappings from heading to cell."""
    openpyxl = pytest.importorskip("openpyxl", reason="real data: openpyxl is in the test group")
    path = folder / "oracles" / name
    if not path.is_file():
        pytest.skip(f"real data: there is no {path}")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        yield [dict(zip(rows[0], row, strict=False)) for row in rows[1:] if any(cell is not None for cell in row)]


@pytest.fixture(scope="module")
def cases(data_folder):
    """The groups of people of each case, with what is expected of them on the first row."""
    found: dict[tuple[str, str], list[dict]] = {}
    for row in next(sheets(data_folder, "testdata_SII.xlsx")):
        found.setdefault((row["TestDescription"], row["Area"]), []).append(row)
    return found


def spec(name, row, **how):
    times = -100 if "x -100" in name else 100 if "x 100" in name else -1 if "negative multiplier" in name else 1
    return SlopeSpec(KINDS[row["ValueType"]], transform="transform" in name, multiplier=times, **how)


def ranked(rows, *, errors=False):
    return [RankedGroup(row["Population"], row["Value"], row["StandardError"] if errors else NOT_SAID) for row in rows]


def expected(cases, *words) -> Iterator[tuple[str, list[dict]]]:
    for (name, _), rows in cases.items():
        if rows[0]["sii"] is not None and name.startswith(words):
            yield name, rows


def test_the_twelve_default_cases_to_twelve_digits(cases):
    found = list(expected(cases, "default"))
    assert len(found) == 12
    for name, rows in found:
        told = slope_index(ranked(rows), spec(name, rows[0]))
        assert told.slope == pytest.approx(rows[0]["sii"], rel=1e-12)
        assert told.relative == pytest.approx(rows[0]["rii"], rel=1e-12)


def test_every_case_of_rates_and_proportions_with_and_without_their_transforms(cases):
    found = list(expected(cases, "rate", "proportion"))
    assert len(found) == 32
    assert {spec(name, rows[0]).transform for name, rows in found} == {True, False}
    for name, rows in found:
        told, row = slope_index(ranked(rows), spec(name, rows[0])), rows[0]
        assert told.slope == pytest.approx(row["sii"], rel=1e-12), name
        if row["rii"] is not None:
            assert told.relative == pytest.approx(row["rii"], rel=1e-12), name
        if row["Intercept"] is not None:
            assert told.intercept == pytest.approx(row["Intercept"], rel=1e-12), name


def test_the_intervals_agree_within_what_two_simulations_differ_by(cases):
    """Each end is the quantile of 100,000 drawings on either side: they differ by some hundredths of the width."""
    seen = 0
    for name, rows in expected(cases, "default", "rate", "proportion"):
        row = rows[0]
        if row["sii_lowercl_1"] is None:
            continue
        levels = {"99%": (99.0,), "98% c": (98.0,), "98% CI": (98.0,), "multiple CI": (95.0, 99.0)}
        both = {"95% and 98%": (95.0, 98.0)}
        confidence = next((level for said, level in {**both, **levels}.items() if said in name), (95.0,))
        told = slope_index(ranked(rows, errors=True), spec(name, row, confidence=confidence, repetitions=50_000))
        for number, (ours, relative) in enumerate(zip(told.slope_limits, told.relative_limits, strict=True), start=1):
            for part, limits in (("sii", ours), ("rii", relative)):
                low, high = row[f"{part}_lowercl_{number}"], row[f"{part}_uppercl_{number}"]
                if low is None:
                    continue
                width = high - low
                assert limits.low == pytest.approx(low, abs=0.02 * width), (name, part)
                assert limits.high == pytest.approx(high, abs=0.02 * width), (name, part)
                seen += 1
    assert seen > 70


def test_the_errors_come_from_the_published_intervals(cases):
    """The file takes 1.96 for the normal deviate."""
    for name, rows in expected(cases, "default", "rate", "proportion"):
        for row in rows:
            error = error_from_limits(KINDS[row["ValueType"]], row["LowerCL"], row["UpperCL"])
            assert error == pytest.approx(row["StandardError"], rel=2e-5), name


def test_what_cannot_be_measured_is_refused_or_unknown(cases):
    for (name, _), rows in cases.items():
        if name.startswith("error handling - negative populations"):
            with pytest.raises(GroupsRefused):
                slope_index(ranked(rows), SlopeSpec("proportion"))
        if name.startswith("error handling - negative counts/standard error"):
            with pytest.raises(GroupsRefused):
                slope_index(ranked(rows, errors=True), SlopeSpec("proportion"))


def test_every_quantile_of_every_group(data_folder):
    groups: dict[tuple, list[dict]] = {}
    rows = next(sheets(data_folder, "testdata_Quantiles.xlsx"))
    for row in rows:
        if row["GroupSet"] == "None":
            groups.setdefault(("all", row["QuantileNm"]), []).append(row)
        else:
            region = row["ParentCode"] if row["GroupSet"] == "IndSexReg" else ""
            groups.setdefault((row["Test"], row["QuantileNm"], row["IndSexRef"], region), []).append(row)
    assert sum(map(len, groups.values())) == 1017
    for name, among in groups.items():
        # Where polarities are mixed in a group, its first one counts for all.
        lowest_first = name[0] != "all" and among[0]["Polarity"] in {"RAG - High is good", 0}
        values = [NOT_SAID if row["Value"] is None else row["Value"] for row in among]
        told = quantiles(values, NUMBER[name[1]], highest_first=not lowest_first)
        assert [one if isinstance(one, int) else None for one in told] == [row["QuantileInGrp"] for row in among], name


def test_every_crude_rate_with_its_interval(data_folder):
    seen = 0
    for rows in sheets(data_folder, "testdata_Rate.xlsx"):
        for row in rows:
            cases, people = (NOT_SAID if row[name] is None else row[name] for name in ("Numerator", "Denominator"))
            for confidence, ends in ((95.0, ("lower95_0cl", "upper95_0cl")), (99.8, ("lower99_8cl", "upper99_8cl"))):
                low, high = ends if ends[0] in row else ("lowercl", "uppercl")
                told = crude_rate(cases, people, row["multiplier"], confidence if ends[0] in row else 95.0)
                if row["value"] is None:
                    assert told == NOT_SAID
                    continue
                seen += 1
                assert told.exact == (row["method"] == "Exact")
                assert (told.value, told.low, told.high) == pytest.approx(
                    (row["value"], row[low], row[high]), rel=1e-12
                )
    assert seen == 52
