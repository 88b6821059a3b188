"""Access given to colleagues, both ways."""

from uuid import UUID

from sia_contract.payloads.access_grant import AccessGrantPayload, GrantEndedPayload, GrantWay
from sia_desktop.domain.access import AccessEnded, AccessGrant, AccessWay
from sia_desktop.domain.ids import Urn


def grant_of(grant_id: str, payload: AccessGrantPayload) -> AccessGrant:
    """The access a payload describes."""
    ended = payload.ended
    return AccessGrant(
        id=UUID(grant_id),
        urn=Urn(payload.urn),
        person_id=payload.person_id,
        way=AccessWay(payload.way.value),
        from_on=payload.from_on,
        to_on=payload.to_on,
        reason=payload.reason,
        by=payload.by,
        at=payload.at,
        ended=AccessEnded(ended.by, ended.at, ended.reason) if ended else None,
    )


def grant_payload(grant: AccessGrant) -> AccessGrantPayload:
    """The payload that describes an access."""
    ended = grant.ended
    return AccessGrantPayload(
        urn=grant.urn,
        person_id=grant.person_id,
        way=GrantWay(grant.way.value),
        from_on=grant.from_on,
        to_on=grant.to_on,
        reason=grant.reason,
        by=grant.by,
        at=grant.at,
        ended=GrantEndedPayload(by=ended.by, at=ended.at, reason=ended.reason) if ended else None,
    )
