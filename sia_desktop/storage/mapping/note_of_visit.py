"""Notes of visit and the marks on them, both ways."""

from sia_contract.payloads.note_of_visit import MarkPayload, NoteOfVisitPayload, SigningPayload
from sia_contract.payloads.note_of_visit import MarkWay as WireWay
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.mark import Mark, MarkWay, Response
from sia_desktop.domain.note_of_visit import NoteOfVisit, Signing


def note_of(payload: NoteOfVisitPayload) -> NoteOfVisit:
    """The note a payload describes; its id follows from its visit and version."""
    return NoteOfVisit(
        visit_id=payload.visit_id,
        version=payload.version,
        urn=Urn(payload.urn),
        visited_on=payload.visited_on,
        author_id=payload.author_id,
        form=payload.form,
        pack=payload.pack,
        pack_version=payload.pack_version,
        answers=dict(payload.answers),
        supersedes=payload.supersedes,
        correction_reason=payload.correction_reason,
        head_mark=_mark_of(payload.head_mark) if payload.head_mark else None,
        signing=signing_of(payload.signing),
    )


def note_payload(note: NoteOfVisit) -> NoteOfVisitPayload:
    """The payload that describes a note."""
    return NoteOfVisitPayload(
        visit_id=note.visit_id,
        version=note.version,
        urn=note.urn,
        visited_on=note.visited_on,
        author_id=note.author_id,
        form=note.form,
        pack=note.pack,
        pack_version=note.pack_version,
        answers=dict(note.answers),
        supersedes=note.supersedes,
        correction_reason=note.correction_reason,
        head_mark=_mark_payload(note.head_mark) if note.head_mark else None,
        signing=signing_payload(note.signing),
    )


def signing_of(payload: SigningPayload | None) -> Signing | None:
    """The signature under a note or another record, if there is one."""
    return Signing(_mark_of(payload.mark), payload.facts) if payload else None


def signing_payload(signing: Signing | None) -> SigningPayload | None:
    """The payload that describes a signature, if there is one."""
    return SigningPayload(mark=_mark_payload(signing.mark), facts=dict(signing.facts)) if signing else None


def _mark_of(payload: MarkPayload) -> Mark:
    return Mark(
        way=MarkWay(payload.way.value),
        name=payload.name,
        role=payload.role,
        at=payload.at,
        digest=payload.digest,
        strokes=payload.strokes,
        shape=payload.shape,
        typed=payload.typed,
        response=Response(payload.response) if payload.response else None,
        comment=payload.comment,
        reason=payload.reason,
    )


def _mark_payload(mark: Mark) -> MarkPayload:
    return MarkPayload(
        way=WireWay(mark.way.value),
        name=mark.name,
        role=mark.role,
        at=mark.at,
        digest=mark.digest,
        strokes=mark.strokes,
        shape=mark.shape,
        typed=mark.typed,
        response=mark.response.value if mark.response else "",
        comment=mark.comment,
        reason=mark.reason,
    )
