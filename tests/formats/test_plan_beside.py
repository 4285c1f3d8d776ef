"""What stands beside a plan in its folder."""

from fractions import Fraction

from commonweal.formats.parameters_read import read_parameters
from commonweal.formats.plan_beside import OPTIONS, PARAMETERS, TRIAL, beside_files, parameters_table
from commonweal.handover.inputs import DEFAULTS, Setting
from tests.handover.tiny import solved

OWN = Setting("natural_loss", Fraction(1, 3), Fraction("0.01"), Fraction("0.5"), "=HYPERLINK of the council")


def test_the_files_of_other_folders_are_taken_without_their_pictures_and_manifests():
    trial = dict.fromkeys((*TRIAL, "stress.svg", "manifest.json"), b"t")
    options = dict.fromkeys((*OPTIONS, "pictures/1-hub.svg", "manifest.json"), b"o")
    assert set(beside_files(trial, options, ())) == {*TRIAL, *OPTIONS, PARAMETERS}
    assert set(beside_files({}, {}, ())) == {PARAMETERS}


def test_every_parameter_stands_there_with_its_range_and_source_and_is_read_back():
    files = {PARAMETERS: parameters_table([OWN])}
    read = read_parameters(files, solved(1)[0])
    assert [one.setting.name for one in read] == list(DEFAULTS)
    assert [one.setting for one in read] == [OWN if name == OWN.name else DEFAULTS[name] for name in DEFAULTS]
    assert all(one.stated for one in read)


def test_without_the_table_values_are_those_of_the_plan_and_ranges_those_of_the_defaults():
    problem, _, _ = solved(1)
    read = {one.setting.name: one for one in read_parameters({}, problem)}
    assert read["natural_loss"].setting.value == problem.parameters.natural_loss
    assert read["building_lag_quarters"].setting.value == problem.parameters.building_lag
    assert read["natural_loss"].setting.most == DEFAULTS["natural_loss"].most
    assert not any(one.stated for one in read.values())
