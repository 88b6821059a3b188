"""Records of any form, drawn."""

from pathlib import Path

from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.framework import Framework
from sia_desktop.services.print_record import Around


class FormPrinter:
    """Implements `Printer` with ReportLab's pages; its tools are imported when the first record is drawn."""

    def __init__(self, fonts: Path) -> None:
        """Take where the typeface lies."""
        self._fonts = fonts

    def record(self, record: CaseRecord, framework: Framework, around: Around) -> bytes:
        """The accessible PDF."""
        from sia_desktop.documents.case_record import printed_record
        from sia_desktop.documents.draw_note import draw_form

        return draw_form(printed_record(record, framework, around), self._fonts)
