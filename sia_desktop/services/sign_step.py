"""A step that the framework has signed: taken, printed and sealed in one act, or not at all."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from sia_desktop.domain.case_record import CaseRecord, SignedStep
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.mark import Mark, MarkWay, Strokes
from sia_desktop.services.move_case_record import MoveCaseRecord, stepped
from sia_desktop.services.ports import Clock, Frameworks, KeyBox, UnitOfWork
from sia_desktop.services.print_record import RecordPress, around_of
from sia_desktop.services.signed_files import SignedOf, add_signed_pdf

CHANGED = "The record changed while you were signing. Check it and sign again."


@dataclass(frozen=True, slots=True)
class SignStep:
    """This step, signed under the words of this digest by a drawn or typed name and the passphrase."""

    record_id: UUID
    move: str
    digest: str
    way: MarkWay
    passphrase: str = field(repr=False)
    strokes: Strokes = ()
    shape: float = 3.0
    typed: str = ""
    reason: str = ""
    late_reason: str = ""


def sign_step(
    command: SignStep, uow: UnitOfWork, frameworks: Frameworks, keys: KeyBox, press: RecordPress, now: Clock
) -> Changed:
    """Take the step, and keep the sealed PDF of the record as it then stands.

    Should anything fail, neither is kept: the record stays where it was, and nothing typed is lost.
    """
    keys.check(command.passphrase)
    at = now()
    press.check_may_sign(at)
    asked = MoveCaseRecord(
        command.record_id, command.move, reason=command.reason, late_reason=command.late_reason
    )
    with uow:
        step = stepped(asked, uow, frameworks, at)
        if not step.is_signed:
            raise RuleBroken(f"“{step.label}” is not signed by anybody. Take the step without a signature.")
        if step.before.digest != command.digest:
            raise RuleBroken(CHANGED)
        me = uow.working_for()
        mark = Mark(
            way=command.way,
            name=me.person_name,
            role=step.framework.role(me.role).label,
            at=at,
            digest=command.digest,
            strokes=command.strokes if command.way is MarkWay.DRAWN else (),
            shape=command.shape,
            typed=command.typed.strip() if command.way is MarkWay.TYPED else "",
        )
        if not mark.is_signature:
            raise RuleBroken("Draw or type your signature.")
        around = around_of(step.after, uow, at)
    pdf = press.signed_record(step.after, step.framework, around, mark, command.passphrase)
    signed = step.after.signed(SignedStep(hashlib.sha256(pdf).hexdigest(), command.digest))
    with uow:
        if uow.case_records.get(command.record_id) != step.before:
            raise RuleBroken(CHANGED)
        changed = step.keep(uow, frameworks, signed)
        file = add_signed_pdf(uow, _of(signed), pdf, at)
        uow.commit()
    return changed | Changed.one("attachment", file.id)


def _of(record: CaseRecord) -> SignedOf:
    if record.urn is None:
        raise RuleBroken("Only a record about one school is signed.")
    name = f"{record.form.replace('_', '-')}-{record.urn}-{record.moves[-1].on}-signed.pdf"
    return SignedOf("case_record", record.id, record.urn, name)
