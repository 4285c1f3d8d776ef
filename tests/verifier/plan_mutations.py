"""Every kind of lie about a plan, for folders of any size, and what the verifier must call each.

A mutation changes the files in place; the hashes of what it changed are then made right again, as a careful forger
would, unless a hash is what is changed. A new row of the model gets its lie here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.verifier import plan_lies as plan
from tests.verifier import plan_paper_lies as paper
from tests.verifier.plan_folders import Files, repair, repair_manifest


@dataclass(frozen=True)
class Mutation:
    """One lie.

    Attributes:
        change: tells it, in the files of a folder.
        codes: of the findings that must be among those of the verifier.
        parts: of the verifier that find it, of "links", "rows", "bound", "told" and "others".
        hashes: whether every hash is made right again afterwards, or that of the manifest alone.
        senseless: whether a file is left that the verifier can make no sense of.
    """

    change: Callable[[Files], None]
    codes: frozenset[str]
    parts: str
    hashes: bool = True
    senseless: bool = False

    @property
    def name(self):
        return self.change.__name__

    def told(self, files):
        """Give the files of a folder in which it is told."""
        forged = dict(files)
        self.change(forged)
        (repair if self.hashes else repair_manifest)(forged)
        return forged


def _of(parts, *codes, hashes=True, senseless=False):
    return lambda *changes: [Mutation(one, frozenset(codes), parts, hashes, senseless) for one in changes]


MUTATIONS = [
    *_of("rows told", "V303", "V305")(plan.a_start_moved, plan.an_offer_swapped, plan.a_hand_over_left_out),
    *_of("rows", "V302")(plan.a_start_too_late, plan.an_offer_of_another_cell, plan.a_body_made_ready_too_early),
    *_of("rows", "V303")(
        *(
            plan.a_load_lightened,
            plan.a_capacity_raised,
            plan.an_overload_hidden,
            plan.an_overload_made_up,
            plan.social_action_made_up,
        ),
        *(plan.a_reserve_spent, plan.devolved_money_made_up, plan.an_objective_lowered_to_its_bound),
        plan.a_cost_said_to_be_lower,
    ),
    *_of("rows", "V302", "V303")(
        *(
            plan.more_built_than_can_be_absorbed,
            plan.more_social_action_than_there_can_be,
            plan.less_than_nothing_built,
        ),
        *(plan.a_loan_not_repaid, plan.a_loan_beyond_its_limit),
    ),
    *_of("rows bound", "V303", "V304")(plan.an_objective_lowered),
    *_of("bound", "V304")(
        *(paper.a_bound_raised, paper.a_gap_made_smaller, paper.a_gap_of_value_made_smaller, paper.keeping_made_worse),
        *(
            paper.an_objective_certified_lower,
            paper.a_price_changed,
            paper.a_price_below_nothing,
            paper.a_price_of_a_body_below_nothing,
        ),
        *(
            paper.money_dearer_later,
            paper.statutory_money_dearer_later,
            paper.prices_for_a_body_too_few,
            paper.prices_of_rows_that_are_none,
        ),
    ),
    *_of("links", "V301", hashes=False)(
        *(paper.a_plan_made_from_other_data, paper.a_certificate_of_other_data, paper.a_certificate_of_another_plan),
        *(paper.an_explanation_bound_to_another_plan, paper.data_changed_after_the_plan),
    ),
    *_of("links", "V301")(paper.a_file_not_in_its_one_form),
    *_of("links", "V303")(paper.a_plan_with_a_member_more),
    *_of("told", "V305")(
        *(paper.an_explanation_of_another_body, paper.an_explanation_of_another_start),
        *(paper.a_timetable_of_another_plan, paper.a_timetable_cut_short),
    ),
    *_of("rows", "V303")(
        paper.a_first_capacity_raised,
        paper.a_service_said_to_have_met_all_need,
        paper.money_found_in_the_statutory_fund,
    ),
    *_of("rows", "V302")(
        paper.a_floor_raised, paper.fewer_volunteers, paper.an_unwilling_body, paper.a_readiness_put_off
    ),
    *_of("rows", "V303")(paper.a_need_made_smaller),
    *_of("rows", "V106", senseless=True)(paper.a_plan_without_its_objective, paper.data_without_funds),
    *_of("bound", "V106", senseless=True)(
        paper.a_certificate_without_its_bound, paper.prices_without_those_of_volunteers
    ),
    *_of("told", "V106", senseless=True)(paper.an_explanation_without_cells),
    *_of("others", "V306")(
        paper.another_plan_with_a_row_broken,
        paper.another_plan_made_to_look_better,
        paper.another_plan_with_a_better_objective,
    ),
]
BINDING = [
    *_of("rows bound", "V303", "V304")(paper.a_floor_lowered),
    *_of("bound", "V304")(paper.a_smaller_reserve_asked_for, paper.no_tolerance_for_the_poorest),
]
"""Lies that only show where the row that they are about binds: in the tiny place."""
