"""The folder of a plan that a command is given: read once the verifier accepts it."""

from pathlib import Path

from commonweal.cli.output import progress
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Problem
from commonweal.terms.sentences import say


def read_accepted(folder: Path) -> tuple[Problem, Plan, Certificate]:
    """Read the folder of a plan once the verifier accepts it.

    Raises:
        FileMissing: where there is no such folder.
        PlanFolderRefused: with every finding, where it does not.
    """
    from commonweal.errors import Fault, FileMissing, PlanFolderRefused
    from commonweal.formats.plans import read_plan
    from commonweal.verifier.main import judge
    from commonweal.verifier.reading import open_folder

    if not folder.is_dir():
        raise FileMissing(kind="folder", path=folder)
    progress(say("Checking {path} with the verifier.", path=str(folder)))
    findings = judge(folder, None).findings
    if findings:
        raise PlanFolderRefused(
            *(Fault("{what}", {"what": seen.what}, seen.where) for seen in findings), path=str(folder)
        )
    opened = open_folder(folder)
    files = {name: opened.read(name) for name in opened.names}
    if not {"input.json", "plan.json", "certificate.json"} <= set(files):
        raise PlanFolderRefused(path=str(folder))
    return read_plan(files)
