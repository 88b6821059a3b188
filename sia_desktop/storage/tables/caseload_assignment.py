"""Who answers for which school."""

from sqlmodel import Field

from sia_desktop.storage.tables.row import RecordRow


class CaseloadAssignmentRow(RecordRow, table=True):
    """One beginning or end of an assignment."""

    __tablename__ = "caseload_assignment"

    person_id: str
    urn: int = Field(index=True)
    action: str
    on: str
