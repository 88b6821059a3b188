"""Descriptions of files, both ways."""

from dataclasses import asdict
from uuid import UUID

from sia_contract.payloads.attachment import AttachmentPayload
from sia_desktop.domain.attachment import Attachment
from sia_desktop.domain.ids import Urn


def attachment_of(attachment_id: str, payload: AttachmentPayload) -> Attachment:
    """The file a payload describes."""
    return Attachment(id=UUID(attachment_id), urn=Urn(payload.urn), **payload.model_dump(exclude={"urn"}))


def attachment_payload(attachment: Attachment) -> AttachmentPayload:
    """The payload that describes a file."""
    described = asdict(attachment)
    del described["id"]
    return AttachmentPayload(**described)
