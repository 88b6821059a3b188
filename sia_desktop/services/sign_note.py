"""The adviser signs: the words are locked, then the PDF is made."""

from dataclasses import dataclass, field
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.about import About
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.completeness import missing
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.mark import Mark, MarkWay, Strokes
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require
from sia_desktop.services.keep_agreed import keep_agreed
from sia_desktop.services.note_facts import facts_to_freeze
from sia_desktop.services.note_in_hand import note_of_mine
from sia_desktop.services.pdf_of_note import keep_pdf
from sia_desktop.services.ports import Clock, Frameworks, KeyBox, NotePress, UnitOfWork
from sia_desktop.services.queries.form_help import known_of


@dataclass(frozen=True, slots=True)
class SignNote:
    """The adviser drew or typed a signature and confirmed with their passphrase."""

    note_id: UUID
    digest: str
    way: MarkWay
    passphrase: str = field(repr=False)
    strokes: Strokes = ()
    shape: float = 3.0
    typed: str = ""


def sign_note(
    command: SignNote, uow: UnitOfWork, frameworks: Frameworks, keys: KeyBox, press: NotePress, now: Clock
) -> Changed:
    """Lock the note and queue it for sync, then draw and sign its PDF.

    Should drawing fail, the signature stands and the page says that the PDF is waiting.
    """
    keys.check(command.passphrase)
    at = now()
    press.check_may_sign(at)
    with uow:
        note = note_of_mine(uow, command.note_id)
        me = uow.working_for()
        today = day_in_england(at)
        require(uow, frameworks, Action.SIGN_NOTE, note.urn, today)
        framework = frameworks.pinned(note.pack, note.pack_version)
        known = known_of(uow, frameworks, framework, note.urn, note.visited_on)
        if faults := missing(framework.form(note.form), note.answers, known):
            raise RuleBroken(f"{faults[0].sentence} Press F8 to go to what is missing.")
        mark = Mark(
            way=command.way,
            name=me.person_name,
            role=framework.role(me.role).label,
            at=at,
            digest=command.digest,
            strokes=command.strokes if command.way is MarkWay.DRAWN else (),
            shape=command.shape,
            typed=command.typed.strip() if command.way is MarkWay.TYPED else "",
        )
        signed = note.sign(mark, facts_to_freeze(note, uow, frameworks, framework, today))
        uow.earlier_words.forget("note_of_visit", str(note.id))
        uow.notes.save(signed)
        about, form = About("visit", str(note.visit_id)), framework.form(note.form)
        touched = keep_agreed(uow, form, about, note.urn, note.answers, today)
        uow.commit()
    touched |= Changed.one("note_of_visit", note.id)
    try:
        return touched | keep_pdf(signed, uow, press.signed_pdf(signed, command.passphrase), now())
    except OutsideTrouble:
        return touched
