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
    "place_opened": _fields("place board accountable_body", "settings areas population time_zone"),
    "place_changed": _fields("settings", "time_zone"),
    "profile_published": _fields("folder manifest", "areas population"),
    "terms_published": _fields("board version", "from", "text"),
    "person_appointed": _fields("seat appointed", "until organisation kind", "name"),
    "person_left": _fields("seat appointed", "reason"),
    "interest_declared": _fields("interest seat in because", "", "text"),
    "interest_ended": _fields("interest"),
    "meeting_called": _fields("meeting on", "where public", "agenda"),
    "minutes_published": _fields("meeting", "present members", "minutes"),
    "decision_taken": _fields("decision title", "meeting in_favour against abstained took_no_part concerns", "reason"),
    "fund_constituted": _fields(
        "fund title accountable_body from until periods settings", "protected_pence notice_months uplift", "purpose"
    ),
    "additionality_stated": _fields("fund before_pence now_pence new_pence", "source year", "statement"),
    "money_moved": _fields(
        "fund movement how period capital_pence", "revenue_pence to_period round organisation entry"
    ),
    "stream_allocated": _fields("folder manifest fund stream period money set_aside_pence pence awards settings"),
    "award_opened": _fields("folder manifest award title fund period money pence settings"),
    "scored_award_decided": _fields("folder manifest award fund period money entry pence awards settings"),
    "floor_switched_off": _fields("floor", "round fund until", "reason"),
    "floor_switched_on": _fields("floor", "entry"),
    "rules_published": _fields(
        "round rule version spec",
        "title poll closes fund period money budget_pence currency ballot fewest most points "
        "ideas_from ideas_until opens appeal_days challenge_days due binding who lot questions",
    ),
    "result_provisional": _fields("round folder manifest", "selected spent budget voters challenge_until"),
    "challenge_made": _fields("round challenge entry", "", "grounds"),
    "challenge_answered": _fields("round challenge answer", "entry", "reason"),
    "result_confirmed": _fields("round folder manifest", "selected spent budget voters"),
    "result_set_aside": _fields("round entry reason"),
    "round_stopped": _fields("round reason"),
    "idea_published": _fields("round idea title channel led_by", "helper neighbourhood", "words"),
    "idea_declined": _fields("round idea reason"),
    "ideas_merged": _fields("round from into", "", "reason"),
    "idea_split": _fields("round from into", "", "reason"),
    "proposal_submitted": _fields(
        "round proposal title organisation pence",
        "idea neighbourhood category partners helper led_by group marks entry sent",
        "words",
    ),
    "proposal_reviewed": _fields("round proposal check finding", "code appeal_until entry marks", "reason"),
    "appeal_made": _fields("round proposal entry", "", "grounds"),
    "appeal_decided": _fields("round proposal entry decision", "", "reason"),
    "statement_added": _fields("round proposal statement of", "organisation areas", "text"),
    "proposal_withdrawn": _fields("round proposal", "before", "reason"),
    "ballot_published": _fields("round projects key opens closes", "poll shares needed"),
    "codes_issued": _fields("round codes by", "instead unnamed"),
    "voting_extended": _fields("round closes reason"),
    "round_closed": _fields("round", "ballots sealed paper issued unnamed helped by_area by_tenth"),
    "lot_drawn": _fields("round seed", "how"),
    "ballots_opened": _fields("round ballots opened", "paper spoilt left_empty adjudicated adjudicated_by"),
    "secrets_destroyed": _fields("round"),
    "awards_decided": _fields("round awards", "entry pence departures"),
    "undertaking_given": _fields("id giver receiver promise due", "award_pence round"),
    "undertaking_answered": _fields("id state", "entry", "reason"),
    "plan_adopted": _fields("folder manifest", "plan first_quarter quarters replaces overridden"),
    "organisation_withdrew": _fields("organisation from_quarter", "on plan reason", "statement"),
    "step_in_agreed": _fields("agreement on service duty notice_months watched", "organisation neighbourhood"),
    "step_in_triggered": _fields("agreement on measure began"),
    "step_in_begun": _fields("agreement on"),
    "step_in_ended": _fields("agreement on end", "successor"),
    "hand_back_asked": _fields("agreement on"),
    "hand_back_withdrawn": _fields("agreement on"),
    "learning_review_held": _fields("agreement on parties"),
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
        "resident",
        "returning officer",
        "steward",
        "voter",
    }
)
EVERY = frozenset({"second"})
LONGEST_LINE, LONGEST_OPTION = 200, 10_000
