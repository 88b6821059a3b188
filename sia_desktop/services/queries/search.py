"""Find everywhere: what was written in notes, records, meetings and agreed actions on this laptop."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sia_contract.permissions import Action
from sia_desktop.domain.about import About
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.found_words import Piece, passage, terms_of
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.allowed import require_about
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.facts import Facts
from sia_desktop.services.search import Hit, Wanted, WordSearch

SHOWN: Final = 200
"""Results shown, the latest; who wants others asks more narrowly."""

KINDS: Final = {
    "note_of_visit": "Note of visit",
    "case_record": "Record",
    "meeting": "Meeting",
    "action": "Agreed action",
}
"""What is searched."""


@dataclass(frozen=True, slots=True)
class AskSearch:
    """Words are looked for, at one school or all, in one kind or all, in so many last days or ever."""

    typed: str = ""
    urn: Urn | None = None
    kind: str = ""
    last_days: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One record in which the words stand."""

    record: About
    urn: Urn | None
    school_name: str
    """Empty for what is about no one school."""
    on: date
    label: str
    """What it is, in the council's words."""
    passage: tuple[Piece, ...]
    agreed_in: About | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found, the latest first."""

    asked: AskSearch
    found: tuple[Found, ...]
    has_more: bool
    """True where only the latest are shown."""
    unread: int
    """Records whose words are still being read, and cannot be found yet."""
    schools: tuple[tuple[Urn, str], ...]
    """Where one may look, by name."""


def ask_search(
    question: AskSearch,
    search: WordSearch,
    facts: Facts,
    uow: UnitOfWork,
    frameworks: Frameworks,
    now: Clock,
) -> SearchPage:
    """Look; nothing is found in what this person may not open."""
    day = day_in_england(now())
    terms = terms_of(question.typed)
    since = day - timedelta(question.last_days) if question.last_days is not None else None
    wanted = Wanted(terms, question.urn, question.kind, since)
    hits = search.find(wanted, SHOWN + 1) if terms else ()
    schools = tuple((line.urn, line.name) for line in facts.schools(day))
    names = dict(schools)
    with uow:
        readable = {urn: _may_read(uow, frameworks, urn, day) for urn in {hit.urn for hit in hits}}
    labels = _Labels(frameworks)
    found = tuple(
        Found(
            hit.record,
            hit.urn,
            names.get(hit.urn, f"URN {hit.urn}") if hit.urn else "",
            hit.on,
            labels.of(hit),
            passage(hit.words, terms),
            hit.agreed_in,
        )
        for hit in hits[:SHOWN]
        if hit.record.kind != "case_record" or readable[hit.urn]
    )
    return SearchPage(question, found, len(hits) > SHOWN, search.unread(), schools)


def _may_read(uow: UnitOfWork, frameworks: Frameworks, urn: Urn | None, day: date) -> bool:
    try:
        require_about(uow, frameworks, Action.READ_CASE_RECORD, urn, day)
    except RuleBroken:
        return False
    return True


class _Labels:
    """What each result is, in the council's words; a framework is looked up once."""

    def __init__(self, frameworks: Frameworks) -> None:
        self._frameworks = frameworks
        self._known: dict[tuple[str, str], Framework | None] = {}

    def of(self, hit: Hit) -> str:
        """The form or the kind of meeting; plainly what it is where its framework is not here."""
        framework = self._framework(hit.pack, hit.pack_version) if hit.pack else None
        if framework is not None and hit.record.kind == "meeting":
            return next((each.label for each in framework.meetings if each.code == hit.form), "Meeting")
        if framework is not None:
            return framework.form(hit.form).label
        return KINDS[hit.record.kind]

    def _framework(self, code: str, version: str) -> Framework | None:
        if (code, version) not in self._known:
            try:
                self._known[code, version] = self._frameworks.pinned(code, version)
            except RuleBroken:
                self._known[code, version] = None
        return self._known[code, version]
