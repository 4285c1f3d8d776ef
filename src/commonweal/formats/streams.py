"""The folder of a fund's protected streams: what they were allocated from and how, as published bytes."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import FORMAT, sha256_of, with_manifest
from commonweal.formats.fund_tables import FundFolder
from commonweal.formats.prose import ENGLISH, prose
from commonweal.funding.streams.allocation import RULE, VERSION, Allocation, allocate
from commonweal.funding.streams.constitution import Fund, Stream
from commonweal.funding.streams.explain import StreamAccount, explain_fund, explain_stream
from commonweal.funding.streams.requests import Placing, StreamNeed, StreamProposal
from commonweal.terms.canon import encode

CONSTITUTION, ALLOCATION, CERTIFICATE = "constitution.json", "allocation.json", "certificate.json"
CONSTITUTED = "fund.json"
_RULE = {"name": RULE, "version": VERSION, "spec": {}}


def stream_files(folder: FundFolder, constituted: bytes = b"") -> Mapping[str, bytes]:
    """Allocate every stream of a fund and give the folder that lets anyone do it again.

    Nothing in it was made from where a proposal is: that was dropped as the tables were read. Not even the hash of a
    table is published, since an address could be guessed and tried against it.

    Args:
        folder: the fund with what its streams are allocated from.
        constituted: the fund's whole constitution as an entry of the record has its hash; nothing where there is none.

    Returns:
        The bytes of ``constitution.json``, ``needs.json``, ``proposals.json``, ``panel.json``, ``certificate.json``,
        ``allocation.json``, ``explanation.json``, ``explanation.txt`` and ``manifest.json``; and ``fund.json``, the
        fund's whole constitution, where there is one.
    """
    fund = folder.fund
    requests = [(stream, folder.requests[stream.id]) for stream in fund.streams]
    allocations = [allocate(stream, asked) for stream, asked in requests]
    accounts = [
        explain_stream(fund, stream, asked, allocation)
        for (stream, asked), allocation in zip(requests, allocations, strict=True)
    ]
    constitution = encode(constitution_value(fund))
    hashes = {"constitution": sha256_of(constitution)}
    needs = [_need(stream, need) for stream, asked in requests for need in asked.needs]
    proposals = [_proposal(stream, proposal) for stream, asked in requests for proposal in asked.proposals]
    order = [_placing(stream, placing) for stream, asked in requests for placing in asked.panel]
    files = {
        CONSTITUTION: constitution,
        "needs.json": _encoded("stream needs", hashes, needs=needs),
        "proposals.json": _encoded("stream proposals", hashes, proposals=proposals),
        "panel.json": _encoded("stream panel", hashes, order=order),
    }
    hashes |= {name: sha256_of(files[f"{name}.json"]) for name in ("needs", "proposals", "panel")}
    shown = [_certified(allocation) for allocation in allocations]
    files[CERTIFICATE] = _encoded("stream certificate", hashes, rule=_RULE, streams=shown)
    hashes = {"constitution": hashes["constitution"], "certificate": sha256_of(files[CERTIFICATE])}
    awarded = [
        _allocated(stream, account, allocation)
        for (stream, _), account, allocation in zip(requests, accounts, allocations, strict=True)
    ]
    told = explain_fund(fund)
    files[ALLOCATION] = _encoded("stream allocation", hashes, rule=_RULE, streams=awarded)
    files["explanation.json"] = _encoded(
        "stream explanation",
        hashes,
        summary=[sentence_value(sentence) for sentence in told],
        streams=[_account(account, one) for account, one in zip(accounts, allocations, strict=True)],
    )
    files["explanation.txt"] = _text(fund, accounts).encode("utf-8")
    if constituted:
        files[CONSTITUTED] = constituted
    return with_manifest("stream", files)


def constitution_value(fund: Fund) -> dict[str, Any]:
    """Give a fund's constitution as the value that is published and hashed; sums are whole hundredths."""
    return {
        "format": FORMAT,
        "kind": "fund constitution",
        "name": fund.name,
        "round": fund.round,
        "accountable_body": fund.accountable_body,
        "currency": fund.currency,
        "unit": "hundredths",
        "total": fund.total,
        "set_aside": fund.set_aside,
        "for_the_vote": fund.for_the_vote,
        "voting_opens": fund.voting_opens.isoformat() if fund.voting_opens else None,
        "streams": [
            {
                "id": stream.id,
                "name": stream.name,
                "for_whom": stream.for_whom,
                "set_aside": stream.set_aside,
                "share": stream.share,
                "constituted": stream.constituted.isoformat(),
                "entry": stream.entry,
                "figure": stream.figure,
                "panel": list(stream.panel),
                "left_over": stream.left_over,
            }
            for stream in fund.streams
        ],
    }


