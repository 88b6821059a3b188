"""What was attached as evidence: at one school or at all of them."""

from dataclasses import dataclass
from uuid import UUID

from sia_desktop.domain.attachment import Attachment
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.services.ports import UnitOfWork
from sia_desktop.services.queries.facts import Facts, RecordSync


@dataclass(frozen=True, slots=True)
class AskEvidence:
    """The Evidence page opens; of one school, or of all."""

    urn: Urn | None = None


@dataclass(frozen=True, slots=True)
class AskFile:
    """One file is looked at."""

    attachment_id: UUID


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One file in the list."""

    attachment: Attachment
    school_name: str
    made_by: str
    is_here: bool
    """False until its bytes have arrived."""
    sync: RecordSync


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file with its bytes, which never leave the memory of this program."""

    attachment: Attachment
    content: bytes


def ask_evidence(question: AskEvidence, facts: Facts, uow: UnitOfWork) -> tuple[EvidenceLine, ...]:
    """The latest first."""
    with uow:
        return tuple(_line(each, facts, uow) for each in uow.attachments.evidence(question.urn))


def ask_file(question: AskFile, uow: UnitOfWork) -> KeptFile:
    """The bytes; raises `OutsideTrouble` if they have not arrived yet."""
    with uow:
        attachment = uow.attachments.get(question.attachment_id)
        return KeptFile(attachment, uow.attachments.content(attachment))


def _line(attachment: Attachment, facts: Facts, uow: UnitOfWork) -> EvidenceLine:
    school = uow.schools.find(attachment.urn)
    try:
        made_by = uow.people.get(attachment.made_by).name
    except RuleBroken:
        made_by = "a colleague"
    return EvidenceLine(
        attachment=attachment,
        school_name=school.name if school else "",
        made_by=made_by,
        is_here=uow.attachments.is_here(attachment),
        sync=facts.record_sync("attachment", str(attachment.id)),
    )
