"""The folder of options side by side: every range, every total and every mark worked out again from its figures."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .costs import rounded
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import FORMAT, MANIFEST, is_canonical, same
from .reading import Folder

FILE = "options.json"
FILES = {FILE, "options.csv", "options.txt", MANIFEST}
COSTS = ("full cost", "double running", "failure demand", "displaced cost")
KINDS = ("keep", "reshape", "transfer", "close", "do nothing")
MARK = "cheapest now, dearer later"
Three = tuple[int, int, int]


def check_options(folder: Folder) -> list[Finding]:
    """Check the files of comparisons of options, and every figure in them but people, who are published rounded.

    The words of ``options.txt`` and the pictures are not read.
    """
    return [finding for part in (_layout, check_figures) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES, lambda name: name.startswith("pictures/"))


def check_figures(folder: Folder) -> list[Finding]:
    """Check every figure of ``options.json``, wherever it stands."""
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, "option comparisons"):
        return [Finding("V711", FILE, f"these are not options of the form {FORMAT}")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V711", FILE, "it is not written in the one canonical form"))
    for one in told["comparisons"]:
        findings.extend(_comparison(one))
    return findings


def _comparison(told: Any) -> Iterator[Finding]:
    service = told["service"]
    if told["discounting"] != "none" or told["prices_of"] != told["first_year"]:
        yield Finding("V712", FILE, f"the money of {service} is not in the prices of the first year")
    kinds = {one["kind"] for one in told["options"]}
    if "keep" not in kinds or told["not_compared"] != [kind for kind in KINDS if kind not in kinds]:
        yield Finding("V712", FILE, f"for {service} it does not say which ways to go on were left out")
    worked = []
    for option in told["options"]:
        found = _Option(told, option)
        worked.append(found)
        yield from _option(service, option, found)
    if not same(_marks(worked), told["marked"]):
        yield Finding("V713", FILE, f"for {service} another option is cheapest now and dearer later than is marked")


def _option(service: str, told: Any, found: "_Option") -> Iterator[Finding]:
    expected = found.value()
    for name in expected:
        if not same(expected[name], told[name]):
            yield Finding("V712", FILE, f"{name} of {told['id']} for {service} is not what it works out to")
    for figure in told["figures"]:
        if not figure["range"]["low"] <= figure["range"]["central"] <= figure["range"]["high"]:
            yield Finding("V712", FILE, f"a figure of {told['id']} for {service} is no range")
        if figure["counted"] is not (figure["what"] != "saving" or figure["source"] not in {"", "a guess"}):
            yield Finding("V712", FILE, f"a saving of {told['id']} for {service} is counted without a source")
    money = told["public_money"]
    if money is not None and (money["cut_pence"], money["verdict"]) != _verdict(money):
        yield Finding("V714", FILE, f"whether money for {told['id']} is new is not what its figures say")


def _verdict(money: Any) -> tuple[int, str]:
    cut = max(0, money["before_pence"] - money["after_pence"])
    if cut:
        return cut, "more than the cut" if money["new_pence"] > cut else "replaces public money"
    return cut, "new money" if money["new_pence"] else "nothing new"


def _plus(one: Three, other: Three) -> Three:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _less(one: Three, other: Three) -> Three:
    return one[0] - other[2], one[1] - other[1], one[2] - other[0]


def _told(three: Three) -> dict[str, int]:
    return dict(zip(("low", "central", "high"), three, strict=True))


class _Option:
    """One option over all its years, worked out again."""

    def __init__(self, told: Any, option: Any) -> None:
        self.option = option
        self.years = range(told["first_year"], told["first_year"] + told["years"])
        self.prices = {one["year"]: Fraction(one["share"]) for one in told["prices"]}
        self.parts = [self.parts_of(k, year) for k, year in enumerate(self.years)]

    def parts_of(self, k: int, year: int) -> dict[str, Three]:
        """Give what a year comes to, kind by kind."""
        parts: dict[str, Three] = {}
        budget = self.option["budget"]
        if budget is not None:
            prices = Fraction(1)
            for entered in self.years[1 : k + 1]:
                prices *= 1 + self.prices[entered]
            real = Fraction(budget["pence"][k]) / prices
            low, high = Fraction(budget["low_share"]), Fraction(budget["high_share"])
            parts["full cost"] = (rounded(real * low), rounded(real), rounded(real * high))
        for figure in self.option["figures"]:
            if figure["counted"] and figure["year"] in {None, year}:
                three = (figure["range"]["low"], figure["range"]["central"], figure["range"]["high"])
                parts[figure["what"]] = _plus(parts.get(figure["what"], (0, 0, 0)), three)
        return parts

    def paid(self, k: int) -> Three:
        """Give what is paid for the service in a year."""
        nothing = (0, 0, 0)
        outlay = _plus(self.parts[k].get("full cost", nothing), self.parts[k].get("double running", nothing))
        return _less(outlay, self.parts[k].get("saving", nothing))

    def cost(self, k: int) -> Three:
        """Give what a year costs everybody."""
        others = _plus(self.parts[k].get("failure demand", (0, 0, 0)), self.parts[k].get("displaced cost", (0, 0, 0)))
        return _plus(self.paid(k), others)

    @property
    def whole(self) -> Three:
        """What all years cost everybody."""
        whole = (0, 0, 0)
        for k in range(len(self.years)):
            whole = _plus(whole, self.cost(k))
        return whole

    @property
    def lacking(self) -> list[str]:
        """The kinds of figure that nobody worked out."""
        known = {what for parts in self.parts for what in parts}
        known |= {"unmet need"} if self.option["unmet_need"] else set()
        changes = self.option["kind"] in {"reshape", "transfer"}
        asked = [what for what in (*COSTS, "unmet need", "volunteer hours") if what != "double running" or changes]
        return [what for what in asked if what not in known]

    def value(self) -> dict[str, Any]:
        """Give what is published of it, as far as it can be worked out again."""
        years = [
            {
                "year": year,
                "parts": {what: _told(three) for what, three in self.parts[k].items()},
                "cost_pence": _told(self.cost(k)),
            }
            for k, year in enumerate(self.years)
        ]
        return {
            "paid_in_first_year_pence": _told(self.paid(0)),
            "cost_over_all_years_pence": _told(self.whole),
            "costs_known": not set(self.lacking) & set(COSTS),
            "not_worked_out": self.lacking,
            "years": years,
        }


def _marks(options: list[_Option]) -> list[dict[str, Any]]:
    least = min(one.paid(0)[1] for one in options)
    best = min(options, key=lambda one: one.whole[1])
    return [
        {
            "option": one.option["id"],
            "mark": MARK,
            "cheaper_over_all_years": best.option["id"],
            "saved_now_pence": best.paid(0)[1] - least,
            "dearer_pence": one.whole[1] - best.whole[1],
            "sure": not set(best.lacking) & set(COSTS) and one.whole[0] > best.whole[2],
        }
        for one in options
        if one.paid(0)[1] == least and one.whole[1] > best.whole[1]
    ]
