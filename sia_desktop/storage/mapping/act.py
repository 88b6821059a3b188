"""Acts, both ways."""

from uuid import UUID

from sia_contract.payloads.act import ActPayload
from sia_desktop.domain.act import Act
from sia_desktop.domain.ids import Urn


def act_of(act_id: str, payload: ActPayload) -> Act:
    """The act a payload describes."""
    return Act(
        id=UUID(act_id),
        act=payload.act,
        record_kind=payload.record_kind,
        record_id=payload.record_id,
        urn=Urn(payload.urn),
        on=payload.on,
        at=payload.at,
        by=payload.by,
        details={name: str(value) for name, value in payload.details.items()},
    )


def act_payload(act: Act) -> ActPayload:
    """The payload that describes an act."""
    return ActPayload(
        act=act.act,
        record_kind=act.record_kind,
        record_id=act.record_id,
        urn=act.urn,
        on=act.on,
        at=act.at,
        by=act.by,
        details=dict(act.details),
    )
