"""From what the program knows to what the fields of a form are offered."""

from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.services.queries.form_help import FormHelp
from sia_desktop.ui.forms.sections.editor import Around, Days
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.working_days import working_days_of


def around_of(help_: FormHelp, tools: PageTools, calendar: WorkingCalendar) -> Around:
    """Everything but the evidence, which the form itself has."""
    return Around(
        days=Days(lambda: tools.today, working_days_of(calendar)),
        colleagues=help_.colleagues,
        recipients=help_.recipients,
        members=help_.members,
        schools=help_.schools,
        areas=help_.areas,
        grades=help_.grades,
        area_grades=help_.area_grades,
        carried=help_.carried,
        me=help_.me,
        now=lambda: tools.now().isoformat(timespec="seconds"),
    )
