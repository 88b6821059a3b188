"""Whether the steps a record took since central saw it last were open to who sends them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sia_central.services.council_rules import pinned_pack
from sia_central.services.facts_of_school import SchoolFacts, facts_of_school
from sia_central.services.proposal import Look, Proposal, Sender
from sia_central.services.refused import Refused
from sia_central.storage.records import StoredRecord
from sia_contract.conditions import Wanted, conditions, fits
from sia_contract.flows import (
    NOBODY_OUTSIDE,
    FormThere,
    Names,
    Situation,
    is_resting,
    is_whole,
    what_follows,
    why_not,
    why_not_approve,
)
from sia_contract.judgements import unsupported
from sia_contract.pack_decisions import Flow
from sia_contract.pack_forms import Form
from sia_contract.pack_words import PartyKind
from sia_contract.packs import Pack
from sia_contract.problems import ProblemCode

_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2099


def check_steps(proposal: Proposal, sender: Sender, pack: Pack, form: Form, look: Look) -> None:
    """Refuse, in words, a record whose steps are not those its flow allows this person."""
    moves = proposal.payload["moves"]
    # a step taken before a field was there says nothing of it
    known = [
        {"recorded_name": "", "rests_on": [], "signed": None, **move}
        for move in proposal.was.get("moves", [])
    ]
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
    if len(moves) > len(known):
        stands = _after_new(proposal, sender, pack, form, flow, look, stands)
    payload = proposal.payload
    if (payload["state"], payload["is_locked"], payload["is_closed"]) != (
        stands.state,
        stands.is_locked,
        stands.is_closed,
    ):
        raise Refused(ProblemCode.BAD_PAYLOAD, "The record does not stand where its last step led.")


def _after_new(
    proposal: Proposal, sender: Sender, pack: Pack, form: Form, flow: Flow, look: Look, stands: "_Stand"
) -> "_Stand":
    """Where the record stands after the steps that central has not seen, each of them judged."""
    names, school = _names(pack, form), _school(proposal, pack, form, flow, look)
    moves = proposal.payload["moves"]
    seen = len(proposal.was.get("moves", []))
    for number, move in enumerate(moves[seen:], seen):
        own = move["by"] == str(sender.person_id) and move["role"] == sender.role
        if not own and not proposal.is_given_back:
            raise Refused(ProblemCode.NOT_ALLOWED, "A step is taken in the name and role of who takes it.")
        check_dated(move["at"], move["on"])
        if move["recorded_name"] and not move["recorded_for"]:
            raise Refused(ProblemCode.BAD_PAYLOAD, NOBODY_OUTSIDE)
        at = _situation(proposal, sender, school, stands, moves[:number], move)
        judged = why_not_approve if move["is_approval"] else why_not
        if sentence := judged(flow, move["move"], at, names):
            raise Refused(ProblemCode.NOT_ALLOWED, sentence)
        if move["from_state"] != stands.state or not _says_what_follows(move, stands.state, flow):
            raise Refused(ProblemCode.BAD_PAYLOAD, "The step does not say what its flow makes of it.")
        if not (move["is_approval"] or is_resting(flow, move["move"], at, move["rests_on"])):
            raise Refused(ProblemCode.BAD_PAYLOAD, "The step rests on other records than its flow needs.")
        _check_signed(move, flow)
        was_locked, stands = stands.is_locked, stands.after(move, flow)
        if stands.is_locked and not was_locked:
            check_judgements(form, proposal.payload["answers"])
    return stands


def check_dated(at: str, on: str) -> None:
    """Refuse, in words, the year that no clock shows; one that is days or a year wrong is believed.

    The step of a laptop whose clock is wrong would wait for ever: central decides nothing by clocks.
    """
    for said in (at, on):
        if not _FIRST_YEAR <= int(said[:4]) <= _LAST_YEAR:
            raise Refused(
                ProblemCode.BAD_PAYLOAD,
                f"What is done is dated between {_FIRST_YEAR} and {_LAST_YEAR}; this says {said[:10]}. "
                "Put the clock of the laptop right, and do it again.",
            )


def check_judgements(form: Form, answers: Mapping[str, Any]) -> None:
    """Refuse, in words, to fix a judgement that rests on no evidence."""
    for name in unsupported(form.sections, answers)[:1]:
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            f"The judgement under “{name}” has no evidence yet. Link what it rests on, and send it again.",
        )


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
    school: "_School",
    stands: _Stand,
    before: list[dict[str, Any]],
    move: Mapping[str, Any],
) -> Situation:
    return Situation(
        state=stands.state,
        role=move["role"],
        answers=proposal.payload["answers"],
        forms=school.forms,
        used=school.used | _rested(before),
        fits={code: fits(each, school.facts.on(move["on"])) for code, each in school.wanted.items()},
        approvals=stands.approvals,
        reason=move["reason"],
        recorded_for=move["recorded_for"],
        outside=school.outside,
        may_record=sender.may_record or proposal.is_given_back,
    )


@dataclass(frozen=True, slots=True)
class _School:
    """What a record's steps are judged beside: the same for all that one laptop sends at once."""

    forms: tuple[FormThere, ...]
    used: frozenset[tuple[str, str]]
    """By steps of other records of the same form."""
    wanted: Mapping[str, tuple[Wanted, ...]]
    """Of each step that is for some schools only, what must hold."""
    facts: SchoolFacts
    outside: tuple[str, ...]


def _school(proposal: Proposal, pack: Pack, form: Form, flow: Flow, look: Look) -> _School:
    needed = {code for move in flow.moves for code in move.needs_forms}
    kept = [each for each in look.of_school("case_record", proposal.urn) if each.id != proposal.change.id]
    notes = look.of_school("note_of_visit", proposal.urn) if proposal.urn else []
    alike = [move for each in kept if each.payload["form"] == form.code for move in each.payload["moves"]]
    wanted = {move.code: conditions(move.when) for move in flow.moves if move.when}
    own = FormThere(
        proposal.change.id, form.code, is_whole(form.sections, proposal.payload["answers"]), serves_again=True
    )
    return _School(
        (
            *(
                there
                for each in (*notes, *kept)
                if each.payload["form"] in needed and (there := _there(each, pack))
            ),
            own,
        ),
        _rested(alike),
        wanted,
        facts_of_school(proposal.urn if wanted else None, pack.inspection_scale, look),
        tuple(role.code for role in pack.roles if role.kind is not PartyKind.COUNCIL),
    )


def _there(record: StoredRecord, pack: Pack) -> FormThere | None:
    payload = record.payload
    of = pinned_pack(payload["pack"], payload["pack_version"]) if payload["pack"] == pack.code else pack
    form = next((each for each in of.forms if each.code == payload["form"]), None)
    if form is None:
        return None
    return FormThere(record.id, form.code, is_whole(form.sections, payload["answers"]), form.append_only)


def _rested(moves: Iterable[Mapping[str, Any]]) -> frozenset[tuple[str, str]]:
    """Each step with each record that it rested on."""
    return frozenset((move["move"], id_) for move in moves for id_ in move.get("rests_on", ()))


def _names(pack: Pack, form: Form) -> Names:
    return Names(
        roles={role.code: role.label for role in pack.roles},
        forms={each.code: each.label for each in pack.forms},
        sections={section.code: section.label for section in form.sections},
    )
