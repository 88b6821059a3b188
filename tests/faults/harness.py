"""The whole of it: five laptops, central and the line between, round after round, and the judgement."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import psycopg
from sqlalchemy.engine import make_url

from tests.faults.central_process import CentralProcess
from tests.faults.killed import round_until
from tests.faults.kinds import ON_THE_LINE, Fault
from tests.faults.laptop import IMPATIENT, PATIENT, FailsFrom, Laptop
from tests.faults.ledger import AtCentral, Ledger, Verdict
from tests.faults.line import Line, Planned, laid
from tests.faults.mutants import BROUGHT_ABOUT_BY, mutated
from tests.faults.work import Work
from tests.helpers.council_hall import CouncilHall
from tests.helpers.two_desktops import Desktop, enrols

NAMES: Final = ("anna", "ben", "chloe", "dev", "esi")
CHECK_EVERY: Final = 50
"""Rounds after which everything is brought to rest and judged; the end is judged too."""
MUTANT_CHECK_EVERY: Final = 15
QUIET_AFTER: Final = 8
"""Times that everybody may sync until nobody has anything new."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run came to."""

    rounds: int
    seed: int
    faults: Counter[Fault]
    verdict: Verdict
    typed: int
    taken_in: int

    def as_line(self) -> str:
        """One line of JSON."""
        counts = {fault.value: self.faults[fault] for fault in Fault}
        return json.dumps(
            {
                "rounds": self.rounds,
                "seed": self.seed,
                "faults": counts,
                "words_typed": self.typed,
                "changes_taken_in": self.taken_in,
                "lost": len(self.verdict.lost),
                "duplicated": len(self.verdict.duplicated),
                "typed_lost": len(self.verdict.typed_lost),
            }
        )


@dataclass
class Harness:
    """One run as it goes."""

    laptops: list[Laptop]
    line: Line
    work: Work
    chance: Random
    mutant: str | None
    faults: Counter[Fault]

    def round(self, fault: Fault) -> None:
        """Some edit; one syncs while something goes wrong; others sync now and then."""
        for _ in range(self.chance.randint(1, 3)):
            self.work.do_something(self.chance.choice(self.laptops))
        laptop = self.chance.choice(self.laptops)
        self.work.do_something(laptop)
        self.meet(laptop, fault)
        if self.chance.random() < 0.5:
            self.work.do_something(laptop)
            laptop.syncs()
        if self.chance.random() < 0.3:
            self.chance.choice(self.laptops).syncs()

    def meet(self, laptop: Laptop, fault: Fault) -> None:
        """One round of this laptop in which this goes wrong."""
        laptop.troubles.clear()
        if fault in ON_THE_LINE:
            self._bad_line(laptop, fault)
        else:
            way: dict[Fault, Callable[[Laptop], bool]] = {
                Fault.DESKTOP_KILLED: self._killed,
                Fault.DISK_FULL: self._full,
                Fault.DATABASE_LOCKED: self._locked,
                Fault.CLOCK_WRONG: self._wrong_clock,
            }
            self.faults[fault] += way[fault](laptop)

    def rest(self) -> None:
        """Nothing goes wrong any more, and all sync until nobody has anything new."""
        self.line.deliver_late(everything=True)
        for _ in range(QUIET_AFTER):
            before = [each.kept() for each in self.laptops]
            for laptop in self.laptops:
                if not laptop.syncs():
                    raise AssertionError(f"{laptop.name} cannot sync at rest: {laptop.troubles[-1]}")
            if before == [each.kept() for each in self.laptops]:
                return
        raise AssertionError("the laptops never come to rest")

    def _bad_line(self, laptop: Laptop, fault: Fault) -> None:
        before = len(self.line.struck)
        (request,) = self.chance.choices((0, 1, 2), (6, 3, 1))
        self.line.planned = Planned(fault, request, self.chance.randrange(60))
        laptop.timeouts = IMPATIENT if fault is Fault.REPLY_LOST else PATIENT
        laptop.syncs()
        laptop.timeouts, self.line.planned = PATIENT, None
        self.faults.update(self.line.struck[before:])

    def _killed(self, laptop: Laptop) -> bool:
        """A colleague was here before, so that there is something to lose half of."""
        colleague = self.chance.choice([each for each in self.laptops if each is not laptop])
        self.work.do_something(colleague)
        colleague.syncs()
        laptop.desktop.close()
        moment = self.chance.randint(2, 60)
        is_killed = round_until(laptop.desktop.enrolled, laptop.desktop.address, moment, self.mutant)
        laptop.starts_again()
        return is_killed

    def _full(self, laptop: Laptop) -> bool:
        with laptop.full_disk(self.chance):
            if self.chance.random() < 0.3:
                self.work.tries(laptop, self.work.types)
            laptop.syncs()
        return laptop.was_told("disk of this computer")

    def _locked(self, laptop: Laptop) -> bool:
        if self.chance.random() < 0.3:
            with laptop.locked():
                self.work.tries(laptop, self.work.types)
        else:
            with ExitStack() as lock:
                calls = self.chance.randrange(8)
                laptop.syncs(
                    lambda store: FailsFrom(store, calls, lambda: lock.enter_context(laptop.locked()))
                )
        return laptop.was_told("in use by another program")

    def _wrong_clock(self, laptop: Laptop) -> bool:
        laptop.days_wrong = self.chance.choice((-400, -9, -2, 2, 9, 400))
        self.work.do_something(laptop)
        laptop.syncs()
        self.work.do_something(laptop)
        laptop.days_wrong = 0
        return True


