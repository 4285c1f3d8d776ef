"""What every ``commonweal count`` does with the folder that it made: nothing is written that the verifier doubts."""

from collections.abc import Mapping
from pathlib import Path

from commonweal.cli.output import progress
from commonweal.terms.sentences import Sentence


def write_accepted(out: Path, files: Mapping[str, bytes], told: Sentence | str) -> None:
    """Have the verifier work a folder out again, and write it.

    Args:
        out: the folder to write.
        files: what it holds.
        told: what to say of it meanwhile.

    Raises:
        CountNotAccepted: with every finding, where the verifier does not accept the folder; nothing is written then.
        FolderInTheWay: where something else is there.
    """
    from commonweal.errors import CountNotAccepted, Fault
    from commonweal.formats.folders import write_folder
    from commonweal.verifier.published import check_published
    from commonweal.verifier.reading import Folder

    progress(told)
    findings = check_published(Folder(files))
    if findings:
        raise CountNotAccepted(*(Fault("{what}", {"what": seen.what}, seen.where) for seen in findings))
    write_folder(out, files)
