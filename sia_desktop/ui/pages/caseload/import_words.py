"""Import a newer extract of the register of schools: what differs on this caseload, in words."""

from typing import Final

from sia_desktop.domain.dates import plain_date
from sia_desktop.services.import_schools import ImportSchools
from sia_desktop.services.queries.school_file import AskSchoolFile, ChangedSchool, SchoolPreview
from sia_desktop.ui.importing import ImportWords
from sia_desktop.ui.when_words import plural

MOST: Final = 60
"""So many schools and rejected rows are listed; the rest are counted."""
SENTENCE: Final = (
    "An extract of Get Information about Schools, as CSV, newer than the council’s. You see it here at once, "
    "the council is told, and its own next import stands in place of yours. An import can be undone."
)


def register_words() -> ImportWords[SchoolPreview]:
    """How an extract is asked for and shown."""
    return ImportWords(
        title="Import schools’ details",
        sentence=SENTENCE,
        chooser="Choose the extract",
        files="Extract of the register (*.csv *.csv.gz)",
        ask=AskSchoolFile,
        told=told,
        parts=lambda shown: (
            ("What changes on your caseload", _some([changed_words(each) for each in shown.changed], "\n\n")),
            ("Not in this file", _some([school.name for school in shown.missing], "\n")),
            ("Rejected rows", rejected(shown)),
        ),
        take_in=lambda shown: ImportSchools(shown.changes, shown.name) if shown.changes else None,
    )


def told(shown: SchoolPreview) -> str:
    """What the file is and what it would bring."""
    left = f" {plural(len(shown.missing), 'school')} not named: they stay as they are."
    missing = left if shown.missing else ""
    return (
        f"Register of {plain_date(shown.as_at)}. {plural(len(shown.changed), 'school')} of yours changed, "
        f"{shown.unchanged} unchanged.{missing} {plural(shown.elsewhere, 'school')} of other caseloads left "
        f"out; {plural(len(shown.rejected), 'row')} rejected."
    )


def changed_words(changed: ChangedSchool) -> str:
    """The school, then each fact with what it was and what it is."""
    lines = [changed.change.before.name]
    for each in changed.differences:
        if not each.before:
            lines.append(f"{each.label}: {each.after}")
        else:
            lines.append(f"{each.label}: was {each.before}; now {each.after or 'blank'}")
    if goes_on := changed.successor:
        since = f", from {plain_date(goes_on.opened_on)}" if goes_on.opened_on else ""
        lines.append(f"Goes on as: {goes_on.name} (URN {goes_on.urn}){since}")
    elif changed.change.after.closed_on:
        lines.append("Goes on as: no open school in this file has its number")
    return "\n".join(lines)


def rejected(shown: SchoolPreview) -> str:
    """Every row that was refused, with its reason."""
    return _some(
        [f"Line {row.line}{f', URN {row.urn}' if row.urn else ''}: {row.reason}" for row in shown.rejected],
        "\n",
    )


def _some(lines: list[str], between: str) -> str:
    more = [f"… and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return between.join([*lines[:MOST], *more])
