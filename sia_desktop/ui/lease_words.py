"""What is said while a laptop is away from the council for long; pure."""

from datetime import datetime
from typing import Final

from sia_desktop.domain.dates import weekday_and_day
from sia_desktop.domain.lease import Lease
from sia_desktop.domain.when import day_in_england
from sia_desktop.ui.when_words import plural

SIGN_IN: Final = (
    "Sign in again to sync",
    "The council’s service takes and sends nothing before that. You may go on working: all of it is kept.",
)


def lease_words(lease: Lease | None, now: datetime) -> tuple[str, str]:
    """A few strong words and a sentence from five days before the end; otherwise nothing."""
    if lease is None or not lease.is_ending(now):
        return "", ""
    last, end = day_in_england(lease.contact_at), day_in_england(lease.ends_at)
    return (
        f"This laptop locks in {plural(lease.days_left(now), 'day')}",
        f"It was last in touch with the council on {weekday_and_day(last)}. Connect to a network and sync; "
        f"otherwise it locks on {weekday_and_day(end)}, until you sign in again. Nothing you wrote is lost.",
    )
