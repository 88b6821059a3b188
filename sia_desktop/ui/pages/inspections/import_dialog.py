"""Import Ofsted’s file: what would change on this caseload, and each row that was rejected."""

from sia_desktop.services.import_inspections import ImportInspections
from sia_desktop.services.queries.inspections_page import AskOfstedFile, InspectionsPage, OfstedPreview
from sia_desktop.ui.importing import ImportWords
from sia_desktop.ui.pages.inspections import words

SENTENCE = (
    "Ofsted’s management information of state-funded schools, as CSV from GOV.UK. Nothing is kept until you "
    "import it, and an import can be undone."
)


def ofsted_words(page: InspectionsPage) -> ImportWords[OfstedPreview]:
    """How Ofsted’s file is asked for and shown beside what is known on this page."""
    names = {int(urn): name for urn, name in page.schools}
    return ImportWords(
        title="Import Ofsted’s inspections",
        sentence=SENTENCE,
        chooser="Choose Ofsted’s file",
        files="Ofsted’s file (*.csv *.csv.gz)",
        ask=AskOfstedFile,
        told=words.preview,
        parts=lambda shown: (
            ("What changes here", words.changes(shown, names, page.scales)),
            ("Rejected rows", words.rejected(shown)),
        ),
        take_in=lambda shown: ImportInspections(shown.changes) if shown.changes else None,
    )
