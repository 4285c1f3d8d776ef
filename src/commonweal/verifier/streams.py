"""The folder of a fund's protected streams: the money allocated again, and all that is said held against that."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from .findings import Finding
from .manifests import FORMAT, canonical, is_canonical, ratio, same
from .reading import Folder

CONSTITUTION, NEEDS, PROPOSALS, PANEL = "constitution.json", "needs.json", "proposals.json", "panel.json"
CERTIFICATE, ALLOCATION, EXPLANATION = "certificate.json", "allocation.json", "explanation.json"
_RULE = {"name": "need_and_panel", "version": 1, "spec": {}}
_FEW, _STEP = 5, 5
"""What a figure too small to show counts as, and what every figure that is shown is a multiple of."""
_FORMS: Mapping[str, tuple[str, str]] = {
    CONSTITUTION: (
        "fund constitution",
        "name round accountable_body currency unit total set_aside for_the_vote voting_opens streams",
    ),
    NEEDS: ("stream needs", "constitution needs"),
    PROPOSALS: ("stream proposals", "constitution proposals"),
    PANEL: ("stream panel", "constitution order"),
    CERTIFICATE: ("stream certificate", "constitution needs proposals panel rule streams"),
    ALLOCATION: ("stream allocation", "constitution certificate rule streams"),
    EXPLANATION: ("stream explanation", "constitution certificate summary streams"),
}
"""Of each file its kind and the members it has: these, and no other."""
_ROWS: Mapping[str, tuple[str, str]] = {
    CONSTITUTION: ("streams", "id name for_whom set_aside share constituted entry figure panel left_over"),
    NEEDS: ("needs", "stream group low high source date"),
    PROPOSALS: ("proposals", "stream id name group cost smallest sensitive"),
    PANEL: ("order", "stream place proposal reason placed_by declared"),
}
"""Of each input its list and the members of each row: there is no place for an address."""
STREAM_FILES = frozenset({*_FORMS, "explanation.txt"})
_POINTS = re.compile(
    r"(?<![^\W_])[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}(?![^\W_])|\d{1,3}\.\d{3}|(?<!\d)\d{6}\s*[,; ]\s*\d{6}(?!\d)",
    re.IGNORECASE,
)
_Row = Mapping[str, Any]


def check_stream(folder: Folder) -> list[Finding]:
    """Allocate every stream's money again and hold the certificate, the allocation and the explanation against that.

    Raises:
        Unreadable: where a file is missing or is not JSON.
    """
    values = {name: folder.read_json(name) for name in _FORMS}
    findings = [*_points(folder), *_forms(folder, values)]
    if findings:
        return findings
    findings.extend(_links(folder, values))
    findings.extend(_constitution(values[CONSTITUTION]))
    findings.extend(_inputs(values))
    if findings:
        return findings
    streams = [_allocated(values, stream) for stream in values[CONSTITUTION]["streams"]]
    findings.extend(_certified(values, streams))
    findings.extend(_awarded(values, streams))
    findings.extend(_explained(values, streams))
    return findings


def _points(folder: Folder) -> Iterator[Finding]:
    for name in sorted(STREAM_FILES):
        if _POINTS.search(folder.read(name).decode("utf-8")):
            yield Finding("V408", name, "it holds what looks like a postcode or coordinates")


def _forms(folder: Folder, values: Mapping[str, Any]) -> Iterator[Finding]:
    for name, (kind, members) in _FORMS.items():
        value = values[name]
        if not isinstance(value, dict) or (value.get("format"), value.get("kind")) != (FORMAT, kind):
            yield Finding("V401", name, f"this is not a {kind} of the form {FORMAT}")
            continue
        if not is_canonical(value, folder.read(name)):
            yield Finding("V401", name, "it is not written in the one canonical form")
        if set(value) != {"format", "kind", *members.split()}:
            yield Finding("V401", name, f"it has other members than a {kind}")
            continue
        listed, of_row = _ROWS.get(name, ("streams", ""))
        for row in value[listed] if isinstance(value[listed], list) else [None]:
            if not isinstance(row, dict) or (of_row and set(row) != set(of_row.split())):
                yield Finding("V401", name, f"a row of {listed} has other members than {of_row or 'it may'}")


def _links(folder: Folder, values: Mapping[str, Any]) -> Iterator[Finding]:
    """Hold the hashes that tie the files together."""
    for name, (_, members) in _FORMS.items():
        for other in ("constitution", "needs", "proposals", "panel", "certificate"):
            tied = other in members.split() and other != _ROWS.get(name, ("",))[0]
            if tied and values[name][other] != sha256(folder.read(f"{other}.json")).hexdigest():
                yield Finding("V402", name, f"it speaks of another file than {other}.json")


def _constitution(fund: _Row) -> Iterator[Finding]:
    sums = [fund["total"], fund["for_the_vote"], *(stream["set_aside"] for stream in fund["streams"])]
    if not all(type(sum_) is int and sum_ >= 0 for sum_ in sums) or fund["unit"] != "hundredths":
        yield Finding("V403", CONSTITUTION, "its sums are not whole hundredths")
        return
    if fund["set_aside"] != sum(sums[2:]) or fund["for_the_vote"] != fund["total"] - sum(sums[2:]):
        what = "what is set aside and what is voted on are not together what the fund holds"
        yield Finding("V403", CONSTITUTION, what)
    ids = [stream["id"] for stream in fund["streams"]]
    if not ids or len(set(ids)) != len(ids):
        yield Finding("V403", CONSTITUTION, "it names no stream, or one twice")
    for stream in fund["streams"]:
        for what in _stream_faults(fund, stream):
            yield Finding("V403", CONSTITUTION, f"{stream['id']} {what}")


def _stream_faults(fund: _Row, stream: _Row) -> Iterator[str]:
    if stream["share"] is not None and Fraction(stream["share"]) * fund["total"] != stream["set_aside"]:
        yield "does not hold the share of the fund that is stated"
    if fund["voting_opens"] is None and fund["for_the_vote"]:
        yield "says no day on which the vote on the rest of the money opens"
    if date.fromisoformat(stream["constituted"]) >= date.fromisoformat(fund["voting_opens"] or "9999-12-31"):
        yield "was not set aside before voting opened"
    if stream["left_over"] != "carried over" or stream["figure"] not in {"low", "middle", "high"}:
        yield "states what no stream may"
    if type(stream["entry"]) is not int or stream["entry"] < 1 or stream["set_aside"] == 0:
        yield "states no entry of the record, or no money"
    if len(set(stream["panel"])) != len(stream["panel"]):
        yield "has a member of its panel twice"


def _inputs(values: Mapping[str, Any]) -> Iterator[Finding]:
    ids = [stream["id"] for stream in values[CONSTITUTION]["streams"]]
    for name, by in ((NEEDS, "group"), (PROPOSALS, "id"), (PANEL, "place")):
        rows = values[name][_ROWS[name][0]]
        keys = [(ids.index(row["stream"]), row[by]) for row in rows]
        if keys != sorted(set(keys)):
            yield Finding("V404", name, "its rows are not sorted, or one stands twice")
    for stream in values[CONSTITUTION]["streams"]:
        needs, proposals, order = _of(values, stream)
        yield from _need_faults(stream, needs)
        yield from _proposal_faults(proposals, {need["group"] for need in needs})
        yield from _panel_faults(stream, order, {proposal["id"] for proposal in proposals})
    named = [row["id"] for row in values[PROPOSALS]["proposals"]]
    if len(set(named)) != len(named):
        yield Finding("V404", PROPOSALS, "two proposals have the same id")


def _of(values: Mapping[str, Any], stream: _Row) -> tuple[list[_Row], list[_Row], list[_Row]]:
    """Give a stream's rows of need, of proposals, and of the panel's order."""
    rows = [[row for row in values[n][_ROWS[n][0]] if row["stream"] == stream["id"]] for n in (NEEDS, PROPOSALS, PANEL)]
    return rows[0], rows[1], rows[2]


def _need_faults(stream: _Row, needs: Sequence[_Row]) -> Iterator[Finding]:
    for need in needs:
        for figure in (need["low"], need["high"]):
            if figure != "few" and (type(figure) is not int or figure < 0 or figure % _STEP):
                yield Finding("V404", NEEDS, f"a figure of {need['group']} is not one that may be shown")
                return
        if _people(need["low"]) > _people(need["high"]):
            yield Finding("V404", NEEDS, f"the figures of {need['group']} are the wrong way round")
    if not any(_used(stream, need) for need in needs):
        yield Finding("V404", NEEDS, f"nobody is in need in {stream['id']}")


def _proposal_faults(proposals: Iterable[_Row], groups: set[str]) -> Iterator[Finding]:
    for one in proposals:
        least = one["cost"] if one["smallest"] is None else one["smallest"]
        if type(one["cost"]) is not int or type(least) is not int or not 0 < least <= one["cost"]:
            yield Finding("V404", PROPOSALS, f"the cost or the smallest sum of {one['id']} makes no sense")
        if one["group"] not in groups or type(one["sensitive"]) is not bool:
            yield Finding("V404", PROPOSALS, f"{one['id']} serves a group whose need is not stated")


def _panel_faults(stream: _Row, order: Sequence[_Row], proposals: set[str]) -> Iterator[Finding]:
    places = [row["place"] for row in order]
    placed = [row["proposal"] for row in order]
    if places != list(range(1, len(order) + 1)) or set(placed) != proposals or len(set(placed)) != len(placed):
        yield Finding("V404", PANEL, f"the order of {stream['id']} does not give every proposal one place")
    for row in order:
        free = [role for role in stream["panel"] if role not in row["declared"]]
        if row["placed_by"] != free or len(free) < 2 or not set(row["declared"]) <= set(stream["panel"]):
            yield Finding("V404", PANEL, f"{row['proposal']} was not placed by two or more members without an interest")
        if not isinstance(row["reason"], str) or not row["reason"].strip():
            yield Finding("V404", PANEL, f"{row['proposal']} was placed without a reason")


def _people(figure: Any) -> int:
    return _FEW if figure == "few" else int(figure)


def _used(stream: _Row, need: _Row) -> Fraction:
    low, high = _people(need["low"]), _people(need["high"])
    return Fraction(*{"low": (2 * low, 2), "high": (2 * high, 2), "middle": (low + high, 2)}[stream["figure"]])


def _allocated(values: Mapping[str, Any], stream: _Row) -> dict[str, Any]:
    """Allocate a stream's money: what its certificate must say, and what each proposal has in the end."""
    needs, proposals, order = _of(values, stream)
    known = {proposal["id"]: proposal for proposal in proposals}
    ranked = [known[row["proposal"]] for row in order]
    shares = _divided(stream["set_aside"], {need["group"]: _used(stream, need) for need in needs})
    had = dict.fromkeys(known, 0)
    turns: list[dict[str, Any]] = []

    def spend(part: str, among: Iterable[_Row], purse: int) -> int:
        for one in among:
            missing = one["cost"] - had[one["id"]]
            if missing == 0:
                continue
            start = one["cost"] if one["smallest"] is None else one["smallest"]
            enough = purse > 0 if had[one["id"]] else purse >= start
            sum_ = min(missing, purse) if enough else 0
            turns.append({"part": part, "proposal": one["id"], "left": purse, "given": sum_})
            had[one["id"]] += sum_
            purse -= sum_
        return purse

    rest = sum(
        spend("need", [one for one in ranked if one["group"] == group], shares[group]) for group in sorted(shares)
    )
    carried = spend("left over", ranked, rest)
    stated = [
        {"group": need["group"], "need": ratio(_used(stream, need)), "share": shares[need["group"]]} for need in needs
    ]
    return {
        "certificate": {"stream": stream["id"], "shares": stated, "turns": turns},
        "set_aside": stream["set_aside"],
        "allocated": sum(had.values()),
        "carried_over": carried,
        "had": had,
        "ranked": ranked,
    }


