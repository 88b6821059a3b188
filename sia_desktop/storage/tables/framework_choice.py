"""What the council settled."""

from pydantic import JsonValue

from sia_desktop.storage.tables.row import RecordRow, json_column


class FrameworkChoiceRow(RecordRow, table=True):
    """One choice, never edited."""

    __tablename__ = "framework_choice"

    pack: str
    what: str
    code: str
    value: JsonValue = json_column()
    reason: str
    by: str
    at: str
