"""The analyst's page of a plan: everything that it takes to check it, and where to fetch it."""

from fractions import Fraction
from hashlib import sha256

from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.analyst_parts import (
    asked_section,
    downloads_table,
    parameters_section,
    prices_section,
    rows_section,
)
from commonweal.web.reads.analyst_tried import tried_section
from commonweal.web.reads.handover_beside import capacity_picture, side_by_side, way_picture
from commonweal.web.reads.planned import Planned, adopted, picture
from commonweal.web.reads.shown import Cell, Column, Figure, Link, Page, Proof, Row, Section, Table, Way

WORDS = frozenset(
    {
        *(
            "board",
            "certificate",
            "checkpoint",
            "devolved-grant",
            "double-running",
            "entry",
            "fingerprint",
            "floor",
            "fund",
            "gap",
            "hand-over",
            "interest",
        ),
        *("neighbourhood", "quarter", "record", "statutory-fund", "step-in"),
    }
)
_BACK = Link(say("The hand-over plan"), "/hand-over/")


def analysis() -> Page | None:
    """Show what it takes to check the plan that holds; None where there is none."""
    plans = adopted()
    if not plans:
        return None
    found = plans[-1]
    weight = found.problem.parameters.terminal_weight
    return Page(
        here="hand-over",
        trail=(_BACK,),
        title=say("The plan, figure by figure"),
        lead=say(
            "No plan whatever leaves less weighted need unmet than this one by more than {gap:percent1}; here is all"
            " that it takes to check that, and every row that the plan keeps.",
            gap=found.certificate.gap_objective,
        ),
        figures=_figures(found),
        sections=(
            _gaps(found, weight),
            _prints(found),
            rows_section(found),
            *prices_section(found),
            *_capacity(found),
            _money(found),
            *tried_section(found),
            parameters_section(found),
            *asked_section(found),
            _commands(found),
            Section("files", say("The files"), tables=(downloads_table(found),)),
        ),
        act=Link(say("Back to what the plan means for people"), "/hand-over/"),
        proof=Proof(
            said=(say("This page is made from the files listed on it and from nothing else."),),
            entry=Link(
                say("Entry {number:plain} of the record", number=found.folder.entry), f"/record/{found.folder.entry}/"
            ),
        ),
        words=WORDS,
    )


def _figures(found: Planned) -> tuple[Figure, ...]:
    certificate, source = found.certificate, found.source("certificate.json")
    return (
        Figure(
            say("{gap:percent2}", gap=certificate.gap_objective),
            say("of all weighted unmet need is the most by which another plan could do better"),
            source,
        ),
        Figure(
            say("{gap:percent2}", gap=certificate.gap_value),
            say("is the same as a share of what is at stake, between the bound and keeping everything"),
            source,
        ),
        Figure(
            say("{objective:decimal1}", objective=certificate.objective),
            say(
                "weighted units are left unmet; no plan goes below {bound:decimal1}, keeping everything leaves"
                " {keep:decimal1}",
                bound=certificate.bound,
                keep=certificate.keep,
            ),
            found.source("plan.json"),
        ),
    )


def _gaps(found: Planned, weight: Fraction) -> Section:
    one = found.certificate
    rows: tuple[tuple[Sentence, Sentence, Sentence], ...] = (
        (
            say("Weighted unmet need under the plan"),
            say("{value:decimal4}", value=one.objective),
            say("What the plan is chosen by. A ten thousandth of what is spent is in it, to settle ties."),
        ),
        (
            say("Bound"),
            say("{value:decimal4}", value=one.bound),
            _bound_means(found),
        ),
        (
            say("Keeping everything"),
            say("{value:decimal4}", value=one.keep),
            say("What is left unmet where the council keeps every service."),
        ),
        (
            say("Gap of the objective"),
            say("{value:percent4}", value=one.gap_objective),
            say("Plan less bound, as a share of the plan. It is small where little can be changed at all."),
        ),
        (
            say("Gap of the value at stake"),
            say("{value:percent4}", value=one.gap_value),
            say(
                "Plan less bound, as a share of keeping less bound: of what handing over could change, so much is open."
            ),
        ),
        (
            say("The solver's own gap"),
            say("{value:percent4}", value=one.solver_gap),
            say("Said by {solver}, and not to be checked without it. Nothing here rests on it.", solver=one.solver),
        ),
        (
            say("Weight of the last quarter"),
            say("{value:decimal2}", value=weight),
            say("Unmet need in the last quarter counts so many times, so that no plan ends on a cliff."),
        ),
    )
    columns = (Column(say("Figure")), Column(say("Value"), "number"), Column(say("What it means"), "why"))
    table = Table(say("How far any other plan could be better"), columns, _rows(rows))
    return Section(
        "gaps",
        say("How close to the best it is"),
        said=(
            say(
                "Unmet need is weighted by deprivation, by how critical the service is, and in the last quarter. The"
                " weights are choices of the board and of the council; they stand among the parameters and in"
                " input.json."
            ),
            *found.told.quality[2:],
        ),
        tables=(table,),
    )


