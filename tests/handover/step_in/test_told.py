"""A case told to anybody: what people ask first, what is due, and of the body only what was agreed beforehand."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.handover.step_in.agreement import Report
from commonweal.handover.step_in.told import first_page, further, headline
from tests.handover.step_in.cases import (
    AGREEMENT,
    ASK,
    CASE,
    CLOSED,
    FIRED,
    HAND_ON,
    HANDED_ON,
    MENDED,
    STEP_IN,
    STEPPED_IN,
    account,
    act,
    row,
)


def told(found):
    text = prose().text
    return {text(part.title): [text(one) for one in part.sentences] for part in (*first_page(found), *further(found))}


TODAY, RUNS, WHY, NEXT = (
    "What happens to people who use it today",
    "Who runs it",
    "Why",
    "What happens next, and by when",
)


def test_the_first_page_answers_what_people_ask_in_this_order():
    titles = [prose().text(part.title) for part in first_page(account(STEPPED_IN))]
    assert titles == [TODAY, RUNS, WHY, NEXT, "Who decides, and how to object"]
    assert prose().text(headline(account(STEPPED_IN))) == "Libraries, Herring Hill, as at 9 March 2026: step-in"


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (FIRED - timedelta(days=1), "The Hall runs it."),
        (FIRED, "The Hall runs it."),
        (STEPPED_IN, "The Council runs it for a time: it stepped in on 9 March 2026."),
        (HANDED_ON, "Friends of the Library has taken it on and runs it, since 1 June 2026."),
        (HANDED_ON + timedelta(days=40), "Friends of the Library has taken it on and runs it, since 1 June 2026."),
    ],
)
def test_it_says_who_runs_it(today, says):
    review = act("review", HANDED_ON + timedelta(days=30), line=4)
    assert told(account(today, acts=(STEP_IN, HAND_ON, review)))[RUNS] == [says]


def test_it_says_who_runs_it_beside_whom_again_and_for_good():
    both = told(account(STEPPED_IN, row(STEPPED_IN, 4, "both")))[RUNS]
    assert both == ["The Council and The Hall run it together; The Council stepped in on 9 March 2026, for a time."]
    recover = told(
        account(date(2026, 3, 21), reports=(CLOSED, MENDED), acts=(STEP_IN, act("recover", date(2026, 3, 21))))
    )
    assert recover[RUNS] == ["The Hall runs it again, since 21 March 2026."]
    back = told(account(date(2026, 3, 21), acts=(STEP_IN, act("hand_back", date(2026, 3, 20)))))
    assert back[RUNS] == ["The Council has taken it back and runs it, since 20 March 2026."]


def test_the_duty_of_the_council_is_told_where_it_has_one():
    care = replace(CASE, agreement=replace(AGREEMENT, duty="care_act"))
    assert "The law asks The Council to see to these needs at once" in told(account(STEPPED_IN, case=care))[RUNS][1]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], ["Nobody has told yet how long it is open today."]),
        ([row(STEPPED_IN, 4)], ["Today it is open 4 of 8 agreed hours."]),
        (
            [row(STEPPED_IN, 0)],
            ["Today it is open 0 of 8 agreed hours.", "That is below the floor, which is 4."],
        ),
        ([row(STEPPED_IN, 0, agreed=True)], ["Today it is closed, as agreed for this day."]),
    ],
)
def test_it_says_what_happens_to_people_today(rows, says):
    assert told(account(STEPPED_IN, *rows))[TODAY][:-1] == says


def test_it_counts_the_days_and_names_each_gap():
    rows = [row(date(2026, 3, 6), 0, "organisation"), row(STEPPED_IN, 8, line=3)]
    found = told(account(STEPPED_IN, *rows))
    assert found[TODAY][-1] == "Days from 6 March 2026 on: 4. Floor kept: 1; not kept: 1; nobody has told: 2."
    assert found["Days below the floor, and days that nobody has told of"] == [
        "6 March 2026: open 0 of 8 hours; the floor is 4.",
        "7 March 2026: nobody has told.",
        "8 March 2026: nobody has told.",
    ]


def test_at_the_watch_it_says_that_all_is_as_agreed():
    found = told(account(FIRED - timedelta(days=1)))
    assert found[TODAY] == ["It runs as agreed; nothing that was agreed beforehand has happened."]
    assert found[WHY] == ["Nothing that was agreed beforehand stands open."]
    assert found[NEXT] == ["Nothing is due."]


@pytest.mark.parametrize(
    ("report", "says"),
    [
        (CLOSED, "On 6 March 2026 the days closed in a row had reached 3"),
        (
            Report("A1", "hours", FIRED, Fraction("0.41"), "council"),
            "On 6 March 2026 the service was open for less than 60% of the agreed hours",
        ),
        (
            Report("A1", "reserves", FIRED, Fraction("0.41"), "council"),
            "On 6 March 2026 the money put by, counted in months of spending, was below 1",
        ),
        (Report("A1", "help", FIRED, None, "organisation"), "On 6 March 2026 The Hall asked for help itself"),
    ],
)
def test_it_says_why_by_what_was_agreed_and_never_by_the_bodys_figure(report, says):
    found = account(FIRED, reports=(report,), acts=())
    [why] = told(found)[WHY]
    assert why == f"{says}; stepping in for that was agreed on 1 April 2025 (clause {report.trigger})."
    assert "41" not in str(told(found))


@pytest.mark.parametrize("notice", ["volunteer", "care", "books"])
def test_which_notice_came_cannot_be_told_from_what_is_told(notice):
    found = told(account(FIRED, reports=(Report("A1", notice, FIRED, None, "council"),), acts=()))
    assert found[WHY] == [
        (
            "On 6 March 2026 something happened for which stepping in was agreed on 1 April 2025. "
            "It is not told what, so that nobody is judged by it."
        )
    ]
    words = str(found).lower()
    assert not [word for word in ("safeguarding", "insolven", "volunteer", f"clause {notice}") if word in words]
    assert "3 notices that the agreement names." in found["What was agreed beforehand"]


def test_handing_back_is_told_as_nobodys_fault_and_an_answer_with_its_day():
    found = told(account(FIRED, reports=(), acts=(ASK,)))
    assert found[WHY] == [
        (
            "On 6 March 2026 The Hall asked to hand the service back. It may at any time, with 3 months of notice, "
            "and it is nobody's fault."
        )
    ]
    assert found[NEXT][0] == (
        "By 6 June 2026: the notice ends; The Council runs the service from then on, or a body that it has found."
    )
    answered = told(account(FIRED, acts=(act("answer", FIRED, "organisation"),)))
    assert answered[WHY][1] == "The Hall answered on 6 March 2026."


def test_what_is_due_is_told_with_its_day_and_what_is_late_as_late():
    assert told(account(FIRED))[NEXT][:2] == [
        "By 11 March 2026: The Hall answers.",
        "By 11 March 2026: The Council decides whether to step in.",
    ]
    late = told(account(date(2026, 3, 12), acts=()))[NEXT]
    assert late[1] == "Overdue since 11 March 2026: The Council decides whether to step in."
    ended = told(account(HANDED_ON))[NEXT]
    assert ended == [
        (
            "By 27 July 2026: The Council holds the learning review of the case that ended on 1 June 2026, with The "
            "Hall and the people who use the service."
        )
    ]
    longest = told(account(STEPPED_IN))[NEXT][1]
    assert longest.startswith("By 5 September 2026: the step-in ends: The Hall runs the service again")


def test_the_money_is_told_with_its_range_and_what_is_beyond_it():
    held = "£5,000 is held to step in, and a day of cover costs £200. Days that it lasts: 25."
    before, during, beyond = (told(account(day))[NEXT] for day in (FIRED, STEPPED_IN, date(2026, 4, 10)))
    assert before[-1].startswith(held)
    assert before[-1].endswith("over the range of that guess: 10 to 60.")
    assert during[-1] == "Days of cover used: 1; the rest lasts until 2 April 2026."
    assert beyond[-1] == ("Days of cover used: 33. Nothing is left of what was held; paid for from elsewhere: 8.")


def test_the_learning_review_is_told_what_it_must_answer_once_the_case_ended():
    title = "What the learning review must answer"
    assert title not in told(account(STEPPED_IN))
    assert len(told(account(HANDED_ON))[title]) == 7


def test_who_decides_and_where_to_object_are_named():
    assert told(account(FIRED))["Who decides, and how to object"] == [
        "Who decides: the director of communities.",
        "If you think that something here is wrong, say so to: the town hall's complaints desk.",
    ]


def test_what_was_agreed_is_told_also_while_nothing_happens():
    assert told(account(AGREEMENT.signed_on))["What was agreed beforehand"][:2] == [
        "Days closed in a row: 3 or more; watched by the council, agreed on 1 April 2025; days to answer: 5.",
        (
            "Share of the agreed hours open: less than 60%; watched by the council, agreed on 1 April 2025; "
            "days to answer: 5."
        ),
    ]


def test_an_earlier_case_is_told_with_its_days():
    again = replace(CLOSED, day=date(2026, 4, 10), line=4)
    recover = act("recover", date(2026, 3, 21), line=3)
    found = told(account(date(2026, 4, 10), reports=(CLOSED, MENDED, again), acts=(STEP_IN, recover)))
    assert found["Earlier cases"] == ["From 6 March 2026 to 21 March 2026: recover."]
