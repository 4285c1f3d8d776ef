"""The folder of full costs: every figure worked out again from the budgets, rates and uplifts that stand beside it."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import FORMAT, MANIFEST, is_canonical, same
from .reading import Folder

FILE, TABLE = "cost.json", "cost.csv"
FILES = {FILE, TABLE, "cost.txt", MANIFEST}
LIVING_WAGE = "real living wage"
STAFF = ("wages", "on-costs", "living wage")
HEADER = ["budget", "year", "row", "what", "pounds"]


def check_costs(folder: Folder) -> list[Finding]:
    """Check the files of full costs, every figure of every year, and the table against them.

    The words of ``cost.txt`` and of each summary are not read; what they say follows from the figures.
    """
    return [finding for part in (_layout, _figures, _table) for finding in guarded(part, folder)]


def rounded(value: Fraction) -> int:
    """Round to a whole number, a half up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES)


def _figures(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, "full costs"):
        return [Finding("V701", FILE, f"these are not full costs of the form {FORMAT}")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V701", FILE, "it is not written in the one canonical form"))
    for budget in told["budgets"]:
        findings.extend(_budget(told, budget))
    return findings


def _budget(told: Any, budget: Any) -> Iterator[Finding]:
    given = budget["input"]
    first = date.fromisoformat(given["first_day"]).year
    years = [_Year(told, given, year).value() for year in range(first, first + given["years"])]
    if len(years) != len(budget["years"]):
        yield Finding("V702", FILE, f"{budget['id']} does not have the years of its budget")
        return
    for found, stated in zip(years, budget["years"], strict=True):
        for name in sorted(found.keys() | stated.keys()):
            if name not in found or name not in stated or not same(found[name], stated[name]):
                what = f"{name} of {budget['id']} in {found['label']} is not what it works out to"
                yield Finding("V702", FILE, what)
    if budget["total_pence"] != sum(year["full_cost_pence"] for year in years):
        yield Finding("V702", FILE, f"the years of {budget['id']} do not come to its total")


class _Year:
    """One year of one budget, worked out again."""

    def __init__(self, told: Any, given: Any, year: int) -> None:
        self.given, self.year = given, year
        self.shares = {(one["index"], one["year"]): Fraction(one["share"]) for one in told["uplifts"]}
        self.begins = date.fromisoformat(given["first_day"])
        self.rates = [
            (date.fromisoformat(one["due_by"]), one["announced"], one["pence_per_hour"])
            for one in told["rates"]
            if (one["kind"], one["area"]) == (LIVING_WAGE, given["living_wage_area"])
        ]

    def rise(self, index: str, since: int) -> Fraction:
        """Give by what a sum of an earlier year is multiplied."""
        factor = Fraction(1)
        if index:
            for entered in range(since + 1, self.year + 1):
                factor *= 1 + self.shares[index, entered]
        return factor

    def since_first(self, sum_: int, index: str) -> int:
        """Give a sum of the first year in the money of this one."""
        return rounded(sum_ * self.rise(index, self.begins.year))

    def wage(self) -> tuple[int, bool]:
        """Give the living wage of the year, and whether it is known for it."""
        ends = self.begins.replace(year=self.year + 1) - timedelta(days=1)
        due, _, amount = max(rate for rate in self.rates if rate[0] <= ends)
        if due >= self.begins.replace(year=self.year):
            return amount, True
        since = due.year if due >= self.begins.replace(year=due.year) else due.year - 1
        return rounded(amount * self.rise(self.given["living_wage_uplift"], since)), False

    def staff(self, wage: int) -> tuple[list[tuple[str, str, int]], list[dict[str, Any]]]:
        """Give the lines of staff, and those whose pay is below the wage."""
        lines: list[tuple[str, str, int]] = []
        below = []
        for one in self.given["staff"]:
            pay = self.since_first(one["pay_pence_per_hour"], one["uplift"])
            own = self.paid(one, pay)
            lines += own
            if pay < wage:
                lifting = _sum(self.paid(one, wage)) - _sum(own)
                lines.append(("living wage", one["line"], lifting))
                below.append(
                    {
                        "line": one["line"],
                        "pay_pence_per_hour": pay,
                        "living_wage_pence_per_hour": wage,
                        "lifting_pence": lifting,
                    }
                )
        return lines, below

    def paid(self, one: Any, pay: int) -> list[tuple[str, str, int]]:
        """Give what a staff line comes to at so many pence an hour."""
        wages = rounded(pay * Fraction(one["hours_per_week"]) * Fraction(one["weeks_per_year"]))
        extras = [extra for extra in self.given["on_costs"] if not extra["line"] or extra["line"] == one["line"]]
        return [
            ("wages", one["line"], wages),
            *(
                ("on-costs", f"{one['line']}: {extra['name']}", rounded(wages * Fraction(extra["share_of_wages"])))
                for extra in extras
            ),
        ]

    def overheads(self, lines: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
        """Give the overheads on some lines."""
        bases = {"staff": sum(cost for part, _, cost in lines if part in STAFF), "direct": _sum(lines)}
        return [
            (
                "overheads",
                one["line"],
                self.since_first(one["pence"] or 0, one["uplift"])
                if one["share"] is None
                else rounded(bases[one["share_of"]] * Fraction(one["share"])),
            )
            for one in self.given["overheads"]
        ]

    def value(self) -> dict[str, Any]:
        """Give the year as it is published."""
        wage, known = self.wage()
        staff, below = self.staff(wage)
        others = [
            (one["kind"], one["line"], self.since_first(one["pence"], one["uplift"]))
            for one in self.given["lines"]
            if one["year"] in {None, self.year}
        ]
        over = self.overheads([*staff, *others])
        lower = self.overheads([*(line for line in staff if line[0] != "living wage"), *others])
        full = _sum([*staff, *others, *over])
        income = [one for one in self.given["income"] if one["year"] in {None, self.year}]
        fills = sum(one["pence"] for one in income if one["agreed"] and one["pays"] == "fills the gap")
        paid = sum(one["pence"] for one in income if one["agreed"]) - fills
        calendar = (self.begins.month, self.begins.day) == (1, 1)
        return {
            "year": self.year,
            "label": str(self.year) if calendar else f"{self.year}/{(self.year + 1) % 100:02}",
            "living_wage_pence_per_hour": wage,
            "living_wage_known": known,
            "lines": [{"part": part, "line": line, "pence": cost} for part, line, cost in (*staff, *others, *over)],
            "full_cost_pence": full,
            "paid_pence": paid,
            "gap_pence": full - paid,
            "filled_pence": fills,
            "unfilled_pence": full - paid - fills,
            "income": _payers(income, agreed=True),
            "hoped_for": _payers(income, agreed=False),
            "below_living_wage": below,
            "lifting_pence": sum(one["lifting_pence"] for one in below) + _sum(over) - _sum(lower),
        }


def _sum(lines: Iterable[tuple[str, str, int]]) -> int:
    return sum(cost for _, _, cost in lines)


def _payers(income: list[Any], *, agreed: bool) -> list[dict[str, Any]]:
    return [
        {"payer": one["payer"], "pays": one["pays"], "pence": one["pence"]} for one in income if one["agreed"] is agreed
    ]


def _table(folder: Folder) -> list[Finding]:
    """Hold the table against the figures, row by row."""
    told = folder.read_json(FILE)
    found = list(csv.reader(io.StringIO(folder.read(TABLE).decode("utf-8"), newline="")))
    expected = [HEADER, *(row for budget in told["budgets"] for row in _rows(budget))]
    if found == expected:
        return []
    return [Finding("V703", TABLE, "the table does not say what the figures say")]


def _rows(budget: Any) -> Iterator[list[str]]:
    for year in budget["years"]:
        gap = [one for one in year["income"] if one["pays"] == "fills the gap"]
        rows = [(line["part"], line["line"], line["pence"]) for line in year["lines"]]
        rows.append(("full cost", "", year["full_cost_pence"]))
        rows += [(one["pays"], one["payer"], one["pence"]) for one in year["income"] if one not in gap]
        rows.append(("cost gap", "", year["gap_pence"]))
        rows += [(one["pays"], one["payer"], one["pence"]) for one in gap]
        rows.append(("nobody fills", "", year["unfilled_pence"]))
        rows += [("hoped for, not counted", one["payer"], one["pence"]) for one in year["hoped_for"]]
        rows += [
            ("below the real living wage: lifting it", one["line"], one["lifting_pence"])
            for one in year["below_living_wage"]
        ]
        for row, what, pence in rows:
            yield [_cell(budget["id"]), year["label"], row, _cell(what), _pounds(pence)]


def _cell(text: str) -> str:
    """Give a text as a table holds it: one that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _pounds(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"
