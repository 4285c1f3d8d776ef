"""The closed list of kinds of entry, as the record's documentation gives it (a test holds the two lists equal).

A record that holds another kind, another role or another field is not accepted: the record has no place for free text.
"""

from typing import NamedTuple


class Fields(NamedTuple):
    """Names of the fields of a kind.

    Attributes:
        needed: must be in the payload.
        may: may be in it besides.
        personal: may be in the commitments.
    """

    needed: frozenset[str]
    may: frozenset[str]
    personal: frozenset[str]


def _fields(needed: str, may: str = "", personal: str = "") -> Fields:
    return Fields(frozenset(needed.split()), frozenset(may.split()), frozenset(personal.split()))


KINDS = {
    "place_opened": _fields("place board accountable_body", "settings areas population"),
    "place_changed": _fields("settings"),
    "profile_published": _fields("folder manifest", "areas population"),
    "rules_published": _fields("round rule version spec", "title poll closes second"),
    "round_closed": _fields("round", "ballots sealed second"),
    "result_provisional": _fields("round folder manifest", "selected spent budget voters challenge_until second"),
    "result_confirmed": _fields("round folder manifest", "selected spent budget voters second"),
    "result_set_aside": _fields("round entry reason"),
    "awards_decided": _fields("round awards", "entry pence second"),
    "undertaking_given": _fields("id giver receiver promise due", "award_pence round"),
    "undertaking_answered": _fields("id state", "entry", "reason"),
    "plan_adopted": _fields("folder manifest", "plan first_quarter quarters replaces second"),
    "organisation_withdrew": _fields("organisation from_quarter", "on plan reason", "statement"),
    "reply_given": _fields("entry", "organisation", "reply"),
    "entry_corrected": _fields("entry reason", "corrected_by"),
    "content_erased": _fields("entry fields reason"),
    "checkpoint_lodged": _fields("count head with"),
    "backup_restored": _fields("count head", "taken"),
    "site_published": _fields("count head"),
}
ROLES = frozenset(
    {
        "auditor",
        "board",
        "board member",
        "board secretary",
        "council officer",
        "count officer",
        "CVS worker",
        "organisation member",
        "proposer",
        "returning officer",
        "steward",
        "voter",
    }
)
EVERY = frozenset({"second"})
LONGEST_LINE, LONGEST_OPTION = 200, 10_000