def _bound_means(found: Planned) -> Sentence:
    parts = len(found.certificate.leaves)
    if parts:
        return say(
            "The least of {n} parts, each from prices of its own: questions that every plan answers split all plans"
            " into these parts.",
            n=parts,
        )
    return say("From the prices alone, by a formula: no plan whatever goes below it. It allows halves of a hand-over.")


def _prints(found: Planned) -> Section:
    one, folder = found.certificate, found.folder
    rows = (
        (say("All that the plan was made from (input.json)"), one.input_sha256, say("stated by plan and certificate")),
        (say("The plan (plan.json)"), one.plan_sha256, say("stated by the certificate")),
        (
            say("Its certificate (certificate.json)"),
            sha256(folder.files["certificate.json"]).hexdigest(),
            say("stated by the manifest"),
        ),
        (
            say("The whole folder (manifest.json)"),
            folder.digest,
            say("stated by entry {number:plain} of the record", number=folder.entry),
        ),
    )
    columns = (Column(say("File")), Column(say("Who states it")), Column(say("SHA-256"), "why"))
    body = tuple(Row((Cell(name), Cell(who), Cell(digest))) for name, digest, who in rows)
    table = Table(say("Each file by its fingerprint"), columns, body)
    return Section("fingerprints", say("Fingerprints"), tables=(table,))


def _capacity(found: Planned) -> tuple[Section, ...]:
    drawn = capacity_picture(found)
    if drawn is None:
        return ()
    return (
        Section(
            "capacity",
            say("Capacity against load"),
            said=(
                say(
                    "This is what the plan asks of each body, and not what is thought of it: only futures in which a"
                    " body goes on are counted. Bodies have numbers here, in an order that says nothing of them; each"
                    " body, and whoever commissions, is told which it is."
                ),
            ),
            pictures=(drawn,),
        ),
    )


def _money(found: Planned) -> Section:
    balances = picture(found, "balances")
    return Section(
        "money",
        say("Money"),
        pictures=(*((balances,) if balances else ()), way_picture(found)),
        tables=(side_by_side(found),),
    )


def _commands(found: Planned) -> Section:
    folder = f"bundle/plans/{found.folder.name}"
    return Section(
        "verify",
        say("Check it yourself"),
        said=(say("You need Python 3.11 or newer and nothing else. No network is used and nobody is asked."),),
        ways=(
            Way(
                say("Download the bundle and the verifier; better still, take the verifier from somewhere else."),
                links=(Link(say("bundle.zip"), "/bundle.zip"), Link(say("verifier.pyz"), "/verifier.pyz")),
            ),
            Way(
                say("Work every row and the bound out again, with everything else that was published."),
                typed="python3 verifier.pyz bundle.zip",
            ),
            Way(
                say("Check this plan by itself: unpack the bundle into a folder named bundle first."),
                typed=f"python3 verifier.pyz {folder}",
            ),
            *_again(found, folder),
        ),
    )


def _again(found: Planned, folder: str) -> tuple[Way, ...]:
    if found.tried is None:
        return ()
    trial = found.tried.trial
    return (
        Way(
            say("With commonweal itself, try the plan in the same futures again, or in others by another seed."),
            typed=f"commonweal stress {folder} --scenarios {trial.scenarios} --seed {trial.seed} --out stress",
        ),
    )


def _rows(rows: tuple[tuple[Sentence, ...], ...]) -> tuple[Row, ...]:
    return tuple(Row(tuple(Cell(cell) for cell in row)) for row in rows)