def _divided(money: int, used: Mapping[str, Fraction]) -> dict[str, int]:
    """Divide by need; the last hundredths go to the largest remainders, of equal ones to the first group by name."""
    whole = sum(used.values())
    exact = {group: money * people / whole for group, people in used.items()}
    given = {group: share.numerator // share.denominator for group, share in exact.items()}
    missing = money - sum(given.values())
    for group in sorted(exact, key=lambda one: (given[one] - exact[one], one))[:missing]:
        given[group] += 1
    return given


def _certified(values: Mapping[str, Any], streams: Sequence[_Row]) -> Iterator[Finding]:
    told = values[CERTIFICATE]
    if told["rule"] != _RULE or values[ALLOCATION]["rule"] != _RULE:
        yield Finding("V405", CERTIFICATE, "there is no such rule of streams in this version")
    if not same(told["streams"], [stream["certificate"] for stream in streams]):
        yield Finding("V405", CERTIFICATE, _difference(told["streams"], streams))


def _difference(told: Sequence[Any], streams: Sequence[_Row]) -> str:
    """Say where a certificate first goes wrong."""
    for stated, stream in zip(told, streams, strict=False):
        right = stream["certificate"]
        for part in ("shares", "turns"):
            rows = stated[part] if isinstance(stated.get(part), list) else []
            for number, row in enumerate(right[part], start=1):
                if not same(rows[number - 1 : number], [row]):
                    said = canonical(rows[number - 1 : number]).decode()
                    return f"{right['stream']}, number {number} of {part}: {said}, but need and panel give {row}"
    return "it says more or less than need and panel give"


def _awarded(values: Mapping[str, Any], streams: Sequence[_Row]) -> Iterator[Finding]:
    right = [
        {
            **_sums(stream),
            "awards": [
                {"proposal": one["id"], "name": one["name"], "group": one["group"], "sum": stream["had"][one["id"]]}
                for one in stream["ranked"]
                if stream["had"][one["id"]]
            ],
        }
        for stream in streams
    ]
    if not same(values[ALLOCATION]["streams"], right):
        yield Finding("V406", ALLOCATION, f"need and panel give other sums: {canonical(right).decode()}")


def _explained(values: Mapping[str, Any], streams: Sequence[_Row]) -> Iterator[Finding]:
    """Hold the explanation's figures against the allocation; its sentences are bound by the manifest's hash alone."""
    told = values[EXPLANATION]["streams"]
    right = [
        {
            **_sums(stream),
            "groups": [{"group": row["group"], "share": row["share"]} for row in stream["certificate"]["shares"]],
            "proposals": [
                {**{name: one[name] for name in ("id", "name", "group", "cost")}, "sum": stream["had"][one["id"]]}
                for one in stream["ranked"]
            ],
        }
        for stream in streams
    ]
    bare = [
        {
            **{name: value for name, value in stream.items() if name != "summary"},
            "groups": [_bare(one) for one in stream["groups"]],
            "proposals": [_bare(one) for one in stream["proposals"]],
        }
        for stream in told
    ]
    if not same(bare, right):
        yield Finding("V407", EXPLANATION, "its figures are not those that need and panel give")


def _sums(stream: _Row) -> dict[str, Any]:
    sums = {name: stream[name] for name in ("set_aside", "allocated", "carried_over")}
    return {"stream": stream["certificate"]["stream"], **sums}


def _bare(row: _Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "sentences"}
