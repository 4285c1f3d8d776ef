"""The parameters of a published plan read back: value, range and source of each."""

from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO

from commonweal.formats.plan_beside import PARAMETERS
from commonweal.handover.inputs import DEFAULTS, Setting
from commonweal.handover.problem import Problem


@dataclass(frozen=True, slots=True)
class ReadSetting:
    """A parameter as a page shows it.

    Attributes:
        setting: its name, value, range and source.
        stated: whether the plan's folder states its range and source; otherwise they are those of the default.
    """

    setting: Setting
    stated: bool


def read_parameters(files: Mapping[str, bytes], problem: Problem) -> tuple[ReadSetting, ...]:
    """Give every parameter of a plan.

    Args:
        files: of the plan's folder.
        problem: the data of the plan, whose own values stand in for a table that is not there.
    """
    if PARAMETERS in files:
        rows = DictReader(StringIO(files[PARAMETERS].decode("utf-8")))
        return tuple(ReadSetting(_setting(row), stated=True) for row in rows)
    inner = {"building_lag_quarters": "building_lag", "action_lag_quarters": "action_lag"}
    found = []
    for name, default in DEFAULTS.items():
        value = getattr(problem.parameters, inner.get(name, name), None)
        if value is not None:
            setting = Setting(name, Fraction(value), default.least, default.most, default.source)
            found.append(ReadSetting(setting, stated=False))
    return tuple(found)


def _setting(row: Mapping[str, str]) -> Setting:
    source = row["source"].removeprefix("'") if row["source"][1:2] in {"=", "+", "-", "@"} else row["source"]
    return Setting(row["name"], Fraction(row["value"]), Fraction(row["least"]), Fraction(row["most"]), source)
