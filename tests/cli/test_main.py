import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from commonweal import __version__
from commonweal.cli.main import app
from commonweal.cli.output import answer, progress, refusals
from commonweal.errors import Fault, TableFaults

run = CliRunner().invoke


def refused(*, as_json):
    with refusals(as_json=as_json):
        raise TableFaults(Fault("{text} is not a number", {"text": "ten"}, "a.csv", 2, "people"), file="a.csv")


def test_help_says_what_it_is_for():
    told = run(app, ["--help"])
    assert told.exit_code == 0
    assert "decides with its residents" in told.output


def test_the_version_is_printed():
    told = run(app, ["--version"])
    assert (told.exit_code, told.stdout) == (0, f"commonweal {__version__}\n")


@pytest.mark.parametrize("arguments", [[], ["nothing-of-this-name"], ["--no-such-option"]])
def test_wrong_usage_is_status_2(arguments):
    assert run(app, arguments).exit_code == 2


def test_a_refusal_is_told_on_stderr_with_code_fault_and_remedy(capsys):
    with pytest.raises(typer.Exit) as left:
        refused(as_json=False)
    told = capsys.readouterr()
    assert (left.value.exit_code, told.out) == (1, "")
    assert told.err.splitlines() == [
        "CW602: a.csv cannot be read as it stands; nothing was taken from it.",
        "  a.csv, line 2, people: ten is not a number",
        "Mend each line named below in the file, then run the command again.",
    ]


def test_a_refusal_for_machines_is_one_object_on_stdout(capsys):
    with pytest.raises(typer.Exit):
        refused(as_json=True)
    told = capsys.readouterr()
    assert json.loads(told.out)["refused"] == {
        "code": "CW602",
        "what": "a.csv cannot be read as it stands; nothing was taken from it.",
        "remedy": "Mend each line named below in the file, then run the command again.",
        "faults": [{"file": "a.csv", "line": 2, "field": "people", "what": "ten is not a number"}],
    }
    assert told.err == ""


def test_a_fault_of_the_code_is_not_hidden():
    with pytest.raises(ZeroDivisionError), refusals(as_json=False):
        raise ZeroDivisionError


def test_answers_go_to_stdout_and_progress_to_stderr(capsys):
    progress("Counting.")
    answer(["one", "two"], {"n": 1}, as_json=False)
    answer(["one"], {"n": "é"}, as_json=True)
    told = capsys.readouterr()
    assert told.err == "Counting.\n"
    assert told.out == 'one\ntwo\n{\n  "n": "é"\n}\n'


def test_a_terminal_of_another_code_page_still_gets_every_sign():
    program = (
        "from commonweal.cli.main import app, main\n@app.command('zloty')\ndef zloty() -> None: print('2 zł')\nmain()"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, "zloty"],
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        capture_output=True,
        check=True,
    )
    assert told.stdout.decode("utf-8") == "2 zł\n"
