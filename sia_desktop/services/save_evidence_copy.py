"""A copy of a file leaves the encrypted database because somebody asked for it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sia_desktop.domain.changes import Changed
from sia_desktop.services.ports import Paper, UnitOfWork


@dataclass(frozen=True, slots=True)
class SaveEvidenceCopy:
    """Where the copy goes; from then on whoever asked answers for it."""

    attachment_id: UUID
    target: Path


def save_evidence_copy(command: SaveEvidenceCopy, uow: UnitOfWork, paper: Paper) -> Changed:
    """Write the file whole or not at all."""
    with uow:
        content = uow.attachments.content(uow.attachments.get(command.attachment_id))
    paper.write_file(command.target, content)
    return Changed()
