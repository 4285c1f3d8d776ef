"""Every address of the site, with whom it opens to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tests.web.expected import ELSEWHERE, NOT_NOW, NOT_THERE, ONLY_SHOWN, OPEN, PUBLISHED
from tests.web.pages.standing import BY_FOLDER


@dataclass(frozen=True, slots=True)
class Door:
    """An address, and to whom it opens.

    Attributes:
        address: an example; one that names ``{round}`` is tried with the round at each phase, and one that names
            ``{proposal}`` with a proposal of each round that has some.
        visitor: the answer to whoever is not signed in.
        signed: the answer to whoever is, in whatever role; None where it is the same.
        of: procedures, any of which must be theirs for whoever signed in to be let in; none where all are.
        roles: the roles that alone are let in; none where it is not a matter of one.
        phases: the phases at which it opens where it names a round; at every other it is not there.
        posts: the answer to a form that was sent empty, to anybody; None where that is tried elsewhere.
        shows: the procedure whose form it shows, and which decides at which phase it opens; "" where none does.
        takes: the procedure whose form may be sent to it, and which decides when it is taken; "" where none does.
    """

    address: str
    visitor: int = OPEN
    signed: int | None = None
    of: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    phases: tuple[str, ...] = PUBLISHED
    posts: int | None = ONLY_SHOWN
    shows: str = ""
    takes: str = ""


def _public(address: str) -> tuple[Door, ...]:
    """Give the doors of a page of rounds whose ideas and votes come in here."""
    elsewhere = (address.replace("{round}", name) for name in (BY_FOLDER, "nothing"))
    return Door(address), *(Door(one, NOT_THERE) for one in elsewhere)


def _for_all_signed_in(address: str) -> tuple[Door, ...]:
    return tuple(Door(one.address, ELSEWHERE, one.visitor, phases=one.phases, posts=None) for one in _public(address))


_READING = ("publish_idea", "divert_idea", "review_proposal", "decide_appeal", "add_statement", "offer_to_join")
"""What is done from the queue of what waits to be read and reviewed."""
_CLOSED: tuple[str, ...] = ()
"""Nothing here stands whose voting two people closed."""
_COUNTED = ("result provisional", "result confirmed", "delivering")
"""The phases of a round that has a result."""
_BALLOT = ("voting", "counting", "result provisional", "result confirmed", "delivering")
"""The phases of a round whose ballot is published, where it was not stopped before."""

DOORS: Mapping[str, tuple[Door, ...]] = MappingProxyType(
    {
        # What everybody reads.
        "": (Door("/"),),
        "needs/": (Door("/needs/"),),
        "needs/<str:service>/": (Door("/needs/nothing/", NOT_THERE),),
        "neighbourhoods/": (Door("/neighbourhoods/", NOT_THERE),),
        "neighbourhoods/<str:slug>/": (Door("/neighbourhoods/nothing/", NOT_THERE),),
        "decide/": (Door("/decide/"),),
        "decide/<str:round_id>/": (
            Door("/decide/{round}/"),
            Door(f"/decide/{BY_FOLDER}/"),
            Door("/decide/nothing/", NOT_THERE),
        ),
        "decide/<str:round_id>/proposals/": _public("/decide/{round}/proposals/"),
        "decide/<str:round_id>/proposals/<str:name>/": (
            Door("/decide/{round}/proposals/{proposal}/"),
            Door("/decide/{round}/proposals/nothing/", NOT_THERE),
        ),
        "decide/<str:round_id>/easy-read/how-to-vote/": _public("/decide/{round}/easy-read/how-to-vote/"),
        "decide/<str:round_id>/easy-read/what-was-decided/": (
            Door("/decide/{round}/easy-read/what-was-decided/", phases=_COUNTED),
            Door(f"/decide/{BY_FOLDER}/easy-read/what-was-decided/"),
            Door("/decide/nothing/easy-read/what-was-decided/", NOT_THERE),
        ),
        "decide/<str:round_id>/review-log.csv": _public("/decide/{round}/review-log.csv"),
        "hand-over/": (Door("/hand-over/"),),
        "hand-over/check/": (Door("/hand-over/check/", NOT_THERE),),
        "board/": (Door("/board/"),),
        "board/decisions.csv": (Door("/board/decisions.csv"),),
        "funds/": (Door("/funds/"),),
        "funds/<str:fund_id>/": (Door("/funds/pride/"), Door("/funds/nothing/", NOT_THERE)),
        "funds/<str:fund_id>/ledger.csv": (
            Door("/funds/pride/ledger.csv"),
            Door("/funds/nothing/ledger.csv", NOT_THERE),
        ),
        "funds/<str:fund_id>/constitution.json": (
            Door("/funds/pride/constitution.json"),
            Door("/funds/nothing/constitution.json", NOT_THERE),
        ),
        "awards/<str:name>/": (Door("/awards/ferry-2027/"), Door("/awards/nothing/", NOT_THERE)),
        "record/": (Door("/record/"),),
        "record/<int:number>/": (Door("/record/1/"), Door("/record/9999/", NOT_THERE)),
        "sources/": (Door("/sources/"),),
        "how-it-works/": (Door("/how-it-works/"),),
        "glossary/": (Door("/glossary/"),),
        "accessibility/": (Door("/accessibility/"),),
        "bundle.zip": (Door("/bundle.zip"),),
        "bundle/<path:path>": (Door("/bundle/manifest.json"), Door("/bundle/nothing.json", NOT_THERE)),
        "grants.json": (Door("/grants.json"),),
        "verifier.pyz": (Door("/verifier.pyz"),),
        # Where residents act, without an account.
        "decide/<str:round_id>/challenge/": (
            Door("/decide/{round}/challenge/", shows="make_challenge", takes="make_challenge"),
            Door(f"/decide/{BY_FOLDER}/challenge/", posts=OPEN),
            Door("/decide/nothing/challenge/", NOT_THERE, posts=NOT_THERE),
        ),
        "ideas/<str:round_id>/": _public("/ideas/{round}/"),
        "ideas/<str:round_id>/new/": (
            Door("/ideas/{round}/new/", shows="submit_idea", takes="submit_idea"),
            Door(f"/ideas/{BY_FOLDER}/new/", NOT_THERE, posts=NOT_THERE),
            Door("/ideas/nothing/new/", NOT_THERE, posts=NOT_THERE),
        ),
        "ideas/<str:round_id>/form/": _public("/ideas/{round}/form/"),
        "ideas/<str:round_id>/easy-read/": _public("/ideas/{round}/easy-read/"),
        "ideas/<str:round_id>/proposal-form/": (
            *_public("/ideas/{round}/proposal-form/"),
            *_public("/ideas/{round}/proposal-form/?pounds=2500"),
        ),
        "proposals/<str:round_id>/<str:name>/": (
            Door("/proposals/{round}/{proposal}/"),
            Door("/proposals/{round}/nothing/", NOT_THERE),
        ),
        # Every private link that leads somewhere is tried below.
        "mine/<str:token>/": (Door("/mine/made-up/", NOT_THERE),),
        "mine/<str:token>/<slug:act>/": (Door("/mine/made-up/erase-private/", NOT_THERE, posts=NOT_THERE),),
        "urgent/": (Door("/urgent/", posts=OPEN),),
        "vote/<str:round_id>/": (
            Door("/vote/{round}/", takes="cast_ballot"),
            Door(f"/vote/{BY_FOLDER}/", NOT_THERE, posts=NOT_THERE),
            Door("/vote/nothing/", NOT_THERE, posts=NOT_THERE),
        ),
        "vote/<str:round_id>/receipts/": _public("/vote/{round}/receipts/"),
        "vote/<str:round_id>/receipts.txt": (
            Door("/vote/{round}/receipts.txt", phases=_CLOSED),
            Door(f"/vote/{BY_FOLDER}/receipts.txt", NOT_THERE),
        ),
        # Signing in: forms of one's own account, which decide nothing.
        "invitation/<str:token>/": (Door("/invitation/made-up/", NOT_NOW, posts=NOT_NOW),),
        "account/": (Door("/account/", ELSEWHERE, posts=ELSEWHERE),),
        "account/sign-in/": (Door("/account/sign-in/", OPEN, ELSEWHERE, posts=None),),
        "account/sign-out/": (Door("/account/sign-out/", ELSEWHERE, OPEN, posts=None),),
        "account/code/": (Door("/account/code/", ELSEWHERE, posts=ELSEWHERE),),
        "account/device/": (Door("/account/device/", ELSEWHERE, posts=ELSEWHERE),),
        "account/device/remove/": (Door("/account/device/remove/", ELSEWHERE, posts=ELSEWHERE),),
        "account/recovery-codes/": (Door("/account/recovery-codes/", ELSEWHERE, NOT_THERE, posts=None),),
        "account/recovery-codes/new/": (Door("/account/recovery-codes/new/", ELSEWHERE, posts=ELSEWHERE),),
        "account/confirm/": (Door("/account/confirm/", ELSEWHERE, OPEN, posts=None),),
        "account/confirm/code/": (Door("/account/confirm/code/", ELSEWHERE, OPEN, posts=None),),
        "account/password/": (Door("/account/password/", ELSEWHERE, OPEN, posts=None),),
        "account/new-password/": (Door("/account/new-password/", posts=OPEN),),
        "account/new-password/sent/": (Door("/account/new-password/sent/"),),
        "account/new-password/chosen/": (Door("/account/new-password/chosen/"),),
        "^account/new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$": (
            Door("/account/new-password/1-made-up/", posts=OPEN),
        ),
        "account/inactive/": (Door("/account/inactive/", posts=ONLY_SHOWN),),
        # The desk; the acts themselves are tried one by one below.
        "work/": (Door("/work/", ELSEWHERE, OPEN, posts=None),),
        "work/second/<int:number>/": (Door("/work/second/9999/", ELSEWHERE, NOT_THERE, posts=None),),
        "work/whole-bundle.zip": (Door("/work/whole-bundle.zip", ELSEWHERE, OPEN, roles=("auditor",), posts=None),),
        "work/urgent/": (Door("/work/urgent/", ELSEWHERE, OPEN, of=("triage_urgent",), posts=None),),
        "work/queue/<str:round_id>/": (
            Door("/work/queue/{round}/", ELSEWHERE, OPEN, of=_READING, posts=None),
            Door(f"/work/queue/{BY_FOLDER}/", ELSEWHERE, NOT_THERE, posts=None),
            Door("/work/queue/nothing/", ELSEWHERE, NOT_THERE, posts=None),
        ),
        "work/round/<str:round_id>/": _for_all_signed_in("/work/round/{round}/"),
        "work/round/<str:round_id>/paper/": (
            Door("/work/round/{round}/paper/", ELSEWHERE, OPEN, phases=_BALLOT, posts=None),
            Door(f"/work/round/{BY_FOLDER}/paper/", ELSEWHERE, NOT_THERE, posts=None),
        ),
        "work/round/<str:round_id>/said/": (
            Door("/work/round/{round}/said/", ELSEWHERE, OPEN, phases=_BALLOT, posts=None),
            Door(f"/work/round/{BY_FOLDER}/said/", ELSEWHERE, NOT_THERE, posts=None),
        ),
        "work/<slug:name>/": (Door("/work/no-such-act/", ELSEWHERE, NOT_THERE, posts=None),),
        "work/<slug:name>/<path:subject>/": (Door("/work/no-such-act/of/this/", ELSEWHERE, NOT_THERE, posts=None),),
    }
)
"""Every address of the site, by its pattern."""