def run(
    rounds: int, seed: int, folder: Path, database_url: str | None = None, mutant: str | None = None
) -> Outcome:
    """So many rounds, but no more after a check that finds something; a mutant meets what brings it out."""
    chance = Random(seed)
    ledger = Ledger()
    with _set_up(folder, database_url, ledger, chance, mutant) as harness:
        verdict, done = Verdict((), (), ()), 0
        faults = _shuffled(rounds, chance, BROUGHT_ABOUT_BY[mutant] if mutant else tuple(Fault))
        with mutated(mutant):
            for done, fault in enumerate(faults, 1):
                harness.round(fault)
                if done % (MUTANT_CHECK_EVERY if mutant else CHECK_EVERY) and done != rounds:
                    continue
                harness.rest()
                central = _at_central(folder / "central", database_url)
                verdict = ledger.judge(central, [each.kept() for each in harness.laptops])
                if not verdict.is_clean:
                    break
        return Outcome(done, seed, harness.faults, verdict, len(ledger.typed), len(ledger.taken_in))


def _shuffled(rounds: int, chance: Random, faults: tuple[Fault, ...]) -> list[Fault]:
    """Every kind alike often; starting central again costs most, so half as often."""
    deck = [fault for fault in faults for _ in range(1 if fault is Fault.CENTRAL_KILLED else 2)]
    chosen = (deck * (rounds // len(deck) + 1))[:rounds]
    chance.shuffle(chosen)
    return chosen


@contextmanager
def _set_up(
    folder: Path, database_url: str | None, ledger: Ledger, chance: Random, mutant: str | None
) -> Iterator[Harness]:
    with closing(CouncilHall.opens(folder / "central", database_url)) as hall:
        hall.sets_up(schools=3)
        urns = hall.urns()
        for name in NAMES:
            hall.employs(name)
            hall.gives(name, *urns)
    with ExitStack() as left_open:
        central = CentralProcess(folder / "central", database_url)
        left_open.callback(central.stop)
        line = Line(central, ledger.hears)
        address = left_open.enter_context(laid(line))
        laptops = []
        for name in NAMES:
            desktop = Desktop(name, enrols(name, folder, address), address)
            left_open.callback(desktop.close)
            laptops.append(Laptop(desktop))
            if not laptops[-1].syncs():
                raise AssertionError(f"{name} cannot sync at first: {laptops[-1].troubles}")
        work = Work(ledger, urns, chance)
        yield Harness(laptops, line, work, chance, mutant, Counter())


def _at_central(data: Path, database_url: str | None) -> AtCentral:
    """Central's tables, read without central."""
    records, receipts = _rows(
        data,
        database_url,
        "SELECT kind, id, revision, CAST(payload AS TEXT) FROM records WHERE NOT is_deleted",
        "SELECT CAST(change_id AS TEXT), kind, id, revision FROM receipts",
    )
    return AtCentral(
        {(kind, id_): (revision, json.loads(payload)) for kind, id_, revision, payload in records},
        tuple((change.replace("-", ""), kind, id_, revision) for change, kind, id_, revision in receipts),
    )


def _rows(data: Path, database_url: str | None, *asked: str) -> list[list[tuple[Any, ...]]]:
    if database_url is None:
        with closing(sqlite3.connect(data / "central.db")) as file:
            return [file.execute(each).fetchall() for each in asked]
    where = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(where) as wire:
        return [wire.execute(each.encode()).fetchall() for each in asked]
