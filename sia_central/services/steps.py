"""Whether the steps a record took since central saw it last were open to who sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sia_central.services.proposal import Look, Proposal, Sender
from sia_central.services.refused import Refused
from sia_contract.flows import Names, Situation, is_answered, what_follows, why_not, why_not_approve
from sia_contract.pack_decisions import Flow
from sia_contract.pack_forms import Form
from sia_contract.pack_words import PartyKind
from sia_contract.packs import Pack
from sia_contract.problems import ProblemCode


def check_steps(proposal: Proposal, sender: Sender, pack: Pack, form: Form, look: Look) -> None:
    """Refuse, in words, a record whose steps are not those its flow allows this person."""
    moves, known = proposal.payload["moves"], proposal.was.get("moves", [])
    if moves[: len(known)] != known:
        raise Refused(ProblemCode.BAD_PAYLOAD, "A record keeps every step it took; steps are only added.")
    flow = next((each for each in pack.flows if each.code == form.flow), None)
    if flow is None:
        if moves or proposal.payload["state"]:
            raise Refused(ProblemCode.BAD_PAYLOAD, "This form goes through no steps.")
        return
    stands = _Stand(flow.starts_in)
    for move in known:
        stands = stands.after(move, flow)
    names = _names(pack, form)
    for move in moves[len(known) :]:
        if move["by"] != str(sender.person_id) or move["role"] != sender.role:
            raise Refused(ProblemCode.NOT_ALLOWED, "A step is taken in the name and role of who takes it.")
        at = _situation(proposal, sender, pack, stands, move, look)
        judged = why_not_approve if move["is_approval"] else why_not
        if sentence := judged(flow, move["move"], at, names):
            raise Refused(ProblemCode.NOT_ALLOWED, sentence)
        if move["from_state"] != stands.state or not _says_what_follows(move, stands.state, flow):
            raise Refused(ProblemCode.BAD_PAYLOAD, "The step does not say what its flow makes of it.")
        _check_signed(move, flow)
        stands = stands.after(move, flow)
    payload = proposal.payload
    if (payload["state"], payload["is_locked"], payload["is_closed"]) != (
        stands.state,
        stands.is_locked,
        stands.is_closed,
    ):
        raise Refused(ProblemCode.BAD_PAYLOAD, "The record does not stand where its last step led.")


def signed_with(record: Mapping[str, Any], sha256: str) -> Mapping[str, Any] | None:
    """The step of this record that was signed with this file; None where none was."""
    signed = (move for move in record["moves"] if (move.get("signed") or {}).get("sha256") == sha256)
    return next(signed, None)


def _check_signed(move: Mapping[str, Any], flow: Flow) -> None:
    """A step that its flow has signed names the file that was signed, and no other step does."""
    must = what_follows(flow, move["move"]).signs and not move["is_approval"]
    if must and not move["signed"]:
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "This step is signed by whoever takes it. Sign it, and send it again."
        )
    if move["signed"] and not must:
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "This step is signed by nobody, so no signed file goes with it."
        )


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a record stands after the steps so far."""

    state: str
    is_locked: bool = False
    is_closed: bool = False
    approvals: frozenset[tuple[str, str]] = frozenset()
    """Since it came into this state."""

    def after(self, move: Mapping[str, Any], flow: Flow) -> "_Stand":
        """Where it stands after one more."""
        if move["is_approval"]:
            approval = (move["move"], move["recorded_for"] or move["role"])
            return replace(self, approvals=self.approvals | {approval})
        follows = what_follows(flow, move["move"])
        return _Stand(follows.state, follows.is_locked, follows.is_closed)


def _says_what_follows(move: Mapping[str, Any], state: str, flow: Flow) -> bool:
    said = (move["to_state"], move["sets"], move["does"])
    if move["is_approval"]:
        return said == (state, "", "")
    follows = what_follows(flow, move["move"])
    return said == (follows.state, follows.sets, follows.does)


def _situation(
    proposal: Proposal,
    sender: Sender,
    pack: Pack,
    stands: _Stand,
    move: Mapping[str, Any],
    look: Look,
) -> Situation:
    return Situation(
        state=stands.state,
        role=sender.role,
        answers=proposal.payload["answers"],
        forms=_forms_there(proposal, look),
        approvals=stands.approvals,
        reason=move["reason"],
        recorded_for=move["recorded_for"],
        outside=[role.code for role in pack.roles if role.kind is not PartyKind.COUNCIL],
        may_record=sender.may_record,
    )


def _forms_there(proposal: Proposal, look: Look) -> set[str]:
    """The forms of which the same school has a record with something written in it."""
    kinds = ("case_record", "note_of_visit") if proposal.urn else ("case_record",)
    others = [record for kind in kinds for record in look.of_school(kind, proposal.urn)]
    payloads = [each.payload for each in others if each.id != proposal.change.id]
    return {each["form"] for each in (*payloads, proposal.payload) if is_answered(each["answers"])}


def _names(pack: Pack, form: Form) -> Names:
    return Names(
        roles={role.code: role.label for role in pack.roles},
        forms={each.code: each.label for each in pack.forms},
        sections={section.code: section.label for section in form.sections},
    )
