"""Rules, choices and calendars in words and cells; pure."""

from collections.abc import Iterable

from sia_desktop.domain.calendar import Span
from sia_desktop.domain.dates import long_date, plain_date
from sia_desktop.domain.due_words import counted_in_words
from sia_desktop.domain.time_limits import LITERAL, Direction, Mark, Timeframe
from sia_desktop.services.queries.packs_page import CalendarLine, Chosen, PacksPage, RuleLine, SettingLine
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.why_words import MARKS, STRENGTHS
from sia_desktop.ui.widgets.table import Column
from sia_desktop.ui.widgets.table_delegate import Cell

DEFAULT = "Our default"
DECIDED = "The council’s"
STILL_DEFAULT = "Our default: the council has not decided yet"
BY_COUNCIL = "Decided by the council"

RULES: tuple[Column[RuleLine], ...] = (
    Column("Rule", lambda row: Cell(row.rule.name, "medium", "text"), lambda row: row.rule.name, 138),
    Column("What it asks", lambda row: Cell(row.rule.label, "body", "text"), lambda row: row.rule.label),
    Column(
        "Strength",
        lambda row: Cell(STRENGTHS[row.rule.strength].capitalize()),
        lambda row: STRENGTHS[row.rule.strength],
        116,
    ),
    Column("Reading", lambda row: Cell(reading_words(row.rule)), lambda row: reading_words(row.rule), 172),
)
SETTINGS: tuple[Column[SettingLine], ...] = (
    Column(
        "What is left open",
        lambda row: Cell(row.setting.label, "body", "text"),
        lambda row: row.setting.label,
    ),
    Column("Stands at", lambda row: Cell(row.value_words), lambda row: row.value_words, 210),
    Column(
        "Whose word",
        lambda row: Cell(
            DEFAULT if row.is_default else DECIDED, icon="circle" if row.is_default else "circle-check"
        ),
        lambda row: row.is_default,
        180,
    ),
)
CALENDARS: tuple[Column[CalendarLine], ...] = (
    Column("What", lambda row: Cell(row.what, "body", "text"), lambda row: row.what),
    Column("For", lambda row: Cell(row.whose), lambda row: row.whose, 200),
    Column(
        "Valid to",
        lambda row: Cell(plain_date(row.valid_to), "medium", "text"),
        lambda row: row.valid_to,
        150,
    ),
    Column("Source", lambda row: Cell(row.source), lambda row: row.source, 180),
)


def subtitle(page: PacksPage) -> str:
    """Whose framework, which version, and what is still open."""
    still = sum(line.is_default for line in page.settings)
    defaults = f"{plural(still, 'choice')} still open" if still else "every choice decided"
    since = plain_date(page.framework.effective_from)
    return f"{page.framework.name} {page.framework.version}, from {since} · {defaults}"


def reading_words(rule: Timeframe) -> str:
    """How its wording is read here."""
    reading = "As printed" if rule.reading == LITERAL else rule.reading.replace("_", " ").capitalize()
    return f"{reading} (default)" if Mark.INFERRED in rule.marks else reading


def rule_facts(line: RuleLine, page: PacksPage) -> tuple[tuple[str, str], ...]:
    """Everything the pack says of a rule, under its captions."""
    rule = line.rule
    is_law = rule.pack != page.framework.code
    found = [
        ("Wording of the source", f"“{rule.wording}”"),
        ("Where it stands", rule.locator),
        ("How it is counted", _counted(rule)),
        ("Counted from", rule.limit.anchor.replace("_", " ")),
        ("How hard it binds", STRENGTHS[rule.strength].capitalize()),
        ("Marks", "; ".join(MARKS[mark] for mark in rule.marks).capitalize() or "None"),
        ("Reading", _readings(rule)),
        ("Pack", f"{'England, the law' if is_law else page.framework.name}, version {rule.pack_version}"),
        *(("Until the council decides", sentence) for sentence in rule.defaults),
    ]
    return (*((caption, words) for caption, words in found if words), *history(line.history))


def setting_facts(line: SettingLine, page: PacksPage) -> tuple[tuple[str, str], ...]:
    """What is left open, how it stands, and who may decide it."""
    setting = line.setting
    labels = {role.code: role.label for role in page.framework.roles}
    may = " or ".join(labels.get(code, code) for code in setting.switched_by)
    return (
        ("What the framework leaves open", setting.sentence),
        (
            "Stands at",
            f"{line.value_words}. {STILL_DEFAULT if line.is_default else BY_COUNCIL}.",
        ),
        ("It may be", "; ".join(setting.choices.values()) or f"any value like {setting.default}"),
        ("Who may decide", may or "Whoever may change the council’s settings"),
        *history(line.history),
    )


def calendar_facts(line: CalendarLine) -> tuple[tuple[str, str], ...]:
    """Its days, and who loaded them."""
    span = f"{long_date(line.valid_from)} to {long_date(line.valid_to)}"
    ends = f"Nothing is worked out past {long_date(line.valid_to)}: load the next calendar before then."
    days = (("Days", days_words(line.spans)),) if line.spans else ()
    return (
        ("Known from and to", span),
        ("Where it ends", ends),
        *days,
        *history((line.loaded,) if line.loaded else ()),
    )


def days_words(spans: Iterable[Span]) -> str:
    """Each stretch of days on a line of its own."""
    return "\n".join(_span(span) for span in sorted(spans, key=lambda each: each.first_day))


def history(said: Iterable[Chosen]) -> tuple[tuple[str, str], ...]:
    """Who settled it, when and why, the latest first."""
    return tuple((f"{plain_date(each.at.date())}, {each.by}", each.reason or "Loaded") for each in said)


def may_read_otherwise(line: RuleLine) -> bool:
    """Whether there is another reading to choose, or a default to confirm, and this person may."""
    return line.may_choose and (len(line.rule.readings) > 1 or Mark.INFERRED in line.rule.marks)


def _counted(rule: Timeframe) -> str:
    match rule.limit.direction:
        case Direction.UNDEFINED:
            return "No time is stated: the adviser sets a date, with the reason"
        case Direction.ON | Direction.IMMEDIATE:
            return "On that very day"
        case Direction.BY_DATE if not rule.limit.period:
            return "By a named day of the year"
    words = counted_in_words(rule.limit)
    return words[:1].upper() + words[1:]


def _readings(rule: Timeframe) -> str:
    lines = [reading_words(rule)]
    for reading in rule.readings:
        if reading.code != rule.reading:
            why = f": {reading.why}" if reading.why else ""
            lines.append(f"Could be read: {reading.label}{why}")
    return "\n".join(lines)


def _span(span: Span) -> str:
    if span.first_day == span.last_day:
        return f"{span.name}: {plain_date(span.first_day)}"
    return f"{span.name}: {plain_date(span.first_day)} to {plain_date(span.last_day)}"
