"""How one section of a note or record stood before, on this laptop."""

from dataclasses import dataclass
from uuid import UUID

from sia_contract.permissions import Action
from sia_desktop.domain.earlier_words import EarlierWords
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class AskSectionHistory:
    """The history of a section is looked at; `kind` is `note_of_visit` or `case_record`."""

    kind: str
    record_id: UUID
    section: str


def ask_section_history(
    question: AskSectionHistory, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> tuple[EarlierWords, ...]:
    """The latest first; for whoever may read the record."""
    with uow:
        if question.kind == "case_record":
            urn = uow.case_records.get(question.record_id).urn
            require_about(uow, frameworks, Action.READ_CASE_RECORD, urn, day_in_england(now()))
        return uow.earlier_words.of_section(question.kind, str(question.record_id), question.section)