def constitution_hash(fund: Fund) -> str:
    """Give the hash that stands for a fund's constitution."""
    return sha256_of(encode(constitution_value(fund)))


def _encoded(kind: str, hashes: Mapping[str, str], **members: Any) -> bytes:
    return encode({"format": FORMAT, "kind": kind, **hashes, **members})


def _need(stream: Stream, need: StreamNeed) -> dict[str, Any]:
    return {
        "stream": stream.id,
        "group": need.group,
        "low": need.low,
        "high": need.high,
        "source": need.source,
        "date": need.date,
    }


def _proposal(stream: Stream, proposal: StreamProposal) -> dict[str, Any]:
    return {
        "stream": stream.id,
        "id": proposal.id,
        "name": proposal.name,
        "group": proposal.group,
        "cost": proposal.cost,
        "smallest": proposal.smallest,
        "sensitive": proposal.sensitive,
    }


def _placing(stream: Stream, placing: Placing) -> dict[str, Any]:
    return {
        "stream": stream.id,
        "place": placing.place,
        "proposal": placing.proposal,
        "reason": placing.reason,
        "placed_by": [role for role in stream.panel if role not in placing.declared],
        "declared": list(placing.declared),
    }


def _certified(allocation: Allocation) -> dict[str, Any]:
    return {
        "stream": allocation.stream,
        "shares": [{"group": s.group, "need": s.need, "share": s.share} for s in allocation.shares],
        "turns": [
            {"part": turn.part, "proposal": turn.proposal, "left": turn.left, "given": turn.given}
            for turn in allocation.turns
        ],
    }


def _allocated(stream: Stream, account: StreamAccount, allocation: Allocation) -> dict[str, Any]:
    return {
        "stream": stream.id,
        "set_aside": stream.set_aside,
        "allocated": allocation.allocated,
        "carried_over": allocation.carried_over,
        "awards": [
            {"proposal": one.proposal.id, "name": one.proposal.name, "group": one.proposal.group, "sum": one.given}
            for one in account.proposals
            if one.given
        ],
    }


def _account(account: StreamAccount, allocation: Allocation) -> dict[str, Any]:
    return {
        "stream": account.stream.id,
        "set_aside": account.stream.set_aside,
        "allocated": allocation.allocated,
        "carried_over": allocation.carried_over,
        "summary": [sentence_value(sentence) for sentence in account.sentences],
        "groups": [
            {"group": one.group, "share": one.share, "sentences": [sentence_value(said) for said in one.sentences]}
            for one in account.groups
        ],
        "proposals": [
            {
                "id": one.proposal.id,
                "name": one.proposal.name,
                "group": one.proposal.group,
                "cost": one.proposal.cost,
                "sum": one.given,
                "sentences": [sentence_value(said) for said in one.sentences],
            }
            for one in account.proposals
        ],
    }


def _text(fund: Fund, accounts: Sequence[StreamAccount]) -> str:
    """Write what happened for people, as plain text."""
    voice = prose(ENGLISH)
    lines = [fund.name, "", *(voice.text(sentence) for sentence in explain_fund(fund))]
    for account in accounts:
        name = account.stream.name
        lines += ["", name, "=" * len(name), "", *(voice.text(sentence) for sentence in account.sentences)]
        for group in account.groups:
            lines += ["", group.group, "-" * len(group.group)]
            lines += [voice.text(sentence) for sentence in group.sentences]
            for one in account.proposals:
                if one.proposal.group == group.group:
                    lines += ["", f"{one.proposal.id}. {one.proposal.name}"]
                    lines += [f"  {voice.text(sentence)}" for sentence in one.sentences]
    return "\n".join(lines) + "\n"
