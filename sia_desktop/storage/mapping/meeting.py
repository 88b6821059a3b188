"""Meetings, both ways."""

from uuid import UUID

from sia_contract.payloads.meeting import CalledOffPayload, MeetingDayPayload, MeetingPayload
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.meeting import CalledOff, Meeting, MeetingDay


def meeting_of(meeting_id: str, payload: MeetingPayload) -> Meeting:
    """The meeting a payload describes."""
    off = payload.called_off
    return Meeting(
        id=UUID(meeting_id),
        urn=None if payload.urn is None else Urn(payload.urn),
        kind=payload.meeting,
        pack=payload.pack,
        pack_version=payload.pack_version,
        called_by=payload.called_by,
        days=tuple(MeetingDay(day.on, day.at, day.by, day.why, day.override) for day in payload.days),
        starts_at=payload.starts_at,
        called_off=CalledOff(off.reason, off.at, off.by) if off else None,
        schools=tuple(map(Urn, payload.schools)),
    )


def meeting_payload(meeting: Meeting) -> MeetingPayload:
    """The payload that describes a meeting."""
    off = meeting.called_off
    return MeetingPayload(
        urn=meeting.urn,
        meeting=meeting.kind,
        pack=meeting.pack,
        pack_version=meeting.pack_version,
        called_by=meeting.called_by,
        meeting_on=meeting.meeting_on,
        starts_at=meeting.starts_at,
        days=tuple(
            MeetingDayPayload(on=day.on, at=day.at, by=day.by, why=day.why, override=day.override)
            for day in meeting.days
        ),
        called_off=CalledOffPayload(reason=off.reason, at=off.at, by=off.by) if off else None,
        schools=meeting.schools,
    )
