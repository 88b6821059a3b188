"""A photograph or document is attached to a record as evidence."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from sia_desktop.domain.attachment import EVIDENCE, Attachment, Sensitivity
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.characters import whole_characters
from sia_desktop.domain.ids import Urn
from sia_desktop.services.ports import Clock, EvidenceFiles, UnitOfWork


@dataclass(frozen=True, slots=True)
class AttachEvidence:
    """One file, for one record of a school; whoever attaches it says whether pupils can be recognised."""

    path: Path
    record_kind: str
    record_id: str
    urn: Urn
    sensitivity: Sensitivity
    attachment_id: UUID = field(default_factory=uuid4)


def attach_evidence(command: AttachEvidence, uow: UnitOfWork, files: EvidenceFiles, now: Clock) -> Changed:
    """Keep the file inside the encrypted database and queue it; the same file twice is kept once."""
    prepared = files.read(command.path)
    sha256 = hashlib.sha256(prepared.content).hexdigest()
    with uow:
        uow.schools.get(command.urn)
        for known in uow.attachments.evidence(command.urn):
            if known.sha256 == sha256 and known.record_id == command.record_id:
                return Changed()
        attachment = Attachment(
            id=command.attachment_id,
            record_kind=command.record_kind,
            record_id=command.record_id,
            urn=command.urn,
            purpose=EVIDENCE,
            sha256=sha256,
            size=len(prepared.content),
            media_type=prepared.media_type,
            file_name=whole_characters(prepared.name),
            made_at=now(),
            made_by=uow.working_for().person_id,
            sensitivity=command.sensitivity.value,
        )
        uow.attachments.add(attachment, prepared.content)
        uow.commit()
    return Changed.one("attachment", attachment.id) | Changed.one(command.record_kind, command.record_id)
