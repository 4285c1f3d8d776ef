"""The folder of one count, protected stream, scheme, award or plan: its manifest, and its certificate re-checked."""

from .allocated import CONSTITUTED, check_constituted
from .awards import check_award
from .awards_data import SCHEME, check_scheme
from .counts import check_count
from .disclosure_profile import check_profile
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import MANIFEST, check_manifest, kind_of
from .measures import FILE as MEASURES
from .measures import check_measures
from .plans import check_plan
from .plans_beside import BESIDE, check_beside
from .plans_equality import ASSESSMENT, check_equality
from .plans_others import FILE as OTHERS
from .plans_others import TEXT as OTHERS_TEXT
from .plans_others import check_others
from .reading import Folder
from .sitings import check_kept_siting
from .streams import STREAM_FILES, check_stream

FILES = {
    "count": {"poll.pb", "result.json", "certificate.json", "explanation.json", "explanation.txt", MANIFEST},
    "scheme": {SCHEME, MANIFEST},
    "award": {
        *("scheme.json", "input.json", "scores.csv", "result.json", "certificate.json"),
        *("explanation.json", "explanation.txt", MANIFEST),
    },
    "stream": {*STREAM_FILES, MANIFEST},
    "plan": {
        *("input.json", "plan.json", "certificate.json", "explanation.json"),
        *("explanation.txt", "timetable.csv", MANIFEST),
    },
}
"""The files of each kind of folder: all of them, and no other but those of :data:`OPTIONAL`."""
OPTIONAL: dict[str, set[str]] = {
    "count": {MEASURES},
    "stream": {CONSTITUTED},
    "plan": {OTHERS, OTHERS_TEXT, ASSESSMENT, *BESIDE},
}
"""The files that a kind of folder may hold beside them."""
HELD = {"places": (), "profile": (check_profile, check_kept_siting)}
"""The kinds of folder that may hold other files besides: each is held to be the one that its manifest lists."""
CHECKS = {
    "count": (check_count, check_measures),
    "stream": (check_stream, check_constituted),
    "scheme": (check_scheme,),
    "award": (check_award,),
    "plan": (check_plan, check_others, check_beside, check_equality),
}


def _files(folder: Folder) -> list[Finding]:
    kind = kind_of(folder)
    return layout(folder, FILES[kind], OPTIONAL.get(kind, set()).__contains__)


def check_published(folder: Folder, where: str = "") -> list[Finding]:
    """Check a folder by the kind that its manifest states.

    Args:
        folder: the folder's files, its manifest among them.
        where: the folder's path in its bundle, put before what each finding names.
    """
    findings = guarded(check_manifest, folder, where)
    kind = kind_of(folder)
    if kind in FILES:
        return findings + [one for check in (_files, *CHECKS[kind]) for one in guarded(check, folder, where)]
    if kind == "site" and not where:
        findings.append(Finding("V101", MANIFEST, "this is a public site; name the bundle in it to have that checked"))
    elif kind in HELD:
        findings.extend(one for check in HELD[kind] for one in guarded(check, folder, where))
    elif not findings:
        findings.append(Finding("V101", where or MANIFEST, f"a {kind} has no place here"))
    return findings
