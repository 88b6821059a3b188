"""Fetches the PDF of a signed note and has its pages drawn, once for each file."""

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.queries.note_page import AskPdf, NotePage
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.preview import DrawnPage, Preview, draw_pages
from sia_desktop.ui.tasks import Lane
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.stated import Stated

SHARPNESS = 1.4
"""Pixels a point: enough for the widest preview."""


class Paper:
    """What the preview shows, and why when it shows nothing."""

    def __init__(self, tools: PageTools, preview: Preview, owner: QWidget) -> None:
        self._tools, self._preview, self._owner = tools, preview, owner
        self._drawn = ""

    def forget(self) -> None:
        """Another note is coming; nothing of this one stays."""
        self._drawn = ""
        self._preview.show_pages(())

    def show(self, page: NotePage) -> None:
        """Show the newest file."""
        files = page.attachments
        if not files:
            how = "It can be made now, at the right." if page.is_mine else "Sync fetches it."
            self._say(f"The PDF of this note is not on this laptop yet. {how}")
        elif self._drawn != files[0].sha256:
            self._drawn = files[0].sha256
            self._tools.questions.ask(AskPdf(page.note.id), self._owner, self._draw, self._hit)

    def _draw(self, pdf: bytes | None) -> None:
        if pdf is None:
            return
        scale, drawn = SHARPNESS * self._owner.devicePixelRatioF(), self._drawn

        def show(pages: tuple[DrawnPage, ...]) -> None:
            if drawn == self._drawn:
                self._preview.show_pages(pages)

        self._tools.tasks.run(
            lambda progress: draw_pages(pdf, scale, progress),
            show,
            self._hit,
            owner=self._owner,
            lane=Lane.NETWORK,
        )

    def _hit(self, trouble: BaseException) -> None:
        self._drawn = ""
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self._tools.tasks.tell(trouble, self._owner)
        self._say(sentence_for(trouble))

    def _say(self, sentence: str) -> None:
        self._preview.show_instead(Stated("hourglass", sentence, Tone.NEUTRAL))
