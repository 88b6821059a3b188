"""What central found when it looked at a signed PDF, in words and tone: the same on every page."""

from datetime import datetime

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.when import clock_in_england, day_in_england
from sia_desktop.ui.widgets.painting import Tone


def trusted_words(trusted_at: datetime | None, fault: str) -> tuple[str, Tone]:
    """Since when the file is known to have been there, why that is not so, or that it is still to come."""
    if fault:
        return f"Central kept the signed PDF but put no trusted time on it. {fault}", Tone.WARNING
    if trusted_at is None:
        return "Its trusted time is added when central has the PDF.", Tone.NEUTRAL
    on = f"{long_date(day_in_england(trusted_at))}, {clock_in_england(trusted_at)}"
    return f"Trusted time: {on}, by central’s clock.", Tone.SUCCESS
