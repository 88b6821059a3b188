"""How sync stands, in words: at the foot of the rail and on the Sync page. Never more than is known."""

from datetime import date, timedelta
from typing import Final

from sia_desktop.domain.when import day_in_england
from sia_desktop.services.queries.facts import SyncFacts
from sia_desktop.services.sync_now import RoundReport
from sia_desktop.ui.syncing import Standing
from sia_desktop.ui.when_words import plural, said
from sia_desktop.ui.widgets.rail_foot import SyncState

AMBER_AFTER: Final = timedelta(days=3)
RED_AFTER: Final = timedelta(days=7)


def rail_state(standing: Standing, facts: SyncFacts, today: date) -> SyncState:
    """The card at the foot of the rail."""
    lines = (waiting_words(facts), last_words(facts, today))
    if standing.under_way is not None:
        return SyncState(
            "Syncing…", (standing.under_way.sentence or lines[0], lines[1]), "refresh-cw", "info"
        )
    if standing.must_sign_in:
        return SyncState("Sign in again to sync", lines, "lock", "warning")
    if standing.question is not None:
        return SyncState("Sync needs your answer", lines, "circle-help", "warning")
    if facts.refused or facts.to_settle:
        return SyncState(attention_words(facts), lines, "triangle-alert", "warning")
    icon, tone = ("wifi-off", _overdue_tone(facts, today))
    if standing.trouble or facts.last_trouble:
        return SyncState("Offline – working normally", lines, icon, tone)
    if facts.last_success_at is None:
        return SyncState("Not yet synced", lines[:1], icon, tone)
    if facts.waiting:
        return SyncState("Working normally", lines, "cloud", _overdue_tone(facts, today))
    return SyncState("Everything is sent", lines[1:], "cloud-check", "success")


def waiting_words(facts: SyncFacts) -> str:
    """3 changes waiting."""
    return f"{plural(facts.waiting, 'change')} waiting" if facts.waiting else "Nothing is waiting"


def clock_words(facts: SyncFacts) -> str:
    """Said when this laptop's clock is wrong by more than five minutes; otherwise nothing."""
    if not facts.clock_ahead_seconds:
        return ""
    off = timedelta(seconds=abs(facts.clock_ahead_seconds))
    days, hours, minutes = off.days, off.seconds // 3600, off.seconds // 60 % 60
    parts = [plural(days, "day") if days else "", plural(hours, "hour") if hours and days < 7 else ""]
    parts += [plural(minutes, "minute")] if minutes and not days else []
    which = "ahead of" if facts.clock_ahead_seconds > 0 else "behind"
    said = " and ".join(part for part in parts if part)
    return (
        f"This laptop’s clock is {said} {which} the council’s. Set it right in the system’s settings, then "
        "sync: what you sign carries the time of this clock."
    )


def last_words(facts: SyncFacts, today: date) -> str:
    """Last sync yesterday 17:05."""
    return f"Last sync {said(facts.last_success_at, today)}" if facts.last_success_at else "Never synced"


def attention_words(facts: SyncFacts) -> str:
    """1 refused, 2 to settle."""
    parts = (f"{facts.refused} refused", facts.refused), (f"{facts.to_settle} to settle", facts.to_settle)
    return ", ".join(words for words, count in parts if count)


def report_words(report: RoundReport) -> str:
    """What the last round did, counted."""
    parts = (
        (report.accepted, plural(report.accepted, "change") + " accepted"),
        (report.held, plural(report.held, "change") + " handed over to the line manager"),
        (report.refused, plural(report.refused, "change") + " refused"),
        (report.clashes, plural(report.clashes, "clash", "clashes") + " merged or set aside"),
        (report.received, plural(report.received, "record") + " received"),
        (report.files_sent, plural(report.files_sent, "file") + " sent"),
        (report.files_fetched, plural(report.files_fetched, "file") + " fetched"),
    )
    said_parts = [words for count, words in parts if count]
    return f"{', '.join(said_parts)}." if said_parts else "Nothing new on either side."


def _overdue_tone(facts: SyncFacts, today: date) -> str:
    """Three days without sync with something waiting is amber, seven red."""
    if facts.last_success_at is None or not facts.waiting:
        return "info"
    silent = today - day_in_england(facts.last_success_at)
    if silent >= RED_AFTER:
        return "danger"
    return "warning" if silent >= AMBER_AFTER else "info"
