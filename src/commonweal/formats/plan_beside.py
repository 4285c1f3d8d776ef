"""What stands beside an adopted plan in its folder: its trial, options, parameters and equality assessment."""

from collections.abc import Mapping, Sequence

from commonweal.evidence.equality import Impact
from commonweal.formats.equality_table import FILE as EQUALITY
from commonweal.formats.equality_table import write_equality
from commonweal.formats.tables import write_table
from commonweal.handover.inputs import DEFAULTS, Setting

TRIAL = ("stress.json", "stress.csv", "stress.txt")
OPTIONS = ("options.json", "options.csv", "options.txt")
PARAMETERS = "parameters.csv"
COLUMNS = ("name", "value", "least", "most", "source")


def beside_files(
    trial: Mapping[str, bytes],
    options: Mapping[str, bytes],
    settings: Sequence[Setting],
    impacts: Sequence[Impact] = (),
) -> Mapping[str, bytes]:
    """Give the files to keep in a plan's folder; the pictures of the other two folders are drawn from them again.

    Args:
        trial: what :func:`commonweal.formats.stress_folder.stress_files` gives, or nothing.
        options: what :func:`commonweal.formats.option_comparisons.option_files` gives, or nothing.
        settings: the parameters that a place gives itself; the others have their defaults.
        impacts: the equality assessment of the plan, or nothing where nobody made one.
    """
    return {
        **({EQUALITY: write_equality(impacts)} if impacts else {}),
        **{name: trial[name] for name in TRIAL if name in trial},
        **{name: options[name] for name in OPTIONS if name in options},
        PARAMETERS: parameters_table(settings),
    }


def parameters_table(settings: Sequence[Setting]) -> bytes:
    """Write every parameter with the value that a plan was made with, its range and its source."""
    given = {setting.name: setting for setting in settings}
    all_ = (given.get(name, default) for name, default in DEFAULTS.items())
    return write_table(COLUMNS, ((one.name, one.value, one.least, one.most, one.source) for one in all_))
